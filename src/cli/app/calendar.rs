//! Prints tasks as a calendar, for `wr next --format ics` and `wr due --format ics`.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::cli::app::context::{Context, policy};
use crate::cli::app::ui;
use crate::render::{CalendarEntry, Certainty, EntryTime, calendar};
use crate::snapshot::Snapshot;
use crate::source::Digest;

/// A task, as an entry of a calendar.
pub(crate) struct CalendarTask {
    /// The register, the change request or the version that it is about.
    pub(crate) about: String,
    pub(crate) what: String,
    pub(crate) when: EntryTime,
    pub(crate) who: Vec<String>,
    pub(crate) command: String,
    pub(crate) clause: &'static str,
}

/// Prints the tasks as an iCalendar file. A task with a last day is an event on it, because every calendar shows events;
/// a task without one is a to-do.
///
/// The UID of a task is derived from what it is about and from its command, which do not change while the task waits.
///
/// # Errors
/// The store has no valid policy.
pub(crate) fn print(
    context: &Context,
    snapshot: &Snapshot,
    name: &str,
    tasks: impl IntoIterator<Item = CalendarTask>,
) -> Result<()> {
    let store = &policy(snapshot)?.store;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let entries = tasks.into_iter().map(|task| {
        let key = format!("{}\n{}", task.about, task.command);
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        let digest = Digest::of(format!("{key}\n{count}").as_bytes()).short();
        CalendarEntry {
            uid: format!("urn:wr:{store}:task.{digest}"),
            stamp: context.env.now,
            when: task.when,
            summary: format!("{}: {}", task.about, task.what),
            lines: vec![task.command, task.who.join("; "), task.clause.to_string()],
            url: None,
            certainty: Certainty::Fixed,
            category: "Task",
        }
    });
    ui::raw(&calendar(name, entries));
    Ok(())
}
