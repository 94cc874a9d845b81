//! A rule of `wr check`, for its page.

use serde::Serialize;

/// A rule for the reference; the caller takes it from the rules of `wr check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleEntry {
    /// The stable name, such as `milestone-due-missing`.
    pub name: &'static str,
    /// The group; rules of one group must be adjacent.
    pub group: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// The source of the rule, such as `DSP4003 5.2`.
    pub clause: &'static str,
    /// The requirement, in one line.
    pub summary: &'static str,
    /// The reason for the requirement.
    pub explanation: &'static str,
    /// An example with a finding.
    pub bad: String,
    /// The corrected example.
    pub good: String,
    /// Whether a register may suppress its findings, with a reason.
    pub can_be_silenced: bool,
}
