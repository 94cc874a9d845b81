//! A file that people write, with its strings.

use std::cell::OnceCell;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::diagnostic::step;
use crate::snapshot::Document;
use crate::source::SourceFile;

/// A file that people write, readable or not.
pub(crate) struct SourceDoc<'a> {
    pub(crate) file: &'a Arc<SourceFile>,
    readable: Box<dyn Fn() -> Option<Value> + 'a>,
    /// Collected on first use, since few files have what a rule looks for; `None` if no part of the file can be read.
    texts: OnceCell<Option<Vec<(String, String)>>>,
}

impl<'a> SourceDoc<'a> {
    pub(crate) fn of<T: Serialize>(document: &'a Document<T>) -> SourceDoc<'a> {
        let readable = || serde_json::to_value(document.partial()?).ok();
        SourceDoc {
            file: &document.file,
            readable: Box::new(readable),
            texts: OnceCell::new(),
        }
    }

    /// Every string in it, each with its JSON pointer, in order.
    pub(crate) fn texts(&self) -> &[(String, String)] {
        self.collected().as_deref().unwrap_or_default()
    }

    /// Whether any part of it can be read.
    pub(crate) fn is_legible(&self) -> bool {
        self.collected().is_some()
    }

    /// Whether a string in it may pass a test that its file passes. An escape can stand for any character; everything
    /// else is the same in the file and in the string, except that a line end can stand for a space.
    pub(crate) fn may_match(&self, test: impl FnOnce(&str) -> bool) -> bool {
        let raw = String::from_utf8_lossy(self.file.bytes());
        raw.contains('\\') || test(&raw)
    }

    fn collected(&self) -> &Option<Vec<(String, String)>> {
        self.texts.get_or_init(|| {
            let mut found = Vec::new();
            collect((self.readable)()?, "", &mut found);
            Some(found)
        })
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
