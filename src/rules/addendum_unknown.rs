//! An addendum adds to a register that there is.

use std::collections::BTreeSet;

use super::subject::Text;
use super::suggest;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};
use crate::id::Id;
use crate::nearest::short_list;

/// `addendum-unknown`.
pub(super) static RULE: Rule = Rule {
    name: "addendum-unknown",
    severity: Severity::Error,
    clause: "practice (D12)",
    summary: "`addendum_to` names another register of this store",
    explanation: "Some registers are addenda: they add to a register that exists. Its id is the name of its \
                  folder below `registers`. A register cannot be an addendum to itself.",
    bad: "addendum_to: abcd",
    good: "addendum_to: abc",
    check: Check::Text(check),
};

fn check(text: &Text<'_>, findings: &mut Findings) {
    let Some(given) = &text.register.addendum_to else { return };
    let snapshot = text.snapshot;
    let known: BTreeSet<&Id> = snapshot.registers.keys().chain(&snapshot.others).collect();
    if given != text.id && known.contains(given) {
        return;
    }
    let allowed: Vec<&str> = known.into_iter().filter(|id| *id != text.id).map(Id::as_str).collect();
    let message = match given == text.id {
        true => {
            format!("`{given}` is an addendum to itself; the other registers are {}", short_list(&allowed))
        }
        false => format!("there is no register `{given}`; the others are {}", short_list(&allowed)),
    };
    let finding = RULE.found(message).at(Place::value(text.file, "/addendum_to"));
    findings.push(suggest(finding, given.as_str(), &allowed));
}
