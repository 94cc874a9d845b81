//! E-mail addresses in a published text.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "text-email",
    severity: Severity::Error,
    clause: "DSP4003 3.2",
    summary: "the text contains no e-mail address",
    explanation: "The text of a register in force is published; e-mail addresses never are. They \
                  also change more often than the text, and in the text each change would need a \
                  ballot. They belong in `contacts.yaml`, which is neither published nor balloted.",
    bad: "scope: Network management. Write to pat@xyz.example for details.",
    good: "scope: Network management. The contacts are listed apart.",
    check: Check::Binding(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    if !text.written.may_contain(&["@"]) {
        return;
    }
    for (pointer, words) in text.written.texts() {
        let mut each = words.split(|c: char| c.is_whitespace() || "<>()[],;\"".contains(c));
        if let Some(found) = each.find_map(address) {
            let message = format!(
                "`{found}` is an e-mail address, but this text is published; move it to contacts.yaml"
            );
            findings.push(
                RULE.finding(text.stand.gap(), message)
                    .at(SourcePlace::value(text.file, pointer)),
            );
        }
    }
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
