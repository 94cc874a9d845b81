//! Edits of a tree of values: what the fields of an act can be made to say.

use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value};

/// Texts that are something else in YAML, or that break lines, quotes and terminals.
const ODD: [&str; 20] = [
    "",
    " ",
    "no",
    "null",
    "~",
    "1",
    "1e3",
    "0x10",
    "- a",
    "a: b",
    "<<",
    "2026-01-01",
    "\"",
    "\\",
    "\n",
    "\r\n\t",
    "\0",
    "\u{85}\u{2028}\u{202e}\u{feff}",
    "\u{ffff}\u{10ffff}",
    "é東𝄞",
];

/// Texts that fields of other types than text take.
const FIT: [&str; 14] = [
    "ann",
    "3gpp",
    "0",
    "partner",
    "none",
    "9999-12-31",
    "0000-01-01",
    "2027-Q4",
    "0000",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "00000000000000000000000000000000",
    "sha256:0000000000000000000000000000000000000000000000000000000000000000",
    "self",
];

/// The tree with up to eight edits, as the bytes say.
pub(crate) fn edited(
    mut tree: Value,
    others: &[Value],
    bytes: &mut Unstructured<'_>,
) -> Result<Value> {
    for _ in 0..bytes.int_in_range(0..=8)? {
        let mut left = bytes.choose_index(nodes(&tree))?;
        let edit = Edit::from(others, bytes)?;
        visit(&mut tree, &mut left, &edit);
    }
    Ok(tree)
}

/// One edit of one value.
enum Edit {
    Put(Value),
    /// Takes out the entry or the item with this number.
    Drop(usize),
    /// Puts the entry or the item with this number in once more, or another's entry.
    Add(usize, Map<String, Value>),
}

impl Edit {
    fn from(others: &[Value], bytes: &mut Unstructured<'_>) -> Result<Edit> {
        Ok(match bytes.int_in_range(0..=7)? {
            0 => Edit::Put((*bytes.choose(&ODD)?).into()),
            1 => Edit::Put((*bytes.choose(&FIT)?).into()),
            2 => Edit::Put(bytes.arbitrary::<&str>()?.into()),
            3 => Edit::Put(bytes.arbitrary::<u32>()?.into()),
            4 => Edit::Put(bytes.arbitrary::<char>()?.to_string().into()),
            5 => Edit::Drop(bytes.arbitrary::<u8>()?.into()),
            6 => Edit::Put(if bytes.ratio(1, 8)? {
                Value::Null
            } else {
                Value::Array(Vec::new())
            }),
            _ => {
                let other = bytes
                    .choose(others)?
                    .as_object()
                    .cloned()
                    .unwrap_or_default();
                Edit::Add(bytes.arbitrary::<u8>()?.into(), other)
            }
        })
    }

    fn apply(&self, value: &mut Value) {
        match (self, value) {
            (Edit::Put(new), value) => *value = new.clone(),
            (Edit::Drop(at), Value::Object(entries)) => {
                let key = entries.keys().nth(at % entries.len().max(1)).cloned();
                key.and_then(|key| entries.shift_remove(&key));
            }
            (Edit::Drop(at), Value::Array(items)) if !items.is_empty() => {
                items.remove(at % items.len());
            }
            (Edit::Add(at, other), Value::Object(entries)) => {
                let entry = other.iter().nth(at % other.len().max(1));
                entry.and_then(|(key, value)| entries.insert(key.clone(), value.clone()));
            }
            (Edit::Add(at, _), Value::Array(items)) if !items.is_empty() => {
                items.push(items[at % items.len()].clone());
            }
            _ => (),
        }
    }
}

/// How many values there are in a tree, itself included.
fn nodes(tree: &Value) -> usize {
    let below = match tree {
        Value::Object(entries) => entries.values().map(nodes).sum(),
        Value::Array(items) => items.iter().map(nodes).sum(),
        _ => 0,
    };
    1 + below
}

/// Applies the edit to the value that `left` others come before.
fn visit(tree: &mut Value, left: &mut usize, edit: &Edit) -> bool {
    if *left == 0 {
        edit.apply(tree);
        return true;
    }
    *left -= 1;
    match tree {
        Value::Object(entries) => entries.values_mut().any(|value| visit(value, left, edit)),
        Value::Array(items) => items.iter_mut().any(|value| visit(value, left, edit)),
        _ => false,
    }
}

/// Whether there is a mapping or a list with nothing in it. That is YAML's null, which the form does not have; `wr`
/// decides on no act with one.
pub(crate) fn has_empty(tree: &Value) -> bool {
    match tree {
        Value::Object(entries) => entries.is_empty() || entries.values().any(has_empty),
        Value::Array(items) => items.is_empty() || items.iter().any(has_empty),
        _ => false,
    }
}
