//! The full reader: the options that the YAML crate runs with.

use serde::Deserialize as _;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_path_to_error::Path;
use serde_yaml::Error;
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};

use super::direct;
use super::origin::innermost;

/// The largest file that is read, in bytes: 1 MiB.
pub const LIMIT: usize = 1 << 20;

#[derive(Debug)]
pub(super) struct ReadError {
    /// The path to the error, as far as it is known.
    pub(super) path: Option<Path>,
    pub(super) error: Error,
}

/// Reads a text, or returns the error with its path. A text that is not plain YAML is read a second time, by the reader
/// that knows all of YAML and where it is.
pub(super) fn typed<T: DeserializeOwned>(text: &str) -> Result<T, Box<ReadError>> {
    direct::read(text).map_or_else(|| tracked(text), Ok)
}

/// Like [`typed`], for a text that probably has an error.
pub(super) fn tracked<T: DeserializeOwned>(text: &str) -> Result<T, Box<ReadError>> {
    let mut path = None;
    let result =
        serde_yaml::with_deserializer_from_str_with_options(text, options(), |deserializer| {
            serde_path_to_error::deserialize(deserializer).map_err(|error| {
                path = Some(error.path().clone());
                error.into_inner()
            })
        });
    result.map_err(|error| Box::new(ReadError { path, error }))
}

/// The first error of a text other than a repeated key, which the parser does not stop at.
pub(super) fn first_error(text: &str) -> Option<Error> {
    let mut options = options();
    options.duplicate_keys = DuplicateKeyPolicy::PassThrough;
    serde_yaml::with_deserializer_from_str_with_options(text, options, |reader| {
        IgnoredAny::deserialize(reader)
    })
    .err()
}

/// Why a text is not YAML at all or exceeds a limit, so that no finding about its fields is reliable.
pub(super) fn malformed(text: &str) -> Option<Error> {
    let error = first_error(text)?;
    let is_local = matches!(
        innermost(&error),
        Error::MergeKeyNotAllowed { .. } | Error::UnsupportedTag { .. }
    );
    (!is_local).then_some(error)
}

/// Strict YAML 1.2, with limits on the work that one file can cause.
fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        strict_booleans: true,
        strict_indentation: true,
        reject_unsupported_tags: true,
        // YAML 1.2 has no merge keys, and readers in other languages disagree about them.
        merge_keys: MergeKeyPolicy::Error,
        // A file means what it shows: binary text is not decoded.
        ignore_binary_tag_for_string: true,
        with_snippet: false,
        budget: serde_yaml::budget! { max_aliases: 1_000, max_anchors: 1_000, max_nodes: 200_000 },
        alias_limits: serde_yaml::alias_limits! { max_total_replayed_events: 100_000 },
    }
}
