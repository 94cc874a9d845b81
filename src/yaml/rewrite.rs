//! Proves that rewritten bytes keep every word of a file.

use super::edit::Replacement;
use super::origin::{innermost, location};
use super::reader;
use crate::diagnostic::{Fix, TextEdit};

/// Whether each rewrite has the same words before and after it.
pub(super) fn keeps_words(text: &str, fixes: &[&Fix]) -> bool {
    let keeps = |edit: &TextEdit| match edit {
        TextEdit::Rewrite { span, text: new } => text
            .get(span.clone())
            .is_some_and(|old| words(old).eq(words(new))),
        TextEdit::Write { .. }
        | TextEdit::Rename { .. }
        | TextEdit::Remove { .. }
        | TextEdit::Strike { .. }
        | TextEdit::Replace { .. } => true,
    };
    fixes.iter().flat_map(|fix| &fix.edits).all(keeps)
}

/// What a reader reads, without the signs of YAML and those that look like them.
fn words(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|sign| !is_layout(*sign))
}

fn is_layout(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(
            sign,
            '"' | '\''
                | '\\'
                | ':'
                | '-'
                | ','
                | '='
                | ';'
                | '['
                | ']'
                | '{'
                | '}'
                | '|'
                | '*'
                | '+'
                | '_'
                | '`'
        )
        || matches!(
            sign,
            '\u{ff1a}' | '\u{fe55}' | '\u{a789}' | '\u{2236}' | '\u{fe13}'
        )
        || matches!(
            sign,
            '\u{2010}'..='\u{2015}' | '\u{2022}' | '\u{2023}' | '\u{2043}' | '\u{2212}'
        )
        || matches!(
            sign,
            '\u{2018}'
                ..='\u{201f}'
                    | '\u{ab}'
                    | '\u{bb}'
                    | '\u{2039}'
                    | '\u{203a}'
                    | '\u{25a0}'
                    | '\u{25aa}'
                    | '\u{25cf}'
                    | '\u{25e6}'
                    | '\u{b7}'
        )
}

/// Whether the parser gets beyond the last edit, or through the file.
pub(super) fn gets_further(text: &str, after: &str, replacements: &[Replacement]) -> bool {
    let Some(next) = reader::malformed(after) else {
        return true;
    };
    let end = |text: &str, error| location(text, innermost(error)).map_or(0, |span| span.start);
    let Some(error) = reader::malformed(text) else {
        return false;
    };
    let shift = |total: usize, made: &Replacement| {
        total + made.text.len() - made.span.len().min(made.text.len())
    };
    let grown = replacements.iter().fold(0, shift);
    end(after, &next) > end(text, &error) + grown
}
