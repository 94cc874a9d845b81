//! A next step, and the context in which next steps are looked for.

use crate::date::{Day, Moment};
use crate::id::Id;
use crate::process::refusal::named_once;
use crate::process::{History, State};
use crate::roster::Roster;
use crate::roster::authority::{Setting, Task};

/// A step that is possible now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The description.
    pub what: String,
    /// The command; words in capitals are placeholders for the user's values.
    pub command: String,
    /// The people who may run it, by name and office.
    pub who: Vec<String>,
    /// The ids of the people who are responsible.
    pub first: Vec<Id>,
    /// The ids of the people who may act in their place.
    pub others: Vec<Id>,
    /// The body that it concerns.
    pub body: Option<Id>,
    /// The last day for it, where one is set.
    pub by: Option<Day>,
    /// The day since which it waits.
    pub since: Option<Day>,
    /// The clause.
    pub clause: &'static str,
}

/// The people whom the next steps name, each once, in order.
pub fn who(next: &[NextStep]) -> Vec<String> {
    named_once(next.iter().flat_map(|step| step.who.clone()).collect())
}

/// The state of a register now.
pub(super) struct NextStepsContext<'a> {
    pub(super) state: &'a State,
    pub(super) history: &'a History<'a>,
    pub(super) roster: &'a Roster,
    pub(super) now: Moment,
}

impl NextStepsContext<'_> {
    pub(super) fn next(
        &self,
        what: &str,
        command: String,
        task: Task,
        body: Option<&Id>,
        clause: &'static str,
    ) -> NextStep {
        let setting = self.setting(body);
        let first = setting.first(task);
        let others = setting
            .ids(task)
            .into_iter()
            .filter(|id| !first.contains(id))
            .collect();
        NextStep {
            what: what.to_string(),
            command,
            who: setting.who(task),
            first,
            others,
            body: body.cloned(),
            by: None,
            since: self.state.since,
            clause,
        }
    }

    pub(super) fn setting<'b>(&'b self, body: Option<&'b Id>) -> Setting<'b> {
        self.state.setting(self.roster, self.now.day(), body)
    }
}
