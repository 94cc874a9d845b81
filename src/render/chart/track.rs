//! Rows along a time axis: what happened, or is due, one a row.

use serde::Serialize;

use super::axis::{Axis, Tick};
use super::label::short;
use super::place::Place;
use crate::date::Day;

/// The height of a row, its name above its mark.
const ROW: u32 = 32;
/// The height of what is written below the axis.
const BELOW: u32 = 22;
/// The width of the narrowest bar.
const NARROW: u32 = 120;

/// A picture of rows, and the same as a table.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Track {
    /// Unique on its page; the ids of its parts begin with it.
    id: String,
    title: String,
    /// What the picture shows, in words.
    text: String,
    /// In pixels.
    height: u32,
    /// Where the rows end and the axis begins, in pixels.
    foot: u32,
    /// Where the labels of the axis stand, in pixels.
    below: u32,
    ticks: Vec<Tick>,
    rows: Vec<Row>,
    /// The headings of the table's columns.
    columns: [&'static str; 3],
}

/// A row of the picture and of the table.
#[derive(Debug, Serialize)]
struct Row {
    /// Where its name stands, in pixels from the top.
    y: u32,
    /// Where its marks stand.
    middle: u32,
    /// The name, as long as there is room.
    name: String,
    /// What stands behind the name.
    state: Option<String>,
    /// The day on the other side, as exact as it is known.
    day: String,
    marks: Vec<Drawn>,
    /// The name in full, for the table.
    what: String,
    /// When it was or is due, for the table.
    when: String,
    /// What else there is to say, for the table.
    note: String,
    /// Where the row leads to from the table.
    href: Option<String>,
    /// Whether it only names what the rows after it belong to.
    heading: bool,
}

/// A mark in its place.
#[derive(Debug, Serialize)]
struct Drawn {
    shape: Mark,
    x: Place,
    /// Of a bar.
    width: Option<Place>,
}

/// The shapes of marks. Each is told from the others by its outline, never by its colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::render) enum Mark {
    /// A filled diamond: a step was taken.
    Step,
    /// A filled bar between two ends: a ballot.
    Ballot,
    /// A thick bar: a text was in force.
    InForce,
    /// A thick bar with an arrow at its end: a text is in force.
    StillInForce,
    /// A hollow bar, or a hollow diamond for a day: it is promised.
    Due,
    /// The same with a bar through it: it was promised for a time that is over.
    Overdue,
    /// A filled circle with a tick in it: it is done.
    Done,
    /// A ring: a review.
    Review,
    /// A dotted ring: the day of the next review.
    ReviewDue,
    /// A cross: it ended.
    End,
}

/// When something ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Until {
    /// On the day it begins.
    SameDay,
    /// On this day.
    Day(Day),
    /// It lasts, so far as anybody knows.
    Open,
}

/// What a row shows.
#[derive(Debug, Clone)]
pub(in crate::render) struct Item {
    /// What it is, in full.
    pub what: String,
    /// How it stands, in a word or two; the picture has it behind the name.
    pub state: Option<String>,
    /// The day for the picture, as exact as it is known.
    pub day: String,
    /// When, in full, for the table.
    pub when: String,
    /// What else there is to say, for the table.
    pub note: String,
    /// Where the row leads to from the table.
    pub href: Option<String>,
    /// The marks. Without one the row only names what the rows after it belong to.
    pub marks: Vec<(Mark, Day, Until)>,
}

impl Track {
    /// The picture of some items, in their order; nothing when none of them has a day.
    pub(in crate::render) fn of(
        id: impl Into<String>,
        title: impl Into<String>,
        text: impl Into<String>,
        columns: [&'static str; 3],
        items: &[Item],
    ) -> Option<Track> {
        let axis = Axis::over(items.iter().flat_map(|item| &item.marks).flat_map(days))?;
        let rows: Vec<Row> = (0..)
            .zip(items)
            .map(|(at, item)| row(at, item, &axis))
            .collect();
        let foot = u32::try_from(rows.len())
            .unwrap_or(u32::MAX / ROW)
            .saturating_mul(ROW);
        Some(Track {
            id: id.into(),
            title: title.into(),
            text: text.into(),
            height: foot + BELOW,
            foot,
            below: foot + 15,
            ticks: axis.ticks(),
            rows,
            columns,
        })
    }
}

/// The days that a mark must have on the axis.
fn days((_, from, until): &(Mark, Day, Until)) -> impl Iterator<Item = Day> + use<> {
    let last = match until {
        Until::SameDay | Until::Open => None,
        Until::Day(day) => Some(*day),
    };
    std::iter::once(*from).chain(last)
}

fn row(at: u32, item: &Item, axis: &Axis) -> Row {
    let top = at.saturating_mul(ROW);
    let heading = item.marks.is_empty();
    let taken = item
        .state
        .as_ref()
        .map_or(0, |state| state.chars().count() + 2);
    Row {
        y: top + if heading { 24 } else { 12 },
        middle: top + 23,
        name: short(&item.what, taken),
        state: item.state.clone(),
        day: item.day.clone(),
        marks: item.marks.iter().map(|mark| drawn(mark, axis)).collect(),
        what: item.what.clone(),
        when: item.when.clone(),
        note: item.note.clone(),
        href: item.href.clone(),
        heading,
    }
}

fn drawn((shape, from, until): &(Mark, Day, Until), axis: &Axis) -> Drawn {
    let x = axis.x(*from);
    let last = match until {
        Until::SameDay => {
            return Drawn {
                shape: *shape,
                x,
                width: None,
            };
        }
        Until::Day(day) => axis.x(*day),
        Until::Open => axis.end(),
    };
    let width = x.width_to(last, Place::of(NARROW));
    Drawn {
        shape: *shape,
        x: x.within(width),
        width: Some(width),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(what: &str, marks: Vec<(Mark, Day, Until)>) -> Item {
        let text = String::new;
        Item {
            what: what.into(),
            state: None,
            day: text(),
            when: text(),
            note: text(),
            href: None,
            marks,
        }
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn each_item_has_its_row_and_its_marks_stand_where_their_days_are() {
        let items = [
            item("A partner", Vec::new()),
            item(
                "A ballot",
                vec![(
                    Mark::Ballot,
                    day("2026-01-01"),
                    Until::Day(day("2026-01-15")),
                )],
            ),
            item(
                "In force",
                vec![(Mark::StillInForce, day("2026-02-20"), Until::Open)],
            ),
            item("Due", vec![(Mark::Due, day("2026-04-11"), Until::SameDay)]),
        ];
        let track = Track::of("t", "T", "Text", ["What", "When", "Note"], &items).unwrap();
        assert_eq!((track.height, track.foot), (4 * ROW + BELOW, 4 * ROW));
        assert!(track.rows[0].heading && !track.rows[1].heading);
        let at = |row: usize| {
            let mark = &track.rows[row].marks[0];
            (
                mark.x.to_string(),
                mark.width.map(|width| width.to_string()),
            )
        };
        assert_eq!(at(1), ("2.50%".into(), Some("13.30%".into())));
        assert_eq!(at(2), ("50.00%".into(), Some("50.00%".into())));
        assert_eq!(at(3), ("97.50%".into(), None));
    }

    #[test]
    fn a_bar_of_a_day_can_be_seen_and_a_picture_without_a_day_is_none() {
        let bar = (
            Mark::Ballot,
            day("2026-01-01"),
            Until::Day(day("2026-01-01")),
        );
        let long = (Mark::Due, day("2026-01-01"), Until::Day(day("2036-01-01")));
        let track = Track::of("t", "T", "", [""; 3], &[item("x", vec![bar, long])]).unwrap();
        assert_eq!(track.rows[0].marks[0].width, Some(Place::of(NARROW)));
        assert!(Track::of("t", "T", "", [""; 3], &[item("x", Vec::new())]).is_none());
    }
}
