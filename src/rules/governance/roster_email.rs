//! E-mail addresses of people.

use crate::contacts::{address_in, is_address};
use crate::diagnostic::{Findings, Fix, Severity, SourcePlace};
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "roster-email",
    severity: Severity::Error,
    clause: "DSP4003 2.2",
    summary: "every e-mail address of a person is valid",
    explanation: "Git names the author of a commit by the address, and letters go to it. A person whose \
                  address is misspelled cannot act.",
    bad: "\
people:
  - { id: vic, name: Vic Park, email: nope }",
    good: "\
people:
  - { id: vic, name: Vic Park, email: vic@dmtf.example }",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    for (at, person) in roster.people.iter().enumerate() {
        let email = person.email.as_str();
        if is_address(email) {
            continue;
        }
        let message = format!("`{email}` is not an e-mail address such as `name@example.org`");
        let pointer = format!("/people/{at}/email");
        let finding = RULE
            .found(message)
            .at(SourcePlace::value(file, pointer.as_str()));
        findings.push(match address_in(email) {
            Some(address) => finding.fix(Fix::write(pointer, address)),
            None => finding,
        });
    }
}
