//! One difference between two texts.

use std::collections::BTreeSet;
use std::fmt;

use crate::id::Id;

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
    pub(super) fn new(field: Field, kind: FieldChange, what: impl Into<String>) -> FieldDifference {
        FieldDifference {
            field,
            kind,
            what: what.into(),
            prose: None,
            committees: BTreeSet::new(),
            about: String::new(),
        }
    }

    pub(super) fn about(self, about: impl Into<String>) -> FieldDifference {
        FieldDifference {
            about: about.into(),
            ..self
        }
    }

    /// Whether both concern the same field and, within it, the same milestone, row or section.
    pub fn is_about_the_same(&self, other: &FieldDifference) -> bool {
        (self.field, &self.about) == (other.field, &other.about)
    }

    pub(super) fn of_committees(self, committees: impl IntoIterator<Item = Id>) -> FieldDifference {
        FieldDifference {
            committees: committees.into_iter().collect(),
            ..self
        }
    }
}
