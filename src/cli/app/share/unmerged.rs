//! Finds branches that were shared for a pull request which is not merged yet, and continues on one of them.

use std::collections::BTreeSet;
use std::ffi::OsString;

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::own::subject;
use super::take_over::is_edited;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::ui;
use crate::path::StorePath;
use crate::rules::is_of_record;
use crate::store::{Commit, CommitError, LocalCommit};

/// The first part of the names of branches for pull requests.
pub(super) const PREFIX: &str = "wr/";

/// A branch of a pull request that is not merged yet.
pub(super) struct Unmerged {
    /// Its name, without `refs/heads/`.
    pub branch: String,
    /// Its newest commit.
    pub tip: Commit,
    /// The commits that the main branch does not have, oldest first.
    pub own: Vec<LocalCommit>,
    /// The paths that they change.
    paths: BTreeSet<String>,
    newest: DateTime<Utc>,
}

/// Whether a branch was made for a pull request.
pub(super) fn is_branch(name: &str) -> bool {
    name.starts_with(PREFIX) && !name.starts_with("wr/kept-")
}

/// The branches of this clone that `there` does not have, the newest first. A branch that was merged with other commit
/// ids, as by a squash, has no change that `there` does not have.
pub(super) fn unmerged(context: &Context, there: Commit) -> Result<Vec<Unmerged>> {
    let store = &context.store;
    let mut found = Vec::new();
    for (branch, tip) in store.branches(PREFIX)? {
        if !is_branch(&branch) || store.has_commit(there, tip) {
            continue;
        }
        let own = store.own_commits(tip, Some(there))?;
        let mut paths = BTreeSet::new();
        for commit in &own {
            paths.extend(store.changed_by(commit)?.paths);
        }
        let unmerged = Unmerged {
            newest: own.iter().map(|commit| commit.at).max().unwrap_or_default(),
            branch,
            tip,
            own,
            paths,
        };
        if !unmerged.is_in(context, there)? {
            found.push(unmerged);
        }
    }
    found.sort_by(|one, other| (other.newest, &one.branch).cmp(&(one.newest, &other.branch)));
    Ok(found)
}

impl Unmerged {
    /// Whether the branch changes this file.
    pub(super) fn changes(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// Whether a commit has what the branch adds to the record, which never changes. A branch that changes only texts is in
    /// a commit if the commit or one before it has them.
    pub(super) fn is_in(&self, context: &Context, commit: Commit) -> Result<bool> {
        let store = &context.store;
        let has = |commit: Commit, path: &String| {
            store.tree_id(self.tip, path) == store.tree_id(commit, path)
        };
        let mut recorded = self
            .paths
            .iter()
            .filter(|path| is_of_record(path))
            .peekable();
        if recorded.peek().is_some() {
            return Ok(recorded.all(|path| has(commit, path)));
        }
        let base = store.fork_point(self.tip, commit)?;
        let since = store.own_commits(commit, base)?;
        let has_all = |one: &LocalCommit| self.paths.iter().all(|path| has(one.commit, path));
        Ok(since.iter().any(has_all))
    }

    /// Whether the words of a command line name something that the branch changes: a register, a change request, the
    /// roster or the policy.
    fn is_named_in(&self, words: &[OsString]) -> bool {
        let mut names: BTreeSet<String> = BTreeSet::new();
        for place in self.paths.iter().filter_map(|path| StorePath::of(path)) {
            if let Some(subject) = place.subject() {
                let id = subject.register().or(subject.request());
                names.extend(id.map(ToString::to_string));
            }
            if let StorePath::Version(kind, _) | StorePath::Consent(kind, ..) = place {
                names.insert(kind.to_string());
            }
        }
        let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
        let is_option = |word: &str| word.starts_with("--") && !word.contains('=');
        // The value of an option is not what the command is about.
        let subjects = words
            .iter()
            .zip(words.iter().skip(1))
            .filter(|(before, _)| !is_option(before));
        subjects
            .map(|(_, word)| word.to_lowercase())
            .any(|word| names.contains(&word))
    }

    /// What it has, in one line.
    pub(super) fn told(&self) -> String {
        let first = self.own.first().map(subject).unwrap_or_default();
        match self.own.len() {
            0 | 1 => first.to_string(),
            count => format!("{first}; and {} more", count - 1),
        }
    }
}

/// The actor's own branch that an act with these words on the command line follows.
pub(super) fn named<'u>(
    context: &Context,
    all: &'u [Unmerged],
    words: &[OsString],
) -> Result<Option<&'u Unmerged>> {
    let own = own_prefix(context)?;
    let mut all = all.iter();
    Ok(all.find(|branch| branch.branch.starts_with(&own) && branch.is_named_in(words)))
}

/// How the names of the actor's branches begin: `wr/PERSON/`.
pub(super) fn own_prefix(context: &Context) -> Result<String> {
    let identity = context.identity()?;
    let governance = context.governance()?;
    let person = governance
        .roster()
        .and_then(|roster| roster.person_by_email(&identity.email));
    let person = person.map_or("unknown", |person| person.id.as_str());
    Ok(format!("{PREFIX}{person}/"))
}

/// Moves the local main branch to an unmerged branch, so that the next act follows it. Returns whether it did: edits of
/// files that the branch changes prevent it.
pub(super) fn enter(env: &Environment, to: &Unmerged) -> Result<bool> {
    let mut context = Context::open(env)?;
    let lock = context.begin_write()?;
    context.store.refuse_when_busy()?;
    if is_edited(&context, context.head, to.tip)? {
        ui::err(ui::visible(format!(
            "note: {} is not merged yet and changes files with edits that are not saved: to continue there, `git switch {}`",
            to.branch, to.branch
        )));
        return Ok(false);
    }
    move_main(&context, &lock, to.tip)
}

/// Moves the local main branch back, after nothing was recorded.
pub(super) fn leave(env: &Environment, to: Commit) -> Result<bool> {
    let mut context = Context::open(env)?;
    let lock = context.begin_write()?;
    move_main(&context, &lock, to)
}

fn move_main(context: &Context, lock: &crate::store::WriteLock, to: Commit) -> Result<bool> {
    match context
        .store
        .checkout(lock, context.head, to, "wr: pull request")
    {
        Ok(_) => Ok(true),
        Err(CommitError::Moved) => Ok(false),
        Err(CommitError::Store(why)) => Err(why.into()),
    }
}
