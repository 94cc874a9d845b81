mod direct;
mod mend;
mod syntax;

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;
use serde::de::Error as _;

use super::*;
use crate::diagnostic::{Diagnostic, SourcePlace};
use crate::diagnostic::{Findings, Target};
use crate::report;
use crate::source::SourceFile;

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Doc {
    id: String,
    version: String,
    public: bool,
    weight: u8,
    tags: Vec<String>,
    choice: Choice,
    day: Day,
    milestones: Vec<Milestone>,
    #[serde(deserialize_with = "distinct")]
    rights: BTreeMap<Choice, u8>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Milestone {
    title: String,
    #[serde(default)]
    due: Day,
}

#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Choice {
    #[default]
    Approve,
    Oppose,
}

#[derive(Debug, Default, PartialEq)]
struct Day(String);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.starts_with("2026-") {
            return Ok(Day(text));
        }
        Err(D::Error::custom(format!(
            "`{text}` is not a date: write it as at line 1, YYYY-MM-DD"
        )))
    }
}

/// The rule, the message, the help, and the line, column and text of the place.
fn refusal(text: &str) -> (String, String) {
    let file = SourceFile::new("a.yaml", text);
    let diagnostic = *read::<Doc>(&file).expect_err(text);
    let help = diagnostic
        .clone()
        .by_hand()
        .help
        .map(|help| format!(" ({help})"))
        .unwrap_or_default();
    let head = format!("{}: {}{help}", diagnostic.rule, diagnostic.message);
    let findings: Findings = [diagnostic].into_iter().collect();
    let located = report::locate(&findings);
    let spot = located[0].place.as_ref().unwrap();
    let place = spot
        .extent
        .as_ref()
        .map_or("the file".to_string(), |extent| {
            format!(
                "{}:{} {}",
                extent.start.line,
                extent.start.column,
                &text[extent.span.clone()]
            )
        });
    (head, place)
}

fn assert_refused(text: &str, head: &str, place: &str) {
    let (found_head, found_place) = refusal(text);
    assert_eq!(
        (found_head.as_str(), found_place.as_str()),
        (head, place),
        "{text}"
    );
}

#[test]
fn text_stays_text_whatever_it_looks_like() {
    let binary = SourceFile::new("a.yaml", "id: !!binary aGk=\n");
    assert_eq!(read::<Doc>(&binary).unwrap().id, "aGk=");
    let file = SourceFile::new(
        "a.yaml",
        "id: no\nversion: 1.10\ntags: [2026-01-01, 0777, 12e5]\n",
    );
    let doc: Doc = read(&file).unwrap();
    assert_eq!((doc.id.as_str(), doc.version.as_str()), ("no", "1.10"));
    assert_eq!(doc.tags, ["2026-01-01", "0777", "12e5"]);
}

#[test]
fn a_field_nobody_knows_is_refused_with_the_one_that_was_meant() {
    let allowed =
        "`id`, `version`, `public`, `weight`, `tags`, `choice`, `day`, `milestones` and `rights`";
    assert_refused(
        "id: x\nmilestone: []\n",
        &format!(
            "field-unknown: unknown field `milestone`; allowed: {allowed} (did you mean `milestones`?)"
        ),
        "2:1 milestone",
    );
    assert_refused(
        "milestones:\n  - title: å\n    eud: x\n",
        "field-unknown: unknown field `eud`; allowed: `title` and `due`",
        "3:5 eud",
    );
}

#[test]
fn a_missing_field_is_shown_at_what_lacks_it() {
    assert_refused(
        "milestones:\n  - title: a\n  - due: 2026-01-01\n    # x\n",
        "field-missing: the field `title` is missing",
        "3:5 due: 2026-01-01",
    );
}

#[test]
fn a_wrong_type_says_what_was_found_and_what_is_allowed() {
    assert_refused(
        "weight: 300\n",
        "field-type: expected a whole number from 0 to 255, found `300`",
        "1:9 300",
    );
    assert_refused(
        "id: [a]\n",
        "field-type: expected text, found a list",
        "1:5 [a]",
    );
    assert_refused(
        "id:\n  a: b\n",
        "field-type: expected text, found a mapping",
        "2:3 a: b",
    );
    assert_refused(
        "tags: x\n",
        "field-type: expected a list, found `x` (write a list of one item as `[x]`)",
        "1:7 x",
    );
    assert_refused(
        "milestones: [x]\n",
        "field-type: expected a mapping, found `x`",
        "1:14 x",
    );
    let boolean = "field-type: expected `true` or `false`, found";
    assert_refused(
        "public: yes\n",
        &format!("{boolean} `yes` (write `true`)"),
        "1:9 yes",
    );
    assert_refused(
        "public: Off\n",
        &format!("{boolean} `Off` (write `false`)"),
        "1:9 Off",
    );
    assert_refused(
        "public: 'yes'\n",
        &format!("{boolean} `'yes'`"),
        "1:9 'yes'",
    );
    assert_refused("public: y\n", &format!("{boolean} `y`"), "1:9 y");
    assert_refused(
        "- 1\n",
        "field-type: expected a mapping, found a list",
        "1:1 - 1",
    );
    assert_refused(
        "id:\nweight: 1\n",
        "field-type: expected text, found nothing",
        "1:1 id",
    );
    assert_refused(
        "tags:\n  - a\n  -\n",
        "field-type: expected text, found nothing",
        "3:4 ",
    );
    assert_refused(
        "choice: aprove\n",
        "field-type: `aprove` is not allowed here; allowed: `approve` and `oppose` (write `approve`)",
        "1:9 aprove",
    );
    assert_refused(
        "rights: {approve: 1, 'maybe': 2}\n",
        "field-type: `maybe` is not allowed here; allowed: `approve` and `oppose`",
        "1:22 'maybe'",
    );
}

#[test]
fn our_own_messages_come_through_word_for_word() {
    let message = "field-type: `2023-14-05` is not a date: write it as at line 1, YYYY-MM-DD";
    assert_refused("id: ü\nday: 2023-14-05 # x\n", message, "2:6 2023-14-05");
    assert_refused(
        "milestones: [{title: ü, due: '2023-14-05'}]\n",
        message,
        "1:30 '2023-14-05'",
    );
    assert_refused("tags: [&d 2023-14-05]\nday: *d\n", message, "2:6 *d");
}

#[test]
fn what_is_not_yaml_is_refused_where_it_stops() {
    let tab = "yaml-syntax: a tab is used for indentation, but YAML allows only spaces there (put spaces in place of each tab)";
    assert_refused("id: x\n\tweight: 1\n", tab, "2:1 \t");
    assert_refused("milestones:\n  - title: a\n\t  due: 2\n", tab, "3:1 \t  ");
    assert_refused("milestones:\n  -\ttitle: a\n  \t due: 2\n", tab, "3:3 \t ");
    assert_refused("id: |\n  a\n\tb\n", tab, "3:1 \t");
    assert_refused(
        "rights:\n\tapprove: 1\n",
        "yaml-syntax: a tab is used for indentation, but YAML allows only spaces there (write `approve: 1`)",
        "2:1 \t",
    );
    assert_refused(
        "id: x\nmilestones:\n\t- title: y\n",
        "yaml-syntax: a tab is used for indentation, but YAML allows only spaces there (write `- title: y`)",
        "3:1 \t",
    );
    assert_refused(
        "id: x\n---\nid: y\n",
        "yaml-syntax: a second document begins here, but a file holds exactly one (`---` and `...` alone in a line separate \
         documents: delete the line, or what follows it if that is a copy)",
        "2:1 ---",
    );
    assert_refused(
        "tags: [\n'a']\n",
        "yaml-syntax: this line is within brackets, so it begins with more spaces than the key above (write `'a']`)",
        "2:1 'a']",
    );
    assert_refused(
        "day: *d\n",
        "yaml-syntax: a text that begins with `*` needs quotation marks, because YAML gives the sign another meaning there (for example `day: \"*d\"`)",
        "1:6 *",
    );
    assert_refused(
        "id: !x y\n",
        "yaml-syntax: a text that begins with `!` needs quotation marks, because YAML gives the sign another meaning there (write `id: \"!x y\"`)",
        "1:5 !",
    );
    assert_refused(
        "<<: {id: x}\n",
        "yaml-syntax: `<<` is not allowed: YAML 1.2 has no merge keys",
        "1:1 <<",
    );
    assert_refused("", "yaml-syntax: the file contains no document", "the file");
    assert_refused(
        "# only a comment\n",
        "yaml-syntax: the file contains no document",
        "the file",
    );
}

#[test]
fn a_key_given_twice_shows_both() {
    assert_refused(
        "rights: {approve: 1, approve: 2}",
        "yaml-duplicate-key: the key `approve` is given twice",
        "1:22 approve",
    );
    assert_refused(
        "id: x\n'id': y\n",
        "yaml-duplicate-key: the key `'id'` is given twice",
        "2:1 'id'",
    );
    let file = SourceFile::new("a.yaml", "tags: []\nid: x\nid: y\n");
    let diagnostic = read::<Doc>(&file).unwrap_err();
    assert_eq!(diagnostic.related[0].target, Target::Key("/id".to_string()));
}

#[test]
fn only_utf_8_without_a_mark_is_read() {
    let rule = |bytes: &[u8]| {
        let diagnostic = read::<Doc>(&SourceFile::new("a.yaml", bytes)).unwrap_err();
        (diagnostic.rule, diagnostic.place.map(|place| place.target))
    };
    assert_eq!(rule(b"id: \xff\n"), ("yaml-utf8", Some(Target::Span(4..5))));
    assert_eq!(
        rule(b"\xef\xbb\xbfid: x\n"),
        ("yaml-utf8", Some(Target::Span(0..3)))
    );
    assert_eq!(
        rule(b"\xff\xfei\0d\0"),
        ("yaml-utf8", Some(Target::Span(0..2)))
    );
    assert_eq!(
        rule(&vec![b'#'; LIMIT + 1]),
        ("yaml-size", Some(Target::File))
    );
}

#[test]
fn bombs_are_refused_quickly() {
    let laughs: String = (1..10)
        .map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9)))
        .collect();
    let bombs = [
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        (0..1400).map(|n| " ".repeat(n) + "a:\n").collect(),
        format!("a0: &a0 x\n{laughs}"),
        format!(
            "a: &a [{}]\nb: [{}]\n",
            "x,".repeat(20_000),
            "*a,".repeat(20_000)
        ),
        format!(
            "? {}\n: [{}]\n",
            "k".repeat(500_000),
            "{a: 1},".repeat(60_000)
        ),
        "\"".to_string() + &"a\n".repeat(500_000),
        "&a ".repeat(300_000),
        "a: b\n".repeat(200_000),
        "#\n".repeat(500_000),
        "[,".repeat(500_000),
        "- a\n".repeat(250_000),
        "a: |\n".to_string() + &"\n".repeat(900_000),
        "%".repeat(1_000_000),
        "!".repeat(1_000_000),
        "'".repeat(1_000_001),
    ];
    for (number, bomb) in bombs.iter().enumerate() {
        let file = SourceFile::new("a.yaml", bomb.as_str());
        let refused = read::<serde_json::Value>(&file).err();
        Spans::of(&file);
        if number < 7 {
            assert_eq!(
                refused.map(|diagnostic| diagnostic.rule),
                Some("yaml-size"),
                "{number}"
            );
        }
    }
}

#[test]
fn many_comments_in_a_row_are_fine() {
    let text = format!(
        "{}id: x\n{}tags:\n{}  - a\n",
        "# c\n".repeat(500),
        "# c\n".repeat(500),
        "  # c\n".repeat(500)
    );
    assert_eq!(
        read::<Doc>(&SourceFile::new("a.yaml", text)).unwrap().tags,
        ["a"]
    );
}

#[test]
fn a_collection_of_optional_things_may_not_be_nothing() {
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Strict {
        #[allow(dead_code)]
        id: String,
    }
    for (text, rule) in [
        ("---\n", "field"),
        ("~\n", "field"),
        ("id: ~\n", "field"),
        ("...\n", ""),
    ] {
        let refused = read::<Strict>(&SourceFile::new("a.yaml", text)).unwrap_err();
        assert!(refused.rule.starts_with(rule));
    }
}

fn yaml_like() -> impl Strategy<Value = Vec<u8>> {
    let alphabet = b"ab:-?[]{}#&*!|>'\"%@`,. \n\t\r0~<\xc3\xa5\xf0\x9f\x8e\xb5\xff\0\x1b";
    proptest::collection::vec(proptest::sample::select(alphabet.as_slice()), 0..200)
}

/// Reads and reports; the test is that nothing panics.
fn survive(bytes: Vec<u8>) {
    let file = SourceFile::new("a.yaml", bytes);
    for pointer in ["", "/a", "/a/0", "/0/b", "/é/~1"] {
        let spans = Spans::of(&file);
        let found = [
            spans.value(pointer),
            spans.key(pointer),
            spans.nearest(pointer),
        ];
        for span in found.into_iter().flatten() {
            assert!(span.start <= span.end && span.end <= file.bytes().len());
            if let Ok(text) = file.text() {
                assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            }
        }
    }
    let refused = [
        read::<serde_json::Value>(&file).err(),
        read::<Doc>(&file).err(),
    ];
    let refused = refused.into_iter().flatten().map(|diagnostic| *diagnostic);
    let all = read_all::<Doc>(&file);
    assert_eq!(all.refusals().is_empty(), all.complete().is_some());
    let findings: Findings = refused.chain(all.refusals().iter().cloned()).collect();
    use report::ReportStyle::{Github, Gitlab, Json, Markdown, Sarif, Text};
    for format in [Text, Json, Sarif(&[]), Github, Gitlab, Markdown] {
        let written = report::write(&findings, format, report::Colour::Plain);
        assert!(
            written.chars().all(|c| c == '\n' || !c.is_control()),
            "{written:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        survive(bytes);
    }

    #[test]
    fn anything_like_yaml_is_survived(bytes in yaml_like()) {
        survive(bytes);
    }

    #[test]
    fn any_text_is_survived(text in "(\\PC|[a:\\-\\[\\]{}\n ]){0,100}") {
        survive(text.into_bytes());
    }
}
