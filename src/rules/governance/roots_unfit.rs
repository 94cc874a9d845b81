//! Roots who cannot consent.

use std::collections::BTreeSet;

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "roots-unfit",
    severity: Severity::Error,
    clause: "docs/signatures.md",
    summary: "the roots of the roster are people with keys, and at least as many as must consent",
    explanation: "The roots consent to the next roster and the next policy, each with a signature. \
                  A root without a key cannot sign, and if more roots must consent than can sign, \
                  roster and policy can never change again: no new member, no new key. Name more \
                  roots than must consent, so that one lost key does no harm.",
    bad: "roots: { people: [vic, zoe], threshold: 2 }",
    good: "\
wr key add --for vic
echo roots: { people: [vic], threshold: 1 } >> registers/roster.yaml",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    let Some(roots) = &roster.roots else { return };
    let mut able = BTreeSet::new();
    for (at, id) in roots.people.iter().enumerate() {
        let place = SourcePlace::value(file, format!("/roots/people/{at}"));
        let message = match roster.person(id) {
            None => format!("the roster has no person `{id}`"),
            Some(person) if roster.keys_of(id).is_empty() => {
                format!("{} is a root, but has no key in the roster", person.name)
            }
            Some(person) if !able.insert(id) => {
                format!("{} is listed twice, but counts once", person.name)
            }
            Some(_) => continue,
        };
        findings.push(
            RULE.found(message)
                .at(place)
                .help("`wr key add PERSON FILE.pub` adds a key"),
        );
    }
    let threshold = roots.threshold;
    if threshold == 0 || u64::from(threshold) > able.len() as u64 {
        let message = format!(
            "{threshold} roots must consent, and {} can; allowed is 1 to {}",
            able.len(),
            able.len().max(1)
        );
        findings.push(
            RULE.found(message)
                .at(SourcePlace::value(file, "/roots/threshold")),
        );
    }
}
