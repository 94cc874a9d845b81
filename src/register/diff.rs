//! The differences in meaning between two texts of a register. Layout, comments, line breaks and the order of lists
//! make no difference.

mod field;
mod milestones;
mod prose;
mod rows;
mod sentences;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use self::field::{Field, FieldChange, FieldDifference};
use self::prose::{extends, same_words};
pub use self::sentences::{Sentence, sentences};
use super::Register;
use crate::id::Id;
use crate::text::is_blank;

/// All differences from `old` to `new`, in the order of the document. Empty if both have the same meaning.
pub fn changes(old: &Register, new: &Register) -> Vec<FieldDifference> {
    // A field that is added to the document does not compile until it is compared below.
    let Register {
        title,
        version,
        initiated,
        addendum_to,
        subject,
        language,
        web,
        purpose,
        partner,
        home,
        originating_committee: _,
        also_approves: _,
        justification,
        scope,
        benefits,
        sections,
        milestones: _,
        standards,
        feedback_terms,
        links,
        allow,
    } = old;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let mut changes = Vec::new();
    changes.extend(prose(Field::Title, title, &new.title));
    changes.extend(prose(Field::Version, &text(version), &text(&new.version)));
    changes.extend(value(
        Field::Initiated,
        &shown(initiated),
        &shown(&new.initiated),
    ));
    changes.extend(value(
        Field::AddendumTo,
        &shown(addendum_to),
        &shown(&new.addendum_to),
    ));
    changes.extend(prose(Field::Subject, &text(subject), &text(&new.subject)));
    changes.extend(value(
        Field::Language,
        &shown(language),
        &shown(&new.language),
    ));
    changes.extend(value(Field::Web, &shown(web), &shown(&new.web)));
    changes.extend(value(
        Field::Purpose,
        &purpose.to_string(),
        &new.purpose.to_string(),
    ));
    changes.extend(differs(Field::Partner, partner, &new.partner));
    changes.extend(differs(Field::Home, home, &new.home));
    changes.extend(committees(old, new));
    changes.extend(prose(
        Field::Justification,
        &text(justification),
        &text(&new.justification),
    ));
    changes.extend(prose(Field::Scope, &text(scope), &text(&new.scope)));
    changes.extend(prose(
        Field::Benefits,
        &text(benefits),
        &text(&new.benefits),
    ));
    changes.extend(own_sections(sections, &new.sections));
    changes.extend(milestones::changes(old, new));
    let owners = [old, new]
        .into_iter()
        .flat_map(Register::milestone_committees)
        .cloned();
    let owners: Vec<Id> = owners.collect();
    changes.extend(rows::changes(standards, &new.standards, &owners));
    changes.extend(differs(
        Field::FeedbackTerms,
        feedback_terms,
        &new.feedback_terms,
    ));
    changes.extend(differs(Field::Links, links, &new.links));
    changes.extend(differs(Field::Allow, allow, &new.allow));
    changes
}

/// The sections that the store defines, each by its id.
fn own_sections(old: &BTreeMap<Id, String>, new: &BTreeMap<Id, String>) -> Vec<FieldDifference> {
    let ids: BTreeSet<&Id> = old.keys().chain(new.keys()).collect();
    let text =
        |sections: &BTreeMap<Id, String>, id: &Id| sections.get(id).cloned().unwrap_or_default();
    let change = |id: &Id| {
        let change = prose(Field::Section, &text(old, id), &text(new, id))?.about(id.as_str());
        Some(FieldDifference {
            what: change
                .what
                .replacen("section", &format!("section `{id}`"), 1),
            ..change
        })
    };
    ids.into_iter().filter_map(change).collect()
}

fn shown(value: &Option<impl fmt::Display>) -> String {
    value.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// A field with prose.
fn prose(field: Field, old: &str, new: &str) -> Option<FieldDifference> {
    if same_words(old, new) {
        return None;
    }
    let kind = match (is_blank(old), is_blank(new)) {
        (true, _) => FieldChange::Added,
        (_, true) => FieldChange::Removed,
        (false, false) if extends(old, new) => FieldChange::Extended,
        (false, false) => FieldChange::Changed,
    };
    let short = |text: &str| text.len() <= 60 && !text.contains('\n');
    let what = match kind {
        FieldChange::Changed if short(old) && short(new) => {
            format!("{field}: \"{new}\", was \"{old}\"")
        }
        FieldChange::Added
        | FieldChange::Removed
        | FieldChange::Changed
        | FieldChange::Extended
        | FieldChange::Split => {
            format!("{field} {kind}")
        }
    };
    Some(FieldDifference {
        prose: Some((old.to_string(), new.to_string())),
        ..FieldDifference::new(field, kind, what)
    })
}

/// A field with one value.
fn value(field: Field, old: &str, new: &str) -> Option<FieldDifference> {
    let none = |text: &str| {
        if text.is_empty() {
            "none".to_string()
        } else {
            text.to_string()
        }
    };
    let what = || format!("{field}: {}, was {}", none(new), none(old));
    (old != new).then(|| FieldDifference::new(field, FieldChange::Changed, what()))
}

/// A field with several values.
fn differs<T: PartialEq>(field: Field, old: &T, new: &T) -> Option<FieldDifference> {
    (old != new).then(|| {
        FieldDifference::new(
            field,
            FieldChange::Changed,
            format!("{field} {}", FieldChange::Changed),
        )
    })
}

/// New approvers concern those who had to approve and those who now have to.
fn committees(old: &Register, new: &Register) -> Option<FieldDifference> {
    let approving = |text: &Register| -> (Id, BTreeSet<Id>) {
        (
            text.originating_committee.clone(),
            text.also_approves.iter().cloned().collect(),
        )
    };
    let (before, after) = (approving(old), approving(new));
    if before == after {
        return None;
    }
    let list = |(originating, also): &(Id, BTreeSet<Id>)| {
        let also: Vec<String> = also.iter().map(ToString::to_string).collect();
        if also.is_empty() {
            originating.to_string()
        } else {
            format!("{originating} with {}", also.join(", "))
        }
    };
    let what = format!(
        "{}: {}, was {}",
        Field::Committees,
        list(&after),
        list(&before)
    );
    let asked = [before, after]
        .into_iter()
        .flat_map(|(originating, also)| also.into_iter().chain([originating]));
    Some(FieldDifference::new(Field::Committees, FieldChange::Changed, what).of_committees(asked))
}

#[cfg(test)]
mod tests;
