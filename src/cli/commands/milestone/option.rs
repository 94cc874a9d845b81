//! The arguments that name a milestone.

use clap::Args;

use crate::cli::app::context::register_id;
use crate::id::Id;

/// The arguments that name a milestone.
#[derive(Debug, Args)]
pub(super) struct MilestoneOption {
    /// The register
    #[arg(value_parser = register_id)]
    pub(super) id: Id,
    /// The milestone's id in the register
    pub(super) milestone: Id,
}
