//! `wr assign`: the VP of Alliances assigns the work register owner (DSP4003 3.1).

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::id::Id;

/// Assign the work register owner
#[derive(Debug, Args)]
pub(crate) struct AssignCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The new owner, a person in the roster
    #[arg(value_name = "PERSON", required_unless_present = "owner")]
    person: Option<String>,
    /// The same as an option
    #[arg(long, value_name = "PERSON", hide = true, conflicts_with = "person")]
    owner: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
}

impl AssignCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, &self.acting, |ctx| {
            let given = self.person.as_ref().or(self.owner.as_ref());
            let owner = ctx
                .subject
                .roster
                .find_person(given.map_or("", String::as_str))?;
            let action = Action::Assign(act::Assign {
                owner: owner.id.clone(),
            });
            Ok(Plan::of(
                action,
                format!("{} owns the register", owner.name),
            ))
        })
    }
}
