//! Words that stand where somebody meant to write something.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::subject::Text;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};

/// `text-placeholder`.
pub(super) static RULE: Rule = Rule {
    name: "text-placeholder",
    severity: Severity::Error,
    clause: "DSP4003 1 (D1)",
    summary: "no text is left to be filled in",
    explanation: "Words such as TBD, or `<insert text>`, mark a place that somebody meant to fill in. They are \
                  easily overlooked: DSP4003 1.3 itself was released with `<insert text>` and a broken \
                  cross-reference in it. While the text is a draft they are a warning; a submitted text must \
                  not have any.",
    bad: "scope: Network management. Limits are TBD.",
    good: "scope: Network management, limited to routers.",
    check: Check::Text(check),
};

/// What a word processor leaves of a reference to a section that is gone.
const BROKEN_REFERENCE: &str = "error! reference source not found";

fn check(text: &Text<'_>, findings: &mut Findings) {
    if !text.written.can_hold(has_trace) {
        return;
    }
    for (pointer, words) in text.written.texts() {
        if let Some(found) = placeholder(words) {
            let message = format!("`{found}` stands where text is meant; write the text");
            let place = Place::value(text.file, pointer);
            findings.push(RULE.finding(text.stand.gap(), message).at(place));
        }
    }
}

/// Whether a file has what every placeholder has at least, in any case. It is asked of every file, and says no
/// to nearly all of them.
fn has_trace(bytes: &[u8]) -> bool {
    static TRACES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let traces = ["tbd", "todo", "xxx", "<insert", "error!"];
        AhoCorasick::builder().ascii_case_insensitive(true).build(traces).ok()
    });
    TRACES.as_ref().is_none_or(|traces| traces.is_match(bytes))
}

/// The first placeholder in a text, as it is written there.
pub(super) fn placeholder(text: &str) -> Option<&str> {
    let is_one = |word: &&str| {
        let lower = word.to_ascii_lowercase();
        matches!(lower.as_str(), "tbd" | "todo") || lower.len() >= 3 && lower.bytes().all(|b| b == b'x')
    };
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    // ASCII alone is lowered, so that places in the copy are places in the text.
    let lower = text.to_ascii_lowercase();
    let insert = || {
        let start = lower.find("<insert")?;
        let rest = text.get(start..)?;
        let follows = rest.get("<insert".len()..)?.starts_with(|c: char| c == '>' || c.is_whitespace());
        let end = rest.find('>').filter(|_| follows)?;
        rest.get(..=end)
    };
    let reference = || {
        let start = lower.find(BROKEN_REFERENCE)?;
        text.get(start..start + BROKEN_REFERENCE.len())
    };
    words.into_iter().find(is_one).or_else(insert).or_else(reference)
}

#[cfg(test)]
mod tests {
    use super::{has_trace, placeholder};

    #[test]
    fn placeholders_are_whole_words_in_any_case() {
        for (text, found) in [
            ("due: tbd.", "tbd"),
            ("Rules: <Insert text>; and", "<Insert text>"),
            ("see Error! Reference source not found. for", "Error! Reference source not found"),
            ("(TODO)", "TODO"),
            ("DSP XXXX", "XXXX"),
        ] {
            assert_eq!(placeholder(text), Some(found), "{text}");
            assert!(has_trace(text.as_bytes()), "{text}");
        }
        for text in ["outbds", "method", "a < insert", "<inserted>", "Roman XX", "maxxx"] {
            assert_eq!(placeholder(text), None, "{text}");
        }
    }
}
