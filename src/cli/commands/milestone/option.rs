//! The arguments that name a milestone.

use anyhow::{Result, bail};
use clap::Args;

use crate::casefold::casefold;
use crate::cli::app::context::{any_id, register_id};
use crate::id::Id;
use crate::register::Milestone;

/// How many milestones a message lists.
const LISTED: usize = 12;

/// The arguments that name a milestone.
#[derive(Debug, Args)]
pub(super) struct MilestoneOption {
    /// The register
    #[arg(value_parser = register_id)]
    pub(super) id: Id,
    /// The milestone, by its id in the register or by its title
    milestone: String,
}

impl MilestoneOption {
    /// The id of the milestone with this title, or else the id as given.
    ///
    /// # Errors
    /// What was given is neither an id nor a title.
    pub(super) fn among(&self, milestones: &[Milestone]) -> Result<Id> {
        let given = self.milestone.trim();
        let id = any_id(given).ok();
        let has_id = |it: &&Milestone| id.as_ref() == Some(&it.id);
        let has_title = |it: &&Milestone| casefold(&it.title) == casefold(given);
        let titled: Vec<&Milestone> = milestones.iter().filter(has_title).collect();
        if let Some(found) = milestones.iter().find(has_id) {
            return Ok(found.id.clone());
        }
        match (titled.as_slice(), id) {
            ([found], _) => Ok(found.id.clone()),
            (_, Some(id)) => Ok(id),
            (_, None) if milestones.is_empty() => bail!(
                "`{}` has no milestones yet that can be named; `wr status {}` shows its state",
                self.id,
                self.id
            ),
            (_, None) => {
                let listed = milestones.iter().take(LISTED);
                let listed: Vec<String> = listed
                    .map(|it| format!("{} ({})", it.id, it.title))
                    .collect();
                bail!(
                    "no milestone of `{}` has the id or the title `{given}`\n  needs:  one of these: {}",
                    self.id,
                    listed.join(", ")
                )
            }
        }
    }
}
