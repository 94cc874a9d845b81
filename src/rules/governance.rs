//! Rules about policy and roster, their versions, consents and keys.

mod consent_void;
mod governance_missing;
pub(super) mod governance_unsaved;
mod history_gap;
mod key_statement_void;
mod policy_ballots;
mod policy_body_unknown;
mod policy_process;
mod policy_section_duplicate;
mod policy_site;
mod roots_unfit;
mod roster_bodies;
mod roster_duplicate;
mod roster_email;
mod roster_key_private;
mod roster_key_shared;
mod roster_key_unreadable;
mod roster_left;
mod roster_organization;
mod roster_reference;
mod roster_reserved;
mod roster_seats;
mod roster_successor;
mod signers_outdated;
mod version_pending;
mod version_unfit;

use crate::rules::reading;
use crate::rules::rule::Rule;

/// These rules, in the order of `wr explain`.
pub(super) static RULES: &[&Rule] = &[
    &governance_missing::RULE,
    &governance_unsaved::RULE,
    &history_gap::RULE,
    &policy_ballots::RULE,
    &policy_body_unknown::RULE,
    &policy_section_duplicate::RULE,
    &policy_process::RULE,
    &policy_site::RULE,
    &roster_duplicate::RULE,
    &roster_email::RULE,
    &roster_organization::RULE,
    &roster_reference::RULE,
    &roster_bodies::RULE,
    &roster_reserved::RULE,
    &roster_key_unreadable::RULE,
    &roster_key_private::RULE,
    &roster_key_shared::RULE,
    &signers_outdated::RULE,
    &roots_unfit::RULE,
    &version_pending::RULE,
    &version_unfit::RULE,
    &reading::CONSENT_MALFORMED,
    &consent_void::RULE,
    &reading::KEY_STATEMENT_MALFORMED,
    &key_statement_void::RULE,
    &roster_seats::RULE,
    &roster_left::RULE,
    &roster_successor::RULE,
];
