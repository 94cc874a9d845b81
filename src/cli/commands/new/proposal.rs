//! Proposes a register (DSP4003 3.1).

use anyhow::{Result, anyhow, bail};

use super::questions::unknown_partner;
use crate::act::{Action, Propose};
use crate::cli::app::acting::{ActingContext, Plan};
use crate::cli::app::answer::Rejected;
use crate::id::Id;
use crate::process::{Refusal, proposer};
use crate::roster::Organization;

/// Who proposes which register, with names as the user gave them.
pub(in crate::cli::commands) struct Proposal<'a> {
    pub id: &'a Id,
    pub partner: &'a str,
    pub proposed_by: Option<&'a str>,
    pub owner: Option<&'a str>,
}

/// The refusal of a second proposal.
pub(in crate::cli::commands) fn proposed_already(id: &Id) -> anyhow::Error {
    Rejected::Message(format!(
        "`{id}` is proposed already\n  see:    wr status {id}"
    ))
    .into()
}

impl Proposal<'_> {
    /// The plan of the act, without the files of the register.
    pub(in crate::cli::commands) fn plan(&self, ctx: &ActingContext<'_>) -> Result<Plan> {
        if ctx.subject.replay.state.proposal.is_some() {
            return Err(proposed_already(self.id));
        }
        let partner = self.partner(ctx)?;
        let proposed_by = self.proposer(ctx, partner)?;
        let Some(kind) = proposer(proposed_by, ctx.subject.roster) else {
            return Err(Rejected::ByProcess(Refusal::new(
                format!("{} may not propose a work register", proposed_by.name),
                "an external organization, or a board or leadership member company",
                "DSP4003 3.1",
            ))
            .into());
        };
        let owner = self
            .owner
            .map(|name| ctx.subject.roster.find_person(name))
            .transpose()?;
        let propose = Propose {
            proposed_by: proposed_by.id.clone(),
            proposer: kind,
            partner: partner.id.clone(),
            owner: owner.map(|owner| owner.id.clone()),
        };
        let with = if proposed_by.id == partner.id {
            String::new()
        } else {
            format!(" with {}", partner.name)
        };
        let subject = format!("{} proposes a register{with}", proposed_by.name);
        ctx.command.top()?;
        Ok(Plan::of(Action::Propose(propose), subject))
    }

    /// The alliance partner.
    pub(in crate::cli::commands) fn partner<'r>(
        &self,
        ctx: &ActingContext<'r>,
    ) -> Result<&'r Organization> {
        let found = ctx.subject.roster.find_organization(self.partner);
        found.map_err(|why| anyhow!(unknown_partner(&why, self.partner)))
    }

    /// The proposer: the organization given, else the actor's member company, else the partner.
    fn proposer<'r>(
        &self,
        ctx: &ActingContext<'r>,
        partner: &'r Organization,
    ) -> Result<&'r Organization> {
        if let Some(name) = self.proposed_by {
            return Ok(ctx.subject.roster.find_organization(name)?);
        }
        let is_vp = ctx.subject.roster.officers.vp_alliances.as_ref() == Some(&ctx.actor.id);
        let own = ctx
            .actor
            .organization
            .as_ref()
            .and_then(|id| ctx.subject.roster.organization(id));
        match own.filter(|own| !is_vp && own.id != partner.id && own.id != ctx.subject.roster.home)
        {
            Some(own) => Ok(own),
            None if partner.membership.is_some() && !is_vp => {
                bail!("name the proposer: --proposed-by ORG")
            }
            None => Ok(partner),
        }
    }
}
