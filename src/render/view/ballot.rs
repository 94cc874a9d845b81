//! As much of a ballot as the policy makes public. Comments are never among it.

use serde::Serialize;

use super::parties::{full_name, without_addresses};
use crate::act::{Counted, Deed};
use crate::ballot::tally::{Said, Tally};
use crate::policy::rule::Counts;
use crate::policy::site::Disclosure;
use crate::render::choice::Choice;
use crate::roster::Seat;
use crate::source::Digest;

/// The counts of a ballot or a meeting.
#[derive(Debug, Serialize)]
pub(in crate::render) struct BallotView {
    pub(in crate::render) approve: u32,
    pub(in crate::render) oppose: u32,
    pub(in crate::render) abstain: u32,
    pub(in crate::render) recuse: u32,
    pub(in crate::render) silent: u32,
    /// Who voted how, where that is public and was a ballot.
    pub(in crate::render) seats: Vec<SeatView>,
}

/// A seat and what it said.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SeatView {
    /// The organisation, or the person where an individual holds the seat.
    pub(in crate::render) holder: String,
    pub(in crate::render) choice: String,
}

/// The ballot that a result counted.
pub(super) fn ballot(choice: &Choice<'_>, result: Digest) -> Option<BallotView> {
    let Deed::Result(counted) = &choice.act(result)?.act.deed else { return None };
    let seats = match choice.governance.policy.site.ballots {
        Disclosure::Outcome => return None,
        Disclosure::Tally => Vec::new(),
        Disclosure::Names => seats(choice, counted).unwrap_or_default(),
    };
    Some(BallotView { seats, ..of(counted.counts) })
}

/// The counts of a meeting: who voted how is not in the record.
pub(super) fn meeting(choice: &Choice<'_>, counts: Counts) -> Option<BallotView> {
    match choice.governance.policy.site.ballots {
        Disclosure::Outcome => None,
        Disclosure::Tally | Disclosure::Names => Some(of(counts)),
    }
}

fn of(counts: Counts) -> BallotView {
    let Counts { approve, oppose, abstain, recuse, silent } = counts;
    BallotView { approve, oppose, abstain, recuse, silent, seats: Vec::new() }
}

/// What each seat said in the votes that the result counts; a late vote is not among them.
fn seats(choice: &Choice<'_>, counted: &Counted) -> Option<Vec<SeatView>> {
    let filed = choice.act(counted.ballot)?;
    let roster = choice.record.rosters.get(&filed.act.roster)?;
    let Deed::Ballot(ballot) = &filed.act.deed else { return None };
    let opened = choice.record.opened(filed)?;
    let standing = choice.state().ballots.get(&counted.of);
    let opened = opened.until(standing.map_or(ballot.closes, |standing| standing.closes));
    let votes = choice.record.votes.get(counted.of.as_str()).cloned().unwrap_or_default();
    let votes = votes.into_iter().filter(|vote| counted.votes.contains(&vote.digest));
    let tally = Tally::count(opened, votes);
    let holder = |seat: &Seat| match &seat.organisation {
        Some(organisation) => full_name(roster, organisation),
        None => without_addresses(&roster.person_name(&seat.voter)),
    };
    let view = |(seat, said): (&Seat, &Said)| SeatView {
        holder: holder(seat),
        choice: match said {
            Said::Voted { choice, .. } => choice.to_string(),
            Said::Nothing | Said::Rivals(_) => "no vote".to_string(),
        },
    };
    let said = tally.seats.iter().filter_map(|(id, said)| Some((ballot.seat(id)?, said)));
    Some(said.map(view).collect())
}
