//! `wr commitment`: records a working group's answer to the milestones that name it (DSP4003 2.4, 3.2).

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action, Answer};
use crate::cli::app::acting::{ActOptions, OutOption, Plan};
use crate::cli::app::context::{Environment, any_id, register_id};
use crate::cli::app::words::{ANSWERS, words};
use crate::id::Id;

/// Record whether a working group commits to the milestones that name it
#[derive(Debug, Args)]
pub(crate) struct CommitmentCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// committed, declined or changes-wanted
    #[arg(value_parser = words::<Answer>(&ANSWERS), hide_possible_values = true)]
    answer: Answer,
    /// The working group: its chair answers, or the owner or the VP records its answer with --evidence
    #[arg(long, alias = "group", value_name = "BODY")]
    body: String,
    /// The id of a milestone that it answers, by default all that name it; may be given several times
    #[arg(long = "milestone", value_name = "ID", value_parser = any_id)]
    milestones: Vec<Id>,
    /// The reason, or the changes wanted; every answer except `committed` needs one
    #[arg(long, alias = "comment", value_name = "TEXT")]
    because: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
    #[command(flatten)]
    out_option: OutOption,
}

impl CommitmentCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        self.out_option.act(env, &self.id, &self.acting, |ctx| {
            let group = ctx.subject.roster.find_body(&self.body)?;
            let commitment = act::Commitment {
                group: group.id.clone(),
                answer: self.answer,
                milestones: self.milestones.clone(),
                comment: self.because.clone(),
            };
            let revision = ctx
                .subject
                .replay
                .state
                .under_way
                .as_ref()
                .map_or(0, |under_way| under_way.revision);
            let milestones: Vec<&str> = self.milestones.iter().map(Id::as_str).collect();
            let milestones = match milestones.is_empty() {
                true => String::new(),
                false => format!(" for {}", milestones.join(", ")),
            };
            let subject = format!(
                "the {} answers revision {revision}: {}{milestones}",
                group.name, self.answer
            );
            Ok(Plan::of(Action::Commitment(commitment), subject).about_revision(&ctx.subject))
        })
    }
}
