//! What kind of thing a rule looks at, and what follows from that.

use super::{Check, Rule};

impl Rule {
    /// What it looks at, as a heading for a list of rules.
    pub fn group(&self) -> &'static str {
        match self.check {
            Check::Reading => "What reads at all",
            Check::File(_)
            | Check::Binding(_)
            | Check::Text(_)
            | Check::Contacts(_)
            | Check::Allowing => "What people write",
            Check::Governance(_) | Check::Dated(_) => "Policy, roster and the store as a whole",
            Check::Register(_) | Check::Acts(_) => "A register with its acts",
            Check::Request(_) => "A change request that is open",
            Check::Change(_) => "What a pull request may do",
        }
    }

    /// Whether a register may say, with a reason, that what it finds is accepted there (`allow`). What the record
    /// rests on never is: how files read, who approves, acts, votes, results, revisions, policy and roster.
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
