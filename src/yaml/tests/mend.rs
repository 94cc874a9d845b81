//! All errors of a file in one run, and what remains of it.

use super::*;
use crate::diagnostic::Severity;

/// Every finding: rule, line and column, and the message.
fn all(text: &str) -> Vec<String> {
    let file = SourceFile::new("a.yaml", text);
    let findings: Findings = read_all::<Doc>(&file).refusals().iter().cloned().collect();
    let located = report::locate(&findings);
    assert_eq!(
        located.len(),
        findings.len(),
        "something is found twice: {findings:?}"
    );
    let line = |found: &report::Located<'_>| {
        let extent = found.place.as_ref().and_then(|spot| spot.extent.as_ref());
        let at = extent.map_or("-".to_string(), |extent| {
            format!("{}:{}", extent.start.line, extent.start.column)
        });
        let message = found
            .diagnostic
            .message
            .split(';')
            .next()
            .unwrap_or_default();
        format!("{at} {}: {message}", found.diagnostic.rule)
    };
    located.iter().map(line).collect()
}

fn mended(text: &str) -> Doc {
    match read_all::<Doc>(&SourceFile::new("a.yaml", text)) {
        Reading::Partial(mended) => mended.into_value(),
        other @ (Reading::Complete(_) | Reading::Unreadable(_)) => {
            panic!("{text} is not partial: {:?}", other.refusals())
        }
    }
}

const MANY: &str = "\
id: [a]
version: 1.10
public: yes
weight: 300
weight: 3
colour: red
tags: [x, {y: z}, 1.10]
choice: aprove
day: 14.05.2026
milestones:
  - due: 2026-01-01
    titel: one
  - title: two
    due: never
    note: x
  - due: 2026-02-02
  - three
rights: {approve: many, maybe: 2, oppose: 1}
";

#[test]
fn one_run_finds_every_mistake_where_it_stands() {
    let expected = [
        "1:5 field-type: expected text, found a list",
        "3:9 field-type: expected `true` or `false`, found `yes`",
        "4:9 field-type: expected a whole number from 0 to 255, found `300`",
        "5:1 yaml-duplicate-key: the key `weight` is given twice",
        "6:1 field-unknown: unknown field `colour`",
        "7:11 field-type: expected text, found a mapping",
        "8:9 field-type: `aprove` is not allowed here",
        "9:6 field-type: `14.05.2026` is not a date: write it as at line 1, YYYY-MM-DD",
        "12:5 field-unknown: unknown field `titel`",
        "14:10 field-type: `never` is not a date: write it as at line 1, YYYY-MM-DD",
        "15:5 field-unknown: unknown field `note`",
        "16:5 field-missing: the field `title` is missing",
        "17:5 field-type: expected a mapping, found `three`",
        "18:19 field-type: expected a whole number from 0 to 255, found `many`",
        "18:25 field-type: `maybe` is not allowed here",
    ];
    assert_eq!(all(MANY), expected);
}

#[test]
fn what_is_left_is_what_the_file_says_without_its_mistakes() {
    let doc = mended(MANY);
    assert_eq!(
        (doc.version.as_str(), doc.tags.as_slice()),
        ("1.10", ["x", "1.10"].map(String::from).as_slice())
    );
    let titles: Vec<&str> = doc
        .milestones
        .iter()
        .map(|milestone| milestone.title.as_str())
        .collect();
    assert_eq!(titles, ["one", "two", ""]);
    assert_eq!(doc.milestones[0].due, Day("2026-01-01".into()));
    assert_eq!(doc.rights, BTreeMap::from([(Choice::Oppose, 1)]));
}

/// Where a finding about a pointer of the partial value is reported.
fn carried(text: &str, pointer: &str) -> Option<String> {
    let file = SourceFile::new("a.yaml", text);
    let reading = read_all::<Doc>(&file);
    let finding = reading.carry(
        "a.yaml",
        Diagnostic::error("x", "x").at(SourcePlace::value(&file, pointer)),
    )?;
    match finding.place?.target {
        Target::Value(pointer) => Some(pointer),
        other @ (Target::File | Target::Span(_) | Target::Key(_)) => panic!("{other:?}"),
    }
}

#[test]
fn a_finding_about_the_rest_stands_where_the_file_has_it() {
    let text = "tags: [[], a]\nmilestone:\n  - [x]\n  - titel: a\n  - due: 2026-01-01\n";
    assert_eq!(carried(text, "/tags/0").as_deref(), Some("/tags/1"));
    assert_eq!(
        carried(text, "/milestones/0/title").as_deref(),
        Some("/milestone/1/titel")
    );
    assert_eq!(
        carried(text, "/milestones/1/due").as_deref(),
        Some("/milestone/2/due")
    );
    assert_eq!(carried(text, "/version").as_deref(), Some("/version"));
}

#[test]
fn nothing_is_said_about_what_was_left_out() {
    let text = "tags: [[], a]\nday: x\nmilestones:\n  - due: 2026-01-01\n  - title: b\n    due: x\n  - title: c\n";
    for gone in [
        "/tags",
        "/day",
        "/milestones",
        "/milestones/0/title",
        "/milestones/1/due",
        "/milestones/1",
        "",
    ] {
        assert_eq!(carried(text, gone), None, "{gone}");
    }
    for there in ["/milestones/1/title", "/milestones/2", "/id"] {
        assert_eq!(carried(text, there).as_deref(), Some(there));
    }
}

#[test]
fn what_an_alias_repeats_is_found_once() {
    let text = "tags: &t [[x], a]\nmilestones: [&m {title: a, note: b}, *m, *m]\n";
    assert_eq!(all(text).len(), 2, "{:?}", all(text));
    assert_eq!(mended(text).milestones.len(), 3);
}

#[test]
fn an_unknown_key_in_an_unknown_key_of_the_same_name_is_not_taken_for_it() {
    assert_eq!(
        all("colour: {title: x, colour: x}\n"),
        ["1:1 field-unknown: unknown field `colour`"]
    );
}

#[test]
fn a_file_that_is_not_yaml_is_not_mended() {
    let reading = read_all::<Doc>(&SourceFile::new("a.yaml", "colour: x\nid: [a\n"));
    assert!(reading.partial().is_none());
    let rules: Vec<&str> = reading.refusals().iter().map(|found| found.rule).collect();
    assert_eq!(rules, ["yaml-syntax"]);
    assert_eq!(all("id: [a\n").len(), 1);
    for text in ["[1, 2]", "a scalar", "", "# nothing"] {
        let reading = read_all::<Doc>(&SourceFile::new("a.yaml", text));
        assert!(reading.partial().is_none(), "{text}");
        assert_eq!(reading.refusals().len(), 1, "{text}");
    }
}

#[test]
fn hostile_files_end_soon_and_say_so() {
    let files = [
        (0..10_000)
            .map(|n| format!("unknown-{n}: {}\n", "x".repeat(80)))
            .collect::<String>(),
        format!("tags:\n{}", "  - []\n".repeat(100_000)),
        format!(
            "tags:\n{}{}",
            "  - a\n".repeat(100_000),
            "  - []\n".repeat(50_000)
        ),
        format!("milestones:\n{}", "  - {}\n".repeat(60_000)),
        format!("milestones: [&a {{note: x}}{}]\n", ", *a".repeat(900)),
        (0..50_000).map(|n| format!("{n}: x\n")).collect(),
        "id: x\n".repeat(50_000),
        format!("id: []\n{}", "id: x\n".repeat(50_000)),
    ];
    for (number, text) in files.iter().enumerate() {
        let file = SourceFile::new("a.yaml", text.as_str());
        let reading = read_all::<Doc>(&file);
        let (last, rest) = reading.refusals().split_last().unwrap();
        assert!(rest.len() <= 100, "{number}");
        let is_told = last.severity == Severity::Note || last.rule == "yaml-size";
        assert!(is_told, "{number}: {}", last.message);
    }
}

/// Documents that look like [`Doc`], with mistakes of every kind.
fn documents() -> impl Strategy<Value = String> {
    let scalar = proptest::sample::select(vec![
        "x",
        "''",
        "\"1.10\"",
        "1.10",
        "0x1F",
        "1_000",
        "~",
        "null",
        "true",
        "yes",
        "12",
        "300",
        "-1",
        "2026-01-01",
        "a, b",
        "a: b",
        "'a: b'",
        "x # c",
        "!!str 1",
        "!!int 7",
        "!!str",
        "! 5",
        "!x y",
        "\"\\u202e\\0\\t\"",
        "1e3",
        ".nan",
        "+1",
        "approve",
        "Approve",
        "&a x",
        "*a",
        "<<",
        "012",
        "1:30",
        "- x",
        "@x",
        "ü",
        "|\n    text\n",
        ">-\n    1.10\n",
    ]);
    let key = proptest::sample::select(vec![
        "id",
        "version",
        "public",
        "weight",
        "tags",
        "choice",
        "day",
        "milestones",
        "rights",
        "title",
        "due",
        "titel",
        "colour",
        "approve",
        "\"id\"",
        "<<",
        "12",
        "? [a]\n    ",
    ]);
    let flow = proptest::collection::vec((key.clone(), scalar.clone()), 0..3).prop_map(|pairs| {
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(key, value)| format!("{key}: {}", value.trim_end()))
            .collect();
        format!("{{{}}}", pairs.join(", "))
    });
    let list = proptest::collection::vec(
        prop_oneof![scalar.clone().prop_map(String::from), flow.clone()],
        0..4,
    )
    .prop_map(|items| {
        items
            .iter()
            .map(|item| format!("\n  - {item}"))
            .collect::<String>()
    });
    let value = prop_oneof![3 => scalar.prop_map(String::from), 2 => list, 1 => flow];
    proptest::collection::vec((key, value), 0..8).prop_map(|fields| {
        fields
            .iter()
            .map(|(key, value)| format!("{key}: {value}\n"))
            .collect()
    })
}

/// A map as in files that people write.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(transparent, bound = "T: Deserialize<'de>")]
struct Map<T>(#[serde(deserialize_with = "distinct")] BTreeMap<String, Option<T>>);

/// The reader gives the same result for a serialized copy as for the file.
fn agree<T: serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(text: &str) {
    let Some(tree) = build_tree::build_tree(text) else {
        return;
    };
    if reader::malformed(text).is_some() {
        return;
    }
    let copy = serialize_recovered::RecoveredText::of(&tree).text;
    match (reader::typed::<T>(text), reader::typed::<T>(&copy)) {
        (Ok(one), Ok(other)) => assert_eq!(one, other, "{text}\n---\n{copy}"),
        (Err(_), Err(_)) => {}
        (one, other) => panic!("{text}\n--- {one:?}\n{copy}\n--- {other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn a_fair_copy_reads_as_its_original(text in documents()) {
        agree::<Doc>(&text);
        agree::<serde_json::Value>(&text);
        agree::<Map<String>>(&text);
        agree::<Map<f64>>(&text);
    }

    #[test]
    fn the_first_finding_is_what_the_quick_reader_says_and_each_is_there_once(text in documents()) {
        let file = SourceFile::new("a.yaml", text.as_str());
        let (first, reading) = (read::<Doc>(&file), read_all::<Doc>(&file));
        let first = match reader::malformed(&text) {
            Some(_) => reading.refusals().first().map_or(first, |found| Err(Box::new(found.clone()))),
            None => first,
        };
        prop_assert_eq!(first.as_ref().ok(), reading.complete());
        if let Err(first) = first {
            // A fix is known only when the whole text is read.
            let bare = |found: &Diagnostic| Diagnostic { fix: None, help: None, ..found.clone() };
            prop_assert_eq!(Some(bare(&first)), reading.refusals().first().map(bare));
            all(&text);
        }
    }
}
