//! A register with its acts, its ballots, and what became of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::poll::Poll;
use crate::act::StoredAct;
use crate::date::Day;
use crate::process::{Course, Record};
use crate::snapshot::{Dossier, Snapshot};
use crate::source::{Digest, SourceFile};

/// A register with its acts and what became of it.
pub(super) struct Case<'a> {
    /// The store.
    pub(super) snapshot: &'a Snapshot,
    /// Everything it has about the register.
    pub(super) dossier: &'a Dossier,
    /// The register's course; nothing without a readable policy, which holds the store's id.
    pub(super) course: Option<&'a Course<'a>>,
    /// Its ballots with their votes.
    pub(super) polls: Vec<Poll<'a>>,
    /// The files of acts and votes, by digest.
    pub(super) files: BTreeMap<Digest, &'a Arc<SourceFile>>,
    /// Acts and votes that can be read and lie where they belong.
    filed: Vec<(&'a Arc<SourceFile>, &'a StoredAct)>,
    /// The day on which it is looked at.
    pub(super) today: Day,
}

impl<'a> Case<'a> {
    /// Puts a register's files together with its course.
    pub(super) fn of(
        snapshot: &'a Snapshot,
        dossier: &'a Dossier,
        folded: Option<(&'a Record<'a>, &'a Course<'a>)>,
        today: Day,
    ) -> Case<'a> {
        let files = readable(dossier)
            .map(|(file, filed)| (filed.digest, file))
            .collect();
        let filed = readable(dossier)
            .filter(|(file, filed)| file.path() == filed.path())
            .collect();
        let polls = folded
            .map(|(record, course)| Poll::all(record, &course.state))
            .unwrap_or_default();
        Case {
            snapshot,
            dossier,
            course: folded.map(|(_, course)| course),
            polls,
            files,
            filed,
            today,
        }
    }

    /// Acts and votes that can be read, wherever they lie.
    pub(super) fn readable(&self) -> impl Iterator<Item = (&'a Arc<SourceFile>, &'a StoredAct)> {
        readable(self.dossier)
    }

    /// Acts and votes that can be read and lie where they belong.
    pub(super) fn filed(&self) -> impl Iterator<Item = (&'a Arc<SourceFile>, &'a StoredAct)> {
        self.filed.iter().copied()
    }
}

fn readable(dossier: &Dossier) -> impl Iterator<Item = (&Arc<SourceFile>, &StoredAct)> {
    dossier
        .all_acts()
        .filter_map(|document| document.get().map(|filed| (&document.file, filed)))
}
