//! `wr show`: prints the text of a register.

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::Value;

use crate::cli::app::context::{Context, Environment, register_files, register_id};
use crate::cli::app::format::{OutputFormat, print_json};
use crate::cli::app::templates;
use crate::cli::app::ui;
use crate::id::Id;
use crate::process::State;
use crate::render::{self, Selector};
use crate::snapshot::RegisterFiles;

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
        // A text can be shown without a policy.
        let register = snapshot.register_context(&self.id, env.now);
        let state = register.map_or_else(|_| State::default(), |it| it.replay.state);
        let selector = match (&state.in_force, &state.under_way) {
            (Some(_), _) => Selector::InForce,
            (None, Some(under_way)) if under_way.rejected.is_none() => {
                Selector::Revision(under_way.revision)
            }
            (None, _) => match &state.removed {
                Some(_) => Selector::Removed,
                None => Selector::Draft,
            },
        };
        match self.format {
            OutputFormat::Json => {
                print_json(&context, &self.fields(register_files, &state, selector)?)
            }
            OutputFormat::Text => {
                let templates = templates::of_store(context.store.top())?.pages()?;
                let today = env.today();
                let text =
                    render::markdown(&snapshot, register_files, selector, &templates, today)?;
                ui::document(&(ui::visible(text).trim_end().to_string() + "\n"));
                Ok(())
            }
        }
    }

    fn fields(&self, files: &RegisterFiles, state: &State, selector: Selector) -> Result<Value> {
        let revision = match selector {
            Selector::InForce => state.in_force.as_ref().map(|in_force| in_force.revision),
            Selector::Removed => state.removed.as_ref().map(|removed| removed.revision),
            Selector::Revision(revision) => Some(revision),
            Selector::Draft => None,
        };
        let document = match selector {
            Selector::Draft => files.text.as_ref(),
            Selector::InForce | Selector::Removed | Selector::Revision(_) => {
                revision.and_then(|revision| files.revisions.get(&revision))
            }
        };
        let document = document.context("the register has no text")?;
        let text = document
            .get()
            .with_context(|| format!("{} cannot be read", document.file.path()))?;
        Ok(serde_json::json!({
            "format": 1, "register": self.id, "revision": revision,
            "digest": document.file.digest(), "text": text,
        }))
    }
}
