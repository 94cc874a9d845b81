//! Turns a reader's error into a diagnostic: what was found, what is allowed, and where.

use std::sync::Arc;

use serde_path_to_error::Path;
use serde_yaml::Error;
use serde_yaml::localizer::ExternalMessageSource;

use super::heading::heading;
use super::origin::{innermost, location, pointer};
use super::spans::{NodeShape, Spans};
use super::syntax::quoted;
use super::wording::{expected, list, unexpected};
use crate::diagnostic::{Diagnostic, Fix, SourcePlace, TextEdit, step};
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
        let nested = matches!(source, ExternalMessageSource::Parser(error) if error.info().contains("recursion limit"));
        if nested {
            return self.here("yaml-size", "the document is nested too deeply");
        }
        if message.contains("simple key expected") {
            let found = "this line is neither `key: text` nor an item `- text` of a list";
            let diagnostic = self.here("yaml-syntax", found);
            return match self.is_below_comment() {
                true => diagnostic.help(
                    "the line above begins with `#`, so it is a comment and no heading: write `key: text`, with the \
                     further lines of the text indented",
                ),
                false => diagnostic.help(
                    "write the key of the text before it; or begin the line with two spaces more than the key above, \
                     if it continues that text",
                ),
            };
        }
        let diagnostic = self.here("yaml-syntax", format!("invalid YAML: {message}"));
        match message {
            _ if message.contains("escape") => diagnostic
                .help("a backslash in quotation marks is written twice: `\"C:\\\\registers\"`"),
            _ if message.contains("quoted scalar") => {
                diagnostic.help("look above for a text without a closing quotation mark")
            }
            _ => diagnostic.help(
                "a line is `key: text`, an item `- text` of a list, or a comment `# text`; a text with signs of YAML \
                 in it needs quotation marks",
            ),
        }
    }

    /// Whether the line above the one where the reader stopped is a comment.
    fn is_below_comment(&self) -> bool {
        let at = self.location.as_ref().map_or(0, |span| span.start);
        let mut above = self.text.get(..at).unwrap_or_default().lines().rev();
        let is_begun = !self.text[..at].ends_with('\n');
        let above = above.by_ref().skip(usize::from(is_begun));
        let mut filled = above.filter(|line| !line.trim().is_empty());
        filled
            .next()
            .is_some_and(|line| line.trim_start().starts_with('#'))
    }

    /// Points at the first line of the second document, although the reader stops somewhere inside it.
    fn second_document(&self) -> Diagnostic {
        let message = "a second document begins here, but a file holds exactly one";
        let help = "`---` and `...` alone in a line separate documents: delete the line, or what follows it if that is a copy";
        let at = self.location.as_ref().map_or(0, |span| span.end);
        let near = self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |newline| at + newline);
        let place = ["\n---", "\n..."]
            .iter()
            .filter_map(|sign| self.text[..near].rfind(sign))
            .max();
        let diagnostic = match place {
            Some(newline) => Diagnostic::error("yaml-syntax", message)
                .at(SourcePlace::span(self.file, newline + 1..newline + 4)),
            None => self.here("yaml-syntax", message),
        };
        diagnostic.help(help)
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
        let message = match (heading(field, allowed), allowed) {
            (Some(meant), _) => format!("`{field}` is a heading; the field is `{meant}`"),
            (None, []) => format!("unknown field `{field}`; no field is allowed here"),
            (None, _) => format!("unknown field `{field}`; allowed: {}", list(allowed)),
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
        if let Some((fix, help)) = self.surrounded() {
            return diagnostic.help(help).fix(fix);
        }
        if let Some(fix) = self.text_like_mapping(error) {
            return Diagnostic::error("yaml-syntax", COLON)
                .at(self.place())
                .fix(fix);
        }
        if let Some(fix) = self.glued_items(error) {
            return Diagnostic::error("yaml-syntax", DASH)
                .at(self.place())
                .fix(fix);
        }
        if let Some(word) = self.boolean(error) {
            return diagnostic.fix(Fix::write(self.pointer.clone(), word));
        }
        match self.alone(error) {
            Some(text) => diagnostic.help(format!("write a list of one item as `[{text}]`")),
            None => diagnostic,
        }
    }

    /// The repair of a scalar with typographic quotation marks or unusual spaces around it, and what they are.
    fn surrounded(&self) -> Option<(Fix, String)> {
        let node = self.spans.find(&self.pointer).filter(|_| self.exact)?;
        let start = node.value.start;
        let is_odd = |c: char| !c.is_ascii() && (c.is_whitespace() || typographic(c));
        let rest = self.text.get(node.value.end..)?;
        let after = rest.len() - rest.trim_start_matches(is_odd).len();
        let text = self.text.get(start..node.value.end + after)?;
        let bare = text.trim_matches(|c| is_odd(c) || c == ' ');
        let odd = text.chars().find(|c| is_odd(*c))?;
        if node.shape != NodeShape::Scalar || bare.is_empty() || bare.contains(is_odd) {
            return None;
        }
        let what = match typographic(odd) {
            true => format!("`{odd}` is not a quotation mark in YAML; it is part of the text"),
            false => format!(
                "an unusual space (U+{:04X}) is part of the text",
                u32::from(odd)
            ),
        };
        Some((rewrite(start..start + text.len(), bare.to_string()), what))
    }

    /// A text with `: ` in it in a line of its own, which is read as a mapping.
    fn text_like_mapping(&self, error: &Error) -> Option<Fix> {
        let node = self.spans.find(&self.pointer).filter(|_| self.exact)?;
        let text = self.text.get(node.value.start..node.end)?.trim_end();
        let is_text = node.shape == NodeShape::Mapping
            && expected(error).as_deref() == Some("text")
            && !text.contains('\n')
            && !text.starts_with(|c: char| matches!(c, '{' | '"' | '\'') || c.is_ascii_lowercase());
        is_text.then(|| {
            rewrite(
                node.value.start..node.value.start + text.len(),
                quoted(text),
            )
        })
    }

    /// List items without a space after their `-`, which are read as one text.
    fn glued_items(&self, error: &Error) -> Option<Fix> {
        let node = self.spans.find(&self.pointer).filter(|_| self.exact)?;
        let text = self.text.get(node.value.clone())?;
        let is_item = |line: &str| {
            line.trim_start()
                .strip_prefix('-')
                .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        };
        let are_items = node.shape == NodeShape::Scalar
            && expected(error).as_deref() == Some("a list")
            && text.lines().all(is_item);
        let begins = self.text[..node.value.start].rsplit('\n').next()?;
        if !are_items || !begins.trim().is_empty() {
            return None;
        }
        let mut items = text.lines();
        let first = items.next()?.replacen('-', "- ", 1);
        let rest =
            items.map(|line| format!("\n{begins}{}", line.trim_start().replacen('-', "- ", 1)));
        let new: String = std::iter::once(first).chain(rest).collect();
        Some(rewrite(node.value.clone(), new))
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

const COLON: &str = "a text with `: ` in it needs quotation marks, because YAML reads what is before the colon as a key";
const DASH: &str = "a space is missing after the `-` of a list item; write `- item`";

fn rewrite(span: Span, text: String) -> Fix {
    let title = format!("write `{}`", text.lines().next().unwrap_or_default());
    Fix::one(title, TextEdit::Rewrite { span, text })
}

/// Whether a character is a quotation mark of a word processor.
fn typographic(c: char) -> bool {
    matches!(
        c,
        '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2039}' | '\u{203a}'
    )
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
