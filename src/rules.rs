//! The rules behind `wr check`: one per file, each with its explanation and the two examples that test it.
//!
//! A rule only reports: it reads no clock and no commit, and its findings name values, not lines. If only one
//! correction is possible, the finding names it; [`autofix`](crate::autofix) verifies and applies it.

mod act_checks;
mod act_misplaced;
mod act_missing;
mod act_void;
mod addendum_circular;
mod addendum_unknown;
mod allow_refused;
mod allow_unused;
mod approver_duplicate;
mod ballot_votes;
mod change;
mod checker;
mod committee_unknown;
mod consent_void;
mod contact_blank;
mod contact_both_sides;
mod contact_duplicate;
mod contact_email;
mod contact_name;
mod contacts_missing;
mod cross_index;
mod date_future;
mod delegation_rules;
mod development_columns;
mod file_deleted;
mod file_kind;
mod governance_missing;
mod governance_unsaved;
mod governing_body_missing;
mod history_ahead;
mod history_forked;
mod history_gap;
mod infer;
mod key_statement_void;
mod kind;
mod language_invalid;
mod link_invalid;
mod meeting_unannounced;
mod milestone_committed_undated;
mod milestone_committee_missing;
mod milestone_due_missing;
mod milestone_duplicate;
mod milestone_past;
mod names;
mod partner_differs;
mod partner_former;
mod partner_leftover;
mod partner_orphaned;
mod partner_unknown;
mod path_portable;
mod people;
mod policy_ballots;
mod policy_body_unknown;
mod policy_process;
mod policy_section_duplicate;
mod reading;
mod record;
mod record_rewritten;
mod register_checks;
mod request_checks;
mod request_template;
mod result_tally;
mod review_overdue;
mod revision_digest;
mod revision_malformed;
mod revision_missing;
mod revision_unsubmitted;
mod roots_unfit;
mod roster_bodies;
mod roster_duplicate;
mod roster_key_private;
mod roster_key_shared;
mod roster_key_unreadable;
mod roster_left;
mod roster_organization;
mod roster_reference;
mod roster_reserved;
mod roster_seats;
mod roster_successor;
mod run;
mod schema_outdated;
mod section_missing;
mod section_unknown;
mod signers_outdated;
mod standard_blank;
mod standard_dsp_number;
mod standard_duplicate;
mod standard_elsewhere;
mod standard_group_due;
mod standard_holder_unknown;
mod standard_joint;
mod standard_lead_unknown;
mod standard_type_unknown;
mod standards_missing;
mod store_changed;
mod stray_file;
mod subject;
mod suppress;
mod text_blank;
mod text_characters;
mod text_email;
mod text_link;
mod text_missing;
mod text_placeholder;
mod title_duplicate;
mod version_pending;
mod version_unfit;
mod vote_late;
mod vote_omitted;
mod vote_rivals;
mod vote_stray;
mod vote_void;
mod web_invalid;

#[cfg(test)]
mod tests;

use self::act_checks::ActChecks;
pub use self::act_void::imported;
pub use self::change::{ChangeSide, ProposedChange, check_change, difference};
pub use self::history_forked::compare as compare_versions;
pub use self::record::{
    JudgedRegister, JudgedRequest, Replays, WithoutHistory, check_history, check_on_disk,
    check_record, entering, is_of_record,
};
use self::register_checks::RegisterChecks;
use self::request_checks::RequestChecks;
pub use self::run::{check, check_register, check_request, records, submission};
use self::subject::{ContactList, SourceDoc, TextContext};
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::snapshot::Snapshot;

/// A check of `wr check`, with its documentation.
#[derive(Debug)]
pub struct Rule {
    /// The stable name, which `allow` and `wr explain` use.
    pub name: &'static str,
    /// The usual severity of its findings. A gap is a warning in a draft and an error in a submitted text.
    pub severity: Severity,
    /// The clause that it enforces, or the practice or design decision that it follows.
    pub clause: &'static str,
    /// What it requires, in one line without a period.
    pub summary: &'static str,
    /// Why it exists and how to comply, in whole sentences.
    pub explanation: &'static str,
    /// An example with a finding: fields of the file that it reads, or changes to the files of a store.
    pub bad: &'static str,
    /// The same example without a finding.
    pub good: &'static str,
    check: Check,
}

/// The input of a rule, with its function.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// The readers of YAML and of acts report these findings.
    Reading,
    /// A file that people write.
    File(fn(&SourceDoc<'_>, &mut Findings)),
    /// A register's text, in the fields that acts and approvals depend on.
    Binding(fn(&TextContext<'_>, &mut Findings)),
    /// A register's text.
    Text(fn(&TextContext<'_>, &mut Findings)),
    /// A register's contacts.
    Contacts(fn(&ContactList<'_>, &mut Findings)),
    /// The suppressions in a register's text; `Suppressions` reports the findings.
    Allowing,
    /// Policy, roster, their history, and the store as a whole.
    Governance(fn(&Snapshot, &mut Findings)),
    /// The same, compared with today's date.
    Dated(fn(&Snapshot, Day, &mut Findings)),
    /// A register with its acts.
    Register(fn(&RegisterChecks<'_>, &mut Findings)),
    /// The acts of a register, or of a change request.
    Acts(fn(&ActChecks<'_>, &mut Findings)),
    /// An open change request.
    Request(fn(&RequestChecks<'_>, &mut Findings)),
    /// The changes that a pull request makes.
    Change(fn(&ProposedChange, &mut Findings)),
}

/// Every rule. A rule that is not listed here never runs.
pub static ALL: &[&Rule] = &[
    // The format of files.
    &reading::SYNTAX,
    &reading::UTF8,
    &reading::SIZE,
    &reading::DUPLICATE_KEY,
    &reading::FIELD_UNKNOWN,
    &reading::FIELD_MISSING,
    &reading::FIELD_TYPE,
    // The text.
    &text_missing::RULE,
    &section_missing::RULE,
    &section_unknown::RULE,
    &text_blank::RULE,
    &text_placeholder::RULE,
    &text_characters::RULE,
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
    &contacts_missing::RULE,
    &contact_blank::RULE,
    &contact_email::RULE,
    &contact_duplicate::RULE,
    &contact_both_sides::RULE,
    &contact_name::RULE,
    // Suppressions.
    &allow_refused::UNKNOWN,
    &allow_refused::NEVER,
    &allow_refused::BECAUSE,
    &allow_unused::RULE,
    // Governance.
    &governance_missing::RULE,
    &governance_unsaved::RULE,
    &history_gap::RULE,
    &policy_ballots::RULE,
    &policy_body_unknown::RULE,
    &policy_section_duplicate::RULE,
    &policy_process::RULE,
    &roster_duplicate::RULE,
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
    // The record.
    &stray_file::RULE,
    &path_portable::RULE,
    &file_kind::RULE,
    &schema_outdated::RULE,
    &reading::ACT_MALFORMED,
    &reading::ACT_NOT_CANONICAL,
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
    // The state.
    &partner_orphaned::RULE,
    &partner_former::RULE,
    &standard_group_due::RULE,
    &review_overdue::RULE,
    // Change requests.
    &request_template::RULE,
    &meeting_unannounced::RULE,
    // Pull requests.
    &record_rewritten::RULE,
    &file_deleted::RULE,
    &store_changed::RULE,
    &history_ahead::RULE,
    &history_forked::RULE,
];

/// The rule with this name.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}

impl Rule {
    /// A finding of the usual severity.
    fn found(&self, message: impl Into<String>) -> Diagnostic {
        self.finding(self.severity, message)
    }

    fn finding(&self, severity: Severity, message: impl Into<String>) -> Diagnostic {
        let diagnostic = match severity {
            Severity::Error => Diagnostic::error(self.name, message),
            Severity::Warning => Diagnostic::warning(self.name, message),
            Severity::Note => Diagnostic::note(self.name, message),
        };
        diagnostic.clause(self.clause)
    }
}
