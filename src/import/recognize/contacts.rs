//! Contacts, as a table or line by line.

use serde_json::{Map, Value, json};

use super::Recognizer;
use super::tables::Columns;
use crate::contacts::is_address;
use crate::import::document::{Table, Text};
use crate::import::heading::{Part, part};
use crate::import::parties::Side;
use crate::import::words::mentions;
use crate::text::{on_one_line, shell_word};

/// The role of a contact whose role is not given.
const ROLE: &str = "contact";

const FIELDS: [&str; 6] = ["role", "name", "email", "organization", "first", "last"];

const OTHERS: &[(&str, &[&str])] = &[
    (
        "name",
        &[
            "contact",
            "person",
            "representative",
            "contact name",
            "contact person",
            "full name",
            "name and title",
        ],
    ),
    ("first", &["first name", "given name"]),
    ("last", &["last name", "family name", "surname"]),
    (
        "role",
        &[
            "title",
            "position",
            "function",
            "capacity",
            "responsibility",
            "job title",
            "office",
        ],
    ),
    (
        "email",
        &["email", "e mail", "mail", "email address", "e mail address"],
    ),
    (
        "organization",
        &[
            "company",
            "affiliation",
            "side",
            "party",
            "representing",
            "for",
        ],
    ),
];

impl Recognizer<'_> {
    /// Reads a table of contacts; false if it is none.
    pub(super) fn contact_table(&mut self, table: &Table, side: Option<Side>) -> bool {
        // A line across the table above its head says whose contacts follow.
        let named = |columns: &Columns| {
            ["name", "email", "last"]
                .iter()
                .any(|field| columns.has(field))
        };
        let Some(columns) = Columns::of(table, &FIELDS, OTHERS, 2).filter(named) else {
            return false;
        };
        self.head(table, &columns, "contacts");
        let above = table.rows[..columns.first_row]
            .iter()
            .filter(|row| row.is_merged);
        let mut side = above
            .rev()
            .find_map(|row| self.side_of(&row.cells[0].plain))
            .or(side);
        for row in &table.rows[columns.first_row..] {
            if row.is_merged {
                let words = row.cells[0].plain.clone();
                match self.side_of(&words) {
                    Some(found) => {
                        side = Some(found);
                        self.rewritten(&words, "the side of the contacts below");
                    }
                    None => self.unplaced(&words, "a line between the contacts"),
                }
                continue;
            }
            if columns.is_head(row) {
                self.rewritten(&Columns::line(row), "the columns of contacts");
                continue;
            }
            let organization = columns.text(row, "organization");
            let found = match organization.is_empty() {
                true => side,
                false => self.parties.side(&organization),
            };
            let Some(found) = found else {
                self.unplaced_row(
                    row,
                    "it does not say for which side: the partner or the home organization",
                );
                continue;
            };
            let parts = [columns.text(row, "first"), columns.text(row, "last")];
            let name = match columns.text(row, "name") {
                name if name.is_empty() => parts.join(" ").trim().to_string(),
                name => name,
            };
            let email = columns.cell(row, "email").map(address).unwrap_or_default();
            let email = email.or_else(|| columns.cell(row, "name").and_then(address));
            let place =
                self.add_contact(found, &name, &columns.text(row, "role"), email.as_deref());
            self.rewritten(&Columns::line(row), &place);
            self.other_cells(row, &columns);
        }
        true
    }

    /// The side that a line across a table names: `DMTF contacts`.
    fn side_of(&self, words: &str) -> Option<Side> {
        match part(words, self.parties) {
            Some(Part::Contacts(Some(side))) => Some(side),
            Some(_) | None => self
                .parties
                .side(words)
                .or(match mentions(words, "partner") {
                    true => Some(Side::Partner),
                    false => None,
                }),
        }
    }

    /// A contact in a line: `OASIS: Ken Keen, liaison, ken@oasis.example`.
    pub(super) fn contact_line(&mut self, text: &Text, side: Option<Side>) {
        let words = text.plain.replace('\n', ", ");
        let (label, rest) = match words.split_once(':') {
            Some((label, rest)) if self.side_of(label).is_some() => (Some(label), rest),
            Some(_) | None => (None, words.as_str()),
        };
        if rest.trim().is_empty()
            && let Some(side) = label.and_then(|label| self.side_of(label))
        {
            self.at.part = super::Where::In(Part::Contacts(Some(side)));
            return self.rewritten(&words, "the side of the contacts below");
        }
        let Some(email) = address(text) else {
            return self.unplaced(
                &words,
                "no e-mail address is in it; write the contact in contacts.yaml",
            );
        };
        let named = label.and_then(|label| self.side_of(label));
        let Some(side) = named.or(side).or_else(|| self.parties.side(rest)) else {
            return self.unplaced(
                &words,
                "it does not say for which side: the partner or the home organization",
            );
        };
        let bare = rest.replace("mailto:", "").replace(&email, "");
        let parts: Vec<&str> = bare
            .split([',', ';', '(', ')', '<', '>', '|', '–', '—'])
            .map(|part| part.trim().trim_matches(['-', ' ']))
            .filter(|part| part.chars().any(char::is_alphanumeric))
            .filter(|part| !self.parties.is_only_name(part, side))
            .collect();
        let name = parts.first().copied().unwrap_or_default().to_string();
        let role = parts.get(1..).unwrap_or_default().join(", ");
        let place = self.add_contact(side, &name, &role, Some(&email));
        self.rewritten(&text.plain, &place);
    }

    /// Adds a contact, and returns its place.
    fn add_contact(&mut self, side: Side, name: &str, role: &str, email: Option<&str>) -> String {
        let mut contact = Map::new();
        let bare = email.map_or(name.to_string(), |email| name.replace(email, ""));
        let name = bare
            .trim_matches(['<', '>', '(', ')', ' ', ',', '\n'])
            .replace('\n', " ");
        let role = if role.is_empty() { ROLE } else { role };
        contact.insert("role".to_string(), json!(role.replace('\n', " ")));
        if !name.is_empty() {
            contact.insert("name".to_string(), json!(name));
        }
        if let Some(email) = email {
            contact.insert("email".to_string(), json!(email));
        }
        self.is_in_roster(side, &name, email);
        let contacts = self
            .draft
            .contacts
            .entry(side.key())
            .or_insert_with(|| json!([]));
        let Value::Array(list) = contacts else {
            return side.key().to_string();
        };
        list.push(Value::Object(contact));
        format!("the contact {}/{}", side.key(), list.len())
    }

    /// Lists a person with an address that the roster does not have.
    fn is_in_roster(&mut self, side: Side, name: &str, email: Option<&str>) {
        let roster = self.parties.roster;
        let Some(email) = email.filter(|_| !name.is_empty()) else {
            return;
        };
        if roster.person_called(name).is_some() || roster.person_by_email(email).is_some() {
            return;
        }
        let organization = match side {
            Side::Partner => &self.parties.partner.id,
            Side::Home => &roster.home,
        };
        let command = format!(
            "wr roster add person {} --email {email} --organization {organization}",
            shell_word(&on_one_line(name))
        );
        self.unknown(name, command);
    }
}

/// The e-mail address in a text or behind one of its links.
fn address(text: &Text) -> Option<String> {
    let linked = text
        .links
        .iter()
        .filter_map(|(_, href)| href.strip_prefix("mailto:"));
    let linked = linked.map(|address| address.split('?').next().unwrap_or(address));
    let written = text
        .plain
        .split([' ', '\n', ',', ';', '<', '>', '(', ')', '|']);
    linked
        .chain(written)
        .map(|word| {
            word.trim_start_matches("mailto:")
                .trim_matches(['.', ':', '[', ']', '"'])
        })
        .find(|word| is_address(word))
        .map(str::to_string)
}
