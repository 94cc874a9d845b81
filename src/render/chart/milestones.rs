//! The milestones of all partners on one time axis; where there are too many for one picture, how many a year.

use std::collections::BTreeMap;

use serde::Serialize;

use super::bars::{Bars, Count};
use super::track::{Item, Mark, Track, Until};
use crate::date::{Day, When};

/// As many milestones are drawn one by one.
const MOST: usize = 40;
/// As many years have a row of their own.
const YEARS: usize = 12;

/// A milestone of a register.
#[derive(Debug, Clone)]
pub(in crate::render) struct Due<'a> {
    /// The partner's name.
    pub partner: &'a str,
    /// The register, by its id and title.
    pub register: (&'a str, &'a str),
    /// What is delivered, by its id and title.
    pub title: (&'a str, &'a str),
    /// When it is due, as exactly as it is promised.
    pub due: Option<When>,
    /// The day it was completed.
    pub completed: Option<Day>,
}

/// One picture of the two.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Milestones {
    /// Each on its own row.
    track: Option<Track>,
    /// How many a year.
    bars: Option<Bars>,
}

/// The picture of milestones, the partners in the order in which they come; nothing when none has a date.
pub(in crate::render) fn milestones(all: &[Due<'_>], today: Day) -> Option<Milestones> {
    let dated: Vec<&Due<'_>> = all
        .iter()
        .filter(|due| due.due.is_some() || due.completed.is_some())
        .collect();
    if dated.is_empty() {
        return None;
    }
    let found = Found::of(all, today);
    if dated.len() > MOST {
        return Some(Milestones {
            track: None,
            bars: Some(years(&dated, &found)),
        });
    }
    let mut of_partner: Vec<(&str, Vec<&Due<'_>>)> = Vec::new();
    for due in dated {
        match of_partner
            .iter_mut()
            .find(|(partner, _)| *partner == due.partner)
        {
            Some((_, list)) => list.push(due),
            None => of_partner.push((due.partner, vec![due])),
        }
    }
    let items = of_partner.iter().flat_map(|(partner, list)| {
        std::iter::once(heading(partner)).chain(list.iter().map(|due| item(due, today)))
    });
    let items: Vec<Item> = items.collect();
    let columns = ["Milestone", "When", "Register"];
    let track = Track::of(
        "picture-milestones",
        "Milestones of all partners",
        found.text(),
        columns,
        &items,
    )?;
    Some(Milestones {
        track: Some(track),
        bars: None,
    })
}

/// How many there are of each.
struct Found {
    completed: usize,
    overdue: usize,
    open: usize,
    undated: usize,
}

impl Found {
    fn of(all: &[Due<'_>], today: Day) -> Found {
        let count = |is: &dyn Fn(&Due<'_>) -> bool| all.iter().filter(|due| is(due)).count();
        let completed = count(&|due| due.completed.is_some());
        let overdue = count(&|due| is_overdue(due, today));
        let undated = count(&|due| due.completed.is_none() && due.due.is_none());
        Found {
            completed,
            overdue,
            open: all.len() - completed - overdue - undated,
            undated,
        }
    }

    fn text(&self) -> String {
        let Found {
            completed,
            overdue,
            open,
            undated,
        } = self;
        let all = completed + overdue + open + undated;
        let of = if all == 1 {
            "Of 1 milestone"
        } else {
            &format!("Of {all} milestones")
        };
        let mut text = format!("{of}, {completed} completed, {overdue} overdue, {open} to come");
        if *undated > 0 {
            text += &format!(", {undated} without a date, which the picture leaves out");
        }
        text + ". A bar is as long as the time that is promised, a diamond is a day, a circle with a tick is a completion."
    }
}

fn is_overdue(due: &Due<'_>, today: Day) -> bool {
    due.completed.is_none() && due.due.is_some_and(|due| due.last_day() < today)
}

fn heading(partner: &str) -> Item {
    let none = String::new;
    Item {
        what: partner.to_string(),
        state: None,
        day: none(),
        when: none(),
        note: none(),
        href: None,
        marks: Vec::new(),
    }
}

fn item(due: &Due<'_>, today: Day) -> Item {
    let overdue = is_overdue(due, today);
    let promised = due
        .due
        .map(|when| promised(when, if overdue { Mark::Overdue } else { Mark::Due }));
    let done = due.completed.map(|day| (Mark::Done, day, Until::SameDay));
    let said = due.due.map(|when| format!("due {when}"));
    let (state, when) = match (due.completed, overdue) {
        (Some(day), _) => (
            Some("completed"),
            said.map_or(String::new(), |said| said + ", ") + &format!("completed {day}"),
        ),
        (None, true) => (Some("overdue"), said.unwrap_or_default() + ", overdue"),
        (None, false) => (None, said.unwrap_or_default()),
    };
    let day = due.completed.map(When::Day).or(due.due);
    Item {
        what: due.title.1.to_string(),
        state: state.map(String::from),
        day: day.map_or(String::new(), |day| day.to_string()),
        when,
        note: due.register.1.to_string(),
        href: Some(format!(
            "registers/{}/index.html#milestone-{}",
            due.register.0, due.title.0
        )),
        marks: promised.into_iter().chain(done).collect(),
    }
}

/// A day is a mark, and all that is longer is a bar from its first day to its last.
pub(in crate::render) fn promised(when: When, mark: Mark) -> (Mark, Day, Until) {
    match when {
        When::Day(day) => (mark, day, Until::SameDay),
        When::Month(..) | When::Quarter(..) | When::Year(_) => {
            (mark, when.first_day(), Until::Day(when.last_day()))
        }
    }
}

/// How many are completed and open a year, by when they are due; what is completed without a date, by its completion.
fn years(dated: &[&Due<'_>], found: &Found) -> Bars {
    let mut years = BTreeMap::<i32, (u64, u64)>::new();
    for due in dated {
        let day = due.due.map(When::last_day).or(due.completed);
        let Some(year) = day.map(Day::year) else {
            continue;
        };
        let (completed, open) = years.entry(year).or_default();
        if due.completed.is_some() {
            *completed += 1
        } else {
            *open += 1
        }
    }
    let mut earlier = (0, 0);
    while years.len() > YEARS
        && let Some((_, (completed, open))) = years.pop_first()
    {
        earlier = (earlier.0 + completed, earlier.1 + open);
    }
    let lumped = ("earlier".to_string(), earlier);
    let each = years
        .into_iter()
        .map(|(year, counts)| (year.to_string(), counts));
    let rows = std::iter::once(lumped)
        .filter(|_| earlier != (0, 0))
        .chain(each)
        .flat_map(|(year, (completed, open))| {
            let row = |what: &str, count: u64| {
                (count > 0).then(|| Count::of(format!("{year}, {what}"), count))
            };
            [row("completed", completed), row("open", open)]
                .into_iter()
                .flatten()
        });
    let rows: Vec<Count> = rows.collect();
    let text = found.text();
    // What the marks of the other picture mean is of no use here.
    let text = text
        .split_inclusive(". ")
        .next()
        .map_or("", str::trim_end)
        .to_string();
    Bars::of(
        "picture-milestones",
        "Milestones by the year in which they are due",
        text,
        ["Year", "Milestones"],
        (&rows, None),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due<'a>(
        partner: &'a str,
        title: &'a str,
        when: Option<&str>,
        completed: Option<&str>,
    ) -> Due<'a> {
        Due {
            partner,
            register: ("r", "R"),
            title: ("m1", title),
            due: when.map(|when| when.parse().unwrap()),
            completed: completed.map(|day| day.parse().unwrap()),
        }
    }

    fn shown(all: &[Due<'_>]) -> serde_json::Value {
        serde_json::to_value(milestones(all, Day::of(2026, 11, 22))).unwrap()
    }

    #[test]
    fn promises_are_as_long_as_they_are_and_what_is_done_has_another_shape() {
        let all = [
            due("A", "one", Some("2027-Q1"), None),
            due("B", "two", Some("2027-03-31"), None),
            due("A", "three", Some("2025"), Some("2025-11-02")),
            due("A", "four", Some("2026-10"), None),
            due("A", "five", None, None),
        ];
        let shown = shown(&all);
        let rows = shown["track"]["rows"].as_array().unwrap();
        let told: Vec<String> = rows
            .iter()
            .map(|row| {
                let marks = row["marks"].as_array().unwrap().iter();
                let marks: Vec<&str> = marks.map(|mark| mark["shape"].as_str().unwrap()).collect();
                format!(
                    "{} {} [{}]",
                    row["name"].as_str().unwrap(),
                    row["when"].as_str().unwrap(),
                    marks.join(" ")
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "A  []",
                "one due 2027-Q1 [due]",
                "three due 2025, completed 2025-11-02 [due done]",
                "four due 2026-10, overdue [overdue]",
                "B  []",
                "two due 2027-03-31 [due]",
            ]
        );
        assert!(rows[1]["marks"][0]["width"].is_string() && rows[5]["marks"][0]["width"].is_null());
        let text = shown["track"]["text"].as_str().unwrap();
        assert!(
            text.starts_with(
                "Of 5 milestones, 1 completed, 1 overdue, 2 to come, 1 without a date,"
            ),
            "{text}"
        );
    }

    #[test]
    fn too_many_are_counted_by_year_and_the_picture_stays_small() {
        let years: Vec<String> = (0..30_000)
            .map(|at| format!("{}", 1990 + at % 60))
            .collect();
        let all: Vec<Due<'_>> = years
            .iter()
            .map(|year| {
                due(
                    "A",
                    "x",
                    Some(year),
                    (year.as_str() < "2020").then_some("2020-01-01"),
                )
            })
            .collect();
        let shown = shown(&all);
        let rows = shown["bars"]["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 14);
        assert_eq!(
            (&rows[0]["what"], &rows[0]["count"]),
            (&"earlier, completed".into(), &15_000.into())
        );
        assert_eq!(
            (&rows[1]["what"], &rows[1]["count"]),
            (&"earlier, open".into(), &9_000.into())
        );
        assert!(shown.to_string().len() < 4_000);
        assert_eq!(
            shown["bars"]["text"],
            "Of 30000 milestones, 15000 completed, 3000 overdue, 12000 to come."
        );
    }

    #[test]
    fn without_a_date_there_is_nothing_to_draw() {
        assert!(milestones(&[], Day::of(2026, 1, 1)).is_none());
        assert!(milestones(&[due("A", "x", None, None)], Day::of(2026, 1, 1)).is_none());
    }
}
