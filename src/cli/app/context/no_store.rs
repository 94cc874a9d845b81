//! The error where no store is checked out.

use anyhow::anyhow;

use crate::path::POLICY;
use crate::store::Store;

/// The error for a commit without a store, or a branch without a commit.
pub(crate) fn no_store(store: &Store) -> anyhow::Error {
    let branches = store.branches_with(POLICY).unwrap_or_default();
    let names = branches
        .iter()
        .filter_map(|name| name.strip_prefix("refs/heads/"));
    match names.min_by_key(|name| (*name != "main", *name)) {
        Some(branch) => anyhow!(
            "what is checked out has no registers ({POLICY} is missing); the branch {branch} has: `git switch {branch}`"
        ),
        None if store.head().is_ok_and(|head| head.commit.is_none()) => {
            anyhow!("this repository has no commit yet; `wr init` creates a store in it")
        }
        None => anyhow!(
            "this git repository has no registers ({POLICY} is missing); `wr init` creates a store in it"
        ),
    }
}
