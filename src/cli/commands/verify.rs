//! `wr verify`: verifies the record of a commit, and prints the evidence.

mod checkpoint;
mod published;
mod text;
mod verified;

use std::panic::resume_unwind;
use std::thread;

use anyhow::{Result, bail};
use clap::Args;

use self::checkpoint::{Age, LossHandling, Trusted};
use self::published::Report;
use self::text::Detail;
use self::verified::Verified;
use crate::cli::app::answer::Rejected;
use crate::cli::app::commits;
use crate::cli::app::context::{Context, Environment, Recorded, register_id};
use crate::cli::app::format::OutputFormat;
use crate::cli::app::judged::{AlongLine, MainLine};
use crate::cli::app::root;
use crate::cli::app::ui::{self, ProgressLine, Waits};
use crate::cli::app::whole::{self, load};
use crate::date::Day;
use crate::diagnostic::Diagnostic;
use crate::evidence::{RegisterEvidence, RequestEvidence};
use crate::id::Id;
use crate::process::{History, Replay};
use crate::report;
use crate::rules::{self, WithoutHistory};
use crate::snapshot::{RegisterFiles, Snapshot};
use crate::store::{Bundled, Commit, Walk};

/// Verify the record: every signature, authority, digest, tally and step, from a plain clone and offline
///
/// It verifies a commit, not the working tree; it needs no network, no configuration and no identity. It compares every
/// commit with its parents: recorded files never change and are never lost. It does not check drafts; `wr check` does.
///
/// A complete verification is remembered in this clone's git configuration (wr.verified): a later history without that
/// commit was rewritten, and is refused. With an ID, the report shows the register in full: who approved which text,
/// when, with which key.
///
/// Exit codes: 0, verified; 1, errors found; 2, not verifiable, because the clone is shallow or lacks objects, or has
/// something that this version of `wr` does not know.
///
/// JSON (format 1): verdict, store, commit, from_bundle, since, commits, totals, registers (with texts, approvals,
/// ballots, votes, each act with its digest, its path and the fingerprint of its key), requests, findings as in
/// `wr check`.
#[derive(Debug, Args)]
pub(crate) struct VerifyCommand {
    /// Registers to verify and to report in full; by default all registers, in brief
    #[arg(value_name = "ID", value_parser = register_id)]
    registers: Vec<Id>,
    /// Skip the history up to this commit, which must be an ancestor of the verified commit
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// The commit to verify, instead of HEAD
    #[arg(long, value_name = "REV")]
    at: Option<String>,
    /// Accept a history that lost what this clone verified before, and print what is lost
    #[arg(long)]
    forget: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

impl VerifyCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let mut context = Context::open(env)?;
        whole::history_is_there(&context.store)?;
        let at = self.commit(&context)?;
        context.head = Some(at);
        let trusted = self.trusted(&context, at)?;
        let progress = ProgressLine::begin("verifying the record", Waits::ForItself);
        let (recorded, walk) = self.read(&context, at, &trusted)?;
        let root = root::compare(&context, &recorded.snapshot);
        let (verified, accounts) = self.judge(
            &context,
            at,
            walk,
            &trusted,
            &recorded.snapshot,
            env.today(),
        )?;
        drop(progress);
        let is_good = !verified.findings.has_errors();
        if is_good {
            // Report edited files rather than a changed root, because they say more.
            root?;
        }
        self.print(&context, &verified, &recorded.snapshot, accounts)?;
        if !is_good {
            return Err(Rejected::AlreadyPrinted.into());
        }
        root::pin(&context, &recorded.snapshot);
        let is_whole = self.registers.is_empty() && self.base.is_none() && self.at.is_none();
        if is_whole && verified.bundled == Bundled::No && trusted.age == Age::Newer {
            checkpoint::remember(&context, at);
        }
        Ok(())
    }

    fn commit(&self, context: &Context) -> Result<Commit> {
        match &self.at {
            None => context.some_head(),
            Some(rev) => match context.store.commit_named(rev)? {
                Some(commit) => Ok(commit),
                None => bail!("this clone has no commit `{rev}`; fetch it first, with `git fetch`"),
            },
        }
    }

    /// The history that counts as verified already.
    fn trusted(&self, context: &Context, at: Commit) -> Result<Trusted> {
        let loss = if self.forget {
            LossHandling::Taken
        } else {
            LossHandling::Refused
        };
        let mut trusted = checkpoint::compare(context, at, self.at.as_deref(), loss)?;
        if let Some(rev) = &self.base {
            let base = checkpoint::base(context, rev, at)?;
            trusted.since.extend(base.since);
            trusted.told.extend(base.told);
        }
        Ok(trusted)
    }

    /// Loads the snapshot and the history in parallel.
    fn read(&self, context: &Context, at: Commit, trusted: &Trusted) -> Result<(Recorded, Walk)> {
        let beside = context.store.again()?;
        let (recorded, walk) = thread::scope(|scope| {
            let walk = scope.spawn(move || commits::steps(&beside, at, &trusted.since));
            (load(context, &self.registers), walk.join())
        });
        let recorded = recorded?;
        let walk = walk.unwrap_or_else(|panic| resume_unwind(panic))?;
        Ok((recorded, walk))
    }

    fn judge(
        &self,
        context: &Context,
        at: Commit,
        walk: Walk,
        trusted: &Trusted,
        snapshot: &Snapshot,
        today: Day,
    ) -> Result<(Verified, Vec<RegisterEvidence>)> {
        let bundled = context.store.bundled(at)?;
        let commits = commits::judge(context, walk, &self.registers)?;
        let tell = |register_files: &RegisterFiles, history: &History<'_>, replay: &Replay<'_>| {
            RegisterEvidence::judged(snapshot, register_files, history, replay)
        };
        let (mut findings, accounts) = match bundled {
            // No act can have seen the single commit of a bundle.
            Bundled::Yes => {
                rules::check_record(snapshot, &WithoutHistory::of(snapshot), today, tell)
            }
            Bundled::No => {
                let main = MainLine::judged(context, at, &trusted.since, snapshot, &commits.walk)?;
                let (mut findings, accounts) =
                    rules::check_record(snapshot, &AlongLine::of(&main, snapshot), today, tell);
                findings.join(main.forks());
                findings.extend(rules::imported(main.imported(snapshot)));
                (findings, accounts)
            }
        };
        findings.join(commits.findings);
        let findings = findings.each(Diagnostic::by_hand).by_cause();
        let accounts = accounts.into_iter().flatten().collect();
        let told = trusted.told.clone();
        Ok((
            Verified {
                commit: at,
                bundled,
                commits: commits.commits,
                told,
                findings,
            },
            accounts,
        ))
    }

    fn print(
        &self,
        context: &Context,
        verified: &Verified,
        snapshot: &Snapshot,
        accounts: Vec<RegisterEvidence>,
    ) -> Result<()> {
        let requests = RequestEvidence::all(snapshot);
        let report = Report::of(context, verified, snapshot, accounts, requests)?;
        match self.format {
            OutputFormat::Json => {
                ui::raw(format!("{}\n", report.json(&verified.findings)?).as_bytes());
            }
            OutputFormat::Text => {
                let findings =
                    report::write(&verified.findings, report::ReportStyle::Text, ui::look());
                ui::report(&findings);
                let detail = if self.registers.is_empty() {
                    Detail::Brief
                } else {
                    Detail::Full
                };
                ui::out(ui::visible(text::report(
                    &report,
                    &verified.findings,
                    detail,
                )));
            }
        }
        Ok(())
    }
}
