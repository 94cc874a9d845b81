//! Links in free text.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::link::{leads, within};
use crate::rules::context::text::{TextContext, wordings};
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "text-link",
    severity: Severity::Error,
    clause: "practice (text)",
    summary: "a link in a text leads to the web or to a mailbox",
    explanation: "Texts are published, and readers follow the links in them. A link begins with \
                  `https://`, `http://` or `mailto:`. One that begins with `www.` is not shown as \
                  a link; `javascript:`, `data:` and `file:` never are. In a draft, this is a \
                  warning.",
    bad: "scope: The models at www.xyz.example, and their mapping.",
    good: "scope: The models at https://www.xyz.example, and their mapping.",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    for (pointer, wording) in wordings(text.register) {
        for why in within(wording).filter_map(|link| leads(link).err()) {
            let place = SourcePlace::value(text.file, pointer.as_str());
            findings.push(RULE.finding(text.stand.gap(), why.to_string()).at(place));
        }
    }
}
