//! Committees and working groups that one list names twice.

use std::collections::BTreeMap;

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::id::Id;
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "approver-duplicate",
    severity: Severity::Warning,
    clause: "DSP4003 2.3",
    summary: "no committee or working group is named twice in one place",
    explanation: "`also_approves` is for committees that approve in addition to the originating \
                  one, so the originating committee is not in it. A list names each body once: a \
                  second time has no meaning, and most often another body was intended.",
    bad: "also_approves: [alliance]",
    good: "also_approves: [platform]",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let register = text.register;
    let originating = &register.originating_committee;
    for (at, id) in register
        .also_approves
        .iter()
        .enumerate()
        .filter(|(_, id)| *id == originating)
    {
        let message = format!(
            "`{id}` is the originating committee and approves anyway; `also_approves` names others"
        );
        let related = SourcePlace::value(text.file, "/originating_committee").label("named here");
        let place = SourcePlace::value(text.file, format!("/also_approves/{at}"));
        findings.push(RULE.found(message).at(place).related(related));
    }
    let others: Vec<_> = register
        .also_approves
        .iter()
        .enumerate()
        .filter(|(_, id)| *id != originating)
        .collect();
    twice(text, || "/also_approves".to_string(), others, findings);
    for (at, milestone) in register.milestones.iter().enumerate() {
        for (field, list) in [
            ("committees", &milestone.committees),
            ("working_groups", &milestone.working_groups),
        ] {
            twice(
                text,
                || format!("/milestones/{at}/{field}"),
                list.iter().enumerate().collect(),
                findings,
            );
        }
    }
}

/// Reports ids that occur earlier in the same list; each comes with its index.
fn twice(
    text: &TextContext<'_>,
    list: impl Fn() -> String,
    ids: Vec<(usize, &Id)>,
    findings: &mut Findings,
) {
    let mut first = BTreeMap::new();
    for (at, id) in ids {
        let Some(earlier) = first.get(id).copied() else {
            first.insert(id, at);
            continue;
        };
        let place = |at: usize| SourcePlace::value(text.file, format!("{}/{at}", list()));
        let message = format!("`{id}` is in this list already; each body is listed once");
        findings.push(
            RULE.found(message)
                .at(place(at))
                .related(place(earlier).label("named here")),
        );
    }
}
