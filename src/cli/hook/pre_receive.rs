//! `wr hook pre-receive`: what a server lets in. The old tip is trusted, and everything in the push is not.

use std::io::Read as _;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::cli::answer::No;
use crate::cli::context::{Context, Surroundings};
use crate::cli::verify::{history, history_is_there, load, seen};
use crate::cli::{change, root, ui};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::report::{self, Format};
use crate::rules;
use crate::snapshot::{POLICY, REGISTERS};
use crate::store::{Commit, Update};

/// Check what is pushed, as git does on a server before it moves a branch
///
/// Looked at is the branch that HEAD of the repository names, commit by commit: each is held against the one before it,
/// with the roster, the policy and the keys of that. History is only ever added to; other branches are proposals, and
/// free; tags are made and never moved. All that cannot be looked at is refused. `wr hook install` in a bare repository
/// has git run this.
#[derive(Debug, Args)]
pub struct PreReceive {}

/// More than anybody moves in one push, each as long as references get.
const LIMIT: u64 = 1024 * 1024;

impl PreReceive {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        let context = Context::open(around)?;
        history_is_there(&context.store)?;
        let main = context.store.main_branch()?;
        let updates = updates()?;
        for update in updates.iter().filter(|update| update.reference != main) {
            beside(update)?;
        }
        for update in updates.iter().filter(|update| update.reference == main) {
            enter(&context, update)?;
        }
        Ok(())
    }
}

/// What git says of the push, a line for each reference: its old commit, its new one, its name.
fn updates() -> Result<Vec<Update>> {
    let mut text = String::new();
    std::io::stdin().take(LIMIT + 1).read_to_string(&mut text).context("what git says of the push")?;
    if text.len() as u64 > LIMIT {
        return Err(refused("this push moves too many references", "several pushes"));
    }
    Ok(Update::read(&text)?)
}

fn refused(what: &str, needs: &str) -> anyhow::Error {
    No::Because(format!("{what}\n  needs:  {needs}")).into()
}

/// Everything but the branch of the store: other branches are proposals, and a tag says what it said.
fn beside(update: &Update) -> Result<()> {
    let name = &update.reference;
    if name.starts_with("refs/heads/") {
        return Ok(());
    }
    if name.starts_with("refs/tags/") {
        return match update.makes() && !update.deletes() {
            true => Ok(()),
            false => {
                Err(refused(&format!("{name} is there, and tags are never moved or deleted"), "a new name"))
            }
        };
    }
    Err(refused(&format!("{name} is neither a branch nor a tag"), "a branch, below refs/heads/"))
}

/// The branch of the store.
fn enter(context: &Context, update: &Update) -> Result<()> {
    let name = &update.reference;
    if update.deletes() {
        return Err(refused(
            &format!("{name} holds the record, and is never deleted"),
            "the branch as it is",
        ));
    }
    let new = commit(context, &update.new)?;
    let findings = match update.makes() {
        true => first(context, new)?,
        false => next(context, name, commit(context, &update.old)?, new)?,
    };
    let errors: Findings = findings
        .into_iter()
        .filter(|found| found.severity == Severity::Error)
        .map(Diagnostic::by_hand)
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    ui::err(report::write(&errors, Format::Text, ui::colour()));
    ui::err(format!("refused: {name} stays where it is; {}", report::summary(&errors)));
    Err(No::Shown.into())
}

fn commit(context: &Context, id: &str) -> Result<Commit> {
    context.store.commit_with_id(id).with_context(|| format!("{id} is no commit that this repository has"))
}

/// The first push of all: there is nothing to hold it against, so the record must be sound by itself.
fn first(context: &Context, new: Commit) -> Result<Findings> {
    let store = &context.store;
    if store.tree_id(new, POLICY).is_none() {
        // It may become a store one day; until then it is none of our business.
        return Ok(Findings::default());
    }
    let here = context.at(new)?;
    let recorded = load(&here, &[])?;
    root::compare(&here, &recorded.snapshot)?;
    let unknown = store.not_before(new, &seen(&recorded.snapshot))?;
    let mut findings = rules::check_record(&recorded.snapshot, &unknown, context.around.today());
    let history = history::walk(&here, new, &[], &[])?;
    findings.join(history.findings);
    Ok(findings)
}

/// Every push after it: history goes on, and each step is one that the step before it lets be.
fn next(context: &Context, name: &str, old: Commit, new: Commit) -> Result<Findings> {
    let store = &context.store;
    if !store.is_before(old, new)? {
        let (old, new) = (store.told(old)?, store.told(new)?);
        let why = format!("{name} is at {old}, and {new} does not follow on that: history would be lost");
        return Err(refused(&why, "`wr sync`, which brings what you did onto what is there"));
    }
    let here = context.at(new)?;
    let mut findings = history::walk(&here, new, &[old], &[])?.findings;
    // What git merged the other way round is one step: everything since the old tip.
    let line = store.first_parents(old, new)?.unwrap_or_else(|| vec![new]);
    let mut before = old;
    for after in line {
        if let Some(change) = change::step(&here, old, before, after)? {
            let is_store = [&change.before, &change.after].iter().any(|side| side.tree.get(POLICY).is_some());
            if is_store {
                findings.join(rules::check_change(&change, context.around.today()));
                let told = store.told(after)?;
                unchecked(&change.after, &told)?;
            }
        }
        before = after;
    }
    Ok(findings)
}

/// What nobody here can check is not let in.
fn unchecked(side: &rules::Side, told: &str) -> Result<()> {
    if let Some(open) = side.snapshot.unchecked(&side.tree).first() {
        bail!(
            "{told}: {} is by a key that only `ssh-keygen` can check, and it is not installed on this server, or did not \
             answer below {REGISTERS}",
            open.signature.path()
        );
    }
    Ok(())
}
