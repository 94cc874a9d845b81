//! The options of every command that records an act.

use clap::Args;

use crate::cli::app::dates::day;
use crate::cli::app::share::ShareOption;
use crate::date::Day;

/// The options of every command that records an act.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ActOptions {
    /// The day it happened, if that was not today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Day>,
    /// Where it is documented: minutes, a letter, a message
    #[arg(long, value_name = "TEXT")]
    pub evidence: Option<String>,
    /// Print the act and its changes without recording anything
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask to confirm what cannot be taken back
    #[arg(long)]
    pub yes: bool,
    /// Whether the act is recorded after this dry run.
    #[arg(skip)]
    pub is_rehearsal: bool,
    /// The act that the user confirmed on the terminal.
    #[arg(skip)]
    pub confirmed: Option<String>,
    #[command(flatten)]
    pub sharing: ShareOption,
}

impl ActOptions {
    /// The same options, for a dry run before the act.
    pub(super) fn dry(&self) -> ActOptions {
        ActOptions {
            is_rehearsal: !self.dry_run,
            dry_run: true,
            ..self.clone()
        }
    }
}
