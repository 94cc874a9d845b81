//! Rules about suppressions in a register's text.

mod allow_because;
mod allow_never;
mod allow_unknown;
pub(super) mod allow_unused;

use crate::rules::rule::Rule;

/// These rules, in the order of `wr explain`.
pub(super) static RULES: &[&Rule] = &[
    &allow_unknown::RULE,
    &allow_never::RULE,
    &allow_because::RULE,
    &allow_unused::RULE,
];
