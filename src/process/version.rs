//! Which version of the process a revision was approved under (DSP4003, Notice): each keeps its own.

use super::{History, State};
use crate::act::{Act, Action};
use crate::policy::ProcessDocument;

/// The process that the policy of a revision's approvals names: of its last approval, or while it has none of the act that
/// froze it. Nothing where that policy is not at hand.
pub fn process_of<'a>(
    state: &State,
    history: &History<'a>,
    revision: u32,
) -> Option<&'a ProcessDocument> {
    // What earlier records approved was approved under a version that they alone know.
    if is_backfilled(history, revision) {
        return None;
    }
    let approved = state
        .approvals()
        .filter(|approval| approval.revision == revision)
        .last();
    let digest = history.revisions.get(&revision)?.digest;
    let act = match approved {
        Some(approval) => history.act(approval.act)?,
        None => history
            .acts
            .iter()
            .copied()
            .find(|stored| stored.act.digest == Some(digest))?,
    };
    history
        .policies
        .get(&act.act.policy)
        .map(|policy| &policy.process)
}

fn is_backfilled(history: &History<'_>, revision: u32) -> bool {
    let is_backfill =
        |act: &Act| act.revision == Some(revision) && matches!(act.action, Action::Backfill(_));
    history.acts.iter().any(|stored| is_backfill(&stored.act))
}
