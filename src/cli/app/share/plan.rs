//! Plans how local commits are shared: as they are, or rebased onto the upstream branch.

use anyhow::{Result, bail};

use super::rebase::{Rebased, rebase};
use crate::cli::app::change::{Fork, between};
use crate::cli::app::context::Context;
use crate::diagnostic::{Findings, Severity};
use crate::path::POLICY;
use crate::store::{Commit, LocalCommit, TargetBranch, Upstream};

/// What will be taken over from the upstream branch, and what will be pushed to it.
pub(crate) struct SharePlan {
    /// The commit of this clone's branch.
    pub head: Option<Commit>,
    /// The commits that only this clone has, oldest first.
    pub own: Vec<LocalCommit>,
    /// How many commits only others had.
    pub theirs: usize,
    /// A push of an earlier run that arrived: the local commit and the upstream one.
    pub arrived: Option<(Commit, Commit)>,
    /// The local commits at their new place.
    pub brought: Rebased,
    /// The errors in the commits to push.
    pub errors: Findings,
}

impl SharePlan {
    /// Plans to share the commits of HEAD on top of `there`. It writes objects, but moves no branch.
    ///
    /// # Errors
    /// `Rejected`, if a person has to merge something first.
    pub(crate) fn new(
        context: &Context,
        upstream: &Upstream,
        there: Option<Commit>,
    ) -> Result<SharePlan> {
        let store = &context.store;
        let plan = SharePlan {
            head: context.head,
            own: Vec::new(),
            theirs: 0,
            arrived: None,
            brought: match context.head.or(there) {
                Some(tip) => Rebased::nothing(tip),
                None => bail!("neither this clone nor {} has a commit", upstream.name()),
            },
            errors: Findings::default(),
        };
        let (head, there) = match (context.head, there) {
            (Some(head), Some(there)) => (head, there),
            // The upstream branch has no commit yet, so push the local history unchanged.
            (Some(head), None) => {
                let known = match store.target()? {
                    TargetBranch::Remote(name) => store.commit_of(&name)?,
                    TargetBranch::Local(_) | TargetBranch::Unknown { .. } => None,
                };
                let own = store.own_commits(head, known)?;
                return Ok(SharePlan {
                    brought: Rebased::as_it_is(head, own.len()),
                    own,
                    ..plan
                });
            }
            (None, _) => return Ok(SharePlan { theirs: 1, ..plan }),
        };
        // An earlier run may have pushed and not received the answer; upstream then has its commits under other ids.
        let is_there = |(old, new): &(Commit, Commit)| {
            store.has_commit(there, *new) && store.has_commit(head, *old)
        };
        let arrived = store.noted_pushes()?.into_iter().rfind(is_there);
        let shared = arrived.map_or(there, |(old, _)| old);
        if store.fork_point(there, head)?.is_none() {
            bail!(
                "this branch and {} have no commit in common: they are not the same store",
                upstream.name()
            );
        }
        let mut own = store.own_commits(head, Some(shared))?;
        own.retain(|own| !store.has_commit(there, own.commit));
        let theirs = received(context, there, head)?;
        let plan = SharePlan {
            theirs,
            arrived,
            ..plan
        };
        if own.is_empty() {
            return Ok(SharePlan {
                brought: Rebased::nothing(there),
                ..plan
            });
        }
        if arrived.is_none() && store.has_commit(head, there) {
            let brought = Rebased::as_they_are(context, there, &own)?;
            if errors(context, there, &brought.pushes)?.is_empty() {
                return Ok(SharePlan {
                    own,
                    brought,
                    ..plan
                });
            }
        }
        let brought = rebase(context, there, &own)?;
        let errors = errors(context, there, &brought.pushes)?;
        Ok(SharePlan {
            own,
            brought,
            errors,
            ..plan
        })
    }
}

/// How many commits of `there` are new to `head`: its own commits that were pushed under other ids are not.
fn received(context: &Context, there: Commit, head: Commit) -> Result<usize> {
    let is_same = |one: &LocalCommit, other: &LocalCommit| {
        (&one.author, one.at, &one.message) == (&other.author, other.at, &other.message)
    };
    let here = context.store.own_commits(head, Some(there))?;
    let theirs = context.store.own_commits(there, Some(head))?;
    let is_new = |commit: &&LocalCommit| !here.iter().any(|own| is_same(own, commit));
    Ok(theirs.iter().filter(is_new).count())
}

/// The errors that `wr check --base` finds in the commits to push.
fn errors(context: &Context, there: Commit, pushes: &[(Commit, Commit)]) -> Result<Findings> {
    let found = findings(context, there, pushes)?.into_iter();
    Ok(found
        .filter(|found| found.severity == Severity::Error)
        .collect())
}

/// The findings in the commits to push, for each push.
fn findings(context: &Context, there: Commit, pushes: &[(Commit, Commit)]) -> Result<Findings> {
    let mut all = Findings::default();
    let mut base = there;
    for (_, new) in pushes {
        let has_policy = |commit: Commit| context.store.tree_id(commit, POLICY).is_some();
        if has_policy(base) || has_policy(*new) {
            let proposed = between(context, base, base, *new, Fork::Common)?;
            all.join(proposed.findings(context)?);
        }
        base = *new;
    }
    Ok(all)
}
