//! Addenda to registers that do not exist.

use std::collections::BTreeSet;

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::id::Id;
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;
use crate::suggest::short_list;

pub(crate) static RULE: Rule = Rule {
    name: "addendum-unknown",
    severity: Severity::Error,
    clause: "practice",
    summary: "`addendum_to` names another register of this store",
    explanation: "An addendum adds to an existing register. `addendum_to` gives the id of that \
                  register, which is the name of its folder below `registers`. A register cannot \
                  be an addendum to itself, or to a removed register.",
    bad: "addendum_to: abcd",
    good: "addendum_to: abc",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(given) = &text.register.addendum_to else {
        return;
    };
    let Snapshot {
        registers,
        elsewhere,
        ..
    } = text.snapshot;
    let partnerships = text.snapshot.partnerships_of([given]);
    let removed = partnerships.get(given).and_then(|other| other.removed);
    if let Some(removed) = removed.filter(|_| given != text.id) {
        let message = format!("`{given}` was removed on {removed}: it cannot have an addendum");
        findings.push(
            RULE.found(message)
                .at(SourcePlace::value(text.file, "/addendum_to")),
        );
        return;
    }
    if given != text.id && (registers.contains_key(given) || elsewhere.contains(given)) {
        return;
    }
    let others: BTreeSet<&Id> = registers
        .keys()
        .chain(elsewhere)
        .filter(|id| *id != text.id)
        .collect();
    let allowed: Vec<&str> = others.into_iter().map(Id::as_str).collect();
    let message = match given == text.id {
        true => {
            format!(
                "`{given}` is an addendum to itself; the other registers are {}",
                short_list(&allowed)
            )
        }
        false => format!(
            "there is no register `{given}`; the other registers are {}",
            short_list(&allowed)
        ),
    };
    let finding = RULE
        .found(message)
        .at(SourcePlace::value(text.file, "/addendum_to"));
    findings.push(finding.suggest(given.as_str(), &allowed));
}
