//! Keys that cannot be read, or are too weak to sign.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::roster::Roster;
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::signature::{Key, NotAKey};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "roster-key-unreadable",
    severity: Severity::Error,
    clause: "docs/signatures.md",
    summary: "every key of the roster is an SSH public key of an accepted type",
    explanation: "Acts are signed with these keys. A key that cannot be read verifies nothing, and \
                  one of an obsolete type (DSA, RSA of fewer than 2048 bits) is too weak. The key \
                  is the one line of the file that ends in `.pub`; `wr key add FILE.pub` adds it.",
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
        let finding = RULE.found(format!("this key is not accepted: {why}"));
        findings.push(
            finding
                .at(SourcePlace::value(file, pointer))
                .help("`wr key add FILE.pub` adds a key"),
        );
    }
}

/// The entries that are not accepted as keys, each with its pointer.
pub(crate) fn faults(roster: &Roster) -> impl Iterator<Item = (String, NotAKey)> {
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
