//! Rules about a register's contacts.

mod contact_blank;
mod contact_both_sides;
mod contact_duplicate;
mod contact_email;
mod contact_name;
mod contacts_missing;

use crate::rules::rule::Rule;

/// These rules, in the order of `wr explain`.
pub(super) static RULES: &[&Rule] = &[
    &contacts_missing::RULE,
    &contact_blank::RULE,
    &contact_email::RULE,
    &contact_duplicate::RULE,
    &contact_both_sides::RULE,
    &contact_name::RULE,
];
