//! Edits an item of a list in a file that people wrote, such as a milestone, and leaves all other lines as they are.

use std::collections::BTreeMap;

use serde_json::Value;
use yaml_edit::{Document, Mapping, ScalarValue, Sequence};

use super::edit::is_plain_text;
use super::reader;
use crate::source::SourceFile;

/// The fields of a copy that differ from the original item: the new text, or `None` if the field is removed.
pub type Variant<'a> = BTreeMap<&'a str, Option<&'a str>>;

/// A mapping in a list of the document.
#[derive(Debug, Clone, Copy)]
pub struct ListItem<'a> {
    /// The name of the list.
    pub list: &'a str,
    /// The index of the item, from 0.
    pub index: usize,
}

impl ListItem<'_> {
    /// The file with `copies` in place of the item; without copies, the item is removed. `None` if anything else would
    /// change.
    pub fn replace(&self, file: &SourceFile, copies: &[Variant<'_>]) -> Option<Vec<u8>> {
        let text = file.text().ok()?;
        let document: Document = text.parse().ok()?;
        let list = self.list(&document)?;
        // New copies go before the item, so that comments after it keep their place.
        for _ in copies.iter().skip(1) {
            list.insert(self.index, list.get(self.index)?);
        }
        if copies.is_empty() {
            list.remove(self.index)?;
        }
        for (at, copy) in copies.iter().enumerate() {
            let item = mapping(&list, self.index + at)?;
            for (field, text) in copy {
                match text {
                    Some(text) if is_plain_text(text) => item.set(field, text),
                    Some(text) => item.set(field, ScalarValue::double_quoted(*text)),
                    None => drop(item.remove(field)),
                }
            }
        }
        let after = document.to_string();
        let meant = self.meant(reader::typed(text).ok()?, copies)?;
        (reader::typed::<Value>(&after).ok()? == meant).then(|| after.into_bytes())
    }

    /// The value of the whole document after [`Self::replace`].
    fn meant(&self, mut document: Value, copies: &[Variant<'_>]) -> Option<Value> {
        let list = document.get_mut(self.list)?.as_array_mut()?;
        let item = list.get(self.index)?.as_object()?.clone();
        let made = copies.iter().map(|copy| {
            let mut made = item.clone();
            for (field, text) in copy {
                made.remove(*field);
                made.extend(text.map(|text| (field.to_string(), text.into())));
            }
            Value::Object(made)
        });
        list.splice(self.index..=self.index, made);
        Some(document)
    }

    /// The file with `text` at the end of the list `field` of the item, which may be missing. The caller must check
    /// that the new file means what it should.
    pub fn push(&self, file: &SourceFile, field: &str, text: &str) -> Option<Vec<u8>> {
        let document: Document = file.text().ok()?.parse().ok()?;
        let item = mapping(&self.list(&document)?, self.index)?;
        let text = ScalarValue::double_quoted(text);
        match item.get_sequence(field) {
            Some(list) => list.push(text),
            None => {
                let list = Sequence::new_flow();
                list.push(text);
                item.set(field, list);
            }
        }
        Some(document.to_string().into_bytes())
    }

    /// The file without the text at index `at` of the list `field` of the item. The caller must check that the new
    /// file means what it should.
    pub fn remove(&self, file: &SourceFile, field: &str, at: usize) -> Option<Vec<u8>> {
        let document: Document = file.text().ok()?.parse().ok()?;
        let item = mapping(&self.list(&document)?, self.index)?;
        item.get_sequence(field)?.remove(at)?;
        Some(document.to_string().into_bytes())
    }

    fn list(&self, document: &Document) -> Option<Sequence> {
        document.as_mapping()?.get_sequence(self.list)
    }
}

fn mapping(list: &Sequence, index: usize) -> Option<Mapping> {
    list.get(index)?.as_mapping().cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Fields = [(&'static str, Option<&'static str>)];

    fn replaced(text: &str, index: usize, copies: &[&Fields]) -> Option<String> {
        let copies: Vec<Variant<'_>> = copies
            .iter()
            .map(|copy| copy.iter().copied().collect())
            .collect();
        let item = ListItem {
            list: "list",
            index,
        };
        String::from_utf8(item.replace(&SourceFile::new("a.yaml", text), &copies)?).ok()
    }

    const PERSON: ListItem<'static> = ListItem {
        list: "people",
        index: 0,
    };

    fn pushed(text: &str) -> Option<String> {
        let file = SourceFile::new("a.yaml", text);
        String::from_utf8(PERSON.push(&file, "keys", "k x")?).ok()
    }

    fn removed(text: &str, at: usize) -> Option<String> {
        let file = SourceFile::new("a.yaml", text);
        String::from_utf8(PERSON.remove(&file, "keys", at)?).ok()
    }

    const DUE: &Fields = &[("due", Some("2027-03"))];

    #[test]
    fn a_field_is_written_in_its_place_and_nothing_else_moves() {
        let text = "a: 1 # one\nlist:\n  # first\n  - {id: x, due: 2026-Q4 , n: [1]} # two\n  - id: y\n    due: 2026  # three\n    n: 1.10\nb: 0x2\n";
        for (index, old) in [(0, "2026-Q4"), (1, "2026 ")] {
            let new = text.replace(old, if index == 0 { "2027-03" } else { "2027-03 " });
            assert_eq!(replaced(text, index, &[DUE]), Some(new));
        }
    }

    #[test]
    fn a_missing_field_is_added() {
        for (text, made) in [
            ("list: [{id: x}]\n", "list: [{id: x, due: 2027-03}]\n"),
            (
                "list:\n- id: x # c\nb: 1\n",
                "list:\n- id: x # c\n  due: 2027-03\nb: 1\n",
            ),
            (
                "list:\r\n  -\r\n    id: x # c\r\n    n: 1 # d\r\n\r\n  # y\r\n  - id: y\r\n",
                "list:\r\n  -\r\n    id: x # c\r\n    n: 1 # d\r\n    due: 2027-03\r\n\r\n  # y\r\n  - id: y\r\n",
            ),
        ] {
            assert_eq!(replaced(text, 0, &[DUE]).as_deref(), Some(made), "{text}");
        }
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
            ("list:\n  - {id: x}\nb: 1\n", 0, "list: []\nb: 1\n"),
        ] {
            assert_eq!(replaced(text, index, &[]).as_deref(), Some(left), "{text}");
        }
    }

    #[test]
    fn copies_have_the_layout_of_the_item() {
        let one: &Fields = &[("id", Some("a b")), ("group", None)];
        let two: &Fields = &[("id", Some("c: d")), ("group", None)];
        for (text, made) in [
            (
                "list:\n  - {id: x, n: 1, group: true} # c\n  - {id: y}\n",
                "list:\n  - {id: a b, n: 1}\n  - {id: \"c: d\", n: 1} # c\n  - {id: y}\n",
            ),
            (
                "list:\n  - id: x\n    t: |\n      one\n    group: true\n\n  # y\n  - id: y\n",
                "list:\n  - id: a b\n    t: |\n      one\n  - id: \"c: d\"\n    t: |\n      one\n\n  # y\n  - id: y\n",
            ),
            (
                "list: [{group: true, id: x}]\n",
                "list: [{id: a b}, {id: \"c: d\"}]\n",
            ),
        ] {
            let got = replaced(text, 0, &[one, two]);
            assert_eq!(got.as_deref(), Some(made), "{text}");
        }
    }

    #[test]
    fn an_edit_that_would_change_something_else_is_refused() {
        for text in [
            "list:\n  - {id: x, due: &d 2026}\n  - {id: y, due: *d}\n",
            "list: &l\n  - {id: x, due: 2026}\nb: *l\n",
            "list: 1\n",
            "list:\n  - {id: x\n",
        ] {
            assert_eq!(replaced(text, 0, &[DUE]), None, "{text}");
        }
    }

    #[test]
    fn a_text_comes_in_at_the_end_in_the_layout_of_the_others() {
        for (text, made) in [
            (
                "people:\n  - {id: a} # c\n",
                "people:\n  - {id: a, keys: [\"k x\"]} # c\n",
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
            assert_eq!(pushed(text).as_deref(), Some(made), "{text}");
        }
        assert_eq!(pushed("people: []\n"), None);
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
                "people:\n- id: a\n  keys: []\n  n: 1\n",
            ),
        ] {
            assert_eq!(removed(text, at).as_deref(), Some(left), "{text}");
        }
        assert_eq!(removed("people: [{keys: [b]}]\n", 1), None);
    }
}
