//! `wr sync`: rebases local commits onto the upstream branch, decides again on their acts, and pushes.

mod context;
mod parts;
mod reapply;
mod rebase;
mod refresh;
mod reissue;
mod renames;

use std::thread::sleep;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use self::rebase::{Rebased, rebase};
use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::ask;
use crate::cli::app::change::{Fork, between};
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::environment::Input;
use crate::cli::app::ui;
use crate::diagnostic::{Findings, Severity};
use crate::path::POLICY;
use crate::report::{self, ReportStyle};
use crate::store::{Commit, CommitError, LocalCommit, Pushed, Upstream};

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

enum SyncAttempt {
    /// The local branch and the upstream branch are at the same commit.
    Done,
    /// Another process moved the local or the upstream branch first.
    Raced,
}

impl SyncCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let upstream = context.store.upstream_branch()?;
        let _alone = context.store.lock_sync()?;
        let mut agreed = Vec::new();
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                sleep(pause(attempt));
            }
            if let SyncAttempt::Done = self.attempt(env, &upstream, &mut agreed)? {
                return Ok(());
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
    ) -> Result<SyncAttempt> {
        let mut context = Context::open(env)?;
        let there = context.store.fetch(upstream)?;
        let lock = context.begin_write()?;
        context.store.refuse_when_busy()?;
        let plan = self.plan(&context, upstream, there)?;
        if self.dry_run {
            foretell(&plan);
            return Ok(SyncAttempt::Done);
        }
        // After a lost race, do not ask the same questions again.
        if *agreed != plan.brought.doubts {
            self.agreed(env, &plan.brought)?;
            agreed.clone_from(&plan.brought.doubts);
        }
        let (head, tip) = (context.head, plan.brought.tip);
        if let Some(head) = head.filter(|_| plan.brought.loses) {
            context.store.create_backup_branch(&kept(head), head)?;
        }
        // Release the lock during the push, so that other commands in this clone do not wait for the network.
        drop(lock);
        let mut noted: Vec<(Commit, Commit)> = plan.arrived.into_iter().collect();
        for step in &plan.brought.pushes {
            noted.push(*step);
            context.store.note_pushes(&context.store.lock()?, &noted)?;
            match context.store.push(upstream, step.1)? {
                Pushed::Done => {}
                Pushed::Raced => return Ok(SyncAttempt::Raced),
                Pushed::Refused(words) => {
                    noted.pop();
                    context.store.note_pushes(&context.store.lock()?, &noted)?;
                    let why = format!("`{}` rejected the push: {words}", upstream.remote);
                    reject!("{why}\n  here:   nothing was changed");
                }
            }
        }
        self.arrive(&mut context, upstream, head, tip, &plan)
    }

    /// Plans the sync. It writes objects, but moves no branch.
    fn plan(
        &self,
        context: &Context,
        upstream: &Upstream,
        there: Option<Commit>,
    ) -> Result<SyncPlan> {
        let store = &context.store;
        let Some(head) = context.head else {
            let Some(tip) = there else {
                bail!("neither this clone nor {} has a commit", upstream.name())
            };
            return Ok(SyncPlan {
                own: 0,
                theirs: 1,
                arrived: None,
                brought: Rebased::nothing(tip),
            });
        };
        let Some(there) = there else {
            // The upstream branch has no commit yet, so push the local history unchanged.
            let own = store.own_commits(head, None)?.len();
            return Ok(SyncPlan {
                own,
                theirs: 0,
                arrived: None,
                brought: Rebased::as_it_is(head, own),
            });
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
        let theirs = store.own_commits(there, Some(head))?.len();
        if own.is_empty() {
            return Ok(SyncPlan {
                own: 0,
                theirs,
                arrived,
                brought: Rebased::nothing(there),
            });
        }
        let ahead = arrived.is_none() && theirs == 0;
        let brought = match ahead && self.is_fine(context, there, &own)? {
            true => Rebased::as_they_are(context, there, &own)?,
            false => rebase(context, there, &own)?,
        };
        self.check(context, there, &brought)?;
        Ok(SyncPlan {
            own: own.len(),
            theirs,
            arrived,
            brought,
        })
    }

    /// Whether the local commits can be pushed unchanged.
    fn is_fine(&self, context: &Context, there: Commit, own: &[LocalCommit]) -> Result<bool> {
        let pushes = Rebased::as_they_are(context, there, own)?.pushes;
        Ok(!findings(context, there, &pushes)?.has_errors())
    }

    /// Checks the commits to push like `wr check --base`.
    fn check(&self, context: &Context, there: Commit, brought: &Rebased) -> Result<()> {
        let found = findings(context, there, &brought.pushes)?;
        if !found.has_errors() {
            return Ok(());
        }
        let errors: Findings = found
            .into_iter()
            .filter(|found| found.severity == Severity::Error)
            .collect();
        ui::err(report::write(&errors, ReportStyle::Text, ui::colour()));
        ui::err(format!(
            "refused: {} in the commits to share; nothing was changed and nothing was pushed",
            report::summary(&errors)
        ));
        Err(Rejected::AlreadyPrinted.into())
    }

    /// Asks the user to confirm all doubts at once.
    fn agreed(&self, env: &Environment, brought: &Rebased) -> Result<()> {
        if brought.doubts.is_empty() || self.yes {
            brought
                .doubts
                .iter()
                .for_each(|doubt| ui::err(ui::visible(doubt)));
            return Ok(());
        }
        let list = brought.doubts.join("\n");
        if env.input == Input::Terminal {
            let question = ask::Prompt {
                field: "sync",
                prompt: "yes or no".to_string(),
                choices: brought.doubts.clone(),
                default: "no".to_string(),
                check: Box::new(|answer| match answer.trim().to_lowercase().as_str() {
                    "y" | "yes" => Ok("yes".to_string()),
                    "n" | "no" => Ok("no".to_string()),
                    _ => Err("yes or no".to_string()),
                }),
            };
            if ask::ask(&question)? == "yes" {
                return Ok(());
            }
            reject!("nothing was changed and nothing was pushed");
        }
        reject!(
            "{list}\n  needs:  your decision: `wr sync --yes` continues; nothing was changed and nothing was pushed"
        )
    }

    /// Moves the local branch to the pushed commit.
    fn arrive(
        &self,
        context: &mut Context,
        upstream: &Upstream,
        head: Option<Commit>,
        tip: Commit,
        plan: &SyncPlan,
    ) -> Result<SyncAttempt> {
        let lock = context.begin_write()?;
        let why = format!("wr sync: {}", upstream.name());
        let followed = match context.store.checkout(&lock, head, tip, &why) {
            Ok(followed) => followed,
            // Another command recorded something in this clone meanwhile; the next attempt includes it.
            Err(CommitError::Moved) => return Ok(SyncAttempt::Raced),
            Err(CommitError::Store(why)) => return Err(why.into()),
        };
        context.store.note_pushes(&lock, &[])?;
        context.store.set_upstream(upstream)?;
        for (path, bytes) in &plan.brought.unsaved {
            let there = context
                .store
                .read(tip, &[path])?
                .tree
                .get(path)
                .map(|file| file.bytes().to_vec());
            let put = there.map(|there| context.store.replace(&lock, path, &there, bytes));
            if put.is_some_and(|put| put.is_ok()) {
                ui::err(format!(
                    "{path} now has the changes that were left out, as unsaved edits"
                ));
            }
        }
        for path in &followed.kept {
            ui::err(format!(
                "{path} was edited here, and others changed it: your edits are kept, `git diff` shows both"
            ));
        }
        if let Some(why) = followed.behind {
            ui::err(format!(
                "warning: the branch is up to date, but the working tree could not be updated: {why}"
            ));
        }
        if let Some(head) = head.filter(|_| plan.brought.loses) {
            ui::err(format!(
                "the original local commits are kept on the branch {}",
                kept(head)
            ));
        }
        plan.brought
            .told
            .iter()
            .for_each(|line| ui::out(ui::visible(line)));
        ui::out(ended(upstream, plan));
        Ok(SyncAttempt::Done)
    }
}

struct SyncPlan {
    /// How many commits only this clone had.
    own: usize,
    /// How many commits only others had.
    theirs: usize,
    /// A push of an earlier run that arrived: the local commit and the upstream one.
    arrived: Option<(Commit, Commit)>,
    brought: Rebased,
}

fn foretell(plan: &SyncPlan) {
    for line in &plan.brought.told {
        ui::out(ui::visible(format!("would be {line}")));
    }
    for doubt in &plan.brought.doubts {
        ui::out(ui::visible(format!("would ask: {doubt}")));
    }
    let (theirs, ours) = (commits(plan.theirs), commits(plan.brought.count));
    ui::out(format!("would receive {theirs}, and share {ours}"));
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

/// The name of the branch that keeps the original local commits.
fn kept(head: Commit) -> String {
    format!(
        "wr/kept-{}",
        head.to_string().chars().take(8).collect::<String>()
    )
}

fn ended(upstream: &Upstream, plan: &SyncPlan) -> String {
    let name = upstream.name();
    let shared = plan.brought.pushes.len();
    match (plan.theirs, shared) {
        (0, 0) if plan.own == 0 => format!("nothing to do: {} equals {name}", upstream.local),
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

/// The pause before the next attempt: it grows, with a random part so that two clones do not collide again.
fn pause(attempt: u32) -> Duration {
    let longest = 50u64 << attempt.min(6);
    let mut random = [0u8; 2];
    // Without random bytes, the process id differs enough between two clones.
    let chance = match getrandom::fill(&mut random) {
        Ok(()) => u64::from(u16::from_le_bytes(random)),
        Err(_) => u64::from(std::process::id() & 0xffff),
    };
    Duration::from_millis(longest / 2 + longest * chance / 0x1_0000)
}
