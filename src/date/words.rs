//! Dates as people read them in letters.

use super::{Day, Moment, When};

impl Day {
    /// The day in words: `February 10, 2026`.
    pub fn in_words(self) -> String {
        self.date().format("%B %-d, %Y").to_string()
    }
}

impl When {
    /// The date in words, as exact as it is known: `2027`, `the second quarter of 2027`, `March 2027`.
    pub fn in_words(self) -> String {
        const QUARTERS: [&str; 4] = ["first", "second", "third", "fourth"];
        match self {
            When::Year(year) => year.to_string(),
            When::Quarter(year, quarter) => {
                let at = usize::try_from(quarter).unwrap_or(1).saturating_sub(1);
                let name = QUARTERS.get(at).copied().unwrap_or_default();
                format!("the {name} quarter of {year}")
            }
            When::Month(year, month) => Day::of(year, month, 1).date().format("%B %Y").to_string(),
            When::Day(day) => day.in_words(),
        }
    }
}

impl Moment {
    /// The moment in words: `February 10, 2026, 09:00 UTC`. A deadline within a minute is named by its seconds, too.
    pub fn in_words(self) -> String {
        let time = self.time();
        let clock = match time.format("%S").to_string().as_str() {
            "00" => time.format("%H:%M"),
            _ => time.format("%H:%M:%S"),
        };
        format!("{}, {clock} UTC", self.day().in_words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_months_by_name() {
        let day = Day::of(2026, 2, 1);
        assert_eq!(day.in_words(), "February 1, 2026");
        assert_eq!(
            When::Quarter(2027, 2).in_words(),
            "the second quarter of 2027"
        );
        assert_eq!(When::Month(2027, 12).in_words(), "December 2027");
        let moment: Moment = "2026-02-10T09:00:00Z".parse().expect("a moment");
        assert_eq!(moment.in_words(), "February 10, 2026, 09:00 UTC");
        let moment: Moment = "2026-02-10T09:00:59Z".parse().expect("a moment");
        assert_eq!(moment.in_words(), "February 10, 2026, 09:00:59 UTC");
    }
}
