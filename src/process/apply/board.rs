//! The board: its date, and its resolution (DSP4003 2.5, 2.6, 3.2).

use super::text::freeze;
use super::{ActContext, gate};
use crate::act::{Approve, Approver, Question, Schedule};
use crate::policy::rule::{Counts, Outcome};
use crate::process::approvals::TextAuthor;
use crate::process::stage::Transition;
use crate::process::{BallotStatus, Decision, Refusal, Resolution, State};
use crate::roster::authority::Task;
use crate::roster::{Body, BodyKind};
use crate::source::Digest;
use crate::text::is_blank;

/// R6: the executive committee, the VP and the owner schedule the board's approval.
pub(super) fn schedule(case: &ActContext<'_>, schedule: &Schedule) -> Result<State, Refusal> {
    const CLAUSE: &str = Transition::Schedule.clause();
    case.expect(Transition::Schedule)?;
    case.in_person(CLAUSE)?;
    case.authorize(Transition::Schedule.task(), None, CLAUSE)?;
    case.under_way(CLAUSE)?;
    if schedule.board_on < case.act.on {
        let state = format!("{} is before {}", schedule.board_on, case.act.on);
        return Err(Refusal::new(state, "a day to come", CLAUSE));
    }
    agreed(case, schedule)?;
    Ok(case.changed(|under_way| under_way.board_on = Some(schedule.board_on)))
}

/// Who agreed is named, each once, and is one of those who schedule.
fn agreed(case: &ActContext<'_>, schedule: &Schedule) -> Result<(), Refusal> {
    const CLAUSE: &str = Transition::Schedule.clause();
    let setting = case.setting(None);
    let (may, who) = (
        setting.ids(Transition::Schedule.task()),
        setting.who(Transition::Schedule.task()),
    );
    let refuse =
        |state: String, needs: &str| Err(Refusal::new(state, needs, CLAUSE).who(who.clone()));
    if !schedule.agreed.contains(&case.act.by) {
        let state =
            "the record does not name the person who made it among those who agreed".to_string();
        return refuse(state, "everybody who agreed: `--agreed PERSON`");
    }
    for (at, person) in schedule.agreed.iter().enumerate() {
        let name = case.roster.person_name(person);
        if schedule.agreed[..at].contains(person) {
            return refuse(
                format!("{name} is named twice among those who agreed"),
                "each person once",
            );
        }
        if !may.contains(person) {
            let state =
                format!("{name} is named among those who agreed, and does not schedule the board");
            return refuse(
                state,
                "members of the executive committee, the VP of Alliances, the owner",
            );
        }
    }
    Ok(())
}

/// R7: the resolution, and its date, which is the act's `on`.
pub(super) fn approve(case: &ActContext<'_>, approve: &Approve) -> Result<State, Refusal> {
    const CLAUSE: &str = Transition::Approve.clause();
    case.expect(Transition::Approve)?;
    case.in_person(CLAUSE)?;
    case.authorize(Transition::Approve.task(), None, CLAUSE)?;
    let Some(board) = case.roster.body_of_kind(BodyKind::Board) else {
        return Err(Refusal::new(
            "the roster has no board",
            "a body of kind `board`",
            CLAUSE,
        ));
    };
    if is_blank(&approve.resolution) {
        return Err(Refusal::new(
            "the resolution has no number or title",
            "--resolution",
            CLAUSE,
        ));
    }
    let since = case.state.under_way.as_ref().map(|under_way| under_way.on);
    if since.is_some_and(|since| case.act.on < since) {
        let state = format!(
            "the resolution is dated {}, before the text was submitted",
            case.act.on
        );
        return Err(Refusal::new(
            state,
            "the date of the board's approval",
            CLAUSE,
        ));
    }
    if approve
        .conditions
        .iter()
        .any(|condition| condition.trim().is_empty())
    {
        return Err(Refusal::new(
            "a condition of the board says nothing",
            "--condition TEXT",
            CLAUSE,
        ));
    }
    decided(case, approve, board)?;
    gate::board_may_be_asked(case)?;
    let mut next = match &approve.changed {
        None => {
            case.under_way(CLAUSE)?;
            case.moved_on()
        }
        Some(changed) => {
            gate::owners_known(case.act.revision, case)?;
            gate::sections_written(case.act.revision, case)?;
            freeze(case, changed, TextAuthor::Home)?
        }
    };
    let revision = next
        .under_way
        .as_ref()
        .map_or(next.last_revision, |under_way| under_way.revision);
    next.decisions.push(Decision {
        by: Approver::Body(board.id.clone()),
        revision,
        outcome: Outcome::Approved,
        on: case.act.on,
        act: case.filed.digest,
        records: None,
    });
    next.resolutions.push(Resolution {
        act: case.filed.digest,
        revision,
        on: case.act.on,
        approve: approve.clone(),
    });
    Ok(super::text::settled(case, next))
}

/// What a resolution of the board rests on: a ballot, or a meeting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Basis {
    pub(super) question: Question,
    pub(super) result: Option<Digest>,
    pub(super) meeting: Option<Counts>,
}

/// Whether the board did approve the revision on its way: by a ballot on this very text, or by a meeting.
fn decided(case: &ActContext<'_>, approve: &Approve, board: &Body) -> Result<(), Refusal> {
    if approve.result.is_some() && approve.meeting.is_none() && approve.changed.is_some() {
        return Err(Refusal::new(
            "the board's ballot was on the text as it was submitted",
            "the counts of a meeting for a text with changes: `--meeting`",
            "DSP4003 2.6 (R7)",
        ));
    }
    let revision = case
        .state
        .under_way
        .as_ref()
        .map_or(0, |under_way| under_way.revision);
    let basis = Basis {
        question: Question::Adopt,
        result: approve.result,
        meeting: approve.meeting,
    };
    resolved(case, basis, board, |result| {
        case.state.ballots_of(revision).any(|(_, ballot)| {
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

/// Whether the board did decide: by a ballot that `approves` knows, or by a meeting whose counts pass its rule.
pub(super) fn resolved(
    case: &ActContext<'_>,
    basis: Basis,
    board: &Body,
    approves: impl Fn(&Digest) -> bool,
) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 2.6 (R7)";
    match (&basis.result, &basis.meeting) {
        (Some(result), None) if approves(result) => Ok(()),
        (Some(result), None) => {
            let text = case.act.revision.map_or(String::new(), |revision| format!(" of revision {revision}"));
            let state = format!("the result {} is no approval{text} by the board", result.short());
            Err(Refusal::new(state, "a ballot of the board that approved it", CLAUSE))
        }
        (None, Some(counts)) => {
            gate::no_ballot_beside(case, board, basis.question)?;
            meeting_passes(case, *counts, board)
        }
        (None, None) | (Some(_), Some(_)) => Err(Refusal::new(
            "the record has no approval of this by the board yet",
            format!(
                "its ballot closed as approved (`wr ballot close {}`), or the counts of its meeting (`--meeting`)",
                case.act.register
            ),
            CLAUSE,
        )
        .who(case.setting(Some(&board.id)).who(Task::RunBallot))),
    }
}

fn meeting_passes(case: &ActContext<'_>, counts: Counts, board: &Body) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 2.6 (R7)";
    if !case.act.has_evidence() {
        let state = "the counts of a meeting are given without evidence";
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
            "a count for every seat, the absent ones included",
            CLAUSE,
        ));
    }
    let vacant = board.vacant_seats(case.roster, case.act.on);
    if counts.vacant != vacant {
        let state = format!(
            "the counts have {} vacant seats, and {vacant} of the {} are vacant on {}",
            counts.vacant, board.name, case.act.on
        );
        return Err(Refusal::new(
            state,
            "the vacant seats of the roster, neither more nor fewer",
            CLAUSE,
        ));
    }
    let rule = case.policy.terms(&board.id).applied();
    let outcome = rule.outcome(counts);
    if outcome != Outcome::Approved {
        let state = format!("by these counts the board's decision is: {outcome}");
        return Err(Refusal::new(
            state,
            format!("{rule}: {}", rule.explained()),
            CLAUSE,
        ));
    }
    Ok(())
}
