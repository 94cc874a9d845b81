//! Suppressions in a register's text: findings that both sides accept, each with a reason.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Findings, Target};
use crate::path::StorePath;
use crate::register::{Allow, Register};
use crate::rules::allow::allow_unused;
use crate::rules::registry::named;
use crate::source::SourceFile;
use crate::text::is_blank;

/// The first step of a place in the contacts.
const CONTACTS: &str = "contacts";

/// The entries of `allow` in one text, and which of them suppressed a finding.
#[derive(Debug, Default)]
pub(crate) struct Suppressions<'a> {
    entries: Vec<Suppression<'a>>,
}

#[derive(Debug)]
struct Suppression<'a> {
    allow: &'a Allow,
    /// The index in the list, counted from 0.
    at: usize,
    is_used: bool,
}

impl<'a> Suppressions<'a> {
    /// The valid entries; the others suppress nothing, and have findings of their own rules.
    pub(crate) fn of(register: Option<&'a Register>) -> Suppressions<'a> {
        let entries = register
            .map(|register| register.allow.as_slice())
            .unwrap_or_default();
        let entry = |(at, allow)| Suppression {
            allow,
            at,
            is_used: false,
        };
        Suppressions {
            entries: entries
                .iter()
                .enumerate()
                .map(entry)
                .filter(Suppression::is_in_order)
                .collect(),
        }
    }

    /// Separates suppressed findings from the others.
    pub(crate) fn part(&mut self, found: Findings) -> Findings {
        if self.entries.is_empty() {
            return found;
        }
        let mut parted = Findings::default();
        for diagnostic in found {
            let mut because = None;
            // Two entries may match one finding, and then both are used.
            for entry in self
                .entries
                .iter_mut()
                .filter(|entry| entry.silences(&diagnostic))
            {
                entry.is_used = true;
                because = because.or(Some(entry.allow.because.trim()));
            }
            match because {
                Some(because) => parted.silence(diagnostic, because),
                None => parted.push(diagnostic),
            }
        }
        parted
    }

    /// Findings for the entries that suppressed nothing so far.
    pub(crate) fn unused<'s>(
        &'s self,
        file: &'s Arc<SourceFile>,
    ) -> impl Iterator<Item = Diagnostic> + 's {
        let unused = self.entries.iter().filter(|entry| !entry.is_used);
        unused.map(move |entry| allow_unused::found(file, entry.at, entry.allow))
    }
}

impl Suppression<'_> {
    fn is_in_order(&self) -> bool {
        let rule = named(&self.allow.rule);
        rule.is_some_and(|rule| rule.can_be_silenced()) && !is_blank(&self.allow.because)
    }

    fn silences(&self, found: &Diagnostic) -> bool {
        let Some(at) = &self.allow.at else {
            return found.rule == self.allow.rule;
        };
        let wanted = pointer(at);
        let inside = |pointer: &str, wanted: &str| {
            pointer
                .strip_prefix(wanted)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        found.rule == self.allow.rule
            && place(found)
                .zip(wanted)
                .is_some_and(|(here, wanted)| inside(&here, &wanted))
    }
}

/// The place of a finding as a JSON pointer; in the contacts, below `/contacts`.
fn place(found: &Diagnostic) -> Option<String> {
    let place = found.place.as_ref()?;
    let is_contacts = matches!(
        StorePath::of(place.file.path()),
        Some(StorePath::Contacts(_))
    );
    match &place.target {
        Target::Value(pointer) | Target::Key(pointer) if is_contacts => {
            Some(format!("/{CONTACTS}{pointer}"))
        }
        Target::Value(pointer) | Target::Key(pointer) => Some(pointer.clone()),
        Target::File | Target::Span(_) => None,
    }
}

/// Converts a place such as `standards/2`, the second row, to a JSON pointer; `None` for an item 0.
fn pointer(at: &str) -> Option<String> {
    let mut pointer = String::new();
    for step in at.trim().trim_matches('/').split('/') {
        pointer.push('/');
        match step.parse::<usize>() {
            Ok(number) => pointer.push_str(&number.checked_sub(1)?.to_string()),
            Err(_) => pointer.push_str(step),
        }
    }
    Some(pointer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourcePlace;

    #[test]
    fn places_are_counted_as_people_count() {
        assert_eq!(pointer("standards/2"), Some("/standards/1".into()));
        assert_eq!(pointer("/scope/"), Some("/scope".into()));
        assert_eq!(pointer("standards/0"), None);
    }

    #[test]
    fn an_entry_silences_its_rule_in_its_place_and_nothing_beside() {
        let text = SourceFile::new("registers/xyz/register.yaml", "");
        let contacts = SourceFile::new("registers/xyz/contacts.yaml", "");
        let allow = |at: Option<&str>| Allow {
            rule: "text-placeholder".into(),
            because: "agreed".into(),
            at: at.map(str::to_string),
        };
        let found = |file: &Arc<SourceFile>, pointer: &str| {
            Diagnostic::error("text-placeholder", "x").at(SourcePlace::value(file, pointer))
        };
        let silences = |allow: &Allow, found: &Diagnostic| {
            Suppression {
                allow,
                at: 0,
                is_used: false,
            }
            .silences(found)
        };
        let row = allow(Some("standards/2"));
        assert!(silences(&row, &found(&text, "/standards/1/domain")));
        assert!(!silences(&row, &found(&text, "/standards/10/domain")));
        assert!(!silences(&row, &found(&text, "/standards/0/domain")));
        let side = allow(Some("contacts/partner"));
        assert!(silences(&side, &found(&contacts, "/partner/0/name")));
        assert!(!silences(&side, &found(&text, "/partner/0/name")));
        assert!(!silences(
            &allow(Some("partner")),
            &found(&contacts, "/partner")
        ));
        let other = Diagnostic::error("text-missing", "x").at(SourcePlace::value(&text, "/scope"));
        assert!(!silences(&allow(None), &other));
        let whole = Diagnostic::error("text-placeholder", "x").at(SourcePlace::file(&text));
        assert!(silences(&allow(None), &whole) && !silences(&row, &whole));
    }
}
