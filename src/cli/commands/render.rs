//! `wr render`: prints one register as Markdown or as one HTML page.

use std::path::PathBuf;

use anyhow::{Context as _, Result, anyhow};
use clap::{Args, ValueEnum};

use crate::cli::app::context::{Context, Environment, register_files, register_id};
use crate::cli::app::templates;
use crate::cli::app::ui;
use crate::id::Id;
use crate::render::{self, RenderError, Selector};

/// Print a register as Markdown or HTML: the revision in force, or another text
#[derive(Debug, Args)]
pub(crate) struct RenderCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    format: RenderFormat,
    /// Print the revision with this number
    #[arg(long, conflicts_with = "draft")]
    revision: Option<u32>,
    /// Print the draft on disk
    #[arg(long)]
    draft: bool,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum RenderFormat {
    #[default]
    Markdown,
    Html,
}

impl RenderCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let selector = match (self.revision, self.draft) {
            (Some(number), _) => Selector::Revision(number),
            (None, true) => Selector::Draft,
            (None, false) => Selector::InForce,
        };
        let page = page(env, &self.id, selector, self.format)?;
        let Some(path) = &self.out else {
            ui::raw(page.as_bytes());
            return Ok(());
        };
        let path = env.dir.join(path);
        std::fs::write(&path, page).with_context(|| format!("{} cannot be written", path.display()))
    }
}

fn page(env: &Environment, id: &Id, selector: Selector, form: RenderFormat) -> Result<String> {
    let context = Context::open(env)?;
    let snapshot = context.register(id)?;
    let templates = templates::of_store(context.store.top())?.pages()?;
    let register_files = register_files(&snapshot, id)?;
    let today = env.today();
    // A text can be printed without a policy.
    let register = snapshot.register_context(id, env.now);
    let is_removed = register.is_ok_and(|register| register.replay.state.removed.is_some());
    // For a removed register, print the revision that was in force.
    let selector = if selector == Selector::InForce && is_removed {
        Selector::Removed
    } else {
        selector
    };
    let page = match form {
        RenderFormat::Markdown => {
            render::markdown(&snapshot, register_files, selector, &templates, today)
        }
        RenderFormat::Html => render::html(&snapshot, register_files, selector, &templates, today),
    };
    let is_draft = selector == Selector::InForce && register_files.text.is_some();
    page.map_err(|why| {
        if is_draft && matches!(why, RenderError::NoText { .. }) {
            return anyhow!("{why}; `wr render {id} --draft` prints the draft");
        }
        why.into()
    })
}
