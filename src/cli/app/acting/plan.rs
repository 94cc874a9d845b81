//! What a command means to record, before the act is made.

use super::RegisterContext;
use crate::act::Action;
use crate::id::Id;
use crate::register::Register;
use crate::snapshot::Document;
use crate::source::Digest;

/// An act to be: what is done, about which text, and the files that go with it.
pub struct Plan {
    /// What is done.
    pub action: Action,
    /// Who did it, when the actor only writes it down.
    pub by: Option<Id>,
    /// The text it concerns.
    pub text: Option<(u32, Digest)>,
    /// Files that are committed with the act.
    pub files: Vec<(String, Vec<u8>)>,
    /// The text it freezes, as one of the files.
    pub freezes: Option<(u32, Document<Register>)>,
    /// What happened, in one line: the commit's subject after `wr`.
    pub subject: String,
    /// What the user should know of it, once it is recorded.
    pub notes: Vec<String>,
}

impl Plan {
    /// An act without a text or files.
    pub fn of(action: Action, subject: impl Into<String>) -> Plan {
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

    /// The same about the revision on its way.
    pub fn about_revision(mut self, ctx: &RegisterContext<'_>) -> Plan {
        self.text = ctx
            .replay
            .state
            .under_way
            .as_ref()
            .map(|under_way| (under_way.revision, under_way.digest));
        self
    }

    /// The same about the revision in force.
    pub fn about_what_is_in_force(mut self, ctx: &RegisterContext<'_>) -> Plan {
        let revision = ctx
            .replay
            .state
            .in_force
            .as_ref()
            .map(|in_force| in_force.revision);
        let frozen = revision.and_then(|revision| ctx.history.revisions.get(&revision));
        self.text = revision.zip(frozen.map(|frozen| frozen.digest));
        self
    }
}
