//! Changes the tree where the reader refused something: removes values and inserts placeholders.

use std::collections::{HashMap, HashSet};

use serde_path_to_error::Path;

use super::heading::heading;
use super::recover::Mender;
use super::syntax::{NO_SPACE, glued_colon, quoted};
use super::tree::{MappingEntry, NodeId, What};
use crate::diagnostic::{Diagnostic, Fix, SourcePlace, TextEdit, step};
use crate::suggest::{nearest_word, only_match};

/// Placeholders for a required field of any type. Rules report nothing about them.
fn stand_ins() -> [What; 7] {
    let text = |text: &str| What::Text(text.to_string());
    let plain = |text: &str| What::Plain(text.to_string());
    let (list, mapping) = (What::List(Vec::new()), What::Mapping(Vec::new()));
    [
        text(""),
        text("unknown"),
        plain("0"),
        plain("false"),
        list,
        mapping,
        text("2000-01-01"),
    ]
}

impl Mender<'_> {
    /// Reports every unknown field of a mapping. A misspelled field is read as the field it means, so that this is
    /// not reported as missing; the others are removed.
    pub(super) fn unknown_fields(
        &mut self,
        path: Option<&Path>,
        mapping: NodeId,
        allowed: &[&str],
    ) -> bool {
        let keys: Vec<(NodeId, NodeId, String)> = self
            .tree
            .entries(mapping)
            .iter()
            .filter_map(|entry| {
                let key = self.tree.scalar(entry.key)?;
                (!allowed.contains(&key)).then(|| (entry.key, entry.value, key.to_string()))
            })
            .collect();
        let certain = self.certain(mapping, &keys, allowed);
        let mut gone = HashSet::new();
        for (key, value, name) in &keys {
            if let Some(field) = self.glued(mapping, *key, name, allowed) {
                self.tree.lose(mapping, Some(&field));
                gone.insert(*value);
                continue;
            }
            if self.cut_by_comma(mapping, *key, name) {
                gone.insert(*value);
                continue;
            }
            if !self.findings.is_full() {
                let mut scene = self.scene(path, Some(*key));
                scene.pointer = self.tree.origin(mapping);
                let mut diagnostic = scene.unknown_field(name, allowed);
                if let Some(near) = certain.get(name.as_str()) {
                    diagnostic = Diagnostic {
                        help: None,
                        ..diagnostic
                    }
                    .fix(Fix::rename(step(&self.tree.origin(mapping), name), *near));
                }
                self.collect(diagnostic);
            } else {
                self.findings.leave_out(1);
            }
            let meant = heading(name, allowed)
                .or_else(|| nearest_word(name, allowed))
                .filter(|near| self.tree.child(mapping, near).is_none());
            match meant {
                Some(near) => self.tree.nodes[*key].what = What::Text(near.to_string()),
                None => {
                    gone.insert(*value);
                }
            }
        }
        self.tree.take_out_all(mapping, &gone);
        !keys.is_empty()
    }

    /// Reports `field:text` and `field text`, which are keys as a whole, and returns the field.
    fn glued(
        &mut self,
        mapping: NodeId,
        key: NodeId,
        name: &str,
        allowed: &[&str],
    ) -> Option<String> {
        let length = name.find(|c: char| !c.is_alphanumeric() && c != '_')?;
        let (field, rest) = name.split_at(length);
        let text = rest.trim_start_matches([' ', ':', '=', ';']);
        let start = self.tree.nodes[key].span.start;
        let is_plain = self
            .text
            .get(start..)
            .is_some_and(|text| text.starts_with(name));
        let is_absent = self.tree.child(mapping, field).is_none();
        if !is_plain || !is_absent || text.is_empty() || rest == text || !allowed.contains(&field) {
            return None;
        }
        let message = match glued_colon(name) {
            Some(_) => NO_SPACE.to_string(),
            None => format!("a colon is missing after `{field}`; write `{field}: text`"),
        };
        let span = start + length..start + name.len() - text.len();
        let place = SourcePlace::span(self.file, span.clone());
        let fix = Fix::one(
            format!("write `{field}: {text}`"),
            TextEdit::Rewrite {
                span,
                text: ": ".to_string(),
            },
        );
        self.collect(Diagnostic::error("yaml-syntax", message).at(place).fix(fix));
        Some(field.to_string())
    }

    /// Reports a text in braces that a comma cuts: what follows it is a key without a text.
    fn cut_by_comma(&mut self, mapping: NodeId, key: NodeId, name: &str) -> bool {
        let entries = self.tree.entries(mapping);
        let Some(at) = entries.iter().position(|entry| entry.key == key) else {
            return false;
        };
        let is_text = |node: NodeId| matches!(self.tree.nodes[node].what, What::Plain(_));
        let before = at
            .checked_sub(1)
            .map(|at| entries[at].value)
            .filter(|value| is_text(*value));
        let is_word = name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        let Some(before) =
            before.filter(|_| !is_word && self.tree.nodes[entries[at].value].span.is_empty())
        else {
            return false;
        };
        let (start, end) = (
            self.tree.nodes[before].span.start,
            self.tree.nodes[key].span.end,
        );
        let Some(text) = self
            .text
            .get(start..end)
            .filter(|text| text.contains(',') && !text.contains('\n'))
        else {
            return false;
        };
        let fix = Fix::one(
            format!("write `{}`", quoted(text)),
            TextEdit::Rewrite {
                span: start..end,
                text: quoted(text),
            },
        );
        let message = "a text with a comma in it needs quotation marks within braces";
        let place = SourcePlace::span(self.file, start..end);
        self.collect(Diagnostic::error("yaml-syntax", message).at(place).fix(fix));
        true
    }

    /// The fields that unknown fields clearly mean: absent so far, and meant by one unknown field only.
    fn certain<'k, 'a>(
        &self,
        mapping: NodeId,
        unknown: &'k [(NodeId, NodeId, String)],
        allowed: &[&'a str],
    ) -> HashMap<&'k str, &'a str> {
        let mut meant: HashMap<&'a str, Vec<&'k str>> = HashMap::new();
        for (_, _, name) in unknown {
            if let Some(near) = heading(name, allowed).or_else(|| only_match(name, allowed)) {
                meant.entry(near).or_default().push(name);
            }
        }
        let alone = |(near, names): (&'a str, Vec<&'k str>)| {
            let [name] = names.as_slice() else {
                return None;
            };
            self.tree
                .child(mapping, near)
                .is_none()
                .then_some((*name, near))
        };
        meant.into_iter().filter_map(alone).collect()
    }

    /// The fix for a key that is repeated with the same value.
    pub(super) fn again(&self, key: NodeId) -> Option<Fix> {
        let (mapping, again) = self
            .tree
            .entry_of(key)
            .filter(|(_, entry)| entry.key == key)?;
        let name = self.tree.scalar(key)?;
        let first = self
            .tree
            .entries(mapping)
            .iter()
            .find(|entry| self.tree.scalar(entry.key) == Some(name))?;
        let is_again = first.key != key && self.tree.is_same(first.value, again.value);
        is_again.then(|| self.without(key))
    }

    fn without(&self, key: NodeId) -> Fix {
        let name = self.tree.scalar(key).unwrap_or_default();
        let title = format!("remove the second `{name}`, which has the same value");
        Fix::one(
            title,
            TextEdit::Remove {
                key: self.tree.nodes[key].span.clone(),
            },
        )
    }

    /// Inserts the next placeholder for a missing field; after the last one, removes the whole mapping.
    pub(super) fn missing_field(&mut self, mapping: NodeId, field: &str) -> bool {
        let tried = self.tried.entry((mapping, field.to_string())).or_insert(0);
        let Some(stand_in) = stand_ins().into_iter().nth(*tried) else {
            return self.give_up(mapping);
        };
        *tried += 1;
        self.tree.lose(mapping, Some(field));
        let key = self.tree.stand_in(mapping, What::Text(field.to_string()));
        let value = self.tree.stand_in(mapping, stand_in);
        if let What::Mapping(entries) = &mut self.tree.nodes[mapping].what {
            entries.push(MappingEntry { key, value });
            return true;
        }
        false
    }

    /// Removes a value. If that is a placeholder of the wrong type, the reader reports the field as missing again.
    pub(super) fn give_up(&mut self, node: NodeId) -> bool {
        let Some((parent, _)) = self.tree.nodes[node].parent.clone() else {
            return false;
        };
        let entry = self.tree.entry_of(node);
        let field = entry
            .and_then(|(_, entry)| self.tree.scalar(entry.key))
            .map(str::to_string);
        if let Some(field) = &field {
            self.other_values(parent, node, field);
        }
        self.tree.lose(parent, field.as_deref());
        self.tree.take_out(node)
    }

    /// Reports and removes the other values of a repeated key, because the reader no longer sees the repetition.
    fn other_values(&mut self, mapping: NodeId, value: NodeId, field: &str) {
        let same = |entry: &&MappingEntry| {
            entry.value != value && self.tree.scalar(entry.key) == Some(field)
        };
        let others: Vec<MappingEntry> = self
            .tree
            .entries(mapping)
            .iter()
            .filter(same)
            .copied()
            .collect();
        for other in &others {
            if self.findings.is_full() {
                self.findings.leave_out(0);
                break;
            }
            let mut scene = self.scene(None, Some(other.key));
            scene.pointer = self.tree.origin(mapping);
            let mut diagnostic = scene.duplicate();
            if self.tree.is_same(value, other.value) {
                diagnostic = diagnostic.fix(self.without(other.key));
            }
            self.collect(diagnostic);
        }
        self.tree
            .take_out_all(mapping, &others.iter().map(|entry| entry.value).collect());
    }
}
