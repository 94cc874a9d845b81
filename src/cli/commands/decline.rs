//! `wr decline`: records that the partner declines the register (DSP4003 3.2).

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, ActingContext, OutOption, Plan};
use crate::cli::app::context::{Environment, register_id};
use crate::cli::commands::accept::{author, partner, sent};
use crate::id::Id;

/// Decline the register for the partner, or record the partner's letter with --evidence
#[derive(Debug, Args)]
pub(crate) struct DeclineCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// Why the partner declines
    #[arg(long, value_name = "TEXT")]
    because: String,
    /// The partner's representative who wrote the letter; --on is its date
    #[arg(long = "for", value_name = "PERSON")]
    behalf: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
    #[command(flatten)]
    out_option: OutOption,
}

impl DeclineCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        self.out_option.act(env, &self.id, &self.acting, |ctx| {
            let mut plan = refusal(ctx, &self.because);
            plan.by = author(ctx, self.behalf.as_deref())?;
            Ok(plan)
        })
    }
}

/// The plan of a refusal, with its reason.
pub(super) fn refusal(ctx: &ActingContext<'_>, because: &str) -> Plan {
    let under_way = ctx.subject.replay.state.under_way.as_ref();
    let revision = under_way.map_or(0, |under_way| under_way.revision);
    let action = Action::Decline(act::Decline {
        sent: sent(ctx),
        because: because.to_string(),
    });
    let subject = format!("{} declines revision {revision}: {because}", partner(ctx));
    Plan::of(action, subject).about_revision(&ctx.subject)
}
