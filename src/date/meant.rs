//! Dates in other formats that can mean only one thing.

use super::{Day, When};

impl Day {
    /// The day that a text in another format clearly means: `2026-3-1`, `20260301`. Never `01/02/2026`, whose meaning
    /// depends on the country.
    pub fn meant(text: &str) -> Option<Day> {
        let text = text.trim();
        let all = |width: usize| text.len() == width && text.bytes().all(|b| b.is_ascii_digit());
        let parts: Vec<&str> = match text.split('-').collect::<Vec<_>>().as_slice() {
            [_] if all(8) => vec![&text[..4], &text[4..6], &text[6..]],
            parts => parts.to_vec(),
        };
        let [year, month, day] = parts.as_slice() else {
            return None;
        };
        let short = |part: &&str| matches!(part.len(), 1 | 2);
        [month, day]
            .into_iter()
            .all(short)
            .then(|| format!("{year}-{month:0>2}-{day:0>2}").parse().ok())?
    }
}

impl When {
    /// The date that a text in another format clearly means: a day, or a quarter as `2026Q4`, `2026-q4` or `Q4 2026`.
    /// Not `2026-4`, which may be a month or a quarter.
    pub fn meant(text: &str) -> Option<When> {
        let upper = text.trim().to_ascii_uppercase();
        if let Some(day) = Day::meant(&upper) {
            return Some(When::Day(day));
        }
        if let Ok(same) = upper.parse() {
            return Some(same);
        }
        let between = |c: char| matches!(c, '-' | ' ');
        let (year, quarter) = match upper.strip_prefix('Q') {
            Some(rest) => rest.split_once(between)?,
            None => upper.split_once('Q')?,
        };
        let (year, quarter) = if upper.starts_with('Q') {
            (quarter, year)
        } else {
            (year, quarter)
        };
        let year = year.strip_suffix(between).unwrap_or(year);
        format!("{year}-Q{quarter}").parse().ok()
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
