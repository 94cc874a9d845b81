//! The sentences of prose that were added or removed; line breaks have no meaning.

use similar::{ChangeTag, TextDiff};

/// A sentence that only one of two texts has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sentence {
    /// Only the older text has it.
    Gone(String),
    /// Only the newer text has it.
    Come(String),
}

/// The sentences that differ, in their order and without the unchanged ones.
pub fn sentences(old: &str, new: &str) -> Vec<Sentence> {
    let (was, is) = (one_a_line(old), one_a_line(new));
    let diff = TextDiff::from_lines(&was, &is);
    let differs = diff.iter_all_changes().filter_map(|change| {
        let sentence = change.value().trim_end().to_string();
        match change.tag() {
            ChangeTag::Delete => Some(Sentence::Gone(sentence)),
            ChangeTag::Insert => Some(Sentence::Come(sentence)),
            ChangeTag::Equal => None,
        }
    });
    differs.collect()
}

/// A text with one sentence a line.
fn one_a_line(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        out += word;
        out.push(if word.ends_with(['.', '?', '!', ':']) {
            '\n'
        } else {
            ' '
        });
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stayed_is_not_told_again() {
        let (old, new) = (
            "Routers.  Both\nsides gain. The end",
            "Routers. Switches. Both sides\ngain. The end",
        );
        assert_eq!(sentences(old, new), [Sentence::Come("Switches.".into())]);
        assert_eq!(
            sentences("A. B.", "A. C."),
            [Sentence::Gone("B.".into()), Sentence::Come("C.".into())]
        );
        assert!(sentences("A. B.", "A.\n\nB.").is_empty());
    }
}
