//! The JSON files of the site, each with a schema: every register, the list of registers, and an index.
//!
//! These types are a published format. `format` increases when a field changes its meaning or is removed, but not when
//! a field is added. Every field is always present, `null` if unknown. Dates may be a day, month, quarter or year.
//! Prose may contain Markdown; all other fields are plain text.

mod approvals;
mod list;
mod parties;
mod register;
mod schemas;
mod start;
mod work;

pub(in crate::render) use self::list::{REGISTERS, registers};
pub(in crate::render) use self::register::register;
pub(in crate::render) use self::schemas::schemas;
pub(in crate::render) use self::start::{START, start};

use serde::Serialize;

/// The version of these formats.
const FORMAT: u32 = 1;

/// Serializes a value as indented JSON with a line break at the end.
fn file(value: &impl Serialize) -> Vec<u8> {
    // Serializing plain values with string keys cannot fail.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
