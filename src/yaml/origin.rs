//! Where the reader stopped, as a JSON pointer and as bytes.

use serde_path_to_error::{Path, Segment};
use serde_yaml::Error;

use super::spans::Spans;
use crate::diagnostic::step;
use crate::source::Span;

/// The error itself, without the wrappers for the aliases that led to it.
pub(super) fn innermost(error: &Error) -> &Error {
    let mut error = error.without_snippet();
    while let Error::AliasError { error: inner, .. } = error {
        error = inner.without_snippet();
    }
    error
}

/// The steps of a path, each with whether it is a variant's name, which the file may not contain. A segment that
/// cannot be a step of a pointer is `None`.
pub(super) fn steps(path: &Path) -> impl Iterator<Item = (Option<String>, bool)> {
    path.iter().map(|segment| match segment {
        Segment::Seq { index } => (Some(index.to_string()), false),
        Segment::Map { key } => (Some(key.clone()), false),
        Segment::Enum { variant } => (Some(variant.clone()), true),
        Segment::Unknown => (None, false),
    })
}

/// The pointer of a path as far as the file has it, and whether that is the whole path.
pub(super) fn pointer(spans: &Spans, path: &Path) -> (String, bool) {
    follow(spans, steps(path))
}

/// Like [`pointer()`], for any steps. A variant's name is a step only where it is written as a key.
pub(super) fn follow(
    spans: &Spans,
    steps: impl Iterator<Item = (Option<String>, bool)>,
) -> (String, bool) {
    let mut pointer = String::new();
    for (own, is_variant) in steps {
        let Some(own) = own else {
            return (pointer, false);
        };
        let next = step(&pointer, own);
        match spans.find(&next) {
            Some(_) => pointer = next,
            None if is_variant => {}
            None => return (pointer, false),
        }
    }
    (pointer, true)
}

/// The span where the reader stopped. Its parser reports only the line and the column of an error.
pub(super) fn location(text: &str, error: &Error) -> Option<Span> {
    let location = error.location()?;
    let (offset, length) = (location.span().byte_offset(), location.span().byte_len());
    let Some((offset, length)) = offset.zip(length) else {
        let line = usize::try_from(location.line()).ok()?.checked_sub(1)?;
        let column = usize::try_from(location.column()).ok()?.saturating_sub(1);
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let within = text[start..]
            .char_indices()
            .nth(column)
            .map_or(text.len() - start, |(at, _)| at);
        return Some(start + within..start + within);
    };
    let start = usize::try_from(offset).ok()?.min(text.len());
    if !text.is_char_boundary(start) {
        return None;
    }
    let end = start
        .saturating_add(usize::try_from(length).ok()?)
        .min(text.len());
    let trimmed = text
        .get(start..end)
        .map_or(0, |found| found.trim_end().len());
    Some(start..start + trimmed)
}
