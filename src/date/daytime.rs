//! A time of day, as in the minutes of a meeting.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A time of day where the meeting was held, in hours and minutes, written `09:05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Daytime {
    /// Minutes since midnight, less than a day has.
    minutes: u16,
}

/// Minutes of an hour, and hours of a day.
const HOUR: u16 = 60;
const DAY: u16 = 24;

/// Why a text is not a time of day.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a time of day; write hours and minutes, as in 09:05 or 14:30")]
pub struct NotATime(String);

impl FromStr for Daytime {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Daytime, NotATime> {
        let refuse = || NotATime(text.chars().take(80).collect());
        let (hours, minutes) = text.split_once(':').ok_or_else(refuse)?;
        let two = |part: &str| {
            let is_two = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u16>()
                .ok()
                .filter(|_| is_two)
                .ok_or_else(refuse)
        };
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        if hours >= DAY || minutes >= HOUR {
            return Err(refuse());
        }
        Ok(Daytime {
            minutes: hours * HOUR + minutes,
        })
    }
}

impl fmt::Display for Daytime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / HOUR, self.minutes % HOUR)
    }
}

impl Serialize for Daytime {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Daytime {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Daytime, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_has_one_form() {
        for good in ["00:00", "09:05", "23:59"] {
            assert_eq!(good.parse::<Daytime>().expect("a time").to_string(), good);
        }
        for bad in [
            "", "9:05", "09:5", "24:00", "09:60", "0905", "09:05:00", "+9:05", "-1:00", "09:05 ",
        ] {
            assert!(bad.parse::<Daytime>().is_err(), "{bad}");
        }
        let times = ["09:05", "10:00"].map(|time| time.parse::<Daytime>().expect("a time"));
        assert!(times.is_sorted());
    }
}
