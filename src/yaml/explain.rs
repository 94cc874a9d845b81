//! Turns a reader's error into a diagnostic: what was found, what is allowed, and where.

use std::sync::Arc;

use serde_path_to_error::Path;
use serde_yaml::Error;
use serde_yaml::localizer::ExternalMessageSource;

use super::origin::{innermost, location, pointer};
use super::spans::{NodeShape, Spans};
use super::wording::{expected, list, unexpected};
use crate::diagnostic::{Diagnostic, Fix, SourcePlace, step};
use crate::source::{SourceFile, Span};

pub(super) struct ErrorContext<'a> {
    pub(super) file: &'a Arc<SourceFile>,
    pub(super) text: &'a str,
    pub(super) spans: &'a Spans,
    /// The JSON pointer to the value that was being read, as far as the file has it.
    pub(super) pointer: String,
    /// Where the reader stopped.
    pub(super) location: Option<Span>,
    /// Whether the pointer covers the whole path; a key that is not text has no pointer.
    pub(super) exact: bool,
}

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
        reason = "the reader has 80 errors; the rest are about types"
    )]
    pub(super) fn diagnostic(&self, error: &Error) -> Diagnostic {
        match error {
            Error::ExternalMessage { source, msg, .. } => self.syntax(source, msg),
            Error::UnknownAnchor { .. } => {
                self.here("yaml-syntax", "this alias refers to no earlier anchor")
            }
            Error::MergeKeyNotAllowed { .. } => self.here(
                "yaml-syntax",
                "`<<` is not allowed: YAML 1.2 has no merge keys",
            ),
            Error::UnsupportedTag { tag, .. } => {
                self.here("yaml-syntax", format!("the tag `{tag}` is not allowed"))
            }
            Error::Eof { .. } => self.here("yaml-syntax", "the file contains no document"),
            Error::MultipleDocuments { .. } => self.second_document(),
            Error::Budget { .. }
            | Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. }
            | Error::AliasReplayStackDepthExceeded { .. }
            | Error::AliasReplayCounterOverflow { .. } => self.here(
                "yaml-size",
                "the document is nested too deeply, is too large or uses too many aliases",
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
            return self.here("yaml-size", "the document is nested too deeply");
        }
        let diagnostic = self.here("yaml-syntax", format!("invalid YAML: {message}"));
        match message.contains("quoted scalar") {
            true => diagnostic.help("look above for a text without a closing quotation mark"),
            false => diagnostic,
        }
    }

    /// The first tab in the indentation of the line where the reader stopped. A reader that found the tab itself can
    /// stop some lines above it, where the text before the tab begins.
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

    /// Points at the first line of the second document, although the reader stops somewhere inside it.
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

    /// Reports a repeated key; the reader stops at the second one.
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

    pub(super) fn unknown_field(&self, field: &str, allowed: &[&str]) -> Diagnostic {
        let place = match self.member(field) {
            Some(pointer) => SourcePlace::key(self.file, pointer),
            None => self.place(),
        };
        let message = match allowed {
            [] => format!("unknown field `{field}`; no field is allowed here"),
            _ => format!("unknown field `{field}`; allowed: {}", list(allowed)),
        };
        let diagnostic = Diagnostic::error("field-unknown", message).at(place);
        diagnostic.suggest(field, allowed)
    }

    /// The pointer of a key in the mapping that was being read. The path ends with that key or before it.
    fn member(&self, key: &str) -> Option<String> {
        let inner = step(&self.pointer, key);
        let parent = self
            .pointer
            .rsplit_once('/')
            .map_or("", |(parent, _)| parent);
        let own = step(parent, key) == self.pointer;
        // An unknown key can contain a mapping with the same key; then the reader's position decides.
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
                "`{variant}` is not allowed here; allowed: {}",
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
            Some(text) => diagnostic.help(format!("write a list of one item as `[{text}]`")),
            None => diagnostic,
        }
    }

    /// The YAML 1.2 form of a boolean of YAML 1.1 or in capitals.
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

    /// A scalar in place of a list.
    fn alone(&self, error: &Error) -> Option<String> {
        let node = self.spans.find(&self.pointer).filter(|_| self.exact)?;
        let text = self.source(Some(&node.value));
        let plain = |c: char| c.is_alphanumeric() || c == '-';
        let is_one = node.shape == NodeShape::Scalar && !text.is_empty() && text.chars().all(plain);
        (is_one && expected(error).as_deref() == Some("a list")).then_some(text)
    }

    /// What the file has at this place, in YAML terms.
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
            // Inside a mapping that serde reads twice, the path ends at the mapping; serde's own word is more exact.
            (NodeShape::List | NodeShape::Mapping, Some(unexpected)) => unexpected,
            (NodeShape::List, None) => "a list".to_string(),
            (NodeShape::Mapping, None) => "a mapping".to_string(),
        }
    }

    /// The first words of the text at `span`.
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

    /// The value that was being read, or where the reader stopped if nothing else is known.
    fn place(&self) -> SourcePlace {
        match &self.location {
            Some(span) if !self.exact => SourcePlace::span(self.file, span.clone()),
            _ => SourcePlace::value(self.file, self.pointer.clone()),
        }
    }

    /// A diagnostic at the place where the reader stopped.
    fn here(&self, rule: &'static str, message: impl Into<String>) -> Diagnostic {
        let place = match &self.location {
            Some(span) => SourcePlace::span(self.file, span.clone()),
            None => SourcePlace::file(self.file),
        };
        Diagnostic::error(rule, message).at(place)
    }
}

/// The message of an error without its location; messages of our own types pass through unchanged.
fn bare(error: &Error) -> String {
    if let Error::Message { msg, .. } | Error::SerdeVariantId { msg, .. } = error {
        return msg.clone();
    }
    let text = error.to_string();
    text.rsplit_once(" at line ")
        .map_or(text.clone(), |(message, _)| message.to_string())
}
