//! Private keys in the roster.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::roster::roster;
use crate::rules::governance::roster_key_unreadable::faults;
use crate::rules::rule::{Check, Rule};
use crate::signature::NotAKey;
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "roster-key-private",
    severity: Severity::Error,
    clause: "docs/signatures.md",
    summary: "the roster has no private key",
    explanation: "Anyone with a private key can sign in its owner's name, and many people can read \
                  a store. A private key that was saved or pushed is compromised, even after it is \
                  removed: create a new key, and add the line of its `.pub` file.",
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
        let finding = RULE.found(format!("this is not a public key: {why}"));
        let help = "remove it, create a new key with `ssh-keygen -t ed25519`, and add its `.pub` file with `wr key add`";
        findings.push(finding.at(SourcePlace::value(file, pointer)).help(help));
    }
}
