//! What a build of the site leaves for the next one. It lies in the site's folder as `.wr-site`, which also marks the
//! folder as one that `wr` may replace, and holds nothing that the site does not show.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::id::Id;
use crate::render::{Known, Made, files_of};
use crate::source::Digest;

/// What a build leaves.
#[derive(Debug, Serialize, Deserialize)]
pub struct Memory {
    /// The digest of all that every page depends on.
    pub edition: Digest,
    /// The day that it is of.
    pub day: Day,
    /// What tells that a register is as it was, by its id.
    pub folders: BTreeMap<Id, String>,
    /// Every register.
    pub known: Vec<Known>,
    /// What the pages about many registers were made of.
    pub made: Made,
}

impl Memory {
    /// Reads what [`Memory::to_bytes`] wrote; nothing where it is something else, or of an unfinished build.
    pub fn read(bytes: &[u8]) -> Option<Memory> {
        serde_json::from_slice(bytes).ok()
    }

    /// As it lies in the site's folder.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The registers whose pages may say something else on this day than those that were made.
    pub fn changed(&self, folders: &BTreeMap<Id, String>, today: Day) -> Vec<Id> {
        let holding: BTreeSet<&Id> =
            self.known.iter().filter(|known| known.holds_on(today)).map(|known| &known.id).collect();
        let is_as_before =
            |id: &Id, tree: &String| self.folders.get(id) == Some(tree) && holding.contains(id);
        let changed = folders.iter().filter(|(id, tree)| !is_as_before(id, tree));
        changed.map(|(id, _)| id.clone()).collect()
    }

    /// The registers that are still there, without these.
    pub fn kept(&self, changed: &[Id], folders: &BTreeMap<Id, String>) -> Vec<Known> {
        let changed: BTreeSet<&Id> = changed.iter().collect();
        let stays = |known: &&Known| folders.contains_key(&known.id) && !changed.contains(&known.id);
        self.known.iter().filter(stays).cloned().collect()
    }

    /// The paths of every file of the site.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        let public = self.known.iter().filter(|known| known.entry.is_some());
        public.flat_map(|known| files_of(&known.id)).chain(self.made.keys().cloned())
    }
}
