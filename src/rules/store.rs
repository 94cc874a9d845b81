//! Rules about the files of a store.

pub(super) mod file_kind;
pub(super) mod git_attributes;
pub(super) mod path_portable;
pub(super) mod schema_outdated;
pub(super) mod stray_file;

use crate::rules::rule::Rule;

/// These rules, in the order of `wr explain`.
pub(super) static RULES: &[&Rule] = &[
    &stray_file::RULE,
    &path_portable::RULE,
    &file_kind::RULE,
    &git_attributes::RULE,
    &schema_outdated::RULE,
];
