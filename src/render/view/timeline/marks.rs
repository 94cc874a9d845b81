//! The rows of the timeline.

use crate::act::Action;
use crate::date::{Day, When};
use crate::process::Established;
use crate::process::milestones::{MilestoneHistory, milestones};
use crate::process::review::review_due;
use crate::render::chart::{MarkShape, TrackItem, Until, promised};
use crate::render::selected_text::SelectedText;
use crate::render::view::approvals::backfilled_day;

/// The most rows of each kind in the table: the newest revisions and reviews.
pub(super) const MOST: usize = 24;
/// The most milestones with a row each; more of them share one row.
const SINGLE: usize = 8;

type Mark = (MarkShape, Day, Until);

/// A row without marks and dates.
pub(super) fn item(what: String) -> TrackItem {
    TrackItem {
        what,
        state: None,
        day: String::new(),
        when: String::new(),
        note: String::new(),
        href: None,
        marks: Vec::new(),
    }
}

/// The revisions in force in one row, and the removal.
pub(super) fn revisions(selected: &SelectedText<'_>) -> Vec<TrackItem> {
    let state = selected.state();
    let all = &state.established;
    let removed = state.removed.as_ref().map(|removed| removed.on);
    let bars = |(at, version): (usize, &Established)| {
        let until = all.get(at + 1).map(|next| next.on).or(removed);
        in_force(selected, version, until)
    };
    let marks: Vec<_> = all.iter().enumerate().flat_map(bars).collect();
    let Some(first) = all.first() else {
        return Vec::new();
    };
    let since = match backfilled_day(selected, first.revision) {
        None => first.on.to_string(),
        Some(Some(when)) => when.to_string(),
        Some(None) => "unknown".to_string(),
    };
    let day = match (removed, since.as_str()) {
        (Some(removed), "unknown") => format!("until {removed}"),
        (Some(removed), since) => format!("{since} to {removed}"),
        (None, "unknown") => "since an unrecorded day".to_string(),
        (None, since) => format!("since {since}"),
    };
    let what = match all.len() {
        1 => "In force".to_string(),
        many => format!("In force, {many} revisions"),
    };
    let mut items = vec![TrackItem {
        day,
        marks,
        ..item(what)
    }];
    items.extend(removed.map(|removed| TrackItem {
        day: removed.to_string(),
        marks: vec![(MarkShape::End, removed, Until::SameDay)],
        ..item("Removed by the board".to_string())
    }));
    items
}

/// The bar of a revision. Earlier records may give only a month or a year, or no date: the bar then begins with the
/// hollow bar of that period, or of the time from the first date of the text to the entry.
fn in_force(selected: &SelectedText<'_>, version: &Established, until: Option<Day>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let from = match backfilled_day(selected, version.revision) {
        None => version.on,
        Some(None) => {
            let begin = earliest(selected).min(version.on);
            marks.push((MarkShape::Uncertain, begin, Until::Day(version.on)));
            version.on
        }
        Some(Some(When::Day(day))) => day,
        Some(Some(when)) => {
            let last = until.map_or(when.last_day(), |until| until.min(when.last_day()));
            marks.push((MarkShape::Uncertain, when.first_day(), Until::Day(last)));
            last
        }
    };
    marks.push(match until {
        None => (MarkShape::StillInForce, from, Until::Open),
        Some(day) => (MarkShape::InForce, from, Until::Day(day.max(from))),
    });
    marks
}

/// The first day that the text names; the day on which a revision came into force is not before it.
fn earliest(selected: &SelectedText<'_>) -> Day {
    let dates = selected.text.milestones.iter().filter_map(|it| it.due);
    let dates = dates.chain(selected.text.initiated).map(When::first_day);
    dates.min().unwrap_or(Day::of(9999, 12, 31))
}

/// A row for each milestone with a date, or one row for all.
pub(super) fn milestone_rows(selected: &SelectedText<'_>, today: Day) -> Vec<TrackItem> {
    let found = milestones(selected.state(), &selected.register.history);
    let one = |it: &MilestoneHistory<'_>| milestone(it, selected, today);
    let rows: Vec<TrackItem> = found.iter().map(one).collect();
    let dated: Vec<TrackItem> = rows
        .into_iter()
        .filter(|row| !row.marks.is_empty())
        .collect();
    if dated.len() <= SINGLE {
        return dated;
    }
    let completed = found.iter().filter(|it| it.completed.is_some()).count();
    let marks = joined(dated.into_iter().flat_map(|row| row.marks).collect());
    vec![TrackItem {
        day: format!("{completed} completed"),
        marks,
        ..item(format!("{} milestones", found.len()))
    }]
}

/// The marks in order. Equal marks are one, and so are bars of one shape that touch.
fn joined(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|(shape, day, _)| (*shape, *day));
    let mut out: Vec<Mark> = Vec::new();
    for mark in marks {
        match (out.last_mut(), mark) {
            (Some(last), mark) if *last == mark => {}
            (Some((shape, _, Until::Day(end))), (same, from, Until::Day(until)))
                if *shape == same && from <= end.next() =>
            {
                *end = until.max(*end);
            }
            (_, mark) => out.push(mark),
        }
    }
    out
}

fn milestone(found: &MilestoneHistory<'_>, selected: &SelectedText<'_>, today: Day) -> TrackItem {
    let (due, completed) = (found.milestone.due, found.completed.map(|done| done.on));
    let is_late = |on: Day| due.is_some_and(|due| due.last_day() < on);
    let is_overdue = completed.is_none() && selected.is_in_force() && is_late(today);
    let (day, done) = match (completed, due) {
        (Some(on), _) if is_late(on) => (format!("completed late, {on}"), MarkShape::DoneLate),
        (Some(on), _) => (format!("completed {on}"), MarkShape::Done),
        (None, Some(due)) if is_overdue => (format!("overdue, {due}"), MarkShape::Done),
        (None, Some(due)) => (format!("due {due}"), MarkShape::Done),
        (None, None) => (String::new(), MarkShape::Done),
    };
    let shape = match is_overdue {
        true => MarkShape::Overdue,
        false => MarkShape::Due,
    };
    TrackItem {
        day,
        marks: due
            .map(|due| promised(due, shape))
            .into_iter()
            .chain(completed.map(|on| (done, on, Until::SameDay)))
            .collect(),
        ..item(found.milestone.title.clone())
    }
}

/// The reviews without a change and the next review, in one row.
pub(super) fn reviews(selected: &SelectedText<'_>) -> Option<TrackItem> {
    let past = review_days(selected);
    let due = selected
        .in_force()
        .map(|in_force| review_due(in_force, selected.governance.policy));
    let last = past.last().copied();
    let day = match (due, last) {
        (Some(due), _) => format!("next {due}"),
        (None, Some(last)) => format!("last {last}"),
        (None, None) => return None,
    };
    let past = past.into_iter();
    let marks = past.map(|day| (MarkShape::Review, day, Until::SameDay));
    let next = due.map(|due| (MarkShape::ReviewDue, due, Until::SameDay));
    Some(TrackItem {
        day,
        marks: marks.chain(next).collect(),
        ..item("Reviews".to_string())
    })
}

/// The days of the newest reviews without a change, the oldest first.
pub(super) fn review_days(selected: &SelectedText<'_>) -> Vec<Day> {
    let acts = selected.valid_acts().map(|stored| &stored.act);
    let reviews = acts.filter(|act| matches!(act.action, Action::Review(_)));
    let days: Vec<Day> = reviews.map(|act| act.on).collect();
    days[days.len().saturating_sub(MOST)..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_that_touch_are_one_and_a_gap_stays() {
        let bar = |from: &str| promised(from.parse().unwrap(), MarkShape::Due);
        let marks = vec![
            bar("2026-03"),
            bar("2026-01"),
            bar("2026-02"),
            bar("2026-05"),
        ];
        let joined = joined(marks);
        let days: Vec<String> = joined
            .iter()
            .map(|(_, from, until)| match until {
                Until::Day(until) => format!("{from} to {until}"),
                Until::SameDay | Until::Open => from.to_string(),
            })
            .collect();
        assert_eq!(
            days,
            ["2026-01-01 to 2026-03-31", "2026-05-01 to 2026-05-31"]
        );
    }
}
