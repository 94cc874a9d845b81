//! `wr render`: a register as a document to print, to edit or to read.

use anyhow::{Result, anyhow, bail};
use clap::builder::ArgPredicate;
use clap::{Args, ValueEnum};

use crate::cli::app::context::{Context, Environment, register_files, register_id};
use crate::cli::app::documents::{DocumentExample, DocumentFormat, DocumentOptions};
use crate::cli::app::templates;
use crate::cli::app::texts;
use crate::cli::app::ui;
use crate::id::Id;
use crate::render::{self, Document, OlderText, RenderError, Selector, Templates};
use crate::snapshot::{RegisterContext, RegisterFiles, Snapshot};

/// Write a register as a document: the revision in force, or another text, as PDF, Word, HTML or Markdown
#[derive(Debug, Args)]
pub(crate) struct RenderCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The output format, by default that of the file's name, else Markdown
    #[arg(
        long,
        value_enum,
        default_value = "markdown",
        default_value_if("out", ArgPredicate::IsPresent, None),
        hide_default_value = true
    )]
    format: Option<RenderFormat>,
    /// Take the revision with this number
    #[arg(long, conflicts_with = "draft")]
    revision: Option<u32>,
    /// Take the draft on disk
    #[arg(long)]
    draft: bool,
    /// Show the changes since this text: a revision's number, `in-force`, `draft` or a commit
    #[arg(long, value_name = "OLD")]
    redline: Option<String>,
    #[command(flatten)]
    to: DocumentOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RenderFormat {
    #[value(alias = "md")]
    Markdown,
    /// One page for browsers and for printing, without other files.
    #[value(alias = "htm")]
    Html,
    /// A Word file, with changes as tracked changes.
    Docx,
    /// Printed by Chromium, Chrome, Edge or WeasyPrint.
    Pdf,
}

impl RenderCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let as_what = match self.format() {
            RenderFormat::Markdown => return self.markdown(env),
            RenderFormat::Html => DocumentFormat::Html,
            RenderFormat::Docx => DocumentFormat::Docx,
            RenderFormat::Pdf => DocumentFormat::Pdf,
        };
        let context = Context::open(env)?;
        let templates = templates::of_store(context.store.top())?.pages()?;
        let document = self.document(&context)?;
        let example = DocumentExample {
            command: self.command(),
            name: self.id.to_string(),
        };
        self.to
            .produce(&context, &document, as_what, &templates, &example)
    }

    /// The command without format and file, for an example.
    fn command(&self) -> String {
        let mut command = format!("wr render {}", self.id);
        if self.draft {
            command += " --draft";
        }
        if let Some(number) = self.revision {
            command += &format!(" --revision {number}");
        }
        if let Some(old) = &self.redline {
            command += &format!(" --redline {old}");
        }
        command
    }

    fn format(&self) -> RenderFormat {
        self.format
            .or_else(|| self.to.format_of_name())
            .unwrap_or(RenderFormat::Markdown)
    }

    fn document(&self, context: &Context) -> Result<Document> {
        let snapshot = context.register(&self.id)?;
        let files = register_files(&snapshot, &self.id)?;
        let older = match &self.redline {
            None => None,
            Some(word) => {
                let register = snapshot.register_context(&self.id, context.env.now)?;
                Some(texts::named(context, &register, word)?)
            }
        };
        let older = older.as_ref().map(|older| OlderText {
            name: older.name.clone(),
            text: &older.text,
        });
        let today = context.env.today();
        let selector = self.selector(context, &snapshot);
        render::register_document(&snapshot, files, selector, older.as_ref(), today)
            .map_err(|why| self.explained(context, why, &snapshot, files))
    }

    fn markdown(&self, env: &Environment) -> Result<()> {
        let id = &self.id;
        if let Some(old) = &self.redline {
            bail!(
                "Markdown cannot show changes: `wr render {id} --redline {old} --out {id}.pdf` (or .docx, .html) does, and \
                 `wr diff {id} {old}` prints them"
            );
        }
        let context = Context::open(env)?;
        let snapshot = context.register(id)?;
        let templates: Templates = templates::of_store(context.store.top())?.pages()?;
        let files = register_files(&snapshot, id)?;
        let selector = self.selector(&context, &snapshot);
        let text = render::markdown(&snapshot, files, selector, &templates, env.today())
            .map_err(|why| self.explained(&context, why, &snapshot, files))?;
        self.to
            .print(env, "md", &text, |text| ui::raw(text.as_bytes()))
    }

    fn selector(&self, context: &Context, snapshot: &Snapshot) -> Selector {
        if let Some(number) = self.revision {
            return Selector::Revision(number);
        }
        if self.draft {
            return Selector::Draft;
        }
        // A text can be printed without a policy.
        let register = snapshot.register_context(&self.id, context.env.now);
        match register.is_ok_and(|register| register.replay.state.removed.is_some()) {
            true => Selector::Removed,
            false => Selector::InForce,
        }
    }

    /// The error, with the texts that the register has.
    fn explained(
        &self,
        context: &Context,
        why: RenderError,
        snapshot: &Snapshot,
        files: &RegisterFiles,
    ) -> anyhow::Error {
        if !matches!(why, RenderError::NoText { .. }) {
            return why.into();
        }
        if let Some(number) = self.revision {
            let document = files.revisions.get(&number);
            return texts::unreadable(files, document, &format!("revision {number}"));
        }
        if self.draft {
            return texts::unreadable(files, files.text.as_ref(), "draft");
        }
        match snapshot.register_context(&self.id, context.env.now) {
            Ok(register) => self.none_in_force(&register),
            Err(_) => why.into(),
        }
    }

    /// Without a revision in force, names the commands for the texts that there are, the one under approval first.
    fn none_in_force(&self, register: &RegisterContext<'_>) -> anyhow::Error {
        let (id, files, state) = (&self.id, register.files, &register.replay.state);
        let in_force = state.in_force.as_ref().map(|it| it.revision);
        if let Some(number) = in_force.or(state.removed.as_ref().map(|it| it.revision)) {
            let document = files.revisions.get(&number);
            return texts::unreadable(files, document, &format!("revision {number}"));
        }
        let draft = files.text.is_some();
        let revision = match &state.under_way {
            Some(under_way) => Some(under_way.revision),
            None if draft => None,
            None => files.revisions.keys().next_back().copied(),
        };
        let revision =
            revision.map(|it| format!("`wr render {id} --revision {it}` prints revision {it}"));
        let draft = draft.then(|| format!("`wr render {id} --draft` prints the draft"));
        let commands: Vec<String> = revision.into_iter().chain(draft).collect();
        let why = format!("`{id}` has no revision in force");
        match commands.is_empty() {
            true => anyhow!(why),
            false => anyhow!("{why}; {}", commands.join(", ")),
        }
    }
}
