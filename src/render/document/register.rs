//! One text of a register as a document.

use super::model::{Document, Fact, Level, Row, Section, cell, column, fact, plain};
use super::record;
use super::redline;
use super::text::{TextPart, TextSource, section, table};
use crate::date::Day;
use crate::id::Id;
use crate::process::class::class_of;
use crate::process::next_steps;
use crate::process::version::process_of;
use crate::register::Register;
use crate::register::diff::{Field, changes};
use crate::render::selected_text::SelectedText;
use crate::render::view::{full_name, in_force, review, warnings};
use crate::source::Digest;

/// The mark of a text that has not all of its approvals.
const DRAFT: &str = "DRAFT, not approved";

/// The older text of a redline.
#[derive(Debug, Clone)]
pub struct OlderText<'a> {
    /// Its name in a sentence, such as `revision 1`.
    pub name: String,
    /// The text.
    pub text: &'a Register,
}

pub(in crate::render) fn document(
    selected: &SelectedText<'_>,
    older: Option<&OlderText<'_>>,
    today: Day,
) -> Document {
    let governance = selected.governance;
    let source = TextSource {
        roster: governance.roster,
        policy: governance.policy,
        completed: |id: &Id| selected.completed(id).map(|completed| completed.on),
    };
    let text = source.read(selected.text);
    let mut notices: Vec<String> = selected.banner().into_iter().collect();
    notices.extend(warnings(selected.text, governance.roster));
    let mut sections = Vec::new();
    let text = match older {
        None => text,
        Some(older) => {
            let summary = summary(older.text, selected.text);
            notices.push(compared(selected, older, summary.is_some()));
            sections.extend(summary);
            redline::text(source.read(older.text), text)
        }
    };
    let TextPart {
        title,
        facts,
        sections: of_text,
    } = text;
    sections.extend(of_text);
    sections.push(record::approved(selected));
    sections.extend(record::published_versions(selected));
    sections.extend(record::contacts(selected));
    // A comparison is for reading, and a removed register ends: neither is signed.
    if older.is_none() && selected.removed().is_none() {
        sections.push(record::signatures(selected));
    }
    Document {
        kind: "Alliance work register",
        organization: full_name(governance.roster, &governance.roster.home),
        title,
        language: selected.text.language.clone(),
        mark: mark(selected),
        notices,
        facts: [fact("Register", selected.register.files.id.as_str())]
            .into_iter()
            .chain(facts)
            .chain(recorded(selected, today))
            .collect(),
        sections,
        closing: vec![closing(selected)],
        footer: footer(selected, older),
        on: today.to_string(),
    }
}

/// The part of the title block that the record gives.
fn recorded(selected: &SelectedText<'_>, today: Day) -> Vec<Fact> {
    let revision = match selected.revision {
        Some(number) => number.to_string(),
        None => match submitted(selected) {
            Some(number) => format!("draft, with the text of revision {number}"),
            None => "draft".to_string(),
        },
    };
    let mut facts = vec![fact("Revision", revision)];
    facts.extend(in_force(selected).map(|found| {
        let since = found.since.unwrap_or("unknown".to_string());
        let records = if found.records {
            " (from earlier records)"
        } else {
            ""
        };
        fact("In force since", format!("{since}{records}"))
    }));
    facts.extend(review(selected, today).map(|review| {
        let word = if review.overdue {
            "overdue since"
        } else {
            "due"
        };
        fact("Next review", format!("{word} {}", review.due))
    }));
    facts.extend(selected.removed().map(|removed| {
        let what = format!("{}, resolution {}", removed.on, removed.resolution);
        fact("Removed", format!("{what}; reason: {}", removed.reason))
    }));
    facts
}

/// The mark on each page of a text that is not in force.
fn mark(selected: &SelectedText<'_>) -> Option<String> {
    let state = selected.state();
    if selected.is_in_force() {
        return None;
    }
    if let Some(removed) = &state.removed {
        return Some(format!("REMOVED on {}", removed.on));
    }
    let Some(revision) = selected.revision else {
        return Some(DRAFT.to_string());
    };
    if state.established.iter().any(|it| it.revision == revision) {
        return Some("SUPERSEDED, not in force".to_string());
    }
    let under_way = state.under_way.as_ref();
    if under_way.is_some_and(|it| it.revision == revision && it.rejected.is_none()) {
        let history = &selected.register.history;
        let needed = next_steps::needed(state, history, selected.governance.roster);
        let is_partner = |by: &crate::act::Approver| *by == crate::act::Approver::Partner;
        let mut missing = needed.iter().filter(|it| it.given.is_none()).peekable();
        if missing.peek().is_some() && missing.all(|it| is_partner(it.by)) {
            return Some("NOT IN FORCE, not accepted by the partner".to_string());
        }
    }
    Some(DRAFT.to_string())
}

/// The process under which the text was made, with the attribution that its document asks for.
fn closing(selected: &SelectedText<'_>) -> String {
    let history = &selected.register.history;
    let process = selected
        .revision
        .and_then(|revision| process_of(selected.state(), history, revision))
        .unwrap_or(&selected.governance.policy.process);
    let organization = full_name(selected.governance.roster, &selected.governance.roster.home);
    format!(
        "This register is kept under {document} {}, {}. Attribution: {document} is a document of {organization}. Its status \
         is informational, and it may be revised.",
        process.version,
        process.date,
        document = process.document,
    )
}

/// The revision that has the bytes of the draft.
fn submitted(selected: &SelectedText<'_>) -> Option<u32> {
    let digest = draft_digest(selected)?;
    let mut revisions = selected.register.history.revisions.iter().rev();
    revisions.find_map(|(number, frozen)| (frozen.digest == digest).then_some(*number))
}

fn draft_digest(selected: &SelectedText<'_>) -> Option<Digest> {
    let draft = selected.register.files.text.as_ref()?;
    Some(draft.file.digest())
}

fn footer(selected: &SelectedText<'_>, older: Option<&OlderText<'_>>) -> Vec<String> {
    let files = &selected.register.files;
    let (name, digest) = match selected.revision {
        Some(number) => {
            let frozen = selected.register.history.revisions.get(&number);
            (format!("revision {number}"), frozen.map(|it| it.digest))
        }
        None => ("draft".to_string(), draft_digest(selected)),
    };
    let parts = [
        Some(files.id.to_string()),
        Some(name),
        record::label(selected),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let redline = older.map(|older| format!("; changes since {}", older.name));
    let mut lines = vec![format!(
        "{}{}",
        parts.join(", "),
        redline.unwrap_or_default()
    )];
    lines.extend(digest.map(|digest| digest.to_string()));
    lines
}

fn compared(selected: &SelectedText<'_>, older: &OlderText<'_>, has_changes: bool) -> String {
    let this = match selected.revision {
        None => "the draft".to_string(),
        Some(number) => format!("revision {number}"),
    };
    match has_changes {
        false => format!("Redline: {this} has the same meaning as {}.", older.name),
        true => format!(
            "Redline: {this} compared with {}. Inserted text is underlined; deleted text is struck through.",
            older.name
        ),
    }
}

/// The changes in words; none if both texts have the same meaning.
fn summary(old: &Register, new: &Register) -> Option<Section> {
    // Suppressed findings are never published.
    let public = changes(old, new)
        .into_iter()
        .filter(|change| change.field != Field::Allow);
    let rows: Vec<Row> = public
        .map(|change| {
            let (class, clause) = class_of(change.field, change.kind);
            Row {
                key: change.what.clone(),
                cells: vec![
                    vec![plain(change.what.replace('`', ""))],
                    cell(class.to_string()),
                    cell(clause),
                ],
            }
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let columns = vec![
        column("Change", 60),
        column("Class", 20),
        column("Clause", 20),
    ];
    Some(Section {
        level: Level::Section,
        ..section(
            "summary",
            "Summary of changes",
            vec![table(None, columns, rows)],
        )
    })
}
