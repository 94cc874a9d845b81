//! Placeholders that were never filled in.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use aho_corasick::packed::Searcher;

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

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    if !text.written.can_hold(has_trace) {
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

/// Whether a file contains a part of any placeholder, in any case. This quick check rules out nearly all files.
fn has_trace(bytes: &[u8]) -> bool {
    // Short, so that all mixes of cases are few enough for a vectorized search.
    static TRACES: LazyLock<Vec<String>> = LazyLock::new(|| {
        ["tbd", "todo", "xxx", "<in", "or!"]
            .into_iter()
            .flat_map(in_any_case)
            .collect()
    });
    static AT_ONCE: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(TRACES.iter()));
    // For machines without vector instructions.
    static ONE_BY_ONE: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::new(TRACES.iter()).ok());
    match AT_ONCE.as_ref() {
        Some(traces) => traces.find(bytes).is_some(),
        None => ONE_BY_ONE
            .as_ref()
            .is_none_or(|traces| traces.is_match(bytes)),
    }
}

/// A word in every mix of upper and lower case.
fn in_any_case(word: &str) -> Vec<String> {
    word.chars().fold(vec![String::new()], |begun, next| {
        let both = BTreeSet::from([next.to_ascii_lowercase(), next.to_ascii_uppercase()]);
        begun
            .iter()
            .flat_map(|begun| both.iter().map(move |next| format!("{begun}{next}")))
            .collect()
    })
}

/// The first placeholder in a text, as it is written there.
pub(crate) fn placeholder(text: &str) -> Option<&str> {
    let is_one = |word: &&str| {
        let lower = word.to_ascii_lowercase();
        matches!(lower.as_str(), "tbd" | "todo")
            || lower.len() >= 3 && lower.bytes().all(|b| b == b'x')
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
    use super::{has_trace, in_any_case, placeholder};

    #[test]
    fn a_word_has_two_cases_for_each_letter() {
        assert_eq!(in_any_case("<in"), ["<IN", "<In", "<iN", "<in"]);
    }

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
            assert!(has_trace(text.as_bytes()), "{text}");
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
