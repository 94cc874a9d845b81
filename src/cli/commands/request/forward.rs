//! `wr request forward`: forwards a change request to another body.

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, Plan, act_on_request};
use crate::cli::app::context::{Environment, request_id};
use crate::id::Id;

/// Forward a request to the body that owns the standard
#[derive(Debug, Args)]
pub(crate) struct RequestForwardCommand {
    /// The request
    #[arg(value_parser = request_id)]
    id: Id,
    /// The body that owns the standard
    #[arg(long, alias = "to", value_name = "BODY")]
    body: String,
    /// The reason
    #[arg(long, alias = "note", value_name = "TEXT")]
    because: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
}

impl RequestForwardCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act_on_request(env, &self.id, &self.acting, |ctx| {
            let body = ctx.subject.roster.find_body(&self.body)?;
            let forward = act::Forward {
                to: body.id.clone(),
                note: self.because.clone(),
            };
            Ok(Plan::of(
                Action::Forward(forward),
                format!("it goes to the {}", body.name),
            ))
        })
    }
}
