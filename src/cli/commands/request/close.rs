//! `wr request close`: records the disposition of a change request.

use anyhow::{Result, bail};
use clap::Args;

use crate::act::{self, Action, Disposition};
use crate::cli::app::acting::{ActOptions, Plan, act_on_request};
use crate::cli::app::context::{Environment, request_id};
use crate::cli::app::words::{DISPOSITIONS, words};
use crate::id::Id;

/// Close a request with its disposition
#[derive(Debug, Args)]
pub(crate) struct RequestCloseCommand {
    /// The request
    #[arg(value_parser = request_id)]
    id: Id,
    /// accepted, changed (accepted in another form), declined, or withdrawn by its submitter
    #[arg(
        value_name = "DISPOSITION",
        required_unless_present = "disposition",
        value_parser = words::<Disposition>(&DISPOSITIONS),
        hide_possible_values = true
    )]
    decided: Option<Disposition>,
    /// The same as an option
    #[arg(
        long,
        value_name = "DISPOSITION",
        value_parser = words::<Disposition>(&DISPOSITIONS),
        hide = true,
        conflicts_with = "decided"
    )]
    disposition: Option<Disposition>,
    /// The reason
    #[arg(long, value_name = "TEXT")]
    because: String,
    /// The release of the standard that has the change, if it is accepted or changed
    #[arg(long, value_name = "TEXT")]
    release: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
}

impl RequestCloseCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        // The parser requires one of the two.
        let Some(disposition) = self.decided.or(self.disposition) else {
            bail!("the disposition is missing");
        };
        let close = act::Close {
            disposition,
            because: self.because.clone(),
            release: self.release.clone(),
        };
        let release = self
            .release
            .as_ref()
            .map_or(String::new(), |release| format!(", in {release}"));
        let subject = format!("{disposition}{release}: {}", self.because);
        act_on_request(env, &self.id, &self.acting, |_| {
            Ok(Plan::of(Action::Close(close.clone()), subject.clone()))
        })
    }
}
