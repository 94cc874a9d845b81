//! The acts of a register or of a change request, for the rules that check both.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::act::{Action, StoredAct};
use crate::id::Id;
use crate::path::{REGISTERS, register_id};
use crate::process::head::SIGNATURES;
use crate::process::{Missing, Replay, ReplayedAct};
use crate::snapshot::Document;
use crate::source::{Digest, SourceFile};

/// Acts with their files and verdicts.
pub(crate) struct ActChecks<'a> {
    /// Acts and votes that can be read, at any path.
    pub(crate) readable: Vec<(&'a Arc<SourceFile>, &'a StoredAct)>,
    /// The acts in order, each with its verdict; empty without a readable policy.
    pub(crate) entries: &'a [ReplayedAct<'a>],
    /// Acts that other acts name and that are missing.
    pub(crate) missing: &'a [Missing<'a>],
    files: BTreeMap<Digest, &'a Arc<SourceFile>>,
}

impl<'a> ActChecks<'a> {
    pub(crate) fn of<S>(
        documents: impl Iterator<Item = &'a Document<StoredAct>>,
        replay: Option<&'a Replay<'a, S>>,
    ) -> ActChecks<'a> {
        let readable: Vec<_> = documents
            .filter_map(|document| Some((&document.file, document.get()?)))
            .collect();
        ActChecks {
            entries: replay
                .map(|replay| replay.entries.as_slice())
                .unwrap_or_default(),
            missing: replay
                .map(|replay| replay.missing.as_slice())
                .unwrap_or_default(),
            files: readable
                .iter()
                .map(|(file, stored)| (stored.digest, *file))
                .collect(),
            readable,
        }
    }

    /// The other register that every act in the folder of a register names.
    pub(crate) fn copied_from(&self) -> Option<&'a Id> {
        let (file, first) = self.readable.first()?;
        let folder = file.path().strip_prefix(REGISTERS)?.split('/').next()?;
        let (here, there) = (register_id(folder)?, first.act.subject().register()?);
        let names_it = |stored: &StoredAct| stored.act.subject().register() == Some(there);
        let is_copy = here != *there && self.readable.iter().all(|(_, stored)| names_it(stored));
        is_copy.then_some(there)
    }

    /// The file at fault for each act that is void or follows such an act: an act that was edited or is missing, one
    /// without a valid signature, or a result that counts a missing vote.
    pub(crate) fn causes(&self) -> BTreeMap<Digest, String> {
        let mut causes = BTreeMap::new();
        if self.missing.is_empty() && self.entries.iter().all(|entry| entry.void.is_none()) {
            return causes;
        }
        let missing: BTreeMap<Digest, String> = self
            .missing
            .iter()
            .filter_map(|gap| Some((gap.digest, self.cause_of_gap(gap)?)))
            .collect();
        for entry in self.entries {
            let StoredAct { act, digest, .. } = entry.stored;
            let built_on = |earlier: &Digest| missing.get(earlier).or(causes.get(earlier)).cloned();
            let inherited = act.after.iter().find_map(built_on);
            if let Some(path) = self.own_fault(entry).or(inherited) {
                causes.insert(*digest, path);
            }
        }
        causes
    }

    /// The file at fault for a missing act: its edited file, an act without a valid signature, or else the act that
    /// names it.
    pub(crate) fn cause_of_gap(&self, gap: &Missing<'_>) -> Option<String> {
        let unsigned = || {
            self.entries
                .iter()
                .find(|entry| is_unsigned(entry))
                .map(|entry| entry.stored.path())
        };
        let named_by = || {
            self.file(gap.named_by.digest)
                .map(|file| file.path().to_string())
        };
        self.edited(gap.digest).or_else(unsigned).or_else(named_by)
    }

    /// The file with the name of this act and other contents.
    pub(crate) fn edited(&self, digest: Digest) -> Option<String> {
        let name = format!("-{}.yaml", digest.short());
        let mut edited = self
            .readable
            .iter()
            .filter(|(file, stored)| file.path() != stored.path());
        edited
            .find(|(file, _)| file.path().ends_with(&name))
            .map(|(file, _)| file.path().to_string())
    }

    fn own_fault(&self, entry: &ReplayedAct<'_>) -> Option<String> {
        entry.void.as_ref()?;
        if is_unsigned(entry) {
            return Some(entry.stored.path());
        }
        let Action::Result(counted) = &entry.stored.act.action else {
            return None;
        };
        let is_there = |vote: &Digest| self.in_place().any(|(_, stored)| stored.digest == *vote);
        let lost = counted.votes.iter().find(|vote| !is_there(vote))?;
        Some(self.edited(*lost).unwrap_or_else(|| entry.stored.path()))
    }

    /// Acts and votes that can be read and are at the paths of their content.
    pub(crate) fn in_place(&self) -> impl Iterator<Item = &(&'a Arc<SourceFile>, &'a StoredAct)> {
        self.readable
            .iter()
            .filter(|(file, stored)| file.path() == stored.path())
    }

    pub(crate) fn file(&self, digest: Digest) -> Option<&'a Arc<SourceFile>> {
        self.files.get(&digest).copied()
    }
}

/// Whether an act is void because its signature is missing or not valid.
fn is_unsigned(entry: &ReplayedAct<'_>) -> bool {
    entry
        .void
        .as_ref()
        .is_some_and(|refusal| refusal.clause == SIGNATURES)
}
