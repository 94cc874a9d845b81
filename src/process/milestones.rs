//! Milestones over the life of a register: which are completed, and how their dates moved (DSP4003 4).

use super::{History, State};
use crate::date::{Day, When};
use crate::id::Id;
use crate::register::Milestone;
use crate::source::Digest;

/// A milestone that was completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completed {
    /// The day it was completed.
    pub on: Day,
    /// What was delivered.
    pub note: Option<String>,
    /// The act that says so.
    pub act: Digest,
}

/// A milestone of a text, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneHistory<'a> {
    /// What the text says of it.
    pub milestone: &'a Milestone,
    /// Every date it had, each with the first revision in force that gave it; the last is today's.
    pub dates: Vec<(u32, Option<When>)>,
    /// Whether it is completed.
    pub completed: Option<&'a Completed>,
}

/// The milestones of the revision in force (or, of a removed register, of the last that was), in its order.
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

/// Only what came into force moved a date; a revision that was rejected moved none.
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
