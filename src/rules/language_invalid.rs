//! The language of a register.

use super::subject::TextContext;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::language::is_tag;

/// `language-invalid`.
pub(super) static RULE: Rule = Rule {
    name: "language-invalid",
    severity: Severity::Error,
    clause: "BCP 47",
    summary: "`language` of a register is a language tag",
    explanation: "The pages of a register say what language it is written in, so that it is hyphenated and read out \
                  in that language. A language is named by its tag: `en`, `de`, `pt-BR`, `zh-Hant`. While the text is \
                  a draft it is a warning.",
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

/// What is wrong with a language.
pub(super) fn fault(text: &str) -> Option<String> {
    (!is_tag(text))
        .then(|| format!("`{text}` is no language tag; write for example `en`, `de` or `pt-BR`"))
}
