//! Compares two texts word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::render::document::model::{Change, Inline, Run, Style};

/// The largest product of the numbers of words that are compared; beyond it, the whole text is replaced.
const LARGEST: usize = 40_000_000;

/// The part of the words, in percent, that two texts have in common if one comes from the other.
const ALIKE: usize = 40;

/// A word with the space behind it.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    style: Style,
}

/// The newer text with the deleted words of the older one.
pub(super) fn compare(old: &Inline, new: &Inline) -> Inline {
    let (was, is) = (words(old), words(new));
    let mut merged = Vec::new();
    let mut operations = operations(&was, &is).into_iter().peekable();
    while let Some(operation) = operations.next() {
        let (_, before, after) = operation.as_tag_tuple();
        let before = was.get(before).unwrap_or_default();
        let after = is.get(after).unwrap_or_default();
        if !matches!(operation, DiffOp::Equal { .. }) {
            append(&mut merged, before, Change::Deleted);
            append(&mut merged, after, Change::Inserted);
            continue;
        }
        // A word before a deleted one has the space that it had.
        let is_deleted_next = operations
            .peek()
            .is_some_and(|it| !it.old_range().is_empty());
        match (is_deleted_next, after.split_last(), before.last()) {
            (true, Some((_, front)), Some(last)) => {
                append(&mut merged, front, Change::Same);
                append(&mut merged, std::slice::from_ref(last), Change::Same);
            }
            _ => append(&mut merged, after, Change::Same),
        }
    }
    if let Some(last) = merged.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
    }
    merged
}

/// Whether one text comes from the other.
pub(super) fn are_alike(old: &Inline, new: &Inline) -> bool {
    let (was, is) = (words(old), words(new));
    let same: usize = operations(&was, &is)
        .iter()
        .map(|operation| match operation {
            DiffOp::Equal { len, .. } => *len,
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => 0,
        })
        .sum();
    let longest = was.len().max(is.len());
    longest == 0 || same * 100 >= longest * ALIKE
}

fn operations(was: &[Word], is: &[Word]) -> Vec<DiffOp> {
    if was.len().saturating_mul(is.len()) > LARGEST {
        return vec![DiffOp::Replace {
            old_index: 0,
            old_len: was.len(),
            new_index: 0,
            new_len: is.len(),
        }];
    }
    capture_diff_slices(Algorithm::Myers, &keys(was), &keys(is))
}

/// A word without its space; the address of a link is part of it.
fn keys<'w>(words: &'w [Word]) -> Vec<(&'w str, &'w Style)> {
    let key = |word: &'w Word| (word.text.trim_end(), &word.style);
    words.iter().map(key).collect()
}

fn words(text: &Inline) -> Vec<Word> {
    let mut words = Vec::new();
    for run in text {
        for part in run.text.split_inclusive([' ', '\n']) {
            words.extend(signs(part).into_iter().map(|text| Word {
                text,
                style: run.style.clone(),
            }));
        }
    }
    // The last word of one text may be followed by others in the merged one.
    if let Some(last) = words
        .last_mut()
        .filter(|last| !last.text.ends_with([' ', '\n']))
    {
        last.text.push(' ');
    }
    words
}

/// Splits a word from the punctuation around it; scripts without spaces are compared sign by sign.
fn signs(part: &str) -> Vec<String> {
    let mut signs: Vec<String> = Vec::new();
    let body = part.trim_end();
    let end = body.trim_end_matches(is_punctuation).len();
    let mut is_word = false;
    for (at, sign) in part.char_indices() {
        let is_alone = is_without_spaces(sign) || matches!(sign, '(' | '[' | '"');
        let is_end = at >= end && at < body.len();
        match signs.last_mut() {
            Some(last) if sign.is_whitespace() => last.push(sign),
            Some(last) if !is_alone && is_word && !is_end => last.push(sign),
            _ => signs.push(sign.to_string()),
        }
        is_word = !is_alone;
    }
    signs
}

fn is_punctuation(sign: char) -> bool {
    matches!(
        sign,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '"' | '\u{60c}' | '\u{61b}' | '\u{61f}'
    )
}

/// Chinese and Japanese.
fn is_without_spaces(sign: char) -> bool {
    matches!(sign, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn append(merged: &mut Inline, words: &[Word], change: Change) {
    for word in words {
        match merged.last_mut() {
            Some(last) if last.style == word.style && last.change == change => {
                last.text += &word.text;
            }
            _ => merged.push(Run {
                text: word.text.clone(),
                style: word.style.clone(),
                change,
            }),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::render::document::model::{bold, plain};

    pub(crate) fn shown(text: &Inline) -> String {
        let run = |run: &Run| match run.change {
            Change::Same => run.text.clone(),
            Change::Inserted => format!("[+{}]", run.text),
            Change::Deleted => format!("[-{}]", run.text),
        };
        text.iter().map(run).collect()
    }

    fn between(old: &str, new: &str) -> String {
        shown(&compare(&plain(old), &plain(new)))
    }

    #[test]
    fn words_are_marked_and_keep_their_spaces() {
        assert_eq!(between("One two three.", "One three."), "One [-two ]three.");
        assert_eq!(between("One two", "One two three"), "One two [+three]");
        assert_eq!(
            between("devices.", "devices (new), too."),
            "devices [+(new), too]."
        );
        assert_eq!(between("One (two).", "One."), "One [-(two)].");
        assert_eq!(between("due 2026", "due 2027"), "due [-2026 ][+2027]");
        assert_eq!(between("", "new"), "[+new]");
        assert_eq!(between("same  words", "same\nwords"), "same words");
        assert_eq!(
            between("管理网络设备", "管理存储设备"),
            "管理[-网络][+存储]设备"
        );
    }

    #[test]
    fn another_style_is_a_difference() {
        assert_eq!(shown(&compare(&plain("a"), &bold("a"))), "[-a ][+a]");
    }

    #[test]
    fn long_texts_without_anything_in_common_take_no_time() {
        let text = |sign: &str| plain(format!("{sign} ").repeat(30_000));
        let merged = compare(&text("a"), &text("b"));
        assert_eq!(merged.len(), 2);
        assert!(!are_alike(&text("a"), &text("b")));
    }
}
