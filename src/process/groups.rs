//! The working groups that a text's milestones name, and their answers (DSP4003 2.4, 3.2).

use std::collections::BTreeMap;

use super::{History, State, UnderWay};
use crate::act::{Action, Answer, Commitment, StoredAct};
use crate::id::Id;
use crate::register::{Milestone, Register};
use crate::source::Digest;

/// A working group and its answer for each milestone that names it.
#[derive(Debug, Clone)]
pub struct GroupAnswers<'a> {
    /// The working group.
    pub id: &'a Id,
    /// The milestones that name it, each with the answer that counts for it.
    pub milestones: Vec<(&'a Milestone, Option<Answered<'a>>)>,
}

/// An answer that counts for a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered<'a> {
    /// The act.
    pub stored: &'a StoredAct,
    /// The recorded answer.
    pub commitment: &'a Commitment,
}

impl<'a> GroupAnswers<'a> {
    /// The milestones that it has not answered for, in the text's order.
    pub fn unanswered(&self) -> impl Iterator<Item = &'a Milestone> + '_ {
        self.milestones
            .iter()
            .filter(|(_, answer)| answer.is_none())
            .map(|(milestone, _)| *milestone)
    }

    /// Whether an answer is missing for a milestone of this committee.
    pub fn keeps_waiting(&self, committee: &Id) -> bool {
        self.unanswered()
            .any(|milestone| milestone.committees.contains(committee))
    }
}

/// The working groups of the revision under way, in order of their ids.
///
/// An answer counts for its revision, and for later ones in which the milestone is unchanged. The last answer replaces
/// earlier ones.
pub fn groups<'a>(state: &State, history: &History<'a>) -> Vec<GroupAnswers<'a>> {
    // Editorial changes and backfilled revisions need no answers.
    let is_asked =
        |under_way: &&UnderWay| under_way.editorial.is_none() && under_way.records.is_none();
    let Some(under_way) = state.under_way.as_ref().filter(is_asked) else {
        return Vec::new();
    };
    let Some(text) = history.text(under_way.revision) else {
        return Vec::new();
    };
    let acts: BTreeMap<Digest, &'a StoredAct> = history
        .acts
        .iter()
        .map(|stored| (stored.digest, *stored))
        .collect();
    let answers: Vec<Answered<'a>> = state
        .answers
        .iter()
        .rev()
        .filter_map(|digest| {
            let stored = *acts.get(digest)?;
            let Action::Commitment(commitment) = &stored.act.action else {
                return None;
            };
            Some(Answered { stored, commitment })
        })
        .collect();
    let ids = named(text);
    let group = |id: &'a Id| {
        let milestones = text
            .milestones
            .iter()
            .filter(|milestone| milestone.working_groups.contains(id));
        let answer = |milestone: &'a Milestone| {
            let holds = |answered: &&Answered<'a>| {
                answered.commitment.group == *id
                    && holds(answered, milestone, under_way.revision, history)
            };
            (milestone, answers.iter().find(holds).copied())
        };
        GroupAnswers {
            id,
            milestones: milestones.map(answer).collect(),
        }
    };
    ids.into_iter().map(group).collect()
}

/// The working groups that declined a milestone of the revision under way.
pub fn declined<'a>(state: &State, history: &History<'a>) -> Vec<&'a Id> {
    let has_declined = |group: &GroupAnswers<'a>| {
        let mut answers = group
            .milestones
            .iter()
            .filter_map(|(_, answer)| answer.as_ref());
        answers.any(|answered| answered.commitment.answer == Answer::Declined)
    };
    groups(state, history)
        .iter()
        .filter(|group| has_declined(group))
        .map(|group| group.id)
        .collect()
}

/// Every working group that a text's milestones name, each once, in order of their ids.
pub fn named(text: &Register) -> Vec<&Id> {
    let mut ids: Vec<&Id> = text
        .milestones
        .iter()
        .flat_map(|milestone| &milestone.working_groups)
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

fn holds(
    answered: &Answered<'_>,
    milestone: &Milestone,
    revision: u32,
    history: &History<'_>,
) -> bool {
    let only = &answered.commitment.milestones;
    if !only.is_empty() && !only.contains(&milestone.id) {
        return false;
    }
    let of = answered.stored.act.revision.unwrap_or(0);
    let before = || {
        history
            .text(of)?
            .milestones
            .iter()
            .find(|before| before.id == milestone.id)
    };
    of == revision || before() == Some(milestone)
}
