//! The worklist of a register: next steps, missing votes and duties in one list.

mod ballots;
mod whom;

use std::collections::BTreeSet;

pub use self::whom::{TaskRole, Whom};
use super::due::{Duty, Mark, duties, letters};
use super::letters::Reports;
use super::next_steps::{self, NextStep};
use super::{History, State};
use crate::date::{Day, Moment};
use crate::id::Id;
use crate::policy::Policy;
use crate::roster::Roster;

/// A task for a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The description.
    pub what: String,
    /// For a vote, the names of the seats.
    pub seats: Vec<String>,
    /// The command; words in capitals are placeholders for the user's values.
    pub command: String,
    /// The people who may run it, by name and office.
    pub who: Vec<String>,
    /// The ids of the people who are responsible.
    pub first: Vec<Id>,
    /// The ids of the people who may act in their place.
    pub others: Vec<Id>,
    /// The bodies that it concerns.
    pub bodies: Vec<Id>,
    /// The companies whose seats vote.
    pub companies: Vec<Id>,
    /// The last day for it, where there is one.
    pub by: Option<Day>,
    /// For a ballot, the moment at which it closes.
    pub closes: Option<Moment>,
    /// The day since which it waits, where it is known.
    pub since: Option<Day>,
    /// The clause.
    pub clause: &'static str,
}

/// All tasks of a register now, the earliest last day first. `reports` are the digests of its contacts.
pub fn agenda(
    state: &State,
    history: &History<'_>,
    roster: &Roster,
    policy: &Policy,
    reports: &Reports,
    now: Moment,
) -> Vec<Item> {
    let (mut items, unripe) = ballots::items(state, history, roster, now);
    let mut steps = next_steps::blocking(state, history, roster, policy, now);
    steps.extend(next_steps::awaited(state, history, roster, now));
    for step in steps {
        let is_told = items.iter().any(|item| item.command == step.command);
        if !is_told && !unripe.contains(&step.command) {
            items.push(Item::of_step(step));
        }
    }
    let letters = letters(state, history, roster, policy, reports, now);
    for duty in duties(state, history, roster, policy, now)
        .into_iter()
        .chain(letters)
    {
        match items.iter_mut().find(|item| item.command == duty.command) {
            Some(item) => item.date(&duty),
            None => items.push(Item::of_duty(duty)),
        }
    }
    items.sort_by_key(Item::urgency);
    items
}

impl Item {
    /// The sort key: the earliest last day first, then the longest wait.
    pub fn urgency(&self) -> (bool, Option<Day>, Option<Day>) {
        (self.by.is_none(), self.by, self.since)
    }

    fn of_step(step: NextStep) -> Item {
        Item {
            what: step.what,
            seats: Vec::new(),
            command: step.command,
            who: step.who,
            first: step.first,
            others: step.others,
            bodies: step.body.into_iter().collect(),
            companies: Vec::new(),
            by: step.by,
            closes: None,
            since: step.since,
            clause: step.clause,
        }
    }

    /// The item of a duty.
    pub fn of_duty(duty: Duty) -> Item {
        let others = duty
            .holders
            .iter()
            .filter(|id| !duty.first.contains(id))
            .cloned()
            .collect();
        let mut item = Item {
            what: duty.what.clone(),
            seats: Vec::new(),
            command: duty.command.clone(),
            who: duty.who.clone(),
            first: duty.first.clone(),
            others,
            bodies: duty.bodies.clone(),
            companies: Vec::new(),
            by: None,
            closes: None,
            since: None,
            clause: duty.clause,
        };
        item.date(&duty);
        item
    }

    fn date(&mut self, duty: &Duty) {
        match duty.mark {
            Mark::Due | Mark::Until => self.by = self.by.or(duty.day),
            Mark::Since => self.since = duty.day.or(self.since),
        }
    }

    fn join(&mut self, other: Item) {
        self.seats.extend(other.seats);
        self.who.extend(other.who);
        self.first.extend(other.first);
        self.others.extend(other.others);
        self.companies.extend(other.companies);
    }
}

/// Merges items with the same command, for example the seats of one ballot.
pub fn together(items: impl IntoIterator<Item = Item>) -> Vec<Item> {
    let mut told: Vec<Item> = Vec::new();
    let mut commands = BTreeSet::new();
    for item in items {
        if commands.insert(item.command.clone()) {
            told.push(item);
        } else if let Some(same) = told.iter_mut().find(|same| same.command == item.command) {
            same.join(item);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(command: &str, by: Option<Day>, since: Option<Day>) -> Item {
        Item {
            what: String::new(),
            seats: vec![command.to_string()],
            command: command.to_string(),
            who: Vec::new(),
            first: Vec::new(),
            others: Vec::new(),
            bodies: Vec::new(),
            companies: Vec::new(),
            by,
            closes: None,
            since,
            clause: "",
        }
    }

    #[test]
    fn the_soonest_last_day_comes_first_and_then_what_waits_longest() {
        let (early, late) = (Some(Day::of(2026, 1, 1)), Some(Day::of(2026, 2, 1)));
        let mut items = [
            item("d", None, late),
            item("c", None, early),
            item("b", late, early),
            item("a", early, late),
        ];
        items.sort_by_key(Item::urgency);
        assert_eq!(items.map(|item| item.command).concat(), "abcd");
    }

    #[test]
    fn one_command_is_told_once() {
        let told = together([
            item("a", None, None),
            item("b", None, None),
            item("a", None, None),
        ]);
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].seats, ["a", "a"]);
    }
}
