//! The one form of an act: a small part of YAML, written by us, so that no library's upgrade can change it.
//!
//! Block style, LF, two spaces, keys in declared order, absent fields left out, text always as a JSON string
//! on one line, integers bare. What does not read back to the same bytes is no act.

mod block;
mod emit;
mod strict;
#[cfg(test)]
mod tests;
mod text;

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Act;
use crate::diagnostic::{Diagnostic, SourcePlace};
use crate::source::SourceFile;
use crate::yaml;

/// As long as an act usually is, with room to spare.
const USUAL: usize = 1024;

/// The canonical bytes of an act; none of one that the form has no shape for: where a list or a mapping in it is empty.
pub fn write(act: &Act) -> Vec<u8> {
    let mut out = String::with_capacity(USUAL);
    match emit::append(&mut out, act, act.action.kind()) {
        Ok(()) => out.into_bytes(),
        Err(_) => Vec::new(),
    }
}

/// The canonical bytes of something else that is written in this form and has no kind.
pub fn to_bytes<T: Serialize>(value: &T) -> Vec<u8> {
    let mut out = String::with_capacity(USUAL);
    match emit::append(&mut out, value, "") {
        Ok(()) => out.into_bytes(),
        Err(_) => Vec::new(),
    }
}

/// Reads what [`to_bytes`] would write exactly so; nothing from anything else.
pub fn from_bytes<T: Serialize + DeserializeOwned>(file: &SourceFile) -> Option<T> {
    let text = file.text().ok().filter(|text| text.len() <= yaml::LIMIT)?;
    let value: T = strict::parse(text).ok()?;
    (to_bytes(&value) == file.bytes()).then_some(value)
}

/// Reads an act, or says why the file is none.
pub fn read(file: &Arc<SourceFile>) -> Result<Act, Box<Diagnostic>> {
    read_strictly(file).map_or_else(|| read_widely(file), Ok)
}

/// Reads an act as we write it: all that a store has, as long as nobody edits one.
fn read_strictly(file: &SourceFile) -> Option<Act> {
    let text = file.text().ok().filter(|text| text.len() <= yaml::LIMIT)?;
    let act: Act = strict::parse(text).ok()?;
    (write(&act) == file.bytes()).then_some(act)
}

/// Reads any YAML, to say what keeps it from being an act.
fn read_widely(file: &Arc<SourceFile>) -> Result<Act, Box<Diagnostic>> {
    let no_act = |message: String| Diagnostic::error("act-malformed", message).help(RESTORE);
    let value: Value = yaml::read(file).map_err(|why| {
        let mut why = *why;
        why.rule = "act-malformed";
        Box::new(why.help(RESTORE))
    })?;
    if !value.is_object() {
        let message = "this is no act: it has none of the fields of one".to_string();
        return Err(Box::new(no_act(message).at(SourcePlace::file(file))));
    }
    let act: Act = serde_json::from_value(value).map_err(|why| {
        Box::new(no_act(format!("this is no act: {why}")).at(SourcePlace::file(file)))
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
        "this act is not in the form that `wr` writes, so somebody else wrote or edited it";
    Err(Box::new(
        Diagnostic::error("act-not-canonical", message)
            .at(place)
            .help(RESTORE),
    ))
}

const RESTORE: &str =
    "acts are written by `wr` and never edited; restore the file from git's history";
