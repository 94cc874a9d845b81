//! `wr hook pre-commit`: checks the staged files before a commit.

use anyhow::Result;
use clap::Args;

use crate::cli::app::answer::Rejected;
use crate::cli::app::change;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::ui;
use crate::report::{self, ReportStyle};
use crate::rules;

/// Check the staged files; git runs this before a commit once `wr hook install` has run
///
/// It checks the registers with staged files, as they are staged, not as they are on disk. An error stops the commit;
/// `git commit --no-verify` skips the check.
#[derive(Debug, Args)]
pub(crate) struct HookPreCommitCommand {}

impl HookPreCommitCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let Some(change) = change::staged(&context)? else {
            return Ok(());
        };
        // What a merge adds was decided on another branch, so the rules for a change do not apply.
        let findings = match context.store.is_merging() {
            true => rules::difference(&change, env.today()),
            false => rules::check_change(&change, env.today()),
        };
        if findings.is_empty() {
            return Ok(());
        }
        ui::report(&report::write(&findings, ReportStyle::Text, ui::look()));
        ui::err(report::summary(&findings));
        if !findings.has_errors() {
            return Ok(());
        }
        ui::err(
            "nothing is committed; fix the errors and `git add` the files, or commit with `--no-verify`",
        );
        Err(Rejected::AlreadyPrinted.into())
    }
}
