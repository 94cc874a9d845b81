//! Addresses that are listed on both sides.

use std::collections::BTreeMap;

use crate::casefold::casefold;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::contacts::ContactList;
use crate::rules::rule::{Check, Rule};
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "contact-both-sides",
    severity: Severity::Note,
    clause: "DSP4003 2.1, 2.2",
    summary: "the two sides have different contacts",
    explanation: "If the partner's contact has the address of a person of the home organization, \
                  messages to the partner do not reach it, and the other way round. Some people \
                  work for both sides, and then nothing is wrong; most often an entry was copied \
                  and its address was not changed.",
    bad: "\
partner:
  - { role: liaison, name: Xia Young, email: vic@dmtf.example }
home:
  - { role: owner, email: vic@dmtf.example }",
    good: "\
partner:
  - { role: liaison, name: Xia Young, email: xia@xyz.example }
home:
  - { role: owner, email: vic@dmtf.example }",
    check: Check::Contacts(check),
};

fn check(list: &ContactList<'_>, findings: &mut Findings) {
    let Some((file, [(_, partner), (_, home)])) = list.sides() else {
        return;
    };
    let mut theirs = BTreeMap::new();
    for (at, contact) in partner.iter().enumerate() {
        theirs.extend(contact.email.as_deref().map(|email| (casefold(email), at)));
    }
    for (at, contact) in home.iter().enumerate() {
        let Some(email) = contact.email.as_deref().filter(|email| !is_blank(email)) else {
            continue;
        };
        let Some(other) = theirs.get(&casefold(email)) else {
            continue;
        };
        let message = format!("`{email}` is a contact of the partner and of the home organization");
        let related = SourcePlace::value(file, format!("/partner/{other}/email"))
            .label("on the partner's side");
        findings.push(
            RULE.found(message)
                .at(SourcePlace::value(file, format!("/home/{at}/email")))
                .related(related),
        );
    }
}
