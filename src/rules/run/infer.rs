//! Fixes for dates and references that can only mean one thing.
//!
//! A complete name, in any case, identifies an entry. A misspelled one does not: a wrong guess would change who
//! approves.

use std::collections::HashMap;

use crate::date::{Day, When};
use crate::diagnostic::{Diagnostic, Findings, Fix, Target};
use crate::id::Id;
use crate::path::StorePath;
use crate::roster::{Body, BodyKind, Roster};
use crate::snapshot::{Document, Snapshot};
use crate::source::SourceFile;
use crate::yaml::{self, Spans};

/// The rules with findings about dates or references.
const RULES: [&str; 6] = [
    "field-type",
    "partner-unknown",
    "committee-unknown",
    "addendum-unknown",
    "roster-reference",
    "policy-body-unknown",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldKind {
    When,
    Day,
    Partner,
    Committee,
    WorkingGroup,
    Register,
    Person,
    Organization,
    Body,
}

/// Adds a fix to each finding that can only mean one thing.
pub(crate) fn infer(findings: Findings, snapshot: &Snapshot) -> Findings {
    let mut spans = HashMap::new();
    let tell = |found: Diagnostic| match inferred(&found, snapshot, &mut spans) {
        Some(Inferred::Fix(fix)) => Diagnostic {
            help: None,
            ..found
        }
        .fix(fix),
        Some(Inferred::Help(help)) => found.help(help),
        None => found,
    };
    findings.each(tell)
}

/// What a value probably means.
enum Inferred {
    /// It can only mean one thing.
    Fix(Fix),
    /// It has several meanings, or is not a date.
    Help(String),
}

fn inferred(
    found: &Diagnostic,
    snapshot: &Snapshot,
    spans: &mut HashMap<*const SourceFile, Spans>,
) -> Option<Inferred> {
    let place = found
        .place
        .as_ref()
        .filter(|_| found.fix.is_none() && RULES.contains(&found.rule))?;
    let (Target::Value(pointer) | Target::Key(pointer)) = &place.target else {
        return None;
    };
    let file = StorePath::of(place.file.path())?;
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let kind = kind(&file, &steps)?;
    // In the policy's terms, bodies are keys, but the reader's findings point to the values below them.
    let is_key = matches!((&file, kind), (StorePath::Policy, FieldKind::Body));
    let spans = spans
        .entry(std::sync::Arc::as_ptr(&place.file))
        .or_insert_with(|| Spans::of(&place.file));
    let span = if is_key {
        spans.key(pointer)
    } else {
        spans.value(pointer)
    };
    let given = yaml::scalar(place.file.text().ok()?.get(span?)?)?;
    let meaning = Meaning {
        file: &file,
        snapshot,
    };
    let Some(meant) = meaning.of(kind, &given) else {
        let is_date = matches!(kind, FieldKind::When | FieldKind::Day) && found.help.is_none();
        let advice = is_date.then(|| When::advice(&given)).flatten()?;
        return Some(Inferred::Help(advice));
    };
    let fix = match is_key {
        _ if meant == given => return None,
        true => Fix::rename(pointer, meant),
        false => Fix::write(pointer, meant),
    };
    Some(Inferred::Fix(fix))
}

/// The kind of the field at a pointer. Fields that are not listed here get no fix.
fn kind(file: &StorePath, steps: &[&str]) -> Option<FieldKind> {
    Some(match (file, steps) {
        (StorePath::Text(_), ["initiated"] | ["milestones", _, "due"]) => FieldKind::When,
        (StorePath::Text(_), ["feedback_terms", _, "agreed"]) => FieldKind::Day,
        (StorePath::Text(_), ["partner", "organization"]) => FieldKind::Partner,
        (StorePath::Text(_), ["addendum_to"]) => FieldKind::Register,
        (
            StorePath::Text(_),
            ["originating_committee"] | ["also_approves", _] | ["milestones", _, "committees", _],
        ) => FieldKind::Committee,
        (StorePath::Text(_), ["milestones", _, "working_groups", _]) => FieldKind::WorkingGroup,
        (StorePath::Roster, ["organizations", _, "since"] | ["people", _, "until"]) => {
            FieldKind::Day
        }
        (
            StorePath::Roster,
            ["home"] | ["organizations", _, "successor"] | ["people", _, "organization"],
        ) => FieldKind::Organization,
        (StorePath::Roster, ["bodies", _, "seats", _, "organization"]) => FieldKind::Organization,
        (StorePath::Roster, ["officers", _] | ["organizations", _, "representatives", _]) => {
            FieldKind::Person
        }
        (
            StorePath::Roster,
            ["bodies", _, "chair" | "vice_chair" | "secretary"] | ["bodies", _, "members", _],
        ) => FieldKind::Person,
        (StorePath::Roster, ["bodies", _, "seats", _, "voter" | "alternate"]) => FieldKind::Person,
        (StorePath::Roster, ["bodies", _, "parent"]) => FieldKind::Body,
        (StorePath::Policy, ["backfill_until"] | ["process", "date"]) => FieldKind::Day,
        (StorePath::Policy, ["ballots", "bodies", _]) => FieldKind::Body,
        _ => return None,
    })
}

/// The names that a value may refer to.
struct Meaning<'a> {
    file: &'a StorePath,
    snapshot: &'a Snapshot,
}

impl Meaning<'_> {
    fn of(&self, kind: FieldKind, given: &str) -> Option<String> {
        let committee =
            |body: &&Body| matches!(body.kind, BodyKind::AllianceCommittee | BodyKind::Committee);
        let working_group = |body: &&Body| body.kind == BodyKind::WorkingGroup;
        match kind {
            FieldKind::When => When::meant(given).map(|when| when.to_string()),
            FieldKind::Day => Day::meant(given).map(|day| day.to_string()),
            FieldKind::Register => {
                let lower = given.trim().to_lowercase();
                let mut known = self
                    .snapshot
                    .registers
                    .keys()
                    .chain(&self.snapshot.elsewhere);
                known.find(|id| **id == lower.as_str()).map(Id::to_string)
            }
            FieldKind::Partner => {
                let roster = self.roster()?;
                let organization = roster
                    .organization_called(given)
                    .filter(|found| found.id != roster.home)?;
                Some(organization.id.to_string())
            }
            FieldKind::Committee => Some(
                self.roster()?
                    .body_called(given)
                    .filter(committee)?
                    .id
                    .to_string(),
            ),
            FieldKind::WorkingGroup => Some(
                self.roster()?
                    .body_called(given)
                    .filter(working_group)?
                    .id
                    .to_string(),
            ),
            FieldKind::Body => {
                let roster = self.roster()?;
                let meant = roster.body_called(given)?;
                self.entry("bodies", &roster.bodies, meant, |body| &body.id)
            }
            FieldKind::Organization => {
                let roster = self.roster()?;
                let meant = roster.organization_called(given)?;
                self.entry("organizations", &roster.organizations, meant, |one| &one.id)
            }
            FieldKind::Person => {
                let roster = self.roster()?;
                let meant = roster.person_called(given)?;
                self.entry("people", &roster.people, meant, |person| &person.id)
            }
        }
    }

    /// The roster that names refer to; in the roster file, its own readable part.
    fn roster(&self) -> Option<&Roster> {
        if *self.file == StorePath::Roster {
            return self.snapshot.roster.as_ref().and_then(Document::partial);
        }
        self.snapshot.written_roster()
    }

    /// The id of an entry of the roster; `None` if it is a placeholder for an unreadable id.
    fn entry<T>(
        &self,
        list: &str,
        entries: &[T],
        meant: &T,
        id: impl Fn(&T) -> &Id,
    ) -> Option<String> {
        let at = entries.iter().position(|entry| id(entry) == id(meant))?;
        let roster = self.snapshot.roster.as_ref();
        let lacks = roster.is_some_and(|roster| roster.lacks(&format!("/{list}/{at}/id")));
        (!lacks).then(|| id(meant).to_string())
    }
}
