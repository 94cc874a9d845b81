//! Sides without a contact who can be reached.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::path::StorePath;
use crate::rules::context::contacts::ContactList;
use crate::rules::rule::{Check, Rule};
use crate::template::CONTACTS;

pub(crate) static RULE: Rule = Rule {
    name: "contacts-missing",
    severity: Severity::Error,
    clause: "DSP4003 2.1, 2.2",
    summary: "both sides have a contact before the text is submitted",
    explanation: "The partner names its representatives, and the home organization names the \
                  people who are needed to carry out the register. `contacts.yaml` lists them, \
                  each with a role; at least one on each side must have an e-mail address when the \
                  text is submitted. Contacts are never balloted and may change at any time.",
    bad: "\
partner: []
home:
  - { role: owner, name: Vic Park }",
    good: "\
partner:
  - { role: liaison, name: Xia Young, email: xia@xyz.example }
home:
  - { role: owner, name: Vic Park, email: vic@dmtf.example }",
    check: Check::Contacts(check),
};

fn check(list: &ContactList<'_>, findings: &mut Findings) {
    let Some(document) = list.document else {
        let path = StorePath::Contacts(list.id.clone());
        let message = format!("there is no {path}; it names at least one contact on each side");
        findings.push(RULE.finding(list.stand.gap(), message));
        return;
    };
    let Some(contacts) = document.partial() else {
        return;
    };
    for (side, name, there) in [
        ("partner", "partner", &contacts.partner),
        ("home", "home organization", &contacts.home),
    ] {
        let asked = CONTACTS
            .iter()
            .find(|field| field.path == side)
            .map(|field| field.required);
        let severity = asked.and_then(|required| list.stand.lacks(required));
        // `contact-email` checks whether it is a valid address.
        let reachable = there
            .iter()
            .any(|one| one.email.as_ref().is_some_and(|it| !it.trim().is_empty()));
        if let Some(severity) = severity.filter(|_| !reachable) {
            let message = match there.is_empty() {
                true => {
                    format!("the {name} has no contact; at least one is required")
                }
                false => format!(
                    "no contact of the {name} has an e-mail address; at least one needs an `email`"
                ),
            };
            let place = SourcePlace::value(&document.file, format!("/{side}"));
            findings.push(RULE.finding(severity, message).at(place));
        }
    }
}
