//! Who has to do what, by when: the next steps, the votes that are missing, and what time alone brings about, as one
//! list for each register.

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

/// Something to be done about a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is, in words.
    pub what: String,
    /// Of a vote, the seats that it is for, by name.
    pub seats: Vec<String>,
    /// The command; capitals stand for what only the user knows.
    pub command: String,
    /// Who may, by name and office.
    pub who: Vec<String>,
    /// Those whose it is to do it.
    pub first: Vec<Id>,
    /// Those who may do it in their place.
    pub others: Vec<Id>,
    /// The bodies that it concerns.
    pub bodies: Vec<Id>,
    /// The companies whose seats vote.
    pub companies: Vec<Id>,
    /// The last day for it, where there is one.
    pub by: Option<Day>,
    /// Of a ballot, the moment after which no vote is taken.
    pub closes: Option<Moment>,
    /// Since when it waits, as far as that is known.
    pub since: Option<Day>,
    /// The clause.
    pub clause: &'static str,
}

/// All that is to be done about a register now, the soonest last day first; `reports` is what its contacts come to.
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
    /// What is most urgent comes first: the soonest last day, then what waits longest.
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

    /// What a duty asks for.
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

    /// Takes over the day that a duty knows of.
    fn date(&mut self, duty: &Duty) {
        match duty.mark {
            Mark::Due | Mark::Until => self.by = self.by.or(duty.day),
            Mark::Since => self.since = duty.day.or(self.since),
        }
    }

    /// The same for several seats in one ballot.
    fn join(&mut self, other: Item) {
        self.seats.extend(other.seats);
        self.who.extend(other.who);
        self.first.extend(other.first);
        self.others.extend(other.others);
        self.companies.extend(other.companies);
    }
}

/// What is done by one command, told once: the seats of a ballot together.
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
