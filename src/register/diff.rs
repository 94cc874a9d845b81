//! The differences in meaning between two texts of a register. Layout, comments, line breaks and the order of lists
//! make no difference.

mod milestones;
mod prose;
mod rows;
mod sentences;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use self::prose::{extends, same_words};
pub use self::sentences::{Sentence, sentences};
use super::Register;
use crate::id::Id;
use crate::text::is_blank;

/// One difference in meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDifference {
    /// The field.
    pub field: Field,
    /// How it changed.
    pub kind: FieldChange,
    /// The difference in words, for example ``milestone `m2`: due 2027-Q1, was 2026-Q4``.
    pub what: String,
    /// The text before and after, if the field holds prose.
    pub prose: Option<(String, String)>,
    /// The committees that own what changed, before or after.
    pub committees: BTreeSet<Id>,
    /// Which of several things of the field changed, for example `m2 due`; empty if there is only one.
    pub about: String,
}

/// The fields of a register whose changes are distinguished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The title line.
    Title,
    /// The version label.
    Version,
    /// The date on which the work began.
    Initiated,
    /// The register that this one adds to.
    AddendumTo,
    /// The topic.
    Subject,
    /// The language of the text.
    Language,
    /// Its address on the web.
    Web,
    /// The purpose of the partnership.
    Purpose,
    /// The partner's side.
    Partner,
    /// The home organization's side.
    Home,
    /// The originating committee, and those that also approve.
    Committees,
    /// Why the organizations work together.
    Justification,
    /// What the activity covers.
    Scope,
    /// What both sides gain.
    Benefits,
    /// A milestone: its owners, its working groups, its date, how firm it is.
    Milestone,
    /// The wording of a milestone.
    MilestoneTitle,
    /// A working group that joins or leaves the milestones.
    WorkingGroup,
    /// A row of Table 1.
    Row,
    /// What restricts feedback.
    FeedbackTerms,
    /// A section that the store defines.
    Section,
    /// The documents that the register refers to.
    Links,
    /// Findings that the text allows.
    Allow,
}

/// How a field changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldChange {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
    /// A text keeps all its sentences in order and adds some; a row is new, in a domain or with a holder that no row
    /// had before; or a milestone adds a committee that had no part in the register.
    Extended,
    /// A row for a group became rows of single standards, which inherit its columns.
    Split,
}

impl Field {
    /// Every field, in the order of the document.
    pub const ALL: [Field; 22] = [
        Field::Title,
        Field::Version,
        Field::Initiated,
        Field::AddendumTo,
        Field::Subject,
        Field::Language,
        Field::Web,
        Field::Purpose,
        Field::Partner,
        Field::Home,
        Field::Committees,
        Field::Justification,
        Field::Scope,
        Field::Benefits,
        Field::Milestone,
        Field::MilestoneTitle,
        Field::WorkingGroup,
        Field::Row,
        Field::FeedbackTerms,
        Field::Section,
        Field::Links,
        Field::Allow,
    ];
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Title => "title",
            Field::Version => "version",
            Field::Initiated => "date initiated",
            Field::AddendumTo => "addendum to",
            Field::Subject => "subject",
            Field::Language => "language",
            Field::Web => "web address",
            Field::Purpose => "purpose",
            Field::Partner => "partner's side",
            Field::Home => "home side",
            Field::Committees => "approving committees",
            Field::Justification => "justification",
            Field::Scope => "scope",
            Field::Benefits => "benefits",
            Field::Milestone => "milestone",
            Field::MilestoneTitle => "title of a milestone",
            Field::WorkingGroup => "working group",
            Field::Row => "row of Table 1",
            Field::FeedbackTerms => "feedback terms",
            Field::Section => "section",
            Field::Links => "links",
            Field::Allow => "allowed findings",
        })
    }
}

impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FieldChange::Added => "added",
            FieldChange::Removed => "removed",
            FieldChange::Changed => "changed",
            FieldChange::Extended => "extended",
            FieldChange::Split => "split",
        })
    }
}

impl FieldDifference {
    fn new(field: Field, kind: FieldChange, what: impl Into<String>) -> FieldDifference {
        FieldDifference {
            field,
            kind,
            what: what.into(),
            prose: None,
            committees: BTreeSet::new(),
            about: String::new(),
        }
    }

    fn about(self, about: impl Into<String>) -> FieldDifference {
        FieldDifference {
            about: about.into(),
            ..self
        }
    }

    /// Whether both concern the same field and, within it, the same milestone, row or section.
    pub fn is_about_the_same(&self, other: &FieldDifference) -> bool {
        (self.field, &self.about) == (other.field, &other.about)
    }

    fn of_committees(self, committees: impl IntoIterator<Item = Id>) -> FieldDifference {
        FieldDifference {
            committees: committees.into_iter().collect(),
            ..self
        }
    }
}

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
