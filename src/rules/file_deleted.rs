//! What a store cannot be without stays.

use std::collections::BTreeSet;

use super::change::{Change, Touched};
use super::{Check, Rule};
use crate::diagnostic::{Findings, Place as Where, Severity};
use crate::id::Id;
use crate::snapshot::{Place, REGISTERS};

/// `file-deleted`.
pub(super) static RULE: Rule = Rule {
    name: "file-deleted",
    severity: Severity::Error,
    clause: "DSP4003 4.1 (U9)",
    summary: "no register is deleted, nor its text, its contacts, the policy or the roster",
    explanation: "A register ends by an act, not by deleting its files: a register that was removed stays, \
                  marked former, so that everybody can see what was agreed and how it ended. Text, contacts, \
                  policy and roster are edited; without them nothing can be judged.",
    bad: "\
git checkout -b tidy
rm registers/abc/contacts.yaml",
    good: "\
git checkout -b tidy
sed -i s/role: liaison/role: chair/ registers/abc/contacts.yaml",
    check: Check::Change(check),
};

fn check(change: &Change, findings: &mut Findings) {
    let mut gone = BTreeSet::new();
    for touched in change.touched() {
        let Touched::Deleted(file) = touched else { continue };
        let Some(place) = Place::of(file.path()) else { continue };
        if let Some(id) = place.register().filter(|id| is_gone(change, id)) {
            if gone.insert(id.clone()) {
                let message =
                    format!("the register `{id}` was deleted or renamed, with all that is recorded of it");
                let help = "restore its folder; a register ends by an act, and stays as a former one";
                findings.push(RULE.found(message).at(Where::file(file)).help(help));
            }
            continue;
        }
        let (what, help) = match place {
            Place::Text(_) => {
                ("the text of a register", "restore it, and edit it: it is the draft of the next revision")
            }
            Place::Contacts(_) => {
                ("the contacts of a register", "restore them, and take out who is no contact any more")
            }
            Place::Policy => ("the policy", "restore it: nothing can be judged without it"),
            Place::Roster => ("the roster", "restore it: nothing can be judged without it"),
            // What is recorded has a rule of its own.
            Place::OldPolicy | Place::OldRoster | Place::Act(_) | Place::Vote(..) | Place::Revision(..) => {
                continue;
            }
        };
        let message = format!("{what} cannot be deleted, renamed, or replaced by what is no plain file");
        findings.push(RULE.found(message).at(Where::file(file)).help(help));
    }
}

/// Whether nothing is left of a register that was there.
pub(super) fn is_gone(change: &Change, id: &Id) -> bool {
    change.after.tree.under(&format!("{REGISTERS}{id}/")).next().is_none()
}
