//! Records an act, or writes it to files for mailing, for members with read access only.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::attempt::attempt;
use super::context::ActingContext;
use super::options::ActOptions;
use super::plan::Plan;
use super::retry::ask_first;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Environment, Presence};
use crate::id::Id;

/// The option of every command whose act may be mailed.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct OutOption {
    /// Do not commit: write the act and its signature to files in this folder, to mail to a person who runs
    /// `wr import-act` on them
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

impl OutOption {
    /// Plans an act, decides on it, and records it or writes it to the folder.
    ///
    /// # Errors
    /// Those of [`act`](super::act), or the folder cannot be written.
    pub(crate) fn act(
        &self,
        env: &Environment,
        id: &Id,
        options: &ActOptions,
        plan: impl Fn(&ActingContext<'_>) -> Result<Plan>,
    ) -> Result<()> {
        let folder = self.out.as_deref();
        let plan = |ctx: &ActingContext<'_>| {
            let plan = plan(ctx)?;
            match folder {
                Some(_) if !plan.files.is_empty() => Err(with_text()),
                Some(_) | None => Ok(plan),
            }
        };
        ask_first(env, options, |env, options| {
            attempt(env, id, Presence::Known, options, folder, plan)
        })
    }
}

fn with_text() -> anyhow::Error {
    let why = "this act includes a text, and only an act without a text can be mailed";
    Rejected::Message(format!("{why}\n  needs:  the same command without `--out`")).into()
}
