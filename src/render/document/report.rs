//! A liaison report as a document.

use super::model::{
    Block, Document, Level, Marker, Paragraph, Role, Row, Section, bold, cell, column, fact,
    list_cell, paragraph, plain,
};
use super::record::contact_table;
use super::text::{section, table};
use crate::render::view::{
    LiaisonReport, NextStepView, OpenFeedbackView, ReportedActView, ReportedMilestoneView,
    ReportedPartnerView, ReportedRegisterView,
};

pub(in crate::render) fn document(report: &LiaisonReport) -> Document {
    let since = report.since.as_deref();
    let names: Vec<&str> = report.partners.iter().map(|it| it.name.as_str()).collect();
    let mut facts = vec![
        fact("Partners", names.join("; ")),
        fact("Made on", &report.on),
    ];
    facts.extend(since.map(|day| fact("Changes since", day)));
    let sections = report.partners.iter().flat_map(|it| of_partner(it, since));
    Document {
        kind: "Liaison report",
        organization: report.organization.clone(),
        title: plain(match names.as_slice() {
            [one] => format!("Liaison report: {one}"),
            _ => "Liaison report: all partners".to_string(),
        }),
        language: None,
        mark: report.confidential.clone(),
        notices: Vec::new(),
        facts,
        sections: sections.collect(),
        footer: vec!["Liaison report".to_string()],
        closing: Vec::new(),
        on: report.on.clone(),
    }
}

fn of_partner(partner: &ReportedPartnerView, since: Option<&str>) -> Vec<Section> {
    let status = partner.status.as_ref();
    let status = status.map(|status| paragraph(format!("The partner is {status}.")));
    let mut sections = vec![section(
        partner.id.as_str(),
        &partner.name,
        status.into_iter().collect(),
    )];
    for register in &partner.registers {
        sections.extend(of_register(register, since));
    }
    sections
}

fn of_register(register: &ReportedRegisterView, since: Option<&str>) -> Vec<Section> {
    let sentence = format!("The register {} {}.", register.register, register.state);
    let in_force = match (register.revision, &register.in_force_since) {
        (Some(revision), Some(day)) => format!("In force: revision {revision}, since {day}."),
        (_, _) => "In force: none.".to_string(),
    };
    let owner = register.owner.as_deref().unwrap_or("not assigned yet");
    let mut blocks = vec![
        paragraph(sentence),
        paragraph(format!("{in_force} Owner: {owner}.")),
    ];
    if !register.milestones.is_empty() {
        blocks.push(paragraph(format!(
            "Milestones: {} completed, {} overdue, {} open.",
            register.completed, register.overdue, register.open
        )));
        blocks.push(milestones(&register.milestones));
    }
    let detail = |title: String, blocks: Vec<Block>| {
        let is_empty = blocks.is_empty();
        let section = Section {
            level: Level::Detail,
            ..section(&title, &title, blocks)
        };
        (!is_empty).then_some(section)
    };
    let since = since.map_or(String::new(), |day| format!(" since {day}"));
    let contacts = register.contacts.as_ref();
    let details = [
        detail("Next".to_string(), register.next.iter().map(step).collect()),
        detail(
            "Open objections and feedback".to_string(),
            register.feedback.iter().map(voice).collect(),
        ),
        detail(format!("Changes{since}"), changes(register)),
        detail(
            "Contacts".to_string(),
            contacts
                .map(|found| contact_table(&found.partner, &found.home))
                .into_iter()
                .collect(),
        ),
    ];
    let about = Section {
        level: Level::Subsection,
        ..section(register.register.as_str(), &register.title, blocks)
    };
    [about]
        .into_iter()
        .chain(details.into_iter().flatten())
        .collect()
}

fn milestones(milestones: &[ReportedMilestoneView]) -> Block {
    let row = |milestone: &ReportedMilestoneView| {
        let due = milestone.due.as_deref().unwrap_or("no date");
        let earlier = milestone.moved.iter().map(|date| {
            let due = date.due.as_deref().unwrap_or("without a date");
            format!("was {due} in revision {}", date.revision)
        });
        let completed = milestone.completed.as_deref().unwrap_or_default();
        Row {
            key: milestone.id.to_string(),
            cells: vec![
                cell(milestone.id.as_str()),
                cell(&milestone.title),
                list_cell([due.to_string()].into_iter().chain(earlier)),
                match milestone.status {
                    "overdue" => vec![bold("overdue")],
                    status => cell(format!("{status} {completed}")),
                },
            ],
        }
    };
    let columns = vec![
        column("Milestone", 17),
        column("Deliverable", 37),
        column("Due", 26),
        column("Status", 20),
    ];
    table(None, columns, milestones.iter().map(row).collect())
}

fn step(step: &NextStepView) -> Block {
    let by = step.by.as_ref().map(|by| match step.overdue {
        true => format!(" (overdue since {by})"),
        false => format!(" (until {by})"),
    });
    let who = step.who.join("; ");
    item(format!("{}{}: {who}", step.what, by.unwrap_or_default()))
}

fn voice(voice: &OpenFeedbackView) -> Block {
    let body = voice.body.as_ref().map(|body| format!(" for the {body}"));
    item(format!(
        "{}, {} of {}{} on revision {}: {}",
        voice.since,
        voice.kind,
        voice.by,
        body.unwrap_or_default(),
        voice.revision,
        voice.text
    ))
}

fn changes(register: &ReportedRegisterView) -> Vec<Block> {
    if register.changes.is_empty() {
        return vec![paragraph("None.")];
    }
    let unsigned =
        (!register.has_signed).then(|| paragraph("These acts are recorded, not signed."));
    let change = |act: &ReportedActView| {
        let is_unsigned = register.has_signed && act.assurance == "recorded";
        let assurance = if is_unsigned {
            " (recorded, not signed)"
        } else {
            ""
        };
        item(format!("{}: {} {}{assurance}", act.on, act.by, act.what))
    };
    unsigned
        .into_iter()
        .chain(register.changes.iter().map(change))
        .collect()
}

fn item(text: String) -> Block {
    Block::Paragraph(Paragraph {
        role: Role::Item {
            depth: 1,
            marker: Marker::Bullet,
        },
        text: plain(text),
    })
}
