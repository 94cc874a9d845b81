//! The worklist of a register: next steps, missing votes and duties in one list.

mod ballots;
mod item;
mod whom;

use std::collections::BTreeSet;

pub use self::item::Item;
pub use self::whom::{TaskRole, Whom};
use super::due::{duties, letters};
use super::letters::Reports;
use super::next_steps;
use super::{History, State};
use crate::date::Moment;
use crate::policy::Policy;
use crate::roster::Roster;

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
    use crate::date::Day;

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
