//! Rules about the changes that a pull request makes.

mod act_address;
pub(super) mod file_deleted;
mod history_ahead;
pub(super) mod history_forked;
pub(super) mod record_rewritten;
pub(super) mod store_changed;

use crate::rules::rule::Rule;

/// These rules, in the order of `wr explain`.
pub(super) static RULES: &[&Rule] = &[
    &record_rewritten::RULE,
    &file_deleted::RULE,
    &store_changed::RULE,
    &history_ahead::RULE,
    &history_forked::RULE,
    &act_address::RULE,
];
