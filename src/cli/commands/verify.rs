//! `wr verify`: whether the record of a commit holds, told so that somebody else can be convinced of it.

mod checkpoint;
mod published;
mod text;

use std::mem::ManuallyDrop;
use std::panic::resume_unwind;
use std::thread;

use anyhow::{Result, bail};
use clap::Args;

use self::checkpoint::{Age, Loss, Trusted};
use self::published::Report;
use self::text::Detail;
use crate::cli::app::answer::Rejected;
use crate::cli::app::commits;
use crate::cli::app::context::{Context, Environment, Recorded, register_id};
use crate::cli::app::format::OutputFormat;
use crate::cli::app::judged::{AlongLine, MainLine};
use crate::cli::app::root;
use crate::cli::app::ui;
use crate::cli::app::whole::{self, load};
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings};
use crate::evidence::{RegisterEvidence, RequestEvidence};
use crate::id::Id;
use crate::process::{History, Replay};
use crate::report;
use crate::rules::{self, WithoutHistory};
use crate::snapshot::{RegisterFiles, Snapshot};
use crate::store::{Bundled, Commit, Walk};

/// Verify the record: every signature, authority, digest, tally and step, from a plain clone and offline
///
/// It judges a commit, and nothing of the working tree; it needs no network, no configuration and nobody's name. Every
/// commit is compared with its parents: what was recorded is only ever added to. Text of a draft is none of its business;
/// that is `wr check`.
///
/// What was verified as a whole is remembered in this clone's own configuration (wr.verified): a later history without
/// it was rewritten, and is refused. With an ID the register is told of in full: who approved which text, when, with which
/// key.
///
/// Exit codes: 0, verified; 1, something is wrong; 2, it could not be verified, because the clone is shallow or lacks
/// objects, or holds something that this `wr` does not know.
///
/// JSON (format 1): verdict, store, commit, from_bundle, since, commits, totals, registers (with texts, approvals, ballots,
/// votes, each act with its digest, its path and the fingerprint of its key), requests, findings as in `wr check`.
#[derive(Debug, Args)]
pub struct VerifyCommand {
    /// Registers to verify, told of in full; all when none is named
    #[arg(value_name = "ID", value_parser = register_id)]
    registers: Vec<Id>,
    /// Do not look at the history up to this commit, which must be part of what is verified
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// The commit to verify, in place of HEAD
    #[arg(long, value_name = "REV")]
    at: Option<String>,
    /// Take a history that lost what was verified here before; what is lost is printed
    #[arg(long)]
    forget: bool,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// What is verified.
pub struct Verified {
    /// The commit.
    pub commit: Commit,
    /// Whether it is a bundle's.
    pub bundled: Bundled,
    /// How many commits were walked.
    pub commits: usize,
    /// What was not looked at again, in words.
    pub told: Vec<String>,
    /// What is wrong.
    pub findings: Findings,
}

impl VerifyCommand {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        let mut context = Context::open(env)?;
        whole::history_is_there(&context.store)?;
        let at = self.commit(&context)?;
        context.head = Some(at);
        let trusted = self.trusted(&context, at)?;
        let (recorded, walk) = self.read(&context, at, &trusted)?;
        // The process ends after the answer: to free a whole record bit by bit would only delay it.
        let recorded = ManuallyDrop::new(recorded);
        let root = root::compare(&context, &recorded.snapshot);
        let (verified, accounts) = self.judge(
            &context,
            at,
            walk,
            &trusted,
            &recorded.snapshot,
            env.today(),
        )?;
        let is_good = !verified.findings.has_errors();
        if is_good {
            // What was edited is told first: it says more.
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

    /// The commit to verify.
    fn commit(&self, context: &Context) -> Result<Commit> {
        match &self.at {
            None => context.some_head(),
            Some(rev) => match context.store.commit_named(rev)? {
                Some(commit) => Ok(commit),
                None => bail!("this clone has no commit `{rev}`; fetch it first, with `git fetch`"),
            },
        }
    }

    /// What is taken as verified already.
    fn trusted(&self, context: &Context, at: Commit) -> Result<Trusted> {
        let loss = if self.forget {
            Loss::Taken
        } else {
            Loss::Refused
        };
        let mut trusted = checkpoint::compare(context, at, self.at.as_deref(), loss)?;
        if let Some(rev) = &self.base {
            let base = checkpoint::base(context, rev, at)?;
            trusted.since.extend(base.since);
            trusted.told.extend(base.told);
        }
        Ok(trusted)
    }

    /// The record, and the steps that led to it: neither asks for the other, so what one has no work for the other does.
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
            RegisterEvidence::with(snapshot, register_files, history, replay)
        };
        let (mut findings, accounts) = match bundled {
            // Its one commit is none that an act could have seen.
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
        // As with the record, the end of the process is quicker at this.
        let report =
            ManuallyDrop::new(Report::of(context, verified, snapshot, accounts, requests)?);
        match self.format {
            OutputFormat::Json => ui::out(report.json(&verified.findings)?),
            OutputFormat::Text => {
                let findings =
                    report::write(&verified.findings, report::ReportStyle::Text, ui::colour());
                ui::raw(findings.as_bytes());
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
