//! `wr backfill`: enters a register that was approved before the store existed.

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::dates::when;
use crate::date::When;
use crate::id::Id;

/// Enter a register that was approved before the store existed
#[derive(Debug, Args)]
pub(crate) struct BackfillCommand {
    /// The register, submitted with --from-records
    #[arg(value_parser = register_id)]
    id: Id,
    #[command(flatten)]
    approval: EarlierApproval,
    #[command(flatten)]
    acting: ActOptions,
}

/// What is known of an approval before the store existed.
#[derive(Debug, Clone, Args)]
pub(super) struct EarlierApproval {
    /// The board's resolution, if it is known
    #[arg(long, value_name = "R")]
    resolution: Option<String>,
    /// When the board approved it, as exactly as known: a day, month, quarter or year
    #[arg(long, value_name = "WHEN", value_parser = when)]
    approved: Option<When>,
    /// When the partner accepted it, as exactly as known
    #[arg(long, value_name = "WHEN", value_parser = when)]
    accepted: Option<When>,
}

impl EarlierApproval {
    /// Whether anything is known.
    pub(super) fn is_known(&self) -> bool {
        self.resolution.is_some() || self.approved.is_some() || self.accepted.is_some()
    }

    /// The act that records it.
    pub(super) fn action(&self) -> Action {
        Action::Backfill(act::Backfill {
            resolution: self.resolution.clone(),
            approved: self.approved,
            accepted: self.accepted,
        })
    }
}

impl BackfillCommand {
    pub(super) fn new(id: Id, approval: EarlierApproval, acting: ActOptions) -> BackfillCommand {
        BackfillCommand {
            id,
            approval,
            acting,
        }
    }

    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, &self.acting, |ctx| {
            let action = self.approval.action();
            let revision = ctx
                .subject
                .replay
                .state
                .under_way
                .as_ref()
                .map_or(1, |under_way| under_way.revision);
            Ok(Plan::of(
                action,
                format!("revision {revision} is backfilled from earlier records"),
            )
            .about_revision(&ctx.subject))
        })
    }
}
