//! Acts that were decided under a roster or a policy which was over before they were committed.
//!
//! A key that was taken from somebody is still in the roster before, so whoever has it could go on acting under that one.
//! What a commit brings is held against the commit before it: an act made on a branch knows nothing of what came to be
//! in force on another meanwhile, and is let be.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use anyhow::Result;

use crate::cli::context::{Context, checked};
use crate::diagnostic::{Diagnostic, Findings};
use crate::governance::{Chain, Kind};
use crate::rules;
use crate::snapshot::{HISTORY, POLICY, ROSTER, Snapshot};
use crate::source::Digest;
use crate::store::{Commit, Step, Walk};

/// The acts of a snapshot that name a version which is no longer the newest, each with that version.
type Older<'a> = HashMap<&'a str, Vec<(Kind, Digest)>>;

/// What is wrong with the acts that the commits of a walk brought.
pub fn outdated(context: &Context, snapshot: &Snapshot, walk: &Walk) -> Result<Findings> {
    let older = older(snapshot);
    let mut findings = Findings::default();
    if older.is_empty() {
        return Ok(findings);
    }
    let chains = chains(context, walk)?;
    let mut parents: HashMap<Commit, usize> = HashMap::new();
    walk.pairs.iter().for_each(|(commit, _)| *parents.entry(*commit).or_default() += 1);
    for steps in walk.steps.chunk_by(|a, b| a.commit == b.commit) {
        let Some(first) = steps.first() else { continue };
        // What one of its parents had as well came from there.
        if parents.get(&first.commit) != Some(&steps.len()) {
            continue;
        }
        for path in &first.changed.paths {
            let Some(named) = older.get(path.as_str()).filter(|_| steps.iter().all(|step| adds(step, path)))
            else {
                continue;
            };
            for (kind, digest) in named {
                let is_over =
                    |step: &Step| chains.get(&step.parent).is_some_and(|it| is_over(it, *kind, *digest));
                if steps.iter().all(is_over) {
                    findings.extend(told(context, snapshot, first.commit, path, *kind)?);
                }
            }
        }
    }
    Ok(findings)
}

fn adds(step: &Step, path: &String) -> bool {
    step.changed.paths.binary_search(path).is_ok() && step.changed.earlier.binary_search(path).is_err()
}

/// Whether a version was in force once, and another one is.
fn is_over(chain: &Chain, kind: Kind, digest: Digest) -> bool {
    chain.in_force(kind) != Some(digest) && chain.all(kind).contains(&digest)
}

fn older(snapshot: &Snapshot) -> Older<'_> {
    let chain = &snapshot.chain;
    let mut older = Older::new();
    // Where there never was but one version of each, there is nothing to look for.
    if Kind::ALL.iter().all(|kind| chain.all(*kind).len() < 2) {
        return older;
    }
    for document in snapshot.acts() {
        let Some(filed) = document.get() else { continue };
        let named = [(Kind::Roster, filed.act.roster), (Kind::Policy, filed.act.policy)];
        let over: Vec<_> = named.into_iter().filter(|(kind, it)| is_over(chain, *kind, *it)).collect();
        if !over.is_empty() {
            older.insert(document.file.path(), over);
        }
    }
    older
}

/// Which versions were in force at each commit of a walk and at those that it begins after.
fn chains(context: &Context, walk: &Walk) -> Result<HashMap<Commit, Arc<Chain>>> {
    let is_governance = |path: &String| path.starts_with(HISTORY) || path == ROSTER || path == POLICY;
    let changing: HashSet<Commit> = walk
        .steps
        .iter()
        .filter(|step| step.changed.paths.iter().any(is_governance))
        .map(|step| step.commit)
        .collect();
    let read = |commit: Commit| -> Result<Arc<Chain>> {
        let tree = context.store.read(commit, &[POLICY, ROSTER, HISTORY])?.tree;
        Ok(Arc::new(checked(&tree).chain))
    };
    let mut chains: HashMap<Commit, Arc<Chain>> = HashMap::new();
    for (commit, parent) in &walk.pairs {
        if !chains.contains_key(parent) {
            chains.insert(*parent, read(*parent)?);
        }
        if chains.contains_key(commit) {
            continue;
        }
        let chain = match (changing.contains(commit), chains.get(parent)) {
            (false, Some(same)) => same.clone(),
            (true, _) | (false, None) => read(*commit)?,
        };
        chains.insert(*commit, chain);
    }
    Ok(chains)
}

fn told(
    context: &Context,
    snapshot: &Snapshot,
    commit: Commit,
    path: &str,
    kind: Kind,
) -> Result<Option<Diagnostic>> {
    let told = context.store.told(commit)?;
    let found = snapshot.acts().find(|document| document.file.path() == path);
    Ok(found.map(|document| rules::outdated(&document.file, kind.as_str(), &told)))
}
