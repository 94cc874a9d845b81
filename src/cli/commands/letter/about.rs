//! The options that say what a letter is about.

use clap::Args;

use crate::cli::app::context::any_id;
use crate::id::Id;

/// The options that say what a letter is about.
#[derive(Debug, Args)]
pub(super) struct AboutOptions {
    /// The ballot or its body, if there are several
    #[arg(long, value_name = "NAME")]
    pub(super) ballot: Option<String>,
    /// Write only to this body's chair; may be given several times
    #[arg(long = "body", value_name = "BODY")]
    pub(super) bodies: Vec<String>,
    /// The completed milestone that a press release is about
    #[arg(long, value_name = "ID", value_parser = any_id)]
    pub(super) milestone: Option<Id>,
}

impl AboutOptions {
    /// Whether any of them is given.
    pub(super) fn is_given(&self) -> bool {
        self.ballot.is_some() || self.milestone.is_some() || !self.bodies.is_empty()
    }
}
