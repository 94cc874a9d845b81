//! Files that a store cannot lose.

use std::collections::BTreeSet;

use crate::diagnostic::{Findings, Severity, SourcePlace as Where};
use crate::path::{StorePath, Subject};
use crate::rules::context::change::{ProposedChange, Touched};
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "file-deleted",
    severity: Severity::Error,
    clause: "DSP4003 4.1",
    summary: "no change deletes a register, its text, its contacts, the policy or the roster",
    explanation: "A register ends with an act, not with the deletion of its files: a removed \
                  register stays, marked as removed, so that everyone can see what was agreed and \
                  how it ended. Text, contacts, policy and roster are edited, never deleted; \
                  without them `wr` cannot check the store.",
    bad: "\
git checkout -b tidy
rm registers/abc/contacts.yaml",
    good: "\
git checkout -b tidy
sed -i s/role: liaison/role: chair/ registers/abc/contacts.yaml",
    check: Check::Change(check),
};

fn check(change: &ProposedChange, findings: &mut Findings) {
    let mut gone = BTreeSet::new();
    for touched in change.touched() {
        let Touched::Deleted(file) = touched else {
            continue;
        };
        let Some(place) = StorePath::of(file.path()) else {
            continue;
        };
        if let Some(subject) = place.subject().filter(|subject| change.removes(*subject)) {
            if gone.insert(subject.folder()) {
                let message =
                    format!("the {subject} was deleted or renamed, with its whole record");
                let help = match subject {
                    Subject::Register(_) => {
                        "restore its folder; a register ends with an act, and its files stay"
                    }
                    Subject::Request(_) => {
                        "restore its folder; a request ends with its disposition, and its files stay"
                    }
                };
                let clause = match subject {
                    Subject::Register(_) => RULE.clause,
                    Subject::Request(_) => "DSP4003 5.3.2",
                };
                findings.push(
                    RULE.found(message)
                        .at(Where::file(file))
                        .help(help)
                        .clause(clause),
                );
            }
            continue;
        }
        let (what, help) = match place {
            StorePath::Text(_) => (
                "the text of a register",
                "restore it, and edit it: it is the draft of the next revision",
            ),
            StorePath::Contacts(_) => (
                "the contacts of a register",
                "restore them, and remove the entries that no longer apply",
            ),
            StorePath::Policy => (
                "the policy",
                "restore it: no register can be checked without it",
            ),
            StorePath::Roster => (
                "the roster",
                "restore it: no register can be checked without it",
            ),
            // `record-rewritten` covers the record, and `signers-outdated` the list of keys.
            StorePath::Version(..)
            | StorePath::Act(..)
            | StorePath::Revision(..)
            | StorePath::RequestAct(..)
            | StorePath::Signature(_)
            | StorePath::Consent(..)
            | StorePath::KeyStatement(_)
            | StorePath::Signers => {
                continue;
            }
        };
        let message = format!(
            "{what} cannot be deleted, renamed, or replaced with anything but a regular file"
        );
        findings.push(RULE.found(message).at(Where::file(file)).help(help));
    }
}
