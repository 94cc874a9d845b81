//! JSON Schemas of the files that people write, so that editors complete, explain and warn while they write.
//!
//! They are made of the types that the reader reads, with the words of the Work Register Template where it has
//! some. A schema knows names and shapes; what holds between two places only `wr check` knows.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::contacts::Contacts;
use crate::policy::Policy;
use crate::register::Register;
use crate::roster::Roster;
use crate::source::SourceFile;
use crate::template::{CONTACTS, Field, REGISTER};
use crate::yaml;

/// Where a store keeps its schemas, from its top.
pub const SCHEMAS: &str = "templates/schema/";

/// What begins the line by which an editor finds a file's schema.
const LINE: &str = "# yaml-language-server: $schema=";

/// A file that people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaKind {
    /// A register's text.
    Register,
    /// A register's contacts.
    Contacts,
    /// The policy.
    Policy,
    /// The roster.
    Roster,
}

impl SchemaKind {
    /// Every one.
    pub const ALL: [SchemaKind; 4] = [
        SchemaKind::Register,
        SchemaKind::Contacts,
        SchemaKind::Policy,
        SchemaKind::Roster,
    ];

    /// Its name, which is that of its file.
    pub fn name(self) -> &'static str {
        match self {
            SchemaKind::Register => "register",
            SchemaKind::Contacts => "contacts",
            SchemaKind::Policy => "policy",
            SchemaKind::Roster => "roster",
        }
    }

    /// What it holds, in one line.
    pub fn summary(self) -> &'static str {
        match self {
            SchemaKind::Register => "what a work register says: the text that is balloted",
            SchemaKind::Contacts => "whom to reach on both sides; never balloted, never published",
            SchemaKind::Policy => {
                "rules as data: ballots, standard types, sections of our own, the site"
            }
            SchemaKind::Roster => {
                "who there is: organizations, people, bodies and their seats, officers"
            }
        }
    }

    /// Where its files are, from the store's top.
    pub fn files(self) -> &'static str {
        match self {
            SchemaKind::Register => "registers/ID/register.yaml",
            SchemaKind::Contacts => "registers/ID/contacts.yaml",
            SchemaKind::Policy => "registers/policy.yaml",
            SchemaKind::Roster => "registers/roster.yaml",
        }
    }

    /// Where a store has its schema.
    pub fn path(self) -> String {
        format!("{SCHEMAS}{}.json", self.name())
    }

    /// The schema, JSON Schema 2020-12.
    pub fn schema(self) -> Value {
        let mut settings = SchemaSettings::draft2020_12();
        // Everything in its place: a field has the words of that place, and no reader has to follow references.
        settings.inline_subschemas = true;
        let generator = settings.into_generator();
        let schema = match self {
            SchemaKind::Register => generator.into_root_schema_for::<Register>(),
            SchemaKind::Contacts => generator.into_root_schema_for::<Contacts>(),
            SchemaKind::Policy => generator.into_root_schema_for::<Policy>(),
            SchemaKind::Roster => generator.into_root_schema_for::<Roster>(),
        };
        let mut schema = schema.to_value();
        tidy(&mut schema);
        let fields = match self {
            SchemaKind::Register => REGISTER,
            SchemaKind::Contacts => CONTACTS,
            SchemaKind::Policy | SchemaKind::Roster => &[],
        };
        fields.iter().for_each(|field| describe(&mut schema, field));
        let mut whole = Map::new();
        let dialect = schema["$schema"].take();
        whole.insert("$schema".to_string(), dialect);
        whole.insert(
            "$id".to_string(),
            json!(format!("urn:wr:schema:{}", self.name())),
        );
        whole.insert("title".to_string(), json!(self.files()));
        if let Value::Object(rest) = schema {
            rest.into_iter()
                .for_each(|(key, value)| _ = whole.entry(key).or_insert(value));
        }
        Value::Object(whole)
    }

    /// The schema as a file.
    pub fn text(self) -> String {
        format!("{:#}\n", self.schema())
    }

    /// A file's text with the line by which editors find its schema: the first line, or after the store's id,
    /// which stays first. A text that names a schema keeps it.
    pub fn mark(self, text: &str) -> String {
        if text.contains(LINE) {
            return text.to_string();
        }
        let up = "../".repeat(self.files().matches('/').count());
        let line = format!("{LINE}{up}{}", self.path());
        match (self, text.split_once('\n')) {
            (SchemaKind::Policy, Some((first, rest))) => format!("{first}\n{line}\n{rest}"),
            _ => format!("{line}\n{text}"),
        }
    }
}

/// The part of a schema that is about a path of the template, such as `milestones[].due`.
pub fn part<'s>(schema: &'s Value, path: &str) -> Option<&'s Value> {
    path.split('.').try_fold(schema, |at, step| {
        let name = step.trim_end_matches("[]");
        let field = at.get("properties")?.get(name)?;
        if step.ends_with("[]") {
            field.get("items")
        } else {
            Some(field)
        }
    })
}

/// Puts the template's words where its field is.
fn describe(schema: &mut Value, field: &Field) {
    let mut pointer = String::new();
    for step in field.path.split('.') {
        pointer += &format!("/properties/{}", step.trim_end_matches("[]"));
        if step.ends_with("[]") {
            pointer += "/items";
        }
    }
    let Some(part) = schema.pointer_mut(&pointer) else {
        return;
    };
    let Value::Object(rest) = part.take() else {
        return;
    };
    let mut told = Map::new();
    told.insert("title".to_string(), json!(field.title));
    told.insert(
        "description".to_string(),
        json!(format!("{} ({})", field.guidance, field.clause)),
    );
    rest.into_iter()
        .for_each(|(key, value)| _ = told.entry(key).or_insert(value));
    if let Ok(example) = yaml::read::<Value>(&SourceFile::new(field.path, field.example)) {
        told.insert("examples".to_string(), json!([example]));
    }
    *part = Value::Object(told);
}

/// What the generator writes for Rust's sake, as an editor needs it.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("format") == Some(&json!("uint32")) {
                fields.remove("format");
                fields.insert("maximum".to_string(), json!(u32::MAX));
            }
            // A comment's first paragraph is for everybody, and is wrapped in the source only.
            if let Some(Value::String(text)) = fields.get_mut("description") {
                *text = text
                    .split("\n\n")
                    .next()
                    .unwrap_or_default()
                    .replace('\n', " ");
            }
            fields.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_for_editors_is_first_and_stands_once() {
        let line = "# yaml-language-server: $schema=../../templates/schema/register.json\n";
        let marked = SchemaKind::Register.mark("# A register\ntitle: T\n");
        assert_eq!(marked, format!("{line}# A register\ntitle: T\n"));
        assert_eq!(SchemaKind::Register.mark(&marked), marked);
    }

    #[test]
    fn the_store_s_id_stays_first() {
        let marked = SchemaKind::Policy.mark("store: x\nformat: 1\n");
        let lines: Vec<&str> = marked.lines().collect();
        assert_eq!(
            lines,
            [
                "store: x",
                "# yaml-language-server: $schema=../templates/schema/policy.json",
                "format: 1"
            ]
        );
    }
}
