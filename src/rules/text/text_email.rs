//! E-mail addresses in a published text.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::text::personal::{Notation, PublicAddresses, found, may_have_any};

pub(crate) static RULE: Rule = Rule {
    name: "text-email",
    severity: Severity::Error,
    clause: "DSP4003 3.2",
    summary: "the text contains no e-mail address and no telephone number",
    explanation: "The text of a register in force is published; e-mail addresses and telephone \
                  numbers never are. They also change more often than the text, and in the text \
                  each change would need a ballot. Write the role, such as `the liaison of XYZ`, \
                  and put the address in `contacts.yaml`, which is neither published nor balloted.",
    bad: "scope: Network management. Write to pat@xyz.example for details.",
    good: "scope: Network management. The contacts are listed apart.",
    check: Check::Binding(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    if !text.written.may_match(may_have_any) {
        return;
    }
    let is_recorded = is_recorded(text);
    for (pointer, words) in text.written.texts() {
        let found = found(words, Notation::Plain, &PublicAddresses::default());
        // `text-link` reports the user name in a link.
        let is_user = |at: usize| words[..at].ends_with("://");
        let Some(found) = found.iter().find(|found| !is_user(found.at.start)) else {
            continue;
        };
        let severity = match is_recorded && !has_plain_address(words) {
            true => Severity::Warning,
            false => text.stand.gap(),
        };
        let message = format!(
            "`{}` is {}, but this text is published; move it to contacts.yaml",
            found.shown,
            found.kind.noun()
        );
        findings.push(
            RULE.finding(severity, message)
                .at(SourcePlace::value(text.file, pointer)),
        );
    }
}

/// Whether it is a revision of the record, which was submitted when only plain addresses were errors.
fn is_recorded(text: &TextContext<'_>) -> bool {
    let files = text.snapshot.registers.get(text.id);
    let mut revisions = files.into_iter().flat_map(|files| files.revisions.values());
    revisions.any(|revision| revision.file.path() == text.file.path())
}

fn has_plain_address(words: &str) -> bool {
    let mut each = words.split(|c: char| c.is_whitespace() || "<>()[],;\"".contains(c));
    each.any(|word| address(word).is_some())
}

/// The word as an address, if it looks like one: a name, an `@`, and a domain with a dot. A web link may contain an
/// `@` as well.
fn address(word: &str) -> Option<&str> {
    let word = word
        .strip_prefix("mailto:")
        .unwrap_or(word)
        .trim_end_matches(['.', ':', '!', '?', '\'']);
    let (local, domain) = word.split_once('@').filter(|_| !word.contains("://"))?;
    let host = domain.split('?').next().unwrap_or_default();
    (!local.is_empty() && host.contains('.') && !host.starts_with('.')).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_is_told_without_what_stands_around_it() {
        for (word, found) in [
            ("pat@xyz.example.", Some("pat@xyz.example")),
            ("mailto:pat@xyz.example", Some("pat@xyz.example")),
            ("pat@xyz.example", Some("pat@xyz.example")),
            ("https://dmtf.org/@pat.html", None),
            ("@xyz.example", None),
            ("5@home", None),
            ("a@.b", None),
        ] {
            assert_eq!(address(word), found, "{word}");
        }
    }
}
