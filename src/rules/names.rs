//! The names of a roster's partner organisations, ready to be found in running text.

use std::collections::{BTreeSet, HashMap};

use crate::id::Id;
use crate::roster::Roster;

/// Names by their first word, so that a text is read once however many organisations there are.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_first_word: HashMap<String, Vec<(Vec<String>, Id)>>,
    /// The bytes that first words begin with: most words of a text begin with another.
    first_bytes: BTreeSet<u8>,
}

impl Names {
    /// The names and short names of the organisations that are neither home nor a member: the partners.
    pub(super) fn of(roster: &Roster) -> Names {
        let mut names = Names::default();
        for organisation in &roster.organisations {
            if organisation.membership.is_some() || organisation.id == roster.home {
                continue;
            }
            for name in [Some(&organisation.name), organisation.short.as_ref()].into_iter().flatten() {
                let words: Vec<String> = words(name).into_iter().map(str::to_string).collect();
                if let Some(first) = words.first() {
                    names.first_bytes.extend(first.bytes().next());
                    let same = names.by_first_word.entry(first.clone()).or_default();
                    same.push((words, organisation.id.clone()));
                }
            }
        }
        names
    }

    /// Every name in `text`, as the range of its words and the organisation it names.
    pub(super) fn found<'a>(&'a self, text: &[&str]) -> Vec<(std::ops::Range<usize>, &'a Id)> {
        let mut found = Vec::new();
        let may_begin = |word: &str| word.bytes().next().is_some_and(|byte| self.first_bytes.contains(&byte));
        for (at, word) in text.iter().enumerate().filter(|(_, word)| may_begin(word)) {
            for (name, id) in self.by_first_word.get(*word).into_iter().flatten() {
                let end = at + name.len();
                if text.get(at..end).is_some_and(|here| here.iter().eq(name)) {
                    found.push((at..end, id));
                }
            }
        }
        found
    }
}

/// The words of a text; case is kept, since `Open` and `open` are two words where names are meant.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}
