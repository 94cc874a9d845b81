//! JSON Schemas of the files that people write, so that editors complete, explain and check them.
//!
//! They are generated from the types that the reader uses, with the wording of the Work Register Template. A schema
//! covers names and shapes; only `wr check` compares one field with another.

mod example;
pub mod settings;
pub mod shape;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use self::example::examples_of;
pub use self::example::{choices, example, explained_choices, kind_of};
use crate::contacts::Contacts;
use crate::policy::Policy;
use crate::register::Register;
use crate::roster::Roster;
use crate::source::SourceFile;
use crate::template::{CONTACTS, REGISTER, TemplateField};
use crate::yaml;

/// The folder of a store's schemas, from the store's top.
pub const SCHEMAS: &str = "templates/schema/";

/// The start of the line by which an editor finds a file's schema.
const LINE: &str = "# yaml-language-server: $schema=";

/// A file that people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaKind {
    /// The text of a register, `register.yaml`.
    Register,
    /// The contacts of a register, `contacts.yaml`.
    Contacts,
    /// The policy, `policy.yaml`.
    Policy,
    /// The roster, `roster.yaml`.
    Roster,
}

impl SchemaKind {
    /// All kinds, in the order of `wr schema`.
    pub const ALL: [SchemaKind; 4] = [
        SchemaKind::Register,
        SchemaKind::Contacts,
        SchemaKind::Policy,
        SchemaKind::Roster,
    ];

    /// The name of the file without `.yaml`, and of the schema without `.json`.
    pub fn name(self) -> &'static str {
        match self {
            SchemaKind::Register => "register",
            SchemaKind::Contacts => "contacts",
            SchemaKind::Policy => "policy",
            SchemaKind::Roster => "roster",
        }
    }

    /// What the file contains, in one line.
    pub fn summary(self) -> &'static str {
        match self {
            SchemaKind::Register => "the text of a work register, which is balloted",
            SchemaKind::Contacts => "the contacts of both sides; never balloted, never published",
            SchemaKind::Policy => {
                "rules as data: ballots, standard types, additional sections, the site"
            }
            SchemaKind::Roster => "organizations, people, bodies with their seats, and officers",
        }
    }

    /// The path of the file from the store's top, with `ID` for the id of a register.
    pub fn files(self) -> &'static str {
        match self {
            SchemaKind::Register => "registers/ID/register.yaml",
            SchemaKind::Contacts => "registers/ID/contacts.yaml",
            SchemaKind::Policy => "registers/policy.yaml",
            SchemaKind::Roster => "registers/roster.yaml",
        }
    }

    /// The path of the schema in a store.
    pub fn path(self) -> String {
        format!("{SCHEMAS}{}.json", self.name())
    }

    /// The schema, as JSON Schema 2020-12.
    pub fn schema(self) -> Value {
        let mut settings = SchemaSettings::draft2020_12();
        // Inlined, so that each use of a type has its own description, and editors need not follow references.
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
        for (path, text) in examples_of(self.name()) {
            if let Some(Value::Object(part)) = part_mut(&mut schema, path) {
                add_example(part, path, text);
            }
        }
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

    /// The contents of the schema's file.
    pub fn text(self) -> String {
        format!("{:#}\n", self.schema())
    }

    /// Adds the first line, by which editors find the schema. A text that already names a schema is unchanged.
    pub fn mark(self, text: &str) -> String {
        if text.contains(LINE) {
            return text.to_string();
        }
        let up = "../".repeat(self.files().matches('/').count());
        format!("{LINE}{up}{}\n{text}", self.path())
    }

    /// The text with the line for editors before the document, where earlier versions of `wr` wrote it after the
    /// first key: editors look for it only before the document. `None` if it is in place, or if there is none.
    pub fn moved_to_the_top(text: &str) -> Option<String> {
        let document = text.lines().position(is_document)?;
        let mark = text.lines().position(|line| line.starts_with(LINE))?;
        if mark < document {
            return None;
        }
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let rest = lines.iter().enumerate().filter(|(at, _)| *at != mark);
        let rest = rest.map(|(_, line)| *line);
        Some(lines.get(mark).copied().into_iter().chain(rest).collect())
    }
}

/// Whether a line is neither empty nor a comment.
fn is_document(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with('#')
}

/// The part of a schema for a path of the template, such as `milestones[].due`.
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

/// Like [`part`], to change it.
fn part_mut<'s>(schema: &'s mut Value, path: &str) -> Option<&'s mut Value> {
    let mut pointer = String::new();
    for step in path.split('.') {
        pointer += &format!("/properties/{}", step.trim_end_matches("[]"));
        if step.ends_with("[]") {
            pointer += "/items";
        }
    }
    schema.pointer_mut(&pointer)
}

fn add_example(part: &mut Map<String, Value>, path: &str, text: &str) {
    if let Ok(example) = yaml::read::<Value>(&SourceFile::new(path, text)) {
        part.insert("examples".to_string(), json!([example]));
    }
}

/// Adds the template's title, description and example to the schema of a field.
fn describe(schema: &mut Value, field: &TemplateField) {
    let Some(part) = part_mut(schema, field.path) else {
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
    add_example(&mut told, field.path, field.example);
    *part = Value::Object(told);
}

/// Replaces what the generator writes for Rust with what editors understand.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("format") == Some(&json!("uint32")) {
                fields.remove("format");
                fields.insert("maximum".to_string(), json!(u32::MAX));
            }
            // Only the first paragraph of a doc comment is for users, and its line breaks are those of the source.
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
    fn a_line_after_the_first_key_moves_to_the_top() {
        let line = "# yaml-language-server: $schema=../templates/schema/policy.json\n";
        let before = format!("store: x\n{line}# The rules.\nformat: 1\n");
        let after = format!("{line}store: x\n# The rules.\nformat: 1\n");
        assert_eq!(SchemaKind::moved_to_the_top(&before), Some(after.clone()));
        for text in [after.as_str(), "store: x\n", "# A policy\n", ""] {
            assert_eq!(SchemaKind::moved_to_the_top(text), None);
        }
        let windows = format!("store: x\r\n{}format: 1", line.replace('\n', "\r\n"));
        let after = format!("{}store: x\r\nformat: 1", line.replace('\n', "\r\n"));
        assert_eq!(SchemaKind::moved_to_the_top(&windows), Some(after));
    }
}
