//! Dates on the command line: the form of files, words such as `today`, and other forms that can mean only one day.

use crate::cli::app::environment::Environment;
use crate::date::{Day, Moment, When};

/// Parses a day.
///
/// # Errors
/// It is not a day, or can mean several.
pub(crate) fn day(text: &str) -> Result<Day, String> {
    let word = text.trim().to_lowercase();
    if let Some(day) = relative(&word)? {
        return Ok(day);
    }
    match text.parse::<Day>() {
        Ok(day) => Ok(day),
        Err(why) => Day::meant(text).ok_or_else(|| match Day::candidates(text).as_slice() {
            [one, other] => {
                format!("`{text}` can mean {one} or {other}; write one of these")
            }
            _ => why.to_string(),
        }),
    }
}

/// Parses a day, a month, a quarter or a year.
///
/// # Errors
/// It is not a date, or can mean several.
pub(crate) fn when(text: &str) -> Result<When, String> {
    let why = match text.parse::<When>() {
        Ok(when) => return Ok(when),
        Err(why) => why,
    };
    if let Some(when) = When::meant(text) {
        return Ok(when);
    }
    let is_day =
        relative(&text.trim().to_lowercase())?.is_some() || !Day::candidates(text).is_empty();
    match is_day {
        true => day(text).map(When::Day),
        false => Err(why.to_string()),
    }
}

/// Parses a moment, or the end of a day.
///
/// # Errors
/// It is neither.
pub(crate) fn end(text: &str) -> Result<Moment, String> {
    if let Ok(moment) = text.parse() {
        return Ok(moment);
    }
    let day = day(text).map_err(|why| format!("{why}, or a time, 2026-02-24T09:00:00Z"))?;
    format!("{day}T23:59:59Z")
        .parse()
        .map_err(|_| format!("`{text}` has no end"))
}

/// The day that a word names from today, in UTC.
fn relative(word: &str) -> Result<Option<Day>, String> {
    if !["today", "yesterday", "tomorrow"].contains(&word) {
        return Ok(None);
    }
    let env = Environment::of_process().map_err(|why| format!("{why:#}"))?;
    let today = env.today();
    Ok(Some(match word {
        "yesterday" => today.previous(),
        "tomorrow" => today.next(),
        _ => today,
    }))
}
