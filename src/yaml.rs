//! Reading people's YAML. No other module knows which crate does it.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_yaml::options::MergeKeyPolicy;

pub use spans::Spans;

use crate::diagnostic::{Diagnostic, Place};
use crate::source::SourceFile;

mod builder;
mod explain;
mod origin;
mod spans;
mod wording;

/// The longest file that is read, in bytes: one mebibyte.
pub const LIMIT: usize = 1 << 20;

/// Reads a file that holds exactly one YAML 1.2 document.
///
/// The error names one of the rules `yaml-size` (over [`LIMIT`], too deep, too many aliases), `yaml-utf8`,
/// `yaml-syntax`, `yaml-duplicate-key`, `field-unknown`, `field-missing` and `field-type`. A message that a
/// `Deserialize` of ours makes with `serde::de::Error::custom` becomes a `field-type`, word for word.
pub fn read<T: DeserializeOwned>(file: &Arc<SourceFile>) -> Result<T, Box<Diagnostic>> {
    let text = decode(file)?;
    let mut path = None;
    let result = serde_yaml::with_deserializer_from_str_with_options(text, options(), |deserializer| {
        serde_path_to_error::deserialize(deserializer).map_err(|error| {
            path = Some(error.path().clone());
            error.into_inner()
        })
    });
    result.map_err(|error| Box::new(explain::explain(file, text, path.as_ref(), &error)))
}

/// The text of a file that is small enough, UTF-8 without a byte order mark, and not empty.
fn decode(file: &Arc<SourceFile>) -> Result<&str, Box<Diagnostic>> {
    let bytes = file.bytes();
    if bytes.len() > LIMIT {
        let message = format!("the file has {} bytes, but at most {LIMIT} (1 MiB) are read", bytes.len());
        return Err(Box::new(Diagnostic::error("yaml-size", message).at(Place::file(file))));
    }
    let refuse = |message: &str, span| {
        let help = "save the file as UTF-8 without a byte order mark";
        Box::new(Diagnostic::error("yaml-utf8", message).at(Place::span(file, span)).help(help))
    };
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(refuse("the file is UTF-16, but must be UTF-8", 0..2));
    }
    let text = file.text().map_err(|span| {
        let found = bytes.get(span.start).copied().unwrap_or_default();
        refuse(&format!("the byte 0x{found:02X} is not UTF-8"), span)
    })?;
    if text.starts_with('\u{feff}') {
        return Err(refuse("the file begins with a byte order mark, which is not allowed", 0..3));
    }
    // To the reader nothing is null, and null is a mapping whose fields may all be left out.
    let blank = |line: &str| line.trim_start().is_empty() || line.trim_start().starts_with('#');
    if text.lines().all(blank) {
        let diagnostic = Diagnostic::error("yaml-syntax", "the file holds no document");
        return Err(Box::new(diagnostic.at(Place::file(file))));
    }
    Ok(text)
}

/// YAML 1.2 to the letter, and no more work than a register can need.
fn options() -> serde_yaml::Options {
    let mut options = serde_yaml::options! {
        strict_booleans: true,
        strict_indentation: true,
        reject_unsupported_tags: true,
        // Merge keys left YAML with version 1.2, and readers of other languages disagree about them.
        merge_keys: MergeKeyPolicy::Error,
        // What stands in the file is what is meant: nothing is decoded behind the reader's back.
        ignore_binary_tag_for_string: true,
        with_snippet: false,
        budget: serde_yaml::budget! { max_aliases: 1_000, max_anchors: 1_000, max_nodes: 200_000 },
        alias_limits: serde_yaml::alias_limits! { max_total_replayed_events: 100_000 },
    };
    // Comments carry no meaning here, and a reader that hands them out refuses more than 96 in a row.
    options.emit_comments = false;
    options
}

#[cfg(test)]
mod tests;
