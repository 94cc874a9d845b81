//! Keys that belong to two people.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::signature::Key;
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "roster-key-shared",
    severity: Severity::Error,
    clause: "docs/signatures.md",
    summary: "a key belongs to one person, now and in every saved roster",
    explanation: "A signature says who acted, so a key always identifies one person. A key of two \
                  people identifies neither; and a key that moves from one person to another would \
                  let the second claim the acts of the first.",
    bad: "\
people:
  - { id: vic, name: Vic Park, email: vic@dmtf.example, keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c] }
  - { id: ada, name: Ada Park, email: ada@dmtf.example, keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c] }",
    good: "\
people:
  - { id: vic, name: Vic Park, email: vic@dmtf.example }
  - { id: ada, name: Ada Park, email: ada@dmtf.example }",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    let others: Vec<_> = snapshot
        .rosters
        .values()
        .chain([roster])
        .flat_map(|roster| &roster.people)
        .collect();
    let known: Vec<(&_, Key)> = others
        .into_iter()
        .flat_map(|person| {
            person
                .keys
                .iter()
                .chain(person.stolen.iter())
                .map(move |text| (person, text))
        })
        .filter_map(|(person, text)| Some((person, text.parse().ok()?)))
        .collect();
    for (index, person) in roster.people.iter().enumerate() {
        for (at, text) in person.keys.iter().enumerate() {
            let Ok(key) = text.parse::<Key>() else {
                continue;
            };
            if person.stolen.read().contains(&key) {
                let message = format!(
                    "the key {} is marked as stolen, but is still among the keys",
                    key.fingerprint()
                );
                let place = SourcePlace::value(file, format!("/people/{index}/keys/{at}"));
                let help = "remove it from `keys`; `wr key retire KEY --stolen` does both";
                findings.push(RULE.found(message).at(place).help(help));
            }
            let Some((other, _)) = known
                .iter()
                .find(|(other, it)| *it == key && other.id != person.id)
            else {
                continue;
            };
            let message = format!(
                "the key {} is or was a key of {}",
                key.fingerprint(),
                other.name
            );
            let place = SourcePlace::value(file, format!("/people/{index}/keys/{at}"));
            findings.push(
                RULE.found(message)
                    .at(place)
                    .help("create a separate key for each person: `ssh-keygen -t ed25519`"),
            );
        }
    }
}
