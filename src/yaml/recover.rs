//! Finds all errors of a document in one run: records what the reader refuses, removes it, and reads the rest again.
//!
//! There is only one reader. It reads a serialized copy of the remaining document, and its errors in the copy are
//! reported at their origin in the file.

use std::collections::HashMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_path_to_error::Path;
use serde_yaml::Error;

use super::collect::Collected;
use super::explain::ErrorContext;
use super::origin::{follow, innermost, location, steps};
use super::reader;
use super::serialize_recovered::RecoveredText;
use super::spans::Spans;
use super::tree::{NodeId, ROOT, YamlTree};
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;

/// The limit on the bytes that are read again for one file. Only a hostile file needs more.
const WORK: usize = 2 << 20;

pub(super) struct Recovered<T> {
    /// The value without the removed parts, if anything can be read.
    pub(super) value: Option<T>,
    /// The remaining tree, which maps the value to the file.
    pub(super) tree: YamlTree,
    /// The errors in the order in which they were found.
    pub(super) findings: Vec<Diagnostic>,
}

/// Reads the remaining document again and again until nothing is refused.
pub(super) fn recover<T: DeserializeOwned>(
    file: &Arc<SourceFile>,
    text: &str,
    tree: YamlTree,
) -> Recovered<T> {
    let spans = &Spans::of(file);
    let mut mender = Mender {
        file,
        text,
        spans,
        tree,
        tried: HashMap::new(),
        findings: Collected::default(),
    };
    let mut work = 0;
    let value = loop {
        let fair = RecoveredText::of(&mender.tree);
        // A further error is likely, so reading without paths first would waste time.
        let refused = match reader::tracked::<T>(&fair.text) {
            Ok(value) => break Some(value),
            Err(refused) => refused,
        };
        let (path, error) = (refused.path.as_ref(), innermost(&refused.error));
        let at = location(&fair.text, error).map_or(fair.text.len(), |span| span.start);
        work += at + fair.text.len() / 16;
        let node = fair.node(at);
        if mender.findings.is_full() || work > WORK {
            mender.findings.leave_out(0);
            break None;
        }
        if !mender.step(path, node, error) {
            break None;
        }
    };
    let Mender { tree, findings, .. } = mender;
    Recovered {
        value,
        tree,
        findings: findings.finish(file),
    }
}

pub(super) struct Mender<'a> {
    pub(super) file: &'a Arc<SourceFile>,
    pub(super) text: &'a str,
    spans: &'a Spans,
    pub(super) tree: YamlTree,
    /// The number of placeholders tried, by mapping and missing field.
    pub(super) tried: HashMap<(NodeId, String), usize>,
    pub(super) findings: Collected,
}

struct NodePlace {
    node: NodeId,
    /// Whether the whole path leads to the node.
    exact: bool,
}

impl Mender<'_> {
    /// Records an error and removes its cause from the tree. Returns whether the tree is worth reading again.
    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "the reader has 80 errors; most are about one value"
    )]
    fn step(&mut self, path: Option<&Path>, location: Option<NodeId>, error: &Error) -> bool {
        let spot = self.spot(path);
        match error {
            Error::SerdeUnknownField {
                field, expected, ..
            } => {
                let Some(mapping) = self.holder(&spot, location, field) else {
                    return false;
                };
                self.unknown_fields(path, mapping, expected)
            }
            Error::SerdeMissingField { field, .. } if spot.exact => {
                let mapping = &self.tree.nodes[spot.node];
                if !mapping.stands_in && !mapping.lost.iter().any(|lost| lost == field) {
                    self.note(path, location, error);
                }
                self.missing_field(spot.node, field)
            }
            Error::ExternalMessage { .. } | Error::Eof { .. } | Error::MultipleDocuments { .. } => {
                self.note(path, location, error);
                false
            }
            Error::MergeKeyNotAllowed { .. } => {
                self.note(path, location, error);
                // The fields that it would bring are not missing.
                let entry = location.and_then(|key| self.tree.entry_of(key));
                entry.is_some_and(|(mapping, _)| self.give_up(mapping))
            }
            Error::DuplicateMappingKey { .. } => {
                let again = location.and_then(|key| self.again(key));
                let diagnostic = self.scene(path, location).diagnostic(error);
                self.collect(Diagnostic {
                    fix: again,
                    ..diagnostic
                });
                let entry = location.and_then(|key| self.tree.entry_of(key));
                entry.is_some_and(|(_, entry)| self.tree.take_out(entry.value))
            }
            _ => {
                let node = self.culprit(&spot, location);
                // A collection may lack just what was removed from it.
                if !self.tree.nodes[node].stands_in && !self.tree.nodes[node].has_gap {
                    self.note(path, location, error);
                }
                self.give_up(node)
            }
        }
    }

    /// The node that the reader was reading, as far as its path leads.
    fn spot(&self, path: Option<&Path>) -> NodePlace {
        let mut spot = NodePlace {
            node: ROOT,
            exact: path.is_some(),
        };
        for (step, is_variant) in path.into_iter().flat_map(steps) {
            match step
                .as_deref()
                .and_then(|step| self.tree.child(spot.node, step))
            {
                Some(child) => spot.node = child,
                None if is_variant => {}
                None => {
                    spot.exact = false;
                    break;
                }
            }
        }
        spot
    }

    /// The mapping that has `field`: at the reader's position, at the end of the path, or around that.
    fn holder(&self, spot: &NodePlace, location: Option<NodeId>, field: &str) -> Option<NodeId> {
        let stood_at = location.filter(|key| self.tree.scalar(*key) == Some(field));
        let entry = stood_at.and_then(|key| {
            self.tree
                .entry_of(key)
                .filter(|(_, entry)| entry.key == key)
        });
        if let Some((mapping, _)) = entry {
            return Some(mapping);
        }
        if self.tree.child(spot.node, field).is_some() {
            return Some(spot.node);
        }
        let (mapping, entry) = self.tree.entry_of(spot.node)?;
        (self.tree.scalar(entry.key) == Some(field)).then_some(mapping)
    }

    /// The value that an error is about; for an invalid key, the value of that key.
    fn culprit(&self, spot: &NodePlace, location: Option<NodeId>) -> NodeId {
        let entry = location.and_then(|key| {
            self.tree
                .entry_of(key)
                .filter(|(_, entry)| entry.key == key)
        });
        match (entry, location) {
            (Some((mapping, entry)), _) if mapping == spot.node => entry.value,
            (_, Some(node)) if !spot.exact && self.tree.entry_of(node).is_none() => node,
            (Some((_, entry)), _) if !spot.exact => entry.value,
            (None, Some(node)) if !spot.exact => node,
            _ => spot.node,
        }
    }

    /// Records an error as a diagnostic about the file.
    fn note(&mut self, path: Option<&Path>, location: Option<NodeId>, error: &Error) {
        let diagnostic = self.scene(path, location).diagnostic(error);
        self.collect(diagnostic);
    }

    /// Records a finding unless it is known.
    pub(super) fn collect(&mut self, diagnostic: Diagnostic) {
        self.findings.push(diagnostic, self.spans);
    }

    pub(super) fn scene(&self, path: Option<&Path>, location: Option<NodeId>) -> ErrorContext<'_> {
        let (pointer, exact) = match path {
            Some(path) => self.pointer(path),
            None => (String::new(), false),
        };
        let location = location.map(|node| self.tree.nodes[node].span.clone());
        ErrorContext {
            file: self.file,
            text: self.text,
            spans: self.spans,
            pointer,
            location,
            exact,
        }
    }

    /// Maps a path in the copy to a pointer in the file. The copy may have corrected keys and fewer list items.
    fn pointer(&self, path: &Path) -> (String, bool) {
        let mut at = Some(ROOT);
        let steps = steps(path).map(|(step, is_variant)| {
            let child = at
                .zip(step.as_deref())
                .and_then(|(id, step)| self.tree.child(id, step));
            let own = child.and_then(|id| self.tree.nodes[id].parent.as_ref()?.1.clone());
            if child.is_some() || !is_variant {
                at = child;
            }
            (own.or(step), is_variant)
        });
        follow(self.spans, steps)
    }
}
