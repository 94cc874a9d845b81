//! `wr confirm`: another person confirms that a change is editorial, after the waiting period.

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::id::Id;

/// Confirm that a change is editorial and needs no ballot
#[derive(Debug, Args)]
pub(crate) struct ConfirmCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// A remark for the record
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
}

impl ConfirmCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, &self.acting, |ctx| {
            let revision = ctx
                .subject
                .replay
                .state
                .under_way
                .as_ref()
                .map_or(0, |under_way| under_way.revision);
            let action = Action::Confirm(act::Confirm {
                note: self.note.clone(),
            });
            Ok(Plan::of(
                action,
                format!("the change of revision {revision} is editorial"),
            )
            .about_revision(&ctx.subject))
        })
    }
}
