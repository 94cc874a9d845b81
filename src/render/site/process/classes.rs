//! The classes of changes: the class of each change of a field, and the approvals that each class needs. Both come from
//! the table of classes.

use serde::Serialize;

use crate::act::Class;
use crate::process::class::class_of;
use crate::register::diff::{Field, FieldChange};

#[derive(Debug, Serialize)]
pub(super) struct ClassView {
    name: String,
    /// The approvals that it needs.
    asks: &'static str,
}

/// A field of the register, and the class of its changes.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct FieldClassView {
    field: String,
    /// `any change`, `any other change`, or the kind of change that has this class.
    change: String,
    class: String,
    clause: &'static str,
}

const KINDS: [FieldChange; 5] = [
    FieldChange::Added,
    FieldChange::Removed,
    FieldChange::Changed,
    FieldChange::Extended,
    FieldChange::Split,
];
const CLASSES: [Class; 7] = [
    Class::Adoption,
    Class::Progress,
    Class::Editorial,
    Class::Allow,
    Class::Deliverables,
    Class::Scope,
    Class::Significant,
];

/// All classes, with the adoption first and the significant change last.
pub(super) fn classes() -> Vec<ClassView> {
    CLASSES
        .into_iter()
        .map(|class| ClassView {
            name: class.to_string(),
            asks: asks(class),
        })
        .collect()
}

fn asks(class: Class) -> &'static str {
    match class {
        Class::Adoption => {
            "the Alliance Committee, the originating committee, the committees that also approve, every committee with \
             work in the milestones, the board, and the partner"
        }
        Class::Progress => "no one",
        Class::Editorial => {
            "no ballot: a second person confirms the change after a waiting period, in which the partner and every \
             member may object"
        }
        Class::Allow => "the originating committee",
        Class::Deliverables => {
            "the originating committee, the committees that own the changed work, before or after, and the partner"
        }
        Class::Scope => {
            "the originating committee, the committees that own the changed work, the board, and the partner"
        }
        Class::Significant => {
            "the originating committee, every committee with work in the milestones, before or after, the board, and \
             the partner"
        }
    }
}

/// All fields in the order of the document, with one row per possible class.
pub(super) fn fields() -> Vec<FieldClassView> {
    let mut rows: Vec<FieldClassView> = Vec::new();
    for field in Field::ALL {
        let (usual, clause) = class_of(field, FieldChange::Changed);
        let others: Vec<FieldChange> = KINDS
            .into_iter()
            .filter(|kind| class_of(field, *kind).0 != usual)
            .collect();
        let row = |change: &str, class: Class, clause: &'static str| FieldClassView {
            field: field.to_string(),
            change: change.to_string(),
            class: class.to_string(),
            clause,
        };
        rows.push(row(
            if others.is_empty() {
                "any change"
            } else {
                "any other change"
            },
            usual,
            clause,
        ));
        for kind in others {
            let (class, clause) = class_of(field, kind);
            rows.push(row(&kind.to_string(), class, clause));
        }
    }
    rows
}
