//! Builds the index of places from the parser's events.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::reader::LIMIT;
use super::spans::{Around, NodeShape, SpanNode, Spans};
use crate::source::{SourceFile, Span};

impl Spans {
    /// Indexes the first document of a file; after a syntax error, the part before it. A file over
    /// [`LIMIT`] gets an empty index.
    pub fn of(file: &SourceFile) -> Spans {
        let text = match file.text() {
            _ if file.bytes().len() > LIMIT => "",
            Ok(text) => text,
            Err(bad) => std::str::from_utf8(&file.bytes()[..bad.start]).unwrap_or_default(),
        };
        let options = granit_parser::options! { emit_unresolved_aliases: true };
        let mut builder = Builder::new(text);
        for event in Parser::new_from_str_with_options(text, options) {
            let Ok((event, span)) = event else { break };
            if event == Event::DocumentEnd {
                break;
            }
            builder.take(event, span.byte_range().unwrap_or_default());
        }
        builder.finish()
    }
}

struct Builder<'a> {
    text: &'a str,
    spans: Spans,
    open: Vec<OpenNode>,
    /// The end of the previous event.
    last: usize,
    /// The end of the last scalar or flow collection.
    written: usize,
}

struct OpenNode {
    node: usize,
    role: Role,
    style: StructureStyle,
    items: usize,
    first: Option<usize>,
    key: Option<(String, Span)>,
}

/// The role of a node in its collection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Key,
    Value,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Builder<'a> {
        Builder {
            text,
            spans: Spans::default(),
            open: Vec::new(),
            last: 0,
            written: 0,
        }
    }

    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "the parser may add events; those not listed have no place"
    )]
    fn take(&mut self, event: Event<'_>, span: Span) {
        let before = std::mem::replace(&mut self.last, span.end);
        match event {
            Event::Scalar(text, ScalarStyle::Literal | ScalarStyle::Folded, ..) => {
                let start = self.block_sign(before..span.start).unwrap_or(span.start);
                self.leaf(text, start..span.end, NodeShape::Scalar);
            }
            Event::Scalar(text, ..) => self.leaf(text, span, NodeShape::Scalar),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let text = Cow::Owned(self.text.get(span.clone()).unwrap_or_default().to_string());
                self.leaf(text, span, NodeShape::Alias);
            }
            Event::SequenceStart(style, ..) => self.start(span, style, NodeShape::List),
            Event::MappingStart(style, ..) => self.start(span, style, NodeShape::Mapping),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            _ => {}
        }
    }

    fn leaf(&mut self, text: Cow<'_, str>, span: Span, shape: NodeShape) {
        let span = self.trimmed(span);
        self.written = self.written.max(span.end);
        match self.role() {
            Role::Key => self.set_key(text.into_owned(), span),
            Role::Value => {
                self.add(span, shape);
            }
        }
    }

    fn start(&mut self, span: Span, style: StructureStyle, shape: NodeShape) {
        // A mapping or list that is itself a key has no pointer, so its content is detached.
        let role = self.role();
        let node = match role {
            Role::Key => self.detached(None, span, shape),
            Role::Value => self.add(span, shape),
        };
        self.open.push(OpenNode {
            node,
            role,
            style,
            items: 0,
            first: None,
            key: None,
        });
    }

    fn end(&mut self, end: Span) {
        let Some(closed) = self.open.pop() else {
            return;
        };
        let start = self.spans.nodes[closed.node].value.start;
        let span = match closed.style {
            StructureStyle::Flow => start..end.end.max(start),
            StructureStyle::Block => self.first_line(start, closed.first),
        };
        if closed.style == StructureStyle::Flow {
            self.written = self.written.max(span.end);
        }
        self.spans.nodes[closed.node].value = span.clone();
        self.spans.nodes[closed.node].end = self.written.max(start);
        if closed.role == Role::Key {
            let text = self.text.get(span.clone()).unwrap_or_default().to_string();
            self.set_key(text, span);
        }
    }

    /// Closes the collections that a syntax error left open, with the span that is known.
    fn finish(mut self) -> Spans {
        while let Some(open) = self.open.last() {
            let node = &self.spans.nodes[open.node];
            let end = open
                .first
                .map_or(node.value.end, |first| self.spans.nodes[first].value.end);
            self.end(end..end);
        }
        self.spans
    }

    /// The first line of the first item of a block collection.
    fn first_line(&self, start: usize, first: Option<usize>) -> Span {
        let Some(first) = first.map(|first| &self.spans.nodes[first]) else {
            return start..start;
        };
        let begin = first
            .key
            .as_ref()
            .map_or(start, |key| key.start.min(first.value.start))
            .min(start);
        let rest = self.text.get(begin..).unwrap_or_default();
        let line_end = begin + rest.find('\n').unwrap_or(rest.len());
        let mut end = first
            .key
            .as_ref()
            .map_or(begin, |key| key.end.min(line_end));
        if first.value.start <= line_end {
            end = end.max(first.value.end.min(line_end));
        }
        begin..end
    }

    /// The role of the next node.
    fn role(&self) -> Role {
        let is_key = |open: &&OpenNode| {
            self.spans.nodes[open.node].shape == NodeShape::Mapping && open.key.is_none()
        };
        self.open
            .last()
            .filter(is_key)
            .map_or(Role::Value, |_| Role::Key)
    }

    fn set_key(&mut self, text: String, span: Span) {
        if let Some(open) = self.open.last_mut() {
            open.key = Some((text, span));
        }
    }

    /// Adds a value to its parent. The pointer of a repeated key means the first value.
    fn add(&mut self, span: Span, shape: NodeShape) -> usize {
        let place = self.open.last_mut().map(|open| {
            let number = open.items;
            open.items += 1;
            let (step, key) = open
                .key
                .take()
                .map_or((number.to_string(), None), |(t, s)| (t, Some(s)));
            (open.node, step, key)
        });
        let Some((parent, step, key)) = place else {
            return self.detached(None, span, shape);
        };
        let node = self.detached(key, span, shape);
        self.spans.children.entry((parent, step)).or_insert(node);
        if let Some(open) = self.open.last_mut() {
            open.first.get_or_insert(node);
        }
        node
    }

    fn detached(&mut self, key: Option<Span>, value: Span, shape: NodeShape) -> usize {
        let is_flow = self
            .open
            .last()
            .is_some_and(|open| open.style == StructureStyle::Flow);
        let env = if is_flow { Around::Flow } else { Around::Block };
        self.spans.nodes.push(SpanNode {
            key,
            end: value.end,
            value,
            shape,
            env,
        });
        self.spans.nodes.len() - 1
    }

    /// The position of the `|` or `>` of a block scalar; the parser's span begins at the text after it. An anchor, a
    /// tag and comments may precede it.
    fn block_sign(&self, between: Span) -> Option<usize> {
        let mut start = between.start;
        for line in self.text.get(between)?.split_inclusive('\n') {
            let mut at = 0;
            for word in line.split_inclusive([' ', '\t']) {
                match word.chars().next() {
                    Some('|' | '>') => return Some(start + at),
                    Some('#') => break,
                    _ => at += word.len(),
                }
            }
            start += line.len();
        }
        None
    }

    /// The span without the line breaks at the end of a block scalar.
    fn trimmed(&self, span: Span) -> Span {
        let text = self.text.get(span.clone()).unwrap_or_default();
        span.start..span.start + text.trim_end().len()
    }
}
