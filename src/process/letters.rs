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
use super::{SentLetter, State};
use crate::act::LetterKind;

impl State {
    /// The sent letters of a kind, in order.
    pub fn letters_of(&self, kind: LetterKind) -> impl DoubleEndedIterator<Item = &SentLetter> {
        self.letters
            .iter()
            .filter(move |sent| sent.letter.letter == kind)
    }
}
