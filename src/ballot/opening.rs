//! What a ballot freezes when it opens: roll, rule and times, from the roster and the policy of that moment.

use crate::act::{Ballot, Question, RollSeat, SeatStatus};
use crate::date::{Day, Moment};
use crate::id::Id;
use crate::policy::Policy;
use crate::roster::{Body, Roster};

/// The choices that are left to whoever opens a ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// What is asked.
    pub question: Question,
    /// The how many-th time the body is asked about this revision, from 1.
    pub round: u32,
    /// The chair who chose to ballot beside the originating committee.
    pub parallel: Option<Id>,
    /// When votes begin to be taken: the moment of the act.
    pub opens: Moment,
    /// When votes end to be taken; never before the policy's minimum.
    pub closes: Moment,
}

/// The ballot that these choices make.
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

/// The seats of a body; those that nobody can vote for on the day are vacant.
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
