//! A chart with one row per event on a time axis.

use serde::Serialize;

use super::axis::{Axis, Tick};
use super::label::short;
use super::place::Place;
use crate::date::Day;
use crate::render::direction::is_right_to_left;

/// The height of a row, with the name above the marks, in pixels.
const ROW: u32 = 32;
/// The height of the labels below the axis, in pixels.
const BELOW: u32 = 22;
/// The height of the label of the day of the chart, above the rows, in pixels.
const HEAD: u32 = 20;
/// The width of a date in the label on the right, in narrow characters.
const DATE: usize = 11;
/// The least width of a bar, in hundredths of a percent.
const NARROW: u32 = 120;

/// A chart of rows, with the same data for a table.
#[derive(Debug, Serialize)]
pub(crate) struct Track {
    /// The id of the caption, unique on the page.
    id: String,
    title: String,
    /// The description.
    text: String,
    /// In pixels.
    height: u32,
    /// The position of the axis below the rows, in pixels.
    foot: u32,
    /// The position of the labels of the axis, in pixels.
    below: u32,
    ticks: Vec<Tick>,
    /// The line of the day of the chart, if it has one.
    today: Option<Today>,
    rows: Vec<Row>,
    /// The headings of the table's columns.
    columns: [&'static str; 3],
    /// The rows of the table.
    entries: Vec<TrackEntry>,
}

/// The line of the day of the chart.
#[derive(Debug, Serialize)]
struct Today {
    x: Place,
    day: String,
    /// Where the label begins or ends, so that it stays in the chart: `start`, `middle` or `end`.
    anchor: &'static str,
}

/// A row of the table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TrackEntry {
    /// The full name.
    pub what: String,
    /// The dates.
    pub when: String,
    /// A note.
    pub note: String,
    /// The link of the name.
    pub href: Option<String>,
    /// Whether the row is the heading of the rows after it.
    pub heading: bool,
}

/// A row of the chart.
#[derive(Debug, Serialize)]
struct Row {
    /// The position of the name, in pixels from the top.
    y: u32,
    /// The position of the marks, in pixels from the top.
    middle: u32,
    /// The name, cut to the available width.
    name: String,
    /// The status, shown after the name.
    state: Option<String>,
    /// The date at the right edge.
    day: String,
    marks: Vec<Drawn>,
    /// Whether the name is written from right to left.
    rtl: bool,
    /// Whether the row is the heading of the rows after it.
    heading: bool,
}

#[derive(Debug, Serialize)]
struct Drawn {
    shape: MarkShape,
    x: Place,
    /// The width of a bar.
    width: Option<Place>,
}

/// The shapes of marks. They differ in outline, not only in color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MarkShape {
    /// A filled diamond: a step of the process.
    Step,
    /// A thick bar: a revision that was in force.
    InForce,
    /// A thick bar with an arrow at its end: the revision in force.
    StillInForce,
    /// A thin hollow bar: the period in which a revision came into force, if the day is not known.
    Uncertain,
    /// A hollow bar, or a hollow diamond for a day: a due date.
    Due,
    /// The same with a line through it: a missed due date.
    Overdue,
    /// A filled circle with a check mark: a completion.
    Done,
    /// The same in a square: a completion after the due date.
    DoneLate,
    /// A ring: a review.
    Review,
    /// A dotted ring: the next review.
    ReviewDue,
    /// A cross: a removal.
    End,
}

/// The end of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    /// The day on which it begins: the mark is a point.
    SameDay,
    /// This day: the mark is a bar.
    Day(Day),
    /// No end: the mark is a bar to the right edge.
    Open,
}

/// The data of a row.
#[derive(Debug, Clone)]
pub(crate) struct TrackItem {
    /// The full name.
    pub what: String,
    /// The status, in one or two words, which the chart shows after the name.
    pub state: Option<String>,
    /// The date for the chart: a day, month, quarter or year.
    pub day: String,
    /// The dates, for the table.
    pub when: String,
    /// A note, for the table.
    pub note: String,
    /// The link in the table.
    pub href: Option<String>,
    /// The marks. A row without marks is the heading of the rows after it.
    pub marks: Vec<(MarkShape, Day, Until)>,
}

impl Track {
    /// The chart of the items, in their order; `None` if no item has a mark.
    pub(crate) fn of(
        id: impl Into<String>,
        title: impl Into<String>,
        text: impl Into<String>,
        columns: [&'static str; 3],
        items: &[TrackItem],
    ) -> Option<Track> {
        Track::on(None, id, title, text, columns, items)
    }

    /// The chart with a line for the day `today`.
    pub(crate) fn on(
        today: Option<Day>,
        id: impl Into<String>,
        title: impl Into<String>,
        text: impl Into<String>,
        columns: [&'static str; 3],
        items: &[TrackItem],
    ) -> Option<Track> {
        let marks = items.iter().flat_map(|item| &item.marks);
        let axis = Axis::over(marks.flat_map(days).chain(today))?;
        let head = today.map_or(0, |_| HEAD);
        let rows: Vec<Row> = (0..)
            .zip(items)
            .map(|(at, item)| row(head, at, item, &axis))
            .collect();
        let foot = u32::try_from(rows.len())
            .unwrap_or(u32::MAX / ROW)
            .saturating_mul(ROW)
            .saturating_add(head);
        Some(Track {
            id: id.into(),
            title: title.into(),
            text: text.into(),
            height: foot + BELOW,
            foot,
            below: foot + 15,
            ticks: axis.ticks(),
            today: today.map(|day| line(day, &axis)),
            rows,
            columns,
            entries: items.iter().map(entry).collect(),
        })
    }

    /// The chart with other rows in its table.
    pub(crate) fn with_entries(self, entries: Vec<TrackEntry>) -> Track {
        Track { entries, ..self }
    }
}

fn line(day: Day, axis: &Axis) -> Today {
    let x = axis.x(day);
    let anchor = match () {
        () if x < Place::of(Place::WHOLE / 4) => "start",
        () if x > Place::of(Place::WHOLE / 4 * 3) => "end",
        () => "middle",
    };
    Today {
        x,
        day: day.to_string(),
        anchor,
    }
}

fn entry(item: &TrackItem) -> TrackEntry {
    TrackEntry {
        what: item.what.clone(),
        when: item.when.clone(),
        note: item.note.clone(),
        href: item.href.clone(),
        heading: item.marks.is_empty(),
    }
}

/// The days of a mark that the axis must cover.
fn days((_, from, until): &(MarkShape, Day, Until)) -> impl Iterator<Item = Day> + use<> {
    let last = match until {
        Until::SameDay | Until::Open => None,
        Until::Day(day) => Some(*day),
    };
    std::iter::once(*from).chain(last)
}

fn row(head: u32, at: u32, item: &TrackItem, axis: &Axis) -> Row {
    let top = at.saturating_mul(ROW).saturating_add(head);
    let heading = item.marks.is_empty();
    let taken = item
        .state
        .as_ref()
        .map_or(0, |state| state.chars().count() + 2);
    let taken = taken + item.day.chars().count().saturating_sub(DATE);
    Row {
        y: top + if heading { 24 } else { 12 },
        middle: top + 23,
        name: short(&item.what, taken),
        state: item.state.clone(),
        day: item.day.clone(),
        marks: item.marks.iter().map(|mark| drawn(mark, axis)).collect(),
        rtl: is_right_to_left(&item.what),
        heading,
    }
}

fn drawn((shape, from, until): &(MarkShape, Day, Until), axis: &Axis) -> Drawn {
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

    fn item(what: &str, marks: Vec<(MarkShape, Day, Until)>) -> TrackItem {
        let text = String::new;
        TrackItem {
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
                    MarkShape::InForce,
                    day("2026-01-01"),
                    Until::Day(day("2026-01-15")),
                )],
            ),
            item(
                "In force",
                vec![(MarkShape::StillInForce, day("2026-02-20"), Until::Open)],
            ),
            item(
                "Due",
                vec![(MarkShape::Due, day("2026-04-11"), Until::SameDay)],
            ),
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
            MarkShape::InForce,
            day("2026-01-01"),
            Until::Day(day("2026-01-01")),
        );
        let long = (
            MarkShape::Due,
            day("2026-01-01"),
            Until::Day(day("2036-01-01")),
        );
        let track = Track::of("t", "T", "", [""; 3], &[item("x", vec![bar, long])]).unwrap();
        assert_eq!(track.rows[0].marks[0].width, Some(Place::of(NARROW)));
        assert!(Track::of("t", "T", "", [""; 3], &[item("x", Vec::new())]).is_none());
    }
}
