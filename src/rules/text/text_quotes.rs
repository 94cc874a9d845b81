//! Typographic quotation marks in place of those of YAML.

use crate::diagnostic::{Findings, Fix, Severity, SourcePlace, TextEdit};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::yaml::{Spans, quoted};

pub(crate) static RULE: Rule = Rule {
    name: "text-quotes",
    severity: Severity::Warning,
    clause: "practice (text)",
    summary: "no text is in typographic quotation marks as a whole",
    explanation: "A word processor writes “ and ” for the quotation marks of YAML, which are \" and \
                  '. To YAML, typographic marks are part of the text, so they would be published. \
                  A text that needs them is written with both: '“Plug and play”'.",
    bad: "title: “XYZ / DMTF Work Register”",
    good: "title: \"XYZ / DMTF Work Register\"",
    check: Check::Text(check),
};

/// Opening marks with their closing marks, as they are used in different languages.
const PAIRS: [(char, &[char]); 6] = [
    ('\u{201c}', &['\u{201d}', '\u{201c}']),
    ('\u{201d}', &['\u{201d}']),
    ('\u{201e}', &['\u{201c}', '\u{201d}']),
    ('\u{2018}', &['\u{2019}', '\u{2018}']),
    ('\u{201a}', &['\u{2018}', '\u{2019}']),
    ('\u{ab}', &['\u{bb}']),
];

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let raw = text.file.text().unwrap_or_default();
    if text.is_frozen() || !raw.contains(PAIRS.map(|(open, _)| open)) {
        return;
    }
    let mut spans = None;
    for (pointer, words) in text.written.texts() {
        let Some(inner) = inner(words) else { continue };
        let spans = spans.get_or_insert_with(|| Spans::of(text.file));
        // In quotation marks of YAML, the others are meant.
        let Some(span) = spans
            .value(pointer)
            .filter(|span| raw.get(span.clone()) == Some(words))
        else {
            continue;
        };
        let mark = words.chars().next().unwrap_or_default();
        let message = format!("`{mark}` is not a quotation mark in YAML; it is part of the text");
        let written = quoted(inner);
        let fix = Fix::one(
            format!("write `{written}`"),
            TextEdit::Rewrite {
                span,
                text: written,
            },
        );
        let place = SourcePlace::value(text.file, pointer.as_str());
        findings.push(RULE.found(message).at(place).fix(fix));
    }
}

/// The text within the marks, if they enclose all of it and nothing in it is in marks.
fn inner(words: &str) -> Option<&str> {
    let (_, closing) = PAIRS.iter().find(|(open, _)| words.starts_with(*open))?;
    let mut signs = words.chars();
    signs.next();
    signs.next_back().filter(|last| closing.contains(last))?;
    let inner = signs.as_str();
    let is_mark = |c: char| {
        matches!(
            c,
            '\u{2018}' | '\u{201a}'..='\u{201f}' | '\u{ab}' | '\u{bb}'
        )
    };
    (!inner.trim().is_empty() && !inner.contains(is_mark)).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::inner;

    #[test]
    fn marks_enclose_the_whole_text_or_belong_to_it() {
        assert_eq!(inner("“XYZ”"), Some("XYZ"));
        assert_eq!(inner("„XYZ“"), Some("XYZ"));
        assert_eq!(inner("‘The group’s schema’"), Some("The group’s schema"));
        for text in ["“A” and “B”", "“A” or B", "A”", "“”", "XYZ", "“"] {
            assert_eq!(inner(text), None, "{text}");
        }
    }
}
