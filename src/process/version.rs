//! Which version of the process a revision was approved under (DSP4003, Notice): each keeps its own.

use super::{Record, State};
use crate::act::{Act, Action};
use crate::policy::ProcessDocument;

/// The process that the policy of a revision's approvals names: of its last approval, or while it has none of the act that
/// froze it. Nothing where that policy is not at hand.
pub fn process_of<'a>(
    state: &State,
    record: &Record<'a>,
    revision: u32,
) -> Option<&'a ProcessDocument> {
    // What earlier records approved was approved under a version that they alone know.
    if is_backfilled(record, revision) {
        return None;
    }
    let approved = state
        .approvals()
        .filter(|approval| approval.revision == revision)
        .last();
    let digest = record.revisions.get(&revision)?.digest;
    let act = match approved {
        Some(approval) => record.act(approval.act)?,
        None => record
            .acts
            .iter()
            .copied()
            .find(|filed| filed.act.digest == Some(digest))?,
    };
    record
        .policies
        .get(&act.act.policy)
        .map(|policy| &policy.process)
}

fn is_backfilled(record: &Record<'_>, revision: u32) -> bool {
    let is_backfill =
        |act: &Act| act.revision == Some(revision) && matches!(act.action, Action::Backfill(_));
    record.acts.iter().any(|filed| is_backfill(&filed.act))
}
