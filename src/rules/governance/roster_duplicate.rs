//! Ids and addresses that the roster lists twice.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;
use crate::source::SourceFile;

pub(crate) static RULE: Rule = Rule {
    name: "roster-duplicate",
    severity: Severity::Error,
    clause: "docs/roster.md",
    summary: "no id and no e-mail address is listed twice",
    explanation: "Acts name people, organizations, bodies and seats by their ids, and git names \
                  people by their addresses. A duplicate would make both entries ambiguous. Ids \
                  are never used again, so a person who left keeps the entry, with `until`.",
    bad: "\
people:
  - { id: vic, name: Vic Park, email: vic@dmtf.example }
  - { id: vic, name: Victor Hill, email: victor@dmtf.example }",
    good: "\
people:
  - { id: vic, name: Vic Park, email: vic@dmtf.example }
  - { id: victor, name: Victor Hill, email: victor@dmtf.example }",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    let lists = [
        (
            "organization",
            "/organizations",
            ids(roster.organizations.iter().map(|found| found.id.as_str())),
        ),
        (
            "person",
            "/people",
            ids(roster.people.iter().map(|found| found.id.as_str())),
        ),
        (
            "body",
            "/bodies",
            ids(roster.bodies.iter().map(|found| found.id.as_str())),
        ),
    ];
    for (what, pointer, ids) in lists {
        twice(
            file,
            &format!("{what} with the id"),
            &ids,
            |at| format!("{pointer}/{at}/id"),
            findings,
        );
    }
    let emails: Vec<String> = roster
        .people
        .iter()
        .map(|person| person.email.to_lowercase())
        .collect();
    twice(
        file,
        "person with the address",
        &emails,
        |at| format!("/people/{at}/email"),
        findings,
    );
    for (body, found) in roster.bodies.iter().enumerate() {
        let seats = ids(found.seats.iter().map(|seat| seat.id.as_str()));
        twice(
            file,
            "seat with the id",
            &seats,
            |at| format!("/bodies/{body}/seats/{at}/id"),
            findings,
        );
    }
}

fn ids<'a>(list: impl Iterator<Item = &'a str>) -> Vec<String> {
    list.map(str::to_string).collect()
}

fn twice(
    file: &Arc<SourceFile>,
    what: &str,
    given: &[String],
    pointer: impl Fn(usize) -> String,
    findings: &mut Findings,
) {
    let mut first = HashMap::new();
    for (at, text) in given.iter().enumerate() {
        if let Some(earlier) = first.insert(text, at) {
            let message = format!("the roster lists another {what} `{text}`; each must be unique");
            let related = SourcePlace::value(file, pointer(earlier)).label("the earlier entry");
            findings.push(
                RULE.found(message)
                    .at(SourcePlace::value(file, pointer(at)))
                    .related(related),
            );
        }
    }
}
