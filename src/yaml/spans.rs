//! Maps JSON pointers to the places of keys and values in a file.

use std::collections::HashMap;

use crate::source::Span;

/// The shape of a node, as far as messages distinguish shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeShape {
    Scalar,
    List,
    Mapping,
    Alias,
}

/// The places of a file's keys and values.
///
/// A tree rather than a table of full pointers, because the pointers of a hostile file of 1 MiB can add up to
/// gigabytes.
#[derive(Debug, Default)]
pub struct Spans {
    pub(super) nodes: Vec<SpanNode>,
    pub(super) children: HashMap<(usize, String), usize>,
}

#[derive(Debug)]
pub(super) struct SpanNode {
    pub(super) key: Option<Span>,
    pub(super) value: Span,
    /// Where it ends; of a block collection, `value` covers the first line only.
    pub(super) end: usize,
    pub(super) shape: NodeShape,
    pub(super) env: Around,
}

/// The style of the collection around a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// In brackets or braces.
    Flow,
    /// Line by line, or no collection.
    Block,
}

impl Spans {
    /// The span of the value at `pointer`; of a block mapping or list, its first line.
    pub fn value(&self, pointer: &str) -> Option<Span> {
        Some(self.find(pointer)?.value.clone())
    }

    /// The span of the key of the value at `pointer`; list items have none.
    pub fn key(&self, pointer: &str) -> Option<Span> {
        self.find(pointer)?.key.clone()
    }

    /// The span of the value at `pointer`, or of its key if the value is empty. If the file has neither, the span of
    /// the nearest node around it, or of that node's key if it has one.
    pub fn nearest(&self, pointer: &str) -> Option<Span> {
        if let Some(node) = self.find(pointer) {
            return node.visible();
        }
        let ancestors = pointer.rmatch_indices('/').map(|(at, _)| &pointer[..at]);
        let node = ancestors
            .filter_map(|ancestor| self.find(ancestor))
            .next()
            .or(self.nodes.first())?;
        node.key.clone().or_else(|| node.visible())
    }

    /// The value whose key begins at the byte `start`.
    pub(super) fn of_key(&self, start: usize) -> Option<&SpanNode> {
        self.nodes
            .iter()
            .find(|node| node.key.as_ref().is_some_and(|key| key.start == start))
    }

    pub(super) fn find(&self, pointer: &str) -> Option<&SpanNode> {
        let mut at = 0;
        for step in pointer.split('/').skip(1) {
            at = self.child(at, &step.replace("~1", "/").replace("~0", "~"))?;
        }
        self.nodes.get(at)
    }

    fn child(&self, parent: usize, step: &str) -> Option<usize> {
        self.children.get(&(parent, step.to_string())).copied()
    }
}

impl SpanNode {
    fn visible(&self) -> Option<Span> {
        let empty = self.value.is_empty();
        Some(
            self.key
                .clone()
                .filter(|_| empty)
                .unwrap_or_else(|| self.value.clone()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Spans;
    use crate::source::SourceFile;

    fn seen(text: &str, pointer: &str) -> Option<String> {
        let file = SourceFile::new("a.yaml", text);
        Spans::of(&file)
            .value(pointer)
            .map(|span| text[span].to_string())
    }

    fn key(text: &str, pointer: &str) -> Option<String> {
        let file = SourceFile::new("a.yaml", text);
        Spans::of(&file)
            .key(pointer)
            .map(|span| text[span].to_string())
    }

    fn nearest(text: &str, pointer: &str) -> Option<String> {
        let file = SourceFile::new("a.yaml", text);
        Spans::of(&file)
            .nearest(pointer)
            .map(|span| text[span].to_string())
    }

    #[test]
    fn spans_count_bytes_whatever_the_script() {
        let text = "# þ 🎵\nnäme: 🎵 ünï  # ß\n'ké y': \"ça \\u00e9\"\nx: 1\n";
        assert_eq!(seen(text, "/näme").as_deref(), Some("🎵 ünï"));
        assert_eq!(key(text, "/ké y").as_deref(), Some("'ké y'"));
        assert_eq!(seen(text, "/ké y").as_deref(), Some("\"ça \\u00e9\""));
        assert_eq!(seen(text, "/x").as_deref(), Some("1"));
    }

    #[test]
    fn a_block_scalar_goes_from_its_sign_to_its_last_word() {
        let text = "a: |\n  one å\n  two\n\n# comment\nb: >-\n  folded\n  text\n\nc: 1\n";
        assert_eq!(seen(text, "/a").as_deref(), Some("|\n  one å\n  two"));
        assert_eq!(seen(text, "/b").as_deref(), Some(">-\n  folded\n  text"));
        let text = "a: &x # | >\n  !!str |2- # |\n\n  å\nb:\n  - >\nc: |+\n\nd: 1\n";
        assert_eq!(seen(text, "/a").as_deref(), Some("|2- # |\n\n  å"));
        assert_eq!(seen(text, "/b/0").as_deref(), Some(">"));
        assert_eq!(seen(text, "/c").as_deref(), Some("|+"));
    }

    #[test]
    fn a_mapping_or_list_is_shown_by_its_first_line() {
        let text = "list:\n  - due: 2026-01-01 # soon\n    by: x\n  - [1, {a: 2,\n    b: 3}]\nother:\n- a:\n    b: 1\n";
        assert_eq!(seen(text, "/list/0").as_deref(), Some("due: 2026-01-01"));
        assert_eq!(seen(text, "/list").as_deref(), Some("- due: 2026-01-01"));
        assert_eq!(
            seen(text, "/list/1").as_deref(),
            Some("[1, {a: 2,\n    b: 3}]")
        );
        assert_eq!(seen(text, "/list/1/1/b").as_deref(), Some("3"));
        assert_eq!(seen(text, "/other/0").as_deref(), Some("a"));
        assert_eq!(seen(text, "").as_deref(), Some("list"));
    }

    #[test]
    fn the_nearest_is_the_value_or_its_key_or_what_is_around_it() {
        let text = "a:\nb:\n  - x: 1\n  - \nc: *nobody\nd: {}\n";
        assert_eq!(nearest(text, "/a").as_deref(), Some("a"));
        assert_eq!(nearest(text, "/b/0/y/z").as_deref(), Some("x: 1"));
        assert_eq!(nearest(text, "/b/7").as_deref(), Some("b"));
        assert_eq!(nearest(text, "/c").as_deref(), Some("*nobody"));
        assert_eq!(nearest(text, "/d/e").as_deref(), Some("d"));
        assert_eq!(nearest(text, "/zz").as_deref(), Some("a"));
        assert_eq!(nearest("", "/zz"), None);
    }

    #[test]
    fn odd_keys_and_repeated_keys_do_not_confuse_the_rest() {
        let text = "a/b: {~: 1}\n? [x, y]\n: z\nk: 1\nk: 2\nlast: 3\n";
        assert_eq!(seen(text, "/a~1b/~0").as_deref(), Some("1"));
        assert_eq!(seen(text, "/[x, y]").as_deref(), Some("z"));
        assert_eq!(seen(text, "/k").as_deref(), Some("1"));
        assert_eq!(seen(text, "/last").as_deref(), Some("3"));
    }

    #[test]
    fn what_comes_before_a_syntax_error_is_known() {
        assert_eq!(seen("a:\n  b: 1\nc: ]\n", "/a/b").as_deref(), Some("1"));
        let file = SourceFile::new("a.yaml", b"a: 1\nb: \xff\n".as_slice());
        assert_eq!(Spans::of(&file).value("/a"), Some(3..4));
    }
}
