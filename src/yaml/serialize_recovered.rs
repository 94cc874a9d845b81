//! Serializes a tree to YAML with the same meaning, so that one reader serves files and recovered trees.

use std::fmt::Write as _;

use super::tree::{NodeId, ROOT, What, YamlTree};

/// The text of a tree, with a map from its bytes to nodes.
pub(super) struct RecoveredText {
    pub(super) text: String,
    /// The start of each node, in order.
    marks: Vec<(usize, NodeId)>,
}

impl RecoveredText {
    pub(super) fn of(tree: &YamlTree) -> RecoveredText {
        let mut fair = RecoveredText {
            text: String::new(),
            marks: Vec::with_capacity(tree.nodes.len()),
        };
        fair.write(tree, ROOT);
        fair.text.push('\n');
        fair
    }

    /// The node at a byte.
    pub(super) fn node(&self, at: usize) -> Option<NodeId> {
        let after = self.marks.partition_point(|(start, _)| *start <= at);
        self.marks.get(after.checked_sub(1)?).map(|(_, node)| *node)
    }

    fn write(&mut self, tree: &YamlTree, id: NodeId) {
        let node = &tree.nodes[id];
        let tag = node.tag.as_deref();
        if let Some(tag) = tag {
            self.text.push_str(&short_tag(tag));
            self.text.push(' ');
        }
        self.marks.push((self.text.len(), id));
        match &node.what {
            What::Plain(text) if text.is_empty() && tag.is_none() => self.text.push('~'),
            What::Plain(text) if stays_plain(text) => self.text.push_str(text),
            What::Plain(text) | What::Text(text) => self.quote(text),
            What::List(items) => {
                self.text.push('[');
                for item in items {
                    self.write(tree, *item);
                    self.text.push_str(",\n ");
                }
                self.text.push(']');
            }
            What::Mapping(entries) => {
                self.text.push('{');
                for entry in entries {
                    self.text.push_str("? ");
                    self.write(tree, entry.key);
                    self.text.push_str("\n : ");
                    self.write(tree, entry.value);
                    self.text.push_str(",\n ");
                }
                self.text.push('}');
            }
        }
    }

    fn quote(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            match character {
                '"' | '\\' => self.text.extend(['\\', character]),
                ' '..='~' => self.text.push(character),
                // An escape is never folded, stripped or refused, whatever the character.
                other => {
                    let _ = write!(self.text, "\\U{:08X}", u32::from(other));
                }
            }
        }
        self.text.push('"');
    }
}

/// A tag in its short form, as people write it and messages quote it; in full if it has none.
fn short_tag(tag: &str) -> String {
    let core = tag
        .strip_prefix("tag:yaml.org,2002:")
        .map(|name| ("!!", name));
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric());
    match core.or(tag.strip_prefix('!').map(|name| ("!", name))) {
        Some((handle, name)) if is_name(name) => format!("{handle}{name}"),
        _ => format!("!<{tag}>"),
    }
}

/// Whether a plain scalar may be a number, a boolean, null or a merge key, which quotation marks would change. All
/// others mean the same in quotation marks, and some are invalid here without them.
fn stays_plain(text: &str) -> bool {
    let is_simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '_' | '~');
    let is_mark = matches!(text, "" | "-" | "---" | "...");
    text == "<<" || !is_mark && text.len() < 500 && text.chars().all(is_simple)
}
