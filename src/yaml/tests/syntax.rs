//! Syntax errors by their causes, with the fixes of those that can only mean one thing.

use proptest::sample::select;

use super::*;

/// The message of the only finding, and the text after its fix, if it has one.
fn repaired(text: &str) -> (String, Option<String>) {
    let file = SourceFile::new("a.yaml", text);
    let reading = read_all::<Doc>(&file);
    let [found] = reading.refusals() else {
        panic!("{text}: {:#?}", reading.refusals());
    };
    let after = found.fix.as_ref().and_then(|fix| amend(&file, &[fix]));
    let after = after.map(|bytes| String::from_utf8(bytes).unwrap());
    if let Some(after) = &after {
        let again = SourceFile::new("a.yaml", after.as_str());
        let reading = read_all::<Doc>(&again);
        assert!(
            reading.refusals().is_empty(),
            "{after}: {:#?}",
            reading.refusals()
        );
    }
    (found.message.clone(), after)
}

#[test]
fn a_mistake_has_one_finding_that_says_the_cause_and_a_fix() {
    for (wrong, cause, right) in [
        // Texts that need quotation marks.
        (
            "id: Networks: standards\n",
            "`: `",
            "id: \"Networks: standards\"\n",
        ),
        ("id: a \"b\": c\n", "`: `", "id: 'a \"b\": c'\n"),
        ("id: at the end:\n", "`: `", "id: \"at the end:\"\n"),
        ("id: a\n  b: c\n  d\n", "`: `", "id: \"a\n  b: c\n  d\"\n"),
        ("id: @x\n", "begins with `@`", "id: \"@x\"\n"),
        (
            "id: *Networks*\n",
            "begins with `*`",
            "id: \"*Networks*\"\n",
        ),
        ("id: [draft] x\n", "begins with `[`", "id: \"[draft] x\"\n"),
        ("id: [draft x\n", "begins with `[`", "id: \"[draft x\"\n"),
        ("id: {draft} x\n", "begins with `{`", "id: \"{draft} x\"\n"),
        ("id: - x\n", "begins with `-`", "id: \"- x\"\n"),
        ("id: %x\n", "begins with `%`", "id: \"%x\"\n"),
        ("id: !x y\n", "begins with `!`", "id: \"!x y\"\n"),
        (
            "milestones: [{title: a: b}]\n",
            "`: `",
            "milestones: [{title: \"a: b\"}]\n",
        ),
        (
            "milestones: [{title: a #1}]\n",
            "` #`",
            "milestones: [{title: \"a #1\"}]\n",
        ),
        (
            "milestones: [{title: a, b c}]\n",
            "comma",
            "milestones: [{title: \"a, b c\"}]\n",
        ),
        // Quotation marks.
        (
            "id: \"a\nversion: b\n",
            "no \" ends",
            "id: \"a\"\nversion: b\n",
        ),
        ("id: \"a\" b\n", "goes on", "id: '\"a\" b'\n"),
        ("id: 'It's ours'\n", "goes on", "id: 'It''s ours'\n"),
        (
            "milestones: [{title: \"a, due: 2026-1}]\n",
            "no \" ends",
            "milestones: [{title: \"a\", due: 2026-1}]\n",
        ),
        // Habits of other formats.
        (
            "id: \"a\",\nversion: b\n",
            "ends the line",
            "id: \"a\"\nversion: b\n",
        ),
        (
            "\"id\": 'a' ;\n\"version\": b\n",
            "ends the line",
            "\"id\": 'a'\n\"version\": b\n",
        ),
        (
            "tags:\n  - \"a\",\n  - b\n",
            "ends the line",
            "tags:\n  - \"a\"\n  - b\n",
        ),
        (
            "id: \"C:\\wr\\new\\\"a\\\"\"\n",
            "written twice",
            "id: \"C:\\\\wr\\\\new\\\"a\\\"\"\n",
        ),
        // Brackets and commas.
        (
            "tags: [a, b\nid: x\n",
            "no `]` ends",
            "tags: [a, b]\nid: x\n",
        ),
        (
            "tags: [a, b]]\nid: x\n",
            "closes nothing",
            "tags: [a, b]\nid: x\n",
        ),
        (
            "milestones:\n- {due: 2026-1 title: a}\n",
            "comma is missing",
            "milestones:\n- {due: 2026-1, title: a}\n",
        ),
        ("tags: - a\n", "in brackets", "tags: [a]\n"),
        // Spaces and colons.
        (
            "id:x\nversion: y\n",
            "space is missing",
            "id: x\nversion: y\n",
        ),
        (
            "milestones: [{title:a}]\n",
            "space is missing",
            "milestones: [{title: a}]\n",
        ),
        (
            "tags:\n  - a\n  -b\n",
            "space is missing",
            "tags:\n  - a\n  - b\n",
        ),
        (
            "tags:\n  -a\n  -b\n",
            "space is missing",
            "tags:\n  - a\n  - b\n",
        ),
        ("id\u{ff1a}x\nversion: y\n", "U+FF1A", "id: x\nversion: y\n"),
        (
            "id:\u{a0}x\nversion: y\n",
            "no-break space",
            "id: x\nversion: y\n",
        ),
        (
            "id = x\nversion: y\n",
            "in place of the colon",
            "id: x\nversion: y\n",
        ),
        ("**id**: x\n", "without marks", "id: x\n"),
        // Lists and indentation.
        (
            "tags:\n  - a\n  \u{2013} b\n",
            "begins with `\u{2013}`",
            "tags:\n  - a\n  - b\n",
        ),
        ("id: x\n version: y\n", "1 space", "id: x\nversion: y\n"),
        (
            "milestones:\n- title: a\n   due: 2026-1\n",
            "3 spaces",
            "milestones:\n- title: a\n  due: 2026-1\n",
        ),
        (
            "milestones:\n- title: a\n\tdue: 2026-1\n",
            "tab",
            "milestones:\n- title: a\n  due: 2026-1\n",
        ),
        (
            "id: a\nof two lines\nversion: b\n",
            "continues the text",
            "id: a\n  of two lines\nversion: b\n",
        ),
        (
            "id:\n  * a\n  * b\n",
            "needs a `|`",
            "id: |\n  * a\n  * b\n",
        ),
    ] {
        let (message, after) = repaired(wrong);
        assert!(message.contains(cause), "{wrong}: {message}");
        assert_eq!(after.as_deref(), Some(right), "{wrong}: {message}");
        let crlf = wrong.replace('\n', "\r\n");
        assert!(repaired(&crlf).0.contains(cause), "{crlf}");
    }
}

#[test]
fn what_can_mean_two_things_has_no_fix() {
    for (wrong, cause) in [
        ("id: a version: b\n", "`: `"),
        ("id: > a\n", "begins with `>`"),
        ("id: | a\n", "begins with `|`"),
        ("version: y\nid x\n", "colon is missing"),
        (
            "milestones:\n- {title: a due: 2026-1}\n",
            "comma is missing",
        ),
        ("id: x\n  version: y\n", "2 spaces"),
        ("```yaml\nid: x\n```\n", "Markdown"),
        (
            "milestones:\n  1. title: a\n     due: 2026-1\n",
            "begins with `1.`",
        ),
        ("milestones:\n  1) title: a\n    due: 2026-1\n", "`1)`"),
        (
            "version: \"z\"\n# Id\nX y z.\nid: x\n",
            "neither `key: text`",
        ),
    ] {
        let (message, after) = repaired(wrong);
        assert!(message.contains(cause), "{wrong}: {message}");
        assert_eq!(after, None, "{wrong}");
    }
}

#[test]
fn a_merge_conflict_is_one_finding() {
    let text = "id: x\n<<<<<<< HEAD\nversion: a\n||||||| base\nversion: b\n=======\nversion: c\n>>>>>>> other\n";
    let (message, after) = repaired(text);
    assert!(message.ends_with("in lines 2 to 8"), "{message}");
    assert_eq!(after, None);
}

#[test]
fn several_mistakes_are_found_in_one_run() {
    let text = "id: a: b\nversion:c\ntags: [x, y\nweight: 1\n";
    let file = SourceFile::new("a.yaml", text);
    let reading = read_all::<Doc>(&file);
    let fixes: Vec<_> = reading
        .refusals()
        .iter()
        .filter_map(|found| found.fix.as_ref())
        .collect();
    assert_eq!(fixes.len(), 3, "{:#?}", reading.refusals());
    let after = amend(&file, &fixes).map(|bytes| String::from_utf8(bytes).unwrap());
    let right = "id: \"a: b\"\nversion: c\ntags: [x, y]\nweight: 1\n";
    assert_eq!(after.as_deref(), Some(right));
}

/// The reader stops at an unknown field far above, which must not hide that a repair leads to another one.
#[test]
fn a_repair_that_leads_to_an_unknown_field_is_not_meant() {
    let text = "extra: x\nmilestones:\n- due: 2026-1\n  title: a (b), draft state: c\n";
    let file = SourceFile::new("a.yaml", text);
    let reading = read_all::<Doc>(&file);
    let [found] = reading.refusals() else {
        panic!("{:#?}", reading.refusals());
    };
    let fix = found.fix.as_ref().expect("only a text can be meant");
    let after = amend(&file, &[fix]).map(|bytes| String::from_utf8(bytes).unwrap());
    let right = "extra: x\nmilestones:\n- due: 2026-1\n  title: \"a (b), draft state: c\"\n";
    assert_eq!(after.as_deref(), Some(right));
}

/// Whatever is typed as a text, a fix keeps every letter of it.
#[test]
fn a_fix_keeps_every_word() {
    let pieces = vec![
        "a", "Networks", ": ", " #1", " ", "\"", "'", "[", "]", "{", "}", ", ", "- ", "@", "*",
        "&b", "!", "%", "`", "\u{a0}", "\u{201c}", "\n  ", "\n", "due:", "\t", "|", ">", "?",
    ];
    let texts = proptest::collection::vec(select(pieces), 1..8);
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 300,
        ..ProptestConfig::default()
    };
    let words = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    proptest::test_runner::TestRunner::new(config)
        .run(&texts, |pieces| {
            let text = format!("version: x\nid: {}\nchoice: oppose\n", pieces.concat());
            let file = SourceFile::new("a.yaml", text.as_str());
            let reading = read_all::<Doc>(&file);
            for found in reading.refusals() {
                let Some(fix) = &found.fix else { continue };
                if let Some(after) = amend(&file, &[fix]) {
                    let after = String::from_utf8(after).unwrap();
                    prop_assert_eq!(words(&text), words(&after), "{:?}", found);
                }
            }
            Ok(())
        })
        .unwrap();
}
