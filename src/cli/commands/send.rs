//! `wr send`: records that the owner sent the approved register to the partner (DSP4003 3.2).

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::ui;
use crate::id::Id;

/// Record that the approved register was sent to the partner
#[derive(Debug, Args)]
pub(crate) struct SendCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// How a condition of the board was met; given once for each condition, in the board's order
    #[arg(long = "condition-met", value_name = "TEXT")]
    conditions_met: Vec<String>,
    #[command(flatten)]
    acting: ActOptions,
}

impl SendCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, &self.acting, |ctx| {
            let state = &ctx.subject.replay.state;
            let partner = state.partner().map_or("the partner".to_string(), |id| {
                ctx.subject.roster.organization_name(id)
            });
            let revision = state
                .under_way
                .as_ref()
                .map_or(0, |under_way| under_way.revision);
            let action = Action::Send(act::Send {
                conditions_met: self.conditions_met.clone(),
            });
            // The partner has accepted a text that it wrote itself, so the sending puts the text in force.
            let own = state.of_partner.contains(&revision);
            let ending = if own {
                ", which wrote this text: it is in force"
            } else {
                ""
            };
            let subject = format!("revision {revision} is sent to {partner}{ending}");
            Ok(Plan::of(action, subject).about_revision(&ctx.subject))
        })?;
        let id = &self.id;
        ui::err(format!(
            "this records the sending but mails nothing: `wr letter approved-register {id} --send` mails the register; \
             without `--send` it prints the message"
        ));
        Ok(())
    }
}
