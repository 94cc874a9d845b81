//! Acts: one small immutable file in canonical form for each recorded step.

pub mod action;
pub mod ballot;
pub mod canonical;
pub mod ending;
pub mod feedback;
pub mod joint;
pub mod letter;
pub mod meeting;
pub mod request;
pub mod upkeep;
pub mod voucher;

use serde::{Deserialize, Serialize};

pub use self::action::{
    Accept, Action, Approve, Approver, Assign, Backfill, Class, Confirm, Decline, PARTNER, Propose,
    Proposer, Records, Schedule, Send, Submit,
};
pub use self::ballot::{
    Ballot, Choice, Counted, Extend, Question, RollSeat, SeatStatus, Vote, Withdraw,
};
pub use self::ending::{End, Reason, Recommend, Remove};
pub use self::feedback::{Answer, Commitment, Disposition, Feedback, Matter, Resolve};
pub use self::joint::{Decision, JointMeeting, MeetingPlace, Participant, Response};
pub use self::letter::{Letter, LetterKind};
pub use self::meeting::{Attendee, Meeting, MeetingKind};
pub use self::request::{Behalf, Close, Forward, Reply, Request, Template};
pub use self::upkeep::{Milestone, Progress, Review};
use crate::date::{Day, Moment};
use crate::id::Id;
use crate::path::{ActPath, StorePath};
pub use crate::path::{REQUESTS, Subject};
use crate::policy::StoreId;
use crate::signature::SignatureStatus;
use crate::source::Digest;
use crate::text::says_something;

/// The version of the act format. A change of rules increases it; each act is judged by the rules of its version.
pub const FORMAT: u32 = 1;

/// One act: who did what, when it happened, when it was recorded, and what its author knew.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Act {
    /// Always [`FORMAT`].
    pub format: u32,
    /// The store it was made for.
    pub store: StoreId,
    /// The register it is about.
    pub register: Id,
    /// The change request it is about; `register` is then the one that the request was made under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Id>,
    /// The person who did it.
    pub by: Id,
    /// The person who recorded it, if that was another; then `evidence` is required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<Id>,
    /// Where its proof is: minutes, a letter, a message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// The day it happened.
    pub on: Day,
    /// When it was recorded.
    pub at: Moment,
    /// The newest commit of the shared branch that its author had: hexadecimal digits, or `none`.
    pub seen: String,
    /// The digest of the roster it was decided under.
    pub roster: Digest,
    /// The digest of the policy it was decided under.
    pub policy: Digest,
    /// The revision it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    /// The digest of that revision's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// The latest acts of the register that its author had; votes have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Digest>,
    /// The action, with its fields.
    #[serde(flatten)]
    pub action: Action,
}

/// An act with the digest of its bytes, by which other acts refer to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAct {
    /// The act.
    pub act: Act,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The status of its signature.
    pub signature: SignatureStatus,
}

impl Act {
    /// The act's bytes in canonical form.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::write(self)
    }

    /// The act with its digest, not signed yet.
    pub fn stored(self) -> StoredAct {
        let digest = Digest::of(&self.to_bytes());
        StoredAct {
            act: self,
            digest,
            signature: SignatureStatus::Draft,
        }
    }

    /// The person who recorded it: `recorded_by`, or else `by`.
    pub fn recorder(&self) -> &Id {
        self.recorded_by.as_ref().unwrap_or(&self.by)
    }

    /// The register or change request it is about.
    pub fn subject(&self) -> Subject<'_> {
        self.request
            .as_ref()
            .map_or(Subject::Register(&self.register), Subject::Request)
    }

    /// Whether it cites evidence.
    pub fn has_evidence(&self) -> bool {
        says_something(&self.evidence)
    }
}

impl StoredAct {
    /// The act with these versions of roster and policy in place of those it names. Digest and signature remain those
    /// of the original act.
    pub fn under(&self, roster: Digest, policy: Digest) -> StoredAct {
        let mut stored = self.clone();
        (stored.act.roster, stored.act.policy) = (roster, policy);
        stored
    }

    /// The path of the act from the store's top.
    pub fn path(&self) -> String {
        let place = match self.act.subject() {
            Subject::Register(id) => StorePath::Act(id.clone(), self.place()),
            Subject::Request(id) => StorePath::RequestAct(id.clone(), self.place()),
        };
        place.to_string()
    }

    /// An act that can happen only once has a fixed path (a ballot, its result), so that two of them conflict in git;
    /// every other act is named by its content, so that two of them never conflict.
    fn place(&self) -> ActPath {
        let Act {
            at,
            revision,
            action,
            ..
        } = &self.act;
        let short = self.digest.short();
        match action {
            Action::Ballot(ballot) => ActPath::Ballot(ballot.name(revision.unwrap_or(0))),
            Action::Vote(vote) => ActPath::Vote {
                ballot: vote.of.clone(),
                seat: vote.seat.to_string(),
                name: format!("{}-{short}.yaml", vote.number),
            },
            Action::Result(result) => ActPath::Result(result.of.clone(), result.number),
            Action::Withdraw(withdrawal) => {
                ActPath::Result(withdrawal.of.clone(), withdrawal.number)
            }
            Action::Propose(_)
            | Action::Assign(_)
            | Action::Submit(_)
            | Action::Schedule(_)
            | Action::Approve(_)
            | Action::Send(_)
            | Action::Accept(_)
            | Action::Backfill(_)
            | Action::Confirm(_)
            | Action::Decline(_)
            | Action::Meeting(_)
            | Action::Extend(_)
            | Action::Feedback(_)
            | Action::Resolve(_)
            | Action::Commitment(_)
            | Action::Review(_)
            | Action::Milestone(_)
            | Action::Recommend(_)
            | Action::Remove(_)
            | Action::End(_)
            | Action::Letter(_)
            | Action::Request(_)
            | Action::Forward(_)
            | Action::Reply(_)
            | Action::Close(_)
            | Action::JointMeeting(_) => {
                ActPath::Named(format!("{}-{}-{short}.yaml", at.day(), action.kind()))
            }
        }
    }
}
