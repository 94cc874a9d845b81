//! Adds or removes one text in a list inside a list item, such as the keys of a person, in the layout that people
//! wrote. The caller compares the meaning of both files to prove that nothing else changed.

use super::edit::{dashed, in_quotes, line_end, removed};
use super::revise::revise;
use super::spans::{Around, Node, NodeShape, Spans};
use crate::diagnostic::step;
use crate::source::{SourceFile, Span};

/// Marks the place of a new list until its line is known.
const STAND_IN: &str = "a-list-comes-here";

/// A list of texts: the field `field` of item `index` of the list `list`.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// The name of the outer list.
    pub list: &'a str,
    /// The index of the item, from 0.
    pub index: usize,
    /// The name of the inner list.
    pub field: &'a str,
}

impl Listed<'_> {
    fn pointer(&self) -> String {
        step(
            &step(&step("", self.list), self.index.to_string()),
            self.field,
        )
    }

    /// The file with `item` at the end of the list. `None` if the layout does not allow a small edit.
    pub fn with(&self, file: &SourceFile, item: &str) -> Option<Vec<u8>> {
        let text = file
            .text()
            .ok()
            .filter(|_| !item.chars().any(char::is_control))?;
        let spans = Spans::of(file);
        let pointer = self.pointer();
        let quoted = in_quotes(item);
        let Some(node) = spans.find(&pointer) else {
            let variant = [(self.field, Some(STAND_IN))].into_iter().collect();
            let made = String::from_utf8(revise(file, self.list, self.index, &[variant])?).ok()?;
            let is_new = !text.contains(STAND_IN);
            return is_new.then(|| {
                made.replacen(STAND_IN, &format!("[{quoted}]"), 1)
                    .into_bytes()
            });
        };
        let items = items(&spans, &pointer);
        let (at, new) = match items.last() {
            None => (opening(text, node)?, quoted),
            Some(last) if last.env == Around::Flow => (ends(text, last)?, format!(", {quoted}")),
            Some(last) => {
                let dash = last.value.start;
                let line = dashed(text, dash)?;
                let end = ends(text, last)?;
                let end = end + text.get(end..)?.find('\n').unwrap_or(text.len() - end);
                (
                    end,
                    format!(
                        "{}{}{quoted}",
                        line_end(text),
                        text.get(line..dash)?.trim_end_matches('\r')
                    ),
                )
            }
        };
        let (before, after) = (text.get(..at)?, text.get(at..)?);
        let before = before
            .strip_suffix('\r')
            .filter(|_| new.starts_with("\r\n"))
            .unwrap_or(before);
        let back = if before.len() < at { "\r" } else { "" };
        Some(format!("{before}{new}{back}{after}").into_bytes())
    }

    /// The file without the text at index `at`, from 0. `None` if there is none, or if the layout does not allow a
    /// small edit.
    pub fn without(&self, file: &SourceFile, at: usize) -> Option<Vec<u8>> {
        let text = file.text().ok()?;
        let spans = Spans::of(file);
        let pointer = self.pointer();
        let items = items(&spans, &pointer);
        let node = items.get(at)?;
        let gone: Span = match node.env {
            Around::Block if items.len() == 1 => {
                removed(text, &spans.key(&pointer)?, spans.find(&pointer)?)?
            }
            Around::Block => {
                let line = dashed(text, node.value.start)?;
                let end = ends(text, node)?;
                line..text
                    .get(end..)?
                    .find('\n')
                    .map_or(text.len(), |newline| end + newline + 1)
            }
            Around::Flow => match (
                at.checked_sub(1).and_then(|before| items.get(before)),
                items.get(at + 1),
            ) {
                (Some(before), _) => ends(text, before)?..ends(text, node)?,
                (None, Some(next)) => node.value.start..next.value.start,
                (None, None) => node.value.start..ends(text, node)?,
            },
        };
        Some(format!("{}{}", text.get(..gone.start)?, text.get(gone.end..)?).into_bytes())
    }
}

/// The scalars at the beginning of a list.
fn items<'a>(spans: &'a Spans, pointer: &str) -> Vec<&'a Node> {
    let item = |at: usize| spans.find(&step(pointer, at.to_string()));
    let found = (0..).map_while(item);
    found
        .take_while(|node| node.shape == NodeShape::Scalar)
        .collect()
}

/// The end of a scalar on one line; `None` if it has several.
fn ends(text: &str, node: &Node) -> Option<usize> {
    let end = node.value.end;
    (!text.get(node.value.clone())?.contains('\n')).then_some(end)
}

/// The position after the bracket of an empty list.
fn opening(text: &str, node: &Node) -> Option<usize> {
    let is_empty = node.shape == NodeShape::List && text.get(node.value.start..)?.starts_with('[');
    is_empty.then_some(node.value.start + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: Listed<'static> = Listed {
        list: "people",
        index: 0,
        field: "keys",
    };

    fn with(text: &str) -> Option<String> {
        String::from_utf8(KEYS.with(&SourceFile::new("a.yaml", text), "k x")?).ok()
    }

    fn without(text: &str, at: usize) -> Option<String> {
        String::from_utf8(KEYS.without(&SourceFile::new("a.yaml", text), at)?).ok()
    }

    #[test]
    fn a_text_comes_in_at_the_end_in_the_layout_of_the_others() {
        for (text, made) in [
            (
                "people:\n  - {id: a} # c\n",
                "people:\n  - {id: a, keys: [\"k x\"]} # c\n",
            ),
            (
                "people:\n  - id: a # c\n    n: 1\n",
                "people:\n  - id: a # c\n    keys: [\"k x\"]\n    n: 1\n",
            ),
            (
                "people: [{keys: [], id: a}]\n",
                "people: [{keys: [\"k x\"], id: a}]\n",
            ),
            (
                "people: [{keys: [b] , id: a}]\n",
                "people: [{keys: [b, \"k x\"] , id: a}]\n",
            ),
            (
                "people:\n  - id: a\n    keys:\n      - 'b' # c\n    n: 1\n",
                "people:\n  - id: a\n    keys:\n      - 'b' # c\n      - \"k x\"\n    n: 1\n",
            ),
            (
                "people:\n- id: a\n  keys:\n  - b",
                "people:\n- id: a\n  keys:\n  - b\n  - \"k x\"",
            ),
            (
                "people:\r\n- id: a\r\n  keys:\r\n  - b\r\n  n: 1\r\n",
                "people:\r\n- id: a\r\n  keys:\r\n  - b\r\n  - \"k x\"\r\n  n: 1\r\n",
            ),
        ] {
            assert_eq!(with(text).as_deref(), Some(made), "{text}");
        }
        assert_eq!(with("people: [{id: a, keys: b}]\n"), None);
        assert_eq!(with("people: []\n"), None);
    }

    #[test]
    fn a_text_goes_and_the_others_stay() {
        for (text, at, left) in [
            (
                "people: [{keys: [b, c, d]}]\n",
                0,
                "people: [{keys: [c, d]}]\n",
            ),
            (
                "people: [{keys: [b, c, d]}]\n",
                2,
                "people: [{keys: [b, c]}]\n",
            ),
            (
                "people: [{keys: [b], id: a}]\n",
                0,
                "people: [{keys: [], id: a}]\n",
            ),
            (
                "people:\n- id: a\n  keys:\n  - b # x\n  - c\n",
                0,
                "people:\n- id: a\n  keys:\n  - c\n",
            ),
            (
                "people:\n- id: a\n  keys:\n  - b\n  n: 1\n",
                0,
                "people:\n- id: a\n  n: 1\n",
            ),
        ] {
            assert_eq!(without(text, at).as_deref(), Some(left), "{text}");
        }
        assert_eq!(without("people: [{keys: [b]}]\n", 1), None);
    }
}
