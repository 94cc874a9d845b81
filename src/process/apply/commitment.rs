//! A working group answers the milestones that name it (DSP4003 2.4, 3.2).

use super::ActContext;
use crate::act::{Answer, Commitment};
use crate::process::groups::named;
use crate::process::stage::Transition;
use crate::process::{Refusal, State};
use crate::text::says_something;

const CLAUSE: &str = Transition::Commit.clause();

/// The chair answers for the group; or the VP or the owner writes its answer down, with evidence.
pub(super) fn answer(ctx: &ActContext<'_>, commitment: &Commitment) -> Result<State, Refusal> {
    ctx.expect(Transition::Commit)?;
    ctx.in_person(CLAUSE)?;
    let under_way = ctx.under_way(CLAUSE)?;
    let Some(text) = ctx.history.text(under_way.revision) else {
        let state = format!("the text of revision {} cannot be read", under_way.revision);
        return Err(Refusal::new(state, "the text as it was submitted", CLAUSE));
    };
    let groups = named(text);
    if !groups.contains(&&commitment.group) {
        let known: Vec<&str> = groups.iter().map(|group| group.as_str()).collect();
        let known = if known.is_empty() {
            "none".to_string()
        } else {
            known.join(", ")
        };
        let state = format!(
            "no milestone of revision {} names `{}`",
            under_way.revision, commitment.group
        );
        let needs = format!("a working group that does the work of one; there are: {known}");
        return Err(Refusal::new(state, needs, CLAUSE));
    }
    let own = text
        .milestones
        .iter()
        .filter(|milestone| milestone.working_groups.contains(&commitment.group));
    let own: Vec<&str> = own.map(|milestone| milestone.id.as_str()).collect();
    if let Some(other) = commitment
        .milestones
        .iter()
        .find(|id| !own.contains(&id.as_str()))
    {
        let state = format!(
            "the milestone `{other}` does not name `{}`",
            commitment.group
        );
        return Err(Refusal::new(
            state,
            format!("one that does: {}", own.join(", ")),
            CLAUSE,
        ));
    }
    ctx.authorize(Transition::Commit.task(), Some(&commitment.group), CLAUSE)?;
    let says_why = says_something(&commitment.comment);
    if commitment.answer != Answer::Committed && !says_why {
        let state = format!("the answer `{}` comes without a word", commitment.answer);
        return Err(Refusal::new(
            state,
            "--comment: why, or what it would have otherwise",
            CLAUSE,
        ));
    }
    let mut next = ctx.state.clone();
    next.answers.push(ctx.stored.digest);
    Ok(next)
}
