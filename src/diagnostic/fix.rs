//! What would be right, where that is certain.

use crate::source::Span;

/// A correction that nobody has to think about. It says what would be right; that nothing else changes its
/// meaning is proved before it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words without a full stop, such as "write `scope`".
    pub title: String,
    /// The changes, in the file of the diagnostic's place. They are made together.
    pub edits: Vec<Edit>,
}

/// One change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The scalar at a JSON pointer says `text`.
    Write {
        /// Where, as an RFC 6901 pointer.
        pointer: String,
        /// What it says.
        text: String,
    },
    /// The key of the value at a JSON pointer is `key`.
    Rename {
        /// Where, as an RFC 6901 pointer that ends with the key there is.
        pointer: String,
        /// The key that should be there.
        key: String,
    },
    /// The entry whose key stands at these bytes goes. A pointer would mean the first entry with that key.
    Remove {
        /// The bytes of the key.
        key: Span,
    },
    /// These bytes go; nobody can see them.
    Strike {
        /// The bytes.
        span: Span,
    },
    /// Wherever the text at a JSON pointer has `character`, written as it is or escaped, it has `text`.
    Replace {
        /// Where, as an RFC 6901 pointer.
        pointer: String,
        /// What goes.
        character: char,
        /// What comes in its place.
        text: &'static str,
    },
}

impl Fix {
    /// Writes `text` in place of the scalar at `pointer`.
    pub fn write(pointer: impl Into<String>, text: impl Into<String>) -> Fix {
        let (pointer, text) = (pointer.into(), text.into());
        Fix {
            title: format!("write `{text}`"),
            edits: vec![Edit::Write { pointer, text }],
        }
    }

    /// Writes `key` in place of the key of the value at `pointer`.
    pub fn rename(pointer: impl Into<String>, key: impl Into<String>) -> Fix {
        let (pointer, key) = (pointer.into(), key.into());
        Fix {
            title: format!("write `{key}`"),
            edits: vec![Edit::Rename { pointer, key }],
        }
    }

    /// Makes one change.
    pub fn one(title: impl Into<String>, edit: Edit) -> Fix {
        Fix {
            title: title.into(),
            edits: vec![edit],
        }
    }
}

impl Edit {
    /// The pointer to what is changed, where there is one.
    pub fn pointer_mut(&mut self) -> Option<&mut String> {
        match self {
            Edit::Write { pointer, .. }
            | Edit::Rename { pointer, .. }
            | Edit::Replace { pointer, .. } => Some(pointer),
            Edit::Remove { .. } | Edit::Strike { .. } => None,
        }
    }
}
