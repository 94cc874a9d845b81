//! Applies fixes to a file and proves that nothing else changes its meaning.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::build_tree::build_tree;
use super::edit::Replacement;
use super::reader;
use super::rewrite;
use super::spans::Spans;
use super::tree::{MappingEntry, NodeId, ROOT, What, YamlTree};
use crate::diagnostic::{Fix, TextEdit};
use crate::source::{SourceFile, Span};

const MARK: char = '\u{feff}';

/// The bytes of a file after all these fixes. `None` if two of them conflict, if one has no place, or if anything
/// else in the file's meaning would change.
pub fn amend(file: &Arc<SourceFile>, fixes: &[&Fix]) -> Option<Vec<u8>> {
    let text = file.text().ok().filter(|text| text.len() <= super::LIMIT)?;
    let spans = Spans::of(file);
    let replacements = merged(&spans, text, fixes)?;
    let mut after = String::with_capacity(text.len());
    let mut at = 0;
    for Replacement { span, text: new } in &replacements {
        after.push_str(text.get(at..span.start)?);
        after.push_str(new);
        at = span.end;
    }
    after.push_str(text.get(at..)?);
    let holds = match text.strip_prefix(MARK) {
        // A file with a byte order mark cannot be read, so removing the mark may change nothing else.
        Some(rest) => after == rest,
        None if !rewrite::keeps_words(text, fixes) => false,
        // Of a file that cannot be parsed, only the words can be compared.
        None if reader::malformed(text).is_some() => {
            rewrite::gets_further(text, &after, &replacements)
        }
        None => proves(text, &after, &spans, fixes)?,
    };
    holds.then(|| after.into_bytes())
}

/// All replacements in order and without repetitions; `None` if two overlap.
fn merged(spans: &Spans, text: &str, fixes: &[&Fix]) -> Option<Vec<Replacement>> {
    let mut all = Vec::new();
    for fix in fixes {
        all.extend(spans.replacements(text, fix)?);
    }
    all.sort_by_key(|made| (made.span.start, made.span.end));
    all.dedup();
    let apart = all
        .windows(2)
        .all(|pair| pair[0].span.end <= pair[1].span.start);
    (!all.is_empty() && apart).then_some(all)
}

/// Parses both texts and compares every field of the new one with the old one after the fixes.
fn proves(before: &str, after: &str, spans: &Spans, fixes: &[&Fix]) -> Option<bool> {
    if reader::malformed(after).is_some() {
        return None;
    }
    let old = build_tree(before)?;
    let mut proof = EditProof {
        meant: old.clone(),
        old,
        new: build_tree(after)?,
        struck: BTreeMap::new(),
        rewritten: Vec::new(),
    };
    for edit in fixes.iter().flat_map(|fix| &fix.edits) {
        proof.expect(before, spans, edit)?;
    }
    Some(proof.holds(ROOT, ROOT))
}

struct EditProof<'a> {
    old: YamlTree,
    /// The old tree with all edits but those that strike bytes.
    meant: YamlTree,
    new: YamlTree,
    /// Removed text by position.
    struck: BTreeMap<usize, &'a str>,
    /// Bytes whose words stay, but whose meaning may change.
    rewritten: Vec<Span>,
}

impl<'a> EditProof<'a> {
    fn expect(&mut self, text: &'a str, spans: &Spans, edit: &TextEdit) -> Option<()> {
        match edit {
            TextEdit::Write { pointer, text } => self.write(spans.value(pointer)?.start, text),
            TextEdit::Rename { pointer, key } => self.write(spans.key(pointer)?.start, key),
            TextEdit::Remove { key } => {
                let gone = self.scalar_at(key.start)?;
                for node in &mut self.meant.nodes {
                    if let What::Mapping(entries) = &mut node.what {
                        entries.retain(|entry| entry.key != gone);
                    }
                }
                Some(())
            }
            TextEdit::Strike { span } => {
                self.struck.insert(span.start, text.get(span.clone())?);
                Some(())
            }
            TextEdit::Rewrite { span, .. } => {
                self.rewritten.push(span.clone());
                Some(())
            }
            TextEdit::Replace {
                pointer,
                character,
                text,
            } => {
                let place = spans.value(pointer)?;
                for node in &mut self.meant.nodes {
                    // The place of a block scalar begins at its header; its text begins later.
                    if let What::Plain(old) | What::Text(old) = &mut node.what
                        && place.contains(&node.span.start)
                    {
                        *old = old.replace(*character, text);
                    }
                }
                Some(())
            }
        }
    }

    fn write(&mut self, start: usize, text: &str) -> Option<()> {
        let at = self.scalar_at(start)?;
        self.meant.nodes[at].what = What::Text(text.to_string());
        Some(())
    }

    /// Whether a node begins in rewritten bytes, or has them in it.
    fn is_rewritten(&self, id: NodeId) -> bool {
        let node = &self.meant.nodes[id].span;
        let touches = |span: &Span| span.start <= node.end && node.start <= span.end;
        self.rewritten.iter().any(touches)
    }

    /// The scalar that begins at a byte; `None` if an alias repeats it elsewhere.
    fn scalar_at(&self, start: usize) -> Option<NodeId> {
        let begins = |id: &NodeId| {
            let span = &self.old.nodes[*id].span;
            span.start == start && !span.is_empty() && self.old.scalar(*id).is_some()
        };
        let mut found = (0..self.old.nodes.len()).filter(begins);
        found.next().filter(|_| found.next().is_none())
    }

    /// Whether a node of the new tree is the meant one, and no key is repeated that was not before.
    fn holds(&self, one: NodeId, other: NodeId) -> bool {
        if self.is_rewritten(one) {
            return true;
        }
        let (old, new) = (&self.meant.nodes[one], &self.new.nodes[other]);
        let what = match (&old.what, &new.what) {
            // A word that would mean something else without quotation marks gets them.
            (What::Plain(text) | What::Text(text), What::Plain(now) | What::Text(now)) => {
                // The same text can occur several times; which one is removed makes no difference.
                let rest = |text: &str| {
                    let struck = self.struck.range(old.span.clone());
                    struck.fold(text.to_string(), |text, (_, gone)| text.replace(gone, ""))
                };
                rest(text) == rest(now)
            }
            (What::List(items), What::List(now)) => {
                let mut pairs = items.iter().zip(now);
                items.len() == now.len() && pairs.all(|(one, other)| self.holds(*one, *other))
            }
            (What::Mapping(entries), What::Mapping(now)) => {
                let is_same = |one: &MappingEntry, other: &MappingEntry| {
                    self.holds(one.key, other.key) && self.holds(one.value, other.value)
                };
                // Every other entry stays in its place.
                let is_kept = |entry: &&MappingEntry| {
                    !self.is_rewritten(entry.key) && !self.is_rewritten(entry.value)
                };
                let (kept, mut rest) = (entries.iter().filter(is_kept), now.iter());
                let is_touched = entries.iter().any(|entry| !is_kept(&entry));
                (is_touched || entries.len() == now.len())
                    && kept
                        .into_iter()
                        .all(|one| rest.any(|other| is_same(one, other)))
                    && repeated(&self.new, other) <= repeated(&self.old, one)
            }
            _ => false,
        };
        what && old.tag == new.tag
    }
}

/// The number of repeated keys in a mapping.
fn repeated(tree: &YamlTree, mapping: NodeId) -> usize {
    let entries = tree.entries(mapping).iter();
    let mut keys: Vec<&str> = entries.filter_map(|entry| tree.scalar(entry.key)).collect();
    let all = keys.len();
    keys.sort_unstable();
    keys.dedup();
    all - keys.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amended(text: &str, fixes: &[Fix]) -> Option<String> {
        let fixes: Vec<&Fix> = fixes.iter().collect();
        amend(&SourceFile::new("a.yaml", text), &fixes)
            .map(|bytes| String::from_utf8(bytes).expect("text"))
    }

    fn strike(text: &str, character: char) -> Vec<Fix> {
        let places = text.match_indices(character);
        places
            .map(|(at, hit)| {
                Fix::one(
                    "x",
                    TextEdit::Strike {
                        span: at..at + hit.len(),
                    },
                )
            })
            .collect()
    }

    fn replace(pointer: &str, character: char, text: &'static str) -> Fix {
        Fix::one(
            "x",
            TextEdit::Replace {
                pointer: pointer.into(),
                character,
                text,
            },
        )
    }

    #[test]
    fn many_fixes_are_made_at_once_and_nothing_else_changes() {
        let text = "# ü\na: X # one\nscop: [ 'Y', Z ]\nb: 1\nb: 1\nc: \"p\\u200Bq\tr\"\n";
        let start = text.rfind("b:").expect("b");
        let fixes = [
            Fix::one(
                "x",
                TextEdit::Remove {
                    key: start..start + 1,
                },
            ),
            Fix::write("/a", "x"),
            Fix::rename("/scop", "scope"),
            Fix::write("/scop/0", "y"),
            replace("/c", '\u{200b}', ""),
            replace("/c", '\t', " "),
        ];
        let expected = "# ü\na: x # one\nscope: [ 'y', Z ]\nb: 1\nc: \"pq r\"\n";
        assert_eq!(amended(text, &fixes).as_deref(), Some(expected));
    }

    #[test]
    fn what_nobody_sees_goes_from_texts_keys_and_comments() {
        let text = "a\u{200b}b: x\u{200b}y\u{200b} # \u{200b}c\nd: |\n  \u{200b}e\n  f\u{200b}\ng: {\"h\u{200b}\": 1}\n";
        assert_eq!(
            amended(text, &strike(text, '\u{200b}')),
            Some(text.replace('\u{200b}', ""))
        );
        let one = &strike(text, '\u{200b}')[1..2];
        assert_eq!(amended(text, one), Some(text.replacen("x\u{200b}", "x", 1)));
    }

    #[test]
    fn a_byte_order_mark_goes_alone_whatever_follows() {
        let text = "\u{feff}a: [\n";
        assert_eq!(
            amended(text, &strike(text, '\u{feff}')).as_deref(),
            Some("a: [\n")
        );
        let text = "\u{feff}a: X\n";
        assert_eq!(amended(text, &[Fix::write("/a", "x")]), None);
    }

    #[test]
    fn a_fix_that_would_change_something_else_is_refused() {
        let hidden = "\u{200b}";
        for (text, fixes) in [
            // Elsewhere, through an alias.
            ("a: &x X\nb: *x\n", vec![Fix::write("/a", "x")]),
            // It would become a comment, a duplicate key, a number or null.
            (
                &*format!("a: x {hidden}# y\n"),
                strike(&format!("a: x {hidden}# y\n"), '\u{200b}'),
            ),
            (
                &*format!("a: 1\na{hidden}: 2\n"),
                strike(&format!("a: 1\na{hidden}: 2\n"), '\u{200b}'),
            ),
            ("a: 1\nb: 2\n", vec![Fix::rename("/b", "a")]),
            // The removed value has an anchor.
            (
                "a: 1\na: &x 1\nb: *x\n",
                vec![Fix::one("x", TextEdit::Remove { key: 5..6 })],
            ),
            (
                "a: &x\n  b: 1\n  b: 1\nc: *x\n",
                vec![Fix::one("x", TextEdit::Remove { key: 15..16 })],
            ),
            // Conflicting fixes.
            ("a: X\n", vec![Fix::write("/a", "x"), Fix::write("/a", "y")]),
            // No such place, and invalid YAML.
            ("a: X\n", vec![Fix::write("/a", "x"), Fix::write("/b", "y")]),
            ("a: X\nb: [\n", vec![Fix::write("/a", "x")]),
            (
                "a: X\n",
                vec![Fix::one("x", TextEdit::Strike { span: 2..3 })],
            ),
        ] {
            assert_eq!(amended(text, &fixes), None, "{text}");
        }
    }

    #[test]
    fn the_same_fix_twice_is_made_once() {
        let fixes = [Fix::write("/a", "x"), Fix::rename("/a", "b")];
        assert_eq!(
            amended("a: X\n", &[fixes[0].clone(), fixes[1].clone()]).as_deref(),
            Some("b: x\n")
        );
        let text = "a: x\u{200b}\n";
        let twice = [strike(text, '\u{200b}'), strike(text, '\u{200b}')].concat();
        assert_eq!(amended(text, &twice).as_deref(), Some("a: x\n"));
        assert_eq!(
            amended("a: X\n", &[fixes[0].clone(), fixes[0].clone()]).as_deref(),
            Some("a: x\n")
        );
    }
}
