//! Reads files from the commit and the working tree, and loads snapshots of them.

use anyhow::{Result, bail};
use rayon::prelude::*;

use super::no_store::no_store;
use super::opened::Context;
use crate::cli::app::keygen;
use crate::path::{POLICY, StorePath, VersionKind};
use crate::roster::logo::LOGOS;
use crate::rules::plain_file;
use crate::snapshot::{Logos, Snapshot, Unchecked};
use crate::source::Tree;
use crate::store::Read;

impl Context {
    /// The files of the commit below these paths; anything but plain files is an error.
    pub(super) fn committed(&self, under: &[&str]) -> Result<Tree> {
        let read = self.committed_with_odd(under, |_| false)?;
        if let Some((path, what)) = read.non_regular.first() {
            let how = plain_file(path, what);
            bail!("{path} is {what}; a store holds plain files only: {how}");
        }
        Ok(read.tree)
    }

    pub(super) fn committed_with_odd(
        &self,
        under: &[&str],
        is_left_out: impl Fn(&str) -> bool + Sync,
    ) -> Result<Read> {
        let read = self.store.read_but(self.some_head()?, under, is_left_out)?;
        self.of_store(read)
    }

    /// Replaces committed files with those of the working tree.
    pub(super) fn overlay(&self, tree: &mut Tree, paths: &[String]) -> Result<()> {
        if self.store.top().is_none() {
            return Ok(());
        }
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let working = self.store.working_since(self.head, &paths)?;
        if let Some((path, what)) = working.non_regular.first() {
            bail!("{path} is {what}; a store holds plain files only");
        }
        let left_out = self.store.left_out()?;
        let is_there = |path: &&str| working.tree.get(path).is_some() || !left_out.contains(*path);
        paths
            .into_iter()
            .filter(is_there)
            .for_each(|path| tree.remove(path));
        tree.join(working.tree);
        Ok(())
    }

    /// The logos of the commit, which the site shows.
    pub(super) fn committed_logos(&self) -> Result<Logos> {
        let read = self.store.read(self.some_head()?, &[LOGOS])?;
        Ok(Logos::of(&read.tree, &read.non_regular))
    }

    /// The logos of the working tree, or of the commit in a repository without one.
    pub(crate) fn logos_on_disk(&self) -> Result<Logos> {
        if self.store.top().is_none() {
            return self.committed_logos();
        }
        let read = self.store.working(&[LOGOS])?;
        Ok(Logos::of(&read.tree, &read.non_regular))
    }

    /// Refuses a commit without a store.
    pub(super) fn of_store(&self, read: Read) -> Result<Read> {
        // A store whose policy file was deleted continues under the newest saved version.
        let first_policy = StorePath::Version(VersionKind::Policy, 1).to_string();
        let is_store = [POLICY, &first_policy]
            .iter()
            .any(|path| read.tree.get(path).is_some());
        if is_store {
            Ok(read)
        } else {
            Err(no_store(&self.store))
        }
    }

    /// Loads a snapshot, with the facts that need the history.
    pub(super) fn snapshot(&self, tree: &Tree) -> Result<Snapshot> {
        self.told(Snapshot::load(tree), tree)
    }

    /// Adds the facts that need the history.
    pub(super) fn told(&self, read: Snapshot, tree: &Tree) -> Result<Snapshot> {
        let mut snapshot = answered(read, tree);
        for (result, path) in snapshot.unlisted_votes() {
            if self.store.exists_at(&result, &path)? == Some(true) {
                snapshot.seen_by_result.insert(path);
            }
        }
        Ok(snapshot)
    }
}

/// Loads a snapshot, with the verdicts of `ssh-keygen` on signatures that this process cannot check.
pub(crate) fn checked(tree: &Tree) -> Snapshot {
    answered(Snapshot::load(tree), tree)
}

/// Adds the verdicts of `ssh-keygen`.
fn answered(snapshot: Snapshot, tree: &Tree) -> Snapshot {
    let open = snapshot.unchecked(tree);
    if open.is_empty() {
        return snapshot;
    }
    let answer = |it: Unchecked| {
        let verification = keygen::check(it.signature.bytes(), it.act.bytes(), &it.namespace);
        (it.signature.path().to_string(), verification)
    };
    // Each check waits for its own `ssh-keygen`.
    Snapshot::load_with(tree, &open.into_par_iter().map(answer).collect())
}
