//! Committees that are named where they are named already.

use std::collections::BTreeMap;

use super::subject::Text;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};
use crate::id::Id;

/// `approver-duplicate`.
pub(super) static RULE: Rule = Rule {
    name: "approver-duplicate",
    severity: Severity::Warning,
    clause: "DSP4003 2.3 (D4, D5)",
    summary: "no committee or working group is named twice in one place",
    explanation: "`also_approves` is for committees that shall approve beside the originating one, so the \
                  originating committee does not stand in it. In a list, each committee stands once: a second \
                  time says nothing, and most often another one was meant.",
    bad: "also_approves: [alliance]",
    good: "also_approves: [platform]",
    check: Check::Text(check),
};

fn check(text: &Text<'_>, findings: &mut Findings) {
    let register = text.register;
    let originating = (&register.originating_committee, "/originating_committee".to_string());
    twice(text, "/also_approves", &register.also_approves, Some(originating), findings);
    for (at, milestone) in register.milestones.iter().enumerate() {
        for (field, list) in
            [("committees", &milestone.committees), ("working_groups", &milestone.working_groups)]
        {
            twice(text, &format!("/milestones/{at}/{field}"), list, None, findings);
        }
    }
}

fn twice(
    text: &Text<'_>,
    pointer: &str,
    list: &[Id],
    before: Option<(&Id, String)>,
    findings: &mut Findings,
) {
    let mut first: BTreeMap<&Id, String> = before.into_iter().collect();
    for (at, id) in list.iter().enumerate() {
        let here = format!("{pointer}/{at}");
        let Some(earlier) = first.get(id) else {
            first.insert(id, here);
            continue;
        };
        let message = match earlier.as_str() {
            "/originating_committee" => {
                format!(
                    "`{id}` is the originating committee, which approves anyway; `also_approves` names others"
                )
            }
            _ => format!("`{id}` stands in this list already; each body stands in it once"),
        };
        let related = Place::value(text.file, earlier.clone()).label("named here");
        findings.push(RULE.found(message).at(Place::value(text.file, here)).related(related));
    }
}
