//! Moves the local branch to what others recorded.

use anyhow::Result;

use super::obstacle::obstacle;
use super::plan::SharePlan;
use super::transfer::arrive;
use crate::cli::app::context::{Context, Environment};
use crate::path::REGISTERS;
use crate::store::{Commit, Upstream};

/// Takes over what others recorded, unless a local commit or edit prevents it.
pub(super) fn take_over(
    env: &Environment,
    upstream: &Upstream,
    there: Option<Commit>,
) -> Result<()> {
    let mut context = Context::open(env)?;
    let lock = context.begin_write()?;
    context.store.refuse_when_busy()?;
    let plan = SharePlan::new(&context, upstream, there)?;
    let is_new = plan.theirs > 0 || plan.arrived.is_some();
    if is_new
        && !is_edited(&context, plan.head, plan.brought.tip)?
        && obstacle(&context, &plan)?.is_none()
    {
        drop(lock);
        arrive(&mut context, upstream, &plan)?;
    }
    Ok(())
}

/// Whether the working tree has edits of a file that differs between two commits. `wr save` would then undo the changes;
/// saved before they are taken over, the edits are merged with them.
pub(super) fn is_edited(context: &Context, head: Option<Commit>, to: Commit) -> Result<bool> {
    let Some(head) = head else {
        return Ok(false);
    };
    let store = &context.store;
    let folder = REGISTERS.trim_end_matches('/');
    let changed = store.changed(Some(store.version(head)?), store.version(to)?, folder)?;
    let touched = store.touched_on_disk(&changed.paths)?;
    Ok(touched.iter().any(|(_, how)| how.is_edit()))
}
