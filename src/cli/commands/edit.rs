//! `wr edit`: opens a file that people write in git's editor, checks it, and names the next command.

use anyhow::{Result, bail};
use clap::Args;

use super::check::CheckCommand;
use super::save::{nearly, path_of};
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment, register_id};
use crate::cli::app::environment::Input;
use crate::cli::app::share::{glance, note_unmerged};
use crate::cli::app::ui;
use crate::id::Id;
use crate::path::{StorePath, VersionKind};
use crate::process::Stage;
use crate::process::next_steps::sentence;
use crate::store::EditorExit;

/// Open a register's text, the roster or the policy in your editor, and check it
#[derive(Debug, Args)]
pub(crate) struct EditFileCommand {
    /// A register, `roster` or `policy`
    #[arg(value_name = "ID|roster|policy", value_parser = file)]
    what: EditedFile,
    /// Open the register's contacts instead of its text
    #[arg(long)]
    contacts: bool,
}

#[derive(Debug, Clone)]
enum EditedFile {
    Version(VersionKind),
    Register(Id),
}

fn file(text: &str) -> Result<EditedFile, String> {
    let lower = text.to_lowercase();
    let kind = VersionKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == lower);
    match kind {
        Some(kind) => Ok(EditedFile::Version(kind)),
        None => register_id(text).map(EditedFile::Register),
    }
}

impl EditFileCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        glance(env);
        let context = Context::open(env)?;
        let path = self.path(&context)?;
        note_unmerged(&context, &path)?;
        let before = context.on_disk(&path)?;
        let next = self.next(&context)?;
        if env.input == Input::None {
            ui::out(format!("edit {path}, then {next}"));
            return Ok(());
        }
        match context.store.open_editor(&path)? {
            EditorExit::Done => {}
            EditorExit::NoEditor => {
                ui::out(format!(
                    "git knows no editor (`git config core.editor NAME` sets one); edit {path}, then {next}"
                ));
                return Ok(());
            }
            EditorExit::Failed => bail!("the editor ended with an error; the file is {path}"),
        }
        if context.on_disk(&path)?.bytes() == before.bytes() {
            ui::out(format!("{path} is unchanged"));
            return Ok(());
        }
        match self.check(env) {
            Ok(()) => {
                ui::out(format!("next: {next}"));
                Ok(())
            }
            Err(why) if why.downcast_ref::<Rejected>().is_some() => {
                ui::err(format!(
                    "next: correct the errors: `wr edit {}`",
                    self.name()
                ));
                Err(why)
            }
            Err(why) => Err(why),
        }
    }

    fn name(&self) -> &str {
        match &self.what {
            EditedFile::Version(kind) => kind.as_str(),
            EditedFile::Register(id) => id.as_str(),
        }
    }

    fn path(&self, context: &Context) -> Result<String> {
        Ok(match (&self.what, self.contacts) {
            (EditedFile::Version(kind), false) => path_of(*kind).to_string(),
            (EditedFile::Version(kind), true) => {
                bail!("`--contacts` is for a register, and the {kind} is none")
            }
            (EditedFile::Register(id), contacts) => {
                let known = context.register(id).map(|_| ());
                known.map_err(|error| nearly(id.as_str()).unwrap_or(error))?;
                match contacts {
                    true => StorePath::Contacts(id.clone()).to_string(),
                    false => StorePath::Text(id.clone()).to_string(),
                }
            }
        })
    }

    fn check(&self, env: &Environment) -> Result<()> {
        match &self.what {
            EditedFile::Version(kind) => CheckCommand::of_file(env, path_of(*kind)),
            EditedFile::Register(id) => CheckCommand::of(vec![id.to_string()]).run(env),
        }
    }

    /// The command after the edit, as a part of a sentence.
    fn next(&self, context: &Context) -> Result<String> {
        let id = match (&self.what, self.contacts) {
            (EditedFile::Version(kind), _) => return Ok(format!("`wr save {kind}`")),
            (EditedFile::Register(id), true) => return Ok(format!("`wr save {id}`")),
            (EditedFile::Register(id), false) => id,
        };
        let snapshot = context.register(id)?;
        let register = snapshot.register_context(id, context.env.now)?;
        let state = &register.replay.state;
        let on_its_way = state.under_way.as_ref().filter(|it| it.rejected.is_none());
        Ok(match (Stage::of(state, &register.history), on_its_way) {
            (Stage::Unproposed, _) => format!("`wr new {id} --partner NAME` proposes it"),
            (Stage::Removed | Stage::Ended, _) => bail!(
                "`{id}` {}; its text does not change any more\n  see:    `wr show {id}`",
                sentence(state, &register.history)
            ),
            (_, Some(under_way)) => format!(
                "`wr submit {id} --withdraw`, which replaces revision {}; `wr save {id}` keeps the edit for later",
                under_way.revision
            ),
            (_, None) => format!("`wr submit {id}`; `wr save {id}` keeps the edit for later"),
        })
    }
}
