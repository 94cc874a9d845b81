//! `wr send`: the owner sends the approved register to the partner (DSP4003 3.2).

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, Plan, Presence, act};
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::ui;
use crate::id::Id;

/// Record that the approved register was sent to the partner
#[derive(Debug, Args)]
pub struct SendCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// How a condition of the board was met; once for each, in the board's order
    #[arg(long = "condition-met", value_name = "TEXT")]
    conditions_met: Vec<String>,
    #[command(flatten)]
    acting: ActOptions,
}

impl SendCommand {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, Presence::Known, &self.acting, |ctx| {
            let state = &ctx.replay.state;
            let partner = state.partner().map_or("the partner".to_string(), |id| {
                ctx.roster.organization_name(id)
            });
            let revision = state
                .under_way
                .as_ref()
                .map_or(0, |under_way| under_way.revision);
            let action = Action::Send(act::Send {
                conditions_met: self.conditions_met.clone(),
            });
            // What the partner wrote itself it has accepted, and learns here that it is approved.
            let own = state.of_partner.contains(&revision);
            let ending = if own {
                ", whose own text it is: it is in force"
            } else {
                ""
            };
            let subject = format!("revision {revision} is sent to {partner}{ending}");
            Ok(Plan::of(action, subject).about_revision(ctx))
        })?;
        let id = &self.id;
        ui::err(format!(
            "this records the sending and mails nothing: `wr letter approved-register {id} --send` mails the register, \
             or writes the message without `--send`"
        ));
        Ok(())
    }
}
