//! `wr save`: commits the files that people write as they are on disk, without `git add`.

mod kind;
mod restore;
mod sound;
pub(super) mod version;

use anyhow::{Result, bail};
use clap::Args;

use self::kind::kind_of;
pub(crate) use self::kind::path_of;
use self::version::{SaveOutcome, Saving};
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment, register_files};
use crate::cli::app::share::ShareOption;
use crate::cli::app::ui;
use crate::contacts::Contacts;
use crate::id::Id;
use crate::path::{VersionKind, register_id};
use crate::process::Refusal;
use crate::roster::authority::{Office, Setting, Task};
use crate::snapshot::{Document, Snapshot};

/// Commit a register's text and contacts, the roster or the policy, as they are on disk
#[derive(Debug, Args)]
pub(crate) struct SaveCommand {
    /// Registers by id, `roster`, `policy`
    #[arg(required = true, value_name = "ID|roster|policy")]
    what: Vec<String>,
    /// Restore the newest saved version of the roster or the policy to its file; uncommitted edits are never
    /// overwritten
    #[arg(long)]
    restore: bool,
    #[command(flatten)]
    sharing: ShareOption,
}

impl SaveCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        if self.restore {
            return restore::run(env, &self.what);
        }
        let mut context = Context::open(env)?;
        context.top()?;
        let lock = context.begin_write()?;
        let mut files = Vec::new();
        for what in self.what.iter().filter(|what| kind_of(what).is_none()) {
            files.extend(files_of(&context, what)?);
        }
        let kinds: Vec<VersionKind> = self.what.iter().filter_map(|what| kind_of(what)).collect();
        let mut saving = Saving::begin(&context)?;
        let outcomes = saving.save(&kinds)?;
        for told in saving.differences(&kinds)? {
            ui::out(ui::visible(told));
        }
        let waiting: Vec<&SaveOutcome> =
            outcomes.iter().filter(|outcome| outcome.waits()).collect();
        files.extend(saving.into_files(&kinds));
        if files.is_empty() {
            ui::out(format!(
                "{}: nothing to save, everything is committed",
                self.what.join(", ")
            ));
            return Ok(());
        }
        let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        let summary = format!("save {}: {}", self.what.join(" "), names.join(", "));
        let message = format!("save {}\n\n{}\n", self.what.join(" "), names.join("\n"));
        context.commit(&lock, files, message)?;
        ui::out(summary);
        for outcome in waiting {
            outcome.set_aside(&context, &lock)?;
        }
        outcomes
            .iter()
            .filter_map(SaveOutcome::told)
            .for_each(|told| ui::out(ui::visible(told)));
        Ok(())
    }
}

/// The files of a register that are not committed as they are on disk.
fn files_of(context: &Context, what: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let Some(id) = register_id(&what.to_lowercase()) else {
        bail!("`{what}` is not a register's id, `roster` or `policy`");
    };
    let snapshot = context.register(&id)?;
    let register_files = register_files(&snapshot, &id)?;
    let text = register_files.text.as_ref().map(|document| &document.file);
    let contacts = register_files
        .contacts
        .as_ref()
        .map(|document| &document.file);
    let mut files = Vec::new();
    for file in text.into_iter().chain(contacts) {
        if !context.is_committed(file)? {
            files.push((file.path().to_string(), file.bytes().to_vec()));
        }
    }
    if let Some(contacts) = &register_files.contacts
        && files.iter().any(|(path, _)| path == contacts.file.path())
    {
        may_save(context, &snapshot, &id, contacts)?;
    }
    Ok(files)
}

/// Refuses a person who may not save the contacts. The owner and the VP may, and a representative may save the
/// partner's side. Before the register is proposed, everyone may.
fn may_save(
    context: &Context,
    snapshot: &Snapshot,
    id: &Id,
    contacts: &Document<Contacts>,
) -> Result<()> {
    const CLAUSE: &str = "DSP4003 3.2";
    let Ok(register) = snapshot.register_context(id, context.env.now) else {
        return Ok(());
    };
    let (state, roster) = (&register.replay.state, register.roster);
    let Some(proposal) = &state.proposal else {
        return Ok(());
    };
    let actor = &context.actor(roster)?.id;
    let setting = Setting {
        roster,
        on: context.env.now.day(),
        owner: state.owner.as_ref().map(|(owner, _)| owner),
        proposer: Some(&proposal.proposed_by),
        partner: Some(&proposal.partner),
        body: None,
        concerned: &[],
    };
    if setting.authorize(Task::Own, actor, false).is_ok() {
        return Ok(());
    }
    let mut who = setting.who(Task::Own);
    let represents = setting.holders(Office::Representative);
    who.extend(represents.iter().map(|person| {
        format!(
            "{} (representative of the partner, for the partner's side)",
            roster.person_name(person)
        )
    }));
    let name = roster.person_name(actor);
    if !represents.contains(&actor) {
        let state = format!("{name} is not authorized to save the contacts of `{id}`");
        return Err(Rejected::ByProcess(
            Refusal::new(state, "an authorized person", CLAUSE).who(who),
        )
        .into());
    }
    let before = match context.head {
        Some(head) => context
            .store
            .read(head, &[contacts.file.path()])?
            .tree
            .get(contacts.file.path())
            .cloned(),
        None => None,
    };
    let home = |document: &Document<Contacts>| document.get().map(|contacts| contacts.home.clone());
    let before = before.map_or(Some(Vec::new()), |file| home(&Document::read(&file)));
    if before.is_some() && before == home(contacts) {
        return Ok(());
    }
    let state =
        format!("{name} represents the partner, but the contacts of the other side changed");
    Err(
        Rejected::ByProcess(Refusal::new(state, "changes under `partner` only", CLAUSE).who(who))
            .into(),
    )
}
