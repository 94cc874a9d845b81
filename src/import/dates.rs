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
    let why = "the date is not a day, a month, a quarter or a year".to_string();
    DateFound::Unclear(bare.to_string(), why)
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
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(['(', ')', '[', ']', ';', ',', ':', '.', '"', '“', '”']))
        .collect();
    let mut found: Vec<(String, When)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=3).rev().find_map(|length| {
            let window = words.get(at..at + length)?;
            let joined = window.join(" ");
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            let is_year = length == 1 && joined.bytes().all(|byte| byte.is_ascii_digit());
            let is_led = before.is_some_and(|word| BEFORE.contains(&word.to_lowercase().as_str()));
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

fn without_words_before(text: &str) -> &str {
    let mut rest = text.trim().trim_end_matches(['.', ';', ',']);
    while let Some((first, after)) = rest.split_once(' ') {
        if !BEFORE.contains(&first.to_lowercase().trim_end_matches(':')) {
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
