//! Letters: which have their occasion where a register stands, and which are waited for (DSP4003 2.2, 3.1, 3.2).
//!
//! What a letter tells of contacts is bound by a digest of just that, see [`Reports`]: contacts are written by people
//! and change without an act, and a list that was sent is then outdated.

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
    /// What it was for.
    pub letter: Letter,
    /// The revision it was about.
    pub revision: Option<u32>,
    /// The day it was sent.
    pub on: Day,
    /// The act that says so.
    pub act: Digest,
}

impl State {
    /// The letters of a kind that were sent, in order.
    pub fn letters_of(&self, kind: LetterKind) -> impl DoubleEndedIterator<Item = &SentLetter> {
        self.letters
            .iter()
            .filter(move |sent| sent.letter.letter == kind)
    }
}
