//! `wr show`: prints the text of a register.

use anyhow::{Context as _, Result};
use clap::Args;

use crate::cli::app::context::{Context, Environment, register_files, register_id};
use crate::cli::app::format::OutputFormat;
use crate::cli::app::templates;
use crate::cli::app::ui;
use crate::id::Id;
use crate::process::replay;
use crate::render::{self, Which};

/// Show the text of a register: the revision in force, else the one submitted, else the draft
#[derive(Debug, Args)]
pub(crate) struct ShowCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// How to print it: the text for people, or its fields as JSON
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

impl ShowCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.register(&self.id)?;
        let register_files = register_files(&snapshot, &self.id)?;
        let state = snapshot
            .history(register_files)
            .map(|history| replay(&history).state)
            .unwrap_or_default();
        let which = match (&state.in_force, &state.under_way) {
            (Some(_), _) => Which::InForce,
            (None, Some(under_way)) if under_way.rejected.is_none() => {
                Which::Revision(under_way.revision)
            }
            (None, _) => match &state.removed {
                Some(_) => Which::Removed,
                None => Which::Draft,
            },
        };
        let templates = templates::of_store(context.store.top())?.pages()?;
        if self.format == OutputFormat::Text {
            ui::out(ui::visible(render::markdown(
                &snapshot,
                register_files,
                which,
                &templates,
                env.today(),
            )?));
            return Ok(());
        }
        let (revision, document) = match which {
            Which::InForce => {
                let revision = state.in_force.as_ref().map(|in_force| in_force.revision);
                (
                    revision,
                    revision.and_then(|revision| register_files.revisions.get(&revision)),
                )
            }
            Which::Removed => {
                let revision = state.removed.as_ref().map(|removed| removed.revision);
                (
                    revision,
                    revision.and_then(|revision| register_files.revisions.get(&revision)),
                )
            }
            Which::Revision(revision) => (Some(revision), register_files.revisions.get(&revision)),
            Which::Draft => (None, register_files.text.as_ref()),
        };
        let document = document.context("the register has no text")?;
        let text = document
            .get()
            .with_context(|| format!("{} cannot be read", document.file.path()))?;
        let shown = serde_json::json!({
            "format": 1, "register": self.id, "revision": revision,
            "digest": document.file.digest(), "text": text,
        });
        ui::out(serde_json::to_string_pretty(&shown)?);
        Ok(())
    }
}
