//! The class of each change, and the approvals that each class needs.

use std::collections::BTreeSet;

use crate::act::{Approver, Class};
use crate::id::Id;
use crate::register::Register;
use crate::register::diff::{Field, FieldChange, FieldDifference, changes};
use crate::roster::{BodyKind, Roster};

/// The class of a difference and its clause. Changes that DSP4003 does not name, or names only as an example, are
/// significant.
pub fn class_of(field: Field, kind: FieldChange) -> (Class, &'static str) {
    match (field, kind) {
        // These labels follow other changes.
        (Field::Web, _) => (Class::Progress, "practice (web address)"),
        (Field::Version, _) => (Class::Progress, "practice (version label)"),
        // Suppressed findings are not part of the agreement, but the originating committee approves them.
        (Field::Allow, _) => (Class::Allow, "practice (allowed findings)"),
        (Field::Row, FieldChange::Split) => (Class::Progress, "DSP4003 5.2 note 2"),
        // A committee new to the register, or a new standard in a new domain or with a new holder.
        (Field::Milestone | Field::Row, FieldChange::Extended) => (Class::Scope, "DSP4003 4"),
        (Field::Milestone | Field::MilestoneTitle, _) => (Class::Deliverables, "DSP4003 4"),
        (Field::WorkingGroup, FieldChange::Added) => (Class::Scope, "DSP4003 4"),
        (Field::WorkingGroup, _) => (Class::Deliverables, "DSP4003 4"),
        (Field::Scope, FieldChange::Extended) => (Class::Scope, "DSP4003 4"),
        (
            Field::Title
            | Field::Initiated
            | Field::AddendumTo
            | Field::Subject
            | Field::Language
            | Field::Purpose
            | Field::Partner
            | Field::Home
            | Field::Committees
            | Field::Justification
            | Field::Scope
            | Field::Benefits
            | Field::Row
            | Field::FeedbackTerms
            | Field::Links
            | Field::Section,
            _,
        ) => (Class::Significant, "DSP4003 3.2"),
    }
}

/// The approvals that a change needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demand {
    /// Its classes, each once.
    pub classes: BTreeSet<Class>,
    /// The approvers that it needs.
    pub needs: BTreeSet<Approver>,
}

/// The approvals that the adoption of a text needs: the Alliance Committee, the originating committee, those that also
/// approve, every committee with work in the milestones, the board, and the partner.
pub fn adoption(text: &Register, roster: &Roster) -> Demand {
    let alliance = roster
        .body_of_kind(BodyKind::AllianceCommittee)
        .map(|body| &body.id);
    let committees = alliance
        .into_iter()
        .chain([&text.originating_committee])
        .chain(&text.also_approves)
        .chain(text.milestone_committees())
        .cloned();
    let needs = committees
        .chain(board(roster))
        .map(Approver::Body)
        .chain([Approver::Partner])
        .collect();
    Demand {
        classes: BTreeSet::from([Class::Adoption]),
        needs,
    }
}

/// The approvals that the difference from `old` to `new` needs: the union over its changes.
pub fn update(old: &Register, new: &Register, roster: &Roster) -> Demand {
    let mut demand = Demand::default();
    for change in changes(old, new) {
        let (class, _) = class_of(change.field, change.kind);
        demand.needs.extend(needs(class, &change, old, new, roster));
        demand.classes.insert(class);
    }
    demand
}

/// The approvers that one change of this class needs.
pub fn needs(
    class: Class,
    change: &FieldDifference,
    old: &Register,
    new: &Register,
    roster: &Roster,
) -> BTreeSet<Approver> {
    let originating = [new.originating_committee.clone()];
    let bodies: Vec<Id> = match class {
        Class::Progress | Class::Editorial => return BTreeSet::new(),
        Class::Allow => return originating.map(Approver::Body).into(),
        Class::Deliverables => originating
            .into_iter()
            .chain(change.committees.clone())
            .collect(),
        Class::Scope => originating
            .into_iter()
            .chain(change.committees.clone())
            .chain(board(roster))
            .collect(),
        // These change the agreement itself, so every committee with work in either text approves.
        Class::Adoption | Class::Significant => {
            let owners = [old, new]
                .into_iter()
                .flat_map(Register::milestone_committees)
                .cloned();
            originating
                .into_iter()
                .chain(change.committees.clone())
                .chain(owners)
                .chain(board(roster))
                .collect()
        }
    };
    bodies
        .into_iter()
        .map(Approver::Body)
        .chain([Approver::Partner])
        .collect()
}

fn board(roster: &Roster) -> Option<Id> {
    roster
        .body_of_kind(BodyKind::Board)
        .map(|board| board.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"title": "T", "version": "1", "scope": "Routers.", "benefits": "One model.",
        "partner": {"organization": "xyz"},
        "milestones": [{"id": "m1", "title": "Schema", "committees": ["technical"], "due": "2027"},
                       {"id": "m2", "title": "Profiles", "committees": ["marketing"]}],
        "standards": [{"type": "Profiles", "ap_id": "G", "description": "d", "domain": "N", "lead": "XYZ",
            "ip_policy": "XYZ", "owner": "XYZ", "developer": "XYZ", "maintainer": "XYZ", "group": true}]}"#;

    /// Independent changes of every class.
    const EDITS: [(&str, &str); 9] = [
        (r#""version": "1""#, r#""version": "2""#),
        (r#""scope": "Routers.""#, r#""scope": "Routers. Switches.""#),
        (r#""due": "2027""#, r#""due": "2028""#),
        (r#""title": "Profiles""#, r#""title": "Profiles for all""#),
        (
            r#""committees": ["marketing"]"#,
            r#""committees": ["marketing"], "working_groups": ["storage"]"#,
        ),
        (r#""benefits": "One model.""#, r#""benefits": "Another.""#),
        (
            r#""organization": "xyz""#,
            r#""organization": "xyz", "group": "G""#,
        ),
        (
            r#""type": "Profiles", "ap_id": "G""#,
            r#""type": "Profile", "ap_id": "G1""#,
        ),
        (
            r#""title": "T""#,
            r#""title": "T", "also_approves": ["platform"]"#,
        ),
    ];

    fn with(edits: usize) -> Register {
        let chosen = EDITS
            .iter()
            .enumerate()
            .filter(|(at, _)| edits & (1 << at) != 0);
        let text = chosen.fold(TEXT.to_string(), |text, (_, (old, new))| {
            assert!(text.contains(old), "{old}");
            text.replace(old, new)
        });
        serde_json::from_str(&text).expect("a register")
    }

    fn roster() -> Roster {
        serde_json::from_str(
            r#"{"format": 1, "home": "dmtf", "organizations": [{"id": "dmtf", "name": "DMTF"}],
                "bodies": [{"id": "board", "name": "Board", "kind": "board"}]}"#,
        )
        .expect("a roster")
    }

    #[test]
    fn no_change_takes_a_class_or_an_approver_away_from_another() {
        let (base, roster) = (with(0), roster());
        let demands: Vec<Demand> = (0..1 << EDITS.len())
            .map(|edits| update(&base, &with(edits), &roster))
            .collect();
        assert_eq!(demands[0], Demand::default());
        for (edits, demand) in demands.iter().enumerate() {
            for at in 0..EDITS.len() {
                let more = &demands[edits | 1 << at];
                assert!(
                    more.classes.is_superset(&demand.classes),
                    "{edits:b} and {at}"
                );
                assert!(more.needs.is_superset(&demand.needs), "{edits:b} and {at}");
            }
        }
    }

    #[test]
    fn each_field_has_the_class_that_dsp4003_gives_it() {
        let classes = |at: usize| -> Vec<String> {
            update(&with(0), &with(1 << at), &roster())
                .classes
                .iter()
                .map(ToString::to_string)
                .collect()
        };
        let expected: [&[&str]; 9] = [
            &["progress"],
            &["scope"],
            &["deliverables"],
            &["deliverables"],
            &["deliverables", "scope"],
            &["significant"],
            &["significant"],
            // A group row that is renamed and stays a group counts as another row.
            &["significant"],
            &["significant"],
        ];
        for (at, expected) in expected.iter().enumerate() {
            assert_eq!(classes(at), *expected, "{}", EDITS[at].1);
        }
    }
}
