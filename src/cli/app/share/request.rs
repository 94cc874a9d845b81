//! Shares for a pull request: what was recorded goes to a branch of its own, and the main branch stays at the remote's.

use anyhow::Result;

use super::obstacle::obstacle;
use super::outcome::{ShareOutcome, rejected, unreachable};
use super::own::subject;
use super::plan::SharePlan;
use crate::cli::app::context::{Context, Environment};
use crate::store::{Commit, CommitError, Pushed, StoreError, Upstream};

/// The first part of the names of these branches.
const PREFIX: &str = "wr/";

/// Whether a branch was made for a pull request.
pub(super) fn is_branch(name: &str) -> bool {
    name.starts_with(PREFIX) && !name.starts_with("wr/kept-")
}

/// Pushes the local commits to a new branch, and moves the local main branch back to `there`.
pub(super) fn share(
    env: &Environment,
    upstream: &Upstream,
    there: Option<Commit>,
) -> Result<ShareOutcome> {
    let mut context = Context::open(env)?;
    let lock = context.begin_write()?;
    context.store.refuse_when_busy()?;
    let plan = SharePlan::new(&context, upstream, there)?;
    if let Some(why) = obstacle(&context, &plan)? {
        return Ok(ShareOutcome::NotShared(why));
    }
    drop(lock);
    push_branch(&mut context, upstream, &plan, there)
}

/// Pushes the commits of a plan to a new branch, and moves the local main branch back to `there`.
///
/// # Errors
/// The store cannot be read or written.
pub(crate) fn push_branch(
    context: &mut Context,
    upstream: &Upstream,
    plan: &SharePlan,
    there: Option<Commit>,
) -> Result<ShareOutcome> {
    let (remote, main) = (&upstream.remote, upstream.branch());
    let Some(there) = there else {
        let why = format!("`{remote}` has no branch `{main}` for a pull request yet");
        return Ok(ShareOutcome::NotShared(why));
    };
    let (branch, tip) = (branch(context, plan)?, plan.brought.tip);
    let request = Upstream::same_name(remote, &branch);
    let link = match context.store.push_request(&request, tip) {
        Ok((Pushed::Done, link)) => link,
        Ok((Pushed::Raced, _)) => {
            let why = format!("`{remote}` has another branch {branch}");
            return Ok(ShareOutcome::NotShared(why));
        }
        Ok((Pushed::Refused(words), _)) => {
            return Ok(ShareOutcome::NotShared(rejected(remote, &words)));
        }
        Err(error @ StoreError::Network { .. }) => {
            return Ok(ShareOutcome::NotShared(unreachable(remote, &error)));
        }
        Err(error) => return Err(error.into()),
    };
    context.store.create_backup_branch(&branch, tip)?;
    context.store.set_upstream(&request)?;
    let lock = context.begin_write()?;
    let why = format!("wr: shared on {branch}");
    match context.store.checkout(&lock, plan.head, there, &why) {
        Ok(_) | Err(CommitError::Moved) => {}
        Err(CommitError::Store(why)) => return Err(why.into()),
    }
    context.store.note_pushes(&lock, &[])?;
    let open = match link {
        Some(link) => link,
        None => format!("open one for this branch into {main}, on the website of `{remote}`"),
    };
    Ok(ShareOutcome::Shared(format!(
        "shared with {remote} on the branch {branch}; {main} has it after the merge\npull request: {open}"
    )))
}

/// `wr/PERSON/ACT`, after the newest of the commits.
fn branch(context: &Context, plan: &SharePlan) -> Result<String> {
    let identity = context.identity()?;
    let governance = context.governance()?;
    let person = governance
        .roster()
        .and_then(|roster| roster.person_by_email(&identity.email));
    let person = person.map_or("unknown", |person| person.id.as_str());
    let act = plan.own.last().map(subject).unwrap_or_default();
    let act = act.split(':').next().unwrap_or_default();
    let act: Vec<&str> = act.split_whitespace().collect();
    let tip: String = plan.brought.tip.to_string().chars().take(8).collect();
    Ok(format!("{PREFIX}{person}/{}-{tip}", act.join("-")))
}
