//! The exact bytes of a frozen text, where the site may publish them.

use crate::id::Id;
use crate::register::Register;
use crate::render::selected_text::SelectedText;
use crate::source::SourceFile;

/// The path of a file about a revision, from the top of the site. The text itself has the path that it has in the store.
pub(crate) fn revision_path(id: &Id, revision: u32, kind: &str) -> String {
    format!("registers/{id}/revisions/{revision}.{kind}")
}

/// The file of a frozen text, or why the site must not publish its bytes.
pub(crate) fn published_text<'a>(
    selected: &SelectedText<'a>,
    revision: u32,
) -> Result<&'a SourceFile, &'static str> {
    let document = selected.register.files.revisions.get(&revision);
    let document = document.ok_or("it is not in this store")?;
    let text = document.get().ok_or("it cannot be read")?;
    match private_part(document.file.bytes(), text) {
        Some(why) => Err(why),
        None => Ok(&document.file),
    }
}

/// What no page shows of a text, but its bytes would.
fn private_part(bytes: &[u8], text: &Register) -> Option<&'static str> {
    if !text.allow.is_empty() {
        return Some("it lists suppressed findings, which are never published");
    }
    has_address(bytes).then_some("it contains an e-mail address, and addresses are never published")
}

/// Whether bytes contain what may be an e-mail address; a word that begins with `@` is none.
pub(super) fn has_address(bytes: &[u8]) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
    let is_name = |byte: &u8| is_letter(byte) || b"._%+-".contains(byte);
    let is_address = |around: &[u8]| match around {
        [before, b'@', after] => is_name(before) && (is_letter(after) || *after == b'['),
        _ => false,
    };
    bytes.windows(3).any(is_address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_anywhere_and_other_words_are_none() {
        for text in [
            "ann@x.example",
            "# <a.b+c@[::1]>",
            "mailto:ä@ö",
            "x_@localhost",
        ] {
            assert!(has_address(text.as_bytes()), "{text}");
        }
        for text in ["the keyword \"@context\"", "a @ b", "@", "x@", "5 @ 3", ""] {
            assert!(!has_address(text.as_bytes()), "{text}");
        }
    }
}
