//! The version of the process under which a revision was approved (DSP4003, Notice).

use super::{History, State};
use crate::act::{Act, Action};
use crate::policy::ProcessDocument;

/// The process document in the policy of a revision's last approval, or of the act that froze it where it has none.
/// `None` where that policy is unknown or the revision was backfilled.
pub fn process_of<'a>(
    state: &State,
    history: &History<'a>,
    revision: u32,
) -> Option<&'a ProcessDocument> {
    // Only the earlier records know the version of a backfilled approval.
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
