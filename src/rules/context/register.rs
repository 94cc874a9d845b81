//! A register with its acts, its ballots, and their replay.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::act::StoredAct;
use crate::date::Day;
use crate::process::{History, Replay};
use crate::rules::context::ballots::BallotWithVotes;
use crate::snapshot::{RegisterFiles, Snapshot};
use crate::source::{Digest, SourceFile};

/// A register with its acts and their replay.
pub(crate) struct RegisterChecks<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) register_files: &'a RegisterFiles,
    /// `None` without a readable policy, which holds the store's id.
    pub(crate) replay: Option<&'a Replay<'a>>,
    pub(crate) ballots_with_votes: Vec<BallotWithVotes<'a>>,
    /// The files of acts and votes, by digest.
    pub(crate) files: BTreeMap<Digest, &'a Arc<SourceFile>>,
    /// Acts and votes that can be read and are at the paths of their content.
    stored: Vec<(&'a Arc<SourceFile>, &'a StoredAct)>,
    pub(crate) today: Day,
}

impl<'a> RegisterChecks<'a> {
    pub(crate) fn of(
        snapshot: &'a Snapshot,
        register_files: &'a RegisterFiles,
        folded: Option<(&'a History<'a>, &'a Replay<'a>)>,
        today: Day,
    ) -> RegisterChecks<'a> {
        let files = readable(register_files)
            .map(|(file, stored)| (stored.digest, file))
            .collect();
        let stored = readable(register_files)
            .filter(|(file, stored)| file.path() == stored.path())
            .collect();
        let ballots_with_votes = folded
            .map(|(history, replay)| BallotWithVotes::all(history, &replay.state))
            .unwrap_or_default();
        RegisterChecks {
            snapshot,
            register_files,
            replay: folded.map(|(_, replay)| replay),
            ballots_with_votes,
            files,
            stored,
            today,
        }
    }

    /// Acts and votes that can be read, at any path.
    pub(crate) fn readable(&self) -> impl Iterator<Item = (&'a Arc<SourceFile>, &'a StoredAct)> {
        readable(self.register_files)
    }

    /// Acts and votes that can be read and are at the paths of their content.
    pub(crate) fn stored(&self) -> impl Iterator<Item = (&'a Arc<SourceFile>, &'a StoredAct)> {
        self.stored.iter().copied()
    }
}

fn readable(
    register_files: &RegisterFiles,
) -> impl Iterator<Item = (&Arc<SourceFile>, &StoredAct)> {
    register_files
        .all_acts()
        .filter_map(|document| document.get().map(|stored| (&document.file, stored)))
}
