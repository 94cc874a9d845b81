//! `wr import`: a draft from a register, an agreement or a letter that was written elsewhere.

mod backfill;
mod leftovers;
mod source;
mod text;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::Value;

use self::leftovers::LeftoverFile;
use self::text::DraftFiles;
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, act_on_new, rehearse_on_new};
use crate::cli::app::answer::reject;
use crate::cli::app::context::{Context, Environment, register_id, roster};
use crate::cli::app::templates::{self, Overrides};
use crate::cli::app::ui;
use crate::cli::commands::backfill::{BackfillCommand, EarlierApproval};
use crate::cli::commands::new::proposal::{Proposal, proposed_already};
use crate::cli::commands::new::questions::PURPOSES;
use crate::cli::commands::submit::SubmitCommand;
use crate::id::Id;
use crate::import::{self, ImportedDraft, Parties, SourceDocument};
use crate::path::StorePath;
use crate::roster::{Organization, Roster};
use crate::snapshot::Snapshot;

/// Import a register, an agreement or a liaison letter from a Word, Markdown or HTML file
///
/// Proposes a register whose draft has the words of the document: headings, texts, milestones, Table 1 and contacts.
/// Everything without a place in the draft is listed, and kept in a file beside the document; nothing is guessed.
///
/// With --approved, --accepted or --resolution, the register is also submitted and backfilled, as `wr backfill` does
/// for registers that were approved before the store existed. `wr import-act` imports mailed acts.
#[derive(Debug, Args)]
pub(crate) struct ImportCommand {
    /// The document: .docx, .md or .html
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The alliance partner, an organization in the roster; by default the one that the document names
    #[arg(long, value_name = "NAME")]
    partner: Option<String>,
    /// The new register's id, by default that of the partner
    #[arg(long, value_parser = register_id)]
    id: Option<Id>,
    /// What the partnership is for; only `standards` needs the table of standards
    #[arg(long, value_parser = PURPOSES)]
    purpose: Option<String>,
    /// The committee that owns and approves the register; usually the Alliance Committee
    #[arg(long = "committee", alias = "body", value_name = "BODY")]
    originating_committee: Option<String>,
    /// Who proposes it, as in `wr new`
    #[arg(long, value_name = "ORG")]
    proposed_by: Option<String>,
    /// The work register owner, whom the VP of Alliances names; needed with --approved and the like
    #[arg(long, value_name = "PERSON")]
    owner: Option<String>,
    /// Where to write what has no place in the draft; by default FILE with the ending .leftover.md
    #[arg(long, value_name = "FILE")]
    leftover: Option<PathBuf>,
    #[command(flatten)]
    approval: EarlierApproval,
    #[command(flatten)]
    acting: ActOptions,
}

/// What a document gives.
struct Imported {
    id: Id,
    partner: Id,
    draft: ImportedDraft,
    files: DraftFiles,
}

impl ImportCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let document = source::read(env, &self.file)?;
        if document.is_flat {
            ui::err(
                "note: the headings and tables of this Word file cannot be read, only its paragraphs; saved again by a \
                 word processor, it may be read better",
            );
        }
        let context = Context::open(env)?;
        let overrides = templates::of_store(context.store.top())?;
        let imported = self.imported(&context, &document, &overrides)?;
        self.names_owner(&imported.draft)?;
        let mut leftovers = LeftoverFile::new(env, self.leftover.as_deref(), &self.file);
        // Decides on everything before anything is written.
        rehearse_on_new(env, &imported.id, &self.acting, |ctx| {
            let plan = self.plan(ctx, &imported)?;
            if self.approval.is_known() {
                backfill::rehearse(ctx, &plan, &self.approval, &self.acting)?;
            }
            Ok(plan)
        })?;
        if self.acting.dry_run {
            act_on_new(env, &imported.id, &self.acting, |ctx| {
                self.plan(ctx, &imported)
            })?;
            imported.files.print();
            leftovers::report(&imported.draft, None);
            return Ok(());
        }
        if !imported.draft.is_complete() {
            leftovers.write(&imported.draft)?;
        }
        act_on_new(env, &imported.id, &self.acting, |ctx| {
            self.plan(ctx, &imported)
        })?;
        // The draft is recorded; its leftovers stay, whatever follows.
        let kept = leftovers.keep();
        leftovers::report(&imported.draft, kept.as_deref());
        if self.approval.is_known() {
            return self.backfill(env, imported.id);
        }
        let id = &imported.id;
        ui::err(format!(
            "complete registers/{id}/register.yaml and contacts.yaml, run `wr check {id}` as you go, then \
             `wr submit {id}`"
        ));
        Ok(())
    }

    fn imported(
        &self,
        context: &Context,
        document: &SourceDocument,
        overrides: &Overrides,
    ) -> Result<Imported> {
        let governance = context.governance()?;
        let roster = roster(&governance)?;
        context.actor(roster)?;
        let partner = self.partner(document, roster)?;
        let id = self.free_id(context, partner)?;
        let policy = governance.policy.as_ref().and_then(|policy| policy.get());
        let policy = policy.context("the store has no policy in force")?;
        let parties = Parties {
            roster,
            partner,
            sections: &policy.sections,
        };
        let draft = import::recognize(document, &parties);
        let files = text::DraftText {
            context,
            parties: &parties,
            policy,
            overrides,
            purpose: self.purpose.as_deref(),
            committee: self.originating_committee.as_deref(),
            is_from_records: self.approval.is_known(),
        }
        .files(&id, &draft)?;
        Ok(Imported {
            id,
            partner: partner.id.clone(),
            draft,
            files,
        })
    }

    /// A register that is backfilled needs an owner, because its text is submitted.
    fn names_owner(&self, draft: &ImportedDraft) -> Result<()> {
        if self.owner.is_some() || !self.approval.is_known() {
            return Ok(());
        }
        let contacts = draft.contacts.get("home").and_then(Value::as_array);
        let is_owner = |contact: &&Value| {
            contact["role"]
                .as_str()
                .is_some_and(|role| role.contains("owner"))
        };
        let named = contacts.into_iter().flatten().find(is_owner);
        let hint = match named.and_then(|contact| contact["name"].as_str()) {
            Some(name) => format!("; the document names {name}"),
            None => String::new(),
        };
        reject!(
            "a register in force has a work register owner\n  needs:  `--owner PERSON`{hint}\n  clause: DSP4003 2.2, 3.1"
        )
    }

    /// The partner that was named, else the one that the document names.
    fn partner<'r>(
        &self,
        document: &SourceDocument,
        roster: &'r Roster,
    ) -> Result<&'r Organization> {
        if let Some(name) = &self.partner {
            let found = roster.find_organization(name);
            return found.map_err(|why| {
                anyhow::anyhow!(crate::cli::commands::new::questions::unknown_partner(
                    &why, name
                ))
            });
        }
        let found = import::partners_in(document, roster);
        match found.as_slice() {
            [one] => Ok(one),
            [] => {
                let title = import::partner_in_title(document, roster);
                let name = title.unwrap_or_else(|| "NAME".to_string());
                reject!(
                    "the document names no organization of the roster as the partner\n  needs:  `--partner NAME`; a new \
                     partner is added first: `wr roster add organization \"{name}\"`, then `wr save roster`"
                )
            }
            several => {
                let names: Vec<&str> = several.iter().map(|found| found.id.as_str()).collect();
                reject!(
                    "the document names more than one organization of the roster: {}\n  needs:  `--partner {}`",
                    names.join(", "),
                    names[0]
                )
            }
        }
    }

    /// The id of the register. It has no files yet, not even uncommitted ones.
    fn free_id(&self, context: &Context, partner: &Organization) -> Result<Id> {
        let id = self.id.clone().unwrap_or_else(|| partner.id.clone());
        let another = match &self.id {
            Some(_) => "",
            None => "\n  or:     another id for this one, for example `--id ",
        };
        let another = match another.is_empty() {
            true => String::new(),
            false => format!("{another}{id}-2`"),
        };
        let is_proposed = |snapshot: &Snapshot| {
            let register = snapshot.register_context(&id, context.env.now);
            register.is_ok_and(|register| register.replay.state.proposal.is_some())
        };
        if is_proposed(&context.one(&id)?) {
            return match another.is_empty() {
                true => Err(proposed_already(&id)),
                false => reject!("`{id}` is proposed already\n  see:    wr status {id}{another}"),
            };
        }
        for path in [StorePath::Text(id.clone()), StorePath::Contacts(id.clone())] {
            if context.on_disk(&path.to_string()).is_ok() {
                reject!(
                    "{path} already exists and is not changed\n  needs:  the file moved away{another}"
                );
            }
        }
        Ok(id)
    }

    /// The plan of the proposal, with the draft.
    fn plan(&self, ctx: &ActingContext<'_>, imported: &Imported) -> Result<Plan> {
        let proposal = Proposal {
            id: &imported.id,
            partner: imported.partner.as_str(),
            proposed_by: self.proposed_by.as_deref(),
            owner: self.owner.as_deref(),
        };
        let mut plan = proposal.plan(ctx)?;
        plan.files.extend(imported.files.committed());
        Ok(plan)
    }

    /// Submits and backfills the register that was just proposed.
    fn backfill(&self, env: &Environment, id: Id) -> Result<()> {
        let acting = self.acting.clone();
        SubmitCommand::from_records(id.clone(), acting.clone()).run(env)?;
        BackfillCommand::new(id, self.approval.clone(), acting).run(env)
    }
}
