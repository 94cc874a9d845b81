//! The language of a register.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::language::is_tag;
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "language-invalid",
    severity: Severity::Error,
    clause: "BCP 47",
    summary: "`language` of a register is a language tag",
    explanation: "The pages of a register declare its language, so that browsers hyphenate it and \
                  read it aloud in that language. A language is named by its tag: `en`, `de`, \
                  `pt-BR`, `zh-Hant`. In a draft, this is a warning.",
    bad: "language: English",
    good: "language: en",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    if let Some(found) = text.register.language.as_deref().and_then(fault) {
        findings.push(
            RULE.finding(text.stand.gap(), found)
                .at(SourcePlace::value(text.file, "/language")),
        );
    }
}

/// The problem with a language tag, if any.
pub(crate) fn fault(text: &str) -> Option<String> {
    (!is_tag(text)).then(|| format!("`{text}` is not a language tag such as `en`, `de` or `pt-BR`"))
}
