//! Names types in YAML terms instead of Rust terms.

use serde_yaml::Error;

pub(super) use crate::suggest::list;

/// What the reader expected, if the error is about a type.
#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "errors that are not about a type have other messages"
)]
pub(super) fn expected(error: &Error) -> Option<String> {
    match error {
        Error::SerdeInvalidType { expected, .. } | Error::SerdeInvalidValue { expected, .. } => {
            Some(plain(expected))
        }
        Error::SerdeInvalidLength { expected, .. } => Some(plain(expected)),
        Error::Unexpected { expected, .. } => Some(plain(expected)),
        Error::InvalidScalar { ty, .. } => Some(plain(ty)),
        Error::InvalidBooleanStrict { .. } => Some("`true` or `false`".to_string()),
        Error::NullIntoString { .. } | Error::TaggedScalarCannotDeserializeIntoString { .. } => {
            Some("text".to_string())
        }
        Error::InvalidCharNull { .. } | Error::InvalidCharNotSingleScalar { .. } => {
            Some("one character".to_string())
        }
        Error::UnexpectedValueForUnit { .. } => Some("nothing".to_string()),
        Error::ExternallyTaggedEnumExpectedScalarOrMapping { .. }
        | Error::ExpectedStringKeyForExternallyTaggedEnum { .. } => {
            Some("text, or a mapping with one key".to_string())
        }
        _ => None,
    }
}

/// A type in YAML terms. The expectations of our own types are in those terms already.
fn plain(ty: &str) -> String {
    let plain = match ty {
        "string scalar" | "a string" | "string" | "scalar" | "str" => "text",
        "sequence start" | "a sequence" | "seq" => "a list",
        "mapping start" | "a map" | "map" => "a mapping",
        "a boolean" | "bool" | "boolean" => "`true` or `false`",
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" | "u64" | "u128" | "usize" => "a whole number, 0 or more",
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => "a whole number",
        "f32" | "f64" | "floating point" => "a number",
        _ if ty.starts_with("struct ") => "a mapping",
        _ if ty.starts_with("enum ") => "text, or a mapping with one key",
        _ => ty,
    };
    match ty.strip_prefix("a tuple of size ") {
        Some(size) => format!("a list of {size}"),
        None => plain.to_string(),
    }
}

/// What serde found, if the error says so.
pub(super) fn unexpected(error: &Error) -> Option<String> {
    let (Error::SerdeInvalidType { unexpected, .. } | Error::SerdeInvalidValue { unexpected, .. }) =
        error
    else {
        return None;
    };
    let kinds = [
        "integer ",
        "floating point ",
        "boolean ",
        "string ",
        "character ",
    ];
    let value = kinds
        .into_iter()
        .find_map(|kind| unexpected.strip_prefix(kind));
    Some(match (value, unexpected.as_str()) {
        (Some(value), _) => format!("`{}`", value.trim_matches(['`', '"'])),
        (None, "sequence") => "a list".to_string(),
        (None, "map") => "a mapping".to_string(),
        (None, "null" | "unit value" | "Option value") => "nothing".to_string(),
        (None, other) => other.to_string(),
    })
}
