//! Automatic fixes.

use crate::source::Span;

/// A correction that needs no decision. It says what to write; before it is offered, a proof shows that nothing else
/// changes its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words without a trailing period, such as "write `scope`".
    pub title: String,
    /// The edits in the file of the diagnostic's place. They are made together.
    pub edits: Vec<TextEdit>,
}

/// One change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextEdit {
    /// Writes `text` as the scalar at a JSON pointer.
    Write {
        /// The place, as an RFC 6901 pointer.
        pointer: String,
        /// The new text.
        text: String,
    },
    /// Renames the key of the value at a JSON pointer.
    Rename {
        /// The place, as an RFC 6901 pointer that ends with the present key.
        pointer: String,
        /// The new key.
        key: String,
    },
    /// Removes the entry whose key is at these bytes. A pointer would mean the first entry with that key.
    Remove {
        /// The bytes of the key.
        key: Span,
    },
    /// Removes invisible bytes.
    Strike {
        /// The bytes.
        span: Span,
    },
    /// Replaces bytes by the same words in another layout: with quotation marks, spaces or other signs. It is also made
    /// in a file that cannot be parsed.
    Rewrite {
        /// The bytes; may be empty.
        span: Span,
        /// The new text.
        text: String,
    },
    /// Replaces `character`, literal or escaped, by `text` everywhere in the text at a JSON pointer.
    Replace {
        /// The place, as an RFC 6901 pointer.
        pointer: String,
        /// The character to replace.
        character: char,
        /// The replacement.
        text: &'static str,
    },
}

impl Fix {
    /// Writes `text` in place of the scalar at `pointer`.
    pub fn write(pointer: impl Into<String>, text: impl Into<String>) -> Fix {
        let (pointer, text) = (pointer.into(), text.into());
        Fix {
            title: format!("write `{text}`"),
            edits: vec![TextEdit::Write { pointer, text }],
        }
    }

    /// Writes `key` in place of the key of the value at `pointer`.
    pub fn rename(pointer: impl Into<String>, key: impl Into<String>) -> Fix {
        let (pointer, key) = (pointer.into(), key.into());
        Fix {
            title: format!("write `{key}`"),
            edits: vec![TextEdit::Rename { pointer, key }],
        }
    }

    /// A fix with one edit.
    pub fn one(title: impl Into<String>, edit: TextEdit) -> Fix {
        Fix {
            title: title.into(),
            edits: vec![edit],
        }
    }
}

impl TextEdit {
    /// The pointer of the edit, if it has one.
    pub fn pointer_mut(&mut self) -> Option<&mut String> {
        match self {
            TextEdit::Write { pointer, .. }
            | TextEdit::Rename { pointer, .. }
            | TextEdit::Replace { pointer, .. } => Some(pointer),
            TextEdit::Remove { .. } | TextEdit::Strike { .. } | TextEdit::Rewrite { .. } => None,
        }
    }
}
