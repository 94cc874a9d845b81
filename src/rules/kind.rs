//! The group of a rule, and whether its findings can be suppressed.

use super::{Check, Rule};

impl Rule {
    /// What the rule checks, as a heading in the list of rules.
    pub fn group(&self) -> &'static str {
        match self.check {
            Check::Reading => "The format of files",
            Check::File(_)
            | Check::Binding(_)
            | Check::Text(_)
            | Check::Contacts(_)
            | Check::Allowing => "Texts, contacts and suppressions",
            Check::Governance(_) | Check::Dated(_) => "Policy, roster and the whole store",
            Check::Register(_) | Check::Acts(_) => "Registers and their acts",
            Check::Request(_) => "Open change requests",
            Check::Change(_) => "Pull requests",
        }
    }

    /// Whether a register may suppress its findings, with a reason (`allow`). Findings that the record depends on
    /// cannot be suppressed: unreadable files, required approvals, acts, votes, results, revisions, policy and roster.
    pub fn can_be_silenced(&self) -> bool {
        match self.check {
            Check::Text(_) | Check::Contacts(_) => true,
            Check::Reading
            | Check::File(_)
            | Check::Binding(_)
            | Check::Allowing
            | Check::Governance(_)
            | Check::Dated(_)
            | Check::Register(_)
            | Check::Acts(_)
            | Check::Request(_)
            | Check::Change(_) => false,
        }
    }
}
