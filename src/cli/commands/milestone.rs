//! `wr milestone`: milestones as they complete, and how their dates moved (DSP4003 4).

mod list;
mod revise;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::act::{self, Action, Progress};
use crate::cli::app::acting::{ActOptions, Plan, Presence, act};
use crate::cli::app::context::{Environment, register_id};
use crate::id::Id;

/// Record milestones as they complete; list them with the history of their dates; move or drop them in the draft
#[derive(Debug, Subcommand)]
pub enum MilestoneCommand {
    /// A milestone of the revision in force is delivered; --on is the day
    Complete(MilestoneCompleteCommand),
    /// A milestone was entered as delivered by mistake
    Reopen(MilestoneReopenCommand),
    /// List the milestones in force: their dates, how they moved, what is completed
    List(list::MilestoneListCommand),
    /// Give a milestone of the draft another date, for the owner's next revision
    Move(revise::MilestoneMoveCommand),
    /// Take a milestone out of the draft, for the owner's next revision
    Drop(revise::MilestoneDropCommand),
}

/// A milestone of the revision in force is delivered
#[derive(Debug, Args)]
pub struct MilestoneCompleteCommand {
    #[command(flatten)]
    which: MilestoneOption,
    /// What was delivered
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
}

/// A milestone was entered as delivered by mistake
#[derive(Debug, Args)]
pub struct MilestoneReopenCommand {
    #[command(flatten)]
    which: MilestoneOption,
    /// Why it is open again
    #[arg(long, value_name = "TEXT")]
    note: String,
    #[command(flatten)]
    acting: ActOptions,
}

/// A milestone of a register.
#[derive(Debug, Args)]
struct MilestoneOption {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The milestone's id in the register
    milestone: Id,
}

impl MilestoneCommand {
    /// Runs the command.
    pub fn run(&self, env: &Environment) -> Result<()> {
        match self {
            MilestoneCommand::Complete(command) => milestone_act(
                env,
                &command.which,
                Progress::Completed,
                command.note.as_ref(),
                &command.acting,
            ),
            MilestoneCommand::Reopen(command) => milestone_act(
                env,
                &command.which,
                Progress::Reopened,
                Some(&command.note),
                &command.acting,
            ),
            MilestoneCommand::List(command) => command.run(env),
            MilestoneCommand::Move(command) => command.run(env),
            MilestoneCommand::Drop(command) => command.run(env),
        }
    }
}

fn milestone_act(
    env: &Environment,
    which: &MilestoneOption,
    status: Progress,
    note: Option<&String>,
    acting: &ActOptions,
) -> Result<()> {
    act(env, &which.id, Presence::Known, acting, |ctx| {
        let milestone = which.milestone.clone();
        let subject = match status {
            Progress::Completed => {
                format!("the milestone `{milestone}` was completed on {}", ctx.on)
            }
            Progress::Reopened => format!("the milestone `{milestone}` is open again"),
        };
        let note = note.cloned();
        let said = note
            .as_ref()
            .map_or(String::new(), |note| format!(": {note}"));
        let action = Action::Milestone(act::Milestone {
            milestone,
            status,
            note,
        });
        Ok(Plan::of(action, format!("{subject}{said}")).about_what_is_in_force(ctx))
    })
}
