//! `wr schedule`: the date of the board's approval (DSP4003 2.5).

use anyhow::Result;
use clap::Args;

use super::acting::{Acting, Plan, Presence, act};
use super::context::{Surroundings, register_id};
use crate::act::{self, Deed};
use crate::date::Day;
use crate::id::Id;

/// Record the date on which the board will be asked
#[derive(Debug, Args)]
pub struct Schedule {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The day of the board's meeting or ballot
    #[arg(long, value_name = "DATE")]
    board_on: Day,
    #[command(flatten)]
    acting: Acting,
}

impl Schedule {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        act(around, &self.id, Presence::Known, &self.acting, |desk| {
            let deed = Deed::Schedule(act::Schedule { board_on: self.board_on });
            Ok(Plan::of(deed, format!("the board is asked on {}", self.board_on)).about_revision(desk))
        })
    }
}
