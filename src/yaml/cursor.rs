//! What is at a byte of a text, for editors: also in a text that is not finished.

use std::collections::HashMap;

use super::spans::{NodeShape, Spans};
use crate::diagnostic::step;
use crate::source::{SourceFile, Span};

/// A key, or a value that is one scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtByte {
    /// The JSON pointer of the value; for a key, of its value.
    pub pointer: String,
    /// Whether it is the key or the value.
    pub part: NodePart,
    /// Its bytes, with quotation marks.
    pub span: Span,
}

/// A part of an entry of a mapping, or of an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodePart {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// A word that a person is writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The JSON pointer of the value that it is or begins; of the mapping around it, for a key.
    pub pointer: String,
    /// Whether it can only be a key, or is a value that may also be the first key of a mapping.
    pub part: NodePart,
    /// Its bytes, without quotation marks.
    pub span: Span,
    /// The keys that the mapping has besides.
    pub siblings: Vec<String>,
    /// Whether a colon follows.
    pub has_colon: bool,
}

/// A text without a meaning in YAML, which finds the place of the cursor in what the parser reads.
const MARK: &str = "\u{f8ff}wr";

impl Spans {
    /// The key or the scalar at a byte, or that ends there.
    pub fn at(&self, offset: usize) -> Option<AtByte> {
        let holds = |span: &Span| span.start <= offset && offset <= span.end;
        let parents = self.parents();
        let mut found: Option<AtByte> = None;
        for (id, node) in self.nodes.iter().enumerate() {
            let is_scalar = matches!(node.shape, NodeShape::Scalar | NodeShape::Alias);
            let value = Some(&node.value).filter(|span| is_scalar && !span.is_empty());
            let parts = [(node.key.as_ref(), NodePart::Key), (value, NodePart::Value)];
            for (span, part) in parts {
                let Some(span) = span.filter(|span| holds(span)) else {
                    continue;
                };
                if found.as_ref().is_none_or(|it| span.len() < it.span.len()) {
                    found = Some(AtByte {
                        pointer: pointer(&parents, id),
                        part,
                        span: span.clone(),
                    });
                }
            }
        }
        found
    }

    /// Each node's parent, and the step that leads from there to it.
    fn parents(&self) -> HashMap<usize, (usize, &str)> {
        let edges = self.children.iter();
        edges
            .map(|((parent, step), child)| (*child, (*parent, step.as_str())))
            .collect()
    }

    /// The keys of the mapping at a pointer.
    fn keys(&self, pointer: &str) -> Vec<String> {
        let is_it = |node: &super::spans::SpanNode| {
            self.find(pointer).is_some_and(|it| std::ptr::eq(it, node))
        };
        let Some(mapping) = self.nodes.iter().position(is_it) else {
            return Vec::new();
        };
        let steps = self.children.keys();
        let own = steps.filter(|(parent, _)| *parent == mapping);
        own.map(|(_, step)| step.clone()).collect()
    }
}

/// The pointer of a node. That of the second value of a repeated key is the one of the mapping.
fn pointer(parents: &HashMap<usize, (usize, &str)>, mut id: usize) -> String {
    let mut steps = Vec::new();
    while let Some((parent, step)) = parents.get(&id) {
        steps.push(*step);
        id = *parent;
    }
    steps
        .iter()
        .rev()
        .fold(String::new(), |at, own| step(&at, own))
}

impl Word {
    /// The word at a byte of a text; `None` in a comment, and where a text cannot be read.
    pub fn at(text: &str, offset: usize) -> Option<Word> {
        let (before, after) = text.split_at_checked(offset)?;
        // An error above or below does not matter: only the entry of the file's mapping with the cursor is read.
        let start = entry_start(before);
        let before = &before[start..];
        let rest = after
            .split_once(['\n', '\r'])
            .map_or(after, |(line, _)| line);
        let whole = format!("{before}{MARK}{after}");
        let as_key = format!("{before}{MARK}: x{}", &after[rest.len()..]);
        let closing = closing(before);
        let closed = format!("{before}{MARK}{closing}");
        let others = match closing.is_empty() {
            true => [as_key, closed],
            false => [closed, as_key],
        };
        // Whatever is added after the mark is not part of the word.
        let is_own = |word: &Word| word.span.end <= before.len();
        let found = Word::marked(whole, before.len()).or_else(|| {
            let words = others.into_iter();
            let mut words = words.filter_map(|it| Word::marked(it, before.len()));
            words.find(is_own)
        })?;
        let own = start + found.span.start..start + found.span.end;
        let mut siblings = found.siblings.clone();
        if found.pointer.is_empty() {
            siblings.extend(top_keys(text));
        }
        let written = text.get(own.clone())?;
        siblings.retain(|key| !key.contains(MARK) && key != written);
        let rest = text.get(own.end..)?.trim_start_matches([' ', '"', '\'']);
        Some(Word {
            siblings,
            has_colon: rest.starts_with(':'),
            span: own,
            ..found
        })
    }

    /// The word around the mark at a byte of this text.
    fn marked(text: String, offset: usize) -> Option<Word> {
        let file = SourceFile::new("", text);
        let spans = Spans::of(&file);
        let found = spans.at(offset + 1)?;
        let source = file.text().ok()?.get(found.span.clone())?;
        if !source.contains(MARK) || source.contains('\n') {
            return None;
        }
        let quotes = usize::from(source.starts_with(['"', '\'']));
        let pointer = match found.part {
            NodePart::Key => found.pointer.rsplit_once('/')?.0.to_string(),
            NodePart::Value => found.pointer,
        };
        Some(Word {
            siblings: spans.keys(&pointer),
            pointer,
            part: found.part,
            span: found.span.start + quotes..found.span.end - quotes - MARK.len(),
            has_colon: false,
        })
    }
}

/// Where the entry of the file's mapping begins that has the end of this text.
fn entry_start(before: &str) -> usize {
    let is_entry =
        |line: &str| line.starts_with(|c: char| c.is_alphanumeric() || "\"'".contains(c));
    let (mut start, mut at) = (0, 0);
    for line in before.split_inclusive('\n') {
        if is_entry(line) {
            start = at;
        }
        at += line.len();
    }
    // What begins at the cursor is an entry of its own.
    if before.ends_with('\n') { at } else { start }
}

/// The keys at the beginning of lines.
fn top_keys(text: &str) -> impl Iterator<Item = String> {
    let keys = text.lines().filter_map(|line| line.split_once(':'));
    let plain = keys.filter(|(key, _)| key.starts_with(char::is_alphanumeric));
    plain.map(|(key, _)| key.trim_end().to_string())
}

/// The brackets that close those which the last line leaves open.
fn closing(before: &str) -> String {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let mut open = Vec::new();
    for sign in line.chars() {
        match sign {
            '[' => open.push(']'),
            '{' => open.push('}'),
            ']' | '}' => _ = open.pop(),
            _ => {}
        }
    }
    open.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is at the `|` of a text.
    fn word(text: &str) -> Option<(String, NodePart, String)> {
        let offset = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let word = Word::at(&text, offset)?;
        Some((word.pointer, word.part, text[word.span].to_string()))
    }

    #[test]
    fn a_word_is_found_where_it_is_written() {
        let (key, value) = (NodePart::Key, NodePart::Value);
        for (text, pointer, part, written) in [
            (
                "a: 1\npartner:\n  organization: xy|\nb: 1\n",
                "/partner/organization",
                value,
                "xy",
            ),
            (
                "a: 1\npartner:\n  organization: |\nb: 1\n",
                "/partner/organization",
                value,
                "",
            ),
            (
                "partner: {organization: x|}\n",
                "/partner/organization",
                value,
                "x",
            ),
            (
                "partner: {organization: |\nb: 1\n",
                "/partner/organization",
                value,
                "",
            ),
            ("partner: {organization: xyz, gr|}\n", "/partner", key, "gr"),
            ("committees: [te|]\n", "/committees/0", value, "te"),
            (
                "committees: [technical, |\nb: 1\n",
                "/committees/1",
                value,
                "",
            ),
            (
                "m:\n  - id: a\n    committees:\n      - te|\n",
                "/m/0/committees/0",
                value,
                "te",
            ),
            ("m:\n- id: a\n- ti|\n", "/m/1", value, "ti"),
            ("a: \"al|ice\"\n", "/a", value, "alice"),
            ("a: b[c|\n", "/a", value, "b[c"),
            ("a: 1\nti|\nb: 1\n", "", key, "ti"),
            ("a: 1\nti|: x\nb: 1\n", "", key, "ti"),
            ("p:\n  a: 1\n  |\nb: 1\n", "/p", key, ""),
            ("p:\n  |\nb: 1\n", "/p", value, ""),
            ("|", "", value, ""),
            // Errors above and below are in the way of nothing.
            ("x: [\ny: ]\np: {o: a|}\nz: ]\n", "/p/o", value, "a"),
            ("å: 🎵\r\np:\r\n  ö: a|\r\nz: 1\r\n", "/p/ö", value, "a"),
        ] {
            let found = word(text);
            assert_eq!(
                found,
                Some((pointer.into(), part, written.into())),
                "{text}"
            );
        }
        for text in ["a: 1 # x|\n", "# x|\n", "a: >\n  x|\n  y\n"] {
            assert_eq!(word(text), None, "{text}");
        }
    }

    #[test]
    fn the_keys_that_are_there_are_known() {
        let text = "p:\n  a: 1\n  \n  b: 1\nc: ]\n";
        let word = Word::at(text, "p:\n  a: 1\n  ".len()).unwrap();
        let mut siblings = word.siblings;
        siblings.sort();
        assert_eq!(siblings, ["a", "b"]);
        let text = "a: 1\np: {x: 1, y}\nb: ]\n";
        let word = Word::at(text, text.find('y').unwrap() + 1).unwrap();
        assert_eq!(
            (word.siblings, word.has_colon),
            (vec!["x".to_string()], false)
        );
        let word = Word::at("a: 1\nti: 2\n", 7).unwrap();
        assert_eq!(
            (word.siblings, word.has_colon),
            (vec!["a".to_string()], true)
        );
    }

    #[test]
    fn a_byte_is_in_a_key_or_in_a_value() {
        let file = SourceFile::new("", "p:\n  - {id: abc, to: [x, y]}\n");
        let spans = Spans::of(&file);
        let at = |part: &str| {
            let found = spans.at(file.text().unwrap().find(part).unwrap())?;
            Some((found.pointer, found.part))
        };
        assert_eq!(at("bc"), Some(("/p/0/id".into(), NodePart::Value)));
        assert_eq!(at("o:"), Some(("/p/0/to".into(), NodePart::Key)));
        assert_eq!(at("y]"), Some(("/p/0/to/1".into(), NodePart::Value)));
        assert_eq!(at("- "), None);
    }
}
