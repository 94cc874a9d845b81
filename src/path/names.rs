//! The names of the folders and files of a store.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The folder of the registers, from the store's top.
pub const REGISTERS: &str = "registers/";
/// The path of the policy.
pub const POLICY: &str = "registers/policy.yaml";
/// The path of the roster.
pub const ROSTER: &str = "registers/roster.yaml";
/// The path of the keys of all people, for `ssh-keygen`.
pub const SIGNERS: &str = "registers/allowed_signers";
/// The folder with every version of roster and policy that acts were decided under.
pub const HISTORY: &str = "registers/history/";
/// The folder of change requests, next to those of the registers. It is not an id, so no register can have it.
pub const REQUESTS: &str = "_requests";
/// The file with git's attributes.
pub const ATTRIBUTES: &str = ".gitattributes";
/// The line of that file with which git keeps every byte: digests and signatures cover exact bytes.
pub const KEEP_BYTES: &str = "registers/** -text";
/// The suffix of a signature's name after the name of its act.
pub const SIGNATURE: &str = ".sig";
/// Names that a register cannot have, because they are next to the registers.
pub const RESERVED: [&str; 3] = ["history", "policy", "roster"];

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

/// The line [`KEEP_BYTES`], which also switches off these attributes, such as `filter=lfs`.
pub fn keep_bytes<'a>(attributes: impl Iterator<Item = &'a str>) -> String {
    let names = attributes.filter_map(|attribute| attribute.split('=').next());
    let others: BTreeSet<&str> = names.filter(|name| !name.ends_with("text")).collect();
    let off = others.iter().map(|name| format!(" -{name}"));
    format!("{KEEP_BYTES}{}", off.collect::<String>())
}
