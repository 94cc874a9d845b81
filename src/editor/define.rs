//! Where the name at a place of a file is defined.

use std::sync::Arc;

use super::names::{Name, NamePlace, names, of_key, of_value, path};
use crate::casefold::casefold;
use crate::date::Day;
use crate::schema::shape::kind_of_path;
use crate::snapshot::Snapshot;
use crate::source::{SourceFile, Span};
use crate::yaml::{self, AtByte, NodePart, Spans};

/// The file and the bytes that define the name at a byte of a file: of a person, an organization or a body in the
/// roster, of a register, or of a word of the policy.
pub fn define(
    snapshot: &Snapshot,
    file: &SourceFile,
    offset: usize,
    today: Day,
) -> Option<(Arc<SourceFile>, Span)> {
    let at = Spans::of(file).at(offset)?;
    let name = name_at(snapshot, file, &at, today)?;
    find(snapshot, &name.place?)
}

/// The name that a key or a value is.
pub(super) fn name_at(
    snapshot: &Snapshot,
    file: &SourceFile,
    at: &AtByte,
    today: Day,
) -> Option<Name> {
    let kind = kind_of_path(file.path())?;
    let named = match at.part {
        NodePart::Key => of_key(kind, &path(at.pointer.rsplit_once('/')?.0))?,
        NodePart::Value => of_value(kind, &path(&at.pointer))?,
    };
    let written = file.text().ok()?.get(at.span.clone())?;
    let written = casefold(&yaml::scalar(written)?);
    let is_it = |name: &String| casefold(name) == written;
    let mut all = names(named, snapshot, file, today).into_iter();
    all.find(|name| is_it(&name.value) || name.also.iter().any(is_it))
}

fn find(snapshot: &Snapshot, place: &NamePlace) -> Option<(Arc<SourceFile>, Span)> {
    let file = snapshot.written(&place.path)?.clone();
    if place.list.is_empty() {
        return Some((file, 0..0));
    }
    // Found in the text itself, which may have errors that the roster in force has not.
    let (spans, text) = (Spans::of(&file), file.text().ok()?);
    let field = match place.field {
        "" => String::new(),
        field => format!("/{field}"),
    };
    for at in 0.. {
        let item = format!("{}/{at}", place.list);
        spans.value(&item)?;
        let span = spans.value(&format!("{item}{field}"));
        let is_it = |span: &Span| {
            let written = text.get(span.clone()).and_then(yaml::scalar);
            written.as_deref() == Some(&place.value)
        };
        if let Some(span) = span.filter(is_it) {
            return Some((file, span));
        }
    }
    None
}
