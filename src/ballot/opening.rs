//! The terms that a ballot freezes when it opens: roll, rule and times, from the current roster and policy.

use crate::act::{Ballot, Question, RollSeat, SeatStatus};
use crate::date::{Day, Moment};
use crate::id::Id;
use crate::policy::Policy;
use crate::roster::{Body, Roster};

/// The choices of the person who opens a ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The question.
    pub question: Question,
    /// The round, from 1.
    pub round: u32,
    /// The chair who chose to ballot in parallel with the originating committee.
    pub parallel: Option<Id>,
    /// When voting begins: the moment of the act.
    pub opens: Moment,
    /// When voting ends; never before the policy's minimum.
    pub closes: Moment,
}

/// The ballot that results from these choices.
pub fn ballot(body: &Body, roster: &Roster, policy: &Policy, choices: Choices) -> Ballot {
    let terms = policy.terms(&body.id);
    let roll = roll(body, roster, choices.opens.day());
    let base = roll.iter().filter(|seat| !seat.is_vacant()).count() as u32;
    Ballot {
        question: choices.question,
        body: body.id.clone(),
        round: choices.round,
        parallel: choices.parallel,
        rule: terms.rule,
        min_approvals: terms.min_approvals,
        quorum_counts: terms.quorum_counts,
        needs: terms.applied().needs(base),
        recording: terms.recording,
        opens: choices.opens,
        earliest: choices.opens.plus_days(terms.minimum_days),
        closes: choices.closes,
        roll,
    }
}

/// The seats of a body. A seat without an active voter or alternate on the day is vacant.
pub fn roll(body: &Body, roster: &Roster, on: Day) -> Vec<RollSeat> {
    let acts = |id: &Id| roster.person(id).is_some_and(|person| person.acts_on(on));
    let seats = body.seats.iter().map(|seat| RollSeat {
        id: seat.id.clone(),
        organization: seat.organization.clone(),
        voter: seat.voter.clone(),
        alternate: seat.alternate.clone(),
        status: if seat.voters().any(acts) {
            SeatStatus::Filled
        } else {
            SeatStatus::Vacant
        },
    });
    seats.collect()
}
