//! `wr milestone`: records completed milestones, lists milestones, and edits those of the draft (DSP4003 4).

mod list;
mod option;
mod revise;

use anyhow::Result;
use clap::{Args, Subcommand};

use self::option::MilestoneOption;
use crate::act::{self, Action, Progress};
use crate::cli::app::acting::{ActOptions, Plan, act};
use crate::cli::app::context::Environment;

/// Record completed milestones; list milestones with the history of their dates; move or drop them in the draft
#[derive(Debug, Subcommand)]
pub(crate) enum MilestoneCommand {
    /// Record that a milestone of the revision in force was delivered; --on is the day
    Complete(MilestoneCompleteCommand),
    /// Reopen a milestone that was recorded as delivered by mistake
    Reopen(MilestoneReopenCommand),
    /// List the milestones in force with all their dates, and which are completed
    List(list::MilestoneListCommand),
    /// Change the date of a milestone in the draft, for the owner's next revision
    Move(revise::MilestoneMoveCommand),
    /// Remove a milestone from the draft, for the owner's next revision
    Drop(revise::MilestoneDropCommand),
}

/// Record that a milestone of the revision in force was delivered
#[derive(Debug, Args)]
pub(crate) struct MilestoneCompleteCommand {
    #[command(flatten)]
    which: MilestoneOption,
    /// What was delivered
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
}

/// Reopen a milestone that was recorded as delivered by mistake
#[derive(Debug, Args)]
pub(crate) struct MilestoneReopenCommand {
    #[command(flatten)]
    which: MilestoneOption,
    /// Why it is open again
    #[arg(long, alias = "note", value_name = "TEXT")]
    because: String,
    #[command(flatten)]
    acting: ActOptions,
}

impl MilestoneCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
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
                Some(&command.because),
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
    act(env, &which.id, acting, |ctx| {
        let text = ctx.subject.history.text_in_force(&ctx.subject.replay.state);
        let milestone = which.among(text.map_or(&[], |text| &text.milestones))?;
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
        let action = Action::Milestone(act::MilestoneProgress {
            milestone,
            status,
            note,
        });
        Ok(Plan::of(action, format!("{subject}{said}")).about_what_is_in_force(&ctx.subject))
    })
}
