//! Applies the board's date and its resolution (DSP4003 2.5, 2.6, 3.2).

use super::context::{ActContext, RegisterAct};
use super::gate;
use super::settle::settled;
use super::text::freeze;
use crate::act::{Approve, Approver, Question, Schedule};
use crate::policy::rule::{Counts, Outcome};
use crate::process::approvals::TextAuthor;
use crate::process::stage::Transition;
use crate::process::{ApproverDecision, BallotStatus, Refusal, Resolution, State};
use crate::roster::authority::Task;
use crate::roster::{Body, BodyKind};
use crate::source::Digest;
use crate::text::is_blank;

impl RegisterAct for Schedule {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Schedule)
    }

    /// The executive committee, the VP and the owner schedule the board's approval.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        const CLAUSE: &str = Transition::Schedule.clause();
        ctx.expect(Transition::Schedule)?;
        ctx.in_person(CLAUSE)?;
        ctx.authorize(Transition::Schedule.task(), None, CLAUSE)?;
        ctx.under_way(CLAUSE)?;
        if self.board_on < ctx.act.on {
            let state = format!("{} is before {}", self.board_on, ctx.act.on);
            return Err(Refusal::new(
                state,
                "the day of the act or a later one",
                CLAUSE,
            ));
        }
        agreed(ctx, self)?;
        Ok(ctx.changed(|under_way| under_way.board_on = Some(self.board_on)))
    }
}

/// The people who agreed are named once each, include the recorder, and are authorized to schedule.
fn agreed(ctx: &ActContext<'_>, schedule: &Schedule) -> Result<(), Refusal> {
    const CLAUSE: &str = Transition::Schedule.clause();
    let setting = ctx.setting(None);
    let (may, who) = (
        setting.ids(Transition::Schedule.task()),
        setting.who(Transition::Schedule.task()),
    );
    let refuse =
        |state: String, needs: &str| Err(Refusal::new(state, needs, CLAUSE).who(who.clone()));
    if !schedule.agreed.contains(&ctx.act.by) {
        let state = "the people who agreed do not include the person who records it".to_string();
        return refuse(state, "every person who agreed: `--agreed PERSON`");
    }
    for (at, person) in schedule.agreed.iter().enumerate() {
        let name = ctx.roster.person_name(person);
        if schedule.agreed[..at].contains(person) {
            return refuse(
                format!("{name} is named twice as a person who agreed"),
                "each person once",
            );
        }
        if !may.contains(person) {
            let state = format!("{name} agreed, but is not authorized to schedule the board");
            return refuse(
                state,
                "members of the executive committee, the VP of Alliances or the owner",
            );
        }
    }
    Ok(())
}

impl RegisterAct for Approve {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Approve)
    }

    /// Applies the board's resolution. Its date is the act's `on`.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        const CLAUSE: &str = Transition::Approve.clause();
        ctx.expect(Transition::Approve)?;
        ctx.in_person(CLAUSE)?;
        ctx.authorize(Transition::Approve.task(), None, CLAUSE)?;
        let Some(board) = ctx.roster.body_of_kind(BodyKind::Board) else {
            return Err(Refusal::new(
                "the roster has no board",
                "a body of kind `board`",
                CLAUSE,
            ));
        };
        if is_blank(&self.resolution) {
            return Err(Refusal::new(
                "the resolution has no number or title",
                "a number or a title, for example 2026-15",
                CLAUSE,
            ));
        }
        let since = ctx.state.under_way.as_ref().map(|under_way| under_way.on);
        if since.is_some_and(|since| ctx.act.on < since) {
            let state = format!(
                "the resolution is dated {}, before the text was submitted",
                ctx.act.on
            );
            return Err(Refusal::new(
                state,
                "the date of the board's approval",
                CLAUSE,
            ));
        }
        if self
            .conditions
            .iter()
            .any(|condition| condition.trim().is_empty())
        {
            return Err(Refusal::new(
                "a condition of the board is empty",
                "--condition TEXT",
                CLAUSE,
            ));
        }
        decided(ctx, self, board)?;
        gate::board_may_be_asked(ctx)?;
        let mut next = match &self.changed {
            None => {
                ctx.under_way(CLAUSE)?;
                ctx.moved_on()
            }
            Some(changed) => {
                gate::owners_known(ctx.act.revision, ctx)?;
                gate::sections_written(ctx.act.revision, ctx)?;
                freeze(ctx, changed, TextAuthor::Home)?
            }
        };
        let revision = next
            .under_way
            .as_ref()
            .map_or(next.last_revision, |under_way| under_way.revision);
        next.decisions.push(ApproverDecision {
            by: Approver::Body(board.id.clone()),
            revision,
            outcome: Outcome::Approved,
            on: ctx.act.on,
            act: ctx.stored.digest,
            records: None,
        });
        next.resolutions.push(Resolution {
            act: ctx.stored.digest,
            revision,
            on: ctx.act.on,
            approve: self.clone(),
        });
        Ok(settled(ctx, next))
    }
}

/// The basis of a resolution: the result of a ballot, or the counts of a meeting.
#[derive(Debug, Clone, Copy)]
pub(super) struct ResolutionBasis {
    pub(super) question: Question,
    pub(super) result: Option<Digest>,
    pub(super) meeting: Option<Counts>,
}

/// Checks that the board approved the revision under way: by a ballot on exactly this text, or in a meeting.
fn decided(ctx: &ActContext<'_>, approve: &Approve, board: &Body) -> Result<(), Refusal> {
    if approve.result.is_some() && approve.meeting.is_none() && approve.changed.is_some() {
        return Err(Refusal::new(
            "the board's ballot was on the text as it was submitted",
            "the counts of a meeting for a text with changes: `--meeting`",
            "DSP4003 2.6",
        ));
    }
    let revision = ctx
        .state
        .under_way
        .as_ref()
        .map_or(0, |under_way| under_way.revision);
    let basis = ResolutionBasis {
        question: Question::Adopt,
        result: approve.result,
        meeting: approve.meeting,
    };
    resolved(ctx, basis, board, |result| {
        ctx.state.ballots_of(revision).any(|(_, ballot)| {
            let BallotStatus::Closed {
                result: found,
                outcome,
                ..
            } = &ballot.status
            else {
                return false;
            };
            ballot.body == board.id && found == result && *outcome == Outcome::Approved
        })
    })
}

/// Checks that the board decided: by a ballot result that `approves` accepts, or in a meeting whose counts pass the rule.
pub(super) fn resolved(
    ctx: &ActContext<'_>,
    basis: ResolutionBasis,
    board: &Body,
    approves: impl Fn(&Digest) -> bool,
) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 2.6";
    match (&basis.result, &basis.meeting) {
        (Some(result), None) if approves(result) => Ok(()),
        (Some(result), None) => {
            let text = ctx.act.revision.map_or(String::new(), |revision| format!(" of revision {revision}"));
            let state = format!("the result {} is not the board's approval{text}", result.short());
            Err(Refusal::new(state, "a ballot of the board that approved it", CLAUSE))
        }
        (None, Some(counts)) => {
            gate::no_ballot_beside(ctx, board, basis.question)?;
            meeting_passes(ctx, *counts, board)
        }
        (None, None) | (Some(_), Some(_)) => Err(Refusal::new(
            "the board has not approved this yet",
            format!(
                "its ballot closed as approved (`wr ballot close {}`), or the counts of its meeting (`--meeting`)",
                ctx.act.register
            ),
            CLAUSE,
        )
        .who(ctx.setting(Some(&board.id)).who(Task::RunBallot))),
    }
}

fn meeting_passes(ctx: &ActContext<'_>, counts: Counts, board: &Body) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 2.6";
    if !ctx.act.has_evidence() {
        let state = "the counts of a meeting need evidence";
        return Err(Refusal::new(state, "--evidence: the minutes", CLAUSE));
    }
    let (seats, given) = (board.seats.len() as u32, counts.roll());
    if seats != given {
        let state = format!(
            "the counts add up to {given} seats, and the {} has {seats}",
            board.name
        );
        return Err(Refusal::new(
            state,
            "a count for every seat, absent ones included",
            CLAUSE,
        ));
    }
    let vacant = board.vacant_seats(ctx.roster, ctx.act.on);
    if counts.vacant != vacant {
        let state = format!(
            "the counts have {} vacant seats, and {vacant} seats of the {} are vacant on {}",
            counts.vacant, board.name, ctx.act.on
        );
        return Err(Refusal::new(
            state,
            "exactly the vacant seats of the roster",
            CLAUSE,
        ));
    }
    let rule = ctx.policy.terms(&board.id).applied();
    let outcome = rule.outcome(counts);
    if outcome != Outcome::Approved {
        let state = format!("these counts are no approval: {outcome}");
        return Err(Refusal::new(
            state,
            format!("{rule}: {}", rule.explained()),
            CLAUSE,
        ));
    }
    Ok(())
}
