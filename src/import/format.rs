//! Finds the format of a document, by its content and its name.

use encoding_rs::{Encoding, WINDOWS_1252};

/// The largest document that is read, in bytes.
pub const LARGEST: u64 = 20 << 20;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Word,
    Markdown,
    Html,
}

/// Why a document cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ReadError {
    /// It has no bytes, or nothing but spaces.
    #[error("it is empty")]
    Empty,
    /// It has no words.
    #[error(
        "there are no words in it\n  needs:  text; a scanned page is a picture, which `wr` does not read"
    )]
    NoWords,
    /// It is a PDF file.
    #[error(
        "it is a PDF file, which has no headings or tables to read\n  needs:  the document that the PDF was made from, or the PDF saved as .docx by a word processor"
    )]
    Pdf,
    /// It is a Word file of the format before 2007.
    #[error(
        "it is an old Word file (.doc)\n  needs:  the same document saved as .docx: File, Save As, Word Document (*.docx)"
    )]
    OldWord,
    /// It has a password.
    #[error("it is encrypted with a password\n  needs:  the document saved without a password")]
    Encrypted,
    /// It is an OpenDocument or RTF file.
    #[error("it is {0}\n  needs:  the same document saved as .docx")]
    OtherOffice(&'static str),
    /// It is named .docx, but is no Word file.
    #[error(
        "it is not a Word file: {0}\n  needs:  a document that Word or LibreOffice saved as .docx"
    )]
    NotWord(String),
    /// It would fill the memory.
    #[error(
        "it is too large: it has more than {0} MiB when it is unpacked\n  needs:  the document without its pictures"
    )]
    TooLarge(u64),
    /// It has more text than a register may have.
    #[error(
        "it has more than 1 MiB of text, and a register has at most that\n  needs:  the part of it that is the agreement"
    )]
    TooMuchText,
    /// It is not text in an encoding that is known.
    #[error("it is not text in UTF-8\n  needs:  the file saved as UTF-8")]
    NotText,
    /// Its name has no ending that is known.
    #[error(
        "{0}\n  needs:  a file that ends in .docx, .md or .html\n  for example: `wr import agreement.docx --partner NAME`"
    )]
    Unknown(String),
}

/// The format of a file of this name.
pub(super) fn format_of(name: &str, bytes: &[u8]) -> Result<Format, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(ReadError::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(ReadError::OtherOffice("an RTF file"));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(compound(bytes));
    }
    let ending = name
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_lowercase();
    if bytes.starts_with(b"PK") {
        return Ok(Format::Word);
    }
    match ending.as_str() {
        "md" | "markdown" => Ok(Format::Markdown),
        "html" | "htm" | "xhtml" => Ok(Format::Html),
        "docx" | "docm" | "dotx" => Err(ReadError::NotWord(
            "a Word file is a zip archive, and this file is not".to_string(),
        )),
        "doc" => Err(ReadError::OldWord),
        "yaml" | "yml" => Err(ReadError::Unknown(
            "it is YAML, as the text of a register: copy it to registers/ID/register.yaml, and propose it with `wr new ID`"
                .to_string(),
        )),
        "txt" | "text" => Err(ReadError::Unknown(
            "plain text has no headings; rename it to .md, and begin each heading with `# `".to_string(),
        )),
        "" => Err(ReadError::Unknown("its name has no ending".to_string())),
        other => Err(ReadError::Unknown(format!("`.{other}` files are not read"))),
    }
}

/// A file in the format of Office before 2007, which encrypted new files have as well.
fn compound(bytes: &[u8]) -> ReadError {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if has("EncryptedPackage") {
        ReadError::Encrypted
    } else if has("WordDocument") {
        ReadError::OldWord
    } else {
        ReadError::OtherOffice("a file of an old office program")
    }
}

/// The text of a file: with a byte order mark, in UTF-8, or for a web page in the encoding that it names.
pub(super) fn text(bytes: &[u8], format: Format) -> Result<String, ReadError> {
    let decoded = match (Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, mark)), _) => {
            let (text, has_errors) = encoding.decode_without_bom_handling(&bytes[mark..]);
            (!has_errors).then(|| text.into_owned())
        }
        (None, Ok(text)) => Some(text.to_string()),
        (None, Err(_)) if format == Format::Html => {
            let named = charset(bytes).and_then(|name| Encoding::for_label(name.as_bytes()));
            let (text, has_errors) = named
                .unwrap_or(WINDOWS_1252)
                .decode_without_bom_handling(bytes);
            (!has_errors).then(|| text.into_owned())
        }
        (None, Err(_)) => None,
    };
    decoded
        .filter(|text| !text.contains('\0'))
        .ok_or(ReadError::NotText)
}

/// The encoding that a page names at its beginning.
fn charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let name = rest.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    Some(name[..end.unwrap_or(name.len())].to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_is_named() {
        let why = |name: &str, bytes: &[u8]| format_of(name, bytes).expect_err(name);
        assert_eq!(why("a.docx", b""), ReadError::Empty);
        assert_eq!(why("a.md", b" \r\n"), ReadError::Empty);
        assert_eq!(why("a.docx", b"%PDF-1.7"), ReadError::Pdf);
        assert_eq!(why("a.doc", b"Dear all"), ReadError::OldWord);
        assert!(matches!(why("a.docx", b"Dear all"), ReadError::NotWord(_)));
        assert!(matches!(
            why("a.rtf", b"{\\rtf1"),
            ReadError::OtherOffice(_)
        ));
        assert!(matches!(why("a.odp", b"x"), ReadError::Unknown(_)));
        let wide = |name: &str| -> Vec<u8> {
            let name = name.encode_utf16().flat_map(u16::to_le_bytes);
            b"\xd0\xcf\x11\xe0...."
                .iter()
                .copied()
                .chain(name)
                .collect()
        };
        assert_eq!(
            why("a.docx", &wide("EncryptedPackage")),
            ReadError::Encrypted
        );
        assert_eq!(why("a.docx", &wide("WordDocument")), ReadError::OldWord);
    }

    #[test]
    fn text_is_decoded_as_its_author_saved_it() {
        let wide: Vec<u8> = "\u{feff}# Größe"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(text(&wide, Format::Markdown).as_deref(), Ok("# Größe"));
        assert_eq!(text(&wide[2..], Format::Markdown), Err(ReadError::NotText));
        assert_eq!(
            text(b"Gr\xf6\xdfe", Format::Markdown),
            Err(ReadError::NotText)
        );
        let page = b"<meta charset=\"windows-1252\">\x93Gr\xf6\xdfe\x94";
        assert!(text(page, Format::Html).is_ok_and(|page| page.ends_with("“Größe”")));
    }
}
