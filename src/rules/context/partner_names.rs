//! A matcher for the names of a roster's partner organizations in free text.

use std::collections::HashMap;

use crate::id::Id;
use crate::roster::Roster;

/// Names by their first word, so that a text is scanned once, however many organizations there are.
#[derive(Debug, Default)]
pub(crate) struct PartnerNameMatcher {
    by_first_word: HashMap<String, Vec<(Vec<String>, Id)>>,
}

impl PartnerNameMatcher {
    /// The names and short names of the organizations that are neither home nor a member: the partners.
    pub(crate) fn of(roster: &Roster) -> PartnerNameMatcher {
        let mut names = PartnerNameMatcher::default();
        for organization in &roster.organizations {
            if organization.membership.is_some() || organization.id == roster.home {
                continue;
            }
            for name in [Some(&organization.name), organization.short.as_ref()]
                .into_iter()
                .flatten()
            {
                let words: Vec<String> = words(name).into_iter().map(str::to_string).collect();
                if let Some(first) = words.first() {
                    let same = names.by_first_word.entry(first.clone()).or_default();
                    same.push((words, organization.id.clone()));
                }
            }
        }
        names
    }

    /// Every name in `text`, as the range of its words and the organization it names.
    pub(crate) fn found<'a>(&'a self, text: &[&str]) -> Vec<(std::ops::Range<usize>, &'a Id)> {
        let mut found = Vec::new();
        for (at, word) in text.iter().enumerate() {
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
pub(crate) fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect()
}
