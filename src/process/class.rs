//! What a change asks for: which class each difference has, and whose approval each class needs.

use std::collections::BTreeSet;

use crate::act::{Approver, Class};
use crate::id::Id;
use crate::register::Register;
use crate::register::diff::{Part, changes};
use crate::roster::{BodyKind, Roster};

/// The class of a difference in each part of the text. What DSP4003 does not name is significant (U4).
pub fn class_of(part: Part) -> Class {
    match part {
        Part::Milestones => Class::Deliverables,
        Part::Standards | Part::Scope | Part::Parties | Part::Committees | Part::Text => Class::Significant,
    }
}

/// What a change asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demand {
    /// Its classes, each once.
    pub classes: BTreeSet<Class>,
    /// Whose approval it needs.
    pub needs: BTreeSet<Approver>,
}

/// What the first adoption of a text asks for (R4): the Alliance Committee, the originating one, those that
/// also approve, every committee with work in the milestones, the board, and the partner.
pub fn adoption(text: &Register, roster: &Roster) -> Demand {
    let alliance = roster.body_of_kind(BodyKind::AllianceCommittee).map(|body| &body.id);
    let committees = alliance
        .into_iter()
        .chain([&text.originating_committee])
        .chain(&text.also_approves)
        .chain(text.milestone_committees())
        .cloned();
    let needs = committees.chain(board(roster)).map(Approver::Body).chain([Approver::Partner]).collect();
    Demand { classes: BTreeSet::from([Class::Adoption]), needs }
}

/// What the difference from `old` to `new` asks for (U2 to U4): the union over its classes.
pub fn update(old: &Register, new: &Register, roster: &Roster) -> Demand {
    let mut demand = Demand::default();
    for change in changes(old, new) {
        let class = class_of(change.part);
        let committees = change.committees.into_iter().chain([new.originating_committee.clone()]);
        let board = match class {
            Class::Adoption | Class::Significant => board(roster),
            Class::Deliverables => None,
        };
        demand.needs.extend(committees.chain(board).map(Approver::Body).chain([Approver::Partner]));
        // Who has to approve is itself a matter for those who had to, and for those who now have to.
        if change.part == Part::Committees {
            let both = [old, new].into_iter();
            let asked = both.flat_map(|text| text.also_approves.iter().chain([&text.originating_committee]));
            demand.needs.extend(asked.cloned().map(Approver::Body));
        }
        demand.classes.insert(class);
    }
    demand
}

fn board(roster: &Roster) -> Option<Id> {
    roster.body_of_kind(BodyKind::Board).map(|board| board.id.clone())
}
