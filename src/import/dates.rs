//! Finds dates in texts.

use crate::date::{Day, When};

/// What a text says about a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DateFound {
    /// No date.
    Nothing,
    /// One date.
    One(When),
    /// Something like a date: the words, and why they are none.
    Unclear(String, String),
}

/// The words before a date that change nothing.
const BEFORE: [&str; 12] = [
    "by",
    "in",
    "on",
    "due",
    "until",
    "before",
    "end",
    "of",
    "the",
    "target",
    "at",
    "effective",
];

/// The date that a whole text is.
pub(super) fn date(text: &str) -> DateFound {
    let bare = without_words_before(text);
    if bare.is_empty() {
        return DateFound::Nothing;
    }
    if let Some(when) = When::meant(bare) {
        return DateFound::One(when);
    }
    if let [one, other] = Day::candidates(bare)[..] {
        let why = format!("the date may be {one} or {other}");
        return DateFound::Unclear(bare.to_string(), why);
    }
    DateFound::Unclear(bare.to_string(), NO_DATE.to_string())
}

/// The date in a sentence: in parentheses at its end, else the only one in it. A year alone is a date only after `by`,
/// `in` or the like.
pub(super) fn date_within(text: &str) -> DateFound {
    let inner = text
        .trim_end_matches(['.', ';', ' '])
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('));
    if let Some((_, inner)) = inner
        && has_year(inner)
    {
        return date(inner);
    }
    let words = words(text);
    if let Some(unclear) = range(&words).or_else(|| vague(&words)) {
        return unclear;
    }
    let mut found: Vec<(String, When)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=4).rev().find_map(|length| {
            let window = words.get(at..at + length)?;
            let joined = window.join(" ");
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            let is_year = length == 1 && joined.bytes().all(|byte| byte.is_ascii_digit());
            let is_led = before.is_some_and(|word| is_in(&BEFORE, word));
            if is_year && !(is_led && joined.len() == 4) {
                return None;
            }
            if let [one, other] = Day::candidates(&joined)[..] {
                return Some((length, joined, Err((one, other))));
            }
            let when = When::meant(&joined)?;
            Some((length, joined, Ok(when)))
        });
        match longest {
            Some((_, words, Err((one, other)))) => {
                return DateFound::Unclear(words, format!("the date may be {one} or {other}"));
            }
            Some((length, words, Ok(when))) => {
                if !found.iter().any(|(_, known)| *known == when) {
                    found.push((words, when));
                }
                at += length;
            }
            None => at += 1,
        }
    }
    match found.as_slice() {
        [] => DateFound::Nothing,
        [(_, when)] => DateFound::One(*when),
        several => {
            let words: Vec<&str> = several.iter().map(|(words, _)| words.as_str()).collect();
            DateFound::Unclear(words.join(", "), "there is more than one date".to_string())
        }
    }
}

/// The words of a sentence, without the marks around them. A dash between two words is a word.
fn words(text: &str) -> Vec<String> {
    let text = text.replace(['\u{2010}', '\u{2011}'], "-");
    let text = text.replace(['–', '—'], " – ");
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let word = word.trim_matches([
            '(', ')', '[', ']', ';', ',', ':', '.', '"', '“', '”', '‘', '’',
        ]);
        match word.split_once(['-', '/']) {
            Some((one, other)) if is_pair(word, one, other) => {
                words.extend([one.to_string(), "–".to_string(), other.to_string()]);
            }
            Some((one, other)) if is_in(&VAGUE, one) && is_year(other) => {
                words.extend([one.to_string(), other.to_string()]);
            }
            Some(_) | None => words.push(word.to_string()),
        }
    }
    words
}

/// Whether a word such as `12-14`, `Q3/Q4` or `2010-2011` is a range. `03/04` and `2012-03` may be one date.
fn is_pair(word: &str, one: &str, other: &str) -> bool {
    match (part_of_date(one), part_of_date(other)) {
        (Some(PartOfDate::Day), Some(PartOfDate::Day)) => word.contains('-'),
        (one, other) => one.is_some() && one == other,
    }
}

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartOfDate {
    Day,
    Month,
    Quarter,
    Year,
}

fn part_of_date(word: &str) -> Option<PartOfDate> {
    if is_year(word) {
        return Some(PartOfDate::Year);
    }
    if Day::meant(&format!("{word} May 2000")).is_some() {
        return Some(PartOfDate::Day);
    }
    match When::meant(&format!("{word} 2000"))? {
        When::Month(..) => Some(PartOfDate::Month),
        When::Quarter(..) => Some(PartOfDate::Quarter),
        When::Day(_) | When::Year(_) => None,
    }
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) && has_year(word)
}

/// The words between the two ends of a range.
const JOINTS: [&str; 7] = ["–", "-", "to", "and", "or", "through", "until"];

/// A range of dates: `12–14 May 2011`, `Q3 and Q4 2011`.
fn range(words: &[String]) -> Option<DateFound> {
    let (at, ends) = words.windows(3).enumerate().find(|(at, ends)| {
        let first = part_of_date(&ends[0]);
        let is_range =
            first.is_some() && is_in(&JOINTS, &ends[1]) && first == part_of_date(&ends[2]);
        let end = &words[at + 2..];
        // `phases 2 and 3` has no year.
        is_range && end.iter().take(3).any(|word| is_year(word))
    })?;
    let rest = words[at + 3..].iter().take(2);
    let rest = rest.take_while(|word| part_of_date(word).is_some());
    let words: Vec<&str> = ends.iter().chain(rest).map(String::as_str).collect();
    let why = "it is a range, and a milestone has one date".to_string();
    Some(DateFound::Unclear(words.join(" "), why))
}

/// What makes a year less than a date.
const VAGUE: [&str; 15] = [
    "spring",
    "summer",
    "fall",
    "autumn",
    "winter",
    "early",
    "mid",
    "late",
    "h1",
    "h2",
    "1h",
    "2h",
    "half",
    "beginning",
    "start",
];

/// A part of a year that is no quarter: `fall 2015`, `the first half of 2015`.
fn vague(words: &[String]) -> Option<DateFound> {
    let is_vague = |word: &String| is_in(&VAGUE, word);
    let (at, year) = words.iter().enumerate().find(|(at, word)| {
        let before = words[..*at].iter().rev();
        let mut before = before.filter(|word| !is_in(&["of", "the", "in"], word));
        is_year(word) && before.next().is_some_and(is_vague)
    })?;
    let from = words[..at].iter().rposition(is_vague)?;
    let part = words[from..at].join(" ");
    Some(DateFound::Unclear(
        format!("{part} {year}"),
        NO_DATE.to_string(),
    ))
}

/// Why words are no date.
const NO_DATE: &str = "the date is not a day, a month, a quarter or a year";

fn without_words_before(text: &str) -> &str {
    let mut rest = text.trim().trim_end_matches(['.', ';', ',']);
    while let Some((first, after)) = rest.split_once(' ') {
        if !is_in(&BEFORE, first.trim_end_matches(':')) {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

fn has_year(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_found_in_a_sentence() {
        for (text, when) in [
            ("XML schema for properties (February 2006)", "2006-02"),
            ("Review of DSP0225 and DSP0230, 1Q2007", "2007-Q1"),
            ("White paper (DSP2029), by January 2012", "2012-01"),
            ("First draft by the end of 2025.", "2025"),
            ("First draft on 11th May, 2004", "2004-05-11"),
            ("Kick-off: 3rd of May 2010", "2010-05-03"),
            ("Third draft — 2012\u{2011}03", "2012-03"),
            ("First draft – March 2011", "2011-03"),
            ("Phases 2 and 3, 4Q2011", "2011-Q4"),
        ] {
            let DateFound::One(found) = date_within(text) else {
                panic!("{text}: {:?}", date_within(text));
            };
            assert_eq!(found.to_string(), when, "{text}");
        }
        for text in [
            "IEEE 802 and 2010 others",
            "A container model, in progress",
            "DSP4003",
        ] {
            assert_eq!(date_within(text), DateFound::Nothing, "{text}");
        }
        for text in [
            "Mapping (Q2/Q3 2006)",
            "Draft on 03/04/2011",
            "May 2011 or June 2011",
            "Interop, 12–14 May 2011",
            "Interop, 12-14 May 2011",
            "Second draft: Q3–Q4 2011",
            "Second draft: Q3/Q4 2011",
            "Survey from May to June 2011",
            "Review 2010–2011",
            "Mid-2014: final",
            "1H 2015 wrap-up",
            "Fall 2015 celebration",
            "By the first half of 2015",
        ] {
            assert!(
                matches!(date_within(text), DateFound::Unclear(..)),
                "{text}"
            );
        }
    }

    #[test]
    fn a_date_is_read_whole() {
        assert_eq!(date(" "), DateFound::Nothing);
        assert!(matches!(
            date("end of 2025"),
            DateFound::One(When::Year(2025))
        ));
        assert!(matches!(date("TBD"), DateFound::Unclear(..)));
        assert!(matches!(date("April 1 2010"), DateFound::One(When::Day(_))));
    }
}
