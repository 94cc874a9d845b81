//! `wr confirm`: the originating chair confirms that a change is editorial.

use anyhow::Result;
use clap::Args;

use super::acting::{Acting, Plan, Presence, act};
use super::context::{Surroundings, register_id};
use crate::act::{self, Deed};
use crate::id::Id;

/// Confirm that a change is editorial, which puts it in force without a ballot
#[derive(Debug, Args)]
pub struct Confirm {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// What the chair says to it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

impl Confirm {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        act(around, &self.id, Presence::Known, &self.acting, |desk| {
            let revision = desk.course.state.under_way.as_ref().map_or(0, |under_way| under_way.revision);
            let deed = Deed::Confirm(act::Confirm { note: self.note.clone() });
            Ok(Plan::of(deed, format!("the change of revision {revision} is editorial")).about_revision(desk))
        })
    }
}
