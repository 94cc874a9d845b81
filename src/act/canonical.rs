//! The one form of an act: a small part of YAML, written by us, so that no library's upgrade can change it.
//!
//! Block style, LF, two spaces, keys in declared order, absent fields left out, text always as a JSON string
//! on one line, integers bare. What does not read back to the same bytes is no act.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::Value;

use super::Act;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::SourceFile;
use crate::yaml;

/// The keys that come before `kind`, which serde writes later, with the deed.
const BEFORE_KIND: [&str; 3] = ["format", "store", "register"];

/// The canonical bytes of an act.
pub fn write(act: &Act) -> Vec<u8> {
    let Ok(Value::Object(fields)) = serde_json::to_value(act) else {
        return Vec::new();
    };
    let mut out = String::new();
    let is_first = |key: &str| BEFORE_KIND.contains(&key);
    let kind = fields.get_key_value("kind");
    let first = fields.iter().filter(|(key, _)| is_first(key));
    let rest = fields.iter().filter(|(key, _)| !is_first(key) && *key != "kind");
    for (key, value) in first.chain(kind).chain(rest) {
        entry(&mut out, key, value, 0);
    }
    out.into_bytes()
}

fn entry(out: &mut String, key: &str, value: &Value, depth: usize) {
    indent(out, depth);
    out.push_str(key);
    out.push(':');
    match value {
        Value::Array(items) => {
            out.push('\n');
            items.iter().for_each(|one| item(out, one, depth + 1));
        }
        Value::Object(fields) => {
            out.push('\n');
            fields.iter().for_each(|(key, value)| entry(out, key, value, depth + 1));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.push(' ');
            scalar(out, value);
            out.push('\n');
        }
    }
}

/// A list's item; a mapping begins on the line of its dash.
fn item(out: &mut String, value: &Value, depth: usize) {
    indent(out, depth);
    out.push_str("- ");
    if let Value::Object(fields) = value {
        let mut block = String::new();
        fields.iter().for_each(|(key, value)| entry(&mut block, key, value, depth + 1));
        out.push_str(block.trim_start());
    } else {
        scalar(out, value);
        out.push('\n');
    }
}

/// A JSON scalar is a YAML scalar. Characters that a reader would fold or a terminal obey are escaped.
fn scalar(out: &mut String, value: &Value) {
    for character in value.to_string().chars() {
        if is_hazard(character) {
            let _ = write!(out, "\\u{:04x}", u32::from(character));
        } else {
            out.push(character);
        }
    }
}

/// Control characters that JSON leaves as they are, line separators, and marks that turn text around.
fn is_hazard(character: char) -> bool {
    matches!(character,
        '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}' | '\u{fffe}'..='\u{ffff}')
}

fn indent(out: &mut String, depth: usize) {
    (0..depth).for_each(|_| out.push_str("  "));
}

/// Reads an act, or says why the file is none.
pub fn read(file: &Arc<SourceFile>) -> Result<Act, Box<Diagnostic>> {
    let no_act = |message: String| Diagnostic::error("act-malformed", message).help(RESTORE);
    let value: Value = yaml::read(file).map_err(|why| {
        let mut why = *why;
        why.rule = "act-malformed";
        Box::new(why.help(RESTORE))
    })?;
    let act: Act = serde_json::from_value(value)
        .map_err(|why| Box::new(no_act(format!("this is no act: {why}")).at(Place::file(file))))?;
    let canonical = act.to_bytes();
    if canonical == file.bytes() {
        return Ok(act);
    }
    let same = canonical.iter().zip(file.bytes()).take_while(|(a, b)| a == b).count();
    let at = same.min(file.bytes().len().saturating_sub(1));
    let place = Place::span(file, at..(at + 1).min(file.bytes().len())).label("differs from here on");
    let message = "this act is not in the form that `wr` writes, so somebody else wrote or edited it";
    Err(Box::new(Diagnostic::error("act-not-canonical", message).at(place).help(RESTORE)))
}

const RESTORE: &str = "acts are written by `wr` and never edited; restore the file from git's history";
