//! The schemas for editors, compared with the reader: both accept the same files.
//!
//! They differ on purpose in:
//! - A text that looks like a number or a boolean: `scope: 5` is text to the reader, and a number to every
//!   other reader of YAML. The schemas require quotes; only versions, years and ids of digits need none.
//! - A number in quotes: the reader accepts `format: "1"`, the schemas require `1`.
//! - The calendar: a schema does not know leap years, and accepts 2027-02-30.
//! - The e-mail address of a person: the reader accepts any text, and a rule refuses what is none.

use std::cell::Cell;
use std::fs;
use std::path::Path;

use jsonschema::Validator;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wr::contacts::Contacts;
use wr::diagnostic::Diagnostic;
use wr::policy::Policy;
use wr::register::Register;
use wr::roster::Roster;
use wr::schema::{SCHEMAS, SchemaKind, example, part};
use wr::snapshot::Document;
use wr::source::SourceFile;
use wr::template::{CONTACTS, REGISTER};

use super::world::{self, World};

const NOW: &str = "2026-01-21T10:00:00Z";

fn validator(kind: SchemaKind) -> Validator {
    jsonschema::draft202012::new(&kind.schema()).unwrap()
}

fn errors(validator: &Validator, value: &Value) -> Vec<String> {
    let told =
        |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
    validator.iter_errors(value).map(told).collect()
}

/// A file as plain data, by the library's own reader.
fn data(text: &str) -> Value {
    wr::yaml::read(&SourceFile::new("file.yaml", text))
        .unwrap_or_else(|why| panic!("{why:?}\n{text}"))
}

/// Whether the reader takes it; what it says when it does not.
fn read(kind: SchemaKind, text: &str) -> Result<(), String> {
    fn as_type<T: DeserializeOwned>(text: &str) -> Result<(), String> {
        wr::yaml::read::<T>(&SourceFile::new("file.yaml", text))
            .map(|_| ())
            .map_err(|why| why.message.clone())
    }
    match kind {
        SchemaKind::Register => as_type::<Register>(text),
        SchemaKind::Contacts => as_type::<Contacts>(text),
        SchemaKind::Policy => as_type::<Policy>(text),
        SchemaKind::Roster => as_type::<Roster>(text),
    }
}

fn kind_of(path: &str) -> Option<SchemaKind> {
    let name = path.rsplit('/').next().unwrap();
    match name {
        "register.yaml" => Some(SchemaKind::Register),
        "contacts.yaml" => Some(SchemaKind::Contacts),
        _ if path.contains("/revisions/") => Some(SchemaKind::Register),
        _ if name.starts_with("policy") => Some(SchemaKind::Policy),
        _ if name.starts_with("roster") => Some(SchemaKind::Roster),
        _ => None,
    }
}

/// The files below a folder of this repository that a schema is for.
fn samples(folder: &str) -> Vec<(String, SchemaKind, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_string_lossy().replace('\\', "/");
            match kind_of(&name) {
                _ if path.is_dir() => folders.push(path),
                Some(kind) => found.push((name, kind, fs::read_to_string(&path).unwrap())),
                None => {}
            }
        }
    }
    found
}

#[test]
fn every_sample_is_valid() {
    let found: Vec<_> = ["registers", "tests/world"]
        .into_iter()
        .flat_map(samples)
        .collect();
    assert!(found.len() >= 16, "the samples are gone");
    for kind in SchemaKind::ALL {
        let validator = validator(kind);
        let own: Vec<_> = found
            .iter()
            .filter(|(_, other, _)| *other == kind)
            .collect();
        assert!(!own.is_empty(), "no sample of {kind:?}");
        for (path, _, text) in own {
            assert_eq!(
                errors(&validator, &data(text)),
                Vec::<String>::new(),
                "{path}"
            );
        }
    }
}

#[test]
fn what_the_commands_write_is_valid_and_leads_to_its_schema() {
    let mut world = World::empty();
    let ran = world.run(NOW, "vera", "init .");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let roster = world.read("registers/roster.yaml");
    let more =
        "organizations:\n  - {id: xyz, name: XYZ Industry Group, short: XYZ, representatives: []}";
    world.write(
        "registers/roster.yaml",
        &roster.replace("organizations:", more),
    );
    for line in ["save roster", "new xyz --partner xyz"] {
        let ran = world.run(NOW, "vera", line);
        assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
    }
    let policy = world.read("registers/policy.yaml");
    assert!(
        policy.starts_with("# yaml-language-server: $schema="),
        "{policy}"
    );
    for kind in SchemaKind::ALL {
        let path = kind.files().replace("ID", "xyz");
        let text = world.read(&path);
        assert_eq!(
            errors(&validator(kind), &data(&text)),
            Vec::<String>::new(),
            "{path}"
        );
        // The way from the file to its schema, as an editor goes it.
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("# yaml-language-server: $schema="))
            .unwrap();
        let folder = world.path(&path).parent().unwrap().join(line);
        let schema =
            fs::read_to_string(folder).unwrap_or_else(|why| panic!("{path}: {line}: {why}"));
        assert_eq!(schema, kind.text());
    }
    assert_eq!(world.git("vera", &["status", "--porcelain"]), "");
    let check = world.run(NOW, "vera", "check");
    assert!(
        check.code == 0 && !check.stdout.contains("schema"),
        "{}",
        check.stdout
    );
}

/// Vera has settings of her own for VS Code: committed with comments, then with an edit, then broken.
#[test]
fn the_settings_of_vs_code_keep_what_is_not_of_wr() {
    const SETTINGS: &str = ".vscode/settings.json";
    let mut world = World::new();
    let own = "{\n    // Tabs are wide here.\n    \"editor.tabSize\": 8,\n}\n";
    world.write(SETTINGS, own);
    world.git("vera", &["add", SETTINGS]);
    world.git("vera", &["commit", "--quiet", "-m", "settings"]);
    let ran = world.run(NOW, "vera", "schema --write");
    assert!(ran.stdout.ends_with(".vscode/settings.json\n"), "{ran:?}");
    let merged = world.read(SETTINGS);
    assert!(merged.contains("    // Tabs are wide here.\n    \"editor.tabSize\": 8,\n"));
    assert!(merged.contains("\"templates/schema/policy.json\": \"registers/policy.yaml\""));
    assert_eq!(world.git("vera", &["status", "--porcelain"]), "");
    let again = world.run(NOW, "vera", "schema --write");
    assert!(again.stdout.contains("nothing to write"), "{again:?}");

    let edited = own.replace('8', "4");
    world.write(SETTINGS, &edited);
    let before = world.git("vera", &["rev-parse", "HEAD"]);
    let ran = world.run(NOW, "vera", "schema --write");
    let said = ".vscode/settings.json: changed; it has edits of your own, so commit it yourself\n";
    assert_eq!((ran.code, ran.stdout.as_str()), (0, said));
    assert!(world.read(SETTINGS).contains("\"editor.tabSize\": 4,"));
    assert_eq!(world.git("vera", &["rev-parse", "HEAD"]), before);

    world.write(SETTINGS, "{\"a\": 1");
    let ran = world.run(NOW, "vera", "schema --write");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.stdout
            .contains("is unchanged: it is not JSON with comments")
            && ran.stdout.contains("Add to it:\n  \"yaml.schemas\": {\n"),
        "{ran:?}"
    );
    assert_eq!(world.read(SETTINGS), "{\"a\": 1");
}

/// Earlier versions of `wr` wrote the line for editors below the store's id.
#[test]
fn the_line_of_an_older_policy_moves_to_the_top() {
    let mut world = World::new();
    let line = "# yaml-language-server: $schema=../templates/schema/policy.json\n";
    let policy = world.read("registers/policy.yaml");
    let (id, rest) = policy.split_once('\n').unwrap();
    world.write("registers/policy.yaml", &format!("{id}\n{line}{rest}"));
    let saved = world.run(NOW, "vera", "save policy");
    assert_eq!(saved.code, 0, "{saved:?}");
    let check = world.run(NOW, "vera", "check");
    assert_eq!(check.code, 0, "{check:?}");
    let ran = world.run(NOW, "vera", "schema --write");
    assert!(ran.stdout.contains("`wr save policy` saves it"), "{ran:?}");
    assert_eq!(
        world.read("registers/policy.yaml"),
        format!("{line}{policy}")
    );
    let saved = world.run(NOW, "vera", "save policy");
    assert_eq!(saved.code, 0, "{saved:?}");
    let again = world.run(NOW, "vera", "schema --write");
    assert!(again.stdout.contains("nothing to write"), "{again:?}");
}

/// In this repository, and in any store, the schemas are files; `BLESS=1` writes those of this repository.
#[test]
fn this_repository_has_the_schemas_of_this_version() {
    for kind in SchemaKind::ALL {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(kind.path());
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, kind.text()).unwrap();
        }
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            kind.text(),
            "BLESS=1 writes {SCHEMAS} anew"
        );
    }
}

/// Every property of a schema, by its path in the template's way of writing.
fn properties(schema: &Value, path: &str, found: &mut Vec<(String, Value)>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let own = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        found.push((own.clone(), property.clone()));
        properties(property, &own, found);
        properties(&property["items"], &format!("{own}[]"), found);
    }
}

#[test]
fn every_property_is_described_and_the_template_knows_each_of_a_register() {
    for kind in SchemaKind::ALL {
        let (schema, mut found) = (kind.schema(), Vec::new());
        assert!(schema["$id"].is_string() && schema["title"].is_string());
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        properties(&schema, "", &mut found);
        for (path, property) in &found {
            let told = property["description"].as_str().unwrap_or_default();
            assert!(told.len() > 5, "{kind:?}: `{path}` is not described");
        }
        let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
        let fields = match kind {
            SchemaKind::Register => REGISTER,
            SchemaKind::Contacts => CONTACTS,
            SchemaKind::Policy | SchemaKind::Roster => continue,
        };
        for path in &paths {
            assert!(
                fields.iter().any(|field| field.path == *path),
                "src/template has no `{path}`"
            );
        }
        for field in fields {
            let part =
                part(&schema, field.path).unwrap_or_else(|| panic!("there is no `{}`", field.path));
            assert_eq!(part["title"], field.title);
            assert!(
                part["description"]
                    .as_str()
                    .unwrap()
                    .starts_with(field.guidance)
            );
        }
    }
}

/// What the reader cannot do without, and what it fills in, is what the template and the schema say.
#[test]
fn what_is_required_of_a_draft_is_required_by_the_schema() {
    for (kind, fields) in [
        (SchemaKind::Register, REGISTER),
        (SchemaKind::Contacts, CONTACTS),
    ] {
        let schema = kind.schema();
        for field in fields {
            let (parent, name) = field.path.rsplit_once('.').unwrap_or(("", field.path));
            let parent = if parent.is_empty() {
                Some(&schema)
            } else {
                part(&schema, parent)
            };
            let required = parent.unwrap()["required"]
                .as_array()
                .is_some_and(|all| all.contains(&json!(name)));
            assert_eq!(
                required,
                field.required == wr::template::Required::Draft,
                "{}",
                field.path
            );
        }
    }
}

#[test]
fn defaults_are_those_of_the_reader() {
    let register: Register =
        serde_json::from_value(json!({"title": "T", "partner": {"organization": "x"}})).unwrap();
    let read = serde_json::to_value(register).unwrap();
    let schema = SchemaKind::Register.schema();
    assert_eq!(schema["properties"]["purpose"]["default"], read["purpose"]);
    assert_eq!(
        schema["properties"]["originating_committee"]["default"],
        read["originating_committee"]
    );
    let policy = format!("store: {}\nformat: 1\n", "0".repeat(31) + "a");
    let policy: Policy = wr::yaml::read(&SourceFile::new("policy.yaml", policy)).unwrap();
    let read = serde_json::to_value(policy).unwrap();
    for (name, property) in SchemaKind::Policy.schema()["properties"]
        .as_object()
        .unwrap()
    {
        if let Some(default) = property.get("default") {
            assert_eq!(*default, read[name], "{name}");
        }
    }
}

/// Every mapping and list has an example, which the schema accepts; so has every field of roster and policy.
#[test]
fn every_shape_has_a_valid_example() {
    for kind in SchemaKind::ALL {
        let mut found = Vec::new();
        properties(&kind.schema(), "", &mut found);
        for (path, property) in found {
            let example = example(&property).unwrap_or_else(|| panic!("{path} has no example"));
            let validator = jsonschema::draft202012::new(&property).unwrap();
            assert!(
                validator.is_valid(&example),
                "{path}: {example} is not valid"
            );
            assert_ne!(example, json!("text"), "{path} has no example of its own");
        }
    }
}

/// A document with a text in place of the mapping or the list at a path.
fn misshapen(schema: &Value, path: &str) -> Value {
    let mut document = example(schema).unwrap();
    let mut at = &mut document;
    let mut steps = path.split('.').peekable();
    let mut walked = String::new();
    while let Some(step) = steps.next() {
        let name = step.trim_end_matches("[]");
        walked += if walked.is_empty() { "" } else { "." };
        walked += step;
        let whole = part(schema, walked.trim_end_matches("[]")).unwrap();
        let slot = at.as_object_mut().unwrap().entry(name);
        let value = slot.or_insert_with(|| example(whole).unwrap());
        if steps.peek().is_none() {
            match step.ends_with("[]") {
                true => *value = json!(["x"]),
                false => *value = json!("x"),
            }
            break;
        }
        at = if step.ends_with("[]") {
            &mut value[0]
        } else {
            value
        };
    }
    document
}

/// A text where a mapping or a list is due gets an example of the right shape, whatever the file.
#[test]
fn every_wrong_shape_is_shown_the_right_one() {
    fn refusals<T: DeserializeOwned>(file: &std::sync::Arc<SourceFile>) -> Vec<Diagnostic> {
        Document::<T>::read(file).refusals().to_vec()
    }
    let mut seen = 0;
    for kind in SchemaKind::ALL {
        let (schema, mut found) = (kind.schema(), Vec::new());
        properties(&schema, "", &mut found);
        let lists = found
            .iter()
            .filter(|(_, it)| it["items"]["type"] == "object");
        let items: Vec<_> = lists
            .map(|(path, it)| (format!("{path}[]"), it["items"].clone()))
            .collect();
        found.extend(items);
        for (path, property) in found {
            let is = |kind: &str| {
                let found = &property["type"];
                found == kind
                    || found
                        .as_array()
                        .is_some_and(|all| all.contains(&json!(kind)))
            };
            if !is("object") && !is("array") {
                continue;
            }
            seen += 1;
            let text = misshapen(&schema, &path).to_string();
            let file = SourceFile::new(kind.files().replace("ID", "xyz"), text.as_str());
            let refused = match kind {
                SchemaKind::Register => refusals::<Register>(&file),
                SchemaKind::Contacts => refusals::<Contacts>(&file),
                SchemaKind::Policy => refusals::<Policy>(&file),
                SchemaKind::Roster => refusals::<Roster>(&file),
            };
            let told: Vec<String> = refused
                .iter()
                .map(|it| {
                    let fix = it.fix.as_ref().map(|fix| fix.title.clone());
                    let advice = fix.or(it.help.clone()).unwrap_or_default();
                    format!("{} {advice}", it.message)
                })
                .collect();
            let shown = told
                .iter()
                .filter(|told| told.contains("for example `") || told.contains("write `["));
            assert!(
                told.len() == 1 && shown.count() == 1,
                "{path}: {told:?}\n{text}"
            );
        }
    }
    assert!(seen > 30, "only {seen} shapes");
}

#[test]
fn an_address_that_is_none_is_not_valid() {
    let roster = world::ROSTER.replacen("vera@dmtf.example", "nope", 1);
    assert!(!validator(SchemaKind::Roster).is_valid(&data(&roster)));
}

#[test]
fn broken_files_are_not_valid() {
    let broken = [
        ("title: XYZ", "titel: XYZ"),
        ("title: XYZ / DMTF Work Register", "title: [XYZ]"),
        ("initiated: 2026-01-12", "initiated: last summer"),
        ("initiated: 2026-01-12", "initiated: 2026-13"),
        ("initiated: 2026-01-12", "initiated: 26"),
        ("organization: xyz", "organization: XYZ"),
        ("organization: xyz", "organization: con"),
        ("organization: xyz", "organization: a--b"),
        ("organization: xyz, ", ""),
        (
            "originating_committee: alliance",
            "originating_committee: [alliance, technical]",
        ),
        ("due: 2026-Q4", "due: 2026-Q5"),
        ("commitment: goal", "commitment: maybe"),
        ("committees: [technical]", "committees: technical"),
        ("owner: DMTF", "owner: {name: DMTF}"),
        ("lead: XYZ, ", ""),
        ("group: true", "group: maybe"),
        ("group: true", "groups: true"),
        ("id: schema, title", "title"),
    ];
    let validator = validator(SchemaKind::Register);
    for (from, to) in broken {
        assert!(world::REGISTER.contains(from), "{from}");
        let text = world::REGISTER.replacen(from, to, 1);
        assert!(!validator.is_valid(&data(&text)), "`{to}` is valid");
        assert!(
            read(SchemaKind::Register, &text).is_err(),
            "`{to}` can be read"
        );
    }
    for (kind, text) in [
        (SchemaKind::Contacts, "partner: [{name: Pat}]"),
        (SchemaKind::Contacts, "partner:"),
        (SchemaKind::Policy, "store: xyz\nformat: 1"),
        (
            SchemaKind::Policy,
            "store: 0123456789abcdef0123456789abcdef\nformat: 1\nballots: {default: {rule: most}}",
        ),
        (
            SchemaKind::Policy,
            "store: 0123456789abcdef0123456789abcdef\nformat: -1",
        ),
        (
            SchemaKind::Policy,
            "store: 0123456789abcdef0123456789abcdef\nformat: 1\nsections: [{id: A, title: B}]",
        ),
        (
            SchemaKind::Policy,
            "store: 0123456789abcdef0123456789abcdef\nformat: 1\nreview_months: 5000000000",
        ),
        (
            SchemaKind::Roster,
            "format: 1\nhome: dmtf\nbodies: [{id: a, name: A, kind: club}]",
        ),
        (SchemaKind::Roster, "format: 1"),
    ] {
        assert!(!self::validator(kind).is_valid(&data(text)), "{text}");
        assert!(read(kind, text).is_err(), "{text} can be read");
    }
}

/// The example of DSP4003 5.2, Table 2.
#[test]
fn table_2_is_valid() {
    let rows = data(world::REGISTER)["standards"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    let text = json!({"title": "T", "partner": {"organization": "xyz"}, "standards": rows});
    assert_eq!(
        errors(&validator(SchemaKind::Register), &text),
        Vec::<String>::new()
    );
}

/// The differences that the head of this file tells of, each of which there is.
#[test]
fn the_known_differences_are_as_told() {
    let base = "title: T\npartner: {organization: x}\n";
    for (more, is_valid, is_read) in [
        ("scope: 5", false, true),
        ("scope: \"5\"", true, true),
        ("scope: true", false, true),
        ("version: 1.4", true, true),
        ("initiated: 2003", true, true),
        ("also_approves: [7]", true, true),
        ("scope:", true, true),
        ("initiated: 2027-02-30", true, false),
    ] {
        let text = format!("{base}{more}\n");
        assert_eq!(
            validator(SchemaKind::Register).is_valid(&data(&text)),
            is_valid,
            "{more}"
        );
        assert_eq!(read(SchemaKind::Register, &text).is_ok(), is_read, "{more}");
    }
    let policy = "store: 0123456789abcdef0123456789abcdef\nformat: \"1\"\n";
    assert!(
        !validator(SchemaKind::Policy).is_valid(&data(policy))
            && read(SchemaKind::Policy, policy).is_ok()
    );
}

/// The places in a document, each as the pointer of its parent and its step there.
fn places(value: &Value, pointer: &str, found: &mut Vec<(String, String)>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (step, child) in children {
        found.push((pointer.to_string(), step.clone()));
        places(child, &format!("{pointer}/{step}"), found);
    }
}

/// What is done to one place of a document.
#[derive(Debug, Clone)]
enum Edit {
    Remove,
    Rename(String),
    Put(Value),
}

fn edits() -> impl Strategy<Value = Edit> {
    let names = [
        "title",
        "id",
        "due",
        "scope",
        "type",
        "organization",
        "sections",
        "colour",
        "name",
        "x",
    ];
    let values = [
        json!(null),
        json!("XYZ"),
        json!("xyz"),
        json!("2027-Q1"),
        json!("2027-03-31"),
        json!(""),
        json!("goal"),
        json!("a--b"),
        json!([]),
        json!(["alliance"]),
        json!([["x"]]),
        json!({}),
        json!({"id": "x", "title": "y"}),
        json!({"security": "text"}),
        json!({"Not An Id": "text"}),
        json!({"security": null}),
        json!(true),
        json!(2027),
        json!(-1),
        json!(1.5),
    ];
    prop_oneof![
        Just(Edit::Remove),
        prop::sample::select(names.to_vec()).prop_map(|name| Edit::Rename(name.to_string())),
        prop::sample::select(values.to_vec()).prop_map(Edit::Put),
    ]
}

fn edited(document: &mut Value, place: &(String, String), edit: &Edit) {
    let (pointer, step) = place;
    match document.pointer_mut(pointer) {
        Some(Value::Object(fields)) => match edit {
            Edit::Remove => _ = fields.shift_remove(step),
            Edit::Rename(name) => {
                if let Some(value) = fields.shift_remove(step) {
                    fields.insert(name.clone(), value);
                }
            }
            Edit::Put(value) => _ = fields.insert(step.clone(), value.clone()),
        },
        Some(Value::Array(items)) => match edit {
            Edit::Remove | Edit::Rename(_) => items.clear(),
            Edit::Put(value) => items.push(value.clone()),
        },
        _ => {}
    }
}

/// Whether all that the schema refuses is a number or a truth value where a text is meant, or a text where an address is
/// meant, which the reader takes.
fn is_known(validator: &Validator, value: &Value) -> bool {
    validator.iter_errors(value).all(|error| {
        let found = error.instance();
        let is_text = error.to_string().contains("\"string\"");
        let is_address = error.instance_path().to_string().ends_with("/email");
        (found.is_number() || found.is_boolean()) && is_text || found.is_string() && is_address
    })
}

/// Mutations of the samples: names and shapes are judged by the schema as the reader judges them.
#[test]
fn the_schema_and_the_reader_agree() {
    let documents = [
        (SchemaKind::Register, super::template::full(REGISTER)),
        (SchemaKind::Register, data(world::REGISTER)),
        (SchemaKind::Contacts, data(world::CONTACTS)),
        (SchemaKind::Policy, data(world::POLICY)),
        (SchemaKind::Roster, data(world::ROSTER)),
    ];
    for (kind, document) in documents {
        let validator = validator(kind);
        let mut all = Vec::new();
        places(&document, "", &mut all);
        let strategy = prop::collection::vec((any::<prop::sample::Index>(), edits()), 1..3);
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(400));
        let (taken, refused) = (Cell::new(0), Cell::new(0));
        runner
            .run(&strategy, |picks| {
                let mut value = document.clone();
                picks
                    .iter()
                    .for_each(|(at, edit)| edited(&mut value, &all[at.index(all.len())], edit));
                let by_reader = read(kind, &value.to_string());
                let by_schema = validator.is_valid(&value);
                let count = if by_schema { &taken } else { &refused };
                count.set(count.get() + 1);
                match &by_reader {
                    Ok(()) => {
                        let agree = by_schema || is_known(&validator, &value);
                        prop_assert!(agree, "{:#?}\n{value:#}", errors(&validator, &value));
                    }
                    Err(why) => prop_assert!(!by_schema, "the reader refuses: {why}\n{value:#}"),
                }
                Ok(())
            })
            .unwrap();
        let (taken, refused) = (taken.get(), refused.get());
        assert!(
            taken > 20 && refused > 20,
            "{kind:?}: {taken} taken, {refused} refused"
        );
    }
}
