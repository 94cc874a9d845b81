//! Sorts the files of a local commit: acts, versions of the roster and the policy, people's texts.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::act::{StoredAct, canonical};
use crate::cli::app::answer::reject;
use crate::cli::app::context::Context;
use crate::path::{SIGNATURE, StorePath};
use crate::store::{Commit, LocalCommit};

/// The paths that a commit changes, sorted by how sync handles them.
#[derive(Default)]
pub(super) struct Parts {
    acts: Vec<String>,
    /// Signatures of acts.
    sealed: Vec<String>,
    /// Texts that an act froze.
    frozen: Vec<String>,
    /// Versions of the roster and the policy, with the consents to them and their signatures.
    pub versions: Vec<String>,
    /// Whether the list of keys changes, which is derived from the rosters.
    pub signers: bool,
    /// Files that people write, and files outside of the record.
    pub texts: Vec<String>,
}

impl Parts {
    /// Sorts the paths that a commit changes.
    pub(super) fn of(paths: Vec<String>) -> Parts {
        let mut parts = Parts::default();
        for path in paths {
            match StorePath::of(&path) {
                Some(StorePath::Act(..) | StorePath::RequestAct(..)) => parts.acts.push(path),
                Some(StorePath::Signature(signed)) if matches!(*signed, StorePath::Consent(..)) => {
                    parts.versions.push(path)
                }
                Some(StorePath::Signature(signed))
                    if matches!(*signed, StorePath::KeyStatement(_)) =>
                {
                    parts.texts.push(path)
                }
                Some(StorePath::Signature(_)) => parts.sealed.push(path),
                // A key statement names no version and no number, so it is valid at any place.
                Some(StorePath::KeyStatement(_)) => parts.texts.push(path),
                Some(StorePath::Revision(..)) => parts.frozen.push(path),
                Some(StorePath::Version(..) | StorePath::Consent(..)) => parts.versions.push(path),
                Some(StorePath::Signers) => parts.signers = true,
                Some(
                    StorePath::Policy
                    | StorePath::Roster
                    | StorePath::Text(_)
                    | StorePath::Contacts(_),
                )
                | None => {
                    parts.texts.push(path);
                }
            }
        }
        parts
    }

    /// Refuses a commit that changes or deletes recorded files, which plain git allows.
    pub(super) fn only_add(&self, context: &Context, own: &LocalCommit) -> Result<()> {
        let store = &context.store;
        let was_there = |path: &str| {
            own.parents
                .iter()
                .any(|parent| store.tree_id(*parent, path).is_some())
        };
        let lone = |path: &&String| {
            !self
                .acts
                .iter()
                .any(|act| format!("{act}{SIGNATURE}") == **path)
        };
        let mut kept = self.acts.iter().chain(&self.frozen).chain(&self.versions);
        let edited = kept
            .find(|path| was_there(path))
            .or(self.sealed.iter().find(lone));
        let Some(path) = edited else { return Ok(()) };
        let commit = short(own.commit);
        reject!(
            "the commit {commit} changes {path}, but recorded files never change\n  needs:  a history without \
             that commit: `git rebase --interactive {commit}^`"
        )
    }

    /// The acts of a commit in the order in which they were recorded, each with its signature and frozen text.
    pub(super) fn carried(&self, context: &Context, own: &LocalCommit) -> Result<Vec<Carried>> {
        if self.acts.is_empty() {
            return Ok(Vec::new());
        }
        let all = self.acts.iter().chain(&self.sealed).chain(&self.frozen);
        let all: Vec<&str> = all.map(String::as_str).collect();
        let tree = context.store.read(own.commit, &all)?.tree;
        let bytes = |path: &str| tree.get(path).map(|file| file.bytes().to_vec());
        let mut carried = Vec::new();
        for path in &self.acts {
            let Some(file) = tree.get(path) else { continue };
            let Ok(act) = canonical::read(file) else {
                let commit = short(own.commit);
                reject!("{path} (commit {commit}) is not an act that `wr` wrote");
            };
            let frozen = act
                .revision
                .map(|number| StorePath::Revision(act.register.clone(), number).to_string());
            let frozen = frozen.filter(|path| self.frozen.contains(path));
            carried.push(Carried {
                stored: act.stored(),
                path: path.clone(),
                bytes: file.bytes().to_vec(),
                signature: bytes(&format!("{path}{SIGNATURE}")),
                frozen: frozen.and_then(|path| bytes(&path).map(|bytes| (path, bytes))),
            });
        }
        carried.sort_by_key(|one| (one.stored.act.at, one.path.clone()));
        Ok(in_order(carried))
    }

    /// The files that are merged as git merges them: all that do not belong to an act.
    pub(super) fn texts_beside(&self, acts: &[Carried]) -> Vec<String> {
        let goes = |path: &&String| {
            acts.iter()
                .any(|act| act.frozen.as_ref().is_some_and(|it| it.0 == **path))
        };
        let lone = self.frozen.iter().filter(|path| !goes(path));
        self.texts
            .iter()
            .chain(&self.versions)
            .chain(lone)
            .cloned()
            .collect()
    }
}

/// A local act, with its signature and frozen text.
#[derive(Debug, Clone)]
pub(super) struct Carried {
    /// The act, with a signature that is not verified yet.
    pub stored: StoredAct,
    /// Its path in the store.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its signature.
    pub signature: Option<Vec<u8>>,
    /// The text that it froze, with its path.
    pub frozen: Option<(String, Vec<u8>)>,
}

/// Sorts each act after the acts that it names.
fn in_order(mut acts: Vec<Carried>) -> Vec<Carried> {
    let mut done: Vec<Carried> = Vec::new();
    while !acts.is_empty() {
        let left: BTreeSet<_> = acts.iter().map(|act| act.stored.digest).collect();
        let free = |act: &Carried| {
            !act.stored
                .act
                .after
                .iter()
                .any(|digest| left.contains(digest))
        };
        let next = acts.iter().position(free).unwrap_or(0);
        done.push(acts.remove(next));
    }
    done
}

/// The first digits of a commit id.
pub(super) fn short(commit: Commit) -> String {
    commit.to_string().chars().take(12).collect()
}
