//! Links in running text.

use super::subject::{TextContext, wordings};
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::link::{leads, within};

/// `text-link`.
pub(super) static RULE: Rule = Rule {
    name: "text-link",
    severity: Severity::Error,
    clause: "practice (text)",
    summary: "what is written as a link in a text leads somewhere",
    explanation: "Texts are published, and what is written as a link in them is followed. A link begins with \
                  `https://`, `http://` or `mailto:`. One that begins with `www.` is no link where the text is \
                  shown; `javascript:`, `data:` and `file:` are never links there. While the text is a draft it \
                  is a warning.",
    bad: "scope: The models at www.xyz.example, and their mapping.",
    good: "scope: The models at https://www.xyz.example, and their mapping.",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    for (pointer, wording) in wordings(text.register) {
        for why in within(wording).filter_map(|link| leads(link).err()) {
            let place = SourcePlace::value(text.file, pointer.to_string());
            findings.push(RULE.finding(text.stand.gap(), why.to_string()).at(place));
        }
    }
}
