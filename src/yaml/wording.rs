//! The words of messages: what a type is to somebody who writes YAML and not Rust.

use serde_yaml::Error;

/// What is allowed, when the error is that something else was found.
#[allow(clippy::wildcard_enum_match_arm, reason = "the errors that do not speak of a type have other words")]
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

/// A type in plain words. What our own readers expect is in plain words already.
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

/// What serde says that it found, when it says so.
pub(super) fn unexpected(error: &Error) -> Option<String> {
    let (Error::SerdeInvalidType { unexpected, .. } | Error::SerdeInvalidValue { unexpected, .. }) = error
    else {
        return None;
    };
    let kinds = ["integer ", "floating point ", "boolean ", "string ", "character "];
    let value = kinds.into_iter().find_map(|kind| unexpected.strip_prefix(kind));
    Some(match (value, unexpected.as_str()) {
        (Some(value), _) => format!("`{}`", value.trim_matches(['`', '"'])),
        (None, "sequence") => "a list".to_string(),
        (None, "map") => "a mapping".to_string(),
        (None, "null" | "unit value" | "Option value") => "nothing".to_string(),
        (None, other) => other.to_string(),
    })
}

/// Words as people write them in a row: `a`, `b` and `c`.
pub(super) fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => "none".to_string(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The allowed word that somebody who wrote `word` most likely meant.
pub(super) fn nearest_word<'a>(word: &str, allowed: &[&'a str]) -> Option<&'a str> {
    if word.len() > 100 {
        return None;
    }
    let lower = word.to_lowercase().replace('-', "_");
    let distance = |other: &str| strsim::osa_distance(&lower, &other.to_lowercase().replace('-', "_"));
    let near = allowed.iter().map(|other| (distance(other), *other)).min()?;
    (near.0 <= 1 + word.chars().count() / 4 && near.0 < near.1.len()).then_some(near.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        let allowed = ["milestones", "partner", "title"];
        assert_eq!(nearest_word("mileston", &allowed), Some("milestones"));
        assert_eq!(nearest_word("Titel", &allowed), Some("title"));
        assert_eq!(nearest_word("owner", &allowed), None);
        assert_eq!(nearest_word("x", &["y"]), None);
        assert_eq!(nearest_word("x", &[]), None);
    }

    #[test]
    fn words_are_put_in_a_row() {
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(list(&["a"]), "`a`");
    }
}
