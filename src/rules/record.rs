//! Rules about a register's acts, ballots and revisions, and about what its state requires.

pub(super) mod act_misplaced;
mod act_missing;
pub(super) mod act_void;
pub(super) mod partner_former;
pub(super) mod partner_orphaned;
pub(super) mod register_copied;
mod result_tally;
pub(super) mod review_overdue;
mod revision_digest;
mod revision_malformed;
mod revision_missing;
mod revision_unsubmitted;
pub(super) mod standard_group_due;
pub(super) mod vote_late;
mod vote_omitted;
pub(super) mod vote_rivals;
mod vote_stray;
pub(super) mod vote_void;

use crate::rules::reading;
use crate::rules::rule::Rule;

/// These rules, in the order of `wr explain`.
pub(super) static RULES: &[&Rule] = &[
    &reading::ACT_MALFORMED,
    &reading::ACT_NOT_CANONICAL,
    &register_copied::RULE,
    &act_misplaced::RULE,
    &act_missing::RULE,
    &act_void::RULE,
    &revision_digest::RULE,
    &revision_missing::RULE,
    &revision_malformed::RULE,
    &revision_unsubmitted::RULE,
    &result_tally::RULE,
    &vote_void::RULE,
    &vote_rivals::RULE,
    &vote_omitted::RULE,
    &vote_late::RULE,
    &vote_stray::RULE,
    &partner_orphaned::RULE,
    &partner_former::RULE,
    &standard_group_due::RULE,
    &review_overdue::RULE,
];
