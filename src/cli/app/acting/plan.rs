//! The plan of an act: what a command wants to record.

use crate::act::Action;
use crate::id::Id;
use crate::register::Register;
use crate::snapshot::{Document, RegisterContext};
use crate::source::Digest;

/// The plan of an act.
pub(crate) struct Plan {
    /// What the act does.
    pub action: Action,
    /// The person who did it, if the actor only records it.
    pub by: Option<Id>,
    /// The number and digest of the revision it concerns.
    pub text: Option<(u32, Digest)>,
    /// Files that are committed with the act: path and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The revision it freezes, which is also one of `files`.
    pub freezes: Option<(u32, Document<Register>)>,
    /// One line about the act: the rest of the commit's subject after kind and id.
    pub subject: String,
    /// Messages for the user, printed after the act is recorded.
    pub notes: Vec<String>,
}

impl Plan {
    /// A plan without a text and without files.
    pub(crate) fn of(action: Action, subject: impl Into<String>) -> Plan {
        Plan {
            action,
            by: None,
            text: None,
            files: Vec::new(),
            freezes: None,
            subject: subject.into(),
            notes: Vec::new(),
        }
    }

    /// The same plan, about the revision under way.
    pub(crate) fn about_revision(mut self, register: &RegisterContext<'_>) -> Plan {
        self.text = register
            .replay
            .state
            .under_way
            .as_ref()
            .map(|under_way| (under_way.revision, under_way.digest));
        self
    }

    /// The same plan, about the revision in force.
    pub(crate) fn about_what_is_in_force(mut self, register: &RegisterContext<'_>) -> Plan {
        let revision = register
            .replay
            .state
            .in_force
            .as_ref()
            .map(|in_force| in_force.revision);
        let frozen = revision.and_then(|revision| register.history.revisions.get(&revision));
        self.text = revision.zip(frozen.map(|frozen| frozen.digest));
        self
    }
}
