//! `wr hook pre-commit`: checks what is about to be committed.

use anyhow::Result;
use clap::Args;

use crate::cli::app::answer::Rejected;
use crate::cli::app::change;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::ui;
use crate::report::{self, ReportStyle};
use crate::rules;

/// Check what is staged, as git does before a commit once `wr hook install` has run
///
/// Looked at are the registers of which a file is staged, as they are staged: not as they are on disk. An error
/// stops the commit; `git commit --no-verify` commits all the same.
#[derive(Debug, Args)]
pub struct HookPreCommitCommand {}

impl HookPreCommitCommand {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let Some(change) = change::staged(&context)? else {
            return Ok(());
        };
        // What a merge brings was decided on another branch, and need not be allowed on this one.
        let findings = match context.store.is_merging() {
            true => rules::difference(&change, env.today()),
            false => rules::check_change(&change, env.today()),
        };
        if findings.is_empty() {
            return Ok(());
        }
        ui::raw(report::write(&findings, ReportStyle::Text, ui::colour()).as_bytes());
        ui::err(report::summary(&findings));
        if !findings.has_errors() {
            return Ok(());
        }
        ui::err("nothing is committed; correct it and `git add` it, or commit with `--no-verify`");
        Err(Rejected::AlreadyPrinted.into())
    }
}
