//! `wr request answer`: records the chair's answer.

use anyhow::Result;
use clap::Args;

use crate::act::{Action, Reply};
use crate::cli::app::acting::{ActOptions, Plan, act_on_request};
use crate::cli::app::context::{Environment, request_id};
use crate::id::Id;

const NOTES: &str = "The answer is due as a letter until it is recorded as sent: `wr letter request-answer ID`, with \
    --send or --record. If the submitter already has the answer, use --evidence to say where the message is, and --on \
    for its day.";

/// Record the chair's answer to the submitter; `wr letter request-answer` writes it as an e-mail
#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub(crate) struct RequestAnswerCommand {
    /// The request
    #[arg(value_parser = request_id)]
    id: Id,
    /// The text of the answer
    #[arg(long, value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    acting: ActOptions,
}

impl RequestAnswerCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act_on_request(env, &self.id, &self.acting, |ctx| {
            let subject = format!("the chair's answer of {} is recorded", ctx.on);
            Ok(Plan::of(
                Action::Reply(Reply {
                    text: self.text.clone(),
                }),
                subject,
            ))
        })
    }
}
