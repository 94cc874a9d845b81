//! The difference of two texts is complete: each value of a register that changes is reported, in its field. The approvals
//! that carry over depend on it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;
use wr::register::Register;
use wr::register::diff::{Field, changes};

/// A register that has something in every field.
const FULL: &str = r#"{
    "title": "A register", "version": "1.0", "initiated": "2026-01-12", "addendum_to": "first",
    "language": "en", "web": "https://www.xyz.example/dmtf", "subject": "Networks of devices", "purpose": "standards",
    "partner": {"organization": "xyz", "group": "Devices group", "work_area": "Devices and services.",
        "governing_body": {"name": "XYZ Board", "kind": "board"}},
    "home": {"group": "Networks group", "work_area": "The schema."},
    "originating_committee": "alliance", "also_approves": ["marketing"],
    "justification": "Both model the same.", "scope": "Schema for networks.", "benefits": "One schema.",
    "sections": {"risks": "None are known."},
    "milestones": [
        {"id": "schema", "title": "Schema submitted", "committees": ["technical"], "working_groups": ["networks"],
            "due": "2026-Q4", "commitment": "goal"},
        {"id": "profiles", "title": "Profiles published", "committees": ["technical", "alliance"], "due": "2027-06"}],
    "standards": [
        {"type": "Schema", "ap_id": "xyz_ schema", "description": "the schema", "domain": "Networking", "lead": "XYZ",
            "ip_policy": "DMTF", "owner": "DMTF", "developer": ["DMTF", "XYZ"], "maintainer": "DMTF",
            "development": "joint", "rules": "https://example.org/rules"},
        {"type": "Profiles", "ap_id": "Device Profiles", "description": "a group", "domain": "Networking", "lead": "XYZ",
            "ip_policy": "XYZ", "owner": "XYZ", "developer": "XYZ", "maintainer": "XYZ", "group": true}],
    "feedback_terms": [{"id": "embargo", "text": "Not before publication.", "agreed": "2026-02-01"}],
    "links": [{"title": "Template", "href": "https://example.org/template"}],
    "allow": [{"rule": "partner-leftover", "because": "It is meant.", "at": "scope"}]
}"#;

/// What a value may be instead, one of which is right for each kind of field.
const INSTEAD: [&str; 11] = [
    "Something else entirely",
    "2029-03-04",
    "2029-Q1",
    "other",
    "another",
    "committed",
    "own",
    "marketing",
    "https://example.org/else",
    "scope",
    "benefits",
];

fn full() -> Value {
    serde_json::from_str(FULL).unwrap()
}

fn read(value: &Value) -> Option<Register> {
    serde_json::from_value(value.clone()).ok()
}

/// The pointers to all values within.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |key: &str, inner: &Value| {
        found.push(format!("/{key}"));
        found.extend(
            pointers(inner)
                .into_iter()
                .map(|rest| format!("/{key}{rest}")),
        );
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, inner)| add(key, inner)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(at, inner)| add(&at.to_string(), inner)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    found
}

/// The texts that differ from this one in the value at the pointer: in what it says, and in that it is gone.
fn mutants(text: &Value, pointer: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let leaf = text.pointer(pointer).unwrap();
    let instead: Vec<Value> = match leaf {
        Value::String(old) => INSTEAD
            .iter()
            .filter(|new| *new != old)
            .map(|new| Value::from(*new))
            .collect(),
        Value::Bool(old) => vec![Value::Bool(!old)],
        Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => Vec::new(),
    };
    for new in instead {
        let mut mutant = text.clone();
        *mutant.pointer_mut(pointer).unwrap() = new;
        found.push(mutant);
    }
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let mut without = text.clone();
    match without.pointer_mut(parent).unwrap() {
        Value::Object(fields) => drop(fields.remove(key)),
        Value::Array(items) => drop(items.remove(key.parse().unwrap())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            unreachable!("a parent")
        }
    }
    found.push(without);
    found
}

/// The keys of a document whose change a field tells.
fn keys(field: Field) -> &'static [&'static str] {
    match field {
        Field::Title => &["title"],
        Field::Version => &["version"],
        Field::Initiated => &["initiated"],
        Field::AddendumTo => &["addendum_to"],
        Field::Subject => &["subject"],
        Field::Language => &["language"],
        Field::Web => &["web"],
        Field::Purpose => &["purpose"],
        Field::Partner => &["partner"],
        Field::Home => &["home"],
        Field::Committees => &["originating_committee", "also_approves"],
        Field::Justification => &["justification"],
        Field::Scope => &["scope"],
        Field::Benefits => &["benefits"],
        Field::Milestone | Field::MilestoneTitle | Field::WorkingGroup => &["milestones"],
        Field::Row => &["standards"],
        Field::FeedbackTerms => &["feedback_terms"],
        Field::Section => &["sections"],
        Field::Links => &["links"],
        Field::Allow => &["allow"],
    }
}

fn fields(old: &Register, new: &Register) -> BTreeSet<Field> {
    changes(old, new)
        .into_iter()
        .map(|change| change.field)
        .collect()
}

#[test]
fn no_value_of_a_register_changes_unseen() {
    let (text, mut seen) = (full(), BTreeSet::new());
    let old = read(&text).expect("the full register is read");
    assert_eq!(changes(&old, &old), []);
    let told: BTreeSet<&str> = Field::ALL.into_iter().flat_map(keys).copied().collect();
    let known: BTreeSet<&str> = text
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        told, known,
        "a field of the document is not in this test, or in no field of the difference"
    );
    for pointer in pointers(&text) {
        let read: Vec<Register> = mutants(&text, &pointer)
            .iter()
            .filter_map(read)
            .filter(|new| *new != old)
            .collect();
        let is_leaf = text
            .pointer(&pointer)
            .is_some_and(|value| value.is_string() || value.is_boolean());
        assert!(
            !is_leaf || !read.is_empty(),
            "no change of {pointer} can be read"
        );
        let key = pointer.split('/').nth(1).unwrap();
        for new in read {
            let found = fields(&old, &new);
            assert!(!found.is_empty(), "{pointer} changes unseen: {new:#?}");
            assert!(
                found.iter().all(|field| keys(*field).contains(&key)),
                "a change of {pointer} is told as one of {found:?}"
            );
            assert!(
                !fields(&new, &old).is_empty(),
                "{pointer} changes back unseen"
            );
            seen.extend(found);
        }
    }
    assert_eq!(
        seen,
        BTreeSet::from(Field::ALL),
        "a field is never reported"
    );
}

/// How a text is broken into lines says nothing.
#[test]
fn layout_is_no_difference() {
    let text = full();
    let old = read(&text).unwrap();
    let prose = [
        "title",
        "subject",
        "justification",
        "scope",
        "benefits",
        "sections/risks",
        "milestones/0/title",
    ];
    let columns =
        ["type", "description", "domain", "lead"].map(|column| format!("standards/1/{column}"));
    for pointer in prose.map(String::from).into_iter().chain(columns) {
        let mut broken = text.clone();
        let value = broken.pointer_mut(&format!("/{pointer}")).unwrap();
        *value = Value::from(format!(
            "  {}\n",
            value.as_str().unwrap().replace(' ', "\n   ")
        ));
        let new = read(&broken).unwrap();
        assert_ne!(new, old, "{pointer} is the same bytes");
        assert_eq!(changes(&old, &new), [], "{pointer}");
    }
}

proptest! {
    /// Any number of changes at once: copying the fields that are reported, one after the other, ends at the other
    /// text, and each step reports fewer. So nothing that is not reported differs.
    #[test]
    fn what_is_reported_is_all_there_is(
        picks in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..8)
    ) {
        let mut other = full();
        for (at, which) in picks {
            let all = pointers(&other);
            let mutants: Vec<Value> =
                mutants(&other, &all[at.index(all.len())]).into_iter().filter(|mutant| read(mutant).is_some()).collect();
            if !mutants.is_empty() {
                other = which.get(&mutants).clone();
            }
        }
        let (mut text, new) = (full(), read(&other).unwrap());
        let mut open = fields(&read(&text).unwrap(), &new);
        while let Some(field) = open.first().copied() {
            for key in keys(field) {
                let object = text.as_object_mut().unwrap();
                match other.get(key) {
                    Some(value) => drop(object.insert((*key).to_string(), value.clone())),
                    None => drop(object.remove(*key)),
                }
            }
            let left = fields(&read(&text).unwrap(), &new);
            prop_assert!(left.is_subset(&open) && !left.contains(&field), "{:?} after {:?}", left, open);
            open = left;
        }
        let old = read(&text).unwrap();
        prop_assert_eq!(changes(&old, &new), []);
        // Where nothing was reported, the same words are there.
        let words = |text: &Register| serde_json::to_string(text).unwrap();
        prop_assert_eq!(words(&old), words(&new));
    }
}
