//! A file that people write, with its strings.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::diagnostic::step;
use crate::snapshot::Document;
use crate::source::SourceFile;

/// A file that people write, readable or not.
pub(crate) struct SourceDoc<'a> {
    pub(crate) file: &'a Arc<SourceFile>,
    /// `None` if no part of the file can be read.
    texts: Option<Vec<(String, String)>>,
}

impl<'a> SourceDoc<'a> {
    pub(crate) fn of<T: Serialize>(document: &'a Document<T>) -> SourceDoc<'a> {
        let value = document
            .partial()
            .and_then(|value| serde_json::to_value(value).ok());
        let texts = value.map(|value| {
            let mut found = Vec::new();
            collect(value, "", &mut found);
            found
        });
        SourceDoc {
            file: &document.file,
            texts,
        }
    }

    /// Every string in it, each with its JSON pointer, in order.
    pub(crate) fn texts(&self) -> &[(String, String)] {
        self.texts.as_deref().unwrap_or_default()
    }

    /// Whether any part of it can be read.
    pub(crate) fn is_legible(&self) -> bool {
        self.texts.is_some()
    }
}

fn collect(value: Value, pointer: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((pointer.to_string(), text)),
        Value::Array(items) => {
            for (at, item) in items.into_iter().enumerate() {
                collect(item, &step(pointer, at), found);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                collect(value, &step(pointer, &key), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => (),
    }
}
