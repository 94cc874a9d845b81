//! Shares for a pull request: what was recorded goes to a branch of its own, or to that of the acts that it follows, and
//! the main branch stays at the remote's.

use anyhow::Result;

use super::obstacle::obstacle;
use super::outcome::{ShareOutcome, lost, rejected};
use super::own::subject;
use super::plan::SharePlan;
use super::setting::{PULL_REQUEST, SHARE, is_main};
use super::unmerged::{own_prefix, unmerged};
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::ui::{ProgressLine, Waits};
use crate::path::StorePath;
use crate::store::{Commit, CommitError, Patience, Pushed, StoreError, Upstream};

/// What a remote says when a push fails for another reason than its rules.
const NO_RULE: [&str; 7] = [
    "unpacker error",
    "missing necessary objects",
    "shallow update",
    "failed to write",
    "branch is currently checked out",
    // The hook of `wr` itself.
    "refused: ",
    "needs:",
];

/// A branch for a pull request: a new one, or one that the remote has at a commit.
struct RequestBranch {
    branch: String,
    earlier: Option<Commit>,
}

/// Pushes the local commits to a branch, and moves the local main branch back to `there`.
pub(super) fn share(
    env: &Environment,
    upstream: &Upstream,
    there: Option<Commit>,
    patience: Patience,
) -> Result<ShareOutcome> {
    let mut context = Context::open(env)?;
    let lock = context.begin_write()?;
    context.store.refuse_when_busy()?;
    let plan = SharePlan::new(&context, upstream, there)?;
    if let Some(why) = obstacle(&context, &plan)? {
        return Ok(ShareOutcome::NotShared(why));
    }
    drop(lock);
    push_branch(&mut context, upstream, &plan, there, patience)
}

/// After the remote refused a push to its main branch: pushes the same commits to a branch. If the remote takes that,
/// it wants pull requests, and this clone makes them from now on.
///
/// # Errors
/// The store cannot be read or written.
pub(crate) fn instead_of_main(
    context: &mut Context,
    upstream: &Upstream,
    plan: &SharePlan,
    there: Option<Commit>,
    words: &str,
    patience: Patience,
) -> Result<ShareOutcome> {
    let refused = rejected(&upstream.remote, words);
    if !is_main(context, upstream)? || NO_RULE.iter().any(|other| words.contains(other)) {
        return Ok(ShareOutcome::NotShared(refused));
    }
    match push_branch(context, upstream, plan, there, patience)? {
        ShareOutcome::Shared(told) => {
            context.store.set_config(SHARE, PULL_REQUEST)?;
            Ok(ShareOutcome::Shared(format!(
                "{refused}\nthis clone shares by pull requests from now on (`git config --unset {SHARE}` ends that)\n{told}"
            )))
        }
        ShareOutcome::NotShared(_) | ShareOutcome::Unknown => Ok(ShareOutcome::NotShared(refused)),
    }
}

/// Pushes the commits of a plan to a branch, and moves the local main branch back to `there`.
///
/// # Errors
/// The store cannot be read or written.
pub(crate) fn push_branch(
    context: &mut Context,
    upstream: &Upstream,
    plan: &SharePlan,
    there: Option<Commit>,
    patience: Patience,
) -> Result<ShareOutcome> {
    let (record, main) = (&upstream.remote, upstream.branch());
    let Some(there) = there else {
        let why = format!("`{record}` has no branch `{main}` for a pull request yet");
        return Ok(ShareOutcome::NotShared(why));
    };
    let remote = context.store.takes_branches(record).into_owned();
    let tip = plan.brought.tip;
    let mut request = followed(context, &remote, tip, there)?;
    let progress = ProgressLine::begin(format!("pushing to {remote}"), Waits::ForNetwork);
    let (branch, earlier, place, pushed) = loop {
        let RequestBranch { branch, earlier } = match request.take() {
            Some(request) => request,
            None => RequestBranch {
                branch: new_branch(context, plan)?,
                earlier: None,
            },
        };
        let place = Upstream::same_name(&remote, &branch);
        let pushed = context.store.push_request(&place, tip, earlier, patience);
        // Others have changed or deleted the branch, so a new one takes all commits.
        if earlier.is_none() || !matches!(pushed, Ok((Pushed::Raced, _))) {
            break (branch, earlier, place, pushed);
        }
    };
    drop(progress);
    let link = match pushed {
        Ok((Pushed::Done, link)) => link,
        Ok((Pushed::Raced, _)) => {
            let why = format!("`{remote}` has other commits on the branch {branch}");
            return Ok(ShareOutcome::NotShared(why));
        }
        Ok((Pushed::Refused(words), _)) => {
            return Ok(ShareOutcome::NotShared(rejected(&remote, &words)));
        }
        // The answer is lost, and the push may have arrived.
        Err(error @ (StoreError::Network { .. } | StoreError::NoAnswer { .. })) => {
            match context.store.fetch(&place, patience) {
                Ok(Some(there)) if there == tip => None,
                Ok(_) => return Ok(lost(&remote, &error)),
                Err(_) => return Ok(ShareOutcome::Unknown),
            }
        }
        Err(error) => return Err(error.into()),
    };
    context.store.set_branch(&branch, tip)?;
    context.store.set_upstream(&place)?;
    let lock = context.begin_write()?;
    let why = format!("wr: shared on {branch}");
    match context.store.checkout(&lock, plan.head, there, &why) {
        Ok(_) | Err(CommitError::Moved) => {}
        Err(CommitError::Store(why)) => return Err(why.into()),
    }
    context.store.note_pushes(&lock, &[])?;
    let open = match link {
        Some(link) => link,
        None if earlier.is_some() => format!("that of the branch {branch}"),
        None => format!("open one for this branch into {main}, on the website of `{record}`"),
    };
    let told = on_branch(record, &remote, &branch, main);
    let files = match adds_register(context, plan, there)? {
        true => format!("\nto edit its files before: `git switch {branch}`"),
        false => String::new(),
    };
    Ok(ShareOutcome::Shared(format!(
        "{told}\npull request: {open}{files}"
    )))
}

/// Whether the commits add a register, whose files the main branch does not have yet.
fn adds_register(context: &Context, plan: &SharePlan, there: Commit) -> Result<bool> {
    let store = &context.store;
    for commit in &plan.own {
        let changed = store.changed_by(commit)?.paths;
        let is_text = |path: &&String| matches!(StorePath::of(path), Some(StorePath::Text(_)));
        let mut texts = changed.iter().filter(is_text);
        if texts.any(|path| store.tree_id(there, path).is_none()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Where commits are that were pushed to the branch of a pull request.
pub(super) fn on_branch(record: &str, remote: &str, branch: &str, main: &str) -> String {
    if record == remote {
        return format!(
            "shared with {remote} on the branch {branch}; {main} has it after the merge"
        );
    }
    format!(
        "pushed to your fork `{remote}` on the branch {branch}, NOT shared: {main} of `{record}` has it after the merge"
    )
}

/// The newest unmerged branch that the commits follow.
fn followed(
    context: &Context,
    remote: &str,
    tip: Commit,
    there: Commit,
) -> Result<Option<RequestBranch>> {
    for found in unmerged(context, there)? {
        if !found.is_in(context, tip)? {
            continue;
        }
        let place = Upstream::same_name(remote, &found.branch);
        let fetched = context.store.fetched(&place)?;
        return Ok(Some(RequestBranch {
            earlier: Some(fetched.unwrap_or(found.tip)),
            branch: found.branch,
        }));
    }
    Ok(None)
}

/// `wr/PERSON/ACT`, after the newest of the commits.
fn new_branch(context: &Context, plan: &SharePlan) -> Result<String> {
    let act = plan.own.last().map(subject).unwrap_or_default();
    let act = act.split(':').next().unwrap_or_default();
    let act: Vec<&str> = act.split_whitespace().collect();
    let tip: String = plan.brought.tip.to_string().chars().take(8).collect();
    Ok(format!("{}{}-{tip}", own_prefix(context)?, act.join("-")))
}
