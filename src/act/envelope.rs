//! What every act has, whatever its kind.

use serde::{Deserialize, Serialize};

use super::canonical::emit;
use super::kind::Action;
use super::path::FileNaming;
use crate::date::{Day, Moment};
use crate::id::Id;
use crate::path::{StorePath, Subject};
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
        emit::to_bytes(self, self.action.kind())
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
        let act = &self.act;
        let place = act.action.path(&FileNaming {
            day: act.at.day(),
            kind: act.action.kind(),
            revision: act.revision.unwrap_or(0),
            short: self.digest.short(),
        });
        StorePath::act(act.subject(), place).to_string()
    }
}
