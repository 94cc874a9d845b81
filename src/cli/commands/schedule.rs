//! `wr schedule`: records the date of the board's approval (DSP4003 2.5).

use anyhow::{Result, bail};
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::dates::day;
use crate::date::Day;
use crate::id::Id;

/// Record the date on which the board decides
#[derive(Debug, Args)]
pub(crate) struct ScheduleCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The day of the board's meeting or ballot
    #[arg(value_name = "DATE", value_parser = day, required_unless_present = "board_on")]
    date: Option<Day>,
    /// The same as an option
    #[arg(long, value_name = "DATE", value_parser = day, hide = true, conflicts_with = "date")]
    board_on: Option<Day>,
    /// Who agreed besides you: a member of the executive committee, the VP or the owner; may be given several times
    #[arg(long, value_name = "PERSON")]
    agreed: Vec<String>,
    #[command(flatten)]
    acting: ActOptions,
}

impl ScheduleCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        // The parser requires one of the two.
        let Some(board_on) = self.date.or(self.board_on) else {
            bail!("the date of the board's decision is missing");
        };
        act(env, &self.id, &self.acting, |ctx| {
            let mut agreed = vec![ctx.actor.id.clone()];
            for given in &self.agreed {
                let person = ctx.subject.roster.find_person(given)?;
                if !agreed.contains(&person.id) {
                    agreed.push(person.id.clone());
                }
            }
            let names: Vec<String> = agreed
                .iter()
                .map(|id| ctx.subject.roster.person_name(id))
                .collect();
            let subject = format!(
                "the board decides on {board_on}, as agreed by {}",
                names.join(", ")
            );
            let action = Action::Schedule(act::Schedule { board_on, agreed });
            Ok(Plan::of(action, subject).about_revision(&ctx.subject))
        })
    }
}
