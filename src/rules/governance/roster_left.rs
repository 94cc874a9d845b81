//! Offices and seats of people who have left.

use crate::date::Day;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::id::Id;
use crate::roster::Roster;
use crate::rules::context::roster::roster;
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "roster-left",
    severity: Severity::Warning,
    clause: "DSP4003 2.2, 2.7",
    summary: "offices and seats are held by people who have not left",
    explanation: "A person who leaves stays in the roster with `until`, and cannot act after that \
                  day. An office that still names this person is vacant: a body without a chair \
                  opens no ballot, a seat without a voter does not vote, and often this is noticed \
                  only when something is due.",
    bad: "sed -i s/organization: xyz }/organization: xyz, until: 2026-12-31 }/ registers/roster.yaml",
    good: "sed -i s/organization: xyz }/organization: xyz, until: 2027-12-31 }/ registers/roster.yaml",
    check: Check::Dated(check),
};

fn check(snapshot: &Snapshot, today: Day, findings: &mut Findings) {
    let Some((file, roster)) = roster(snapshot) else {
        return;
    };
    for (at, person) in roster.people.iter().enumerate() {
        let Some(until) = person.until.filter(|until| *until < today) else {
            continue;
        };
        for (pointer, office) in offices(roster, &person.id) {
            let message = format!("{} left on {until}, but is still {office}", person.name);
            let related =
                SourcePlace::value(file, format!("/people/{at}/until")).label("the last day");
            let help = match pointer.ends_with("/voter") {
                true => "name the seat's new voter, or remove the seat",
                false => "name the successor, or remove the entry to leave the office vacant",
            };
            findings.push(
                RULE.found(message)
                    .at(SourcePlace::value(file, pointer))
                    .related(related)
                    .help(help),
            );
        }
    }
}

/// The offices and seats that a person holds, each with its pointer.
fn offices(roster: &Roster, id: &Id) -> Vec<(String, String)> {
    let mut held = Vec::new();
    let mut office = |holder: Option<&Id>, pointer: String, what: String| {
        if holder == Some(id) {
            held.push((pointer, what));
        }
    };
    let vp = roster.officers.vp_alliances.as_ref();
    office(
        vp,
        "/officers/vp_alliances".to_string(),
        "VP of Alliances".to_string(),
    );
    for (at, body) in roster.bodies.iter().enumerate() {
        let name = &body.name;
        office(
            body.chair.as_ref(),
            format!("/bodies/{at}/chair"),
            format!("chair of the {name}"),
        );
        office(
            body.vice_chair.as_ref(),
            format!("/bodies/{at}/vice_chair"),
            format!("vice chair of the {name}"),
        );
        office(
            body.secretary.as_ref(),
            format!("/bodies/{at}/secretary"),
            format!("secretary of the {name}"),
        );
        for (number, seat) in body.seats.iter().enumerate() {
            let pointer = format!("/bodies/{at}/seats/{number}");
            let what = |role: &str| format!("{role} of the seat `{}` in the {name}", seat.id);
            office(
                seat.voter.as_ref(),
                format!("{pointer}/voter"),
                what("voter"),
            );
            office(
                seat.alternate.as_ref(),
                format!("{pointer}/alternate"),
                what("alternate"),
            );
        }
    }
    for (at, organization) in roster.organizations.iter().enumerate() {
        for (number, representative) in organization.representatives.iter().enumerate() {
            let pointer = format!("/organizations/{at}/representatives/{number}");
            office(
                Some(representative),
                pointer,
                format!("representative of {}", organization.name),
            );
        }
    }
    held
}
