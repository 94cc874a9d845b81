//! What a document has of a register, and what it has besides.

use serde::Serialize;
use serde_json::{Map, Value};

/// What was found in a document: the fields of the draft, and everything that is not in it word for word.
#[derive(Debug, Clone, Default)]
pub struct ImportedDraft {
    /// The fields of `register.yaml` that the document has.
    pub fields: Map<String, Value>,
    /// The fields of `contacts.yaml`.
    pub contacts: Map<String, Value>,
    /// What has no place in the draft.
    pub unplaced: Vec<Unplaced>,
    /// What is in the draft in another form, such as a date or a heading.
    pub rewritten: Vec<Rewritten>,
    /// Names that the roster does not have.
    pub unknown: Vec<UnknownName>,
}

/// Words of the document without a place in the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unplaced {
    /// Where they are in the document.
    pub place: String,
    /// The heading above them; empty if there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub heading: String,
    /// The words.
    pub text: String,
    /// Why they have no place.
    pub why: String,
}

/// Words of the document that the draft has in another form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rewritten {
    /// Where they are in the document.
    pub place: String,
    /// The words.
    pub text: String,
    /// What became of them: `initiated: 2010-04-01`.
    pub into: String,
}

/// A name that the roster does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnknownName {
    /// The name.
    pub name: String,
    /// The command that adds it.
    pub command: String,
}

impl ImportedDraft {
    /// All texts of the draft: the values of its fields.
    pub(super) fn values(&self) -> Vec<&str> {
        let mut found = Vec::new();
        for value in self.fields.values().chain(self.contacts.values()) {
            strings(value, &mut found);
        }
        found
    }
}

fn strings<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| strings(field, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
