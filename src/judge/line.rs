//! The main line: what the judge reads from its history, and what its steps add.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::act::StoredAct;
use crate::date::Moment;
use crate::process::Revision;
use crate::source::Digest;

/// A position on the main line: the number of a step, the oldest first.
pub type Position = usize;

/// What the judge reads from the history of the main line.
pub trait CommitHistory: Sync {
    /// The date of a commit that an act names as `seen`: the earliest committer date from there to the step before
    /// `step`. `None` where the history before that step does not have the commit.
    fn date_of(&self, seen: &str, step: Position) -> Option<Moment>;

    /// Whether that commit has a file.
    fn had(&self, seen: &str, path: &str) -> bool;

    /// The store before a step.
    fn before(&self, step: Position) -> Before;

    /// The committer date of a step; the judge's clock for one that is not committed yet.
    fn date(&self, step: Position) -> Moment;

    /// The step that added a file; `None` for a file from before the first known step.
    fn added(&self, path: &str) -> Option<Position>;

    /// The current time of the judge.
    fn now(&self) -> Moment;
}

/// What one step of the main line adds to one register or one change request.
#[derive(Debug, Clone)]
pub struct MainLineStep<'a> {
    /// Its position on the main line.
    pub at: Position,
    /// The added acts, votes excluded.
    pub acts: Vec<&'a StoredAct>,
    /// The added votes, each with the name of its ballot.
    pub votes: Vec<(&'a str, &'a StoredAct)>,
    /// The added frozen texts, by number.
    pub revisions: Vec<(u32, Revision<'a>)>,
}

/// The store before a step.
#[derive(Debug, Clone)]
pub enum Before {
    /// No store: the step imports one, so it is unknown what the authors of its acts could know.
    Nothing,
    /// A store, with its versions of roster and policy.
    Store(Arc<KnownVersions>),
}

/// The versions of roster and policy before a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownVersions {
    /// The roster in force.
    pub roster: Option<Digest>,
    /// The policy in force.
    pub policy: Option<Digest>,
    /// Every version that was in force by then.
    pub known: BTreeSet<Digest>,
}

/// The first 12 digits of a commit's id.
pub(super) fn short(commit: &str) -> &str {
    commit.get(..12).unwrap_or(commit)
}
