//! A key that is none.

use super::subject::roster;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::roster::Roster;
use crate::signature::{Key, NotAKey};
use crate::snapshot::Snapshot;

/// `roster-key-unreadable`.
pub(super) static RULE: Rule = Rule {
    name: "roster-key-unreadable",
    severity: Severity::Error,
    clause: "design (signatures)",
    summary: "every key of the roster is an SSH public key of a kind that may sign",
    explanation: "Acts are signed with these keys. One that cannot be read vouches for nothing, and one of an \
                  outworn kind (DSA, RSA of fewer than 2048 bits) for too little. The key is the one line of the \
                  file that ends in `.pub`; `wr key add FILE.pub` enters it.",
    bad: "\
people:
  - { id: vic, name: Vic Park, email: vic@dmtf.example, keys: [ssh-ed25519] }",
    good: "\
people:
  - { id: vic, name: Vic Park, email: vic@dmtf.example }",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    for (pointer, why) in faults(roster).filter(|(_, why)| *why != NotAKey::Private) {
        let finding = RULE.found(format!("this key is not taken: {why}"));
        findings.push(
            finding
                .at(SourcePlace::value(file, pointer))
                .help("`wr key add FILE.pub` enters a key"),
        );
    }
}

/// What is no key, with its place.
pub(super) fn faults(roster: &Roster) -> impl Iterator<Item = (String, NotAKey)> {
    let people = roster.people.iter().enumerate();
    let keys = people.flat_map(|(person, found)| {
        let of = move |field: &'static str, at: usize| format!("/people/{person}/{field}/{at}");
        let keys = found
            .keys
            .iter()
            .enumerate()
            .map(move |(at, text)| (of("keys", at), text));
        keys.chain(
            found
                .stolen
                .iter()
                .enumerate()
                .map(move |(at, text)| (of("stolen", at), text)),
        )
    });
    keys.filter_map(|(pointer, text)| Some((pointer, text.parse::<Key>().err()?)))
}
