//! A reader's error in plain words: what was found, what is allowed, and where.

use std::sync::Arc;

use serde_path_to_error::Path;
use serde_yaml::Error;
use serde_yaml::localizer::ExternalMessageSource;

use super::origin::{innermost, location, pointer};
use super::spans::{NodeShape, Spans};
use super::wording::{expected, list, unexpected};
use crate::diagnostic::{Diagnostic, Fix, SourcePlace, step};
use crate::source::{SourceFile, Span};

/// Everything that helps to say what is wrong.
pub(super) struct ErrorContext<'a> {
    /// The file.
    pub(super) file: &'a Arc<SourceFile>,
    /// What is in it.
    pub(super) text: &'a str,
    /// Where things stand in it.
    pub(super) spans: &'a Spans,
    /// The pointer to what was being read, as far as the file has it.
    pub(super) pointer: String,
    /// Where the reader stood.
    pub(super) location: Option<Span>,
    /// Whether the pointer is the whole path; a key that is not text, for one, has no pointer.
    pub(super) exact: bool,
}

/// The diagnostic for an error that `text` led to.
pub(super) fn explain(
    file: &Arc<SourceFile>,
    text: &str,
    path: Option<&Path>,
    error: &Error,
) -> Diagnostic {
    let error = innermost(error);
    let spans = &Spans::of(file);
    let (pointer, exact) = path.map_or((String::new(), false), |path| pointer(spans, path));
    let location = location(text, error);
    ErrorContext {
        file,
        text,
        spans,
        pointer,
        location,
        exact,
    }
    .diagnostic(error)
}

impl ErrorContext<'_> {
    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "the reader has 80 errors; what is left is about a type"
    )]
    /// The error in plain words.
    pub(super) fn diagnostic(&self, error: &Error) -> Diagnostic {
        match error {
            Error::ExternalMessage { source, msg, .. } => self.syntax(source, msg),
            Error::UnknownAnchor { .. } => {
                self.here("yaml-syntax", "this alias names no anchor before it")
            }
            Error::MergeKeyNotAllowed { .. } => self.here(
                "yaml-syntax",
                "`<<` is not allowed: YAML 1.2 has no merge keys",
            ),
            Error::UnsupportedTag { tag, .. } => {
                self.here("yaml-syntax", format!("the tag `{tag}` is not allowed"))
            }
            Error::Eof { .. } => self.here("yaml-syntax", "the file holds no document"),
            Error::MultipleDocuments { .. } => self.second_document(),
            Error::Budget { .. }
            | Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. }
            | Error::AliasReplayStackDepthExceeded { .. }
            | Error::AliasReplayCounterOverflow { .. } => self.here(
                "yaml-size",
                "the document is nested too deep, is too large or uses too many aliases",
            ),
            Error::DuplicateMappingKey { .. } => self.duplicate(),
            Error::SerdeUnknownField {
                field, expected, ..
            } => self.unknown_field(field, expected),
            Error::SerdeMissingField { field, .. } => self.missing_field(field),
            other => self.wrong_type(other),
        }
    }

    fn syntax(&self, source: &ExternalMessageSource, message: &str) -> Diagnostic {
        if let Some(tab) = self.tab(message) {
            let message = "a tab is used for indentation, but YAML allows only spaces there";
            return Diagnostic::error("yaml-syntax", message).at(SourcePlace::span(self.file, tab));
        }
        let nested = matches!(source, ExternalMessageSource::Parser(error) if error.info().contains("recursion limit"));
        if nested {
            return self.here("yaml-size", "the document is nested too deep");
        }
        let diagnostic = self.here("yaml-syntax", format!("this is not YAML: {message}"));
        match message.contains("quoted scalar") {
            true => diagnostic.help("is a quotation mark missing above, at the end of a text?"),
            false => diagnostic,
        }
    }

    /// The first tab in the indentation of the line where the reader stood. A reader that found the tab itself
    /// may stand where the text before it begins, some lines up.
    fn tab(&self, message: &str) -> Option<Span> {
        let lines = if message.contains("tab") { 100 } else { 1 };
        let at = self.location.as_ref()?.start;
        let mut start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        for line in self.text[start..].split_inclusive('\n').take(lines) {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line[..indent].find('\t') {
                return Some(start + tab..start + indent);
            }
            start += line.len();
        }
        None
    }

    /// The reader stands somewhere in the second document; its first line is what people look for.
    fn second_document(&self) -> Diagnostic {
        let message = "a second document begins here, but a file holds exactly one";
        let at = self.location.as_ref().map_or(0, |span| span.end);
        let near = self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |newline| at + newline);
        match self.text[..near].rfind("\n---") {
            Some(newline) => Diagnostic::error("yaml-syntax", message)
                .at(SourcePlace::span(self.file, newline + 1..newline + 4)),
            None => self.here("yaml-syntax", message),
        }
    }

    /// A key that is given twice; the reader stands at the second.
    pub(super) fn duplicate(&self) -> Diagnostic {
        let name = self.source(self.location.as_ref());
        let diagnostic = self.here(
            "yaml-duplicate-key",
            format!("the key `{name}` is given twice"),
        );
        let pointer = self.member(name.trim_matches(['"', '\'']));
        let earlier = |span: &Span| {
            self.location
                .as_ref()
                .is_some_and(|here| span.start < here.start)
        };
        let first = pointer.filter(|pointer| self.spans.key(pointer).as_ref().is_some_and(earlier));
        match first {
            Some(pointer) => {
                diagnostic.related(SourcePlace::key(self.file, pointer).label("first given here"))
            }
            None => diagnostic,
        }
    }

    /// A field that the format does not have.
    pub(super) fn unknown_field(&self, field: &str, allowed: &[&str]) -> Diagnostic {
        let place = match self.member(field) {
            Some(pointer) => SourcePlace::key(self.file, pointer),
            None => self.place(),
        };
        let message = match allowed {
            [] => format!("unknown field `{field}`; no field is allowed here"),
            _ => format!("unknown field `{field}`; allowed are {}", list(allowed)),
        };
        let diagnostic = Diagnostic::error("field-unknown", message).at(place);
        diagnostic.suggest(field, allowed)
    }

    /// The pointer of a key in the mapping that was being read. The path may end with that key, or before it.
    fn member(&self, key: &str) -> Option<String> {
        let inner = step(&self.pointer, key);
        let parent = self
            .pointer
            .rsplit_once('/')
            .map_or("", |(parent, _)| parent);
        let own = step(parent, key) == self.pointer;
        // An unknown key may hold a mapping that has the same key again; then the reader's place decides.
        let stood_at = self.location.as_ref().map(|span| span.start);
        let is_here = own
            && self
                .spans
                .key(&self.pointer)
                .is_some_and(|key| Some(key.start) == stood_at);
        let is_inner = !is_here && self.spans.find(&inner).is_some();
        let pointer = if is_inner || !own {
            inner
        } else {
            self.pointer.clone()
        };
        self.spans.find(&pointer).map(|_| pointer)
    }

    fn missing_field(&self, field: &str) -> Diagnostic {
        let place =
            SourcePlace::value(self.file, self.pointer.clone()).label(format!("has no `{field}`"));
        Diagnostic::error("field-missing", format!("the field `{field}` is missing")).at(place)
    }

    fn wrong_type(&self, error: &Error) -> Diagnostic {
        if let Error::SerdeUnknownVariant {
            variant, expected, ..
        } = error
        {
            let message = format!(
                "`{variant}` is not allowed here; allowed are {}",
                list(expected)
            );
            let diagnostic = Diagnostic::error("field-type", message).at(self.place());
            return match self.exact {
                true => diagnostic.spell(self.pointer.clone(), variant, expected),
                false => diagnostic.suggest(variant, expected),
            };
        }
        let message = match expected(error) {
            Some(expected) => format!("expected {expected}, found {}", self.found(error)),
            None => bare(error),
        };
        let diagnostic = Diagnostic::error("field-type", message).at(self.place());
        if let Some(word) = self.boolean(error) {
            return diagnostic.fix(Fix::write(self.pointer.clone(), word));
        }
        match self.alone(error) {
            Some(text) => diagnostic.help(format!("a list of one is written `[{text}]`")),
            None => diagnostic,
        }
    }

    /// What a boolean of YAML 1.1, or one in capitals, is in YAML 1.2.
    fn boolean(&self, error: &Error) -> Option<&'static str> {
        if !self.exact || !matches!(error, Error::InvalidBooleanStrict { .. }) {
            return None;
        }
        match self
            .source(self.spans.value(&self.pointer).as_ref())
            .to_lowercase()
            .as_str()
        {
            "yes" | "on" | "true" => Some("true"),
            "no" | "off" | "false" => Some("false"),
            _ => None,
        }
    }

    /// A word that stands where a list is meant.
    fn alone(&self, error: &Error) -> Option<String> {
        let node = self.spans.find(&self.pointer).filter(|_| self.exact)?;
        let text = self.source(Some(&node.value));
        let plain = |c: char| c.is_alphanumeric() || c == '-';
        let is_one = node.shape == NodeShape::Scalar && !text.is_empty() && text.chars().all(plain);
        (is_one && expected(error).as_deref() == Some("a list")).then_some(text)
    }

    /// What stands at the place, in the words of somebody who writes YAML.
    fn found(&self, error: &Error) -> String {
        if let Error::SerdeInvalidLength { len, .. } = error {
            return format!("{len}");
        }
        let node = self.spans.find(&self.pointer).filter(|_| self.exact);
        let span = node
            .map(|node| node.value.clone())
            .or_else(|| self.location.clone());
        let shape = node.map_or(NodeShape::Scalar, |node| node.shape);
        match (shape, unexpected(error)) {
            (NodeShape::Scalar | NodeShape::Alias, _) => match self.source(span.as_ref()) {
                text if text.is_empty() => "nothing".to_string(),
                text => format!("`{text}`"),
            },
            // Inside a mapping that serde reads twice, the path ends at the mapping; the reader knows more.
            (NodeShape::List | NodeShape::Mapping, Some(unexpected)) => unexpected,
            (NodeShape::List, None) => "a list".to_string(),
            (NodeShape::Mapping, None) => "a mapping".to_string(),
        }
    }

    /// The first words of what stands at `span`.
    fn source(&self, span: Option<&Span>) -> String {
        let text = span
            .and_then(|span| self.text.get(span.clone()))
            .unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        let short: String = line.chars().take(60).collect();
        if short.len() < text.len() {
            format!("{short}...")
        } else {
            short
        }
    }

    /// The value that was being read, or where the reader stood when that is all there is to know.
    fn place(&self) -> SourcePlace {
        match &self.location {
            Some(span) if !self.exact => SourcePlace::span(self.file, span.clone()),
            _ => SourcePlace::value(self.file, self.pointer.clone()),
        }
    }

    /// A diagnostic about where the reader stood.
    fn here(&self, rule: &'static str, message: impl Into<String>) -> Diagnostic {
        let place = match &self.location {
            Some(span) => SourcePlace::span(self.file, span.clone()),
            None => SourcePlace::file(self.file),
        };
        Diagnostic::error(rule, message).at(place)
    }
}

/// The message of an error and nothing else; our own messages come through as they are.
fn bare(error: &Error) -> String {
    if let Error::Message { msg, .. } | Error::SerdeVariantId { msg, .. } = error {
        return msg.clone();
    }
    let text = error.to_string();
    text.rsplit_once(" at line ")
        .map_or(text.clone(), |(message, _)| message.to_string())
}
