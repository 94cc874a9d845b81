//! E-mail addresses in a text that is published.

use super::subject::{Text, strings};
use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};

/// `text-email`.
pub(super) static RULE: Rule = Rule {
    name: "text-email",
    severity: Severity::Error,
    clause: "DSP4003 3.2 (U1)",
    summary: "no e-mail address stands in the text",
    explanation: "The text of a register in force is published; e-mail addresses never are. They also change \
                  more often than the text, and in the text each change would have to be balloted. They \
                  belong in `contacts.yaml`, which is neither.",
    bad: "scope: Network management. Write to pat@xyz.example for details.",
    good: "scope: Network management. The contacts are listed apart.",
    check: Check::Binding(check),
};

fn check(text: &Text<'_>, findings: &mut Findings) {
    let Ok(value) = serde_json::to_value(text.register) else { return };
    for (pointer, words) in strings(&value) {
        if let Some(found) =
            words.split(|c: char| c.is_whitespace() || "<>()[],;\"".contains(c)).find(is_address)
        {
            let message = format!(
                "`{found}` is an e-mail address, and this text is published; put it into contacts.yaml"
            );
            findings.push(RULE.finding(text.stand.gap(), message).at(Place::value(text.file, pointer)));
        }
    }
}

/// Whether a word looks like an address: something, an `@`, and a domain with a dot.
fn is_address(word: &&str) -> bool {
    let word = word.strip_prefix("mailto:").unwrap_or(word);
    word.split_once('@').is_some_and(|(local, domain)| {
        let host = domain.trim_end_matches(['.', ':', '!', '?']);
        !local.is_empty() && host.contains('.') && !host.starts_with('.')
    })
}
