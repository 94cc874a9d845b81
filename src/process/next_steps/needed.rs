//! The approvals that a revision needs, with those that were given.

use crate::act::Approver;
use crate::id::Id;
use crate::process::approvals::given;
use crate::process::class::Demand;
use crate::process::{ApproverDecision, History, State};
use crate::register::Register;
use crate::roster::{BodyKind, Roster};

/// An approval that the revision under way, or the one in force, needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed<'s> {
    /// The approver.
    pub by: &'s Approver,
    /// The approver's name.
    pub name: String,
    /// The approval that counts, of this revision or carried over from an earlier one.
    pub given: Option<&'s ApproverDecision>,
    /// Whether it is the originating committee.
    pub originates: bool,
    /// The clause that requires it.
    pub clause: &'static str,
}

/// The approvals that the revision under way needs, with those that were given.
pub fn needed<'s>(state: &'s State, history: &History<'_>, roster: &Roster) -> Vec<Needed<'s>> {
    let Some(under_way) = state
        .under_way
        .as_ref()
        .filter(|under_way| under_way.rejected.is_none())
    else {
        return Vec::new();
    };
    let text = history.text(under_way.revision);
    let line = |by: &'s Approver| {
        let (name, clause) = named(by, state.partner(), text, roster);
        let originates = text.is_some_and(|text| is_originating(by, text));
        Needed {
            by,
            name,
            given: given(state, history, by),
            originates,
            clause,
        }
    };
    let mut lines: Vec<Needed<'s>> = under_way.needs.iter().map(line).collect();
    lines.sort_by_key(|needed| turn(needed.by, roster));
    lines
}

/// The approvers that a text would need on submission, each with name and clause.
pub fn asked<'d>(
    demand: &'d Demand,
    text: &Register,
    roster: &Roster,
) -> Vec<(&'d Approver, String, &'static str)> {
    let mut asked: Vec<&Approver> = demand.needs.iter().collect();
    asked.sort_by_key(|by| turn(by, roster));
    let partner = Some(&text.partner.organization);
    let named = |by: &'d Approver| {
        let (name, clause) = named(by, partner, Some(text), roster);
        (by, name, clause)
    };
    asked.into_iter().map(named).collect()
}

/// Committees, then the board, then the partner: the order of the process.
fn turn(by: &Approver, roster: &Roster) -> usize {
    match by {
        Approver::Partner => 2,
        Approver::Body(id) => usize::from(
            roster
                .body(id)
                .is_some_and(|body| body.kind == BodyKind::Board),
        ),
    }
}

/// The missing approvals of the revision under way, as the end of a sentence; empty where none is missing.
pub fn missing(state: &State, history: &History<'_>, roster: &Roster) -> String {
    let needed = needed(state, history, roster);
    let is_committee = |needed: &&Needed<'_>| match needed.by {
        Approver::Body(id) => roster
            .body(id)
            .is_none_or(|body| body.kind != BodyKind::Board),
        Approver::Partner => false,
    };
    // The board and the partner act after the committees.
    let missing: Vec<&Needed<'_>> = needed
        .iter()
        .filter(|needed| needed.given.is_none())
        .collect();
    let committees = missing.iter().copied().filter(is_committee).count();
    let names: Vec<&str> = missing.iter().map(|needed| needed.name.as_str()).collect();
    let names = if committees > 0 {
        &names[..committees]
    } else {
        &names
    };
    if names.is_empty() {
        String::new()
    } else {
        format!("; not approved yet by: {}", names.join(", "))
    }
}

fn named(
    by: &Approver,
    partner: Option<&Id>,
    text: Option<&Register>,
    roster: &Roster,
) -> (String, &'static str) {
    let Approver::Body(id) = by else {
        let partner = partner.map_or("the partner".to_string(), |id| roster.organization_name(id));
        return (partner, "DSP4003 3.2");
    };
    let is_board = roster
        .body(id)
        .is_some_and(|body| body.kind == BodyKind::Board);
    let clause = match text.is_some_and(|text| is_originating(by, text)) {
        _ if is_board => "DSP4003 2.6, 3.2",
        true => "DSP4003 2.3, 3.2",
        false => "DSP4003 2.3",
    };
    (roster.body_name(id), clause)
}

fn is_originating(by: &Approver, text: &Register) -> bool {
    matches!(by, Approver::Body(id) if *id == text.originating_committee)
}
