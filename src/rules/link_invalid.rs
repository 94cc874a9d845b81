//! Documents that a register refers to.

use super::subject::TextContext;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::link::leads;

/// `link-invalid`.
pub(super) static RULE: Rule = Rule {
    name: "link-invalid",
    severity: Severity::Error,
    clause: "DSP4003 Appendix B",
    summary: "`links` lead to the web or to a mailbox",
    explanation: "The documents in `links` are published with the register, and people follow them. Each leads \
                  to `https:`, `http:` or `mailto:`; a path on somebody's disk, or a script, leads nowhere or \
                  does harm. Whether the page is there cannot be checked. While the text is a draft it is a \
                  warning.",
    bad: "\
links:
  - { title: Bylaws, href: 'file:///home/vic/bylaws.pdf' }",
    good: "\
links:
  - { title: Bylaws, href: 'https://www.dmtf.org/bylaws.pdf' }",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    for (at, link) in text.register.links.iter().enumerate() {
        if let Err(why) = leads(link.href.trim()) {
            let place = SourcePlace::value(text.file, format!("/links/{at}/href"));
            findings.push(RULE.finding(text.stand.gap(), why.to_string()).at(place));
        }
    }
}
