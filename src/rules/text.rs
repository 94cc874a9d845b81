//! Rules about a register's text.

mod addendum_circular;
mod addendum_unknown;
mod approver_duplicate;
mod committee_unknown;
mod date_future;
mod delegation_rules;
mod development_columns;
mod governing_body_missing;
pub(super) mod language_invalid;
mod link_invalid;
mod milestone_committed_undated;
mod milestone_committee_missing;
mod milestone_due_missing;
mod milestone_duplicate;
mod milestone_past;
mod partner_differs;
pub(super) mod partner_leftover;
mod partner_unknown;
mod section_missing;
mod section_unknown;
mod standard_blank;
pub(super) mod standard_dsp_number;
mod standard_duplicate;
mod standard_elsewhere;
mod standard_holder_unknown;
mod standard_joint;
mod standard_lead_unknown;
mod standard_type_unknown;
mod standard_web;
mod standards_missing;
mod text_blank;
mod text_characters;
mod text_cut;
mod text_email;
mod text_link;
pub(super) mod text_missing;
pub(super) mod text_placeholder;
mod text_quotes;
mod title_duplicate;
pub(super) mod web_invalid;

use crate::rules::rule::Rule;

/// These rules, in the order of `wr explain`.
pub(super) static RULES: &[&Rule] = &[
    &text_missing::RULE,
    &section_missing::RULE,
    &section_unknown::RULE,
    &text_blank::RULE,
    &text_placeholder::RULE,
    &text_characters::RULE,
    &text_cut::RULE,
    &text_quotes::RULE,
    &text_email::RULE,
    &text_link::RULE,
    &language_invalid::RULE,
    &link_invalid::RULE,
    &web_invalid::RULE,
    &title_duplicate::RULE,
    &date_future::RULE,
    &partner_unknown::RULE,
    &partner_differs::RULE,
    &partner_leftover::RULE,
    &governing_body_missing::RULE,
    &addendum_unknown::RULE,
    &addendum_circular::RULE,
    &committee_unknown::RULE,
    &approver_duplicate::RULE,
    &milestone_duplicate::RULE,
    &milestone_committee_missing::RULE,
    &milestone_due_missing::RULE,
    &milestone_committed_undated::RULE,
    &milestone_past::RULE,
    &standards_missing::RULE,
    &standard_blank::RULE,
    &standard_type_unknown::RULE,
    &standard_holder_unknown::RULE,
    &standard_joint::RULE,
    &standard_lead_unknown::RULE,
    &standard_dsp_number::RULE,
    &standard_duplicate::RULE,
    &standard_elsewhere::RULE,
    &development_columns::RULE,
    &delegation_rules::RULE,
    &standard_web::RULE,
];
