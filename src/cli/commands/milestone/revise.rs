//! `wr milestone move` and `wr milestone drop`: edit the draft for the owner's next revision (DSP4003 4).

use anyhow::{Result, bail};
use clap::Args;

use super::option::MilestoneOption;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::Environment;
use crate::cli::app::dates::when;
use crate::cli::app::edit::{Edit, EditCommand, EditContext, edit};
use crate::date::When;
use crate::id::Id;
use crate::process::Refusal;
use crate::suggest::did_you_mean;
use crate::yaml::{ListItem, Variant};

const CLAUSE: &str = "DSP4003 4";

/// Change the date of a milestone in the draft
#[derive(Debug, Args)]
pub(crate) struct MilestoneMoveCommand {
    #[command(flatten)]
    which: MilestoneOption,
    /// The new date: a day, a month (2027-03), a quarter (2027-Q1) or a year
    #[arg(value_name = "DATE", value_parser = when, required_unless_present = "due")]
    date: Option<When>,
    /// The same as an option
    #[arg(long, alias = "until", value_name = "DATE", value_parser = when, hide = true, conflicts_with = "date")]
    due: Option<When>,
    #[command(flatten)]
    editing: EditCommand,
}

/// Remove a milestone from the draft
#[derive(Debug, Args)]
pub(crate) struct MilestoneDropCommand {
    #[command(flatten)]
    which: MilestoneOption,
    #[command(flatten)]
    editing: EditCommand,
}

impl MilestoneMoveCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let Some(date) = self.date.or(self.due) else {
            bail!("a date is missing");
        };
        let due = date.to_string();
        edit(env, &self.which.id, &self.editing, CLAUSE, |draft| {
            let wanted = &self.which.among(&draft.text.milestones)?;
            let index = open(draft, wanted)?;
            let before = draft
                .text
                .milestones
                .get(index)
                .and_then(|milestone| milestone.due);
            if before == Some(date) {
                return Err(refused(
                    format!("`{wanted}` is due {due} already"),
                    "another date",
                ));
            }
            if date.last_day() < draft.today {
                let state = format!("{due} has passed, today is {}", draft.today);
                return Err(refused(state, "a date that has not passed"));
            }
            let was = before.map_or("without a date".to_string(), |before| before.to_string());
            let what = format!("the milestone `{wanted}` is due {due}, was {was}");
            let copy: Variant<'_> = [("due", Some(due.as_str()))].into();
            Ok(Edit {
                item: item(index),
                copies: vec![copy],
                what,
            })
        })
    }
}

impl MilestoneDropCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        edit(env, &self.which.id, &self.editing, CLAUSE, |draft| {
            let wanted = &self.which.among(&draft.text.milestones)?;
            let index = open(draft, wanted)?;
            if draft.text.milestones.len() == 1 {
                let state =
                    format!("`{wanted}` is the only milestone, and a register has at least one");
                return Err(refused(state, "another milestone in the draft first"));
            }
            let what = format!("the milestone `{wanted}` is dropped");
            Ok(Edit {
                item: item(index),
                copies: Vec::new(),
                what,
            })
        })
    }
}

fn item(index: usize) -> ListItem<'static> {
    ListItem {
        list: "milestones",
        index,
    }
}

/// The index of a milestone that is not completed.
fn open(draft: &EditContext<'_>, wanted: &Id) -> Result<usize> {
    let milestones = &draft.text.milestones;
    let Some(index) = milestones
        .iter()
        .position(|milestone| milestone.id == *wanted)
    else {
        let known: Vec<&str> = milestones
            .iter()
            .map(|milestone| milestone.id.as_str())
            .collect();
        let near = did_you_mean(wanted.as_str(), &known);
        let state = format!(
            "the draft of `{}` has no milestone `{wanted}`{near}",
            draft.id
        );
        return Err(refused(
            state,
            format!("a milestone of the draft: {}", known.join(", ")),
        ));
    };
    if let Some(completed) = draft.state.completed.get(wanted) {
        let needs = format!(
            "an open milestone; if it was completed by mistake, `wr milestone reopen {} {wanted} --because TEXT`",
            draft.id
        );
        return Err(refused(
            format!("`{wanted}` was completed on {}", completed.on),
            needs,
        ));
    }
    Ok(index)
}

fn refused(state: String, needs: impl Into<String>) -> anyhow::Error {
    Rejected::ByProcess(Refusal::new(state, needs, CLAUSE)).into()
}
