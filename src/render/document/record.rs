//! What a document says because it is recorded: approvals, versions, contacts, and the lines for signatures.

use super::model::{Block, Row, Section, Signatory, cell, column, list_cell, paragraph};
use super::text::{section, table};
use crate::render::selected_text::SelectedText;
use crate::render::view::{
    AcceptanceView, ApprovalView, BallotView, ContactView, ResolutionView, VersionView, approvals,
    full_name, parties, public_contacts, versions,
};
use crate::roster::BodyKind;
use crate::text::non_blank;

const NOT_YET: &str = "not yet";

/// The approvals of the text, with resolution and dates.
pub(super) fn approved(selected: &SelectedText<'_>) -> Section {
    let blocks = match approvals(selected) {
        None => vec![paragraph(match selected.revision {
            None => "This text is a draft. A draft has no approvals.",
            Some(_) => "No approval of this revision is recorded.",
        })],
        Some(found) => {
            let resolution = found.resolution.as_ref();
            // The board's approval is its resolution; from earlier records, the resolution may be all there is.
            let has_board = found.bodies.iter().any(|body| body.is_board);
            let alone = resolution.filter(|_| !has_board).map(of_resolution);
            let bodies = found.bodies.iter().map(|body| {
                let resolution = resolution.filter(|_| body.is_board && body.date.is_some());
                of_body(body, resolution)
            });
            let partner = found.acceptance.as_ref().map(of_acceptance);
            let partner = partner.or_else(|| awaited(selected));
            let columns = vec![
                column("Approver", 26),
                column("Decision", 30),
                column("Date", 13),
                column("Record", 31),
            ];
            let rows = bodies.chain(alone).chain(partner).collect();
            vec![table(None, columns, rows)]
        }
    };
    section("approvals", "Approvals", blocks)
}

fn of_body(body: &ApprovalView, resolution: Option<&ResolutionView<'_>>) -> Row {
    let decision = match (&body.date, resolution) {
        (None, _) => Vec::new(),
        (Some(_), None) => vec!["approved".to_string()],
        (Some(_), Some(resolution)) => decided(resolution),
    };
    let earlier = body
        .earlier
        .map(|number| format!("given to revision {number}, carried over"));
    let records = body.records.then(|| "from earlier records".to_string());
    let assurance = body.assurance.as_ref().map(|it| it.words.to_string());
    let counts = body.ballot.as_ref().map(counts);
    let notes = [assurance, records, earlier, counts];
    row(
        &body.name,
        decision,
        body.date.as_deref().unwrap_or(NOT_YET),
        notes.into_iter().flatten(),
    )
}

fn of_resolution(resolution: &ResolutionView<'_>) -> Row {
    let records = resolution
        .records
        .then(|| "from earlier records".to_string());
    let earlier = resolution
        .earlier
        .map(|number| format!("given to revision {number}"));
    let notes = [
        Some(resolution.assurance.words.to_string()),
        records,
        earlier,
    ];
    row(
        "Board",
        decided(resolution),
        resolution.date.as_deref().unwrap_or("unknown"),
        notes.into_iter().flatten(),
    )
}

fn decided(resolution: &ResolutionView<'_>) -> Vec<String> {
    let number = resolution.resolution.map_or("approved".to_string(), |it| {
        format!("approved, resolution {it}")
    });
    let conditions = resolution
        .conditions
        .iter()
        .map(|condition| format!("on condition: {condition}"));
    [number].into_iter().chain(conditions).collect()
}

fn of_acceptance(acceptance: &AcceptanceView) -> Row {
    let earlier = acceptance
        .earlier
        .map(|number| format!("accepted revision {number}"));
    let records = acceptance
        .records
        .then(|| "from earlier records".to_string());
    let assurance = acceptance.assurance.as_ref().map(|it| it.words.to_string());
    row(
        &acceptance.name,
        vec!["accepted".to_string()],
        acceptance.date.as_deref().unwrap_or("unknown"),
        [assurance, records, earlier].into_iter().flatten(),
    )
}

/// The partner's row of a revision under way.
fn awaited(selected: &SelectedText<'_>) -> Option<Row> {
    let under_way = selected.state().under_way.as_ref()?;
    let is_asked = under_way.needs.contains(&crate::act::Approver::Partner);
    let is_this = Some(under_way.revision) == selected.revision;
    let partner = &selected.text.partner.organization;
    let name = full_name(selected.governance.roster, partner);
    (is_asked && is_this).then(|| row(&name, Vec::new(), NOT_YET, []))
}

fn row(
    name: &str,
    decision: Vec<String>,
    date: &str,
    notes: impl IntoIterator<Item = String>,
) -> Row {
    let notes: Vec<String> = notes.into_iter().collect();
    Row {
        key: name.to_string(),
        cells: vec![
            cell(name),
            list_cell(decision),
            cell(date),
            cell(notes.join("; ")),
        ],
    }
}

/// The counts of a ballot, as far as the policy makes them public.
fn counts(ballot: &BallotView) -> String {
    let mut counts = format!(
        "approve {}, oppose {}, abstain {}, recuse {}, did not vote {}",
        ballot.approve, ballot.oppose, ballot.abstain, ballot.recuse, ballot.did_not_vote
    );
    if ballot.vacant > 0 {
        counts += &format!(", vacant {}", ballot.vacant);
    }
    for seat in &ballot.seats {
        counts += &format!("; {}: {}", seat.holder, seat.choice);
        if let Some(reason) = &seat.reason {
            counts += &format!(" (“{reason}”)");
        }
    }
    counts
}

/// The versions that are or were in force.
pub(super) fn published_versions(selected: &SelectedText<'_>) -> Option<Section> {
    let all = versions(selected);
    if all.len() < 2 || !selected.was_in_force() {
        return None;
    }
    let row = |version: &VersionView<'_>| {
        let records = if version.records {
            " (from earlier records)"
        } else {
            ""
        };
        Row {
            key: version.revision.to_string(),
            cells: vec![
                cell(version.revision.to_string()),
                cell(version.label.unwrap_or_default()),
                cell(format!("{}{records}", version.since)),
                cell(version.until.as_deref().unwrap_or_default()),
            ],
        }
    };
    let columns = vec![
        column("Revision", 16),
        column("Version", 24),
        column("In force from", 36),
        column("Until", 24),
    ];
    let rows = all.iter().rev().map(row).collect();
    Some(section(
        "versions",
        "Versions",
        vec![table(None, columns, rows)],
    ))
}

/// The contacts, as far as the policy makes them public.
pub(super) fn contacts(selected: &SelectedText<'_>) -> Option<Section> {
    let found = public_contacts(selected)?;
    Some(section(
        "contacts",
        "Contacts",
        vec![contact_table(&found.partner, &found.home)],
    ))
}

pub(super) fn contact_table(partner: &[ContactView], home: &[ContactView]) -> Block {
    let side = |label: &'static str, contacts: &[ContactView]| {
        let row = move |contact: &ContactView| Row {
            key: format!("{label} {}", contact.role),
            cells: vec![
                cell(label),
                cell(&contact.role),
                cell(contact.name.as_deref().unwrap_or_default()),
            ],
        };
        contacts.iter().map(row).collect::<Vec<_>>()
    };
    let mut rows = side("Alliance partner", partner);
    rows.extend(side("Home organization", home));
    let has_names = partner
        .iter()
        .chain(home)
        .any(|contact| contact.name.is_some());
    if has_names {
        let columns = vec![column("Side", 30), column("Role", 35), column("Name", 35)];
        return table(None, columns, rows);
    }
    for row in &mut rows {
        row.cells.truncate(2);
    }
    table(None, vec![column("Side", 40), column("Role", 60)], rows)
}

/// Lines on which both sides sign.
pub(super) fn signatures(selected: &SelectedText<'_>) -> Section {
    let roster = selected.governance.roster;
    let sides = parties(selected.text, roster);
    let board = roster
        .bodies
        .iter()
        .find(|body| body.kind == BodyKind::Board);
    let partner = selected.text.partner.governing_body.as_ref();
    let signatories = vec![
        Signatory {
            party: sides.partner.name,
            body: partner.map(|body| body.name.clone()),
        },
        Signatory {
            party: sides.home.name,
            body: board.map(|body| body.name.clone()),
        },
    ];
    section(
        "signatures",
        "Signatures",
        vec![Block::Signatures(signatories)],
    )
}

/// The version label of the text, for the footer.
pub(super) fn label(selected: &SelectedText<'_>) -> Option<String> {
    non_blank(&selected.text.version).map(|version| format!("version {version}"))
}
