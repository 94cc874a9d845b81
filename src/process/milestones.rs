//! The history of a register's milestones: completion, and changes of their dates (DSP4003 4).

use super::{Completed, History, State};
use crate::date::When;
use crate::id::Id;
use crate::register::Milestone;

/// A milestone of a text with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneHistory<'a> {
    /// The milestone in the text.
    pub milestone: &'a Milestone,
    /// Every due date it had, each with the first revision in force that gave it; the last is the current one.
    pub dates: Vec<(u32, Option<When>)>,
    /// The completion, if it is completed.
    pub completed: Option<&'a Completed>,
}

/// The milestones of the revision in force (for a removed register, of the last one in force), in its order.
pub fn milestones<'a>(state: &'a State, history: &History<'a>) -> Vec<MilestoneHistory<'a>> {
    let last = state.in_force.as_ref().map(|in_force| in_force.revision);
    let last = last.or(state.removed.as_ref().map(|removed| removed.revision));
    let Some(text) = last.and_then(|revision| history.text(revision)) else {
        return Vec::new();
    };
    let replay = |milestone: &'a Milestone| MilestoneHistory {
        milestone,
        dates: dates(state, history, &milestone.id),
        completed: state.completed.get(&milestone.id),
    };
    text.milestones.iter().map(replay).collect()
}

/// Only revisions that came into force change a date.
fn dates(state: &State, history: &History<'_>, id: &Id) -> Vec<(u32, Option<When>)> {
    let mut dates: Vec<(u32, Option<When>)> = Vec::new();
    for revision in state
        .established
        .iter()
        .map(|established| &established.revision)
    {
        let text = history.text(*revision);
        let found =
            text.and_then(|text| text.milestones.iter().find(|milestone| milestone.id == *id));
        let Some(milestone) = found else { continue };
        if dates.last().is_none_or(|(_, due)| *due != milestone.due) {
            dates.push((*revision, milestone.due));
        }
    }
    dates
}
