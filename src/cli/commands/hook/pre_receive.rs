//! `wr hook pre-receive`: what a server lets in. The old tip is trusted, and everything in the push is not.

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
use crate::report::{self, ReportStyle};
use crate::rules;
use crate::snapshot::{POLICY, REGISTERS};
use crate::store::{BranchSource, Commit, Guarded, Update};

/// Check what is pushed, as git does on a server before it moves a branch
///
/// Each commit pushed to the branch of the store is checked against the commit before it, with the roster, the policy and
/// the keys of that. The branch is the one that the git setting wr.branch names, else HEAD's; where HEAD's branch has no
/// commit, the branch on which a store is pushed first is recorded in wr.branch. History is only ever added to; other
/// branches are proposals, and free; tags are made and never moved. Anything that cannot be verified is rejected. `wr hook
/// install` in a bare repository has git run this.
#[derive(Debug, Args)]
pub struct HookPreReceiveCommand {}

/// More than anybody moves in one push, each as long as references get.
const LIMIT: u64 = 1024 * 1024;

impl HookPreReceiveCommand {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
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
            // git refuses to set HEAD while a push comes in.
            context.store.guard(&main)?;
            ui::err(format!(
                "{main} is the branch of the store from now on (git setting wr.branch)"
            ));
        }
        Ok(())
    }
}

/// The branch that is guarded: while it has no commit and no setting names it, the one on which a store is pushed.
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
                "this push brings a store on several branches ({}), and one of them is guarded here",
                names.join(", ")
            );
            Err(refused(
                &what,
                "a push of that branch alone first; it is recorded in wr.branch",
            ))
        }
        several => {
            let name = several.first().map(|name| branch(name)).unwrap_or_default();
            let what = format!(
                "this push brings a store on {name}, and this repository guards {}, which has none: nothing on {name} would be \
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

/// What git says of the push, a line for each reference: its old commit, its new one, its name.
fn updates() -> Result<Vec<Update>> {
    let mut text = String::new();
    std::io::stdin()
        .take(LIMIT + 1)
        .read_to_string(&mut text)
        .context("what git says of the push")?;
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

/// Everything but the branch of the store: other branches are proposals, and a tag says what it said.
fn beside(update: &Update) -> Result<()> {
    let name = &update.reference;
    if name.starts_with("refs/heads/") {
        return Ok(());
    }
    if name.starts_with("refs/tags/") {
        return match update.makes() && !update.deletes() {
            true => Ok(()),
            false => Err(refused(
                &format!("{name} is there, and tags are never moved or deleted"),
                "a new name",
            )),
        };
    }
    Err(refused(
        &format!("{name} is neither a branch nor a tag"),
        "a branch, below refs/heads/",
    ))
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
    let errors: Findings = findings
        .into_iter()
        .filter(|found| found.severity == Severity::Error)
        .map(Diagnostic::by_hand)
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    ui::err(report::write(&errors, ReportStyle::Text, ui::colour()));
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
        .with_context(|| format!("{id} is no commit that this repository has"))
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

/// Every push after it: history goes on, and each step is one that the step before it lets be.
fn next(context: &Context, name: &str, old: Commit, new: Commit) -> Result<Findings> {
    let store = &context.store;
    if !store.is_before(old, new)? {
        let (old, new) = (store.told(old)?, store.told(new)?);
        let why =
            format!("{name} is at {old}, and {new} does not follow on that: history would be lost");
        return Err(refused(
            &why,
            "`wr sync`, which brings what you did onto what is there",
        ));
    }
    let here = context.at(new)?;
    let commits = commits::walk(&here, new, &[old], &[])?;
    let mut findings = commits.findings;
    let Some(line) = store.first_parents(old, new)? else {
        let branch = name.strip_prefix("refs/heads/").unwrap_or(name);
        let (at, wrong) = (short(old), short(new));
        let what = format!(
            "{name} is at {}, and the first parents of {} do not lead there: {branch} was merged into something else, and not the \
             other way round (`git pull` does that)",
            store.told(old)?,
            store.told(new)?
        );
        let needs = format!(
            "the merge made the right way round: `git checkout -b right-way {at}`, `git merge --no-ff {wrong}`, then `git push \
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

/// What nobody here can check is not let in.
fn unchecked(side: &rules::ChangeSide, told: &str) -> Result<()> {
    if let Some(open) = side.snapshot.unchecked(&side.tree).first() {
        bail!(
            "{told}: {} is by a key that only `ssh-keygen` can check, and it is not installed on this server, or did not \
             answer below {REGISTERS}",
            open.signature.path()
        );
    }
    Ok(())
}
