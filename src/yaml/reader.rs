//! The one reader: how the crate is asked to read.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_path_to_error::Path;
use serde_yaml::Error;
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};

use super::origin::innermost;

/// Why a text is not what it should be.
#[derive(Debug)]
pub(super) struct Refused {
    /// The path on which it was found, as far as it is known.
    pub(super) path: Option<Path>,
    /// What was found.
    pub(super) error: Error,
}

/// Reads a text, or says what was refused and on which path, as far as that is known. The path costs time, so
/// it is kept only when the text is read again because something was refused.
pub(super) fn typed<T: DeserializeOwned>(text: &str) -> Result<T, Box<Refused>> {
    let sound = serde_yaml::with_deserializer_from_str_with_options(text, quick(), |reader| {
        T::deserialize(reader)
    });
    sound.or_else(|_| tracked(text))
}

/// The same for a text that is most likely refused.
pub(super) fn tracked<T: DeserializeOwned>(text: &str) -> Result<T, Box<Refused>> {
    let mut path = None;
    let result =
        serde_yaml::with_deserializer_from_str_with_options(text, options(), |deserializer| {
            serde_path_to_error::deserialize(deserializer).map_err(|error| {
                path = Some(error.path().clone());
                error.into_inner()
            })
        });
    result.map_err(|error| Box::new(Refused { path, error }))
}

/// Why a text is not YAML at all, or too much of it, so that nothing in it is certain.
pub(super) fn malformed(text: &str) -> Option<Error> {
    let error = typed::<IgnoredAny>(text).err()?.error;
    let is_local = matches!(
        innermost(&error),
        Error::DuplicateMappingKey { .. }
            | Error::MergeKeyNotAllowed { .. }
            | Error::UnsupportedTag { .. }
    );
    (!is_local).then_some(error)
}

/// The same for a text that is most likely sound. To remember every key takes a tenth of the time; structs refuse a
/// field that comes twice by themselves, and maps are read with [`super::distinct()`].
fn quick() -> serde_yaml::Options {
    let mut options = options();
    options.duplicate_keys = DuplicateKeyPolicy::PassThrough;
    options
}

/// YAML 1.2 to the letter, and no more work than a register can need.
fn options() -> serde_yaml::Options {
    serde_yaml::options! {
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
    }
}
