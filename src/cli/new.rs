//! `wr new`: a proposal, written from the Work Register Template (DSP4003 3.1).

use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;

use super::acting::{Acting, Desk, Plan, Presence, act};
use super::answer::No;
use super::context::{Surroundings, register_id};
use super::templates;
use super::ui;
use crate::act::{Deed, Propose};
use crate::id::Id;
use crate::process::{Refusal, proposer};
use crate::render::Start;
use crate::roster::{BodyKind, Organisation, Roster};

/// Propose a work register, written from the Work Register Template
#[derive(Debug, Args)]
pub struct New {
    /// The new register's id: lowercase letters, digits, hyphens
    #[arg(value_parser = register_id)]
    id: Id,
    /// The potential alliance partner, an organisation of the roster
    #[arg(long, value_name = "NAME")]
    partner: String,
    /// Who proposes it: the partner (the default for its own people and the VP), or a member company
    #[arg(long, value_name = "ORG")]
    proposed_by: Option<String>,
    /// The work register owner; for outside proposals the VP of Alliances assigns one
    #[arg(long, value_name = "PERSON")]
    owner: Option<String>,
    /// The title line
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

impl New {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        act(around, &self.id, Presence::New, &self.acting, |desk| self.plan(desk))?;
        if !self.acting.dry_run {
            let id = &self.id;
            ui::err(format!(
                "edit registers/{id}/register.yaml and contacts.yaml, `wr check {id}` as you go, then `wr submit {id}`"
            ));
        }
        Ok(())
    }

    fn plan(&self, desk: &Desk<'_>) -> Result<Plan> {
        let id = &self.id;
        let (text, contacts) =
            (format!("registers/{id}/register.yaml"), format!("registers/{id}/contacts.yaml"));
        if desk.course.state.proposal.is_some() {
            return Err(No::Because(format!("`{id}` is proposed already\n  see:    wr status {id}")).into());
        }
        let partner = desk.roster.find_organisation(&self.partner).map_err(|why| unknown_partner(&why))?;
        let proposed_by = self.proposer(desk, partner)?;
        let Some(kind) = proposer(proposed_by, desk.roster) else {
            return Err(No::Refused(Refusal::new(
                format!("{} may not propose a work register", proposed_by.name),
                "an external organisation, or a board or leadership member company",
                "DSP4003 3.1 (A1)",
            ))
            .into());
        };
        let owner = self.owner.as_deref().map(|name| desk.roster.find_person(name)).transpose()?;
        let propose = Propose {
            proposed_by: proposed_by.id.clone(),
            proposer: kind,
            partner: partner.id.clone(),
            owner: owner.map(|owner| owner.id.clone()),
        };
        let with =
            if proposed_by.id == partner.id { String::new() } else { format!(" with {}", partner.name) };
        let subject = format!("{} proposes a register{with}", proposed_by.name);
        let mut plan = Plan::of(Deed::Propose(propose), subject);
        let overrides = templates::of_store(Some(desk.context.top()?))?;
        let values = Blank::of(desk.roster, partner, self.title.as_deref(), &desk.on.to_string());
        for (path, start) in [(text, Start::Register), (contacts, Start::Contacts)] {
            // Text that somebody began by hand is theirs: it is committed as it is.
            let bytes = match desk.context.on_disk(&path) {
                Ok(file) => file.bytes().to_vec(),
                Err(_) => start.fill(overrides.all(), &values)?.into_bytes(),
            };
            plan.files.push((path, bytes));
        }
        Ok(plan)
    }

    /// Who proposes, where that is not said: the actor's member company, else the partner.
    fn proposer<'r>(&self, desk: &Desk<'r>, partner: &'r Organisation) -> Result<&'r Organisation> {
        if let Some(name) = &self.proposed_by {
            return Ok(desk.roster.find_organisation(name)?);
        }
        let is_vp = desk.roster.officers.vp_alliances.as_ref() == Some(&desk.actor.id);
        let own = desk.actor.organisation.as_ref().and_then(|id| desk.roster.organisation(id));
        match own.filter(|own| !is_vp && own.id != partner.id && own.id != desk.roster.home) {
            Some(own) => Ok(own),
            None if partner.membership.is_some() && !is_vp => bail!("say who proposes it: --proposed-by ORG"),
            None => Ok(partner),
        }
    }
}

fn unknown_partner(why: &crate::roster::NameError) -> anyhow::Error {
    anyhow::anyhow!("{why}; a new partner is added to registers/roster.yaml first, then `wr save roster`")
}

/// What the Work Register Template is filled with. Overrides rely on these names.
#[derive(Debug, Serialize)]
struct Blank {
    title: String,
    initiated: String,
    partner: String,
    partner_name: String,
    home_name: String,
    originating_committee: String,
}

impl Blank {
    fn of(roster: &Roster, partner: &Organisation, title: Option<&str>, today: &str) -> Blank {
        let (partner_name, home_name) =
            (roster.organisation_name(&partner.id), roster.organisation_name(&roster.home));
        let alliance =
            roster.body_of_kind(BodyKind::AllianceCommittee).map_or(Id::ALLIANCE, |b| b.id.clone());
        Blank {
            title: title
                .map_or_else(|| format!("{partner_name} / {home_name} Work Register"), str::to_string),
            initiated: today.to_string(),
            partner: partner.id.to_string(),
            partner_name,
            home_name,
            originating_committee: alliance.to_string(),
        }
    }
}
