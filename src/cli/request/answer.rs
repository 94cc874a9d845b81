//! `wr request answer`.

use anyhow::Result;
use clap::Args;

use crate::act::{Deed, Reply};
use crate::cli::acting::{Acting, Named, Plan, act_on_request};
use crate::cli::context::{Surroundings, request_id};
use crate::id::Id;

/// Record that the chair answered the submitter by e-mail; --on is the day of the message
#[derive(Debug, Args)]
pub struct Answer {
    /// The request
    #[arg(value_parser = request_id)]
    id: Id,
    /// What was answered
    #[arg(long, value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    acting: Acting,
}

impl Answer {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        let named = Named { id: &self.id, register: None };
        act_on_request(around, named, &self.acting, |desk| {
            let subject = format!("the submitter was answered on {}", desk.on);
            Ok(Plan::of(Deed::Reply(Reply { text: self.text.clone() }), subject))
        })
    }
}
