//! The arguments that name a milestone.

use clap::Args;

use crate::cli::app::context::{any_id, register_id};
use crate::id::Id;

/// The arguments that name a milestone.
#[derive(Debug, Args)]
pub(super) struct MilestoneOption {
    /// The register
    #[arg(value_parser = register_id)]
    pub(super) id: Id,
    /// The milestone's id in the register
    #[arg(value_parser = any_id)]
    pub(super) milestone: Id,
}
