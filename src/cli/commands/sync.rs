//! `wr sync`: rebases local commits onto the upstream branch, decides again on their acts, and pushes.

use std::thread::sleep;

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::ask;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::environment::Input;
use crate::cli::app::share::{
    Arrived, Rebased, ShareOutcome, SharePlan, arrive, fetch, instead_of_main, kept, pause,
    print_unsaved, print_waiting, push, push_branch, takes_requests,
};
use crate::cli::app::ui::{self, ProgressLine, Waits};
use crate::report;
use crate::store::{Patience, Pushed, Upstream};

/// Fetch what others recorded, and share what was recorded here
///
/// Fetches the upstream branch, rebases the acts and texts that only this clone has onto it, and pushes. The process
/// decides again on each act: an act that is still valid keeps its bytes and its signature; your own acts that have to
/// follow newer acts are recorded and signed again. The command asks before it leaves out an act that is no longer
/// valid, or changes what an act does. Your edits in the working tree stay.
#[derive(Debug, Args)]
pub(crate) struct SyncCommand {
    /// Answer yes to all questions: acts that are no longer valid are left out, and kept on a separate branch
    #[arg(long)]
    yes: bool,
    /// Fetch and show what would be done, without changing anything
    #[arg(long)]
    dry_run: bool,
}

/// How many times the command tries when others push at the same time.
const ATTEMPTS: u32 = 15;

impl SyncCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let upstream = context.store.upstream_branch()?;
        print_unsaved(&context)?;
        let mut agreed = Vec::new();
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                sleep(pause(attempt));
            }
            if let Arrived::Done = self.attempt(env, &upstream, &mut agreed)? {
                return print_waiting(&Context::open(env)?);
            }
        }
        bail!(
            "others pushed to {} first, {ATTEMPTS} times in a row; nothing was changed, try again",
            upstream.name()
        );
    }

    fn attempt(
        &self,
        env: &Environment,
        upstream: &Upstream,
        agreed: &mut Vec<String>,
    ) -> Result<Arrived> {
        let mut context = Context::open(env)?;
        let alone = context.store.lock_sync()?;
        let there = fetch(&context, upstream, Patience::Attended)?;
        let lock = context.begin_write()?;
        context.store.refuse_when_busy()?;
        let progress = ProgressLine::begin("checking what is new", Waits::ForItself);
        let plan = SharePlan::new(&context, upstream, there)?;
        drop(progress);
        refuse_errors(&plan)?;
        refuse_topic(upstream, &plan)?;
        if self.dry_run {
            foretell(&plan);
            return Ok(Arrived::Done);
        }
        // After a lost race, do not ask the same questions again.
        if *agreed != plan.brought.doubts {
            agreed.clone_from(&plan.brought.doubts);
            if self.asks(env, &plan.brought) {
                // Other commands in this clone do not wait for the answer; what is there is read again after it.
                drop((lock, alone));
                ask_about(&plan.brought)?;
                return Ok(Arrived::Raced);
            }
            self.agreed(&plan.brought)?;
        }
        if let Some(head) = plan.head.filter(|_| plan.brought.loses) {
            context.store.create_backup_branch(&kept(head), head)?;
        }
        // Release the lock during the push, so that other commands in this clone do not wait for the network.
        drop(lock);
        if !plan.brought.pushes.is_empty() && takes_requests(&context, upstream)? {
            match push_branch(&mut context, upstream, &plan, there, Patience::Attended)? {
                ShareOutcome::NotShared(why) => reject!("{why}"),
                outcome @ (ShareOutcome::Shared(_) | ShareOutcome::Unknown) => outcome.print(),
            }
            return Ok(Arrived::Done);
        }
        match push(&context, upstream, &plan, Patience::Attended)? {
            Pushed::Done => {}
            Pushed::Raced => return Ok(Arrived::Raced),
            Pushed::Refused(words) => {
                let patience = Patience::Attended;
                match instead_of_main(&mut context, upstream, &plan, there, &words, patience)? {
                    ShareOutcome::NotShared(why) => {
                        reject!("{why}\n  here:   nothing was changed")
                    }
                    outcome @ (ShareOutcome::Shared(_) | ShareOutcome::Unknown) => outcome.print(),
                }
                return Ok(Arrived::Done);
            }
        }
        let arrived = arrive(&mut context, upstream, &plan)?;
        if let Arrived::Done = arrived {
            ui::out(ended(upstream, &plan));
        }
        Ok(arrived)
    }

    /// Whether the user must answer a question first.
    fn asks(&self, env: &Environment, brought: &Rebased) -> bool {
        env.input == Input::Terminal && !self.yes && !brought.doubts.is_empty()
    }

    /// Prints all doubts, which `--yes` confirms.
    fn agreed(&self, brought: &Rebased) -> Result<()> {
        if brought.doubts.is_empty() || self.yes {
            brought
                .doubts
                .iter()
                .for_each(|doubt| ui::err(ui::visible(doubt)));
            return Ok(());
        }
        reject!(
            "{}\n  needs:  your decision: `wr sync --yes` continues; nothing was changed and nothing was pushed",
            brought.doubts.join("\n")
        )
    }
}

/// Asks the user to confirm all doubts at once.
fn ask_about(brought: &Rebased) -> Result<()> {
    let doubts = brought.doubts.clone();
    if ask::yes_or_no("sync", "yes or no".to_string(), doubts, "no")? {
        return Ok(());
    }
    reject!("nothing was changed and nothing was pushed");
}

/// Refuses to push commits in which `wr check --base` finds errors.
fn refuse_errors(plan: &SharePlan) -> Result<()> {
    if !plan.errors.has_errors() {
        return Ok(());
    }
    ui::err_findings(&plan.errors);
    ui::err(format!(
        "refused: {} in the commits to share; nothing was changed and nothing was pushed",
        report::summary(&plan.errors)
    ));
    Err(Rejected::AlreadyPrinted.into())
}

/// Refuses to push a topic branch into the branch that it tracks, as after `git switch --create topic origin/main`.
fn refuse_topic(upstream: &Upstream, plan: &SharePlan) -> Result<()> {
    let (local, there) = (&upstream.local, upstream.branch());
    if local == there || plan.brought.pushes.is_empty() {
        return Ok(());
    }
    reject!(
        "the branch `{local}` tracks {}, and nothing is pushed into another branch; nothing was changed\n  \
         needs:  `git switch {there}`, `git merge {local}` and `wr sync`, to share what `{local}` has; or `git push \
         --set-upstream {} {local}`, to share it as a branch of its own",
        upstream.name(),
        upstream.remote
    )
}

fn foretell(plan: &SharePlan) {
    for line in &plan.brought.told {
        ui::out(ui::visible(format!("would be {line}")));
    }
    for doubt in &plan.brought.doubts {
        ui::out(ui::visible(format!("would ask: {doubt}")));
    }
    let (theirs, ours) = (commits(plan.theirs), commits(plan.brought.count));
    ui::out(format!("would receive {theirs}, and share {ours}"));
}

fn ended(upstream: &Upstream, plan: &SharePlan) -> String {
    let name = upstream.name();
    let shared = plan.brought.pushes.len();
    match (plan.theirs, shared) {
        (0, 0) if plan.own.is_empty() => format!("nothing to do: {} equals {name}", upstream.local),
        (theirs, 0) => format!("{} received from {name}", commits(theirs)),
        (0, _) => format!("{} shared with {name}", commits(plan.brought.count)),
        (theirs, _) => {
            format!(
                "{} received from {name}, {} shared with it",
                commits(theirs),
                commits(plan.brought.count)
            )
        }
    }
}

fn commits(count: usize) -> String {
    if count == 1 {
        "1 commit".to_string()
    } else {
        format!("{count} commits")
    }
}
