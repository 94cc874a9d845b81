//! Reads the parts of a Word file with limits, and the words in each of them.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::import::format::ReadError;

/// The most MiB of all parts together, unpacked.
const LARGEST: u64 = 100;

/// The most parts.
const PARTS: usize = 5000;

/// The deepest nesting of elements.
const DEPTH: usize = 250;

/// A part of a Word file.
pub(super) struct Part {
    pub(super) kind: PartKind,
    /// The words of each paragraph; an inner one comes before the one around it.
    pub(super) paragraphs: Vec<String>,
}

/// What a part has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    Body,
    /// Text beside the body: its kind.
    Aside(&'static str),
    /// No text.
    Other,
}

/// The parts with XML. All of them are well formed.
pub(super) fn parts(bytes: &[u8]) -> Result<Vec<Part>, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let too_large = ReadError::TooLarge(LARGEST);
    if archive.len() > PARTS {
        return Err(too_large);
    }
    let mut left = LARGEST << 20;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(unreadable)?;
        let name = entry.name().to_string();
        // What is claimed is allocated by others; what is there may be more.
        if entry.size() > left {
            return Err(too_large);
        }
        let mut content = Vec::new();
        let read = entry.take(left + 1).read_to_end(&mut content);
        read.map_err(|why| ReadError::NotWord(format!("{name} is damaged: {why}")))?;
        left = left
            .checked_sub(content.len() as u64)
            .ok_or(ReadError::TooLarge(LARGEST))?;
        if name == "mimetype" && content.starts_with(b"application/vnd.oasis.opendocument") {
            return Err(ReadError::OtherOffice("an OpenDocument file"));
        }
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let paragraphs = paragraphs(&content)
                .map_err(|why| ReadError::NotWord(format!("{name} is damaged: {why}")))?;
            let kind = kind(&name);
            parts.push(Part { kind, paragraphs });
        }
    }
    if !parts.iter().any(|part| part.kind == PartKind::Body) {
        return Err(ReadError::NotWord(
            "it is a zip archive without a document in it".to_string(),
        ));
    }
    Ok(parts)
}

fn unreadable(why: ZipError) -> ReadError {
    if let ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) = why {
        return ReadError::Encrypted;
    }
    ReadError::NotWord("its zip archive is damaged or cut off".to_string())
}

fn kind(name: &str) -> PartKind {
    let Some(name) = name
        .strip_prefix("word/")
        .filter(|name| !name.contains('/'))
    else {
        return PartKind::Other;
    };
    const KINDS: [(&str, PartKind); 6] = [
        ("document", PartKind::Body),
        ("header", PartKind::Aside("page header")),
        ("footer", PartKind::Aside("page footer")),
        ("footnotes", PartKind::Aside("footnote")),
        ("endnotes", PartKind::Aside("endnote")),
        ("comments.", PartKind::Aside("comment")),
    ];
    let found = KINDS.iter().find(|(start, _)| name.starts_with(start));
    found.map_or(PartKind::Other, |(_, kind)| *kind)
}

/// The words of each paragraph, without those that tracked changes removed.
fn paragraphs(xml: &[u8]) -> Result<Vec<String>, String> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = true;
    let (mut done, mut open) = (Vec::new(), Vec::<String>::new());
    let (mut depth, mut texts, mut gone) = (0usize, 0usize, 0usize);
    let push = |open: &mut Vec<String>, words: &str, is_text: bool| {
        if let Some(text) = open.last_mut().filter(|_| is_text) {
            text.push_str(words);
        }
    };
    loop {
        let event = reader.read_event().map_err(|why| why.to_string())?;
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEPTH {
                    return Err("its elements are nested too deeply".to_string());
                }
                match tag.local_name().as_ref() {
                    b"p" => open.push(String::new()),
                    b"t" => texts += 1,
                    b"moveFrom" | b"Fallback" => gone += 1,
                    _ => {}
                }
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                match tag.local_name().as_ref() {
                    b"p" => done.extend(open.pop()),
                    b"t" => texts = texts.saturating_sub(1),
                    b"moveFrom" | b"Fallback" => gone = gone.saturating_sub(1),
                    _ => {}
                }
            }
            Event::Empty(tag) => {
                if matches!(tag.local_name().as_ref(), b"tab" | b"br" | b"cr") {
                    push(&mut open, " ", gone == 0);
                }
            }
            Event::Text(text) => {
                let words = text.decode().map_err(|why| why.to_string())?;
                push(&mut open, &words, texts > 0 && gone == 0);
            }
            Event::CData(text) => {
                let words = text.decode().map_err(|why| why.to_string())?;
                push(&mut open, &words, texts > 0 && gone == 0);
            }
            Event::GeneralRef(reference) => {
                let character = reference
                    .resolve_char_ref()
                    .map_err(|why| why.to_string())?;
                let name = reference.decode().map_err(|why| why.to_string())?;
                let words = match character {
                    Some(character) => character.to_string(),
                    None => resolve_predefined_entity(&name)
                        .unwrap_or_default()
                        .to_string(),
                };
                push(&mut open, &words, texts > 0 && gone == 0);
            }
            Event::Eof if depth == 0 => return Ok(done),
            Event::Eof => return Err("it ends too early".to_string()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
        }
    }
}
