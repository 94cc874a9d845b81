//! `wr sync`: what others recorded comes in, what was recorded here goes out, decided again where it has to be.

mod parts;
mod reapply;
mod rebase;
mod refresh;
mod reissue;

use std::thread::sleep;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use self::rebase::{Rebased, rebase};
use crate::cli::app::answer::Rejected;
use crate::cli::app::ask;
use crate::cli::app::change::{Fork, between};
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::environment::Keyboard;
use crate::cli::app::ui;
use crate::diagnostic::{Findings, Severity};
use crate::report::{self, ReportStyle};
use crate::snapshot::POLICY;
use crate::store::{Commit, CommitError, LocalCommit, Pushed, Upstream};

/// Bring in what others recorded, and share what was recorded here
///
/// Fetches the upstream branch, puts the acts and texts that only this clone has onto it, and pushes. Each act is decided
/// again where it comes to stand: one that is still legal as it is keeps its bytes and its signature; your own acts that
/// only have to follow what came before them are made and signed anew. What needs your word, such as an act that is not
/// legal any more, is asked about. Your edits in the working tree stay.
#[derive(Debug, Args)]
pub struct SyncCommand {
    /// Answer yes to what is asked: acts that are not legal any more are left out, and kept on a branch of their own
    #[arg(long)]
    yes: bool,
    /// Fetch, say what would be done, and do nothing else
    #[arg(long)]
    dry_run: bool,
}

/// How often others may be faster before we give up.
const ATTEMPTS: u32 = 15;

/// How one attempt ended.
enum Ended {
    /// Here and there are at the same commit.
    Done,
    /// Somebody was faster, here or there.
    Raced,
}

impl SyncCommand {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let upstream = context.store.upstream_branch()?;
        let _alone = context.store.lock_sync()?;
        let mut agreed = Vec::new();
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                sleep(pause(attempt));
            }
            if let Ended::Done = self.attempt(env, &upstream, &mut agreed)? {
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
    ) -> Result<Ended> {
        let mut context = Context::open(env)?;
        let there = context.store.fetch(upstream)?;
        let lock = context.begin_write()?;
        context.store.refuse_when_busy()?;
        let plan = self.plan(&context, upstream, there)?;
        if self.dry_run {
            foretell(&plan);
            return Ok(Ended::Done);
        }
        // Who goes round again because others were faster is not asked the same again.
        if *agreed != plan.brought.doubts {
            self.agreed(env, &plan.brought)?;
            agreed.clone_from(&plan.brought.doubts);
        }
        let (head, tip) = (context.head, plan.brought.tip);
        if let Some(head) = head.filter(|_| plan.brought.loses) {
            context.store.create_backup_branch(&kept(head), head)?;
        }
        // The right to write is given back while the network is waited for: others in this clone go on.
        drop(lock);
        let mut noted: Vec<(Commit, Commit)> = plan.arrived.into_iter().collect();
        for step in &plan.brought.pushes {
            noted.push(*step);
            context.store.note_pushes(&context.store.lock()?, &noted)?;
            match context.store.push(upstream, step.1)? {
                Pushed::Done => {}
                Pushed::Raced => return Ok(Ended::Raced),
                Pushed::Refused(words) => {
                    noted.pop();
                    context.store.note_pushes(&context.store.lock()?, &noted)?;
                    let why = format!("`{}` does not take it: {words}", upstream.remote);
                    return Err(
                        Rejected::Message(format!("{why}\n  here:   nothing was changed")).into(),
                    );
                }
            }
        }
        self.arrive(&mut context, upstream, head, tip, &plan)
    }

    /// What is to be done, with objects that no branch has yet.
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
            // Nobody else has anything: what is here is what there is.
            let own = store.own_commits(head, None)?.len();
            return Ok(SyncPlan {
                own,
                theirs: 0,
                arrived: None,
                brought: Rebased::as_it_is(head, own),
            });
        };
        // What was pushed by a run that never heard the answer is there already, under other ids.
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

    /// Whether what is here can go out as it is.
    fn is_fine(&self, context: &Context, there: Commit, own: &[LocalCommit]) -> Result<bool> {
        let pushes = Rebased::as_they_are(context, there, own)?.pushes;
        Ok(!findings(context, there, &pushes)?.has_errors())
    }

    /// The last look before anything leaves this clone: what `wr check --base` says of it.
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
            "refused: {} in what would be shared; nothing was changed and nothing was pushed",
            report::summary(&errors)
        ));
        Err(Rejected::AlreadyPrinted.into())
    }

    /// Asks what needs the user's word, all at once.
    fn agreed(&self, env: &Environment, brought: &Rebased) -> Result<()> {
        if brought.doubts.is_empty() || self.yes {
            brought
                .doubts
                .iter()
                .for_each(|doubt| ui::err(ui::visible(doubt)));
            return Ok(());
        }
        let list = brought.doubts.join("\n");
        if env.keyboard == Keyboard::Somebody {
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
            return Err(Rejected::Message(
                "nothing was changed and nothing was pushed".to_string(),
            )
            .into());
        }
        Err(Rejected::Message(format!(
            "{list}\n  needs:  yes or no: `wr sync --yes` says yes; nothing was changed and nothing was pushed"
        ))
        .into())
    }

    /// Brings the branch here to what others have now.
    fn arrive(
        &self,
        context: &mut Context,
        upstream: &Upstream,
        head: Option<Commit>,
        tip: Commit,
        plan: &SyncPlan,
    ) -> Result<Ended> {
        let lock = context.begin_write()?;
        let why = format!("wr sync: {}", upstream.name());
        let followed = match context.store.checkout(&lock, head, tip, &why) {
            Ok(followed) => followed,
            // Somebody recorded something here meanwhile: the next attempt brings it.
            Err(CommitError::Moved) => return Ok(Ended::Raced),
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
                    "{path} is edited, and not saved: it has what was left out"
                ));
            }
        }
        for path in &followed.kept {
            ui::err(format!(
                "{path} was edited here, and others changed it: yours is kept, `git diff` shows both"
            ));
        }
        if let Some(why) = followed.behind {
            ui::err(format!(
                "warning: the branch is up to date, but the working tree could not follow: {why}"
            ));
        }
        if let Some(head) = head.filter(|_| plan.brought.loses) {
            ui::err(format!(
                "what was recorded here as it was is kept on the branch {}",
                kept(head)
            ));
        }
        plan.brought
            .told
            .iter()
            .for_each(|line| ui::out(ui::visible(line)));
        ui::out(ended(upstream, plan));
        Ok(Ended::Done)
    }
}

/// What is to be done.
struct SyncPlan {
    /// How many commits only this clone had.
    own: usize,
    /// How many commits only others had.
    theirs: usize,
    /// A push of an earlier run that did arrive: the commit here, and what it is there.
    arrived: Option<(Commit, Commit)>,
    brought: Rebased,
}

/// Says what would be done.
fn foretell(plan: &SyncPlan) {
    for line in &plan.brought.told {
        ui::out(ui::visible(format!("would be {line}")));
    }
    for doubt in &plan.brought.doubts {
        ui::out(ui::visible(format!("would ask: {doubt}")));
    }
    let (theirs, ours) = (commits(plan.theirs), commits(plan.brought.count));
    ui::out(format!("would bring in {theirs}, and share {ours}"));
}

/// The findings in what would be pushed, step by step.
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

/// The branch on which local commits stay.
fn kept(head: Commit) -> String {
    format!(
        "wr/kept-{}",
        head.to_string().chars().take(8).collect::<String>()
    )
}

/// What was done, in one line.
fn ended(upstream: &Upstream, plan: &SyncPlan) -> String {
    let name = upstream.name();
    let shared = plan.brought.pushes.len();
    match (plan.theirs, shared) {
        (0, 0) if plan.own == 0 => format!("nothing to do: {} is what {name} is", upstream.local),
        (theirs, 0) => format!("{} came in from {name}", commits(theirs)),
        (0, _) => format!("{} shared with {name}", commits(plan.brought.count)),
        (theirs, _) => {
            format!(
                "{} came in from {name}, {} shared with it",
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

/// How long to wait before the next attempt: longer each time, and never as long as anybody else.
fn pause(attempt: u32) -> Duration {
    let longest = 50u64 << attempt.min(6);
    let mut random = [0u8; 2];
    // Without chance, the process's own number keeps two machines apart well enough.
    let chance = match getrandom::fill(&mut random) {
        Ok(()) => u64::from(u16::from_le_bytes(random)),
        Err(_) => u64::from(std::process::id() & 0xffff),
    };
    Duration::from_millis(longest / 2 + longest * chance / 0x1_0000)
}
