//! What can be written at a place of a file.

use serde_json::Value;

use super::names::{Name, names, of_key, of_value, path};
use crate::date::Day;
use crate::schema::{SchemaKind, explained_choices, kind_of, shape};
use crate::snapshot::Snapshot;
use crate::source::{SourceFile, Span};
use crate::yaml::{self, NodePart, Word};

/// What can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The bytes to replace.
    pub span: Span,
    /// The text to write.
    pub text: String,
    /// How it is listed.
    pub label: String,
    /// What it means, in one line; may be empty.
    pub about: String,
    /// The words by which people look for it, the label among them.
    pub words: String,
    /// What it is.
    pub kind: CandidateKind,
}

/// What a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CandidateKind {
    /// A key of a mapping.
    Field,
    /// One of the words that a field allows.
    Choice,
    /// A name that the store defines.
    Name,
}

/// What can be written at a byte of a file: the fields that are not there yet, the words that a field allows, and the
/// names that it takes.
pub fn complete(
    snapshot: &Snapshot,
    file: &SourceFile,
    offset: usize,
    today: Day,
) -> Vec<Candidate> {
    of_word(snapshot, file, offset, today).unwrap_or_default()
}

fn of_word(
    snapshot: &Snapshot,
    file: &SourceFile,
    offset: usize,
    today: Day,
) -> Option<Vec<Candidate>> {
    let word = Word::at(file.text().ok()?, offset)?;
    let kind = shape::kind_of_path(file.path())?;
    let at = path(&word.pointer);
    let mut all = Vec::new();
    if let Some(named) = of_key(kind, &at) {
        let known = names(named, snapshot, file, today).into_iter();
        let new = known.filter(|name| !word.siblings.contains(&name.value));
        all.extend(new.map(|name| of_name(name, &word, key_end(&word, ": "))));
    }
    let part = shape::at(shape::schema(kind), &word.pointer);
    all.extend(part.into_iter().flat_map(|part| fields(part, &word)));
    if word.part == NodePart::Value {
        all.extend(part.into_iter().flat_map(|part| choices(part, &word)));
        all.extend(values(kind, &at, snapshot, file, today, &word));
    }
    Some(all)
}

fn values(
    kind: SchemaKind,
    at: &str,
    snapshot: &Snapshot,
    file: &SourceFile,
    today: Day,
    word: &Word,
) -> Vec<Candidate> {
    // The id of an entry is new.
    let is_definition = kind == SchemaKind::Roster && at.ends_with("[].id");
    let Some(named) = of_value(kind, at).filter(|_| !is_definition) else {
        return Vec::new();
    };
    let known = names(named, snapshot, file, today).into_iter();
    // A register does not refer to itself.
    let is_own = |name: &Name| {
        let place = name.place.as_ref();
        place.is_some_and(|place| place.list.is_empty() && place.path == file.path())
    };
    known
        .filter(|name| !is_own(name))
        .map(|name| of_name(name, word, ""))
        .collect()
}

fn of_name(name: Name, word: &Word, end: &str) -> Candidate {
    Candidate {
        span: word.span.clone(),
        text: quoted(&name.value) + end,
        words: format!("{} {}", name.value, name.also.join(" "))
            .trim_end()
            .to_string(),
        label: name.value,
        about: name.about,
        kind: CandidateKind::Name,
    }
}

/// A value as YAML: a name such as `Acme: the forum` needs quotation marks.
fn quoted(value: &str) -> String {
    match yaml::scalar(value).as_deref() == Some(value) {
        true => value.to_string(),
        false => yaml::quoted(value),
    }
}

/// The fields that the mapping does not have yet.
fn fields<'a>(part: &'a Value, word: &'a Word) -> impl Iterator<Item = Candidate> + 'a {
    let all = part["properties"].as_object().into_iter().flatten();
    let new = all.filter(|(name, _)| !word.siblings.contains(name));
    new.map(|(name, field)| Candidate {
        span: word.span.clone(),
        text: format!("{name}{}", key_end(word, after_colon(field))),
        label: name.clone(),
        about: field["description"]
            .as_str()
            .unwrap_or_default()
            .to_string(),
        words: format!("{name} {}", field["title"].as_str().unwrap_or_default())
            .trim_end()
            .to_string(),
        kind: CandidateKind::Field,
    })
}

fn key_end<'a>(word: &Word, end: &'a str) -> &'a str {
    if word.has_colon { "" } else { end }
}

/// A list or a mapping goes on in the next line.
fn after_colon(field: &Value) -> &'static str {
    match kind_of(field) {
        Some("object" | "array") => ":",
        Some(_) | None => ": ",
    }
}

/// The words that a field allows.
fn choices<'a>(part: &'a Value, word: &'a Word) -> impl Iterator<Item = Candidate> + 'a {
    let all = explained_choices(part).into_iter();
    all.map(|(choice, about)| Candidate {
        span: word.span.clone(),
        text: choice.to_string(),
        label: choice.to_string(),
        about: about.unwrap_or_default().to_string(),
        words: choice.to_string(),
        kind: CandidateKind::Choice,
    })
}
