//! Finds what needs a person's decision before local commits are shared.

use anyhow::Result;

use super::own::made_by_hand;
use super::plan::SharePlan;
use crate::cli::app::context::Context;

/// Why the local commits cannot be shared without a person's decision; none if they can.
pub(super) fn obstacle(context: &Context, plan: &SharePlan) -> Result<Option<String>> {
    let by_hand = made_by_hand(context, &plan.own)?;
    if !by_hand.is_empty() {
        return Ok(Some(format!(
            "these commits were not made by `wr`: {}",
            by_hand.join(", ")
        )));
    }
    if plan.errors.has_errors() {
        let found: Vec<&str> = plan
            .errors
            .iter()
            .map(|found| found.message.as_str())
            .collect();
        return Ok(Some(found.join("; ")));
    }
    if plan.brought.doubts.is_empty() {
        return Ok(None);
    }
    let doubts = plan.brought.doubts.join("; ").replace("\n  ", "; ");
    Ok(Some(format!("it needs your decision: {doubts}")))
}
