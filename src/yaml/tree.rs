//! A YAML document as a tree, with scalars as written and the origin of every node.

use std::collections::HashSet;

use crate::diagnostic::step;
use crate::source::Span;

/// The index of a node in its tree.
pub(super) type NodeId = usize;

/// A document in recovery: values are removed and placeholders inserted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct YamlTree {
    pub(super) nodes: Vec<Node>,
}

/// The root is always the first node.
pub(super) const ROOT: NodeId = 0;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) what: What,
    pub(super) tag: Option<String>,
    /// Where it is in the file; of a collection, where it begins.
    pub(super) span: Span,
    /// The parent, and the step that leads from there to this node in the file. A key has no step.
    pub(super) parent: Option<(NodeId, Option<String>)>,
    /// Whether it is a placeholder for a required field, which the file does not have.
    pub(super) stands_in: bool,
    /// The known fields that were removed here.
    pub(super) lost: Vec<String>,
    /// Whether something was removed here or deeper.
    pub(super) has_gap: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// A scalar without quotation marks, which may be a number or null.
    Plain(String),
    /// A scalar that is always text.
    Text(String),
    List(Vec<NodeId>),
    Mapping(Vec<MappingEntry>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MappingEntry {
    pub(super) key: NodeId,
    pub(super) value: NodeId,
}

impl YamlTree {
    /// The text of a scalar; `None` for a collection.
    pub(super) fn scalar(&self, id: NodeId) -> Option<&str> {
        match &self.nodes.get(id)?.what {
            What::Plain(text) | What::Text(text) => Some(text),
            What::List(_) | What::Mapping(_) => None,
        }
    }

    /// The entries of a mapping; none for any other node.
    pub(super) fn entries(&self, id: NodeId) -> &[MappingEntry] {
        match self.nodes.get(id).map(|node| &node.what) {
            Some(What::Mapping(entries)) => entries,
            Some(What::Plain(_) | What::Text(_) | What::List(_)) | None => &[],
        }
    }

    /// The child at a step of the current tree. For a repeated key, the first value.
    pub(super) fn child(&self, id: NodeId, step: &str) -> Option<NodeId> {
        match &self.nodes.get(id)?.what {
            What::List(items) => items.get(step.parse::<usize>().ok()?).copied(),
            What::Mapping(entries) => entries
                .iter()
                .find(|entry| self.scalar(entry.key) == Some(step))
                .map(|entry| entry.value),
            What::Plain(_) | What::Text(_) => None,
        }
    }

    /// Whether two nodes have the same meaning, wherever they are.
    pub(super) fn is_same(&self, one: NodeId, other: NodeId) -> bool {
        let (one, other) = (&self.nodes[one], &self.nodes[other]);
        let what = match (&one.what, &other.what) {
            (What::Plain(text), What::Plain(same)) | (What::Text(text), What::Text(same)) => {
                text == same
            }
            (What::List(items), What::List(same)) => {
                items.len() == same.len()
                    && items
                        .iter()
                        .zip(same)
                        .all(|(one, other)| self.is_same(*one, *other))
            }
            (What::Mapping(entries), What::Mapping(same)) => {
                let is_same = |(one, other): (&MappingEntry, &MappingEntry)| {
                    self.is_same(one.key, other.key) && self.is_same(one.value, other.value)
                };
                entries.len() == same.len() && entries.iter().zip(same).all(is_same)
            }
            _ => false,
        };
        what && one.tag == other.tag
    }

    /// The entry whose key or value this node is, with its mapping.
    pub(super) fn entry_of(&self, id: NodeId) -> Option<(NodeId, MappingEntry)> {
        let (parent, _) = self.nodes.get(id)?.parent.as_ref()?;
        let found = self
            .entries(*parent)
            .iter()
            .find(|entry| entry.key == id || entry.value == id)?;
        Some((*parent, *found))
    }

    /// Where the file has the value that is now at `pointer`, or would have it. The flag tells whether something at,
    /// above or below it was removed or is a placeholder, so that no finding about it is reliable.
    pub(super) fn trace(&self, pointer: &str) -> (String, bool) {
        let (mut at, mut original, mut is_lost) = (Some(ROOT), String::new(), false);
        for part in pointer.split('/').skip(1) {
            let part = part.replace("~1", "/").replace("~0", "~");
            let next = at.and_then(|id| self.child(id, &part));
            if let (Some(id), None) = (at, next) {
                is_lost |= self.nodes[id].lost.contains(&part);
            }
            let own = next.and_then(|id| self.nodes[id].parent.as_ref()?.1.as_deref());
            original = step(&original, own.unwrap_or(&part));
            is_lost |= next.is_some_and(|id| self.nodes[id].stands_in);
            at = next;
        }
        (
            original,
            is_lost || at.is_some_and(|id| self.nodes[id].has_gap),
        )
    }

    /// The pointer of a node in the file.
    pub(super) fn origin(&self, mut id: NodeId) -> String {
        let mut steps = Vec::new();
        while let Some((parent, step)) = &self.nodes[id].parent {
            steps.extend(step.as_deref());
            id = *parent;
        }
        steps
            .iter()
            .rev()
            .fold(String::new(), |pointer, own| step(&pointer, own))
    }

    /// Adds a placeholder.
    pub(super) fn stand_in(&mut self, parent: NodeId, what: What) -> NodeId {
        let span = self.nodes[parent].span.clone();
        self.push(Node {
            stands_in: true,
            ..Node::new(what, None, span, Some((parent, None)))
        })
    }

    pub(super) fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Removes a value from its collection. Returns whether it was in one.
    pub(super) fn take_out(&mut self, id: NodeId) -> bool {
        let Some((parent, _)) = self.nodes[id].parent.clone() else {
            return false;
        };
        match &mut self.nodes[parent].what {
            What::List(items) => items.retain(|item| *item != id),
            What::Mapping(entries) => entries.retain(|entry| entry.value != id),
            What::Plain(_) | What::Text(_) => return false,
        }
        true
    }

    /// Removes many values from a mapping in one pass.
    pub(super) fn take_out_all(&mut self, mapping: NodeId, values: &HashSet<NodeId>) {
        if let What::Mapping(entries) = &mut self.nodes[mapping].what {
            entries.retain(|entry| !values.contains(&entry.value));
        }
    }

    /// Records that something was removed from a collection: the field, if that is a mapping.
    pub(super) fn lose(&mut self, id: NodeId, field: Option<&str>) {
        self.nodes[id].lost.extend(field.map(str::to_string));
        let mut at = Some(id);
        while let Some(id) = at {
            self.nodes[id].has_gap = true;
            at = self.nodes[id].parent.as_ref().map(|(parent, _)| *parent);
        }
    }
}

impl Node {
    pub(super) fn new(
        what: What,
        tag: Option<String>,
        span: Span,
        parent: Option<(NodeId, Option<String>)>,
    ) -> Node {
        Node {
            what,
            tag,
            span,
            parent,
            stands_in: false,
            lost: Vec::new(),
            has_gap: false,
        }
    }
}
