//! `wr roster` and `wr roster list`: the people, organizations and bodies.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::edit::read_on_disk;
use crate::cli::app::context::{Context, Environment, roster};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui;
use crate::id::Id;
use crate::path::{ROSTER, VersionKind};
use crate::roster::offices::held;
use crate::roster::{Body, Organization, Person, Roster, Seat};

/// List the people, organizations and bodies of the roster, with unsaved edits
#[derive(Debug, Args)]
pub(super) struct RosterListCommand {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct RosterJson {
    /// The version of this format: 1.
    format: u32,
    /// Whether the file has edits that are not in force.
    unsaved: bool,
    people: Vec<PersonLine>,
    organizations: Vec<OrganizationLine>,
    bodies: Vec<BodyLine>,
}

#[derive(Debug, Serialize)]
struct PersonLine {
    id: Id,
    name: String,
    email: String,
    organization: Option<Id>,
    until: Option<String>,
    offices: Vec<String>,
}

#[derive(Debug, Serialize)]
struct OrganizationLine {
    id: Id,
    name: String,
    short: Option<String>,
    /// `board`, `leadership` or `participation`; absent for a partner.
    membership: Option<String>,
    member_until: Option<String>,
    status: String,
    representatives: Vec<Id>,
}

#[derive(Debug, Serialize)]
struct BodyLine {
    id: Id,
    name: String,
    kind: String,
    parent: Option<Id>,
    chair: Option<Id>,
    vice_chair: Option<Id>,
    secretary: Option<Id>,
    seats: Vec<SeatLine>,
    members: Vec<Id>,
}

#[derive(Debug, Serialize)]
struct SeatLine {
    id: Id,
    organization: Option<Id>,
    voter: Option<Id>,
    alternate: Option<Id>,
}

impl RosterListCommand {
    /// Runs the command.
    pub(super) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.governance()?;
        let (read, unsaved) = match context.store.top() {
            Some(_) => {
                let (file, read) = read_on_disk::<Roster>(&context, VersionKind::Roster)?;
                let saved = snapshot.in_force(VersionKind::Roster);
                let unsaved = saved.is_some_and(|saved| saved.bytes() != file.bytes());
                (read, unsaved)
            }
            None => (roster(&snapshot)?.clone(), false),
        };
        let listed = RosterJson {
            format: 1,
            unsaved,
            people: read.people.iter().map(|it| person(it, &read)).collect(),
            organizations: read.organizations.iter().map(organization).collect(),
            bodies: read.bodies.iter().map(body).collect(),
        };
        self.format
            .print(&context, &listed, |listed| View::Text(text(listed)))?;
        if unsaved && self.format == OutputFormat::Text {
            ui::err(format!(
                "{ROSTER} has edits that are not in force; `wr save roster` shows and commits them"
            ));
        }
        Ok(())
    }
}

fn person(person: &Person, roster: &Roster) -> PersonLine {
    PersonLine {
        id: person.id.clone(),
        name: person.name.clone(),
        email: person.email.clone(),
        organization: person.organization.clone(),
        until: person.until.map(|until| until.to_string()),
        offices: held(roster, &person.id)
            .into_iter()
            .map(|office| office.what)
            .collect(),
    }
}

fn organization(organization: &Organization) -> OrganizationLine {
    OrganizationLine {
        id: organization.id.clone(),
        name: organization.name.clone(),
        short: organization.short.clone(),
        membership: word(&organization.membership),
        member_until: organization.member_until.map(|until| until.to_string()),
        status: organization.status.to_string(),
        representatives: organization.representatives.clone(),
    }
}

fn body(body: &Body) -> BodyLine {
    let seat = |seat: &Seat| SeatLine {
        id: seat.id.clone(),
        organization: seat.organization.clone(),
        voter: seat.voter.clone(),
        alternate: seat.alternate.clone(),
    };
    BodyLine {
        id: body.id.clone(),
        name: body.name.clone(),
        kind: word(&body.kind).unwrap_or_default(),
        parent: body.parent.clone(),
        chair: body.chair.clone(),
        vice_chair: body.vice_chair.clone(),
        secretary: body.secretary.clone(),
        seats: body.seats.iter().map(seat).collect(),
        members: body.members.clone(),
    }
}

/// A word of the roster, as its file has it.
fn word(value: &impl Serialize) -> Option<String> {
    let value = serde_json::to_value(value).ok()?;
    value.as_str().map(str::to_string)
}

fn text(listed: &RosterJson) -> String {
    let RosterJson {
        people,
        organizations,
        bodies,
        ..
    } = listed;
    let parts = [
        ("People", people.iter().map(person_row).collect()),
        (
            "Organizations",
            organizations.iter().map(organization_row).collect(),
        ),
        ("Bodies", bodies.iter().flat_map(body_rows).collect()),
    ];
    let part = |(title, rows): (&str, Vec<Vec<String>>)| {
        let table = match rows.is_empty() {
            true => "  none".to_string(),
            false => ui::indented_columns(rows),
        };
        format!("{title}\n{table}")
    };
    parts.map(part).join("\n\n")
}

fn person_row(line: &PersonLine) -> Vec<String> {
    let mut notes = line.offices.clone();
    notes.extend(line.until.iter().map(|until| format!("until {until}")));
    let organization = line.organization.as_ref().map(ToString::to_string);
    vec![
        line.id.to_string(),
        line.name.clone(),
        line.email.clone(),
        organization.unwrap_or_default(),
        notes.join("; "),
    ]
}

fn organization_row(line: &OrganizationLine) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(
        line.membership
            .iter()
            .map(|level| format!("{level} member")),
    );
    notes.extend(
        line.member_until
            .iter()
            .map(|until| format!("until {until}")),
    );
    notes.extend((line.status != "active").then(|| line.status.clone()));
    notes.extend((!line.representatives.is_empty()).then(|| {
        let all: Vec<&str> = line.representatives.iter().map(Id::as_str).collect();
        format!("represented by {}", all.join(", "))
    }));
    vec![
        line.id.to_string(),
        line.name.clone(),
        line.short.clone().unwrap_or_default(),
        notes.join("; "),
    ]
}

/// A row for the body, and one for each of its seats.
fn body_rows(line: &BodyLine) -> Vec<Vec<String>> {
    let posts = [
        ("part of", &line.parent),
        ("chair", &line.chair),
        ("vice-chair", &line.vice_chair),
        ("secretary", &line.secretary),
    ];
    let posts = posts
        .into_iter()
        .filter_map(|(post, id)| Some(format!("{post} {}", id.as_ref()?)));
    let mut notes: Vec<String> = posts.collect();
    notes.extend((!line.members.is_empty()).then(|| {
        let all: Vec<&str> = line.members.iter().map(Id::as_str).collect();
        format!("members {}", all.join(", "))
    }));
    let mut rows = vec![vec![
        line.id.to_string(),
        line.name.clone(),
        line.kind.clone(),
        notes.join("; "),
    ]];
    rows.extend(line.seats.iter().map(|seat| {
        let voter = seat.voter.as_ref().map_or("vacant", Id::as_str);
        let alternate = seat.alternate.as_ref();
        let alternate = alternate.map_or(String::new(), |id| format!(", alternate {id}"));
        vec![
            String::new(),
            format!("seat {}", seat.id),
            String::new(),
            format!("{voter}{alternate}"),
        ]
    }));
    rows
}
