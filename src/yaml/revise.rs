//! Writes a changed value back to the file that people wrote, and leaves all other lines as they are.

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use yaml_edit::{Document, Mapping, ScalarValue, Sequence};

use super::edit::is_plain_text;
use super::read::read;
use crate::source::SourceFile;

/// The file with `new` in place of `old`, which it has now. Only the lines of what differs change; new list items go to
/// the end of their list. `None` if the layout of the file does not allow that.
pub fn revise<T>(file: &Arc<SourceFile>, old: &T, new: &T) -> Option<Arc<SourceFile>>
where
    T: Serialize + DeserializeOwned + PartialEq,
{
    let document: Document = file.text().ok()?.parse().ok()?;
    let (Value::Object(was), Value::Object(is)) = (json(old)?, json(new)?) else {
        return None;
    };
    revise_mapping(&document.as_mapping()?, &was, &is)?;
    let revised = SourceFile::new(file.path(), document.to_string().into_bytes());
    // Whatever the layout, the file must now mean the new value and nothing else.
    (read::<T>(&revised).ok()? == *new).then_some(revised)
}

fn json(value: &impl Serialize) -> Option<Value> {
    serde_json::to_value(value).ok()
}

fn revise_mapping(
    node: &Mapping,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
) -> Option<()> {
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        node.remove(key.as_str())?;
    }
    for (key, value) in new {
        let was = old.get(key);
        if was == Some(value) {
            continue;
        }
        match (was, value) {
            (Some(Value::Object(was)), Value::Object(is)) => match node.get_mapping(key.as_str()) {
                Some(inner) => revise_mapping(&inner, was, is)?,
                // A default that the file leaves out: only what differs from it is written.
                None => set(node, key, &Value::Object(differing(was, is)))?,
            },
            (was, Value::Array(is)) => {
                let was = was.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                revise_list(&list_of(node, key, is)?, was, is)?;
            }
            (_, value) => set(node, key, value)?,
        }
    }
    Some(())
}

fn differing(old: &Map<String, Value>, new: &Map<String, Value>) -> Map<String, Value> {
    let changed = new
        .iter()
        .filter(|(key, value)| old.get(*key) != Some(value));
    changed
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// The list at a key. A list that is empty or missing becomes one: of mappings, line by line; of words, in brackets.
fn list_of(node: &Mapping, key: &str, new: &[Value]) -> Option<Sequence> {
    let there = node.get_sequence(key).filter(|list| !list.is_empty());
    if there.is_some() {
        return there;
    }
    let of_words = new.first().is_some_and(|item| !item.is_object());
    match of_words {
        true => node.set(key, Sequence::new_flow()),
        false => node.set(key, Sequence::new_pending_block()),
    }
    node.get_sequence(key)
}

fn revise_list(node: &Sequence, old: &[Value], new: &[Value]) -> Option<()> {
    let is_kept = |item: &&Value| new.iter().any(|other| name(other) == name(item));
    for (at, _) in old
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, item)| !is_kept(item))
    {
        node.remove(at)?;
    }
    let kept: Vec<&Value> = old.iter().filter(is_kept).collect();
    for (at, was) in kept.iter().enumerate() {
        let is = new.get(at).filter(|is| name(is) == name(was))?;
        if let (Value::Object(was), Value::Object(is)) = (was, is) {
            revise_mapping(node.get(at)?.as_mapping()?, was, is)?;
        }
    }
    for item in new.get(kept.len()..)? {
        let is_block = node
            .last()
            .and_then(|last| Some(!last.as_mapping()?.is_flow_style()));
        push(node, item, is_block == Some(true))?;
    }
    Some(())
}

/// What tells an item of a list from the others: its id, or the whole item.
fn name(item: &Value) -> &Value {
    item.get("id").unwrap_or(item)
}

fn push(node: &Sequence, item: &Value, is_block: bool) -> Option<()> {
    match item {
        Value::Object(fields) if is_block => {
            let lines = fields
                .iter()
                .map(|(key, value)| format!("{key}: {}\n", flow(value)));
            node.push(lines.collect::<String>().parse::<Document>().ok()?);
        }
        Value::Object(_) | Value::Array(_) => node.push(flow(item).parse::<Document>().ok()?),
        Value::String(text) => node.push(scalar(text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => node.push(item.to_string()),
    }
    Some(())
}

fn set(node: &Mapping, key: &str, value: &Value) -> Option<()> {
    match value {
        Value::Object(_) | Value::Array(_) => {
            node.set(key, flow(value).parse::<Document>().ok()?);
        }
        Value::String(text) => node.set(key, scalar(text)),
        Value::Null => return None,
        Value::Bool(is) => node.set(key, *is),
        Value::Number(number) => node.set(key, number.as_i64()?),
    }
    Some(())
}

fn scalar(text: &str) -> ScalarValue {
    match is_plain_text(text) {
        true => ScalarValue::plain(text),
        false => ScalarValue::double_quoted(text),
    }
}

/// A value in one line, as people write it.
pub(crate) fn flow(value: &Value) -> String {
    let all = |items: Vec<String>| items.join(", ");
    match value {
        Value::Object(fields) => {
            let pairs = fields
                .iter()
                .map(|(key, value)| format!("{key}: {}", flow(value)));
            format!("{{{}}}", all(pairs.collect()))
        }
        Value::Array(items) => format!("[{}]", all(items.iter().map(flow).collect())),
        Value::String(text) if is_plain_text(text) => text.clone(),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The file after its value is changed by `edit`.
    fn revised(text: &str, edit: impl FnOnce(&mut Value)) -> Option<String> {
        let file = SourceFile::new("a.yaml", text);
        let old: Value = read(&file).expect("a document");
        let mut new = old.clone();
        edit(&mut new);
        let revised = revise(&file, &old, &new)?;
        revised.text().ok().map(str::to_string)
    }

    fn pushed(text: &str, item: Value) -> Option<String> {
        revised(text, |value| {
            if let Some(list) = value["list"].as_array_mut() {
                list.push(item);
            }
        })
    }

    #[test]
    fn an_item_is_added_in_the_layout_of_the_others() {
        for (text, made) in [
            (
                "# head\nlist:\n  # one\n  - {id: a, n: B} # c\n  # two\n\nnext: 1\n",
                "# head\nlist:\n  # one\n  - {id: a, n: B} # c\n  - {id: z, n: \"x: y\"}\n  # two\n\nnext: 1\n",
            ),
            (
                "list:\n- id: a # c\n  n: B\n\n# next\nnext: 1\n",
                "list:\n- id: a # c\n  n: B\n- id: z\n  n: \"x: y\"\n\n# next\nnext: 1\n",
            ),
            (
                "list: [{id: a}] # c\n",
                "list: [{id: a}, {id: z, n: \"x: y\"}] # c\n",
            ),
            (
                "list: []\nnext: 1\n",
                "list:\n  - {id: z, n: \"x: y\"}\nnext: 1\n",
            ),
            ("a: 1\nlist: []", "a: 1\nlist:\n  - {id: z, n: \"x: y\"}\n"),
            (
                "list:\r\n  - {id: a}\r\nnext: 1\r\n",
                "list:\r\n  - {id: a}\r\n  - {id: z, n: \"x: y\"}\r\nnext: 1\r\n",
            ),
        ] {
            let got = pushed(text, json!({"id": "z", "n": "x: y"}));
            assert_eq!(got.as_deref(), Some(made), "{text}");
        }
    }

    #[test]
    fn fields_change_in_their_place() {
        let text =
            "list:\n  - {id: a, n: 'B' } # one\n  - id: b\n    n: B  # two\n    m: [x]\nlast: {}\n";
        let made = revised(text, |value| {
            value["list"][0]["n"] = json!("C");
            value["list"][1]["n"] = json!("C");
            value["list"][1]["m"] = json!(["x", "y"]);
            value["list"][1]["k"] = json!(2);
            value["last"] = json!({"vp": "a"});
        });
        let expected = "list:\n  - {id: a, n: C } # one\n  - id: b\n    n: C  # two\n    m: [x, y]\n    k: 2\nlast: {vp: a}\n";
        assert_eq!(made.as_deref(), Some(expected));
    }

    #[test]
    fn what_goes_takes_nothing_else_along() {
        let text = "list:\n  # one\n  - {id: a, n: B, m: C}\n  # two\n  - {id: b}\n  - id: c\n    n: D\nend: 1\n";
        let made = revised(text, |value| {
            let list = value["list"].as_array_mut().expect("a list");
            list.remove(1);
            list[0].as_object_mut().expect("a mapping").remove("n");
            list[1].as_object_mut().expect("a mapping").remove("n");
        });
        let expected = "list:\n  # one\n  - {id: a, m: C}\n  # two\n  - id: c\nend: 1\n";
        assert_eq!(made.as_deref(), Some(expected));
    }

    #[test]
    fn an_edit_that_would_change_something_else_is_refused() {
        let text = "a: &x {n: 1}\nb: *x\n";
        assert_eq!(revised(text, |value| value["a"]["n"] = json!(2)), None);
    }
}
