//! The two files with versions.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The two files with versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum VersionKind {
    /// The people, organizations and bodies.
    Roster,
    /// The rules as data.
    Policy,
}

impl VersionKind {
    /// Both kinds.
    pub const ALL: [VersionKind; 2] = [VersionKind::Roster, VersionKind::Policy];

    /// Its name in file names and signature namespaces.
    pub fn as_str(self) -> &'static str {
        match self {
            VersionKind::Roster => "roster",
            VersionKind::Policy => "policy",
        }
    }
}

impl fmt::Display for VersionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
