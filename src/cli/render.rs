//! `wr render`: one register as Markdown or as one HTML page.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};

use super::context::{Context, Surroundings, dossier, register_id};
use super::{templates, ui};
use crate::id::Id;
use crate::process::fold;
use crate::render::{self, Which};

/// Print a register as Markdown or HTML: the revision in force, or another text
#[derive(Debug, Args)]
pub struct Render {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The form
    #[arg(long, value_enum, default_value_t)]
    format: Form,
    /// A revision by its number
    #[arg(long, conflicts_with = "draft")]
    revision: Option<u32>,
    /// The draft, as it is on disk
    #[arg(long)]
    draft: bool,
    /// Write a file in place of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The forms of a rendered register.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    #[default]
    Markdown,
    Html,
}

impl Render {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        let which = match (self.revision, self.draft) {
            (Some(number), _) => Which::Revision(number),
            (None, true) => Which::Draft,
            (None, false) => Which::InForce,
        };
        let page = page(around, &self.id, which, self.format)?;
        let Some(path) = &self.out else {
            ui::raw(page.as_bytes());
            return Ok(());
        };
        let path = around.dir.join(path);
        std::fs::write(&path, page).with_context(|| format!("{} cannot be written", path.display()))
    }
}

fn page(around: &Surroundings, id: &Id, which: Which, form: Form) -> Result<String> {
    let context = Context::open(around)?;
    let snapshot = context.register(id)?;
    let templates = templates::of_store(context.store.top())?.pages()?;
    let dossier = dossier(&snapshot, id)?;
    let today = around.today();
    Ok(match form {
        Form::Markdown => render::markdown(&snapshot, dossier, which, &templates, today)?,
        Form::Html => render::html(&snapshot, dossier, which, &templates, today)?,
    })
}

/// `wr show`: a register as it is best known: in force, else the newest revision, else the draft.
#[derive(Debug, Args)]
pub struct Show {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// How to print it: the text for people, or its fields as JSON
    #[arg(long, value_enum, default_value_t)]
    format: super::format::Format,
}

impl Show {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        let context = Context::open(around)?;
        let snapshot = context.register(&self.id)?;
        let dossier = dossier(&snapshot, &self.id)?;
        let state = snapshot.record(dossier).map(|record| fold(&record).state).unwrap_or_default();
        let which = match (&state.in_force, &state.under_way) {
            (Some(_), _) => Which::InForce,
            (None, Some(under_way)) if under_way.rejected.is_none() => Which::Revision(under_way.revision),
            (None, _) => Which::Draft,
        };
        let templates = templates::of_store(context.store.top())?.pages()?;
        if self.format == super::format::Format::Text {
            ui::out(ui::visible(render::markdown(&snapshot, dossier, which, &templates, around.today())?));
            return Ok(());
        }
        let (revision, document) = match which {
            Which::InForce => {
                let revision = state.in_force.as_ref().map(|in_force| in_force.revision);
                (revision, revision.and_then(|revision| dossier.revisions.get(&revision)))
            }
            Which::Revision(revision) => (Some(revision), dossier.revisions.get(&revision)),
            Which::Draft => (None, dossier.text.as_ref()),
        };
        let document = document.context("the register has no text")?;
        let text = document.get().with_context(|| format!("{} cannot be read", document.file.path()))?;
        let shown = serde_json::json!({
            "format": 1, "register": self.id, "revision": revision,
            "digest": document.file.digest(), "text": text,
        });
        ui::out(serde_json::to_string_pretty(&shown)?);
        Ok(())
    }
}
