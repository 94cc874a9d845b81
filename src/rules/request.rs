//! Rules about open change requests.

mod meeting_unannounced;
mod request_template;

use crate::rules::rule::Rule;

/// These rules, in the order of `wr explain`.
pub(super) static RULES: &[&Rule] = &[&request_template::RULE, &meeting_unannounced::RULE];
