//! The process of DSP4003: what state a register is in, and what each act does to it.
//!
//! Nothing of this is stored. [`fold()`] works the state out from the text and the acts each time, by the same
//! [`decide()`] that a command asks before it records anything.

mod apply;
pub mod approvals;
pub mod attendance;
pub mod class;
pub mod count;
pub mod domains;
pub mod due;
pub mod editorial;
pub mod ending;
pub mod entering;
pub mod feedback;
pub mod groups;
pub mod head;
pub mod letters;
pub mod milestones;
pub mod next_steps;
pub mod refusal;
mod replay;
pub mod review;
pub mod signature_policy;
pub mod stage;
pub mod version;
pub mod worklist;

use std::collections::BTreeMap;

pub use self::apply::{apply, proposer};
pub use self::editorial::{Corrected, Editorial};
pub use self::ending::{Ended, Recommendation, Removed};
pub use self::letters::SentLetter;
pub use self::milestones::Completed;
pub use self::refusal::{Cause, Refusal};
pub use self::replay::{Missing, Replay, ReplayedAct, in_order, replay, replay_with};
pub use self::stage::Stage;
use crate::act::{Approve, Approver, Backfill, Class, Proposer, Question, Records, StoredAct};
use crate::date::{Day, Moment};
use crate::governance::Rosters;
use crate::id::Id;
use crate::policy::rule::Outcome;
use crate::policy::{Policy, StoreId};
use crate::register::Register;
use crate::roster::Roster;
use crate::source::Digest;

/// How many days before its end a ballot is called to mind.
pub const SOON: i64 = 7;

/// What a register's acts are judged by: the texts, the acts, and every roster and policy they may name.
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
    /// What it says; nothing when it does not parse.
    pub register: Option<&'a Register>,
}

/// The state of a register: what is in force, what is on its way, and what came before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The proposal.
    pub proposal: Option<Proposal>,
    /// The work register owner, and since when.
    pub owner: Option<(Id, Day)>,
    /// What is in force.
    pub in_force: Option<InForce>,
    /// The revision on its way.
    pub under_way: Option<UnderWay>,
    /// The number of the last revision.
    pub last_revision: u32,
    /// Every decision of a body or the partner on a text, in order.
    pub decisions: Vec<Decision>,
    /// The last text in force that each body, and the partner, approved itself or by an approval that carries over.
    pub baselines: BTreeMap<Approver, u32>,
    /// Every ballot, by name.
    pub ballots: BTreeMap<String, BallotStanding>,
    /// Every resolution of the board, in order.
    pub resolutions: Vec<Resolution>,
    /// The revisions whose text is the partner's own, in order.
    pub of_partner: Vec<u32>,
    /// Every editorial change that came into force, in order.
    pub mended: Vec<Corrected>,
    /// Feedback that was given, by the digests of the acts, in order.
    pub feedback: Vec<Digest>,
    /// What became of feedback and of the comments of votes: the act that resolved each, by the act that said it.
    pub resolved: BTreeMap<Digest, Digest>,
    /// The answers of working groups, by the digests of the acts, in order.
    pub answers: Vec<Digest>,
    /// The day of the last act that moved the register on.
    pub since: Option<Day>,
    /// The revisions that came into force, in order.
    pub established: Vec<Established>,
    /// The milestones that are completed, by id; they may have left the text since.
    pub completed: BTreeMap<Id, Completed>,
    /// The recommendations to remove it that the board has not answered, in order.
    pub recommended: Vec<Recommendation>,
    /// The ballots on the removal that answer these recommendations, by name, in order.
    pub removal_ballots: Vec<String>,
    /// How it was removed, if it was; nothing happens to it any more.
    pub removed: Option<Removed>,
    /// How the proposal ended without ever coming into force, if it did.
    pub ended: Option<Ended>,
    /// The letters that were recorded as sent, in order.
    pub letters: Vec<SentLetter>,
}

/// Who proposed the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The organization.
    pub proposed_by: Id,
    /// What kind of proposer it was.
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
    /// How.
    pub by: Ground,
    /// The day on which the review clock started: the last acceptance, or a review since.
    pub reviewed: Day,
}

/// That a revision came into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Established {
    /// Its number.
    pub revision: u32,
    /// The day.
    pub on: Day,
    /// When that was recorded.
    pub at: Moment,
}

/// How a revision came into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// The partner accepted it.
    Accepted {
        /// Who accepted; or, without a representative's name, who recorded the partner's letter.
        by: Id,
        /// Who wrote the representative's letter down.
        recorded_by: Option<Id>,
        /// Where the letter can be looked up.
        evidence: Option<String>,
    },
    /// It was taken in from earlier records.
    Backfilled(Backfill),
    /// Nobody's approval was left to ask for.
    Approvals,
    /// The originating chair confirmed that its change is editorial.
    Confirmed {
        /// The chair.
        by: Id,
    },
}

/// A revision on its way.
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
    /// Who has to approve it.
    pub needs: Vec<Approver>,
    /// Whether it comes from earlier records.
    pub records: Option<Records>,
    /// The roster it was submitted under: it says which body is which while the revision is on its way.
    pub roster: Digest,
    /// The board's date.
    pub board_on: Option<Day>,
    /// The sending to the partner.
    pub sent: Option<Sent>,
    /// Who rejected it; then it is a draft again.
    pub rejected: Option<ReturnedToDraft>,
    /// That its change is declared editorial; then another person is asked to confirm it.
    pub editorial: Option<Editorial>,
    /// The objection by which a change that was declared editorial became an ordinary one.
    pub objected: Option<Objected>,
}

/// An objection to a change that was declared editorial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objected {
    /// The act.
    pub act: Digest,
    /// What was declared.
    pub editorial: Editorial,
}

/// What made a revision a draft again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReturnedToDraft {
    /// A majority against it in the ballot of this name.
    InBallot(String),
    /// The partner, by this act.
    ByPartner(Digest),
}

/// A sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The act.
    pub act: Digest,
    /// The day.
    pub on: Day,
}

/// One decision on one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Who decided.
    pub by: Approver,
    /// Which revision.
    pub revision: u32,
    /// What the decision is. A ballot without a quorum decides nothing.
    pub outcome: Outcome,
    /// The day.
    pub on: Day,
    /// The act: a result, the board's resolution, the partner's answer, a backfill.
    pub act: Digest,
    /// Whether it is known from earlier records only.
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
    /// What the act says.
    pub approve: Approve,
}

/// A ballot and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotStanding {
    /// The act that opened it.
    pub act: Digest,
    /// What is asked.
    pub question: Question,
    /// The body that is asked.
    pub body: Id,
    /// The revision it is asked about.
    pub revision: u32,
    /// Which time it is asked, from 1.
    pub round: u32,
    /// Until when votes are taken, its extensions included.
    pub closes: Moment,
    /// Whether it is open, and how it ended.
    pub status: BallotStatus,
}

/// Whether a ballot is open, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BallotStatus {
    /// Votes are taken, or it waits to be closed.
    Open,
    /// It was counted.
    Closed {
        /// The result's act.
        result: Digest,
        /// How it ended.
        outcome: Outcome,
        /// The day.
        on: Day,
    },
    /// It was called off, by itself or with its revision.
    Withdrawn {
        /// Why.
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

    /// The open ballot in which a body is asked this, if there is one.
    pub fn open_ballot(&self, body: &Id, question: Question) -> Option<(&String, &BallotStanding)> {
        let is_open = |ballot: &BallotStanding| ballot.status == BallotStatus::Open;
        let mut asked = self
            .ballots
            .iter()
            .filter(|(_, ballot)| ballot.body == *body && ballot.asks(question));
        asked.find(|(_, ballot)| is_open(ballot))
    }

    /// The last decision of a body or the partner.
    pub fn last_decision(&self, who: &Approver) -> Option<&Decision> {
        self.decisions
            .iter()
            .rev()
            .find(|decision| decision.by == *who)
    }

    /// Every approval, in order.
    pub fn approvals(&self) -> impl Iterator<Item = &Decision> {
        self.decisions.iter().filter(|decision| decision.approves())
    }

    /// The last counted ballot in which a body was asked this about the revision under way, or about the removal that is
    /// recommended, where it had a quorum and did not approve.
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

    /// Puts a revision in force.
    fn establish(&mut self, in_force: InForce, at: Moment) {
        self.established.push(Established {
            revision: in_force.revision,
            on: in_force.on,
            at,
        });
        self.in_force = Some(in_force);
    }

    /// The partner, as the proposal names it.
    pub fn partner(&self) -> Option<&Id> {
        self.proposal.as_ref().map(|proposal| &proposal.partner)
    }
}

impl Decision {
    /// Whether it is an approval.
    pub fn approves(&self) -> bool {
        self.outcome == Outcome::Approved
    }
}

impl BallotStanding {
    /// Whether this is what it asks: an answer to one question is none to another.
    pub fn asks(&self, question: Question) -> bool {
        self.question == question
    }

    /// Whether it is open, or ended with an approval: the body is being asked, or has said yes.
    pub fn is_open_or_approved(&self) -> bool {
        match &self.status {
            BallotStatus::Open => true,
            BallotStatus::Closed { outcome, .. } => *outcome == Outcome::Approved,
            BallotStatus::Withdrawn { .. } => false,
        }
    }
}

impl<'a> History<'a> {
    /// The text of a revision, when it parses.
    pub fn text(&self, revision: u32) -> Option<&'a Register> {
        self.revisions
            .get(&revision)
            .and_then(|found| found.register)
    }

    /// The text in force in a state, when it parses.
    pub fn text_in_force(&self, state: &State) -> Option<&'a Register> {
        self.text(state.in_force.as_ref()?.revision)
    }

    /// The roster that a revision on its way was submitted under.
    pub fn roster_of(&self, under_way: &UnderWay) -> Option<&'a Roster> {
        self.rosters.get(&under_way.roster)
    }

    /// The act with this digest among those that have an order.
    pub fn act(&self, digest: Digest) -> Option<&'a StoredAct> {
        self.acts
            .iter()
            .copied()
            .find(|stored| stored.digest == digest)
    }
}
