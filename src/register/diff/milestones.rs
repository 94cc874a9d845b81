//! Compares milestones by their ids; their order has no meaning.

use std::collections::BTreeSet;

use super::field::{Field, FieldChange, FieldDifference};
use super::prose::same_words;
use crate::id::Id;
use crate::register::{Milestone, Register};

pub(super) fn changes(old: &Register, new: &Register) -> Vec<FieldDifference> {
    let find = |text: &'_ Register, id: &Id| text.milestones.iter().find(|m| m.id == *id).cloned();
    let ids: BTreeSet<&Id> = old
        .milestones
        .iter()
        .chain(&new.milestones)
        .map(|milestone| &milestone.id)
        .collect();
    let mut changes = Vec::new();
    for id in ids {
        match (find(old, id), find(new, id)) {
            (Some(before), Some(after)) => changes.extend(between(&before, &after)),
            (None, Some(after)) => changes.push(whole(&after, FieldChange::Added)),
            (Some(before), None) => changes.push(whole(&before, FieldChange::Removed)),
            (None, None) => {}
        }
    }
    changes.extend(working_groups(old, new));
    changes.extend(committees(old, new));
    changes
}

fn whole(milestone: &Milestone, kind: FieldChange) -> FieldDifference {
    let due = milestone
        .due
        .map_or(String::new(), |due| format!(", due {due}"));
    let what = match kind {
        FieldChange::Added => format!(
            "milestone `{}` added: {}{due}",
            milestone.id, milestone.title
        ),
        FieldChange::Removed
        | FieldChange::Changed
        | FieldChange::Extended
        | FieldChange::Split => {
            format!(
                "milestone `{}` dropped: {}{due}",
                milestone.id, milestone.title
            )
        }
    };
    let owners = milestone.committees.iter().cloned();
    FieldDifference::new(Field::Milestone, kind, what)
        .about(milestone.id.as_str())
        .of_committees(owners)
}

/// The differences of a milestone, one for each field. Each concerns the owners before and after.
fn between(before: &Milestone, after: &Milestone) -> Vec<FieldDifference> {
    let id = &after.id;
    let owners = || before.committees.iter().chain(&after.committees).cloned();
    let mut changes = Vec::new();
    let mut add = |part: &str, what: String| {
        let what = format!("milestone `{id}`: {what}");
        let change = FieldDifference::new(Field::Milestone, FieldChange::Changed, what)
            .about(format!("{id} {part}"));
        changes.push(change.of_committees(owners()));
    };
    if before.due != after.due {
        let date = |milestone: &Milestone| {
            milestone
                .due
                .map_or("no date".to_string(), |due| due.to_string())
        };
        add("due", format!("due {}, was {}", date(after), date(before)));
    }
    if before.commitment != after.commitment {
        let firm = |milestone: &Milestone| {
            milestone
                .commitment
                .map_or("open".to_string(), |c| c.to_string())
        };
        add(
            "commitment",
            format!("{}, was {}", firm(after), firm(before)),
        );
    }
    for (what, old, new) in [
        ("owned by", &before.committees, &after.committees),
        ("done by", &before.working_groups, &after.working_groups),
    ] {
        let set = |ids: &[Id]| -> BTreeSet<Id> { ids.iter().cloned().collect() };
        if set(old) != set(new) {
            add(what, format!("{what} {}, was {}", names(new), names(old)));
        }
    }
    if !same_words(&before.title, &after.title) {
        let what = format!(
            "milestone `{id}`: \"{}\", was \"{}\"",
            after.title, before.title
        );
        let prose = Some((before.title.clone(), after.title.clone()));
        let change = FieldDifference::new(Field::MilestoneTitle, FieldChange::Changed, what)
            .about(id.as_str());
        let change = change.of_committees(owners());
        changes.push(FieldDifference { prose, ..change });
    }
    changes
}

fn names(ids: &[Id]) -> String {
    if ids.is_empty() {
        return "none".to_string();
    }
    ids.iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

/// More working groups are DSP4003's own example of an extended scope (DSP4003 4).
fn working_groups(old: &Register, new: &Register) -> Vec<FieldDifference> {
    let groups = |text: &Register| -> BTreeSet<Id> {
        text.milestones
            .iter()
            .flat_map(|milestone| milestone.working_groups.iter().cloned())
            .collect()
    };
    let (before, after) = (groups(old), groups(new));
    let joins = after
        .difference(&before)
        .map(|group| (group, FieldChange::Added, "joins"));
    let leaves = before
        .difference(&after)
        .map(|group| (group, FieldChange::Removed, "no longer takes part"));
    let change = |(group, kind, what): (&Id, FieldChange, &str)| {
        let text = if kind == FieldChange::Added { new } else { old };
        let milestones = text
            .milestones
            .iter()
            .filter(|milestone| milestone.working_groups.contains(group));
        let owners = milestones.flat_map(|milestone| milestone.committees.iter().cloned());
        let what = format!("working group `{group}` {what}");
        FieldDifference::new(Field::WorkingGroup, kind, what)
            .about(group.as_str())
            .of_committees(owners)
    };
    joins.chain(leaves).map(change).collect()
}

/// A committee that is new to the register extends its scope, as a new working group does (DSP4003 4).
fn committees(old: &Register, new: &Register) -> Vec<FieldDifference> {
    let involved = |text: &Register| -> BTreeSet<Id> {
        let approving = text
            .also_approves
            .iter()
            .chain([&text.originating_committee]);
        approving
            .chain(text.milestone_committees())
            .cloned()
            .collect()
    };
    let owning = |text: &Register| -> BTreeSet<Id> {
        text.milestone_committees().into_iter().cloned().collect()
    };
    let (before, after) = (involved(old), involved(new));
    let (joined, left) = (owning(new), owning(old));
    let joins = joined
        .difference(&before)
        .map(|id| (id, FieldChange::Extended, "joins"));
    let leaves = left
        .difference(&after)
        .map(|id| (id, FieldChange::Removed, "no longer takes part"));
    let change = |(id, kind, what): (&Id, FieldChange, &str)| {
        let what = format!("committee `{id}` {what}");
        let change =
            FieldDifference::new(Field::Milestone, kind, what).about(format!("committee {id}"));
        change.of_committees([id.clone()])
    };
    joins.chain(leaves).map(change).collect()
}
