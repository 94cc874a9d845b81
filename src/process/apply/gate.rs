//! The conditions for an approval: no open objections, dispositions for comments, answers of working groups.
//!
//! Only feedback that the author of an act knew of blocks it. Feedback added meanwhile on another branch does not void
//! the act: it blocks the next step.

use std::collections::{BTreeMap, BTreeSet};

use super::context::ActContext;
use crate::act::{Counted, Question, StoredAct};
use crate::id::Id;
use crate::policy::feedback::Commitments;
use crate::process::Refusal;
use crate::process::feedback::{
    Statement, authors, judge, open_objections, task_of_judge, undisposed, voices,
};
use crate::process::groups::groups;
use crate::roster::Body;
use crate::roster::authority::Task;
use crate::source::Digest;
use crate::template::Required;
use crate::text::says_something;

/// The conditions for the board's ballot and its resolution: the revision under way has a committee for each milestone
/// and every required section, and all feedback on it is resolved.
pub(super) fn board_may_be_asked(ctx: &ActContext<'_>) -> Result<(), Refusal> {
    let revision = ctx
        .state
        .under_way
        .as_ref()
        .map(|under_way| under_way.revision);
    owners_known(revision, ctx)?;
    sections_written(revision, ctx)?;
    no_objection(ctx)?;
    all_disposed(ctx)
}

/// Refuses a revision with a milestone that no committee owns.
pub(super) fn owners_known(revision: Option<u32>, ctx: &ActContext<'_>) -> Result<(), Refusal> {
    let Some(text) = revision.and_then(|revision| ctx.history.text(revision)) else {
        return Ok(());
    };
    let gaps: Vec<&str> = text
        .unowned_milestones()
        .map(|milestone| milestone.id.as_str())
        .collect();
    if gaps.is_empty() {
        return Ok(());
    }
    let state = format!(
        "no committee owns these milestones yet: {}",
        gaps.join(", ")
    );
    Err(Refusal::new(
        state,
        "a committee for each milestone, in a new revision",
        "DSP4003 2.3, 2.4",
    ))
}

/// Refuses a revision without a section that policy requires for an established register.
pub(super) fn sections_written(revision: Option<u32>, ctx: &ActContext<'_>) -> Result<(), Refusal> {
    let Some((revision, text)) = revision.and_then(|it| Some((it, ctx.history.text(it)?))) else {
        return Ok(());
    };
    let missing = ctx
        .policy
        .lacking(text)
        .filter(|section| section.required == Required::Established);
    let missing: Vec<&str> = missing.map(|section| section.title.as_str()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let state = format!("revision {revision} lacks {}", missing.join(", "));
    Err(Refusal::new(
        state,
        "these sections, in a new revision",
        "practice (policy `sections`)",
    ))
}

/// A meeting cannot preempt an open ballot of the board on the same question, or replace a ballot's decision. A
/// withdrawn ballot or one without a quorum decided nothing.
pub(super) fn no_ballot_beside(
    ctx: &ActContext<'_>,
    board: &Body,
    question: Question,
) -> Result<(), Refusal> {
    let clause = match question {
        Question::Adopt => "DSP4003 2.6",
        Question::Remove => "DSP4003 2.6, 4.1",
    };
    let id = &ctx.act.register;
    let who = || ctx.setting(Some(&board.id)).who(Task::RunBallot);
    if let Some((name, _)) = ctx.state.open_ballot(&board.id, question) {
        let state = format!("the {} is voting on this: {name} is open", board.name);
        let needs = format!(
            "close or withdraw its ballot first: `wr ballot close {id} --ballot {name}`, or `wr ballot withdraw {id} \
             --ballot {name} --because TEXT`"
        );
        return Err(Refusal::new(state, needs, clause).who(who()));
    }
    let Some((name, outcome, on)) = ctx.state.decided_otherwise(&board.id, question) else {
        return Ok(());
    };
    let state = format!(
        "the {} decided otherwise in its ballot {name}, closed on {on}: {outcome}",
        board.name
    );
    let again = match question {
        Question::Adopt => format!("wr ballot open {id} --body {}", board.id),
        Question::Remove => format!("wr ballot open {id} --remove"),
    };
    Err(Refusal::new(
        state,
        format!("a new ballot of the {}: `{again}`", board.name),
        clause,
    )
    .who(who()))
}

/// Refuses an approval while an objection is open.
pub(super) fn no_objection(ctx: &ActContext<'_>) -> Result<(), Refusal> {
    none_open(
        ctx,
        known(ctx, open_objections(&voices(ctx.state, ctx.history))),
    )
}

/// Refuses to confirm an editorial change while an objection to a text that is not in force is open: declaring the
/// same change editorial again must not bypass the objection.
pub(super) fn no_new_objection(ctx: &ActContext<'_>) -> Result<(), Refusal> {
    let in_force = ctx
        .state
        .in_force
        .as_ref()
        .map_or(0, |in_force| in_force.revision);
    let mut open = known(ctx, open_objections(&voices(ctx.state, ctx.history)));
    open.retain(|voice| voice.revision() > in_force);
    none_open(ctx, open)
}

fn none_open(ctx: &ActContext<'_>, open: Vec<Statement<'_>>) -> Result<(), Refusal> {
    const CLAUSE: &str = "practice";
    let Some(first) = open.first() else {
        return Ok(());
    };
    let id = &ctx.act.register;
    let state = format!(
        "{} has been open since {}{}",
        first.in_words(ctx.roster),
        first.stored.act.on,
        and_more(&open)
    );
    let needs = format!(
        "each objection withdrawn by its author or resolved: `wr feedback resolve {id} {} DISPOSITION`",
        first.stored.digest.short()
    );
    Err(Refusal::new(state, needs, CLAUSE).who(who_may_resolve(ctx, first)))
}

/// Refuses the board's ballot while a comment has no disposition, where policy requires them.
pub(super) fn all_disposed(ctx: &ActContext<'_>) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 3.1, practice (policy `dispositions`)";
    let open = known(
        ctx,
        undisposed(&voices(ctx.state, ctx.history), ctx.state, ctx.policy),
    );
    let Some(first) = open.first() else {
        return Ok(());
    };
    let id = &ctx.act.register;
    let state = format!(
        "{} has no disposition{}",
        first.in_words(ctx.roster),
        and_more(&open)
    );
    let needs = format!(
        "a disposition for each: `wr feedback resolve {id} {} DISPOSITION`; to list all: `wr feedback list {id} --open`",
        first.stored.digest.short()
    );
    Err(Refusal::new(state, needs, CLAUSE).who(who_may_resolve(ctx, first)))
}

/// Refuses a committee's approval while a working group has not answered for its milestones, unless the chair closes
/// the ballot without that group.
pub(super) fn all_answered(
    ctx: &ActContext<'_>,
    body: &Id,
    counted: &Counted,
) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 2.4, 3.2";
    let groups = groups(ctx.state, ctx.history);
    let waiting: Vec<&Id> = groups
        .iter()
        .filter(|group| group.keeps_waiting(body))
        .map(|group| group.id)
        .collect();
    not_for_nothing(ctx, body, counted, &waiting)?;
    if ctx.policy.commitments == Commitments::Optional {
        return Ok(());
    }
    let missing: Vec<&&Id> = waiting
        .iter()
        .filter(|id| !counted.without.contains(id))
        .collect();
    let Some(first) = missing.first() else {
        return Ok(());
    };
    let names: Vec<String> = missing.iter().map(|id| ctx.roster.body_name(id)).collect();
    let state = format!(
        "no answer for revision {} from: {}",
        ctx.act.revision.unwrap_or(0),
        names.join(", ")
    );
    let needs = format!(
        "each working group's answer, `wr commitment {} ANSWER --body {first}`; or the chair's decision, \
         `--without {first} --because TEXT`",
        ctx.act.register
    );
    let mut who: Vec<String> = missing
        .iter()
        .flat_map(|id| ctx.setting(Some(id)).who(Task::Commit))
        .collect();
    who.extend(ctx.setting(Some(body)).who(Task::Waive));
    let mut seen = BTreeSet::new();
    who.retain(|name| seen.insert(name.clone()));
    Err(Refusal::new(state, needs, CLAUSE).who(who))
}

/// Checks `--without`: the chair uses it, with a reason, for a working group that has not answered.
fn not_for_nothing(
    ctx: &ActContext<'_>,
    body: &Id,
    counted: &Counted,
    waiting: &[&Id],
) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 2.4, 3.2";
    if counted.without.is_empty() {
        return match &counted.because {
            None => Ok(()),
            Some(_) => Err(Refusal::new(
                "a reason is given without a working group",
                "--without GROUP, or no reason",
                CLAUSE,
            )),
        };
    }
    if !says_something(&counted.because) {
        let state = "closing the ballot without a working group needs a reason";
        return Err(Refusal::new(state, "--because TEXT", CLAUSE));
    }
    // An answer that the chair could not know of does not void the result.
    let groups = groups(ctx.state, ctx.history);
    let before = before(ctx);
    let came_late = |id: &Id| {
        let answers = groups
            .iter()
            .filter(|group| group.id == id)
            .flat_map(|group| &group.milestones);
        let mut of_committee = answers.filter(|(milestone, _)| milestone.committees.contains(body));
        of_committee
            .any(|(_, answer)| answer.is_some_and(|answer| !before.contains(&answer.stored.digest)))
    };
    if let Some(other) = counted
        .without
        .iter()
        .find(|id| !waiting.contains(id) && !came_late(id))
    {
        let names: Vec<&str> = waiting.iter().map(|id| id.as_str()).collect();
        let state = format!("the ballot does not wait for `{other}`");
        let needs = match names.is_empty() {
            true => "no `--without`: every working group has answered".to_string(),
            false => format!(
                "a working group that has not answered: {}",
                names.join(", ")
            ),
        };
        return Err(Refusal::new(state, needs, CLAUSE));
    }
    ctx.authorize(Task::Waive, Some(body), CLAUSE)
}

/// The people who can resolve a statement: its authors and the authorized officers.
pub(super) fn who_may_resolve(ctx: &ActContext<'_>, voice: &Statement<'_>) -> Vec<String> {
    let body = match voice.is_objection() {
        true => judge(voice, ctx.history, ctx.policy, ctx.roster),
        false => ctx
            .history
            .text(voice.revision())
            .map(|text| &text.originating_committee),
    };
    let task = match voice.is_objection() {
        true => task_of_judge(voice, ctx.history, &ctx.setting(body)),
        false if voice.is_about_removal() => Task::Recommend,
        false => Task::Dispose,
    };
    let mut who: Vec<String> = authors(voice, ctx.roster)
        .iter()
        .map(|author| format!("{} (may withdraw it)", ctx.roster.person_name(author)))
        .collect();
    who.extend(ctx.setting(body).who(task));
    who.dedup();
    who
}

fn and_more(open: &[Statement<'_>]) -> String {
    if open.len() < 2 {
        String::new()
    } else {
        format!("; and {} more", open.len() - 1)
    }
}

/// The statements that the author of the act knew of.
fn known<'a>(ctx: &ActContext<'_>, voices: Vec<Statement<'a>>) -> Vec<Statement<'a>> {
    if voices.is_empty() {
        return voices;
    }
    let before = before(ctx);
    voices
        .into_iter()
        .filter(|voice| before.contains(&voice.known_by))
        .collect()
}

/// Whether the author of the act knew of another act.
pub(super) fn knows(ctx: &ActContext<'_>, act: Digest) -> bool {
    before(ctx).contains(&act)
}

/// Every act that the author of the act knew of, through `after`.
fn before(ctx: &ActContext<'_>) -> BTreeSet<Digest> {
    let acts: BTreeMap<Digest, &StoredAct> = ctx
        .history
        .acts
        .iter()
        .map(|stored| (stored.digest, *stored))
        .collect();
    let mut found = BTreeSet::new();
    let mut open: Vec<Digest> = ctx.act.after.clone();
    while let Some(digest) = open.pop() {
        if found.insert(digest) {
            open.extend(
                acts.get(&digest)
                    .into_iter()
                    .flat_map(|stored| &stored.act.after),
            );
        }
    }
    found
}
