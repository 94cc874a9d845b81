//! The Work Register Template as data, compared with everything that must agree with it: the file in `templates/`, the
//! reader, and the rules.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use wr::diagnostic::{Diagnostic, Findings, Severity, Target};
use wr::snapshot::Snapshot;
use wr::source::{SourceFile, Tree};
use wr::template::{CONTACTS, INSERT, REGISTER, Required, TemplateField, written};

use super::world::{POLICY, ROSTER, World};

/// The file is made of the table; `BLESS=1` writes it.
#[test]
fn the_template_in_the_repository_is_written_from_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/register.yaml");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, written()).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        written(),
        "BLESS=1 writes it anew"
    );
    assert!(
        written().lines().all(|line| line.chars().count() <= 115),
        "a line is too long to read"
    );
}

#[test]
fn every_field_is_explained_in_words_and_stands_below_its_section() {
    for fields in [REGISTER, CONTACTS] {
        for (at, field) in fields.iter().enumerate() {
            let TemplateField {
                path,
                title,
                guidance,
                clause,
                ..
            } = field;
            assert!(!title.is_empty() && !clause.is_empty(), "{path}");
            assert!(
                guidance.ends_with('.') && guidance.len() > 5,
                "{path}: {guidance}"
            );
            assert_eq!(
                fields.iter().filter(|other| other.path == *path).count(),
                1,
                "{path} is there twice"
            );
            if let Some((section, _)) = path.rsplit_once('.') {
                let section = section.trim_end_matches("[]");
                let found = fields[..at].iter().any(|other| other.path == section);
                assert!(found, "{path} is not below its section");
            }
        }
    }
}

/// A value of the example, at its place in a document in which every list has one item.
fn put(document: &mut Value, field: &TemplateField) {
    if field.example.is_empty() {
        return;
    }
    let example: Value = wr::yaml::read(&SourceFile::new("example", field.example)).unwrap();
    let mut at = document;
    for step in field.path.split('.') {
        let name = step.trim_end_matches("[]");
        if !at.is_object() {
            *at = json!({});
        }
        at = at
            .as_object_mut()
            .unwrap()
            .entry(name)
            .or_insert(Value::Null);
        if step.ends_with("[]") {
            if !at.is_array() {
                *at = json!([{}]);
            }
            at = &mut at[0];
        }
    }
    *at = example;
}

/// Every example in its place: a register that has all that a register can have.
pub(crate) fn full(fields: &[TemplateField]) -> Value {
    let mut document = json!({});
    let examples = fields.iter().filter(|field| !stands_alone(field));
    examples.for_each(|field| put(&mut document, field));
    document
}

/// What has no place in a register that is complete: what is allowed has to be found first, and rules are for
/// delegated work.
fn stands_alone(field: &TemplateField) -> bool {
    field.path.starts_with("allow") || field.path == "standards[].rules"
}

/// The JSON pointer of a field of [`full`].
fn pointer(path: &str) -> String {
    path.split('.')
        .map(|step| format!("/{}", step.replace("[]", "/0")))
        .collect()
}

fn without(document: &Value, path: &str) -> Value {
    let mut left = document.clone();
    let (parent, name) = pointer(path)
        .rsplit_once('/')
        .map(|(p, n)| (p.to_string(), n.to_string()))
        .unwrap();
    left.pointer_mut(&parent)
        .unwrap()
        .as_object_mut()
        .unwrap()
        .shift_remove(&name);
    left
}

/// What there is to find in a draft, and in the same text when it is submitted.
fn judged(text: &Value, contacts: &Value) -> [Findings; 2] {
    let mut tree = Tree::default();
    for (path, bytes) in [
        ("policy.yaml", POLICY.to_string()),
        ("roster.yaml", ROSTER.to_string()),
        ("history/policy-1.yaml", POLICY.to_string()),
        ("history/roster-1.yaml", ROSTER.to_string()),
        ("xyz/register.yaml", text.to_string()),
        ("xyz/contacts.yaml", contacts.to_string()),
    ] {
        tree.insert(SourceFile::new(format!("registers/{path}"), bytes));
    }
    let snapshot = Snapshot::load(&tree);
    let today = "2026-02-01".parse().unwrap();
    [
        wr::rules::check(&snapshot, today),
        wr::rules::submission(&snapshot, &snapshot.registers["xyz"]),
    ]
}

/// The gravest finding about a field, or about what it is missing in, that was not there before.
fn gravest(found: &Findings, before: &Findings, path: &str) -> Option<Severity> {
    let (own, name) = (pointer(path), path.rsplit('.').next().unwrap());
    let parent = own
        .rsplit_once('/')
        .map(|(parent, _)| parent)
        .unwrap_or_default();
    let about = |finding: &&Diagnostic| {
        let target = finding.place.as_ref().map(|place| &place.target);
        let at = |pointer: &str| target == Some(&Target::Value(pointer.to_string()));
        at(&own)
            || (at(parent) || target == Some(&Target::File))
                && finding.message.contains(&format!("`{name}`"))
            || at(parent) && finding.message.contains(name.trim_end_matches('s'))
    };
    let new = found
        .iter()
        .filter(|finding| !before.iter().any(|other| other == *finding));
    new.filter(about).map(|finding| finding.severity).min()
}

/// What the table says of a field is what the reader and the rules do when it is not there.
#[test]
fn what_is_required_from_when_on_is_what_is_found() {
    let (text, contacts) = (full(REGISTER), full(CONTACTS));
    let before = judged(&text, &contacts);
    for (fields, is_text) in [(REGISTER, true), (CONTACTS, false)] {
        for field in fields {
            let document = if is_text { &text } else { &contacts };
            if document.pointer(&pointer(field.path)).is_none() {
                let needs_others = field.path == "sections" || stands_alone(field);
                assert!(needs_others, "{} has no example", field.path);
                continue;
            }
            let left = without(document, field.path);
            let found = if is_text {
                judged(&left, &contacts)
            } else {
                judged(&text, &left)
            };
            let severities = [0, 1].map(|at| gravest(&found[at], &before[at], field.path));
            let expected = match field.required {
                Required::Draft => [Some(Severity::Error); 2],
                Required::Submitted => [Some(Severity::Warning), Some(Severity::Error)],
                Required::Established => [Some(Severity::Warning); 2],
                Required::Never => [None; 2],
            };
            assert_eq!(
                severities, expected,
                "{} is {:?}",
                field.path, field.required
            );
            let purpose = text["purpose"].as_str().unwrap();
            assert!(field.purpose.is_none() || purpose == "standards");
        }
    }
}

#[test]
fn a_field_for_one_purpose_is_not_asked_for_another() {
    let only: Vec<&TemplateField> = REGISTER
        .iter()
        .filter(|field| field.purpose.is_some())
        .collect();
    assert!(!only.is_empty());
    for field in only {
        let mut text = full(REGISTER);
        text["purpose"] = json!("marketing");
        let found = judged(&without(&text, field.path), &full(CONTACTS));
        let missing = |findings: &Findings| findings.iter().any(|f| f.rule.ends_with("-missing"));
        assert!(!found.iter().any(missing), "{}: {found:#?}", field.path);
    }
}

/// The examples together are a register that can be read, with nothing to find but its one dangling reference.
#[test]
fn the_examples_are_right() {
    let [_, found] = judged(&full(REGISTER), &full(CONTACTS));
    let rules: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["addendum-unknown"], "{found:#?}");
}

/// A new register is in error nowhere, and what is still to be written is what a submission would refuse.
#[test]
fn a_new_register_can_be_read_and_is_full_of_work() {
    let mut world = World::given("proposed");
    let text = world.read("registers/xyz/register.yaml");
    let register: Value = wr::yaml::read(&SourceFile::new("register.yaml", text.as_str())).unwrap();
    for field in ["subject", "justification", "scope", "benefits"] {
        assert_eq!(register[field], INSERT, "{field}");
    }
    assert_eq!(
        world.run("2026-01-13T09:00:00Z", "vera", "check xyz").code,
        0
    );
    assert_eq!(
        world.run("2026-01-13T09:00:00Z", "vera", "submit xyz").code,
        1
    );
    assert!(!text.contains("{{") && !text.contains("{%"));
}

/// Whoever takes the comment signs off has Table 1 as it should be.
#[test]
fn what_is_shown_in_comments_can_be_used() {
    let world = World::given("proposed");
    let text = world.read("registers/xyz/register.yaml");
    let (before, table) = text.split_once("# standards:\n").unwrap();
    let rows: Vec<&str> = table
        .lines()
        .take_while(|line| line.starts_with("# "))
        .collect();
    let rows: String = rows
        .iter()
        .map(|line| format!("{}\n", line.strip_prefix("# ").unwrap()))
        .collect();
    // Inside of a section the signs stand behind the spaces.
    let on = |line: &str| match line.trim_start().strip_prefix("# ") {
        Some(rest) if line.starts_with("  ") => {
            format!("{}{rest}\n", &line[..line.len() - line.trim_start().len()])
        }
        _ => format!("{line}\n"),
    };
    let before: String = before.lines().map(on).collect();
    let file = SourceFile::new("register.yaml", format!("{before}standards:\n{rows}"));
    let register: wr::register::Register =
        wr::yaml::read(&file).unwrap_or_else(|why| panic!("{why:?}"));
    assert_eq!(register.standards.len(), 1);
    assert_eq!(register.standards[0].lead, "XYZ");
    assert_eq!(register.milestones[0].committees.len(), 1);
    assert!(register.partner.group.is_some());
}

#[test]
fn the_command_prints_the_whole_template_with_the_store_s_own_sections() {
    let mut world = World::new();
    let at = "2026-01-13T09:00:00Z";
    let all = |text: &str, fields: &[TemplateField]| {
        for field in fields {
            let is_own = |line: &str| {
                line.split_whitespace().next() == Some(field.path) && line.contains(field.title)
            };
            assert!(text.lines().any(is_own), "{}", field.path);
        }
    };
    let ran = world.run(at, "vera", "template");
    all(&ran.stdout, REGISTER);
    all(&ran.stdout, CONTACTS);
    let policy =
        format!("{POLICY}sections: [{{id: exit, title: The end, required: established}}]\n");
    world.write("registers/policy.yaml", &policy);
    assert_eq!(world.run(at, "vera", "save policy").code, 0);
    assert!(
        world
            .run(at, "vera", "template")
            .stdout
            .contains("  sections.exit                established  The end")
    );
    let ran = world.run(at, "vera", "template --format json");
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(
        (&json["format"], &json["sections"][0]["id"]),
        (&json!(1), &json!("exit"))
    );
    assert_eq!(json["register"].as_array().unwrap().len(), REGISTER.len());
    assert_eq!(json["register"][0]["required"], "draft");
    // Outside of a store it is DSP4003's alone.
    let mut nowhere = World::empty();
    assert_eq!(nowhere.run(at, "vera", "template").code, 0);
}
