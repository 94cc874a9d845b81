//! Applies fixes to a file and proves that nothing else changes its meaning.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::build_tree::build_tree;
use super::edit::Replacement;
use super::reader;
use super::spans::Spans;
use super::tree::{Id, MappingEntry, ROOT, What, YamlTree};
use crate::diagnostic::{Edit, Fix};
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
        None => Proof::of(&spans, text, fixes)?.holds(text, &after),
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

/// The changes of meaning that the fixes are allowed to make.
#[derive(Default)]
struct Proof<'a> {
    /// The new texts of scalars by where they begin, with how often each was met.
    written: HashMap<usize, (&'a str, Cell<usize>)>,
    /// Removed entries by where their keys begin, with how often each was met.
    removed: HashMap<usize, Cell<usize>>,
    /// Replaced characters, with the places of their scalars.
    replaced: Vec<(Span, char, &'static str)>,
    /// Removed text by position.
    struck: BTreeMap<usize, &'a str>,
}

impl<'a> Proof<'a> {
    fn of(spans: &Spans, text: &'a str, fixes: &[&'a Fix]) -> Option<Proof<'a>> {
        let mut proof = Proof::default();
        for edit in fixes.iter().flat_map(|fix| &fix.edits) {
            match edit {
                Edit::Write { pointer, text } => {
                    proof
                        .written
                        .insert(spans.value(pointer)?.start, (text, Cell::default()));
                }
                Edit::Rename { pointer, key } => {
                    proof
                        .written
                        .insert(spans.key(pointer)?.start, (key, Cell::default()));
                }
                Edit::Remove { key } => {
                    proof.removed.insert(key.start, Cell::default());
                }
                Edit::Strike { span } => {
                    proof.struck.insert(span.start, text.get(span.clone())?);
                }
                Edit::Replace {
                    pointer,
                    character,
                    text,
                } => {
                    proof
                        .replaced
                        .push((spans.value(pointer)?, *character, text));
                }
            }
        }
        Some(proof)
    }

    /// Parses both texts and compares every field.
    fn holds(&self, before: &str, after: &str) -> bool {
        // A text that could not be read before has no tree, or one that the new tree is compared with.
        if reader::malformed(after).is_some() {
            return false;
        }
        let (Some(old), Some(new)) = (build_tree(before), build_tree(after)) else {
            return false;
        };
        // An alias repeats the change elsewhere; then the edit is met twice.
        self.same(&old, ROOT, &new, ROOT)
            && self.written.values().all(|(_, count)| count.get() == 1)
            && self.removed.values().all(|count| count.get() == 1)
    }

    fn same(&self, old: &YamlTree, one: Id, new: &YamlTree, other: Id) -> bool {
        if old.nodes[one].tag != new.nodes[other].tag {
            return false;
        }
        match (&old.nodes[one].what, &new.nodes[other].what) {
            (What::Plain(text), What::Plain(now)) | (What::Text(text), What::Text(now)) => {
                self.says(&old.nodes[one].span, text, now)
            }
            // A word that would mean something else without quotation marks gets them.
            (What::Plain(text), What::Text(now)) => {
                self.written.contains_key(&old.nodes[one].span.start)
                    && self.says(&old.nodes[one].span, text, now)
            }
            (What::List(items), What::List(now)) => {
                items.len() == now.len()
                    && items
                        .iter()
                        .zip(now)
                        .all(|(one, other)| self.same(old, *one, new, *other))
            }
            (What::Mapping(entries), What::Mapping(now)) => {
                let left: Vec<&MappingEntry> = entries
                    .iter()
                    .filter(|entry| !self.goes(old, entry))
                    .collect();
                let same = |(one, other): (&&MappingEntry, &MappingEntry)| {
                    self.same(old, one.key, new, other.key)
                        && self.same(old, one.value, new, other.value)
                };
                left.len() == now.len()
                    && left.iter().zip(now).all(same)
                    && repeated(new, now) <= repeated(old, entries)
            }
            _ => false,
        }
    }

    fn goes(&self, tree: &YamlTree, entry: &MappingEntry) -> bool {
        let found = self.removed.get(&tree.nodes[entry.key].span.start);
        found.inspect(|count| count.set(count.get() + 1)).is_some()
    }

    /// Whether a scalar that was at `span` and said `before` has the expected text.
    fn says(&self, span: &Span, before: &str, now: &str) -> bool {
        let mut expected = before.to_string();
        if let Some((text, count)) = self.written.get(&span.start) {
            count.set(count.get() + 1);
            expected = text.to_string();
        }
        // The place of a block scalar begins at its header; its text begins later.
        for (place, character, text) in &self.replaced {
            if place.contains(&span.start) {
                expected = expected.replace(*character, text);
            }
        }
        let struck: BTreeSet<&str> = self
            .struck
            .range(span.clone())
            .map(|(_, gone)| *gone)
            .collect();
        if struck.is_empty() {
            return now == expected;
        }
        // The same text can occur several times in the scalar; which one is removed makes no difference.
        let rest = |text: &str| {
            struck
                .iter()
                .fold(text.to_string(), |text, gone| text.replace(gone, ""))
        };
        rest(now) == rest(&expected)
    }
}

/// The number of repeated keys in a mapping.
fn repeated(tree: &YamlTree, entries: &[MappingEntry]) -> usize {
    let mut keys: Vec<&str> = entries
        .iter()
        .filter_map(|entry| tree.scalar(entry.key))
        .collect();
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
                    Edit::Strike {
                        span: at..at + hit.len(),
                    },
                )
            })
            .collect()
    }

    fn replace(pointer: &str, character: char, text: &'static str) -> Fix {
        Fix::one(
            "x",
            Edit::Replace {
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
                Edit::Remove {
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
                vec![Fix::one("x", Edit::Remove { key: 5..6 })],
            ),
            (
                "a: &x\n  b: 1\n  b: 1\nc: *x\n",
                vec![Fix::one("x", Edit::Remove { key: 15..16 })],
            ),
            // Conflicting fixes.
            ("a: X\n", vec![Fix::write("/a", "x"), Fix::write("/a", "y")]),
            // No such place, and invalid YAML.
            ("a: X\n", vec![Fix::write("/a", "x"), Fix::write("/b", "y")]),
            ("a: X\nb: [\n", vec![Fix::write("/a", "x")]),
            ("a: X\n", vec![Fix::one("x", Edit::Strike { span: 2..3 })]),
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
