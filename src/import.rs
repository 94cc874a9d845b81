//! Reads documents that were written elsewhere, and finds the parts of a register in them.

mod dates;
mod document;
mod draft;
mod fill;
mod format;
mod heading;
mod html;
mod leftover;
mod markdown;
mod parties;
mod recognize;
mod word;
mod words;

pub use self::document::{Block, BlockKind, Row, SourceDocument, Table, Text};
pub use self::draft::{ImportedDraft, Rewritten, UnknownName, Unplaced};
pub use self::fill::{fill, plain};
use self::format::Format;
pub use self::format::{LARGEST, ReadError};
pub use self::parties::{Parties, partner_in_title, partners_in};
pub use self::recognize::recognize;

/// Reads a document; its name says whether a text is Markdown or HTML.
///
/// # Errors
/// The format is not read, or the file is damaged or has no words.
pub fn read(name: &str, bytes: &[u8]) -> Result<SourceDocument, ReadError> {
    let document = match format::format_of(name, bytes)? {
        Format::Word => word::read(bytes)?,
        Format::Markdown => markdown::read(&format::text(bytes, Format::Markdown)?),
        Format::Html => html::read(&format::text(bytes, Format::Html)?),
    };
    let texts = document.blocks.iter().flat_map(Block::texts);
    let sizes = texts.map(|text| {
        (
            text.plain.len(),
            text.plain.chars().any(char::is_alphanumeric),
        )
    });
    let (size, has_words) = sizes.fold((0, false), |(size, has), (length, is)| {
        (size + length, has || is)
    });
    if size > crate::yaml::LIMIT {
        return Err(ReadError::TooMuchText);
    }
    match has_words {
        true => Ok(document),
        false => Err(ReadError::NoWords),
    }
}
