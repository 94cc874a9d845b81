//! Applies the rows of a table to a roster.

use std::collections::HashMap;

use super::table::{Column, CsvRow, Table};
use crate::cli::app::context::any_id;
use crate::cli::app::dates::day;
use crate::cli::commands::roster::name::{NONE, free_id, id_of, in_order, person_with, word};
use crate::contacts::{address_in, is_address};
use crate::diagnostic::Diagnostic;
use crate::id::Id;
use crate::roster::{Body, NameError, Person, Roster, Seat};

/// What a person can be in a body, or for an organization.
const ROLES: &[&str] = &[
    "voter",
    "alternate",
    "chair",
    "vice-chair",
    "secretary",
    "member",
    "representative",
];

/// The roster after all rows.
pub(super) struct Applied {
    /// The roster; of no use if there are findings.
    pub(super) roster: Roster,
    /// The changes, each with its line.
    pub(super) changes: Vec<String>,
    /// The mistakes in all rows.
    pub(super) findings: Vec<Diagnostic>,
}

struct Import<'a> {
    saved: Option<&'a Roster>,
    roster: Roster,
    /// The first row that sets each field, and the value.
    set: HashMap<String, (usize, String)>,
    changes: Vec<String>,
}

/// Applies all rows.
pub(super) fn apply(table: &Table, old: &Roster, saved: Option<&Roster>) -> Applied {
    let mut import = Import {
        saved,
        roster: old.clone(),
        set: HashMap::new(),
        changes: Vec::new(),
    };
    let mut findings = table.findings.clone();
    for row in &table.rows {
        let mut found = Vec::new();
        if let Some(person) = import.person(row, &mut found) {
            import.role(row, &person, &mut found);
        }
        findings.extend(found);
    }
    Applied {
        roster: import.roster,
        changes: import.changes,
        findings,
    }
}

impl Import<'_> {
    /// Adds or changes the person of a row.
    fn person(&mut self, row: &CsvRow, found: &mut Vec<Diagnostic>) -> Option<Id> {
        let name = name(row);
        let email = email(row);
        if let Some(email) = email.filter(|email| !is_address(email)) {
            found.push(row.found(
                Column::Email,
                format!("`{email}` is not an e-mail address, for example `alice@acme.example`"),
            ));
        }
        let organization = row.get(Column::Organization).and_then(|given| {
            let called = self.roster.organization_called(given);
            let near = || Ok(&self.roster.find_organization(given)?.id);
            exactly(called.map(|it| &it.id), near, "organization", given)
                .map_err(|why| {
                    let finding = row.found(Column::Organization, why);
                    found.push(finding.help("for a new one: `wr roster add organization NAME`"));
                })
                .ok()
        });
        let until = row.get(Column::Until).and_then(|given| {
            if given.eq_ignore_ascii_case(NONE) {
                return Some(None);
            }
            day(given)
                .map_err(|why| found.push(row.found(Column::Until, why)))
                .ok()
                .map(Some)
        });
        let (id, is_new) = match self.meant(row, name.as_deref()) {
            Ok(Some(id)) => (id, false),
            Ok(None) => (self.new_person(row, name.as_deref()?, found)?, true),
            Err(finding) => {
                found.push(*finding);
                return None;
            }
        };
        let at = self.roster.people.iter().position(|it| it.id == id)?;
        let mut person = self.roster.people[at].clone();
        let mut fields: Vec<(Column, &str, String)> = Vec::new();
        if let Some(name) = name {
            fields.push((Column::Name, "name", name.clone()));
            person.name = name;
        }
        if let Some(email) = email {
            fields.push((Column::Email, "email", email.to_lowercase()));
            // The same address in another case is not a change.
            if !person.email.eq_ignore_ascii_case(email) {
                person.email = email.to_string();
            }
        }
        if let Some(organization) = organization {
            fields.push((
                Column::Organization,
                "organization",
                organization.to_string(),
            ));
            person.organization = Some(organization);
        }
        if let Some(until) = until {
            let word = until.map_or(NONE.to_string(), |until| until.to_string());
            fields.push((Column::Until, "until", word));
            person.until = until;
        }
        for (column, field, value) in fields {
            self.claim(
                row,
                column,
                format!("the {field} of `{id}`"),
                &id,
                value,
                found,
            );
        }
        let change = difference(&self.roster.people[at], &person);
        if !change.is_empty() && !is_new {
            self.changed(row, format!("{} ({id}): {change}", person.name));
        }
        self.roster.people[at] = person;
        Some(id)
    }

    /// The person of the roster that a row means; `None` for a new one.
    fn meant(&self, row: &CsvRow, name: Option<&str>) -> Result<Option<Id>, Box<Diagnostic>> {
        if let Some(given) = row.get(Column::Id) {
            let id = any_id(given).map_err(|why| Box::new(row.found(Column::Id, why)))?;
            return Ok(self.roster.person(&id).map(|person| person.id.clone()));
        }
        let email = email(row);
        if let Some(person) = email.and_then(|email| self.roster.person_by_email(email)) {
            return Ok(Some(person.id.clone()));
        }
        let Some(person) = name.and_then(|name| self.roster.person_called(name)) else {
            return match (name, email) {
                (None, None) => Err(Box::new(row.found(
                    Column::Name,
                    "this row names no person: it has neither name nor email nor id",
                ))),
                (None, Some(email)) => Err(Box::new(row.found(
                    Column::Email,
                    format!("the roster has no person with the address {email}, and a new person needs a name"),
                ))),
                (Some(_), _) => Ok(None),
            };
        };
        match email {
            None => Ok(Some(person.id.clone())),
            Some(_) => {
                let message = format!(
                    "the roster has {} with the address {}; is this the same person?",
                    person.name, person.email
                );
                let help = format!(
                    "for the same person with a new address, write `{}` in a column `id`; for another person, write a new id",
                    person.id
                );
                Err(Box::new(row.found(Column::Email, message).help(help)))
            }
        }
    }

    fn new_person(&mut self, row: &CsvRow, name: &str, found: &mut Vec<Diagnostic>) -> Option<Id> {
        let Some(email) = email(row) else {
            found.push(row.found(
                Column::Name,
                format!("the roster has no person `{name}`, and a new person needs an address in the column `email`"),
            ));
            return None;
        };
        let given = row.get(Column::Id).and_then(|id| any_id(id).ok());
        let owner = |id: &Id| person_with(id, [Some(&self.roster), self.saved]);
        let id = match free_id(given.as_ref(), id_of(name), name, owner) {
            Ok(id) => id,
            Err(why) => {
                let why = why.to_string();
                let why = why.trim_start_matches("refused: ");
                let why = why.split('\n').next().unwrap_or(why).to_string();
                found.push(
                    row.found(Column::Name, why)
                        .help("write an id in a column `id`"),
                );
                return None;
            }
        };
        self.roster
            .people
            .push(Person::new(id.clone(), name, email));
        self.changed(row, format!("added {name} ({id})"));
        Some(id)
    }

    /// Gives the person of a row its role.
    fn role(&mut self, row: &CsvRow, id: &Id, found: &mut Vec<Diagnostic>) {
        let role = match row.get(Column::Role).map(|given| word(given, ROLES)) {
            None => None,
            Some(Ok(role)) => Some(role),
            Some(Err(why)) => {
                found.push(row.found(Column::Role, why));
                return;
            }
        };
        let person = self.roster.person(id);
        let organization = person.and_then(|person| person.organization.clone());
        if role == Some("representative") {
            return self.representative(row, id, organization, found);
        }
        let body = match (row.get(Column::Body), role) {
            (None, None) => return,
            (None, Some(role)) => {
                let message = format!("a {role} needs a body");
                found.push(row.found(Column::Role, message));
                return;
            }
            (Some(given), _) => {
                let called = self.roster.body_called(given).map(|body| &body.id);
                let near = || Ok(&self.roster.find_body(given)?.id);
                exactly(called, near, "body", given)
            }
        };
        let at = body.map(|id| self.roster.bodies.iter().position(|body| body.id == id));
        let at = match at {
            Ok(Some(at)) => at,
            Ok(None) => return,
            Err(why) => {
                let finding = row.found(Column::Body, why);
                found.push(
                    finding.help("for a new one: `wr roster add body NAME --kind committee`"),
                );
                return;
            }
        };
        let mut body = self.roster.bodies[at].clone();
        let before = body.clone();
        let office = match role {
            Some("voter" | "alternate") => {
                let seat = seat_of(&mut body, organization.as_ref(), id);
                let seat_id = seat.id.clone();
                let place = match role {
                    Some("voter") => &mut seat.voter,
                    _ => &mut seat.alternate,
                };
                *place = Some(id.clone());
                format!(
                    "{} of the seat `{seat_id}` in the {}",
                    role.unwrap_or_default(),
                    before.name
                )
            }
            Some(office @ ("chair" | "vice-chair" | "secretary")) => {
                let place = match office {
                    "chair" => &mut body.chair,
                    "vice-chair" => &mut body.vice_chair,
                    _ => &mut body.secretary,
                };
                *place = Some(id.clone());
                format!("{office} of the {}", before.name)
            }
            _ => {
                if !body.has(id) || role.is_some() && !body.members.contains(id) {
                    body.members.push(id.clone());
                }
                String::new()
            }
        };
        if !office.is_empty() {
            self.claim(
                row,
                Column::Role,
                format!("the {office}"),
                &body.id,
                id.to_string(),
                found,
            );
        }
        if body != before {
            let name = self.roster.person_name(id);
            let what = match office.is_empty() {
                true => format!("member of the {}", before.name),
                false => office,
            };
            self.changed(row, format!("{name} is {what}"));
        }
        self.roster.bodies[at] = body;
    }

    fn representative(
        &mut self,
        row: &CsvRow,
        id: &Id,
        organization: Option<Id>,
        found: &mut Vec<Diagnostic>,
    ) {
        if row.get(Column::Body).is_some() {
            let message = "a representative speaks for an organization and has no body here";
            found.push(row.found(Column::Body, message));
            return;
        }
        let there = self.roster.organizations.iter_mut();
        let Some(there) = organization.and_then(|own| there.into_iter().find(|it| it.id == own))
        else {
            found.push(row.found(Column::Role, "a representative needs an organization"));
            return;
        };
        if there.representatives.contains(id) {
            return;
        }
        there.representatives.push(id.clone());
        let of = there.name.clone();
        let name = self.roster.person_name(id);
        self.changed(row, format!("{name} represents {of}"));
    }

    /// Notes that a row sets a field; two rows that set it differently contradict each other.
    fn claim(
        &mut self,
        row: &CsvRow,
        column: Column,
        what: String,
        of: &Id,
        value: String,
        found: &mut Vec<Diagnostic>,
    ) {
        let key = format!("{of} {what}");
        let (line, earlier) = self
            .set
            .entry(key)
            .or_insert_with(|| (row.line, value.clone()));
        if *earlier != value {
            let message = format!("{what} is `{value}` here, and `{earlier}` in line {line}");
            found.push(row.found(column, message));
        }
    }

    fn changed(&mut self, row: &CsvRow, what: String) {
        self.changes.push(format!("line {}: {what}", row.line));
    }
}

/// The entry with this id or whole name. Its beginning, which suffices on the command line, is only
/// suggested, because a table can have hundreds of rows.
fn exactly<'r>(
    called: Option<&'r Id>,
    near: impl FnOnce() -> Result<&'r Id, NameError>,
    what: &str,
    given: &str,
) -> Result<Id, String> {
    if let Some(id) = called {
        return Ok(id.clone());
    }
    Err(near().map_or_else(
        |why| why.to_string(),
        |near| format!("the roster has no {what} `{given}`; did you mean `{near}`?"),
    ))
}

/// The name of a row, from one cell or two.
fn name(row: &CsvRow) -> Option<String> {
    if let Some(name) = row.get(Column::Name) {
        return Some(in_order(name));
    }
    let parts = [Column::FirstName, Column::LastName];
    let parts: Vec<&str> = parts.into_iter().filter_map(|it| row.get(it)).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The address of a row, without what mail programs write around it.
fn email(row: &CsvRow) -> Option<&str> {
    row.get(Column::Email)
        .map(|given| address_in(given).unwrap_or(given))
}

/// The seat of an organization, or of a person without one; a new one if the body has none.
fn seat_of<'b>(body: &'b mut Body, organization: Option<&Id>, person: &Id) -> &'b mut Seat {
    let is_it = |seat: &Seat| match organization {
        Some(_) => seat.organization.as_ref() == organization,
        None => {
            seat.organization.is_none()
                && (seat.id == *person || seat.voters().any(|it| it == person))
        }
    };
    let at = body.seats.iter().position(is_it).unwrap_or_else(|| {
        body.seats.push(Seat {
            id: organization.unwrap_or(person).clone(),
            organization: organization.cloned(),
            voter: None,
            alternate: None,
        });
        body.seats.len() - 1
    });
    &mut body.seats[at]
}

/// The changed fields of a person, in words.
fn difference(old: &Person, new: &Person) -> String {
    let word = |value: Option<String>| value.unwrap_or_else(|| NONE.to_string());
    let fields = |person: &Person| {
        [
            ("name", person.name.clone()),
            ("email", person.email.clone()),
            (
                "organization",
                word(person.organization.as_ref().map(ToString::to_string)),
            ),
            ("until", word(person.until.map(|until| until.to_string()))),
        ]
    };
    let pairs = fields(old).into_iter().zip(fields(new));
    let changed = pairs.filter(|(was, is)| was != is);
    let told = changed.map(|((field, was), (_, is))| format!("{field} {is}, was {was}"));
    told.collect::<Vec<_>>().join("; ")
}
