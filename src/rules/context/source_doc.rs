//! A file that people write, with its strings.

use std::cell::OnceCell;
use std::sync::Arc;

use memchr::memchr;
use serde::Serialize;
use serde_json::Value;

use crate::diagnostic::step;
use crate::snapshot::Document;
use crate::source::SourceFile;

/// A file that people write, readable or not.
pub(crate) struct SourceDoc<'a> {
    pub(crate) file: &'a Arc<SourceFile>,
    document: &'a dyn Legible,
    /// Converted on first use, since few files contain what a rule looks for.
    value: OnceCell<Option<Value>>,
}

/// A document whose readable part can be converted to a value.
trait Legible {
    fn value(&self) -> Option<Value>;
}

impl<T: Serialize> Legible for Document<T> {
    fn value(&self) -> Option<Value> {
        self.partial()
            .and_then(|value| serde_json::to_value(value).ok())
    }
}

impl<'a> SourceDoc<'a> {
    pub(crate) fn of<T: Serialize>(document: &'a Document<T>) -> SourceDoc<'a> {
        SourceDoc {
            file: &document.file,
            document,
            value: OnceCell::new(),
        }
    }

    /// Whether its strings can contain what `found` looks for in the bytes of the file. An escape can produce any
    /// character; everything else is the same in the file and in the string.
    pub(crate) fn can_hold(&self, found: impl FnOnce(&[u8]) -> bool) -> bool {
        let bytes = self.file.bytes();
        memchr(b'\\', bytes).is_some() || found(bytes)
    }

    /// Every string in it, each with its JSON pointer, in order.
    pub(crate) fn texts(&self) -> Vec<(String, &str)> {
        fn walk<'v>(value: &'v Value, pointer: &str, found: &mut Vec<(String, &'v str)>) {
            match value {
                Value::String(text) => found.push((pointer.to_string(), text)),
                Value::Array(items) => {
                    items
                        .iter()
                        .enumerate()
                        .for_each(|(at, item)| walk(item, &step(pointer, at), found));
                }
                Value::Object(fields) => {
                    fields
                        .iter()
                        .for_each(|(key, value)| walk(value, &step(pointer, key), found));
                }
                Value::Null | Value::Bool(_) | Value::Number(_) => (),
            }
        }
        let mut found = Vec::new();
        self.value()
            .iter()
            .for_each(|value| walk(value, "", &mut found));
        found
    }

    /// Whether any part of it can be read.
    pub(crate) fn is_legible(&self) -> bool {
        self.value().is_some()
    }

    fn value(&self) -> &Option<Value> {
        self.value.get_or_init(|| self.document.value())
    }
}
