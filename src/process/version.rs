//! Which version of the process a revision was approved under (DSP4003, Notice): each keeps its own.

use super::{Record, State};
use crate::policy::ProcessDocument;

/// The process that the policy of a revision's approvals names: of its last approval, or while it has none of the act that
/// froze it. Nothing where that policy is not at hand.
pub fn process_of<'a>(state: &State, record: &Record<'a>, revision: u32) -> Option<&'a ProcessDocument> {
    let approved = state.approvals().filter(|approval| approval.revision == revision).last();
    let digest = record.revisions.get(&revision)?.digest;
    let act = match approved {
        Some(approval) => record.act(approval.act)?,
        None => record.acts.iter().copied().find(|filed| filed.act.digest == Some(digest))?,
    };
    record.policies.get(&act.act.policy).map(|policy| &policy.process)
}
