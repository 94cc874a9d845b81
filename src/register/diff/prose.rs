//! Prose: its words, and whether one text has all sentences of another.

use crate::casefold::normal_form;

/// Whether two texts have the same words. Line breaks, spaces and the Unicode form of letters make no difference.
pub(super) fn same_words(old: &str, new: &str) -> bool {
    let (old, new) = (normal_form(old), normal_form(new));
    old.split_whitespace().eq(new.split_whitespace())
}

/// Whether `new` has every sentence of `old` in order, so that it only adds some.
pub(super) fn extends(old: &str, new: &str) -> bool {
    let (old, new) = (normal_form(old), normal_form(new));
    let (old, new) = (sentences(&old), sentences(&new));
    let mut rest = new.iter();
    !old.is_empty()
        && old
            .iter()
            .all(|sentence| rest.any(|other| other == sentence))
}

/// The sentences of a text, each by its words: up to a period, a question mark, an exclamation mark or a
/// colon at the end of a word, or an empty line.
fn sentences(text: &str) -> Vec<Vec<&str>> {
    let mut sentences = Vec::new();
    for paragraph in text.split("\n\n") {
        let mut sentence = Vec::new();
        for word in paragraph.split_whitespace() {
            sentence.push(word);
            if word.ends_with(['.', '?', '!', ':']) {
                sentences.push(std::mem::take(&mut sentence));
            }
        }
        if !sentence.is_empty() {
            sentences.push(sentence);
        }
    }
    sentences
}
