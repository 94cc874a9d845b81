//! A duty, and the context in which duties are looked for.

use crate::date::{Day, Moment};
use crate::id::Id;
use crate::policy::Policy;
use crate::process::{History, State};
use crate::roster::Roster;
use crate::roster::authority::Task;

/// A task that is due or overdue, or whose result is awaited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The description.
    pub what: String,
    /// The day on which it is due, or since which it waits; `None` where it is unknown.
    pub day: Option<Day>,
    /// The meaning of `day`.
    pub mark: Mark,
    /// The people who may do it, by name and office.
    pub who: Vec<String>,
    /// The same people by id.
    pub holders: Vec<Id>,
    /// The people among them who are responsible; the others act in their place.
    pub first: Vec<Id>,
    /// The bodies that it concerns.
    pub bodies: Vec<Id>,
    /// The companies whose seats have not voted.
    pub companies: Vec<Id>,
    /// The command.
    pub command: String,
    /// The clause.
    pub clause: &'static str,
}

/// The meaning of a duty's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The day on which it was due, in the past.
    Due,
    /// The day since which it waits.
    Since,
    /// The last day for it.
    Until,
}

pub(super) struct DueContext<'a> {
    pub(super) state: &'a State,
    pub(super) history: &'a History<'a>,
    pub(super) roster: &'a Roster,
    pub(super) policy: &'a Policy,
    pub(super) now: Moment,
}

impl DueContext<'_> {
    pub(super) fn today(&self) -> Day {
        self.now.day()
    }

    pub(super) fn duty(
        &self,
        what: String,
        day: (Option<Day>, Mark),
        task: (Task, Option<&Id>),
        command: String,
    ) -> Duty {
        let ((day, mark), (task, body)) = (day, task);
        let setting = self.state.setting(self.roster, self.today(), body);
        let (who, holders, first) = (setting.who(task), setting.ids(task), setting.first(task));
        Duty {
            what,
            day,
            mark,
            who,
            holders,
            first,
            bodies: body.cloned().into_iter().collect(),
            companies: Vec::new(),
            command,
            clause: "",
        }
    }
}

impl Duty {
    pub(super) fn under(mut self, clause: &'static str) -> Duty {
        self.clause = clause;
        self
    }
}
