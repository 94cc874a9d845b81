//! Days, coarser dates for promises, and moments in UTC.

mod daytime;
mod meant;
mod words;

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

pub use self::daytime::{Daytime, NotATime};

/// A calendar day, written `2026-11-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// A day that is known to exist; if it does not, the last day of the calendar.
    pub fn of(year: i32, month: u32, day: u32) -> Day {
        Day(NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MAX))
    }

    /// The day this many months later; in a month without such a day, its last day.
    pub fn plus_months(self, months: u32) -> Day {
        Day(self
            .0
            .checked_add_months(Months::new(months))
            .unwrap_or(NaiveDate::MAX))
    }

    /// The day this many days later; at most the last day of the calendar.
    pub fn plus_days(self, days: u32) -> Day {
        Day(self
            .0
            .checked_add_days(Days::new(days.into()))
            .unwrap_or(NaiveDate::MAX))
    }

    /// The next day; at the end of the calendar, the last day.
    pub fn next(self) -> Day {
        Day(self.0.succ_opt().unwrap_or(NaiveDate::MAX))
    }

    /// The day before; at the beginning of the calendar, the first day.
    pub fn previous(self) -> Day {
        Day(self.0.pred_opt().unwrap_or(NaiveDate::MIN))
    }

    /// The day as chrono's type.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// The beginning of the day in UTC.
    pub fn midnight(self) -> Moment {
        Moment(self.0.and_time(NaiveTime::MIN).and_utc())
    }

    /// Whole days from `self` to `later`, negative when `later` is earlier.
    pub fn days_until(self, later: Day) -> i64 {
        (later.0 - self.0).num_days()
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }
}

/// A date as exact as it is known: `2027`, `2027-Q2`, `2027-03` or `2027-03-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// A year.
    Year(i32),
    /// A quarter, 1 to 4.
    Quarter(i32, u32),
    /// A month, 1 to 12.
    Month(i32, u32),
    /// A day.
    Day(Day),
}

impl When {
    /// The last day within it, which is the deadline of a promise.
    pub fn last_day(self) -> Day {
        let (year, month) = match self {
            When::Day(day) => return day,
            When::Year(year) => (year, 12),
            When::Quarter(year, quarter) => (year, quarter * 3),
            When::Month(year, month) => (year, month),
        };
        let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MAX);
        Day(first
            .checked_add_months(Months::new(1))
            .and_then(|d| d.pred_opt())
            .unwrap_or(first))
    }
}

/// A moment in UTC to the second, written `2026-11-22T10:15:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(DateTime<Utc>);

impl Moment {
    /// Truncates a time to the second.
    pub fn new(time: DateTime<Utc>) -> Moment {
        Moment(DateTime::from_timestamp(time.timestamp(), 0).unwrap_or(time))
    }

    /// The UTC day.
    pub fn day(self) -> Day {
        Day(self.0.date_naive())
    }

    /// The same time of day this many days later.
    pub fn plus_days(self, days: u32) -> Moment {
        Moment(
            self.0
                .checked_add_days(Days::new(days.into()))
                .unwrap_or(self.0),
        )
    }

    /// The moment this many minutes later.
    pub fn plus_minutes(self, minutes: i64) -> Moment {
        Moment(
            self.0
                .checked_add_signed(TimeDelta::minutes(minutes))
                .unwrap_or(self.0),
        )
    }

    /// The latest day anywhere at this moment: the day in UTC+14.
    pub fn latest_day(self) -> Day {
        self.plus_minutes(14 * 60).day()
    }

    /// The moment as chrono's type.
    pub fn time(self) -> DateTime<Utc> {
        self.0
    }
}

/// Why a text is not a date.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{text}` is not {what}{why}; write {how}")]
pub struct NotADate {
    text: String,
    what: &'static str,
    /// The objection of the calendar, after a colon; empty if the text has no known format.
    why: String,
    how: &'static str,
}

const A_DAY: [&str; 2] = ["a day of the calendar", "year-month-day, as in 2026-11-22"];
const A_WHEN: [&str; 2] = [
    "a date",
    "a day (2027-03-31), a month (2027-03), a quarter (2027-Q1) or a year (2027)",
];
const A_MOMENT: [&str; 2] = ["a moment in UTC", "2026-11-22T10:15:00Z"];

fn refuse(text: &str, [what, how]: [&'static str; 2]) -> NotADate {
    let why = objection(text).map_or(String::new(), |why| format!(": {why}"));
    NotADate {
        text: text.chars().take(40).collect(),
        what,
        why,
        how,
    }
}

/// What is wrong with a date whose format is nearly right.
fn objection(text: &str) -> Option<String> {
    let numbers: Vec<&str> = text.split('-').collect();
    let (year, rest) = numbers.split_first()?;
    digits(year, 4)?;
    if let [quarter] = rest
        && quarter.starts_with(['Q', 'q'])
    {
        return match quarter.get(1..) {
            Some("1" | "2" | "3" | "4") => Some("the Q of a quarter is a capital".to_string()),
            _ => Some("a year has the quarters Q1 to Q4".to_string()),
        };
    }
    if rest.len() > 2 || rest.iter().any(|part| part.is_empty() || part.len() > 2) {
        return None;
    }
    let parsed: Option<Vec<u32>> = rest.iter().map(|part| digits(part, part.len())).collect();
    match parsed?.as_slice() {
        [month, ..] if !(1..=12).contains(month) => match rest {
            [_, day]
                if day.len() == 2 && (13..=31).contains(month) && *day <= "12" && *day != "00" =>
            {
                Some(format!(
                    "there is no month {month}, and the month comes before the day ({year}-{day}-{month})"
                ))
            }
            _ => Some(format!("there is no month {month}")),
        },
        _ if rest.iter().any(|part| part.len() == 1) => {
            Some("months and days have two digits each".to_string())
        }
        [month, _] => {
            let last = When::Month(digits(year, 4)? as i32, *month).last_day();
            Some(format!(
                "{year}-{month:02} has the days 01 to {}",
                last.0.day()
            ))
        }
        _ => None,
    }
}

/// A number of exactly `width` ASCII digits; chrono and `parse` also accept signs and spaces.
fn digits(text: &str, width: usize) -> Option<u32> {
    (text.len() == width && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

impl FromStr for Day {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Day, NotADate> {
        let mut parts = text.splitn(3, '-');
        let mut part = |width| parts.next().and_then(|part| digits(part, width));
        let day = match (part(4), part(2), part(2)) {
            (Some(year), Some(month), Some(day)) => {
                NaiveDate::from_ymd_opt(year as i32, month, day)
            }
            _ => None,
        };
        day.map(Day).ok_or_else(|| refuse(text, A_DAY))
    }
}

impl FromStr for When {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<When, NotADate> {
        let no = || refuse(text, A_WHEN);
        let (year, rest) = text
            .split_once('-')
            .map_or((text, None), |(year, rest)| (year, Some(rest)));
        let year = digits(year, 4).ok_or_else(no)? as i32;
        match rest {
            None => Ok(When::Year(year)),
            Some(rest) if rest.starts_with('Q') => match digits(&rest[1..], 1) {
                Some(quarter @ 1..=4) => Ok(When::Quarter(year, quarter)),
                _ => Err(no()),
            },
            Some(rest) if !rest.contains('-') => match digits(rest, 2) {
                Some(month @ 1..=12) => Ok(When::Month(year, month)),
                _ => Err(no()),
            },
            Some(_) => text.parse().map(When::Day).map_err(|_| no()),
        }
    }
}

impl FromStr for Moment {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Moment, NotADate> {
        moment(text).ok_or_else(|| refuse(text, A_MOMENT))
    }
}

/// A day and a time of day, each number of its full width. chrono's own readers and writers interpret a format, which
/// is slow, and a store has several moments in each act.
fn moment(text: &str) -> Option<Moment> {
    let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
    let day: Day = day.parse().ok()?;
    let mut parts = time.splitn(3, ':');
    let mut part = || parts.next().and_then(|part| digits(part, 2));
    let (hour, minute, second) = (part()?, part()?, part()?);
    Some(Moment(day.0.and_hms_opt(hour, minute, second)?.and_utc()))
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Year(year) => write!(f, "{year:04}"),
            When::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            When::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            When::Day(day) => write!(f, "{day}"),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.0.hour(), self.0.minute(), self.0.second());
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}Z", self.day())
    }
}

/// Each of these is text in every file, with one way to write it.
macro_rules! as_text {
    ($($type:ty),*) => {$(
        impl Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
as_text!(Day, When, Moment);

/// A month and a day, as far as a pattern can check; only the parser knows which months have 31 days.
const MONTH_AND_DAY: &str = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

/// What an editor says of another text. A list instead of one text stops the YAML client of Neovim.
fn for_editors([what, how]: [&str; 2]) -> String {
    format!("{what} is needed: {how}")
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "pattern": format!("^[0-9]{{4}}-{MONTH_AND_DAY}$"),
            "patternErrorMessage": for_editors(A_DAY),
        })
    }
}

impl JsonSchema for When {
    fn schema_name() -> Cow<'static, str> {
        "When".into()
    }

    /// A year alone is a number in YAML.
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "integer"],
            "pattern": format!("^[0-9]{{4}}(-Q[1-4]|-(0[1-9]|1[0-2])|-{MONTH_AND_DAY})?$"),
            "patternErrorMessage": for_editors(A_WHEN),
            "minimum": 1000,
            "maximum": 9999,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_their_one_form_and_nothing_else() {
        for good in ["2027", "2027-Q2", "2027-03", "2027-03-31", "2028-02-29"] {
            assert_eq!(
                good.parse::<When>().map(|when| when.to_string()),
                Ok(good.to_string())
            );
        }
        for bad in [
            "2023-14-05",
            "2027-02-29",
            "2027-Q5",
            "27",
            "2027-3",
            "+027",
            "2027-Q",
            "soon",
            "2027-03-31 ",
        ] {
            assert!(bad.parse::<When>().is_err(), "{bad}");
        }
        assert!("2027-03".parse::<Day>().is_err());
    }

    #[test]
    fn what_the_calendar_has_against_a_date_is_said() {
        let why = |text: &str| text.parse::<When>().unwrap_err().to_string();
        for (text, part) in [
            (
                "2023-14-05",
                "`2023-14-05` is not a date: there is no month 14, and the month comes before the day (2023-05-14); write",
            ),
            ("2023-14-15", "is not a date: there is no month 14; write"),
            ("2027-00", "there is no month 0; write"),
            ("2027-02-29", "2027-02 has the days 01 to 28; write"),
            ("2027-04-00", "2027-04 has the days 01 to 30; write"),
            ("2027-3", "months and days have two digits each"),
            ("2027-Q5", "a year has the quarters Q1 to Q4"),
            ("2027-q1", "the Q of a quarter is a capital"),
            ("31.12.2027", "`31.12.2027` is not a date; write a day"),
            ("2027-12-31-1", "is not a date; write"),
            ("next year", "is not a date; write"),
        ] {
            assert!(why(text).contains(part), "{}", why(text));
        }
    }

    #[test]
    fn another_form_of_a_date_is_understood_when_it_is_certain() {
        for (given, meant) in [
            ("2026-3-1", "2026-03-01"),
            ("20260301", "2026-03-01"),
            (" 2026-03-01 ", "2026-03-01"),
            ("2026/03/01", "2026-03-01"),
            ("02/13/2026", "2026-02-13"),
            ("13/02/2026", "2026-02-13"),
            ("02/02/2026", "2026-02-02"),
            ("31.12.2026", "2026-12-31"),
            ("2 February 2026", "2026-02-02"),
            ("Feb 2, 2026", "2026-02-02"),
            ("february 22nd 2026", "2026-02-22"),
            ("2-Feb-2026", "2026-02-02"),
            ("2nd of February 2026", "2026-02-02"),
            ("2026\u{2011}02", "2026-02"),
            ("2\u{a0}February\u{a0}2026", "2026-02-02"),
            ("2026-q4", "2026-Q4"),
            ("2026Q4", "2026-Q4"),
            ("2026 Q4", "2026-Q4"),
            ("q4 2026", "2026-Q4"),
            ("Q1-2026", "2026-Q1"),
            ("Q1/2026", "2026-Q1"),
            ("Q1, 2026", "2026-Q1"),
            ("1Q 2026", "2026-Q1"),
            ("1Q2026", "2026-Q1"),
            ("second quarter of 2027", "2027-Q2"),
            ("the 2nd quarter 2027", "2027-Q2"),
            ("Quarter 2, 2027", "2027-Q2"),
            ("2027, fourth quarter", "2027-Q4"),
            ("by June 2027", "2027-06"),
            ("in Q3 2027", "2027-Q3"),
            ("Feb 2026", "2026-02"),
            ("February, 2026", "2026-02"),
            ("2026.02", "2026-02"),
            ("02/2026", "2026-02"),
            ("2026-6", "2026-06"),
            ("2026-02-13T00:00:00Z", "2026-02-13"),
        ] {
            assert_eq!(
                When::meant(given).map(|when| when.to_string()).as_deref(),
                Some(meant),
                "{given}"
            );
        }
        for given in [
            "01/02/2026",
            "1-2-2026",
            "2026-3",
            "2026-13-1",
            "2026-2-30",
            "26-3-1",
            "2026-Q5",
            "Q4",
            "2026-03-001",
            "+026-3-1",
            "202603",
            "02/30/2026",
            "2 Feb 26",
            "2/2026",
            "13/2026",
            "2026-T",
            "May June 2026",
            "2026/03-01",
            "soon",
            "fifth quarter of 2027",
            "second half of 2027",
            "by 2027 or so",
            "",
            "2026-Q4-",
            "2026--Q4",
            "üü-1-1",
        ] {
            assert_eq!(When::meant(given), None, "{given}");
        }
        assert_eq!(Day::meant("2026-Q4"), None);
    }

    #[test]
    fn a_time_that_is_no_date_gets_advice() {
        for (given, advised) in [
            ("6/5/2027", "2027-05-06 or 2027-06-05"),
            ("end of 2027", "`2027-Q4`"),
            ("mid-2027", "`2027-Q2`"),
            ("H1 2027", "`2027-Q2`"),
            ("second half of 2027", "`2027-Q4`"),
            ("early 2027", "`2027-Q1`"),
            ("summer 2027", "the year alone, `2027`"),
        ] {
            let advice = When::advice(given).unwrap_or_default();
            assert!(advice.contains(advised), "{given}: {advice}");
        }
        for given in ["soon", "2027-02-30", "from 2027 to 2028", ""] {
            assert_eq!(When::advice(given), None, "{given}");
        }
    }

    #[test]
    fn a_promise_is_held_to_the_last_day_of_what_it_names() {
        let last = |text: &str| text.parse::<When>().map(|when| when.last_day().to_string());
        assert_eq!(last("2027-Q1"), Ok("2027-03-31".into()));
        assert_eq!(last("2028-02"), Ok("2028-02-29".into()));
        assert_eq!(last("2027"), Ok("2027-12-31".into()));
    }

    #[test]
    fn moments_are_utc_to_the_second() {
        assert!("2026-11-22T10:15:00Z".parse::<Moment>().is_ok());
        assert!("2026-11-22T10:15:00+01:00".parse::<Moment>().is_err());
        assert!("2026-11-22T10:15:00.5Z".parse::<Moment>().is_err());
    }

    #[test]
    fn months_end_where_the_calendar_ends_them() {
        let day: Day = "2026-08-31".parse().expect("a day");
        assert_eq!(day.plus_months(6).to_string(), "2027-02-28");
    }
}
