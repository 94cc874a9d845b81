//! Rules about suppressions in a register's text.

mod allow_refused;
pub(super) mod allow_unused;

use crate::rules::rule::Rule;

/// These rules, in the order of `wr explain`.
pub(super) static RULES: &[&Rule] = &[
    &allow_refused::UNKNOWN,
    &allow_refused::NEVER,
    &allow_refused::BECAUSE,
    &allow_unused::RULE,
];
