//! Puts a revision in force when it has all approvals.

use super::context::ActContext;
use crate::act::Approver;
use crate::process::approvals::{baselines, missing};
use crate::process::{Ground, InForce, State};

/// Puts a revision in force that has all approvals and does not need the partner. A revision that needs the partner is
/// always sent first, even where the partner wrote and accepted the text.
pub(super) fn settled(ctx: &ActContext<'_>, mut state: State) -> State {
    let waits = state.under_way.as_ref().is_none_or(|under_way| {
        under_way.editorial.is_some() || under_way.needs.contains(&Approver::Partner)
    });
    let complete = !waits && missing(&state, ctx.history).is_empty();
    let baselines = baselines(&state, ctx.history);
    if complete && let Some(under_way) = state.under_way.take() {
        // Such a change does not restart the review period.
        state.baselines = baselines;
        let reviewed = state
            .in_force
            .as_ref()
            .map_or(ctx.act.on, |in_force| in_force.reviewed);
        let (revision, on, by) = (under_way.revision, ctx.act.on, Ground::Approvals);
        state.establish(
            InForce {
                revision,
                on,
                by,
                reviewed,
            },
            ctx.act.at,
        );
    }
    state
}
