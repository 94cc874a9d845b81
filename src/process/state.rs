//! The state of a register, computed from its acts.

use std::collections::BTreeMap;

use crate::act::{
    Approve, Approver, Backfill, Class, Letter, Proposer, Question, Reason, Records, StoredAct,
};
use crate::date::{Day, Moment};
use crate::governance::Rosters;
use crate::id::Id;
use crate::policy::rule::Outcome;
use crate::policy::{Policy, StoreId};
use crate::register::Register;
use crate::roster::Roster;
use crate::roster::authority::Setting;
use crate::source::Digest;

/// The number of days before a ballot closes in which a reminder is due.
pub const SOON: i64 = 7;

/// The input of the replay: a register's texts and acts, and every roster and policy that they may name.
#[derive(Debug, Clone)]
pub struct History<'a> {
    /// The store.
    pub store: &'a StoreId,
    /// The register.
    pub id: &'a Id,
    /// Every version of the roster, by digest.
    pub rosters: &'a Rosters,
    /// Every version of the policy, by digest.
    pub policies: &'a BTreeMap<Digest, Policy>,
    /// The frozen texts, by number.
    pub revisions: BTreeMap<u32, Revision<'a>>,
    /// The acts that have an order: all but votes.
    pub acts: Vec<&'a StoredAct>,
    /// The votes, by the name of their ballot.
    pub votes: BTreeMap<&'a str, Vec<&'a StoredAct>>,
}

/// A frozen text.
#[derive(Debug, Clone, Copy)]
pub struct Revision<'a> {
    /// The digest of its bytes.
    pub digest: Digest,
    /// The parsed text; `None` where it does not parse.
    pub register: Option<&'a Register>,
}

/// The state of a register: what is in force, what is under way, and what happened before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The proposal.
    pub proposal: Option<Proposal>,
    /// The work register owner, and the day of the assignment.
    pub owner: Option<(Id, Day)>,
    /// The revision in force.
    pub in_force: Option<InForce>,
    /// The revision under way.
    pub under_way: Option<UnderWay>,
    /// The number of the last revision.
    pub last_revision: u32,
    /// Every decision of a body or the partner on a text, in order.
    pub decisions: Vec<ApproverDecision>,
    /// The last text in force that each body, and the partner, approved itself or by an approval that carries over.
    pub baselines: BTreeMap<Approver, u32>,
    /// Every ballot, by name.
    pub ballots: BTreeMap<String, BallotStanding>,
    /// Every resolution of the board, in order.
    pub resolutions: Vec<Resolution>,
    /// The revisions whose text the partner wrote, in order.
    pub of_partner: Vec<u32>,
    /// Every confirmed editorial change, in order.
    pub mended: Vec<Corrected>,
    /// The digests of the feedback acts, in order.
    pub feedback: Vec<Digest>,
    /// The dispositions: the digest of each resolving act, by the digest of the feedback or vote that it resolves.
    pub resolved: BTreeMap<Digest, Digest>,
    /// The digests of the working groups' answers, in order.
    pub answers: Vec<Digest>,
    /// The day of the last act that changed the stage.
    pub since: Option<Day>,
    /// The revisions that came into force, in order.
    pub established: Vec<Established>,
    /// The completed milestones, by id; a later text may no longer have them.
    pub completed: BTreeMap<Id, Completed>,
    /// The recommendations for removal that the board has not decided, in order.
    pub recommended: Vec<Recommendation>,
    /// The names of the ballots on these recommendations, in order.
    pub removal_ballots: Vec<String>,
    /// The removal, if the board removed the register.
    pub removed: Option<Removed>,
    /// The end of a proposal that never came into force.
    pub ended: Option<Ended>,
    /// The letters recorded as sent, in order.
    pub letters: Vec<SentLetter>,
}

/// The proposal of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The organization that proposed it.
    pub proposed_by: Id,
    /// The kind of proposer.
    pub proposer: Proposer,
    /// The potential alliance partner.
    pub partner: Id,
    /// The day.
    pub on: Day,
}

/// The revision in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// Its number.
    pub revision: u32,
    /// The day it came into force.
    pub on: Day,
    /// The ground on which it came into force.
    pub by: Ground,
    /// The day on which the review period started: the last acceptance or a later review.
    pub reviewed: Day,
}

/// A revision that came into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Established {
    /// Its number.
    pub revision: u32,
    /// The day.
    pub on: Day,
    /// When the act that established it was recorded.
    pub at: Moment,
}

/// The ground on which a revision came into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// The partner accepted it.
    Accepted {
        /// The representative who accepted; without a name, the person who recorded the partner's letter.
        by: Id,
        /// The person who recorded the representative's letter.
        recorded_by: Option<Id>,
        /// Where the letter is kept.
        evidence: Option<String>,
    },
    /// It was backfilled from earlier records.
    Backfilled(Backfill),
    /// All approvals that it needs were given, and the partner's is not among them.
    Approvals,
    /// Its change was confirmed as editorial.
    Confirmed {
        /// The person who confirmed it.
        by: Id,
    },
}

/// A revision under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderWay {
    /// Its number.
    pub revision: u32,
    /// The digest of its text.
    pub digest: Digest,
    /// The day it was submitted.
    pub on: Day,
    /// The classes of its change.
    pub class: Vec<Class>,
    /// The approvers that it needs.
    pub needs: Vec<Approver>,
    /// The earlier records that it comes from, if it was submitted from such.
    pub records: Option<Records>,
    /// The digest of the roster at submission, which defines the bodies while the revision is under way.
    pub roster: Digest,
    /// The scheduled day of the board's approval.
    pub board_on: Option<Day>,
    /// When it was sent to the partner.
    pub sent: Option<Sent>,
    /// The rejection, after which the revision is a draft again.
    pub rejected: Option<ReturnedToDraft>,
    /// The declaration that its change is editorial, which another person confirms.
    pub editorial: Option<Editorial>,
    /// The objection that turned a declared editorial change into an ordinary one.
    pub objected: Option<Objected>,
}

/// An objection to a change that was declared editorial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objected {
    /// The act.
    pub act: Digest,
    /// The declaration that it ended.
    pub editorial: Editorial,
}

/// What made a revision a draft again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReturnedToDraft {
    /// A ballot with a majority against the revision, by name.
    InBallot(String),
    /// The partner declined; the digest of the act.
    ByPartner(Digest),
}

/// The act that recorded that a revision was sent to the partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The act.
    pub act: Digest,
    /// The day.
    pub on: Day,
}

/// The decision of one approver on one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApproverDecision {
    /// The body or the partner that decided.
    pub by: Approver,
    /// The revision.
    pub revision: u32,
    /// The outcome; never [`Outcome::NoQuorum`], which decides nothing.
    pub outcome: Outcome,
    /// The day.
    pub on: Day,
    /// The act: a result, the board's resolution, the partner's answer, a backfill.
    pub act: Digest,
    /// Set where the decision is known from earlier records only.
    pub records: Option<Records>,
}

/// A resolution of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The act that recorded it.
    pub act: Digest,
    /// The revision it approved.
    pub revision: u32,
    /// The day of approval.
    pub on: Day,
    /// The recorded resolution.
    pub approve: Approve,
}

/// A ballot and its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotStanding {
    /// The act that opened it.
    pub act: Digest,
    /// The question.
    pub question: Question,
    /// The body that votes.
    pub body: Id,
    /// The revision that the question is about.
    pub revision: u32,
    /// The round, from 1.
    pub round: u32,
    /// When it closes, extensions included.
    pub closes: Moment,
    /// Whether it is open, and its end.
    pub status: BallotStatus,
}

/// Whether a ballot is open, and how it ended otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BallotStatus {
    /// It takes votes, or its time is over and it is not closed yet.
    Open,
    /// It was counted.
    Closed {
        /// The result's act.
        result: Digest,
        /// The outcome of the count.
        outcome: Outcome,
        /// The day.
        on: Day,
    },
    /// It was withdrawn, alone or with its revision.
    Withdrawn {
        /// The reason.
        because: String,
    },
}

impl State {
    /// The ballots on the adoption of a revision, in order of their names.
    pub fn ballots_of(&self, revision: u32) -> impl Iterator<Item = (&String, &BallotStanding)> {
        let asks = move |ballot: &BallotStanding| {
            ballot.asks(Question::Adopt) && ballot.revision == revision
        };
        self.ballots.iter().filter(move |(_, ballot)| asks(ballot))
    }

    /// The open ballots, in order of their names.
    pub fn open_ballots(&self) -> impl Iterator<Item = (&String, &BallotStanding)> {
        let all = self.ballots.iter();
        all.filter(|(_, ballot)| ballot.status == BallotStatus::Open)
    }

    /// The open ballot of a body on a question, if there is one.
    pub fn open_ballot(&self, body: &Id, question: Question) -> Option<(&String, &BallotStanding)> {
        self.open_ballots()
            .find(|(_, ballot)| ballot.body == *body && ballot.asks(question))
    }

    /// The last decision of a body or the partner.
    pub fn last_decision(&self, who: &Approver) -> Option<&ApproverDecision> {
        self.decisions
            .iter()
            .rev()
            .find(|decision| decision.by == *who)
    }

    /// Every approval, in order.
    pub fn approvals(&self) -> impl Iterator<Item = &ApproverDecision> {
        self.decisions.iter().filter(|decision| decision.approves())
    }

    /// A body's last counted ballot on this question, where it had a quorum and did not approve. It is about the
    /// revision under way, or about the recommended removal.
    pub fn decided_otherwise(
        &self,
        body: &Id,
        question: Question,
    ) -> Option<(&String, Outcome, Day)> {
        let under_way = self.under_way.as_ref().map(|under_way| under_way.revision);
        let is_asked = |(name, ballot): &(&String, &BallotStanding)| match question {
            Question::Adopt => ballot.asks(question) && Some(ballot.revision) == under_way,
            Question::Remove => self.removal_ballots.contains(name),
        };
        let of_body = self
            .ballots
            .iter()
            .filter(|(_, ballot)| ballot.body == *body)
            .filter(is_asked);
        let counted = of_body.filter_map(|(name, ballot)| {
            let BallotStatus::Closed { outcome, on, .. } = &ballot.status else {
                return None;
            };
            (*outcome != Outcome::NoQuorum).then_some((
                (ballot.revision, ballot.round),
                name,
                *outcome,
                *on,
            ))
        });
        let (_, name, outcome, on) = counted.max_by_key(|(order, ..)| *order)?;
        (outcome != Outcome::Approved).then_some((name, outcome, on))
    }

    pub(super) fn establish(&mut self, in_force: InForce, at: Moment) {
        self.established.push(Established {
            revision: in_force.revision,
            on: in_force.on,
            at,
        });
        self.in_force = Some(in_force);
    }

    /// The setting in which people have authority over the register, or over a body in it.
    pub fn setting<'s>(&'s self, roster: &'s Roster, on: Day, body: Option<&'s Id>) -> Setting<'s> {
        let proposal = self.proposal.as_ref();
        Setting {
            owner: self.owner.as_ref().map(|(owner, _)| owner),
            proposer: proposal.map(|proposal| &proposal.proposed_by),
            partner: self.partner(),
            ..Setting::of(roster, on, body)
        }
    }

    /// The partner, as the proposal names it.
    pub fn partner(&self) -> Option<&Id> {
        self.proposal.as_ref().map(|proposal| &proposal.partner)
    }
}

impl ApproverDecision {
    /// Whether it is an approval.
    pub fn approves(&self) -> bool {
        self.outcome == Outcome::Approved
    }
}

impl BallotStanding {
    /// Whether it asks this question. An answer to one question does not answer the other.
    pub fn asks(&self, question: Question) -> bool {
        self.question == question
    }

    /// Whether it is open, or ended with an approval.
    pub fn is_open_or_approved(&self) -> bool {
        match &self.status {
            BallotStatus::Open => true,
            BallotStatus::Closed { outcome, .. } => *outcome == Outcome::Approved,
            BallotStatus::Withdrawn { .. } => false,
        }
    }
}

impl<'a> History<'a> {
    /// The text of a revision; `None` where it does not parse.
    pub fn text(&self, revision: u32) -> Option<&'a Register> {
        self.revisions
            .get(&revision)
            .and_then(|found| found.register)
    }

    /// The text in force in a state; `None` where there is none or it does not parse.
    pub fn text_in_force(&self, state: &State) -> Option<&'a Register> {
        self.text(state.in_force.as_ref()?.revision)
    }

    /// The roster under which a revision was submitted.
    pub fn roster_of(&self, under_way: &UnderWay) -> Option<&'a Roster> {
        self.rosters.get(&under_way.roster)
    }

    /// The act with this digest, votes excluded.
    pub fn act(&self, digest: Digest) -> Option<&'a StoredAct> {
        self.acts
            .iter()
            .copied()
            .find(|stored| stored.digest == digest)
    }
}

/// A milestone that was completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completed {
    /// The day it was completed.
    pub on: Day,
    /// The note about what was delivered.
    pub note: Option<String>,
    /// The act that records it.
    pub act: Digest,
}

/// Two revisions whose difference was confirmed as editorial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corrected {
    /// The revision before the corrections: the one in force, or the one under way where none is in force.
    pub from: u32,
    /// The revision with the corrections.
    pub to: u32,
}

/// The declaration that the revision under way is editorial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editorial {
    /// The reason.
    pub because: String,
    /// The person who declared it and so cannot confirm it.
    pub by: Id,
    /// The revision that it corrects.
    pub mends: u32,
    /// The first day on which it may be confirmed; `None` until the letters that show it are recorded as sent.
    pub confirm_from: Option<Day>,
}

/// A proposal that ended without ever coming into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The person who ended it.
    pub by: Id,
    /// The day.
    pub on: Day,
    /// The reason.
    pub because: String,
}

/// A recommendation to remove the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// The person who recommended it.
    pub by: Id,
    /// The day.
    pub on: Day,
    /// The reason.
    pub reason: Reason,
    /// The explanation.
    pub because: String,
}

/// A register that was in force and was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The revision that was in force.
    pub revision: u32,
    /// The day of the board's resolution.
    pub on: Day,
    /// The reason.
    pub reason: Reason,
    /// The number or title of the board's resolution.
    pub resolution: String,
    /// The register of the same partner that the board decided on, where it was not this one.
    pub along_with: Option<Id>,
    /// The act that recorded it.
    pub act: Digest,
}

/// A letter that was recorded as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLetter {
    /// The letter as recorded.
    pub letter: Letter,
    /// The revision it was about, if any.
    pub revision: Option<u32>,
    /// The day it was sent.
    pub on: Day,
    /// The act that records it.
    pub act: Digest,
}
