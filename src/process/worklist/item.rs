//! A task in a worklist.

use crate::date::{Day, Moment};
use crate::id::Id;
use crate::process::due::{Duty, Mark};
use crate::process::next_steps::NextStep;

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

impl Item {
    /// The sort key: the earliest last day first, then the longest wait.
    pub fn urgency(&self) -> (bool, Option<Day>, Option<Day>) {
        (self.by.is_none(), self.by, self.since)
    }

    pub(super) fn of_step(step: NextStep) -> Item {
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

    pub(super) fn date(&mut self, duty: &Duty) {
        match duty.mark {
            Mark::Due | Mark::Until => self.by = self.by.or(duty.day),
            Mark::Since => self.since = duty.day.or(self.since),
        }
    }

    pub(super) fn join(&mut self, other: Item) {
        self.seats.extend(other.seats);
        self.who.extend(other.who);
        self.first.extend(other.first);
        self.others.extend(other.others);
        self.companies.extend(other.companies);
    }
}
