//! Placeholders that were never filled in.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "text-placeholder",
    severity: Severity::Error,
    clause: "DSP4003 1",
    summary: "no placeholder is left in a text",
    explanation: "Words such as TBD, or `<insert text>`, mark a text that is still to be written. \
                  They are easily overlooked: DSP4003 1.3 itself was released with `<insert text>` \
                  and a broken cross-reference in it. In a draft, they are a warning; a submitted \
                  text must not have any.",
    bad: "scope: Network management. Limits are TBD.",
    good: "scope: Network management, limited to routers.",
    check: Check::Text(check),
};

/// What a word processor writes for a cross-reference whose target was deleted.
const BROKEN_REFERENCE: &str = "error! reference source not found";

/// A part of every placeholder.
const PARTS: [&str; 5] = ["tbd", "todo", "xxx", "<insert", "error!"];

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    if !text.written.may_contain(&PARTS) {
        return;
    }
    for (pointer, words) in text.written.texts() {
        if let Some(found) = placeholder(words) {
            let message = format!("`{found}` is a placeholder; write the text");
            let place = SourcePlace::value(text.file, pointer);
            findings.push(RULE.finding(text.stand.gap(), message).at(place));
        }
    }
}

/// The first placeholder in a text, as it is written there.
pub(crate) fn placeholder(text: &str) -> Option<&str> {
    let is_one = |word: &&str| {
        word.eq_ignore_ascii_case("tbd")
            || word.eq_ignore_ascii_case("todo")
            || word.len() >= 3 && word.bytes().all(|b| b.eq_ignore_ascii_case(&b'x'))
    };
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    // Only ASCII is lowered, so that byte offsets in the copy are valid in the text.
    let lower = text.to_ascii_lowercase();
    let insert = || {
        let start = lower.find("<insert")?;
        let rest = text.get(start..)?;
        let follows = rest
            .get("<insert".len()..)?
            .starts_with(|c: char| c == '>' || c.is_whitespace());
        let end = rest.find('>').filter(|_| follows)?;
        rest.get(..=end)
    };
    let reference = || {
        let start = lower.find(BROKEN_REFERENCE)?;
        text.get(start..start + BROKEN_REFERENCE.len())
    };
    words
        .into_iter()
        .find(is_one)
        .or_else(insert)
        .or_else(reference)
}

#[cfg(test)]
mod tests {
    use super::placeholder;

    #[test]
    fn placeholders_are_whole_words_in_any_case() {
        for (text, found) in [
            ("due: tbd.", "tbd"),
            ("Rules: <Insert text>; and", "<Insert text>"),
            (
                "see Error! Reference source not found. for",
                "Error! Reference source not found",
            ),
            ("(TODO)", "TODO"),
            ("DSP XXXX", "XXXX"),
        ] {
            assert_eq!(placeholder(text), Some(found), "{text}");
        }
        for text in [
            "outbds",
            "method",
            "a < insert",
            "<inserted>",
            "Roman XX",
            "maxxx",
        ] {
            assert_eq!(placeholder(text), None, "{text}");
        }
    }
}
