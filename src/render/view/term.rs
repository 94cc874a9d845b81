//! The day on which a register came into force, and the day of its next review.

use serde::Serialize;

use crate::date::{Day, When};
use crate::process::review::review_due;
use crate::process::{Ground, InForce};
use crate::render::selected_text::SelectedText;

#[derive(Debug, Serialize)]
pub(crate) struct InForceView {
    /// The day, month, quarter or year; `None` if unknown.
    pub(crate) since: Option<String>,
    /// Whether it comes from earlier records.
    pub(crate) records: bool,
}

/// The next review of a register (DSP4003 4).
#[derive(Debug, Serialize)]
pub(crate) struct ReviewView {
    pub(crate) due: String,
    pub(crate) overdue: bool,
}

/// The day on which the text came into force; `None` if it is not in force.
pub(crate) fn in_force(selected: &SelectedText<'_>) -> Option<InForceView> {
    let (since, records) = since(selected.in_force()?);
    Some(InForceView {
        since: since.map(|when| when.to_string()),
        records,
    })
}

/// The date on which a revision came into force, and whether it comes from earlier records.
pub(crate) fn since(in_force: &InForce) -> (Option<When>, bool) {
    match &in_force.by {
        Ground::Backfilled(backfill) => (backfill.accepted.or(backfill.approved), true),
        Ground::Accepted { .. } | Ground::Approvals | Ground::Confirmed { .. } => {
            (Some(When::Day(in_force.on)), false)
        }
    }
}

/// The next review; `None` if the text is not in force.
pub(crate) fn review(selected: &SelectedText<'_>, today: Day) -> Option<ReviewView> {
    let due = review_due(selected.in_force()?, selected.governance.policy);
    Some(ReviewView {
        due: due.to_string(),
        overdue: due < today,
    })
}
