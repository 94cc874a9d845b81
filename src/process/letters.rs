//! Letters: which ones a register's stage allows, and which ones are due (DSP4003 2.2, 3.1, 3.2).
//!
//! A letter records a digest of the contacts that it lists, see [`Reports`]: people edit contacts without an act, and
//! then a list that was sent is outdated.

mod due;
mod occasion;
mod reports;

pub use self::due::{Outstanding, outstanding, timely};
pub use self::occasion::{About, occasion};
pub use self::reports::{Reports, is_press};
use super::State;
use crate::act::{Letter, LetterKind};
use crate::date::Day;
use crate::source::Digest;

/// A letter that was recorded as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLetter {
    /// The letter as recorded.
    pub letter: Letter,
    /// The revision it was about, if any.
    pub revision: Option<u32>,
    /// The day it was sent.
    pub on: Day,
    /// The act that records it.
    pub act: Digest,
}

impl State {
    /// The sent letters of a kind, in order.
    pub fn letters_of(&self, kind: LetterKind) -> impl DoubleEndedIterator<Item = &SentLetter> {
        self.letters
            .iter()
            .filter(move |sent| sent.letter.letter == kind)
    }
}
