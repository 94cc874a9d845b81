//! `wr new`: proposes a register, written from the Work Register Template (DSP4003 3.1).

mod blank;
pub(super) mod proposal;
pub(super) mod questions;
pub(super) mod starter;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::Value;

use self::proposal::{Proposal, proposed_already};
use self::questions::{NewAnswers, next};
use self::starter::{Starter, marked, starter_path};
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, act_on_new};
use crate::cli::app::ask;
use crate::cli::app::context::{Context, Environment, register_id, roster};
use crate::cli::app::environment::Input;
use crate::cli::app::templates::{self, Overrides};
use crate::cli::app::ui;
use crate::id::Id;
use crate::path::StorePath;
use crate::render::StarterFile;
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
            return Err(proposed_already(&self.id));
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
        let proposal = Proposal {
            id: &self.id,
            partner,
            proposed_by: self.proposed_by.as_deref(),
            owner: self.owner.as_deref(),
        };
        let mut plan = proposal.plan(ctx)?;
        let starter = Starter {
            roster: ctx.subject.roster,
            policy: ctx.subject.policy,
            overrides,
        };
        let partner = proposal.partner(ctx)?;
        let files = [
            (StarterFile::Register, SchemaKind::Register),
            (StarterFile::Contacts, SchemaKind::Contacts),
        ];
        for (start, kind) in files {
            let path = starter_path(start, &self.id);
            // A file that a person has started by hand is committed unchanged.
            let bytes = match ctx.command.on_disk(&path) {
                Ok(file) => file.bytes().to_vec(),
                Err(_) => {
                    let filled = starter.fill(start, partner, said, &ctx.on.to_string())?;
                    marked(ctx.command, kind, filled)
                }
            };
            plan.files.push((path, bytes));
        }
        Ok(plan)
    }
}
