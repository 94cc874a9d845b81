//! `wr remove recommend`.

use anyhow::Result;
use clap::Args;

use crate::act::{self, Deed, Reason};
use crate::cli::acting::{Acting, Plan, Presence, act};
use crate::cli::context::{Surroundings, register_id};
use crate::id::Id;

/// Recommend that a register in force be removed
#[derive(Debug, Args)]
pub struct Recommend {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// disbanded, not-maintained, stagnant, complete or partner-withdrew
    #[arg(long)]
    reason: Reason,
    /// What is known of it
    #[arg(long, value_name = "TEXT")]
    because: String,
    #[command(flatten)]
    acting: Acting,
}

impl Recommend {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        act(around, &self.id, Presence::Known, &self.acting, |desk| {
            let deed = Deed::Recommend(act::Recommend { reason: self.reason, because: self.because.clone() });
            let subject = format!("its removal is recommended, because {}: {}", self.reason, self.because);
            Ok(Plan::of(deed, subject).about_what_is_in_force(desk))
        })
    }
}
