//! A time axis: the positions of days, and the labels below the axis.

use serde::Serialize;

use super::place::Place;
use crate::date::Day;

/// The margin at both ends, so that marks on the first and last day are not cut.
const EDGE: u32 = 250;
/// The most labels that fit on a phone.
const MOST_TICKS: i64 = 5;
/// The possible distances between ticks, in months. The last one covers the longest possible axis.
const STEPS: [i64; 13] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000, 60_000];
/// Up to this length, in days, the labels are days.
const SHORT: i64 = 75;

/// The days that a chart covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Axis {
    first: Day,
    /// The number of days from the first to the last: 14 or more.
    days: i64,
}

/// A grid line with its label.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(super) struct Tick {
    x: Place,
    /// A year, a month or a day; empty if it does not fit.
    label: String,
}

impl Axis {
    /// The axis that covers all these days; `None` without days.
    pub(super) fn over(days: impl Iterator<Item = Day>) -> Option<Axis> {
        let (first, last) = days.fold(None, |found: Option<(Day, Day)>, day| {
            Some(found.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        })?;
        Some(Axis {
            first,
            days: first.days_until(last).max(14),
        })
    }

    /// The position of a day. A day outside the axis has the position of the nearer end.
    pub(super) fn x(&self, day: Day) -> Place {
        let part = u64::try_from(self.first.days_until(day)).unwrap_or(0);
        let all = u64::try_from(self.days).unwrap_or(1);
        Place::between(Place::of(EDGE), Place::of(Place::WHOLE - EDGE), part, all)
    }

    /// The right edge of the chart.
    pub(super) fn end(&self) -> Place {
        Place::of(Place::WHOLE)
    }

    /// The grid lines, from left to right.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        if self.days <= SHORT {
            self.days()
        } else {
            self.months()
        }
    }

    /// One tick every one to four weeks, from the first day.
    fn days(&self) -> Vec<Tick> {
        let step = (7..)
            .step_by(7)
            .find(|step| self.days / step < MOST_TICKS - 1)
            .unwrap_or(28);
        let at = (0..=self.days).step_by(usize::try_from(step).unwrap_or(28));
        let tick = |after: i64| {
            let day = self.first.plus_days(u32::try_from(after).unwrap_or(0));
            self.tick(day, day.to_string())
        };
        at.map(tick).collect()
    }

    /// Ticks at the starts of months or years.
    fn months(&self) -> Vec<Tick> {
        let month = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
        let (first, last) = (
            month(self.first),
            month(self.first.plus_days(u32::try_from(self.days).unwrap_or(0))),
        );
        let step = STEPS
            .into_iter()
            .find(|step| (last - first) / step < MOST_TICKS)
            .unwrap_or(60_000);
        let begins = (first / step..=last / step)
            .map(|many| many * step)
            .filter(|month| *month > first);
        let tick = |month: i64| {
            let year = i32::try_from(month / 12).unwrap_or(i32::MAX);
            let day = Day::of(year, u32::try_from(month % 12).unwrap_or(0) + 1, 1);
            let label = match step < 12 {
                true => format!("{year:04}-{:02}", day.month()),
                false => format!("{year:04}"),
            };
            self.tick(day, label)
        };
        begins.map(tick).collect()
    }

    fn tick(&self, day: Day, label: String) -> Tick {
        let x = self.x(day);
        // Labels are to the right of their lines, and a day is wider than a year.
        let room = match label.len() {
            0..=4 => 8_600,
            5..=7 => 8_300,
            _ => 7_800,
        };
        Tick {
            x,
            label: if x > Place::of(room) {
                String::new()
            } else {
                label
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(first: &str, last: &str) -> Axis {
        let day = |text: &str| text.parse::<Day>().unwrap();
        Axis::over([day(last), day(first)].into_iter()).unwrap()
    }

    fn labels(axis: Axis) -> Vec<String> {
        axis.ticks()
            .into_iter()
            .map(|tick| tick.label)
            .filter(|label| !label.is_empty())
            .collect()
    }

    #[test]
    fn days_stand_in_proportion_and_never_outside() {
        let axis = axis("2026-01-01", "2026-04-11");
        let x = |day: &str| axis.x(day.parse().unwrap()).to_string();
        assert_eq!(
            [x("2026-01-01"), x("2026-02-20"), x("2026-04-11")],
            ["2.50%", "50.00%", "97.50%"]
        );
        assert_eq!([x("1900-01-01"), x("9999-12-31")], ["2.50%", "97.50%"]);
        assert_eq!(Axis::over(std::iter::empty()), None);
    }

    #[test]
    fn what_is_written_below_is_as_fine_as_there_is_room() {
        assert_eq!(
            labels(axis("2026-01-01", "2026-01-01")),
            ["2026-01-01", "2026-01-08"]
        );
        assert_eq!(
            labels(axis("2026-01-01", "2026-02-20")),
            ["2026-01-01", "2026-01-15", "2026-01-29"]
        );
        assert_eq!(
            labels(axis("2026-01-05", "2026-06-20")),
            ["2026-03", "2026-05"]
        );
        assert_eq!(
            labels(axis("2026-01-05", "2028-02-20")),
            ["2026-07", "2027-01", "2027-07"]
        );
        assert_eq!(
            labels(axis("2004-06-30", "2028-02-20")),
            ["2005", "2010", "2015", "2020", "2025"]
        );
    }

    #[test]
    fn no_year_that_a_text_can_name_is_too_far() {
        for (first, last) in [
            ("0000-01-01", "9999-12-31"),
            ("1000-01-01", "9999-12-31"),
            ("9999-12-31", "9999-12-31"),
        ] {
            let ticks = axis(first, last).ticks();
            assert!(ticks.len() <= 6, "{ticks:?}");
        }
    }
}
