//! The result of a verification, before it is reported.

use crate::diagnostic::Findings;
use crate::store::{Bundled, Commit};

/// The result of a verification.
pub(super) struct Verified {
    /// The commit.
    pub commit: Commit,
    /// Whether the commit comes from a bundle.
    pub bundled: Bundled,
    /// How many commits were compared with their parents.
    pub commits: usize,
    /// The parts of the history that were skipped, as text.
    pub told: Vec<String>,
    /// The findings.
    pub findings: Findings,
}
