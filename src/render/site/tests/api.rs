use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::*;
use crate::render::selected_text::{SelectedText, Selector};
use crate::render::site::api;
use crate::render::tests::store::{CONTACTS, FULL, Store};

fn schemas() -> BTreeMap<&'static str, Vec<u8>> {
    listed("", &[], &[], |context| {
        BTreeMap::from([
            (api::INDEX_SCHEMA, api::index_schema(context)),
            (api::REGISTERS_SCHEMA, api::registers_schema(context)),
            (api::REGISTER_SCHEMA, api::register_schema(context)),
        ])
    })
}

/// Parses a file and validates it against its schema.
fn valid(path: &str, bytes: &[u8]) -> Value {
    let schema: Value = serde_json::from_slice(&schemas()[path]).unwrap();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    let value: Value = serde_json::from_slice(bytes).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new(), "{path}");
    // The schema must also reject invalid files.
    for break_it in [json!({}), json!({"format": 2})] {
        let mut other = value.clone();
        match break_it.as_object().unwrap().is_empty() {
            true => _ = other.as_object_mut().unwrap().remove("store"),
            false => other["format"] = json!(2),
        }
        assert!(!validator.is_valid(&other), "{path} takes everything");
    }
    value
}

fn register(store: &Store, id: &str, selector: Selector) -> Value {
    let snapshot = store.snapshot();
    let governance = Governance::of(&snapshot).unwrap();
    let now = Day::of(2026, 11, 22).midnight();
    let register = snapshot.register_context(&id.parse().unwrap(), now);
    let register = register.unwrap();
    let selected = SelectedText::of(governance, &register, selector).unwrap();
    valid(
        "api/v1/register.schema.json",
        &api::register_json(&selected, &[]),
    )
}

fn established(policy: &str) -> Store {
    let mut store = Store::with_policy(policy);
    let revision = store.submitted("xyz", 1, FULL, None);
    store.established("xyz", revision);
    store.file("registers/xyz/contacts.yaml", CONTACTS);
    store
}

#[test]
fn a_register_says_what_its_page_says() {
    let store = established("site: {contacts: names}\n");
    let said = register(&store, "xyz", Selector::InForce);
    assert_eq!(said["format"], 1);
    assert_eq!(said["id"], "xyz");
    assert_eq!(said["status"]["is"], "in-force");
    assert_eq!(said["title"], "XYZ / DMTF Work Register");
    assert_eq!(said["parties"]["partner"]["name"], "XYZ Consortium (XYZ)");
    assert_eq!(said["scope"], "We cover:\n\n- *networks*\n- storage\n");
    assert_eq!(said["milestones"][0]["due"], "2027-Q1");
    assert_eq!(
        said["milestones"][0]["committees"],
        json!(["Alliance Committee"])
    );
    assert_eq!(said["standards"][0]["type"], "Schema");
    assert_eq!(said["standards"][0]["owner"], json!(["DMTF"]));
    assert_eq!(said["standards"][0]["development"], "joint");
    assert_eq!(said["approvals"]["resolution"]["resolution"], "R-17");
    assert_eq!(said["approvals"]["bodies"][0]["ballot"], Value::Null);
    assert_eq!(
        said["links"][0]["href"],
        "https://www.dmtf.org/by_laws_(1)?a=b&c=d"
    );
    assert_eq!(
        said["contacts"]["partner"][0],
        json!({"role": "liaison", "name": "Lia Son"})
    );
}

#[test]
fn nothing_private_is_in_it() {
    let store = established("site: {ballots: names}\n");
    for which in [Selector::InForce, Selector::Revision(1), Selector::Draft] {
        let text = register(&store, "xyz", which).to_string();
        for private in ["secret", "private.example", "javascript:", "mailto:"] {
            assert!(!text.contains(private), "{private} in {text}");
        }
    }
    let said = register(&store, "xyz", Selector::InForce);
    let ballot = &said["approvals"]["bodies"][0]["ballot"];
    assert_eq!(ballot["approve"], 2);
    assert_eq!(
        ballot["seats"][0],
        json!({"holder": "Acme Corporation", "choice": "approve", "reason": null})
    );
}

#[test]
fn a_draft_says_that_it_is_none_in_force() {
    let mut store = Store::new();
    store.draft("new", FULL);
    let said = register(&store, "new", Selector::Draft);
    assert_eq!(said["status"], json!({"is": "not-in-force"}));
    assert_eq!(
        (&said["revision"], &said["approvals"]),
        (&Value::Null, &Value::Null)
    );
    assert!(
        said["notice"]
            .as_str()
            .unwrap()
            .starts_with("This is a draft.")
    );
}

#[test]
fn the_list_and_the_start_are_as_their_schemas_say() {
    let entries = [entry("abc", HOSTILE), removed(entry("old", "Old"))];
    let list = valid(
        "api/v1/registers.schema.json",
        &listed(AT_HOME, &entries, &[], api::registers_json),
    );
    assert_eq!(list["registers"][0]["title"], HOSTILE);
    assert_eq!(list["registers"][0]["status"]["review_due"], "2028-03-04");
    assert_eq!(list["registers"][0]["json"], "registers/abc/register.json");
    assert_eq!(list["registers"][1]["status"]["reason"], "complete");
    assert_eq!(list["registers"][1]["events"][1]["what"], "removed");
    let start = valid(
        "api/v1/index.schema.json",
        &listed(AT_HOME, &entries, &[], api::index_json),
    );
    assert_eq!(start["counts"], json!({"in_force": 1, "removed": 1}));
    assert_eq!(start["url"], "https://registers.example/a&b/");
    assert_eq!(start["commit"], "c0ffee");
    let listed: Vec<&str> = start["schemas"]
        .as_object()
        .unwrap()
        .values()
        .map(|it| it.as_str().unwrap())
        .collect();
    let written = schemas();
    assert!(
        written.keys().all(|path| listed.contains(path)),
        "{listed:?}"
    );
}

/// Every field of every schema has a description.
#[test]
fn every_field_is_described() {
    fn look(at: &str, schema: &Value, found: &mut usize) {
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            *found += 1;
            let is_tag = field.get("const").is_some();
            let told = field["description"].as_str().unwrap_or_default();
            assert!(
                is_tag || told.len() > 5,
                "{at}: `{name}` is not described: {field}"
            );
        }
        for inner in schema["oneOf"].as_array().into_iter().flatten() {
            look(at, inner, found);
        }
        for (name, inner) in schema["$defs"].as_object().into_iter().flatten() {
            look(name, inner, found);
        }
    }
    let mut found = 0;
    for (path, bytes) in schemas() {
        look(path, &serde_json::from_slice(&bytes).unwrap(), &mut found);
    }
    assert!(found > 80, "{found}");
}
