//! Since when a register is in force, and until when it should be looked at again.

use serde::Serialize;

use super::approvals::known;
use crate::date::{Day, When};
use crate::process::review::review_due;
use crate::process::{Ground, InForce};
use crate::render::choice::Choice;

/// Since when a text is in force.
#[derive(Debug, Serialize)]
pub(super) struct InForceView {
    /// The day, or as much of it as is known.
    since: Option<String>,
    /// Whether it is known from earlier records only.
    records: bool,
}

/// When a register should be reviewed (DSP4003 4).
#[derive(Debug, Serialize)]
pub(super) struct ReviewView {
    due: String,
    overdue: bool,
}

/// Since when the text is in force; nothing when it is not.
pub(super) fn in_force(choice: &Choice<'_>) -> Option<InForceView> {
    let in_force = choice
        .state()
        .in_force
        .as_ref()
        .filter(|_| choice.is_in_force())?;
    let (since, records) = since(in_force);
    Some(InForceView {
        since: known(since),
        records,
    })
}

/// Since when a revision is in force, as exactly as that is known, and whether it is known from earlier records only.
pub(in crate::render) fn since(in_force: &InForce) -> (Option<When>, bool) {
    match &in_force.by {
        Ground::Backfilled(backfill) => (backfill.accepted.or(backfill.approved), true),
        Ground::Accepted { .. } | Ground::Approvals | Ground::Confirmed { .. } => {
            (Some(When::Day(in_force.on)), false)
        }
    }
}

/// When the register in force should be reviewed.
pub(super) fn review(choice: &Choice<'_>, today: Day) -> Option<ReviewView> {
    let in_force = choice
        .state()
        .in_force
        .as_ref()
        .filter(|_| choice.is_in_force())?;
    let due = review_due(in_force, choice.governance.policy);
    Some(ReviewView {
        due: due.to_string(),
        overdue: due < today,
    })
}
