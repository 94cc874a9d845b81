//! Rewrites an item of a list in a file that people wrote: removes it, or replaces it by copies that differ in some
//! fields. It changes as few bytes as possible and compares the trees of both texts to prove that nothing else
//! changed.

use std::collections::BTreeMap;

use super::build_tree::build_tree;
use super::edit::{dashed, in_quotes, is_plain, line_end, removed, written};
use super::reader;
use super::spans::{Around, Node, NodeShape, Spans};
use super::tree::{Id, ROOT, What, YamlTree};
use crate::diagnostic::step;
use crate::source::{SourceFile, Span};

/// The fields of a copy that differ from the original item: the new text, or `None` if the field is removed.
pub type Variant<'a> = BTreeMap<&'a str, Option<&'a str>>;

/// The file with `copies` in place of item `index` of the document's field `list`. `None` if the layout does not
/// allow a small edit, or if anything else would change.
pub fn revise(
    file: &SourceFile,
    list: &str,
    index: usize,
    copies: &[Variant<'_>],
) -> Option<Vec<u8>> {
    let text = file.text().ok().filter(|text| text.len() <= super::LIMIT)?;
    let spans = Spans::of(file);
    let place = EditPlace::of(text, &spans, list, index)?;
    let after = if copies.is_empty() {
        place.without()?
    } else {
        place.with(copies)?
    };
    proves(text, &after, list, index, copies).then(|| after.into_bytes())
}

struct EditPlace<'a> {
    text: &'a str,
    spans: &'a Spans,
    pointer: String,
    node: &'a Node,
    /// From its first byte to its last, without the text around it.
    span: Span,
}

impl<'a> EditPlace<'a> {
    fn of(text: &'a str, spans: &'a Spans, list: &str, index: usize) -> Option<EditPlace<'a>> {
        let pointer = step(&step("", list), index.to_string());
        let node = spans
            .find(&pointer)
            .filter(|node| node.shape == NodeShape::Mapping)?;
        let end = node.end.max(node.value.end);
        let end = node.value.start + text.get(node.value.start..end)?.trim_end().len();
        Some(EditPlace {
            text,
            spans,
            pointer,
            node,
            span: node.value.start..end,
        })
    }

    /// The whole text without the item and its lines.
    fn without(&self) -> Option<String> {
        let (start, end) = match self.node.env {
            Around::Block => {
                let rest = self
                    .text
                    .get(self.span.end..)?
                    .split_inclusive('\n')
                    .next()
                    .unwrap_or_default();
                is_comment(rest).then_some((
                    dashed(self.text, self.span.start)?,
                    self.span.end + rest.len(),
                ))?
            }
            Around::Flow => {
                let (before, after) = (
                    self.text.get(..self.span.start)?,
                    self.text.get(self.span.end..)?,
                );
                let follows = after.trim_start();
                match (
                    before.trim_end().strip_suffix(','),
                    follows.strip_prefix(','),
                ) {
                    (Some(before), _) => (before.len(), self.span.end),
                    (None, Some(rest)) => {
                        (self.span.start, self.text.len() - rest.trim_start().len())
                    }
                    (None, None) => return None,
                }
            }
        };
        Some(format!(
            "{}{}",
            self.text.get(..start)?,
            self.text.get(end..)?
        ))
    }

    /// The whole text with copies in place of the item; the text around it is unchanged.
    fn with(&self, copies: &[Variant<'_>]) -> Option<String> {
        let between = match self.node.env {
            Around::Flow => ", ".to_string(),
            Around::Block if copies.len() == 1 => String::new(),
            Around::Block => {
                let start = dashed(self.text, self.span.start)?;
                format!(
                    "{}{}",
                    line_end(self.text),
                    self.text.get(start..self.span.start)?
                )
            }
        };
        let copies: Vec<String> = copies
            .iter()
            .map(|copy| self.copied(copy))
            .collect::<Option<_>>()?;
        let (before, after) = (
            self.text.get(..self.span.start)?,
            self.text.get(self.span.end..)?,
        );
        Some(format!("{before}{}{after}", copies.join(&between)))
    }

    /// The bytes of the item with the fields of a copy.
    fn copied(&self, copy: &Variant<'_>) -> Option<String> {
        let mut changes: Vec<(Span, String)> = Vec::new();
        for (field, says) in copy {
            let pointer = step(&self.pointer, field);
            let node = self.spans.find(&pointer);
            match (node, says) {
                (None, None) => {}
                (Some(node), Some(_)) if node.shape != NodeShape::Scalar => return None,
                (Some(node), Some(says)) => {
                    let made = written(self.text, &node.value, says)?;
                    changes.push((made.span, made.text));
                }
                (Some(node), None) => changes.push((self.gone(node, &pointer)?, String::new())),
                (None, Some(says)) => changes.push(self.added(field, says)?),
            }
        }
        changes.sort_by_key(|(span, _)| (span.start, span.end));
        let mut out = String::new();
        let mut at = self.span.start;
        for (span, new) in changes {
            out.push_str(self.text.get(at..span.start)?);
            out.push_str(&new);
            at = span.end;
        }
        out.push_str(self.text.get(at..self.span.end)?);
        Some(out.trim_end().to_string())
    }

    /// The bytes of a removed field. The first field in braces takes the comma after it along.
    fn gone(&self, node: &Node, pointer: &str) -> Option<Span> {
        let key = self.spans.key(pointer)?;
        if let Some(span) = removed(self.text, &key, node) {
            return Some(span.start..span.end.min(self.span.end));
        }
        let end = node.end.max(node.value.end).max(key.end);
        let after = self
            .text
            .get(end..)?
            .trim_start()
            .strip_prefix(',')?
            .trim_start();
        let is_first = self.text.get(..key.start)?.trim_end().ends_with('{');
        (node.env == Around::Flow && is_first).then(|| key.start..self.text.len() - after.len())
    }

    /// A new field: at the end of braces, otherwise below the first field, so that every comment keeps its place.
    fn added(&self, field: &str, says: &str) -> Option<(Span, String)> {
        if says.chars().any(char::is_control) {
            return None;
        }
        let says = if is_plain(says) {
            says.to_string()
        } else {
            in_quotes(says)
        };
        let own = self.text.get(self.span.clone())?;
        if own.starts_with('{') {
            let inside = own.strip_suffix('}')?.trim_end();
            let at = self.span.start + inside.len();
            return Some((at..at, format!(", {field}: {says}")));
        }
        let start = self
            .text
            .get(..self.span.start)?
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let indent = " ".repeat(self.text.get(start..self.span.start)?.chars().count());
        let entry = format!("{field}: {says}{}", line_end(self.text));
        let (at, entry) = match own.find('\n') {
            Some(newline) => (self.span.start + newline + 1, format!("{indent}{entry}")),
            None => (self.span.start, format!("{entry}{indent}")),
        };
        Some((at..at, entry))
    }
}

fn is_comment(rest: &str) -> bool {
    let rest = rest.trim();
    rest.is_empty() || rest.starts_with('#')
}

/// Whether `after` has the meaning of `before` except for the copies in place of the item.
fn proves(before: &str, after: &str, list: &str, index: usize, copies: &[Variant<'_>]) -> bool {
    if reader::malformed(before).is_some() || reader::malformed(after).is_some() {
        return false;
    }
    let (Some(old), Some(new)) = (build_tree(before), build_tree(after)) else {
        return false;
    };
    let entries = (old.entries(ROOT), new.entries(ROOT));
    let mut seen = 0;
    let is_same = entries.0.len() == entries.1.len()
        && entries.0.iter().zip(entries.1).all(|(one, other)| {
            if old.scalar(one.key) != Some(list) {
                return same(&old, one.key, &new, other.key)
                    && same(&old, one.value, &new, other.value);
            }
            seen += 1;
            same(&old, one.key, &new, other.key)
                && revised(&old, one.value, &new, other.value, index, copies)
        });
    is_same && seen == 1
}

fn revised(
    old: &YamlTree,
    one: Id,
    new: &YamlTree,
    other: Id,
    index: usize,
    copies: &[Variant<'_>],
) -> bool {
    let (What::List(items), What::List(now)) = (&old.nodes[one].what, &new.nodes[other].what)
    else {
        return false;
    };
    let (Some(item), Some((head, rest))) = (items.get(index), now.split_at_checked(index)) else {
        return false;
    };
    let Some((made, tail)) = rest.split_at_checked(copies.len()) else {
        return false;
    };
    let alike = |ones: &[Id], others: &[Id]| {
        ones.len() == others.len() && ones.iter().zip(others).all(|(a, b)| same(old, *a, new, *b))
    };
    old.nodes[one].tag == new.nodes[other].tag
        && alike(&items[..index], head)
        && alike(&items[index + 1..], tail)
        && made
            .iter()
            .zip(copies)
            .all(|(made, copy)| is_copy(old, *item, new, *made, copy))
}

/// Whether the new mapping is the old one with the fields of a copy, and nothing else.
fn is_copy(old: &YamlTree, one: Id, new: &YamlTree, other: Id, copy: &Variant<'_>) -> bool {
    let (before, after) = (old.entries(one), new.entries(other));
    let kept = before.iter().filter(|entry| {
        old.scalar(entry.key)
            .is_none_or(|key| !copy.contains_key(key))
    });
    let stays = |entry: &&super::tree::MappingEntry| {
        let found: Vec<_> = after
            .iter()
            .filter(|other| same(old, entry.key, new, other.key))
            .map(|other| other.value)
            .collect();
        matches!(found.as_slice(), [value] if same(old, entry.value, new, *value))
    };
    let says = |field: &str, says: &str| {
        let found: Vec<_> = after
            .iter()
            .filter(|entry| new.scalar(entry.key) == Some(field))
            .collect();
        matches!(found.as_slice(), [entry] if new.scalar(entry.value) == Some(says))
    };
    let set = copy
        .iter()
        .filter_map(|(field, text)| Some((*field, (*text)?)));
    after.len() == kept.clone().count() + set.clone().count()
        && old.nodes[one].tag == new.nodes[other].tag
        && kept.clone().all(|entry| stays(&entry))
        && set.clone().all(|(field, text)| says(field, text))
}

/// Whether two nodes of two trees have the same meaning.
fn same(old: &YamlTree, one: Id, new: &YamlTree, other: Id) -> bool {
    let what = match (&old.nodes[one].what, &new.nodes[other].what) {
        (What::Plain(text), What::Plain(now)) | (What::Text(text), What::Text(now)) => text == now,
        (What::List(items), What::List(now)) => {
            items.len() == now.len() && items.iter().zip(now).all(|(a, b)| same(old, *a, new, *b))
        }
        (What::Mapping(entries), What::Mapping(now)) => {
            entries.len() == now.len()
                && entries
                    .iter()
                    .zip(now)
                    .all(|(a, b)| same(old, a.key, new, b.key) && same(old, a.value, new, b.value))
        }
        _ => false,
    };
    what && old.nodes[one].tag == new.nodes[other].tag
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(
        text: &str,
        index: usize,
        copies: &[&[(&'static str, Option<&'static str>)]],
    ) -> Option<String> {
        let copies: Vec<Variant<'_>> = copies
            .iter()
            .map(|copy| copy.iter().copied().collect())
            .collect();
        let bytes = revise(&SourceFile::new("a.yaml", text), "list", index, &copies)?;
        String::from_utf8(bytes).ok()
    }

    #[test]
    fn a_field_is_written_where_it_stands_and_nothing_else_moves() {
        let text = "a: 1 # one\nlist:\n  # first\n  - {id: x, due: 2026-Q4 , n: [1]} # two\n  - id: y\n    due: '2026'  # three\n    n: 2\nb: 2\n";
        let due: &[(&str, Option<&str>)] = &[("due", Some("2027-03"))];
        assert_eq!(
            out(text, 0, &[due]),
            Some(text.replace("2026-Q4", "2027-03"))
        );
        assert_eq!(
            out(text, 1, &[due]),
            Some(text.replace("'2026'", "'2027-03'"))
        );
    }

    #[test]
    fn a_field_that_is_missing_comes_in() {
        let due: &[(&str, Option<&str>)] = &[("due", Some("2027-03"))];
        assert_eq!(
            out("list: [{id: x}]\n", 0, &[due]).as_deref(),
            Some("list: [{id: x, due: 2027-03}]\n")
        );
        assert_eq!(
            out("list:\n- id: x # c\nb: 1\n", 0, &[due]).as_deref(),
            Some("list:\n- due: 2027-03\n  id: x # c\nb: 1\n")
        );
        assert_eq!(
            out("list:\n  - id: x # c\n    n: 1 # d\n", 0, &[due]).as_deref(),
            Some("list:\n  - id: x # c\n    due: 2027-03\n    n: 1 # d\n")
        );
    }

    #[test]
    fn an_item_goes_with_its_lines_and_no_others() {
        for (text, index, left) in [
            (
                "list:\n  # c\n  - {id: x} # d\n  - id: y\n    t: |\n      one\n\n      two\nb: 1\n",
                1,
                "list:\n  # c\n  - {id: x} # d\nb: 1\n",
            ),
            (
                "list:\n  # c\n  - {id: x} # d\n  - id: y\nb: 1\n",
                0,
                "list:\n  # c\n  - id: y\nb: 1\n",
            ),
            ("list: [{id: x}, {id: y}]\n", 1, "list: [{id: x}]\n"),
            ("list: [{id: x}, {id: y}]\n", 0, "list: [{id: y}]\n"),
        ] {
            assert_eq!(out(text, index, &[]).as_deref(), Some(left), "{text}");
        }
        assert_eq!(
            out("list:\n  - {id: x}\n", 0, &[]),
            None,
            "nothing is left to be a list"
        );
    }

    #[test]
    fn copies_have_the_layout_of_the_item() {
        let one: &[(&str, Option<&str>)] = &[("id", Some("a b")), ("group", None)];
        let two: &[(&str, Option<&str>)] = &[("id", Some("c: d")), ("group", None)];
        let text = "list:\n  - {id: x, n: 1, group: true} # c\n  - {id: y}\n";
        let made = "list:\n  - {id: a b, n: 1}\n  - {id: \"c: d\", n: 1} # c\n  - {id: y}\n";
        assert_eq!(out(text, 0, &[one, two]).as_deref(), Some(made));
        let text = "list:\n  - id: x\n    n: 1\n    group: true\n  - id: y\n";
        let made = "list:\n  - id: a b\n    n: 1\n  - id: \"c: d\"\n    n: 1\n  - id: y\n";
        assert_eq!(out(text, 0, &[one, two]).as_deref(), Some(made));
        let text = "list: [{group: true, id: x}]\n";
        let made = "list: [{id: a b}, {id: \"c: d\"}]\n";
        assert_eq!(out(text, 0, &[one, two]).as_deref(), Some(made));
    }

    #[test]
    fn a_layout_in_which_something_else_would_change_is_left_alone() {
        let due: &[(&str, Option<&str>)] = &[("due", Some("2027"))];
        for text in [
            "list:\n  - {id: x, due: &d 2026}\n  - {id: y, due: *d}\n",
            "list: &l\n  - {id: x, due: 2026}\nb: *l\n",
            "list:\n  - {id: x, due: [2026]}\n",
            "list: 1\n",
            "list:\n  - {id: x\n",
        ] {
            assert_eq!(out(text, 0, &[due]), None, "{text}");
        }
        let id: &[(&str, Option<&str>)] = &[("id", Some("a"))];
        assert_eq!(
            out("list:\n  -\n    id: x\n", 0, &[id, id]),
            None,
            "the dash stands alone"
        );
    }
}
