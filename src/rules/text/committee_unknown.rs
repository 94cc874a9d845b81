//! Committees and working groups: each is in the roster, and in the field for its kind.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::id::Id;
use crate::roster::{BodyKind, Roster};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::suggest::short_list;

pub(crate) static RULE: Rule = Rule {
    name: "committee-unknown",
    severity: Severity::Error,
    clause: "DSP4003 2.3",
    summary: "committees and working groups are in the roster, and each is in the field for its \
              kind",
    explanation: "The committees that a register names decide whose approval it needs, so each \
                  must be a body of the roster. Committees own milestones, working groups do the \
                  work. The board approves every register, so no field names it. Exactly one \
                  committee originates a register; other approving committees are listed in \
                  `also_approves`.",
    bad: "originating_committee: aliance",
    good: "\
originating_committee: alliance
also_approves: [platform]",
    check: Check::Binding(check),
};

/// The kind of body that a field names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Committee,
    WorkingGroup,
}

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(roster) = text.roster else { return };
    for (pointer, wanted, id) in named(text) {
        let kind = roster.body(id).map(|body| body.kind);
        let Some(message) = wrong(wanted, kind, id) else {
            continue;
        };
        let fits = roster
            .bodies
            .iter()
            .filter(|body| wrong(wanted, Some(body.kind), id).is_none());
        let allowed: Vec<&str> = fits.map(|body| body.id.as_str()).collect();
        let message = format!("{message}; allowed are {}", short_list(&allowed));
        let finding = RULE
            .found(message)
            .at(SourcePlace::value(text.file, pointer));
        findings.push(match roster.body(id) {
            Some(_) => finding.help(advice(wanted, id, roster)),
            None => finding.suggest(id.as_str(), &allowed),
        });
    }
}

/// Every body that the text names, with its pointer and the kind of its field.
fn named<'a>(text: &TextContext<'a>) -> Vec<(String, Wanted, &'a Id)> {
    let register = text.register;
    let originating = &register.originating_committee;
    let mut named = vec![(
        "/originating_committee".to_string(),
        Wanted::Committee,
        originating,
    )];
    let also = register.also_approves.iter().enumerate();
    named.extend(also.map(|(at, id)| (format!("/also_approves/{at}"), Wanted::Committee, id)));
    for (at, milestone) in register.milestones.iter().enumerate() {
        let lists = [
            ("committees", Wanted::Committee, &milestone.committees),
            (
                "working_groups",
                Wanted::WorkingGroup,
                &milestone.working_groups,
            ),
        ];
        for (field, wanted, ids) in lists {
            let within = |item: usize| format!("/milestones/{at}/{field}/{item}");
            named.extend(
                ids.iter()
                    .enumerate()
                    .map(|(item, id)| (within(item), wanted, id)),
            );
        }
    }
    named
}

/// Why a field cannot name a body of this kind; `None` if it can.
fn wrong(wanted: Wanted, kind: Option<BodyKind>, id: &Id) -> Option<String> {
    let expected = match wanted {
        Wanted::Committee => "a committee",
        Wanted::WorkingGroup => "a working group",
    };
    let found = match kind {
        None => {
            return Some(format!(
                "the roster has no body `{id}`; {expected} is required"
            ));
        }
        Some(BodyKind::AllianceCommittee | BodyKind::Committee) if wanted == Wanted::Committee => {
            return None;
        }
        Some(BodyKind::WorkingGroup) if wanted == Wanted::WorkingGroup => return None,
        Some(BodyKind::AllianceCommittee | BodyKind::Committee) => "a committee",
        Some(BodyKind::WorkingGroup) => "a working group",
        Some(BodyKind::Board) => "the board",
        Some(BodyKind::ExecutiveCommittee) => "the executive committee",
    };
    Some(format!("`{id}` is {found}, but {expected} is required"))
}

/// Where a body of another kind belongs.
fn advice(wanted: Wanted, id: &Id, roster: &Roster) -> String {
    let body = roster.body(id);
    match (
        body.map(|body| body.kind),
        body.and_then(|body| body.parent.as_ref()),
    ) {
        (Some(BodyKind::Board), _) => {
            "the board approves every register and need not be named".to_string()
        }
        (Some(BodyKind::WorkingGroup), Some(parent)) if wanted == Wanted::Committee => {
            format!("name its committee, `{parent}`, and list `{id}` in `working_groups`")
        }
        (Some(BodyKind::WorkingGroup), _) => format!("list `{id}` in `working_groups`"),
        (Some(BodyKind::AllianceCommittee | BodyKind::Committee), _) => {
            format!("list `{id}` in `committees`")
        }
        (Some(BodyKind::ExecutiveCommittee) | None, _) => {
            "the executive committee owns no work".to_string()
        }
    }
}
