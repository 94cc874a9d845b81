//! A private key where everybody can read it.

use super::roster_key_unreadable::faults;
use super::subject::roster;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::signature::NotAKey;
use crate::snapshot::Snapshot;

/// `roster-key-private`.
pub(super) static RULE: Rule = Rule {
    name: "roster-key-private",
    severity: Severity::Error,
    clause: "design (signatures)",
    summary: "the roster has no private key",
    explanation: "Whoever has a private key can sign in its owner's name, and what is in a store is read by many. \
                  A private key that was saved or pushed is lost, also when it is taken out again: make a new \
                  one, and enter the line of its `.pub` file.",
    bad: "\
people:
  - { id: vic, name: Vic Park, email: vic@dmtf.example, keys: [\"-----BEGIN OPENSSH PRIVATE KEY-----\"] }",
    good: "\
people:
  - { id: vic, name: Vic Park, email: vic@dmtf.example }",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    for (pointer, why) in faults(roster).filter(|(_, why)| *why == NotAKey::Private) {
        let finding = RULE.found(format!("this is no public key: {why}"));
        let help = "take it out, make a new key with `ssh-keygen -t ed25519`, and enter its `.pub` file with `wr key add`";
        findings.push(finding.at(SourcePlace::value(file, pointer)).help(help));
    }
}
