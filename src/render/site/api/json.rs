//! Writes the JSON files.

use serde::Serialize;

/// The version of these formats.
pub(super) const FORMAT: u32 = 1;

/// Serializes a value as indented JSON with a line break at the end.
pub(super) fn to_file(value: &impl Serialize) -> Vec<u8> {
    // Serializing plain values with string keys cannot fail.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
