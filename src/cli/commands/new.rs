//! `wr new`: proposes a register, written from the Work Register Template (DSP4003 3.1).

mod blank;
mod questions;

use anyhow::{Result, anyhow, bail};
use clap::Args;
use serde_json::Value;

use self::blank::RegisterValues;
use self::questions::{NewAnswers, next, unknown_partner};
use crate::act::{Action, Propose};
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, act_on_new};
use crate::cli::app::answer::Rejected;
use crate::cli::app::ask;
use crate::cli::app::context::{Context, Environment, register_id, roster};
use crate::cli::app::environment::Input;
use crate::cli::app::templates::{self, Overrides};
use crate::cli::app::ui;
use crate::id::Id;
use crate::path::StorePath;
use crate::process::{Refusal, proposer};
use crate::render::StarterFile;
use crate::roster::Organization;
use crate::schema::SchemaKind;
use crate::yaml;

/// Propose a work register, written from the Work Register Template
///
/// On a terminal it prompts for missing values; leave an answer empty to write it in the file later. `wr template`
/// shows the fields of a register.
#[derive(Debug, Args)]
pub(crate) struct NewCommand {
    /// The new register's id: lowercase letters, digits, hyphens
    #[arg(value_parser = register_id)]
    id: Id,
    #[command(flatten)]
    said: NewAnswers,
    /// Who proposes it: the partner (the default for its own people and the VP), or a member company
    #[arg(long, value_name = "ORG")]
    proposed_by: Option<String>,
    /// The work register owner; for outside proposals the VP of Alliances assigns one
    #[arg(long, value_name = "PERSON")]
    owner: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
}

impl NewCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let overrides = templates::of_store(context.store.top())?;
        let mut said = self.said.clone();
        self.can_be_said(&context, &said, &overrides)?;
        if env.input == Input::Terminal && !self.acting.dry_run {
            self.ask(&context, &mut said, &overrides)?;
        }
        let Some(partner) = said.partner.clone() else {
            // The message of the parser, which does not know whether the command can prompt.
            bail!(
                "`wr new` needs `--partner`\n  --partner NAME: The alliance partner, an organization in the roster\n  \
                 for example: `wr new snia --partner SNIA`\n  see:    `wr new --help`"
            );
        };
        act_on_new(env, &self.id, &self.acting, |ctx| {
            self.plan(ctx, &partner, &said, &overrides)
        })?;
        if !self.acting.dry_run {
            let id = &self.id;
            ui::err(format!(
                "edit registers/{id}/register.yaml and contacts.yaml, run `wr check {id}` as you go, then \
                 `wr submit {id}`"
            ));
        }
        Ok(())
    }

    fn text(&self) -> String {
        StorePath::Text(self.id.clone()).to_string()
    }

    fn proposed_already(&self) -> anyhow::Error {
        let id = &self.id;
        Rejected::Message(format!(
            "`{id}` is proposed already\n  see:    wr status {id}"
        ))
        .into()
    }

    /// Refuses values that cannot be written: the file exists with other values, or the template has no place for
    /// them.
    fn can_be_said(
        &self,
        context: &Context,
        said: &NewAnswers,
        overrides: &Overrides,
    ) -> Result<()> {
        let places = StarterFile::Register.places(overrides.all());
        let there = context.on_disk(&self.text()).ok();
        let there = there.map(|file| yaml::read::<Value>(&file).unwrap_or_default());
        for (field, given) in said.texts() {
            if let Some(there) = &there {
                // A repeated command gives the value that the interrupted one has written.
                if there[field]
                    .as_str()
                    .is_some_and(|text| text.trim() == given.trim())
                {
                    continue;
                }
                bail!(
                    "{} already exists and is not changed; write the {field} in it",
                    self.text()
                );
            }
            if !places.iter().any(|place| place == field) {
                bail!(
                    "the store's templates/register.yaml has no place for the {field}; add `{{{{ {field} }}}}` to it"
                );
            }
        }
        Ok(())
    }

    /// Prompts for missing values, without a lock. It checks first that the actor and the id are valid.
    fn ask(&self, context: &Context, said: &mut NewAnswers, overrides: &Overrides) -> Result<()> {
        let snapshot = context.one(&self.id)?;
        let roster = roster(&snapshot)?;
        context.actor(roster)?;
        let register = snapshot.register_context(&self.id, context.env.now);
        if register.is_ok_and(|register| register.replay.state.proposal.is_some()) {
            return Err(self.proposed_already());
        }
        let is_begun = context.on_disk(&self.text()).is_ok();
        let places = if is_begun {
            Vec::new()
        } else {
            StarterFile::Register.places(overrides.all())
        };
        let mut asked = Vec::new();
        while let Some(question) = next(said, &asked, &places, roster) {
            if asked.is_empty() {
                ui::err("Leave an answer empty to write it in the file later.");
            }
            asked.push(question.field);
            said.answer(question.field, ask::ask(&question)?);
        }
        Ok(())
    }

    fn plan(
        &self,
        ctx: &ActingContext<'_>,
        partner: &str,
        said: &NewAnswers,
        overrides: &Overrides,
    ) -> Result<Plan> {
        let (text, contacts) = (
            self.text(),
            StorePath::Contacts(self.id.clone()).to_string(),
        );
        if ctx.subject.replay.state.proposal.is_some() {
            return Err(self.proposed_already());
        }
        let found = ctx.subject.roster.find_organization(partner);
        let partner = found.map_err(|why| anyhow!(unknown_partner(&why, partner)))?;
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
            .as_deref()
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
        let mut plan = Plan::of(Action::Propose(propose), subject);
        ctx.command.top()?;
        let mut said = said.clone();
        if let Some(name) = &said.originating_committee {
            said.originating_committee = Some(ctx.subject.roster.find_body(name)?.id.to_string());
        }
        let values = RegisterValues::of(
            ctx.subject.roster,
            ctx.subject.policy,
            partner,
            &said,
            &ctx.on.to_string(),
        );
        for (path, start, kind) in [
            (text, StarterFile::Register, SchemaKind::Register),
            (contacts, StarterFile::Contacts, SchemaKind::Contacts),
        ] {
            // A file that a person has started by hand is committed unchanged.
            let bytes = match ctx.command.on_disk(&path) {
                Ok(file) => file.bytes().to_vec(),
                Err(_) => {
                    let filled = start.fill(overrides.all(), &values)?;
                    // An editor would report a missing schema.
                    let has_schema = ctx.command.on_disk(&kind.path()).is_ok();
                    if has_schema {
                        kind.mark(&filled)
                    } else {
                        filled
                    }
                    .into_bytes()
                }
            };
            plan.files.push((path, bytes));
        }
        Ok(plan)
    }

    /// The proposer: the organization given, else the actor's member company, else the partner.
    fn proposer<'r>(
        &self,
        ctx: &ActingContext<'r>,
        partner: &'r Organization,
    ) -> Result<&'r Organization> {
        if let Some(name) = &self.proposed_by {
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
