//! The letters that are due.

use super::Reports;
use crate::act::{Letter, LetterKind, Question};
use crate::date::{Day, Moment};
use crate::id::Id;
use crate::process::editorial::shown_to;
use crate::process::{BallotStanding, BallotStatus, Ground, History, SOON, Stage, State};
use crate::roster::Roster;
use crate::source::Digest;

/// A letter that DSP4003 requires and that is not recorded as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outstanding {
    /// The letter.
    pub letter: Letter,
    /// The day of its occasion; `None` for a letter that is outdated, since the record does not date a change of contacts.
    pub since: Option<Day>,
    /// The day on which it was sent with contents that are outdated now.
    pub outdated: Option<Day>,
}

/// The letters that stay due until they are recorded as sent.
///
/// A backfilled register has none: its letters were sent at its approval.
pub fn outstanding(
    state: &State,
    history: &History<'_>,
    roster: &Roster,
    reports: &Reports,
) -> Vec<Outstanding> {
    let stage = Stage::of(state, history);
    if matches!(stage, Stage::Removed | Stage::Ended) {
        return taken_off(state).into_iter().collect();
    }
    let mut found: Vec<Outstanding> = socialization(state, stage, roster).into_iter().collect();
    found.extend(editorial(state, history, roster));
    found.extend(told(state, LetterKind::Contacts, reports.contacts));
    found.extend(told(state, LetterKind::PressContact, reports.press));
    found
}

/// The bodies whose chairs did not receive the revision under way.
fn socialization(state: &State, stage: Stage, roster: &Roster) -> Option<Outstanding> {
    let under_way = state.under_way.as_ref()?;
    let is_asked = under_way.editorial.is_none() && under_way.records.is_none();
    if !matches!(stage, Stage::Review | Stage::CommitteeBallot) || !is_asked {
        return None;
    }
    let sent = state.letters_of(LetterKind::Socialization);
    let sent = sent.filter(|sent| sent.revision == Some(under_way.revision));
    let sent: Vec<&Id> = sent.flat_map(|sent| &sent.letter.bodies).collect();
    let bodies = roster
        .bodies
        .iter()
        .map(|body| body.id.clone())
        .filter(|id| !sent.contains(&id));
    let letter = Letter {
        bodies: bodies.collect(),
        ..Letter::of(LetterKind::Socialization)
    };
    let outstanding = Outstanding {
        letter,
        since: Some(under_way.on),
        outdated: None,
    };
    Some(outstanding).filter(|it| !it.letter.bodies.is_empty())
}

/// The partner and the members did not receive an editorial change yet.
fn editorial(state: &State, history: &History<'_>, roster: &Roster) -> Option<Outstanding> {
    let under_way = state
        .under_way
        .as_ref()
        .filter(|under_way| under_way.is_to_be_shown())?;
    let bodies = shown_to(state, history, roster).into_iter().collect();
    let letter = Letter {
        bodies,
        ..Letter::of(LetterKind::EditorialChange)
    };
    Some(Outstanding {
        letter,
        since: Some(under_way.on),
        outdated: None,
    })
}

/// After a removal the contacts have to be taken off.
fn taken_off(state: &State) -> Option<Outstanding> {
    let removed = state.removed.as_ref()?;
    let is_told = state.letters_of(LetterKind::ContactsOff).next().is_some();
    let letter = Letter::of(LetterKind::ContactsOff);
    (!is_told).then_some(Outstanding {
        letter,
        since: Some(removed.on),
        outdated: None,
    })
}

/// A list of contacts is due after approval by both sides, and again when the contacts change.
fn told(state: &State, kind: LetterKind, reports: Option<Digest>) -> Option<Outstanding> {
    let in_force = state.in_force.as_ref()?;
    let last = state.letters_of(kind).next_back();
    if matches!(in_force.by, Ground::Backfilled(_)) && last.is_none() {
        return None;
    }
    if last.is_some_and(|last| last.letter.reports == reports) {
        return None;
    }
    let outdated = last.map(|last| last.on);
    let first = state
        .approvals()
        .find(|given| given.by == crate::act::Approver::Partner);
    let since = first.map_or(in_force.on, |given| given.on);
    Some(Outstanding {
        letter: Letter {
            reports,
            ..Letter::of(kind)
        },
        since: outdated.is_none().then_some(since),
        outdated,
    })
}

/// Every letter that is timely and not recorded as sent: the outstanding ones, and those about open ballots, results on
/// the revision under way, the board's date, and the approved register.
pub fn timely(
    state: &State,
    history: &History<'_>,
    roster: &Roster,
    reports: &Reports,
    now: Moment,
) -> Vec<Letter> {
    let mut letters: Vec<Letter> = outstanding(state, history, roster, reports)
        .into_iter()
        .map(|found| found.letter)
        .collect();
    let stage = Stage::of(state, history);
    if matches!(stage, Stage::Removed | Stage::Ended) {
        return letters;
    }
    let under_way = state.under_way.as_ref();
    for (name, ballot) in &state.ballots {
        let of = |kind| Letter {
            ballot: Some(name.clone()),
            ..Letter::of(kind)
        };
        let is_current = ballot.question == Question::Remove
            || under_way.is_some_and(|it| it.revision == ballot.revision);
        match &ballot.status {
            BallotStatus::Open => {
                letters.extend(of_open(state, history, (name, ballot), now).map(of))
            }
            BallotStatus::Closed { .. }
                if is_current && !is_sent(state, LetterKind::BallotResult, name) =>
            {
                letters.push(of(LetterKind::BallotResult));
            }
            BallotStatus::Closed { .. } | BallotStatus::Withdrawn { .. } => {}
        }
    }
    let sent = |kind| {
        let mut of_kind = state.letters_of(kind);
        of_kind.any(|sent| sent.revision == under_way.map(|under_way| under_way.revision))
    };
    if stage == Stage::CommitteeApproved
        && under_way.is_some_and(|it| it.board_on.is_none())
        && !sent(LetterKind::Scheduling)
    {
        letters.push(Letter::of(LetterKind::Scheduling));
    }
    if stage == Stage::BoardApproved && !sent(LetterKind::ApprovedRegister) {
        letters.push(Letter::of(LetterKind::ApprovedRegister));
    }
    letters
}

/// The letter about an open ballot: the announcement, or in its last days a reminder while votes are missing.
fn of_open(
    state: &State,
    history: &History<'_>,
    (name, ballot): (&str, &BallotStanding),
    now: Moment,
) -> Option<LetterKind> {
    if now > ballot.closes {
        return None;
    }
    let is_soon = now.day().days_until(ballot.closes.day()) <= SOON;
    let votes_are_missing = || {
        history
            .count(state, name)
            .is_some_and(|(_, tally)| tally.did_not_vote().next().is_some())
    };
    // A reminder replaces an announcement that was never sent. An extension makes another reminder due.
    let reminded = state.letters_of(LetterKind::BallotClosing).any(|sent| {
        sent.letter.ballot.as_deref() == Some(name)
            && sent.on.days_until(ballot.closes.day()) <= SOON
    });
    if is_soon && votes_are_missing() {
        return (!reminded).then_some(LetterKind::BallotClosing);
    }
    (!is_sent(state, LetterKind::BallotOpened, name)).then_some(LetterKind::BallotOpened)
}

fn is_sent(state: &State, kind: LetterKind, ballot: &str) -> bool {
    state
        .letters_of(kind)
        .any(|sent| sent.letter.ballot.as_deref() == Some(ballot))
}
