//! What people must know before they read on: what is not shared, what is not saved, and how old the clone's view is.

use anyhow::Result;
use chrono::TimeDelta;
use serde::Serialize;

use super::own::{is_act, subject};
use super::plan::SharePlan;
use super::setting::{is_main, takes_requests};
use super::unmerged::{Unmerged, is_branch, unmerged};
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::ui::{self, Tone};
use crate::path::{POLICY, ROSTER, StorePath, VersionKind, WrittenFile, register_id};
use crate::source::OnDisk;
use crate::store::TargetBranch;

/// How many commits that are not shared are named.
const NAMED: usize = 3;

/// Something to know before reading on.
#[derive(Debug, Serialize)]
pub(crate) struct Notice {
    /// `not shared`, `not merged`, `not saved` or `not current`.
    kind: &'static str,
    message: String,
}

/// What is not shared, what is not saved, and how old the view of this clone is.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn notices(context: &Context) -> Result<Vec<Notice>> {
    let of = |kind| move |message| Notice { kind, message };
    let mut notices: Vec<Notice> = Vec::new();
    notices.extend(unshared(context)?.map(of("not shared")));
    notices.extend(doubtful(context).into_iter().map(of("not shared")));
    notices.extend(waiting(context)?.into_iter().map(of("not merged")));
    notices.extend(unsaved(context)?.into_iter().map(of("not saved")));
    notices.extend(freshness(context)?.map(of("not current")));
    Ok(notices)
}

/// Prints the notices.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn print_notices(context: &Context) -> Result<()> {
    print(notices(context)?.into_iter().map(|notice| notice.message));
    Ok(())
}

/// Prints the edits of people's files that no commit has.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn print_unsaved(context: &Context) -> Result<()> {
    print(unsaved(context)?);
    Ok(())
}

/// Prints the acts whose pull requests are not merged yet.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn print_waiting(context: &Context) -> Result<()> {
    print(waiting(context)?);
    Ok(())
}

/// Warns of acts that can no longer be shared, before another one is recorded.
pub(super) fn print_doubtful(env: &Environment) {
    if let Ok(context) = Context::open(env) {
        let lines = doubtful(&context);
        lines.iter().for_each(|line| ui::err(ui::visible(line)));
    }
}

fn print(lines: impl IntoIterator<Item = String>) {
    for line in lines {
        ui::out(ui::paint(Tone::Waiting, ui::visible(line)));
    }
}

/// What only this clone has on the main branch; none without a remote.
fn unshared(context: &Context) -> Result<Option<String>> {
    let (store, Some(head)) = (&context.store, context.head) else {
        return Ok(None);
    };
    let Ok(upstream) = store.upstream_branch() else {
        return Ok(None);
    };
    let Some(there) = store.fetched(&upstream)? else {
        return Ok(None);
    };
    if !is_main(context, &upstream)? {
        return Ok(None);
    }
    let own = store.own_commits(head, Some(there))?;
    let what = match own.iter().all(is_act) {
        true => "act",
        false => "commit",
    };
    let mut named: Vec<String> = own
        .iter()
        .take(NAMED)
        .map(|it| subject(it).to_string())
        .collect();
    if own.len() > NAMED {
        named.push(format!("and {} more", own.len() - NAMED));
    }
    let named = named.join("; ");
    Ok(match own.len() {
        0 => None,
        1 => Some(format!(
            "1 {what} recorded here is NOT shared: {named}; `wr sync` shares it"
        )),
        count => Some(format!(
            "{count} {what}s recorded here are NOT shared: {named}; `wr sync` shares them"
        )),
    })
}

/// What the process no longer takes of the acts that are not shared, such as a vote whose ballot was closed meanwhile.
fn doubtful(context: &Context) -> Vec<String> {
    let doubts = || -> Result<Vec<String>> {
        let (store, upstream) = (&context.store, context.store.upstream_branch()?);
        let (Some(head), Some(there)) = (context.head, store.fetched(&upstream)?) else {
            return Ok(Vec::new());
        };
        if store.has_commit(head, there) || store.has_commit(there, head) {
            return Ok(Vec::new());
        }
        Ok(SharePlan::new(context, &upstream, Some(there))?
            .brought
            .doubts)
    };
    // `wr sync` reports what prevents a plan.
    let doubts = doubts().unwrap_or_default().into_iter();
    let line = |doubt: String| {
        let doubt = doubt.replace("\n  ", "; ");
        format!("{doubt}; `wr sync --yes` continues without it, and keeps a copy")
    };
    doubts.map(line).collect()
}

/// One line for each branch whose pull request is not merged yet.
fn waiting(context: &Context) -> Result<Vec<String>> {
    if let Ok(upstream) = context.store.upstream_branch()
        && is_branch(&upstream.local)
    {
        return Ok(merged(context, &upstream.local)?.into_iter().collect());
    }
    let line = |one: Unmerged| {
        format!(
            "waits for its pull request: {} (branch {})",
            one.told(),
            one.branch
        )
    };
    Ok(waiting_branches(context)?.into_iter().map(line).collect())
}

/// The branches whose pull requests are not merged yet, as the main branch of this clone has it.
fn waiting_branches(context: &Context) -> Result<Vec<Unmerged>> {
    let Ok(upstream) = context.store.upstream_branch() else {
        return Ok(Vec::new());
    };
    match context.store.fetched(&upstream)? {
        Some(there) if takes_requests(context, &upstream)? => unmerged(context, there),
        Some(_) | None => Ok(Vec::new()),
    }
}

/// Notes that a branch which is not merged yet changes a file that the user is about to edit.
///
/// # Errors
/// The store cannot be read.
pub(crate) fn note_unmerged(context: &Context, path: &str) -> Result<()> {
    for one in waiting_branches(context)? {
        if one.changes(path) {
            ui::err(ui::visible(format!(
                "note: the branch {} changes {path} and is not merged yet: `git switch {}` before you edit",
                one.branch, one.branch
            )));
        }
    }
    Ok(())
}

/// Where to go on if the branch that is checked out was merged.
fn merged(context: &Context, branch: &str) -> Result<Option<String>> {
    let TargetBranch::Remote(main) = context.store.target()? else {
        return Ok(None);
    };
    let Some(there) = context.store.commit_of(&main)? else {
        return Ok(None);
    };
    let mut waiting = unmerged(context, there)?.into_iter();
    if waiting.any(|one| one.branch == branch) {
        return Ok(None);
    }
    let main = main.rsplit('/').next().unwrap_or("main");
    Ok(Some(format!(
        "the branch {branch} is merged: `git switch {main}` goes on from there"
    )))
}

/// One line for each of people's files with edits that no commit has.
fn unsaved(context: &Context) -> Result<Vec<String>> {
    // Only what people write: the state of every file of a large store takes seconds.
    let ids = context.known_registers()?.into_iter();
    let mut written: Vec<String> = ids
        .filter_map(|name| register_id(&name))
        .flat_map(|id| [StorePath::Text(id.clone()), StorePath::Contacts(id)])
        .map(|path| path.to_string())
        .collect();
    written.extend([ROSTER, POLICY].map(str::to_string));
    let touched = context.store.touched_on_disk(&written)?;
    let edited = touched.into_iter().filter_map(|(path, how)| {
        let what = match StorePath::of(&path)?.written()? {
            WrittenFile::Text(id) | WrittenFile::Contacts(id) => id.to_string(),
            WrittenFile::Roster => VersionKind::Roster.to_string(),
            WrittenFile::Policy => VersionKind::Policy.to_string(),
        };
        Some(match how {
            OnDisk::Edited => format!("{path} has edits that are not saved: `wr save {what}`"),
            OnDisk::LineEnds => format!(
                "{path} has other line ends than its commit, which is not an edit: {}",
                how.restore(&path)
            ),
            OnDisk::Mode => format!(
                "{path} is executable, which is not an edit: {}",
                how.restore(&path)
            ),
            OnDisk::Deleted => return None,
        })
    });
    Ok(edited.collect())
}

/// How old the last fetch is, if it is older than a day.
fn freshness(context: &Context) -> Result<Option<String>> {
    let Ok(upstream) = context.store.upstream_branch() else {
        return Ok(None);
    };
    let Some(last) = context.store.last_fetch(&upstream)? else {
        return Ok(None);
    };
    let is_old = context.env.now.time() - last.time() > TimeDelta::days(1);
    Ok(is_old.then(|| format!("as of the last fetch, {}; `wr sync` updates", last.day())))
}
