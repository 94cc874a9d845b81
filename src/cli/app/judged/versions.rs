//! The versions of roster and policy in a commit.

use std::sync::Arc;

use anyhow::Result;

use crate::cli::app::context::checked;
use crate::judge::{Before, KnownVersions};
use crate::path::{HISTORY, POLICY, ROSTER, VersionKind};
use crate::snapshot::Snapshot;
use crate::store::{Commit, Store};

/// The roster and the policy of a commit, with their history.
pub(super) fn governance(store: &Store, commit: Commit) -> Result<Snapshot> {
    Ok(checked(
        &store.read(commit, &[POLICY, ROSTER, HISTORY])?.tree,
    ))
}

/// The versions of roster and policy, in the judge's form.
pub(super) fn store_before(snapshot: &Snapshot) -> Before {
    if snapshot.policy.is_none() {
        return Before::Nothing;
    }
    let chain = &snapshot.chain;
    let known = VersionKind::ALL
        .iter()
        .flat_map(|kind| chain.all(*kind))
        .copied()
        .collect();
    let (roster, policy) = (
        chain.in_force(VersionKind::Roster),
        chain.in_force(VersionKind::Policy),
    );
    Before::Store(Arc::new(KnownVersions {
        roster,
        policy,
        known,
    }))
}
