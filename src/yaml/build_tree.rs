//! Builds a tree from the parser's events. Aliases become copies of their anchors, as the reader sees them.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, Tag};

use super::tree::{MappingEntry, Node, NodeId, What, YamlTree};
use crate::source::Span;

/// The limit on the nodes of a tree, copies included; the reader has the same limit.
const NODES: usize = 200_000;

/// The tree of a well-formed document; `None` if aliases make it too large.
pub(super) fn build_tree(text: &str) -> Option<YamlTree> {
    let mut planter = Planter {
        text,
        tree: YamlTree { nodes: Vec::new() },
        open: Vec::new(),
        anchors: HashMap::new(),
    };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        if event == Event::DocumentEnd {
            break;
        }
        planter.take(event, span.byte_range().unwrap_or_default())?;
    }
    let tree = planter.tree;
    (!tree.nodes.is_empty()).then_some(tree)
}

struct Planter<'a> {
    text: &'a str,
    tree: YamlTree,
    open: Vec<OpenCollection>,
    anchors: HashMap<usize, NodeId>,
}

struct OpenCollection {
    node: NodeId,
    anchor: usize,
    key: Option<NodeId>,
}

impl Planter<'_> {
    /// `None` means that the document cannot be recovered.
    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "the parser may add events; those not listed are not nodes"
    )]
    fn take(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let what = match style {
                    ScalarStyle::Plain => What::Plain(text.into_owned()),
                    ScalarStyle::SingleQuoted
                    | ScalarStyle::DoubleQuoted
                    | ScalarStyle::Literal
                    | ScalarStyle::Folded => What::Text(text.into_owned()),
                };
                let node = self.add(what, tag.as_deref(), span)?;
                self.anchors.insert(anchor, node);
            }
            Event::Alias(anchor) => {
                let original = *self.anchors.get(&anchor)?;
                let copy = self.copy(original)?;
                self.put(copy);
            }
            Event::SequenceStart(_, anchor, tag) => {
                let node = self.add(What::List(Vec::new()), tag.as_deref(), span)?;
                self.open.push(OpenCollection {
                    node,
                    anchor,
                    key: None,
                });
            }
            Event::MappingStart(_, anchor, tag) => {
                let node = self.add(What::Mapping(Vec::new()), tag.as_deref(), span)?;
                self.open.push(OpenCollection {
                    node,
                    anchor,
                    key: None,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let closed = self.open.pop()?;
                self.anchors.insert(closed.anchor, closed.node);
            }
            Event::UnresolvedAlias(_) => return None,
            _ => {}
        }
        Some(())
    }

    fn add(&mut self, what: What, tag: Option<&Tag>, span: Span) -> Option<NodeId> {
        let tag = tag.map(|tag| format!("{}{}", tag.handle(), tag.suffix()));
        let length = self.text.get(span.clone())?.trim_end().len();
        let node = Node::new(what, tag, span.start..span.start + length, None);
        let id = self.grow(node)?;
        self.put(id);
        Some(id)
    }

    fn grow(&mut self, node: Node) -> Option<NodeId> {
        (self.tree.nodes.len() < NODES).then(|| self.tree.push(node))
    }

    /// Appends a node to the innermost open collection.
    fn put(&mut self, id: NodeId) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let key = open.key.take();
        let name = key
            .and_then(|key| self.tree.scalar(key))
            .map(str::to_string);
        let step = match &mut self.tree.nodes[open.node].what {
            What::List(items) => {
                items.push(id);
                Some((items.len() - 1).to_string())
            }
            What::Mapping(entries) => {
                match key {
                    Some(key) => entries.push(MappingEntry { key, value: id }),
                    None => open.key = Some(id),
                }
                name
            }
            What::Plain(_) | What::Text(_) => None,
        };
        self.tree.nodes[id].parent = Some((open.node, step));
    }

    /// Copies a node with all its content.
    fn copy(&mut self, id: NodeId) -> Option<NodeId> {
        let original = self.tree.nodes[id].clone();
        let what = original.what.clone();
        let empty = match &what {
            What::List(_) => What::List(Vec::new()),
            What::Mapping(_) => What::Mapping(Vec::new()),
            What::Plain(_) | What::Text(_) => return self.grow(original),
        };
        let copy = self.grow(Node {
            what: empty,
            ..original
        })?;
        let filled = match what {
            What::List(items) => What::List(
                items
                    .iter()
                    .map(|item| self.copy_into(copy, *item))
                    .collect::<Option<_>>()?,
            ),
            What::Mapping(entries) => {
                let pair = |entry: &MappingEntry| {
                    Some(MappingEntry {
                        key: self.copy_into(copy, entry.key)?,
                        value: self.copy_into(copy, entry.value)?,
                    })
                };
                What::Mapping(entries.iter().map(pair).collect::<Option<_>>()?)
            }
            What::Plain(_) | What::Text(_) => return None,
        };
        self.tree.nodes[copy].what = filled;
        Some(copy)
    }

    fn copy_into(&mut self, parent: NodeId, id: NodeId) -> Option<NodeId> {
        let copy = self.copy(id)?;
        if let Some((own, _)) = &mut self.tree.nodes[copy].parent {
            *own = parent;
        }
        Some(copy)
    }
}
