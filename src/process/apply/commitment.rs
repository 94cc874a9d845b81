//! Applies a working group's answer to the milestones that name it (DSP4003 2.4, 3.2).

use super::context::{ActContext, RegisterAct};
use crate::act::{Answer, Commitment};
use crate::process::groups::named;
use crate::process::stage::Transition;
use crate::process::{Refusal, State};
use crate::text::says_something;

const CLAUSE: &str = Transition::Commit.clause();

impl RegisterAct for Commitment {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Commit)
    }

    /// The group's chair answers, or the VP or the owner records its answer with evidence.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        ctx.expect(Transition::Commit)?;
        ctx.in_person(CLAUSE)?;
        let under_way = ctx.under_way(CLAUSE)?;
        let Some(text) = ctx.history.text(under_way.revision) else {
            let state = format!("the text of revision {} cannot be read", under_way.revision);
            return Err(Refusal::new(state, "the text as it was submitted", CLAUSE));
        };
        let groups = named(text);
        if !groups.contains(&&self.group) {
            let known: Vec<&str> = groups.iter().map(|group| group.as_str()).collect();
            let known = if known.is_empty() {
                "none".to_string()
            } else {
                known.join(", ")
            };
            let state = format!(
                "no milestone of revision {} names `{}`",
                under_way.revision, self.group
            );
            let needs = format!("a working group of a milestone: {known}");
            return Err(Refusal::new(state, needs, CLAUSE));
        }
        let own = text
            .milestones
            .iter()
            .filter(|milestone| milestone.working_groups.contains(&self.group));
        let own: Vec<&str> = own.map(|milestone| milestone.id.as_str()).collect();
        if let Some(other) = self
            .milestones
            .iter()
            .find(|id| !own.contains(&id.as_str()))
        {
            let state = format!("the milestone `{other}` does not name `{}`", self.group);
            return Err(Refusal::new(
                state,
                format!("a milestone that names it: {}", own.join(", ")),
                CLAUSE,
            ));
        }
        ctx.authorize(Transition::Commit.task(), Some(&self.group), CLAUSE)?;
        let says_why = says_something(&self.comment);
        if self.answer != Answer::Committed && !says_why {
            let state = format!("the answer `{}` needs a comment", self.answer);
            return Err(Refusal::new(
                state,
                "--comment: the reason, or the changes that it wants",
                CLAUSE,
            ));
        }
        let mut next = ctx.state.clone();
        next.answers.push(ctx.stored.digest);
        Ok(next)
    }
}
