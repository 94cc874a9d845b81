//! `wr remove`: a removal is recommended, and the board's resolution on it is recorded (DSP4003 4.1).

mod approve;
mod recommend;

use anyhow::Result;
use clap::Subcommand;

use super::context::Surroundings;

/// Recommend that a register be removed; record the board's resolution on it
#[derive(Debug, Subcommand)]
pub enum Remove {
    /// Recommend that a register in force be removed; then the board is asked: `wr ballot open ID --remove`
    Recommend(recommend::Recommend),
    /// Record the board's resolution: the register, and all others of its partner, are former from then on
    Approve(approve::Approve),
}

impl Remove {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        match self {
            Remove::Recommend(command) => command.run(around),
            Remove::Approve(command) => command.run(around),
        }
    }
}
