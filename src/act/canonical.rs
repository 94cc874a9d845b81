//! The canonical form of an act: a small part of YAML with our own emitter, so that no upgrade of a library can
//! change it.
//!
//! Block style, LF, two spaces, keys in declared order, absent fields omitted, text always as a JSON string on one
//! line, integers bare. A file that does not serialize to the same bytes again is not an act.

mod begin;
pub(super) mod emit;
mod strict;
#[cfg(test)]
mod tests;
mod text;

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::envelope::Act;
use crate::diagnostic::{Diagnostic, SourcePlace};
use crate::source::SourceFile;
use crate::yaml;

/// The canonical bytes of a value that is not an act, so it has no `kind`; empty if a list or a mapping in it is empty,
/// for which there is no form.
pub fn to_bytes<T: Serialize>(value: &T) -> Vec<u8> {
    emit::to_bytes(value, "")
}

/// Reads the bytes that [`to_bytes`] writes; `None` for any others.
pub fn from_bytes<T: Serialize + DeserializeOwned>(file: &SourceFile) -> Option<T> {
    let text = file.text().ok().filter(|text| text.len() <= yaml::LIMIT)?;
    let value: T = strict::parse(text).ok()?;
    (to_bytes(&value) == file.bytes()).then_some(value)
}

/// Reads an act, or explains why the file is not one.
pub fn read(file: &Arc<SourceFile>) -> Result<Act, Box<Diagnostic>> {
    read_strictly(file).map_or_else(|| read_widely(file), Ok)
}

/// Reads an act in canonical form, which all acts of a store have unless they were edited.
fn read_strictly(file: &SourceFile) -> Option<Act> {
    let text = file.text().ok().filter(|text| text.len() <= yaml::LIMIT)?;
    let act: Act = strict::parse(text).ok()?;
    (act.to_bytes() == file.bytes()).then_some(act)
}

/// Reads any YAML, to explain why it is not an act.
fn read_widely(file: &Arc<SourceFile>) -> Result<Act, Box<Diagnostic>> {
    let no_act = |message: String| Diagnostic::error("act-malformed", message).help(RESTORE);
    let value: Value = yaml::read(file).map_err(|why| {
        let mut why = *why;
        why.rule = "act-malformed";
        Box::new(why.help(RESTORE))
    })?;
    if !value.is_object() {
        let message = "this file is not an act: it has none of an act's fields".to_string();
        return Err(Box::new(no_act(message).at(SourcePlace::file(file))));
    }
    let act: Act = serde_json::from_value(value).map_err(|why| {
        Box::new(no_act(format!("this file is not an act: {why}")).at(SourcePlace::file(file)))
    })?;
    let canonical = act.to_bytes();
    if canonical == file.bytes() {
        return Ok(act);
    }
    let same = canonical
        .iter()
        .zip(file.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let at = same.min(file.bytes().len().saturating_sub(1));
    let place =
        SourcePlace::span(file, at..(at + 1).min(file.bytes().len())).label("differs from here on");
    let message =
        "this act is not in the form that `wr` writes: it was edited, or another program wrote it";
    Err(Box::new(
        Diagnostic::error("act-not-canonical", message)
            .at(place)
            .help(RESTORE),
    ))
}

const RESTORE: &str =
    "acts are written by `wr` and never edited; restore the file from git's history";
