//! Arguments whose values are words of a fixed list: what they mean, other words for them, and the nearest one.

use std::ffi::OsStr;
use std::marker::PhantomData;
use std::str::FromStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command};

use crate::act::LetterKind;
use crate::suggest::nearest_word;

/// A word, and what it means.
pub(crate) type Word = (&'static str, &'static str);

/// The choices of a vote.
pub(crate) const CHOICES: [Word; 4] = [
    ("approve", "yes"),
    ("oppose", "no; needs a reason"),
    ("abstain", "take part without taking a side"),
    ("recuse", "leave the base of the count"),
];

/// What is decided about feedback or a change request.
pub(crate) const DISPOSITIONS: [Word; 4] = [
    ("accepted", "taken up as proposed"),
    ("changed", "taken up in another form"),
    ("declined", "not taken up"),
    ("withdrawn", "withdrawn by its author"),
];

/// The answers of a working group.
pub(crate) const ANSWERS: [Word; 3] = [
    ("committed", "it will do the work by the date"),
    ("declined", "it will not do the work"),
    (
        "changes-wanted",
        "it would do the work if the milestone changed",
    ),
];

/// The kinds of feedback.
pub(crate) const MATTERS: [Word; 4] = [
    ("comment", "a comment"),
    ("milestone", "a proposal for the milestones"),
    ("objection", "blocks approval until it is resolved"),
    (
        "removal",
        "the partner is disbanded or does not maintain the relationship",
    ),
];

/// The reasons for a removal.
pub(crate) const REASONS: [Word; 5] = [
    ("disbanded", "the partner disbanded"),
    (
        "not-maintained",
        "the partner does not maintain the relationship",
    ),
    ("stagnant", "no progress on its milestones"),
    ("complete", "its deliverables are complete"),
    ("partner-withdrew", "the partner withdrew"),
];

/// For whom the submitter of a change request speaks.
pub(crate) const BEHALVES: [Word; 3] = [
    ("individual", "only for the submitter"),
    ("company", "for a company"),
    ("partner", "for the alliance partner"),
];

/// The kinds of letters.
pub(crate) fn letters() -> Words<LetterKind> {
    let words = LetterKind::ALL.map(|kind| (kind.word(), kind.purpose()));
    Words {
        words: words.to_vec(),
        value: PhantomData,
    }
}

/// Parses an argument whose value is one of these words, in any case.
pub(crate) fn words<T>(words: &[Word]) -> Words<T> {
    Words {
        words: words.to_vec(),
        value: PhantomData,
    }
}

/// The parser of an argument whose value is a word of a list.
#[derive(Clone)]
pub(crate) struct Words<T> {
    words: Vec<Word>,
    value: PhantomData<T>,
}

impl<T> TypedValueParser for Words<T>
where
    T: FromStr<Err = String> + Clone + Send + Sync + 'static,
{
    type Value = T;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        let words = self.words.clone();
        let parse = move |text: &str| {
            let value = text.parse::<T>();
            value.map_err(|why| explain(text, &why, &words))
        };
        parse.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = self.words.iter();
        Some(Box::new(
            values.map(|(word, about)| PossibleValue::new(*word).help(*about)),
        ))
    }
}

/// The mistake, with the nearest words before the list of all.
fn explain(text: &str, why: &str, words: &[Word]) -> String {
    let near: Vec<String> = near(text, words)
        .iter()
        .map(|word| format!("`{word}`"))
        .collect();
    let near = match near.is_empty() {
        true => String::new(),
        false => format!("; did you mean {}?", near.join(" or ")),
    };
    match why.split_once("; allowed: ") {
        Some((what, allowed)) => format!("{what}{near}\n  needs:  {allowed}"),
        None => format!("{why}{near}"),
    }
}

/// The words that a slip of the pen, or the first part of a word, can mean.
fn near(text: &str, words: &[Word]) -> Vec<&'static str> {
    let all: Vec<&'static str> = words.iter().map(|(word, _)| *word).collect();
    if let Some(near) = nearest_word(text, &all) {
        return vec![near];
    }
    let first = |word: &&'static str| word.split('-').next().unwrap_or_default();
    let firsts: Vec<&str> = all.iter().map(first).collect();
    let begin = nearest_word(text, &firsts);
    all.iter()
        .filter(|word| begin == Some(first(word)))
        .copied()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::{Answer, Behalf, Choice, Disposition, Matter, Reason};

    fn all<T: FromStr>(words: &[Word]) -> bool {
        words
            .iter()
            .all(|(word, _)| word.to_uppercase().parse::<T>().is_ok())
    }

    #[test]
    fn every_word_is_understood_in_any_case() {
        assert!(all::<Choice>(&CHOICES) && all::<Disposition>(&DISPOSITIONS));
        assert!(all::<Answer>(&ANSWERS) && all::<Matter>(&MATTERS));
        assert!(all::<Reason>(&REASONS) && all::<Behalf>(&BEHALVES));
        assert!(all::<LetterKind>(&letters().words));
    }

    #[test]
    fn near_words_are_named() {
        let letters = letters();
        let ballots = ["ballot-opened", "ballot-closing", "ballot-result"];
        assert_eq!(near("balot", &letters.words), ballots);
        assert_eq!(near("balot-result", &letters.words), ["ballot-result"]);
        assert_eq!(near("acepted", &DISPOSITIONS), ["accepted"]);
        assert_eq!(near("commited", &ANSWERS), ["committed"]);
        assert!(near("zebra", &REASONS).is_empty());
    }
}
