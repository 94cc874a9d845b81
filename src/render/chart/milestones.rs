//! The chart of the milestones of all partners.

use super::track::{MarkShape, Track, TrackItem, Until};
use crate::date::{Day, When};

/// The most milestones in a chart.
const MOST: usize = 40;

/// A milestone of a register.
#[derive(Debug, Clone)]
pub(crate) struct ChartMilestone<'a> {
    /// The name of the partner.
    pub partner: &'a str,
    /// The id and title of the register.
    pub register: (&'a str, &'a str),
    /// The id and title of the milestone.
    pub title: (&'a str, &'a str),
    /// The due date: a day, month, quarter or year.
    pub due: Option<When>,
    /// The day of completion.
    pub completed: Option<Day>,
    /// Whether it is open after its due date.
    pub overdue: bool,
}

/// The chart, with the partners in order of their first milestone in `all`. `None` if no milestone has a date, or if
/// there are too many.
pub(crate) fn milestones(all: &[ChartMilestone<'_>]) -> Option<Track> {
    let dated: Vec<&ChartMilestone<'_>> = all
        .iter()
        .filter(|due| due.due.is_some() || due.completed.is_some())
        .collect();
    if dated.len() > MOST {
        return None;
    }
    let mut of_partner: Vec<(&str, Vec<&ChartMilestone<'_>>)> = Vec::new();
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
        std::iter::once(heading(partner)).chain(list.iter().map(|due| item(due)))
    });
    let items: Vec<TrackItem> = items.collect();
    let columns = ["Milestone", "When", "Register"];
    Track::of(
        "picture-milestones",
        "Milestones of all partners",
        summary(all),
        columns,
        &items,
    )
}

/// The counts and the legend.
fn summary(all: &[ChartMilestone<'_>]) -> String {
    let count = |is: &dyn Fn(&ChartMilestone<'_>) -> bool| all.iter().filter(|due| is(due)).count();
    let completed = count(&|due| due.completed.is_some());
    let overdue = count(&|due| due.overdue);
    let undated = count(&|due| due.completed.is_none() && due.due.is_none());
    let open = all.len() - completed - overdue - undated;
    let of = if all.len() == 1 {
        "Of 1 milestone"
    } else {
        &format!("Of {} milestones", all.len())
    };
    let mut text = format!("{of}, {completed} completed, {overdue} overdue, {open} open");
    if undated > 0 {
        text += &format!(", {undated} without a date and not in the chart");
    }
    text + ". Bar: due within this period; diamond: due on this day; circle with a check mark: completed."
}

fn heading(partner: &str) -> TrackItem {
    let none = String::new;
    TrackItem {
        what: partner.to_string(),
        state: None,
        day: none(),
        when: none(),
        note: none(),
        href: None,
        marks: Vec::new(),
    }
}

fn item(due: &ChartMilestone<'_>) -> TrackItem {
    let promised = due.due.map(|when| {
        promised(
            when,
            if due.overdue {
                MarkShape::Overdue
            } else {
                MarkShape::Due
            },
        )
    });
    let done = due
        .completed
        .map(|day| (MarkShape::Done, day, Until::SameDay));
    let said = due.due.map(|when| format!("due {when}"));
    let (state, when) = match (due.completed, due.overdue) {
        (Some(day), _) => (
            Some("completed"),
            said.map_or(String::new(), |said| said + ", ") + &format!("completed {day}"),
        ),
        (None, true) => (Some("overdue"), said.unwrap_or_default() + ", overdue"),
        (None, false) => (None, said.unwrap_or_default()),
    };
    let day = due.completed.map(When::Day).or(due.due);
    TrackItem {
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

/// The mark of a date: a day is a point, and a month, quarter or year is a bar.
pub(crate) fn promised(when: When, mark: MarkShape) -> (MarkShape, Day, Until) {
    match when {
        When::Day(day) => (mark, day, Until::SameDay),
        When::Month(..) | When::Quarter(..) | When::Year(_) => {
            (mark, when.first_day(), Until::Day(when.last_day()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due<'a>(
        partner: &'a str,
        title: &'a str,
        when: Option<&str>,
        completed: Option<&str>,
    ) -> ChartMilestone<'a> {
        let due: Option<When> = when.map(|when| when.parse().unwrap());
        ChartMilestone {
            partner,
            register: ("r", "R"),
            title: ("m1", title),
            due,
            completed: completed.map(|day| day.parse().unwrap()),
            overdue: completed.is_none()
                && due.is_some_and(|due| due.last_day() < Day::of(2026, 11, 22)),
        }
    }

    fn shown(all: &[ChartMilestone<'_>]) -> serde_json::Value {
        serde_json::to_value(milestones(all)).unwrap()
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
        let rows = shown["rows"].as_array().unwrap();
        let entries = shown["entries"].as_array().unwrap();
        let told: Vec<String> = rows
            .iter()
            .zip(entries)
            .map(|(row, entry)| {
                let marks = row["marks"].as_array().unwrap().iter();
                let marks: Vec<&str> = marks.map(|mark| mark["shape"].as_str().unwrap()).collect();
                format!(
                    "{} {} [{}]",
                    row["name"].as_str().unwrap(),
                    entry["when"].as_str().unwrap(),
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
        let text = shown["text"].as_str().unwrap();
        assert!(
            text.starts_with("Of 5 milestones, 1 completed, 1 overdue, 2 open, 1 without a date"),
            "{text}"
        );
    }

    #[test]
    fn without_a_date_and_beyond_what_can_be_read_there_is_nothing_to_draw() {
        assert!(milestones(&[]).is_none());
        assert!(milestones(&[due("A", "x", None, None)]).is_none());
        let many = vec![due("A", "x", Some("2027"), None); MOST + 1];
        assert!(milestones(&many[1..]).is_some());
        assert!(milestones(&many).is_none());
    }
}
