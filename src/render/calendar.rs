//! Writes iCalendar files (RFC 5545): the calendar of the site, the tasks of `wr next` and `wr due`, and the deadline
//! in the letter about a ballot.

use icalendar::{
    Calendar, Component as _, Event, EventLike as _, EventStatus, Property, Todo, TodoStatus,
};

use super::plain::one_line;
use crate::date::{Day, Moment};

/// The longest line in bytes, without its end (RFC 5545, 3.1).
pub(super) const LINE: usize = 75;

/// An entry of a calendar.
#[derive(Debug, Clone)]
pub struct CalendarEntry {
    /// Its name, which stays the same while the entry changes.
    pub uid: String,
    /// When it was last changed.
    pub stamp: Moment,
    /// When it is.
    pub when: EntryTime,
    /// Its title.
    pub summary: String,
    /// The lines of its description.
    pub lines: Vec<String>,
    /// The page about it.
    pub url: Option<String>,
    /// Whether its date is fixed; a goal is not.
    pub certainty: Certainty,
    /// The category, such as `Milestone`.
    pub category: &'static str,
}

/// The time of an entry.
#[derive(Debug, Clone, Copy)]
pub enum EntryTime {
    /// A whole day, which does not mark the time as busy.
    Day(Day),
    /// A moment.
    Moment(Moment),
    /// A task without a last day: it has waited since this day, where it is known.
    Since(Option<Day>),
}

/// Whether the date of an entry is fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It is.
    Fixed,
    /// It is a goal.
    Tentative,
}

/// A calendar with a name and these entries, as the bytes of its file.
pub fn calendar(name: &str, entries: impl IntoIterator<Item = CalendarEntry>) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//wr//Work registers//EN"),
        ("CALSCALE", "GREGORIAN"),
    ] {
        calendar.append_property((key, value));
    }
    calendar.name(&one_line(name));
    for entry in entries {
        match entry.when {
            EntryTime::Day(day) => {
                let mut event = entry.event();
                event.starts(day.date());
                calendar.push(event.done());
            }
            EntryTime::Moment(moment) => {
                let mut event = entry.event();
                event.starts(moment.time());
                calendar.push(event.done());
            }
            EntryTime::Since(since) => {
                calendar.push(entry.task(since));
            }
        }
    }
    folded(&unfolded(&calendar.to_string())).into_bytes()
}

impl CalendarEntry {
    fn event(&self) -> Event {
        let mut event = Event::new();
        self.describe(&mut event);
        event
            .status(match self.certainty {
                Certainty::Fixed => EventStatus::Confirmed,
                Certainty::Tentative => EventStatus::Tentative,
            })
            .append_property(("TRANSP", "TRANSPARENT"));
        event
    }

    /// A task: programs that know only events leave it out.
    fn task(&self, since: Option<Day>) -> Todo {
        let mut task = Todo::new();
        self.describe(&mut task);
        task.status(TodoStatus::NeedsAction);
        if let Some(since) = since {
            task.starts(since.date());
        }
        task.done()
    }

    fn describe(&self, item: &mut impl icalendar::Component) {
        item.uid(&self.uid)
            .timestamp(self.stamp.time())
            .summary(&one_line(&self.summary));
        if !self.lines.is_empty() {
            let lines: Vec<String> = self.lines.iter().map(|line| one_line(line)).collect();
            item.description(&lines.join("\n"));
        }
        if let Some(url) = &self.url {
            item.append_property(Property::new("URL", url));
        }
        item.append_property(("CATEGORIES", self.category));
    }
}

/// A calendar whose lines are as long as a file may have them. The crate folds lines one byte too late where a character
/// has several.
pub(super) fn folded(text: &str) -> String {
    text.split_inclusive("\r\n").map(folded_line).collect()
}

/// A calendar in which each line is whole.
pub(super) fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("\r\n\t", "")
}

/// A line, folded between characters.
fn folded_line(line: &str) -> String {
    let (mut out, mut length) = (String::with_capacity(line.len()), 0);
    let (text, end) = match line.strip_suffix("\r\n") {
        Some(text) => (text, "\r\n"),
        None => (line, ""),
    };
    for c in text.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out + end
}
