//! Pushes what was planned, and moves the local branch to it.

use anyhow::Result;

use super::plan::SharePlan;
use crate::cli::app::context::Context;
use crate::cli::app::ui::{self, ProgressLine, Waits};
use crate::store::{Commit, CommitError, Patience, Pushed, StoreError, Upstream};

/// Whether the local branch was moved.
pub(crate) enum Arrived {
    /// The local branch and the upstream branch are at the same commit.
    Done,
    /// Another command recorded something in this clone meanwhile.
    Raced,
}

/// Fetches the upstream branch; none if the remote does not have it.
///
/// # Errors
/// `Network`, or the remote does not answer in time.
pub(crate) fn fetch(
    context: &Context,
    upstream: &Upstream,
    patience: Patience,
) -> Result<Option<Commit>, StoreError> {
    let progress = ProgressLine::begin(
        format!("fetching from {}", upstream.remote),
        Waits::ForNetwork,
    );
    let there = context.store.fetch(upstream, patience)?;
    drop(progress);
    context.store.note_fetch(context.env.now);
    Ok(there)
}

/// Pushes the commits of a plan, in its steps, and notes each before, so that the next run knows it if the answer is
/// lost.
///
/// # Errors
/// `Network`: the push may still have succeeded.
pub(crate) fn push(
    context: &Context,
    upstream: &Upstream,
    plan: &SharePlan,
    patience: Patience,
) -> Result<Pushed, StoreError> {
    let store = &context.store;
    let _progress =
        ProgressLine::begin(format!("pushing to {}", upstream.remote), Waits::ForNetwork);
    let mut noted: Vec<(Commit, Commit)> = plan.arrived.into_iter().collect();
    for step in &plan.brought.pushes {
        noted.push(*step);
        store.note_pushes(&store.lock()?, &noted)?;
        let pushed = store.push(upstream, step.1, patience)?;
        if let Pushed::Refused(_) = pushed {
            noted.pop();
            store.note_pushes(&store.lock()?, &noted)?;
        }
        if pushed != Pushed::Done {
            return Ok(pushed);
        }
    }
    Ok(Pushed::Done)
}

/// Moves the local branch to the tip of the plan. Edits in the working tree stay.
///
/// # Errors
/// The store cannot be written.
pub(crate) fn arrive(
    context: &mut Context,
    upstream: &Upstream,
    plan: &SharePlan,
) -> Result<Arrived> {
    let lock = context.begin_write()?;
    let (head, tip) = (plan.head, plan.brought.tip);
    let why = format!("wr sync: {}", upstream.name());
    let followed = match context.store.checkout(&lock, head, tip, &why) {
        Ok(followed) => followed,
        Err(CommitError::Moved) => return Ok(Arrived::Raced),
        Err(CommitError::Store(why)) => return Err(why.into()),
    };
    context.head = Some(tip);
    context.store.note_pushes(&lock, &[])?;
    context.store.set_upstream(upstream)?;
    for (path, bytes) in &plan.brought.unsaved {
        let there = context
            .store
            .read(tip, &[path])?
            .tree
            .get(path)
            .map(|file| file.bytes().to_vec());
        let put = there.map(|there| context.store.replace(&lock, path, &there, bytes));
        if put.is_some_and(|put| put.is_ok()) {
            ui::err(format!(
                "{path} now has the changes that were left out, as unsaved edits"
            ));
        }
    }
    for path in &followed.kept {
        ui::err(format!(
            "{path} was edited here, and others changed it: your edits are kept, `git diff` shows both"
        ));
    }
    if let Some(why) = followed.behind {
        ui::err(format!(
            "warning: the branch is up to date, but the working tree could not be updated: {why}"
        ));
    }
    if let Some(head) = head.filter(|_| plan.brought.loses) {
        ui::err(format!(
            "the original local commits are kept on the branch {}",
            kept(head)
        ));
    }
    plan.brought
        .told
        .iter()
        .for_each(|line| ui::out(ui::visible(line)));
    Ok(Arrived::Done)
}

/// The name of the branch that keeps the original local commits.
pub(crate) fn kept(head: Commit) -> String {
    format!(
        "wr/kept-{}",
        head.to_string().chars().take(8).collect::<String>()
    )
}
