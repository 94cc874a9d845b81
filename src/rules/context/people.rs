//! The people of the roster, indexed by address and name.

use std::collections::HashMap;

use crate::casefold::casefold;
use crate::roster::{Person, Roster};

/// The shortest name, in characters, that is checked for typing errors; shorter names are similar by chance.
const SHORTEST: usize = 6;

/// People by address, by name, and by their names without one letter, so that similar names are found without
/// comparing every pair.
#[derive(Debug, Default)]
pub(crate) struct PersonIndex<'a> {
    by_email: HashMap<String, &'a Person>,
    by_name: HashMap<String, &'a Person>,
    near: HashMap<String, Vec<&'a Person>>,
}

impl<'a> PersonIndex<'a> {
    pub(crate) fn of(roster: &'a Roster) -> PersonIndex<'a> {
        let mut people = PersonIndex::default();
        for person in &roster.people {
            people
                .by_email
                .entry(person.email.to_lowercase())
                .or_insert(person);
            let name = casefold(&person.name);
            if name.chars().count() >= SHORTEST {
                for shorter in shorter(&name) {
                    people.near.entry(shorter).or_default().push(person);
                }
            }
            people.by_name.entry(name).or_insert(person);
        }
        people
    }

    pub(crate) fn with_email(&self, email: &str) -> Option<&'a Person> {
        self.by_email.get(&email.trim().to_lowercase()).copied()
    }

    /// Whether a person has this name, in any case.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.by_name.contains_key(&casefold(name))
    }

    /// People whose names differ by one letter: another, one more, one less, or two swapped.
    pub(crate) fn near(&self, name: &str) -> impl Iterator<Item = &'a Person> {
        let name = casefold(name);
        let candidates: Vec<&Person> = match name.chars().count() >= SHORTEST {
            true => shorter(&name)
                .iter()
                .filter_map(|key| self.near.get(key))
                .flatten()
                .copied()
                .collect(),
            false => Vec::new(),
        };
        candidates
            .into_iter()
            .filter(move |person| strsim::osa_distance(&casefold(&person.name), &name) == 1)
    }
}

/// The name, and the name without each of its letters: two names that differ by one letter have one of these in
/// common.
fn shorter(name: &str) -> Vec<String> {
    let mut all = vec![name.to_string()];
    all.extend(
        name.char_indices()
            .map(|(at, c)| format!("{}{}", &name[..at], &name[at + c.len_utf8()..])),
    );
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::world::read;

    #[test]
    fn a_name_is_near_by_one_letter_and_no_more() {
        let people = "people: [{id: vera, name: Véra Vance, email: Vera@dmtf.example}, {id: al, name: Al, email: al@a.example}]";
        let roster: Roster = read(&format!("format: 1\nhome: dmtf\n{people}\n"));
        let people = PersonIndex::of(&roster);
        let near = |name: &str| people.near(name).next().map(|person| person.id.as_str());
        for name in [
            "véra vanse",
            "Véra Vanec",
            "Véra Vanc",
            "Véra Vancee",
            "Vera Vance",
        ] {
            assert_eq!(near(name), Some("vera"), "{name}");
        }
        for name in ["Véra Vance", "Vera Vence", "Al", "Al.", "Olga Owens"] {
            assert_eq!(near(name), None, "{name}");
        }
        assert!(people.has_name("VÉRA  VANCE") && people.with_email("vera@DMTF.example").is_some());
    }
}
