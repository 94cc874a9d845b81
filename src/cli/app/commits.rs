//! Checks what each commit did to the files recorded before it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use crate::cli::app::context::Context;
use crate::diagnostic::{Diagnostic, Findings};
use crate::id::Id;
use crate::path::{POLICY, REGISTERS, StorePath, Subject};
use crate::rules::{self, ChangeSide, ProposedChange};
use crate::snapshot::Snapshot;
use crate::source::{Digest, Tree};
use crate::store::{Commit, CommitStep, Read, Store, StoreError, Version, Walk};

/// The result of checking a history.
pub(crate) struct CheckedCommits {
    /// The number of commits.
    pub commits: usize,
    /// Each commit compared with its parents.
    pub walk: Walk,
    /// The findings on edited and lost files.
    pub findings: Findings,
}

/// A finding about a recorded file that a commit deleted or edited.
struct Loss {
    found: Diagnostic,
    digest: Option<Digest>,
    back: Option<(Back, String)>,
}

/// How a lost file returned in a later commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Back {
    /// With the same bytes.
    AsItWas,
    /// With other bytes.
    Otherwise,
}

/// Compares the commits after `since` with their parents and judges them. With `registers`, only files of these and of
/// policy and roster are judged.
///
/// # Errors
/// A commit or a tree is missing.
pub(crate) fn walk(
    context: &Context,
    at: Commit,
    since: &[Commit],
    registers: &[Id],
) -> Result<CheckedCommits> {
    judge(context, steps(&context.store, at, since)?, registers)
}

/// Compares the commits after `since` with their parents.
///
/// # Errors
/// A commit or a tree is missing.
pub(crate) fn steps(store: &Store, at: Commit, since: &[Commit]) -> Result<Walk, StoreError> {
    store.walk(at, since, REGISTERS.trim_end_matches('/'))
}

/// The findings on the commits of a walk.
///
/// # Errors
/// A version cannot be read.
pub(crate) fn judge(context: &Context, walk: Walk, registers: &[Id]) -> Result<CheckedCommits> {
    let store = &context.store;
    let is_wanted = |path: &str| {
        let register = StorePath::of(path).and_then(|place| place.register().cloned());
        registers.is_empty() || register.is_none_or(|id| registers.contains(&id))
    };
    let mut losses: Vec<Loss> = Vec::new();
    let mut gone: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for step in &walk.steps {
        let back = returned(context, step, &mut losses, &gone)?;
        let touched: BTreeSet<&str> = step.changed.earlier.iter().map(String::as_str).collect();
        let touched: BTreeSet<&str> = touched
            .into_iter()
            .filter(|path| (rules::is_of_record(path) || *path == POLICY) && is_wanted(path))
            // Restoring a lost file is the requested fix.
            .filter(|path| !back.contains(*path))
            .collect();
        if touched.is_empty() {
            continue;
        }
        let change = change(context, step, &touched)?;
        let told = store.told(step.commit)?;
        for found in rules::check_history(&change) {
            let path = found
                .place
                .as_ref()
                .map_or(String::new(), |place| place.file.path().to_string());
            let digest = change.before.tree.get(&path).map(|file| file.digest());
            gone.entry(path).or_default().push(losses.len());
            let found = Diagnostic {
                message: format!("in {told}: {}", found.message),
                ..found
            };
            losses.push(Loss {
                found,
                digest,
                back: None,
            });
        }
    }
    // Both parents of a merge may have the file that it lost.
    let mut told = BTreeSet::new();
    let findings = losses.into_iter().map(Loss::told).filter(|found| {
        let path = found
            .place
            .as_ref()
            .map(|place| place.file.path().to_string());
        told.insert((found.rule, path, found.message.clone()))
    });
    let findings = findings.collect();
    Ok(CheckedCommits {
        commits: walk.commits,
        walk,
        findings,
    })
}

impl Loss {
    fn told(self) -> Diagnostic {
        let Some((how, told)) = self.back else {
            return self.found;
        };
        match how {
            Back::AsItWas => self.found.help(format!(
                "it came back unchanged in {told}; if you know why it was missing, start after the gap with `--base REV`"
            )),
            Back::Otherwise => {
                let help = self.found.help.clone().unwrap_or_default();
                self.found.help(format!("it came back with other contents in {told}; {help}"))
            }
        }
    }
}

/// Marks the losses that return in this step; returns the paths that return with the same bytes.
fn returned(
    context: &Context,
    step: &CommitStep,
    losses: &mut [Loss],
    gone: &BTreeMap<String, Vec<usize>>,
) -> Result<BTreeSet<String>> {
    let mut whole = BTreeSet::new();
    if gone.is_empty() {
        return Ok(whole);
    }
    for path in step
        .changed
        .paths
        .iter()
        .filter(|path| gone.contains_key(*path))
    {
        let there = context
            .store
            .read_version(step.after, &[path.as_str()])?
            .tree;
        let Some(digest) = there.get(path).map(|file| file.digest()) else {
            continue;
        };
        for at in gone.get(path).into_iter().flatten() {
            let Some(loss) = losses.get_mut(*at) else {
                continue;
            };
            let how = if loss.digest == Some(digest) {
                Back::AsItWas
            } else {
                Back::Otherwise
            };
            if how == Back::AsItWas {
                whole.insert(path.clone());
            }
            if loss
                .back
                .as_ref()
                .is_none_or(|(before, _)| *before == Back::Otherwise && how == Back::AsItWas)
            {
                loss.back = Some((how, context.store.told(step.commit)?));
            }
        }
    }
    Ok(whole)
}

/// The part of a step that touches recorded files, in the form that the rules for changes take.
fn change(
    context: &Context,
    step: &CommitStep,
    touched: &BTreeSet<&str>,
) -> Result<ProposedChange> {
    let mut under: BTreeSet<String> = touched.iter().map(ToString::to_string).collect();
    // The rest of a folder shows whether the whole register is gone.
    let subjects = touched.iter().filter_map(|path| StorePath::of(path));
    under.extend(subjects.filter_map(|place| place.subject().map(Subject::prefix)));
    let under: Vec<&str> = under.iter().map(String::as_str).collect();
    let is_of_record = |path: &str| rules::is_of_record(path) || path == POLICY;
    let read =
        |version: Version| -> Result<Read> { Ok(context.store.read_version(version, &under)?) };
    let (before, after) = (read(step.before)?, read(step.after)?);
    let old: Tree = before
        .tree
        .files()
        .filter(|file| is_of_record(file.path()))
        .cloned()
        .collect();
    // Files that are not part of the record only show that the folder exists, so they are the same on both sides.
    let mut old_side = ChangeSide {
        snapshot: Snapshot::load(&old),
        tree: old,
    };
    let mut new_side = ChangeSide {
        snapshot: Snapshot::load(&after.tree),
        tree: after.tree,
    };
    for file in new_side
        .tree
        .files()
        .filter(|file| !is_of_record(file.path()))
    {
        old_side.tree.insert(file.clone());
    }
    new_side.snapshot.non_regular = step.changed.non_regular.clone();
    Ok(ProposedChange {
        before: old_side,
        after: new_side,
        is_proposed: false,
    })
}
