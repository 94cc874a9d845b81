//! Applies the end of a register (DSP4003 4.1): a recommendation, the board's ballot and its resolution. A proposal
//! that never came into force ends without the board.

use super::board::{ResolutionBasis, resolved};
use super::context::{ActContext, RegisterAct};
use crate::act::{Ballot, End, Question, Reason, Recommend, Remove};
use crate::policy::rule::Outcome;
use crate::process::stage::Transition;
use crate::process::{Ended, Recommendation, Refusal, Removed, State};
use crate::roster::authority::Task;
use crate::roster::{Body, BodyKind};
use crate::text::is_blank;

const RECOMMENDED: &str = Transition::Recommend.clause();
const REMOVED: &str = Transition::Remove.clause();
const ENDED: &str = Transition::End.clause();

impl RegisterAct for Recommend {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Recommend)
    }

    /// The VP and the members of the executive committee may recommend a removal; others suggest it as feedback.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        ctx.expect(Transition::Recommend)?;
        ctx.in_person(RECOMMENDED)?;
        ctx.authorize(Transition::Recommend.task(), None, RECOMMENDED)?;
        ctx.register_in_force(RECOMMENDED)?;
        if is_blank(&self.because) {
            let needs = "--because TEXT";
            return Err(Refusal::new(
                "a recommendation needs an explanation",
                needs,
                RECOMMENDED,
            ));
        }
        if let Some(before) = ctx
            .state
            .recommended
            .iter()
            .find(|before| before.reason == self.reason)
        {
            let state = format!("this was already recommended on {}", before.on);
            let needs = format!(
                "the board's decision: `wr ballot open {} --remove`",
                ctx.act.register
            );
            return Err(Refusal::new(state, needs, RECOMMENDED));
        }
        match self.reason {
            Reason::Complete => is_complete(ctx)?,
            // The officers judge these reasons.
            Reason::Stagnant
            | Reason::Disbanded
            | Reason::NotMaintained
            | Reason::PartnerWithdrew => {}
        }
        let mut next = ctx.state.clone();
        next.recommended.push(Recommendation {
            by: ctx.act.by.clone(),
            on: ctx.act.on,
            reason: self.reason,
            because: self.because.clone(),
        });
        Ok(next)
    }
}

/// Refuses the reason `complete` while a milestone is open.
fn is_complete(ctx: &ActContext<'_>) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 4.1";
    let in_force = ctx.register_in_force(CLAUSE)?;
    let text = ctx.history.text(in_force.revision);
    let milestones = text.iter().flat_map(|text| &text.milestones);
    let open: Vec<&str> = milestones
        .filter(|milestone| !ctx.state.completed.contains_key(&milestone.id))
        .map(|milestone| milestone.id.as_str())
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let state = format!("not completed yet: {}", open.join(", "));
    let needs = "every milestone of the text in force completed, or an update that drops it";
    Err(Refusal::new(state, needs, CLAUSE).who(ctx.setting(None).who(Task::Own)))
}

/// Checks that the board may ballot a removal now, and returns the revision. `asking` checks the terms of the ballot.
pub(super) fn may_be_asked(
    ctx: &ActContext<'_>,
    ballot: &Ballot,
    body: &Body,
) -> Result<u32, Refusal> {
    if body.kind != BodyKind::Board {
        let state = format!("the {} cannot remove a register", body.name);
        return Err(Refusal::new(
            state,
            "a ballot of the board, which alone decides on a removal",
            REMOVED,
        ));
    }
    ctx.expect(Transition::AskRemoval)?;
    ctx.in_person(REMOVED)?;
    ctx.authorize(Transition::AskRemoval.task(), Some(&body.id), REMOVED)?;
    let in_force = ctx.register_in_force(REMOVED)?;
    if ballot.parallel.is_some() {
        let state = "a ballot on a removal is not a parallel ballot";
        return Err(Refusal::new(
            state,
            "a ballot without `--parallel`",
            REMOVED,
        ));
    }
    recommended(ctx)?;
    if let Some((open, _)) = ctx.state.open_ballot(&body.id, Question::Remove) {
        let needs = "close or withdraw it first: `wr ballot close` or `wr ballot withdraw`";
        return Err(Refusal::new(
            format!("the ballot {open} is open"),
            needs,
            REMOVED,
        ));
    }
    if ctx.state.removal_approved(&body.id).is_some() {
        let state = format!("the {} has approved the removal", body.name);
        let needs = format!(
            "its resolution: `wr remove approve {} RESOLUTION`",
            ctx.act.register
        );
        return Err(Refusal::new(state, needs, REMOVED));
    }
    Ok(ctx.act.revision.unwrap_or(in_force.revision))
}

fn recommended(ctx: &ActContext<'_>) -> Result<(), Refusal> {
    if !ctx.state.recommended.is_empty() {
        return Ok(());
    }
    let state = format!(
        "the record has no recommendation to remove `{}`",
        ctx.act.register
    );
    let needs = "a recommendation first: `wr remove recommend`";
    Err(Refusal::new(state, needs, RECOMMENDED).who(ctx.setting(None).who(Task::Recommend)))
}

/// The state after a counted ballot on a removal. A majority against it closes the recommendation. The revisions in
/// force and under way are unaffected.
pub(super) fn counted(mut state: State, outcome: Outcome) -> State {
    if outcome == Outcome::Rejected {
        state.recommended.clear();
        state.removal_ballots.clear();
    }
    state
}

impl RegisterAct for Remove {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Remove)
    }

    /// Applies the board's resolution: the register in force is removed, and a revision under way ends.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        ctx.expect(Transition::Remove)?;
        ctx.in_person(REMOVED)?;
        ctx.authorize(Transition::Remove.task(), None, REMOVED)?;
        let in_force = ctx.register_in_force(REMOVED)?;
        let Some(board) = ctx.roster.body_of_kind(BodyKind::Board) else {
            return Err(Refusal::new(
                "the roster has no board",
                "a body of kind `board`",
                REMOVED,
            ));
        };
        if is_blank(&self.resolution) {
            return Err(Refusal::new(
                "the resolution has no number or title",
                "a number or a title, for example 2026-15",
                REMOVED,
            ));
        }
        for_reason(ctx, self)?;
        if let Some(lead) = &self.along_with {
            along(ctx, lead, self)?;
        }
        let basis = ResolutionBasis {
            question: Question::Remove,
            result: self.result,
            meeting: self.meeting,
        };
        resolved(ctx, basis, board, |result| {
            ctx.state.removal_approved(&board.id) == Some(*result)
        })?;
        let mut next = ctx.moved_on();
        next.withdraw_ballots(&format!(
            "the register was removed by resolution {}",
            self.resolution
        ));
        next.removed = Some(Removed {
            revision: in_force.revision,
            on: ctx.act.on,
            reason: self.reason,
            resolution: self.resolution.clone(),
            along_with: self.along_with.clone(),
            act: ctx.stored.digest,
        });
        next.in_force = None;
        next.under_way = None;
        next.recommended.clear();
        next.removal_ballots.clear();
        Ok(next)
    }
}

/// The resolution must have a recommended reason and a day after the recommendation. A register that is removed along
/// with another needs its own recommendation, because the replay of one register cannot see another.
fn for_reason(ctx: &ActContext<'_>, remove: &Remove) -> Result<(), Refusal> {
    recommended(ctx)?;
    let recommended = &ctx.state.recommended;
    let Some(found) = recommended
        .iter()
        .find(|found| found.reason == remove.reason)
    else {
        let words: Vec<&str> = recommended
            .iter()
            .map(|found| found.reason.word())
            .collect();
        let state = format!(
            "the record has no recommendation of removal for the reason `{}`",
            remove.reason.word()
        );
        return Err(Refusal::new(
            state,
            format!("a recommended reason: {}", words.join(", ")),
            REMOVED,
        ));
    };
    if ctx.act.on < found.on {
        let state = format!(
            "the resolution is dated {}, before the recommendation",
            ctx.act.on
        );
        return Err(Refusal::new(
            state,
            "the date of the board's resolution",
            REMOVED,
        ));
    }
    Ok(())
}

/// A register that is removed along with another of the same partner has no ballot: its act names the counts that
/// decided, as for a meeting, and the evidence.
fn along(ctx: &ActContext<'_>, lead: &crate::id::Id, remove: &Remove) -> Result<(), Refusal> {
    if *lead == ctx.act.register {
        let state = format!("`{lead}` cannot be removed along with itself");
        return Err(Refusal::new(
            state,
            "another register of the same partner",
            REMOVED,
        ));
    }
    if remove.meeting.is_none() || !ctx.act.has_evidence() {
        let state = format!(
            "the removal of `{}` along with `{lead}` has no counts or no evidence",
            ctx.act.register
        );
        return Err(Refusal::new(
            state,
            "the board's counts (`--meeting`) and `--evidence`",
            REMOVED,
        ));
    }
    Ok(())
}

impl RegisterAct for End {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::End)
    }

    /// Ends a proposal that never came into force. The board is not involved.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        ctx.expect(Transition::End)?;
        if let Some(in_force) = &ctx.state.in_force {
            let state = format!(
                "revision {} of `{}` is in force",
                in_force.revision, ctx.act.register
            );
            let needs = "the board's removal: `wr remove recommend`";
            return Err(
                Refusal::new(state, needs, REMOVED).who(ctx.setting(None).who(Task::Recommend))
            );
        }
        ctx.in_person(ENDED)?;
        ctx.authorize(Transition::End.task(), None, ENDED)?;
        if is_blank(&self.because) {
            return Err(Refusal::new(
                "ending a proposal needs a reason",
                "--because",
                ENDED,
            ));
        }
        let mut next = ctx.moved_on();
        next.withdraw_ballots(&format!("the proposal was ended: {}", self.because));
        next.under_way = None;
        let (by, on) = (ctx.act.by.clone(), ctx.act.on);
        next.ended = Some(Ended {
            by,
            on,
            because: self.because.clone(),
        });
        Ok(next)
    }
}
