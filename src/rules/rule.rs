//! A rule: its documentation and its check.

use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::rules::context::acts::ActChecks;
use crate::rules::context::change::ProposedChange;
use crate::rules::context::contacts::ContactList;
use crate::rules::context::register::RegisterChecks;
use crate::rules::context::request::RequestChecks;
use crate::rules::context::source_doc::SourceDoc;
use crate::rules::context::text::TextContext;
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
    pub(crate) check: Check,
}

/// The input of a rule, with its function.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
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

impl Rule {
    /// A finding of the usual severity.
    pub(crate) fn found(&self, message: impl Into<String>) -> Diagnostic {
        self.finding(self.severity, message)
    }

    pub(crate) fn finding(&self, severity: Severity, message: impl Into<String>) -> Diagnostic {
        let diagnostic = match severity {
            Severity::Error => Diagnostic::error(self.name, message),
            Severity::Warning => Diagnostic::warning(self.name, message),
            Severity::Note => Diagnostic::note(self.name, message),
        };
        diagnostic.clause(self.clause)
    }

    /// What the rule checks, as a heading in the list of rules.
    pub fn group(&self) -> &'static str {
        match self.check {
            Check::Reading => "The format of files",
            Check::File(_)
            | Check::Binding(_)
            | Check::Text(_)
            | Check::Contacts(_)
            | Check::Allowing => "Texts, contacts and suppressions",
            Check::Governance(_) | Check::Dated(_) => "Policy, roster and the whole store",
            Check::Register(_) | Check::Acts(_) => "Registers and their acts",
            Check::Request(_) => "Open change requests",
            Check::Change(_) => "Pull requests",
        }
    }

    /// Whether a register may suppress its findings, with a reason (`allow`). Findings that the record depends on
    /// cannot be suppressed: unreadable files, required approvals, acts, votes, results, revisions, policy and roster.
    pub fn can_be_silenced(&self) -> bool {
        match self.check {
            Check::Text(_) | Check::Contacts(_) => true,
            Check::Reading
            | Check::File(_)
            | Check::Binding(_)
            | Check::Allowing
            | Check::Governance(_)
            | Check::Dated(_)
            | Check::Register(_)
            | Check::Acts(_)
            | Check::Request(_)
            | Check::Change(_) => false,
        }
    }
}
