//! Names of other partners, left over in a copied register.

use std::collections::BTreeSet;

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::id::Id;
use crate::roster::{Organization, Roster};
use crate::rules::context::partner_names::words;
use crate::rules::context::text::{TextContext, call};
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "partner-leftover",
    severity: Severity::Warning,
    clause: "practice",
    summary: "no other partner's name is left in the text",
    explanation: "Registers are often started as a copy of an older one. The other partner's name \
                  then stays somewhere in the text: two real registers of DMTF share their \
                  justification nearly word for word. If the text refers to the other partner on \
                  purpose, nothing is wrong.",
    bad: "scope: Models that ABC needs for its networks.",
    good: "scope: Models that XYZ needs for its networks.",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let (Some(roster), Some(names)) = (text.roster, text.names) else {
        return;
    };
    if text.sides().is_none() {
        return;
    }
    let own = own_names(text);
    let register = text.register;
    let fields = [
        ("/title", Some(&register.title)),
        ("/subject", register.subject.as_ref()),
        ("/justification", register.justification.as_ref()),
        ("/scope", register.scope.as_ref()),
        ("/benefits", register.benefits.as_ref()),
    ];
    for (pointer, field) in fields {
        let Some(field) = field else { continue };
        let words = words(field);
        let found = names.found(&words).into_iter().filter(|(range, _)| {
            // `OASIS` within `OASIS SAF` names this partner.
            let here = |name: &Vec<&str>| covers(&words, range, name);
            !own.iter().any(here)
        });
        let others: BTreeSet<&Id> = found.map(|(_, id)| id).collect();
        for other in others.into_iter().filter_map(|id| roster.organization(id)) {
            if !is_kin(other, text, roster) {
                let message = format!(
                    "the text names {}, which is not this register's partner",
                    call(other)
                );
                let finding = RULE
                    .found(message)
                    .at(SourcePlace::value(text.file, pointer));
                findings.push(finding.help("was it copied from another register?"));
            }
        }
    }
}

/// The names of this partner and its group, each as a list of words.
fn own_names<'a>(text: &TextContext<'a>) -> Vec<Vec<&'a str>> {
    let partner = text.partner();
    let names = partner
        .into_iter()
        .flat_map(|partner| [Some(&partner.name), partner.short.as_ref()]);
    let all = names
        .chain([text.register.partner.group.as_ref()])
        .flatten();
    all.map(|name| words(name))
        .filter(|name| !name.is_empty())
        .collect()
}

/// Whether `name` occurs in `text` around these words.
fn covers(text: &[&str], range: &std::ops::Range<usize>, name: &[&str]) -> bool {
    let first = (range.end).saturating_sub(name.len());
    (first..=range.start).any(|at| text.get(at..at + name.len()) == Some(name))
}

/// Whether it is this partner, its predecessor or its successor.
fn is_kin(other: &Organization, text: &TextContext<'_>, roster: &Roster) -> bool {
    let partner = &text.register.partner.organization;
    let successor = roster
        .organization(partner)
        .and_then(|partner| partner.successor.as_ref());
    other.id == *partner
        || other.successor.as_ref() == Some(partner)
        || successor == Some(&other.id)
}
