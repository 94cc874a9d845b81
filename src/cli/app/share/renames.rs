//! Renames what other acts name, after acts are recorded again.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::act::Act;

/// The new names of acts, texts and ballots that were recorded again, by their old names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Renames {
    /// Digests of acts and texts, and names of ballots.
    words: BTreeMap<String, String>,
    /// Numbers of revisions, by the register and the digest of the old text.
    numbers: BTreeMap<(String, String), u32>,
}

impl Renames {
    /// Whether nothing was renamed.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.numbers.is_empty()
    }

    /// Adds a new name, unless it equals the old one.
    pub(super) fn add(&mut self, old: impl Into<String>, new: impl Into<String>) {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.words.insert(old, new);
        }
    }

    /// Adds the new number of a revision.
    pub(super) fn number(&mut self, register: &str, old_text: String, new: u32) {
        self.numbers.insert((register.to_string(), old_text), new);
    }

    /// Adds all names of `other`.
    pub(super) fn join(&mut self, other: Renames) {
        self.words.extend(other.words);
        self.numbers.extend(other.numbers);
    }

    /// Replaces old names in a commit message.
    pub(super) fn in_words(&self, message: &str) -> String {
        self.words
            .iter()
            .fold(message.to_string(), |text, (old, new)| {
                text.replace(old, new)
            })
    }

    /// The act with the new names; none if it has no old name.
    pub(super) fn apply(&self, act: &Act) -> Result<Option<Act>> {
        if self.is_empty() {
            return Ok(None);
        }
        let mut value = serde_json::to_value(act)?;
        let text = act
            .digest
            .map(|digest| digest.to_string())
            .unwrap_or_default();
        let number = self.numbers.get(&(act.register.to_string(), text));
        self.rename(&mut value);
        if let (Some(number), Some(fields)) = (number, value.as_object_mut()) {
            fields.insert("revision".to_string(), (*number).into());
        }
        let renamed: Act =
            serde_json::from_value(value).context("an act with new names could not be read")?;
        Ok((renamed != *act).then_some(renamed))
    }

    fn rename(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(new) = self.words.get(text) {
                    *text = new.clone();
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.rename(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.rename(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}
