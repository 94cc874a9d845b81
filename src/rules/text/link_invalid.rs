//! Links to documents.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::link::leads;
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "link-invalid",
    severity: Severity::Error,
    clause: "DSP4003 Appendix B",
    summary: "`links` lead to the web or to a mailbox",
    explanation: "The documents in `links` are published with the register, and readers follow \
                  them. Each leads to `https:`, `http:` or `mailto:`; a path on a local disk leads \
                  nowhere, and a script could do harm. `wr` does not check whether the page \
                  exists. In a draft, this is a warning.",
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
