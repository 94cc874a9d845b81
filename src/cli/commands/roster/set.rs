//! `wr roster set`: changes one field of a person, an organization or a body.

use anyhow::{Result, anyhow};
use clap::Args;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::edit::{VersionEdit, VersionEditOptions, edit_roster};
use super::name::{BODY_KINDS, MEMBERSHIPS, NONE, STATUSES, text as one_line, word};
use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::context::Environment;
use crate::cli::app::dates::day;
use crate::cli::app::whom;
use crate::contacts::address_in;
use crate::process::worklist::Whom;
use crate::roster::Roster;

/// Change one field of a person, an organization or a body
///
/// Person: name, email, organization, until. Organization: name, short, language, web, logo, membership, member-since,
/// member-until, status, successor, since. Body: name, kind, parent.
#[derive(Debug, Args)]
pub(super) struct RosterSetCommand {
    /// The person, organization or body
    #[arg(value_name = "PERSON|ORGANIZATION|BODY")]
    who: String,
    /// The field, such as `email`
    field: String,
    /// The new value; `none` removes it
    #[arg(value_parser = one_line)]
    value: String,
    #[command(flatten)]
    editing: VersionEditOptions,
}

/// The values of a field.
#[derive(Clone, Copy)]
enum FieldValue {
    Text,
    Address,
    Organization,
    Body,
    Day,
    Word(&'static [&'static str]),
}

use FieldValue::{Address, Body, Day, Organization, Text, Word};

/// The fields of a kind of entry, as the file names them.
type SettableFields = &'static [(&'static str, FieldValue)];

const PERSON: SettableFields = &[
    ("name", Text),
    ("email", Address),
    ("organization", Organization),
    ("until", Day),
];
const ORGANIZATION: SettableFields = &[
    ("name", Text),
    ("short", Text),
    ("language", Text),
    ("web", Text),
    ("logo", Text),
    ("membership", Word(MEMBERSHIPS)),
    ("member_since", Day),
    ("member_until", Day),
    ("status", Word(STATUSES)),
    ("successor", Organization),
    ("since", Day),
];
const BODY: SettableFields = &[("name", Text), ("kind", Word(BODY_KINDS)), ("parent", Body)];

impl RosterSetCommand {
    pub(super) fn run(&self, env: &Environment) -> Result<()> {
        edit_roster(env, &self.editing, |old, _| self.plan(old))
    }

    fn plan(&self, old: &Roster) -> Result<VersionEdit<Roster>> {
        let whom = whom::find(old, &self.who)?;
        let mut new = old.clone();
        let id = whom.id();
        let change = match whom {
            Whom::Person(_) => {
                let entry = new.people.iter_mut().find(|it| it.id == *id);
                entry.map(|entry| self.change(entry, whom.kind(), PERSON, old))
            }
            Whom::Organization(_) => {
                let entry = new.organizations.iter_mut().find(|it| it.id == *id);
                entry.map(|entry| self.change(entry, whom.kind(), ORGANIZATION, old))
            }
            Whom::Body(_) => {
                let entry = new.bodies.iter_mut().find(|it| it.id == *id);
                entry.map(|entry| self.change(entry, whom.kind(), BODY, old))
            }
        };
        let change = change.unwrap_or_else(|| Err(anyhow!("the roster has no `{id}`")))?;
        Ok(VersionEdit::of(new, format!("{}: {change}", whom.name())))
    }

    /// Sets the field of an entry, and returns the change in words.
    fn change<T: Serialize + DeserializeOwned>(
        &self,
        entry: &mut T,
        kind: &str,
        fields: SettableFields,
        roster: &Roster,
    ) -> Result<String> {
        let names: Vec<&'static str> = fields.iter().map(|(name, _)| *name).collect();
        let field = word(&self.field, &names)
            .map_err(|why| Rejected::Message(format!("as a field of this {kind}, {why}")))?;
        let values_of = fields.iter().find(|(name, _)| *name == field);
        let values_of = values_of.map_or(Text, |(_, values)| *values);
        let Value::Object(mut values) = serde_json::to_value(&*entry)? else {
            return Err(anyhow!("this entry has no fields"));
        };
        let was = text(&values, field);
        match self.value.trim() {
            value if value.eq_ignore_ascii_case(NONE) => drop(values.remove(field)),
            value => drop(values.insert(field.to_string(), values_of.parse(value, roster)?.into())),
        }
        let is = text(&values, field);
        let Ok(changed) = serde_json::from_value(Value::Object(values)) else {
            reject!("`{field}` cannot be removed: every {kind} has one");
        };
        *entry = changed;
        Ok(format!("{field} {is}, was {was}"))
    }
}

fn text(values: &Map<String, Value>, field: &str) -> String {
    let text = values.get(field).and_then(Value::as_str);
    text.unwrap_or(NONE).to_string()
}

impl FieldValue {
    /// The value as the file has it.
    fn parse(self, given: &str, roster: &Roster) -> Result<String> {
        let refuse = |why: String| anyhow::Error::from(Rejected::Message(why));
        Ok(match self {
            Text => given.to_string(),
            Address => address_in(given).unwrap_or(given).to_string(),
            Organization => roster.find_organization(given)?.id.to_string(),
            Body => roster.find_body(given)?.id.to_string(),
            Day => day(given).map_err(refuse)?.to_string(),
            Word(words) => word(given, words).map_err(refuse)?.to_string(),
        })
    }
}
