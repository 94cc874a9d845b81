//! No key may occur twice in a file that people write: each key of each sample, duplicated.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wr::contacts::Contacts;
use wr::policy::Policy;
use wr::register::Register;
use wr::roster::Roster;
use wr::source::SourceFile;
use wr::yaml;

/// The value as JSON, which is YAML too, with the entry `nth` in order written twice; `seen` counts the entries.
fn doubled(value: &Value, nth: usize, seen: &mut usize) -> String {
    match value {
        Value::Object(fields) => {
            let mut entries = Vec::new();
            for (key, value) in fields {
                let here = *seen == nth;
                *seen += 1;
                let entry = format!("{}: {}", json!(key), doubled(value, nth, seen));
                entries.extend(std::iter::repeat_n(entry, if here { 2 } else { 1 }));
            }
            format!("{{{}}}", entries.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| doubled(item, nth, seen)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

/// The rule by which a text is refused.
fn refusal<T: DeserializeOwned>(text: &str) -> Option<&'static str> {
    yaml::read::<T>(&SourceFile::new("a.yaml", text))
        .err()
        .map(|why| why.rule)
}

fn refused_wherever<T: DeserializeOwned>(path: &str, more: Value) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut value: Value = yaml::read(&SourceFile::new(path, text)).unwrap();
    for (key, field) in more.as_object().unwrap() {
        value[key] = field.clone();
    }
    let mut count = 0;
    assert_eq!(
        refusal::<T>(&doubled(&value, usize::MAX, &mut count)),
        None,
        "{path}"
    );
    assert!(count > 5, "{path} has few keys");
    for nth in 0..count {
        let text = doubled(&value, nth, &mut 0);
        assert_eq!(
            refusal::<T>(&text),
            Some("yaml-duplicate-key"),
            "{path}: {text}"
        );
    }
}

#[test]
fn a_key_given_twice_is_refused_wherever_it_stands() {
    let sections = json!({"sections": {"exit": "Ninety days.", "security": "Public."}});
    refused_wherever::<Register>("registers/xyz/register.yaml", sections);
    refused_wherever::<Contacts>("registers/xyz/contacts.yaml", json!({}));
    refused_wherever::<Roster>("registers/roster.yaml", json!({}));
    let terms = json!({"ballots": {"default": {"days": 7}, "bodies": {"board": {"days": 3}, "technical": {"days": 3}}}});
    refused_wherever::<Policy>("registers/policy.yaml", terms);
}
