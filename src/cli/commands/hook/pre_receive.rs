//! `wr hook pre-receive`: checks a push on a server. It trusts the old tip, and nothing in the push.

use std::io::Read as _;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::cli::app::answer::Rejected;
use crate::cli::app::change;
use crate::cli::app::commits;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::judged::{AlongLine, MainLine, entering, joined};
use crate::cli::app::root;
use crate::cli::app::ui;
use crate::cli::app::whole::{history_is_there, load};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::path::{POLICY, REGISTERS};
use crate::report;
use crate::rules;
use crate::store::{BranchSource, Commit, Guarded, Update};

/// Check a push; git runs this on a server before it moves a branch
///
/// Each commit pushed to the branch of the store is checked against its parent, with the parent's roster, policy and keys.
/// The branch is the one that the git setting wr.branch names, else HEAD's. If HEAD's branch has no commit, the first branch
/// on which a store is pushed is recorded in wr.branch. A push may only add to the history of that branch. Other branches
/// are proposals and are not checked. Attributes of git that let it change recorded bytes are rejected. Tags may be created,
/// but not moved. Anything that cannot be verified is rejected. `wr hook install` in a bare repository installs this hook.
#[derive(Debug, Args)]
pub(crate) struct HookPreReceiveCommand {}

/// The most bytes of git's list of updates; no real push comes close.
const LIMIT: u64 = 1024 * 1024;

impl HookPreReceiveCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        history_is_there(&context.store)?;
        let updates = updates()?;
        let guarded = context.store.guarded()?;
        let main = chosen(&context, &guarded, &updates)?;
        for update in updates.iter().filter(|update| update.reference != main) {
            beside(update)?;
        }
        for update in updates.iter().filter(|update| update.reference == main) {
            enter(&context, update)?;
        }
        if main != guarded.reference {
            // git refuses to set HEAD during a push.
            context.store.guard(&main)?;
            ui::err(format!(
                "{main} is now the branch of the store (git setting wr.branch)"
            ));
        }
        Ok(())
    }
}

/// The guarded branch. While it has no commit and no setting names it, the branch on which a store is pushed.
fn chosen(context: &Context, guarded: &Guarded, updates: &[Update]) -> Result<String> {
    let store = &context.store;
    let main = guarded.reference.clone();
    if guarded
        .commit
        .is_some_and(|commit| store.tree_id(commit, POLICY).is_some())
    {
        return Ok(main);
    }
    let mut with_store = Vec::new();
    for update in updates
        .iter()
        .filter(|update| update.reference.starts_with("refs/heads/") && !update.deletes())
    {
        if store
            .tree_id(commit(context, &update.new)?, POLICY)
            .is_some()
        {
            with_store.push(&update.reference);
        }
    }
    if with_store.is_empty() || with_store.contains(&&main) {
        return Ok(main);
    }
    let branch = |name: &str| name.strip_prefix("refs/heads/").unwrap_or(name).to_string();
    let is_open = guarded.by == BranchSource::Head && guarded.commit.is_none();
    match with_store.as_slice() {
        [one] if is_open => Ok((*one).clone()),
        several if is_open => {
            let names: Vec<String> = several.iter().map(|name| branch(name)).collect();
            let what = format!(
                "this push adds a store on several branches ({}), and this repository guards only one",
                names.join(", ")
            );
            Err(refused(
                &what,
                "a push of that branch alone first: wr.branch then records it",
            ))
        }
        several => {
            let name = several.first().map(|name| branch(name)).unwrap_or_default();
            let what = format!(
                "this push adds a store on {name}, and this repository guards {}, which has none: nothing on {name} would be \
                 checked",
                branch(&main)
            );
            let needs = format!(
                "a push to {}; or, on the server: `git config wr.branch {name}`",
                branch(&main)
            );
            Err(refused(&what, &needs))
        }
    }
}

/// Reads git's list of updates: a line for each reference, with its old commit, its new commit and its name.
fn updates() -> Result<Vec<Update>> {
    let mut text = String::new();
    std::io::stdin()
        .take(LIMIT + 1)
        .read_to_string(&mut text)
        .context("git's list of updates cannot be read")?;
    if text.len() as u64 > LIMIT {
        return Err(refused(
            "this push moves too many references",
            "several pushes",
        ));
    }
    Ok(Update::read(&text)?)
}

fn refused(what: &str, needs: &str) -> anyhow::Error {
    Rejected::Message(format!("{what}\n  needs:  {needs}")).into()
}

/// Checks a reference other than the branch of the store: other branches are proposals, and a tag never changes.
fn beside(update: &Update) -> Result<()> {
    let name = &update.reference;
    if name.starts_with("refs/heads/") {
        return Ok(());
    }
    if name.starts_with("refs/tags/") {
        return match update.makes() && !update.deletes() {
            true => Ok(()),
            false => Err(refused(
                &format!("{name} exists, and tags are never moved or deleted"),
                "a new name",
            )),
        };
    }
    Err(refused(
        &format!("{name} is neither a branch nor a tag"),
        "a branch, below refs/heads/",
    ))
}

/// Checks the update of the branch of the store.
fn enter(context: &Context, update: &Update) -> Result<()> {
    let name = &update.reference;
    if update.deletes() {
        return Err(refused(
            &format!("{name} has the record, and cannot be deleted"),
            "the branch as it is",
        ));
    }
    let new = commit(context, &update.new)?;
    let old = if update.makes() {
        None
    } else {
        Some(commit(context, &update.old)?)
    };
    let since: Vec<Commit> = old.into_iter().collect();
    change::not_later(context, &since, new)?;
    let findings = match old {
        None => first(context, new)?,
        Some(old) => next(context, name, old, new)?,
    };
    let changeable = change::changeable(context, old, new)?;
    let errors: Findings = findings
        .into_iter()
        .chain(rules::check_attributes(&changeable))
        .filter(|found| found.severity == Severity::Error)
        .map(Diagnostic::by_hand)
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    ui::err_findings(&errors);
    ui::err(format!(
        "refused: {name} stays where it is; {}",
        report::summary(&errors)
    ));
    Err(Rejected::AlreadyPrinted.into())
}

fn commit(context: &Context, id: &str) -> Result<Commit> {
    context
        .store
        .commit_with_id(id)
        .with_context(|| format!("{id} is not a commit in this repository"))
}

/// Checks the first push: nothing precedes it, so the record must be valid by itself.
fn first(context: &Context, new: Commit) -> Result<Findings> {
    let store = &context.store;
    if store.tree_id(new, POLICY).is_none() {
        // A branch without a policy is not a store, so there is nothing to check.
        return Ok(Findings::default());
    }
    let here = context.at(new)?;
    let recorded = load(&here, &[])?;
    root::compare(&here, &recorded.snapshot)?;
    let commits = commits::walk(&here, new, &[], &[])?;
    let main = MainLine::judged(&here, new, &[], &recorded.snapshot, &commits.walk)?;
    let replays = AlongLine::of(&main, &recorded.snapshot);
    let (mut findings, _) = rules::check_record(
        &recorded.snapshot,
        &replays,
        context.env.today(),
        |_, _, _| (),
    );
    findings.join(commits.findings);
    Ok(findings)
}

/// Checks a later push: it must extend the history, and each step must be legal after the step before it.
fn next(context: &Context, name: &str, old: Commit, new: Commit) -> Result<Findings> {
    let store = &context.store;
    if !store.is_before(old, new)? {
        let (old, new) = (store.told(old)?, store.told(new)?);
        let why = format!(
            "{name} is at {old}, and {new} does not descend from it: history would be lost"
        );
        return Err(refused(
            &why,
            "`wr sync`, which rebases your work onto the shared branch",
        ));
    }
    let here = context.at(new)?;
    let commits = commits::walk(&here, new, &[old], &[])?;
    let mut findings = commits.findings;
    let Some(line) = store.first_parents(old, new)? else {
        let branch = name.strip_prefix("refs/heads/").unwrap_or(name);
        let (at, wrong) = (short(old), short(new));
        let what = format!(
            "{name} is at {}, and the first parents of {} do not lead there: {branch} was merged into another branch, not the \
             other way around (`git pull` does that)",
            store.told(old)?,
            store.told(new)?
        );
        let needs = format!(
            "the merge in the right direction: `git checkout -b right-way {at}`, `git merge --no-ff {wrong}`, then `git push \
             origin right-way:{branch}`"
        );
        return Err(refused(&what, &needs));
    };
    let mut before = old;
    for after in line {
        if let Some(change) = change::step(&here, before, after)? {
            let is_store = [&change.before, &change.after]
                .iter()
                .any(|side| side.tree.get(POLICY).is_some());
            if is_store {
                findings.join(rules::check_change(&change, context.env.today()));
                let told = store.told(after)?;
                unchecked(&change.after, &told)?;
            }
        }
        before = after;
    }
    let Some(whole) = change::step(&here, old, new)? else {
        return Ok(findings);
    };
    let main = MainLine::judged(&here, new, &[old], &whole.after.snapshot, &commits.walk)?;
    Ok(joined(
        findings,
        entering(&main, &whole.before.snapshot, &whole.after.snapshot),
    ))
}

fn short(commit: Commit) -> String {
    commit.to_string().chars().take(12).collect()
}

/// Rejects a signature that this server cannot verify.
fn unchecked(side: &rules::ChangeSide, told: &str) -> Result<()> {
    if let Some(open) = side.snapshot.unchecked(&side.tree).first() {
        bail!(
            "{told}: only `ssh-keygen` can verify {}, but it is not installed on this server or did not answer (below \
             {REGISTERS})",
            open.signature.path()
        );
    }
    Ok(())
}
