//! Dates in other formats that can mean only one thing.

use super::{Day, When, digits};

impl Day {
    /// The day that a text in another format clearly means: `2026-3-1`, `20260301`, `2026/03/01`, `2 February 2026`,
    /// `Feb 2, 2026`, or `02/13/2026`, which has one order only. Never `01/02/2026`, whose meaning depends on the
    /// country.
    pub fn meant(text: &str) -> Option<Day> {
        match Day::candidates(text).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The days that a text can mean: two, if it has the day and the month in an unknown order.
    pub fn candidates(text: &str) -> Vec<Day> {
        let text = &as_typed(text);
        // A day with a time is the day.
        if let Some((day, time)) = text.split_once('T')
            && time.len() >= 5
            && time.starts_with(|c: char| c.is_ascii_digit())
            && let Ok(day) = day.parse()
        {
            return vec![day];
        }
        if let Some(day) = compact(text).or_else(|| worded(text)) {
            return vec![day];
        }
        let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
        let [first, second, third] = parts.as_slice() else {
            return Vec::new();
        };
        if text.contains('-') && text.contains(['/', '.']) {
            return Vec::new();
        }
        if first.len() == 4 {
            return of_parts(first, second, third).into_iter().collect();
        }
        let orders = [
            of_parts(third, first, second),
            of_parts(third, second, first),
        ];
        let mut days: Vec<Day> = orders.into_iter().flatten().collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// A text with the hyphens and spaces of a keyboard, as in `2012-03`; word processors write others, which keep a line
/// together.
fn as_typed(text: &str) -> String {
    let text = text.replace(['\u{2010}', '\u{2011}'], "-");
    text.replace(['\u{a0}', '\u{202f}'], " ").trim().to_string()
}

/// Eight digits.
fn compact(text: &str) -> Option<Day> {
    digits(text, 8)?;
    of_parts(&text[..4], &text[4..6], &text[6..])
}

/// A day with the name of its month, in either order: `2 February 2026`, `2nd of February 2026`, `February 2nd, 2026`,
/// `2-Feb-2026`.
fn worded(text: &str) -> Option<Day> {
    let words: Vec<&str> = text
        .split([' ', ',', '-', '.'])
        .filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("of"))
        .collect();
    let [first, second, year] = words.as_slice() else {
        return None;
    };
    let (month, day) = match (month(first), month(second)) {
        (Some(month), None) => (month, second),
        (None, Some(month)) => (month, first),
        (None, None) | (Some(_), Some(_)) => return None,
    };
    let ordinal = ["st", "nd", "rd", "th"];
    let day = day.to_ascii_lowercase();
    let day = ordinal
        .iter()
        .find_map(|end| day.strip_suffix(end))
        .unwrap_or(&day);
    of_parts(year, &month.to_string(), day)
}

/// A month by its English name, or the first three letters of it.
fn month(word: &str) -> Option<usize> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let is_short = word.len() == 3 || word == "sept";
    let index = MONTHS
        .iter()
        .position(|month| *month == word || is_short && month.starts_with(&word))?;
    Some(index + 1)
}

/// A day from a year of four digits, and a month and a day of one or two.
fn of_parts(year: &str, month: &str, day: &str) -> Option<Day> {
    let short = |part: &str| {
        matches!(part.len(), 1 | 2)
            .then(|| digits(part, part.len()))
            .flatten()
    };
    let (year, month, day) = (digits(year, 4)?, short(month)?, short(day)?);
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

/// The parts of a date between its separators.
fn parts(text: &str) -> Vec<&str> {
    let text = text
        .split_once(", ")
        .map_or(vec![text], |(one, other)| vec![one, other]);
    text.into_iter()
        .flat_map(|part| part.split(['-', ' ', '/', '.']))
        .collect()
}

/// A quarter and a year, in either order.
fn quarter(upper: &str) -> Option<When> {
    let parts = parts(upper);
    let (year, quarter) = match parts.as_slice() {
        [one, other] if other.len() == 4 && digits(other, 4).is_some() => (*other, *one),
        [one, other] => (*one, *other),
        [only] => only
            .split_once('Q')
            .filter(|(_, quarter)| quarter.len() == 1)
            .or_else(|| {
                only.split_at_checked(2)
                    .map(|(quarter, year)| (year, quarter))
            })?,
        _ => return None,
    };
    let number = quarter
        .strip_prefix('Q')
        .or_else(|| quarter.strip_suffix('Q'));
    let number = number.or((parts.len() == 1 && quarter.len() == 1).then_some(quarter))?;
    format!("{year}-Q{number}").parse().ok()
}

/// A quarter with that word: `second quarter of 2027`, `2027, 2nd quarter`.
fn quarter_in_words(upper: &str) -> Option<When> {
    const ORDINALS: [[&str; 3]; 4] = [
        ["FIRST", "1ST", "1"],
        ["SECOND", "2ND", "2"],
        ["THIRD", "3RD", "3"],
        ["FOURTH", "4TH", "4"],
    ];
    let words: Vec<&str> = upper
        .split([' ', ','])
        .filter(|word| !matches!(*word, "" | "OF" | "THE" | "QUARTER"))
        .collect();
    let [one, other] = words.as_slice() else {
        return None;
    };
    let (year, ordinal) = match digits(one, 4) {
        Some(_) => (one, other),
        None => (other, one),
    };
    let number = ORDINALS.iter().position(|names| names.contains(ordinal))? + 1;
    let is_quarter = upper.split([' ', ',']).any(|word| word == "QUARTER");
    digits(year, 4).filter(|_| is_quarter)?;
    format!("{year}-Q{number}").parse().ok()
}

/// A month, by its name or its number, and a year.
fn month_of_year(upper: &str) -> Option<When> {
    let parts = parts(upper);
    let [one, other] = parts.as_slice() else {
        return None;
    };
    let (year, other) = if digits(one, 4).is_some() {
        (one, other)
    } else {
        (other, one)
    };
    let number = match month(other) {
        Some(number) => number,
        None => {
            let number = usize::try_from(digits(other, other.len())?).ok()?;
            // `2026-4` may be a quarter.
            if other.len() == 1 && number <= 4 || other.len() > 2 {
                return None;
            }
            number
        }
    };
    digits(year, 4)?;
    format!("{year}-{number:02}").parse().ok()
}

impl When {
    /// The date that a text in another format clearly means: a day, a month as `February 2027`, `02/2027` or `2027.02`,
    /// or a quarter as `2027Q4`, `Q4/2026` or `4Q 2026`. Not `2026-4`, which may be a month or a quarter.
    pub fn meant(text: &str) -> Option<When> {
        let upper = as_typed(text).to_ascii_uppercase();
        // What is due in a month is due by its end.
        let bare = ["BY ", "IN "]
            .iter()
            .find_map(|word| upper.strip_prefix(word));
        let upper = bare.map_or(upper.clone(), |bare| bare.trim().to_string());
        if let Some(day) = Day::meant(&upper) {
            return Some(When::Day(day));
        }
        if let Ok(same) = upper.parse() {
            return Some(same);
        }
        quarter(&upper)
            .or_else(|| quarter_in_words(&upper))
            .or_else(|| month_of_year(&upper))
    }

    /// What to write for a text that can mean several dates, or a time that no date has.
    pub fn advice(text: &str) -> Option<String> {
        if let [one, other] = Day::candidates(text).as_slice() {
            return Some(format!(
                "`{text}` can mean {one} or {other}; write one of these"
            ));
        }
        let lower = as_typed(text).to_lowercase();
        if !lower.contains(char::is_alphabetic) {
            return None;
        }
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
        let mut years = words.iter().filter(|word| digits(word, 4).is_some());
        let (Some(year), None) = (years.next(), years.next()) else {
            return None;
        };
        let has = |some: &[&str]| some.iter().any(|word| words.contains(word));
        let second = has(&["second", "2nd", "2", "h2", "2h"]);
        let quarter = match () {
            () if has(&["half", "h1", "1h", "h2", "2h"]) && second => "4",
            () if has(&["half", "h1", "1h", "mid", "middle"]) => "2",
            () if has(&["end", "late", "fall", "autumn"]) => "4",
            () if has(&["early", "start", "beginning", "begin"]) => "1",
            () => {
                return Some(format!(
                    "write the year alone, `{year}`, while no more is known"
                ));
            }
        };
        Some(format!(
            "write the quarter in which it is due, `{year}-Q{quarter}`, or the year alone, `{year}`"
        ))
    }

    /// The first day within it: work that began in 2027 may have begun in January.
    pub fn first_day(self) -> Day {
        match self {
            When::Day(day) => day,
            When::Month(year, month) => Day::of(year, month, 1),
            When::Quarter(year, quarter) => Day::of(year, quarter * 3 - 2, 1),
            When::Year(year) => Day::of(year, 1, 1),
        }
    }
}
