//! `wr accept`: the partner acknowledges acceptance, which establishes the partnership (DSP4003 3.2).

use anyhow::Result;
use clap::Args;

use super::acting::{Acting, Plan, Presence, act};
use super::context::{Surroundings, register_id};
use crate::act::{self, Deed};
use crate::id::Id;

/// Accept the register in the partner's name, or record the partner's letter with --evidence
#[derive(Debug, Args)]
pub struct Accept {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The partner's representative whose letter it is; --on is the date of the letter
    #[arg(long = "for", value_name = "PERSON")]
    behalf: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

impl Accept {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        act(around, &self.id, Presence::Known, &self.acting, |desk| {
            let by = self.behalf.as_deref().map(|name| desk.roster.find_person(name)).transpose()?;
            let state = &desk.course.state;
            let partner =
                state.partner().map_or("the partner".to_string(), |id| desk.roster.organisation_name(id));
            let under_way = state.under_way.as_ref();
            let revision = under_way.map_or(0, |under_way| under_way.revision);
            // Without a sending there is nothing to answer; the process then says what comes first.
            let sent = under_way.and_then(|under_way| under_way.sent.as_ref());
            let sent = sent.map_or(crate::source::Digest::of(b""), |sent| sent.act);
            let deed = Deed::Accept(act::Accept { sent });
            let mut plan =
                Plan::of(deed, format!("{partner} accepts revision {revision}")).about_revision(desk);
            plan.by = by.map(|person| person.id.clone());
            Ok(plan)
        })
    }
}
