//! Collects the texts of several paragraphs.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// The texts of the draft, by path.
#[derive(Default)]
pub(super) struct Texts {
    texts: BTreeMap<String, Growing>,
}

#[derive(Default)]
struct Growing {
    text: String,
    ends_with_item: bool,
}

impl Texts {
    pub(super) fn paragraph(&mut self, path: &str, words: &str) {
        self.texts
            .entry(path.to_string())
            .or_default()
            .add(words, false);
    }

    pub(super) fn subheading(&mut self, path: &str, words: &str) {
        self.paragraph(path, &format!("**{}**", words.replace('\n', " ")));
    }

    pub(super) fn item(&mut self, path: &str, depth: u8, words: &str) {
        let indent = "  ".repeat(usize::from(depth));
        let words = words.replace('\n', &format!("\n{indent}  "));
        let line = format!("{indent}- {words}");
        self.texts
            .entry(path.to_string())
            .or_default()
            .add(&line, true);
    }

    /// Writes the texts into the fields of a register.
    pub(super) fn write(self, fields: &mut Map<String, Value>) {
        for (path, growing) in self.texts {
            match path.split_once('/') {
                None => drop(fields.insert(path, Value::String(growing.text))),
                Some((field, inner)) => {
                    let outer = fields.entry(field).or_insert_with(|| json!({}));
                    outer[inner] = Value::String(growing.text);
                }
            }
        }
    }
}

impl Growing {
    fn add(&mut self, words: &str, is_item: bool) {
        if !self.text.is_empty() {
            let is_next_item = is_item && self.ends_with_item;
            self.text.push_str(if is_next_item { "\n" } else { "\n\n" });
        }
        self.text.push_str(words);
        self.ends_with_item = is_item;
    }
}
