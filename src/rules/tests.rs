//! Every rule finds its bad example and not its good one, and each phase of a text has its severities.

mod asked;
mod broken;
mod gaps;
mod roots;
mod script;
mod silence;
mod slips;
pub(super) mod world;

use std::collections::BTreeSet;

use self::script::{findings, laid_over};
use self::world::{TEXT, id, tree};
use super::context::phase::Phase;
use super::rule::Check;
use super::{ALL, check, check_register, named, records, submission};
use crate::date::Day;
use crate::diagnostic::{Findings, Severity, Target};
use crate::path::VersionKind;
use crate::snapshot::Snapshot;
use crate::source::{Digest, SourceFile, Tree};

fn today() -> Day {
    Day::of(2027, 1, 15)
}

fn names(findings: &Findings) -> Vec<String> {
    findings
        .iter()
        .map(|found| format!("{} {}: {}", found.severity, found.rule, found.message))
        .collect()
}

fn has(findings: &Findings, rule: &str) -> bool {
    findings.iter().any(|found| found.rule == rule)
}

/// The severity of the first finding of a rule.
fn severity(findings: &Findings, rule: &str) -> Option<Severity> {
    findings
        .iter()
        .find(|found| found.rule == rule)
        .map(|found| found.severity)
}

/// A store whose draft of `xyz` has these fields in place of its own.
fn with_draft(fields: &str) -> Tree {
    let mut tree = tree();
    tree.insert(SourceFile::new(
        "registers/xyz/register.yaml",
        laid_over(TEXT, fields),
    ));
    tree
}

#[test]
fn every_rule_finds_its_bad_example_and_not_its_good_one() {
    for rule in ALL.iter() {
        let bad = findings(rule, rule.bad);
        assert!(
            has(&bad, rule.name),
            "{} does not find its bad example: {:#?}",
            rule.name,
            names(&bad)
        );
        let good = findings(rule, rule.good);
        assert!(
            !has(&good, rule.name),
            "{} finds its good example: {:#?}",
            rule.name,
            names(&good)
        );
    }
}

#[test]
fn what_a_change_may_do_has_no_errors() {
    let changes: Vec<_> = ALL
        .iter()
        .filter(|rule| matches!(rule.check, Check::Change(_)))
        .collect();
    assert!(changes.len() >= 5);
    for rule in changes {
        let good = findings(rule, rule.good);
        assert!(!good.has_errors(), "{}: {:#?}", rule.name, names(&good));
    }
}

#[test]
fn what_becomes_void_by_a_change_is_an_error_and_what_was_void_is_not_shown() {
    let void = "wr vote abc adopt-1-alliance-1 approve --seat acme --as xia";
    let fine = "wr vote abc adopt-1-alliance-1 approve --seat globex --as bob";
    let rule = named("record-rewritten").expect("a rule");
    assert_eq!(
        severity(
            &findings(rule, &format!("git checkout -b x\n{void}")),
            "vote-void"
        ),
        Some(Severity::Error)
    );
    let before = findings(rule, &format!("{void}\ngit checkout -b x\n{fine}"));
    assert_eq!(names(&before), Vec::<String>::new());
    let bad = format!(
        "{fine}\ngit checkout -b x\nwr vote abc adopt-1-alliance-1 abstain --seat globex --as bob"
    );
    let rivals = findings(rule, &bad);
    let found = rivals
        .iter()
        .find(|found| found.rule == "vote-rivals")
        .expect("rivals");
    assert_eq!(found.severity, Severity::Error);
    let third = "git checkout -b y\nwr vote abc adopt-1-alliance-1 recuse --seat globex --as bob";
    let more = findings(
        rule,
        &format!("{}\n{third}", bad.replace("git checkout -b x\n", "")),
    );
    assert_eq!(
        severity(&more, "vote-rivals"),
        Some(Severity::Error),
        "a third rival: {:#?}",
        names(&more)
    );
}

#[test]
fn the_store_that_examples_begin_with_has_nothing_to_find() {
    let found = check(&Snapshot::load(&tree()), today());
    assert_eq!(names(&found), Vec::<String>::new());
}

#[test]
fn rules_have_one_name_each_and_say_what_they_are_for() {
    let mut seen = BTreeSet::new();
    for rule in ALL.iter() {
        let kebab = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        assert!(
            rule.name.bytes().all(kebab) && !rule.name.starts_with('-'),
            "{}",
            rule.name
        );
        assert!(seen.insert(rule.name), "{} is listed twice", rule.name);
        for text in [
            rule.summary,
            rule.explanation,
            rule.clause,
            rule.bad,
            rule.good,
        ] {
            assert!(!text.is_empty(), "{} leaves something out", rule.name);
        }
        assert!(
            !rule.summary.ends_with('.') && rule.explanation.ends_with('.'),
            "{}",
            rule.name
        );
        assert!(named(rule.name).is_some());
    }
    assert!(named("no-such-rule").is_none());
}

#[test]
fn findings_are_of_rules_that_can_be_explained_and_are_one_line() {
    for rule in ALL.iter() {
        for found in &findings(rule, rule.bad) {
            assert!(
                named(found.rule).is_some(),
                "{} cannot be explained",
                found.rule
            );
            assert!(
                !found.message.contains('\n') && !found.message.ends_with('.'),
                "{}",
                found.message
            );
        }
    }
}

#[test]
fn a_gap_is_a_warning_in_a_draft_and_an_error_once_submitted() {
    assert_eq!(Phase::Draft.gap(), Severity::Warning);
    let snapshot = Snapshot::load(&with_draft("scope: TBD\nbenefits: \"\""));
    let register_files = &snapshot.registers["xyz"];
    for (rule, findings, expected) in [
        ("text-missing", check(&snapshot, today()), Severity::Warning),
        (
            "text-missing",
            submission(&snapshot, register_files),
            Severity::Error,
        ),
        (
            "text-missing",
            records(&snapshot, register_files),
            Severity::Warning,
        ),
        (
            "text-placeholder",
            submission(&snapshot, register_files),
            Severity::Error,
        ),
        (
            "text-placeholder",
            records(&snapshot, register_files),
            Severity::Warning,
        ),
    ] {
        assert_eq!(
            severity(&findings, rule),
            Some(expected),
            "{rule}: {:#?}",
            names(&findings)
        );
    }
}

#[test]
fn what_is_missing_is_as_grave_as_the_time_from_which_it_must_be_there() {
    let lacking = |required: &str, judge: fn(&Snapshot) -> Findings| {
        let mut tree = with_draft("sections: {security: Public.}");
        let own = format!("sections: [{{id: exit, title: The end, required: {required}}}]");
        let policy = laid_over(world::POLICY, &own);
        tree.insert(SourceFile::new("registers/policy.yaml", policy.as_str()));
        tree.insert(SourceFile::new("registers/history/policy-2.yaml", policy));
        let found = judge(&Snapshot::load(&tree));
        assert!(has(&found, "section-unknown"), "{:#?}", names(&found));
        severity(&found, "section-missing")
    };
    let draft = |snapshot: &Snapshot| check_register(snapshot, &snapshot.registers["xyz"], today());
    let submitted = |snapshot: &Snapshot| submission(snapshot, &snapshot.registers["xyz"]);
    let earlier = |snapshot: &Snapshot| records(snapshot, &snapshot.registers["xyz"]);
    let (error, warning) = (Some(Severity::Error), Some(Severity::Warning));
    for (required, expected) in [
        ("draft", [error, error, warning]),
        ("submitted", [warning, error, warning]),
        ("established", [warning, warning, warning]),
        ("never", [None, None, None]),
    ] {
        let found = [
            lacking(required, draft),
            lacking(required, submitted),
            lacking(required, earlier),
        ];
        assert_eq!(found, expected, "{required}");
    }
}

#[test]
fn two_sections_of_one_id_are_found() {
    let mut tree = tree();
    let twice = "sections: [{id: security, title: A}, {id: security, title: B}]";
    tree.insert(SourceFile::new(
        "registers/policy.yaml",
        laid_over(world::POLICY, twice),
    ));
    let found = check(&Snapshot::load(&tree), today());
    let place = found
        .iter()
        .find(|found| found.rule == "policy-section-duplicate")
        .and_then(|f| f.place.clone());
    assert_eq!(
        place.map(|place| place.target),
        Some(Target::Value("/sections/1/id".into()))
    );
}

#[test]
fn schemas_are_compared_by_what_they_say() {
    let found = |path: &str, text: &str| {
        let mut tree = tree();
        tree.insert(SourceFile::new(path, text));
        severity(&check(&Snapshot::load(&tree), today()), "schema-outdated")
    };
    let kind = crate::schema::SchemaKind::Roster;
    assert_eq!(
        found(&kind.path(), &kind.schema().to_string()),
        None,
        "the layout makes no difference"
    );
    assert_eq!(
        found(&kind.path(), &kind.text().replace("\"type\"", "\"typ\"")),
        Some(Severity::Note)
    );
    assert_eq!(
        found("templates/schema/registers.json", "{}"),
        Some(Severity::Note)
    );
}

#[test]
fn contradictions_are_errors_even_in_earlier_records() {
    let snapshot = Snapshot::load(&with_draft("originating_committee: board\ninitiated: 2028"));
    let found = records(&snapshot, &snapshot.registers["xyz"]);
    assert_eq!(severity(&found, "committee-unknown"), Some(Severity::Error));
    assert_eq!(severity(&found, "milestone-past"), Some(Severity::Error));
}

#[test]
fn a_text_and_contacts_that_are_not_there_are_a_gap() {
    let mut tree = tree();
    tree.remove("registers/xyz/register.yaml");
    tree.remove("registers/xyz/contacts.yaml");
    let snapshot = Snapshot::load(&tree);
    let found = submission(&snapshot, &snapshot.registers["xyz"]);
    assert_eq!(severity(&found, "text-missing"), Some(Severity::Error));
    assert_eq!(severity(&found, "contacts-missing"), Some(Severity::Error));
}

#[test]
fn the_example_of_dsp4003_passes_unchanged() {
    let snapshot = Snapshot::load(&tree());
    let found = submission(&snapshot, &snapshot.registers["xyz"]);
    assert_eq!(names(&found), Vec::<String>::new());
}

#[test]
fn a_frozen_text_is_judged_by_the_roster_it_was_submitted_under() {
    let mut tree = tree();
    let later = world::ROSTER.replace("id: network,", "id: networks,");
    tree.insert(SourceFile::new("registers/roster.yaml", later.as_str()));
    tree.insert(SourceFile::new("registers/history/roster-2.yaml", later));
    let found = check(&Snapshot::load(&tree), today());
    assert!(!has(&found, "committee-unknown"), "{:#?}", names(&found));
    // The draft of the next revision is checked against today's roster.
    tree.insert(SourceFile::new(
        "registers/xyz/register.yaml",
        laid_over(TEXT, "version: \"2\""),
    ));
    assert!(has(
        &check(&Snapshot::load(&tree), today()),
        "committee-unknown"
    ));
}

#[test]
fn what_does_not_parse_does_not_hide_the_rest() {
    let mut tree = with_draft("scope: TBD");
    tree.insert(SourceFile::new("registers/policy.yaml", "{"));
    tree.insert(SourceFile::new("registers/abc/register.yaml", "scope: ["));
    let found = check(&Snapshot::load(&tree), today());
    assert!(
        has(&found, "yaml-syntax")
            && has(&found, "governance-missing")
            && has(&found, "text-placeholder")
    );
}

#[test]
fn a_mistake_is_found_alone_and_has_no_echo() {
    let fields = [
        "title: []",
        "initiated: never",
        "partner: 7",
        "partner: {organization: Nobody!}",
        "scope: []",
        "benefits: {}",
        "originating_committee: []",
        "milestones: none",
        "milestones: [x]",
        "standards: {}",
        "standards: [{type: Schema}]",
        "milestones: [{id: m1, title: x, committees: [Not One], due: 2027-Q3}]",
        "milestones: [{id: m1, title: x, committees: [platform], due: soon}]",
    ];
    for field in fields {
        let snapshot = Snapshot::load(&with_draft(field));
        for found in [
            check(&snapshot, today()),
            submission(&snapshot, &snapshot.registers["xyz"]),
        ] {
            assert!(!found.is_empty(), "{field}");
            let is_own = found.iter().all(|found| found.rule.starts_with("field-"));
            assert!(is_own, "{field}: {:#?}", names(&found));
        }
    }
}

#[test]
fn the_rest_of_a_text_with_mistakes_is_looked_at_where_it_stands() {
    let fields = "colour: red\nscope: TBD\nmilestones: [x, {id: m1, title: T, committees: [nowhere], due: 2027-Q3}]";
    let found = check(&Snapshot::load(&with_draft(fields)), today());
    let place = |rule: &str| {
        let found = found.iter().find(|found| found.rule == rule);
        found
            .and_then(|found| found.place.as_ref())
            .map(|place| place.target.clone())
    };
    assert_eq!(
        place("committee-unknown"),
        Some(Target::Value("/milestones/1/committees/0".into()))
    );
    assert!(
        has(&found, "text-placeholder")
            && has(&found, "field-unknown")
            && has(&found, "field-type")
    );
}

#[test]
fn nothing_is_decided_on_what_is_left_of_a_text() {
    let mut tree = with_draft("colour: red");
    let roster = format!("{}colour: red\n", world::ROSTER);
    tree.insert(SourceFile::new("registers/roster.yaml", roster));
    let snapshot = Snapshot::load(&tree);
    let draft = snapshot.registers["xyz"].text.as_ref().expect("a draft");
    assert!(draft.partial().is_some() && draft.get().is_none());
    // The roster in force is the saved one, even if its file has errors.
    assert_eq!(
        snapshot.roster(),
        snapshot.rosters.get(&Digest::of(world::ROSTER.as_bytes()))
    );
    assert!(snapshot.is_unsaved(VersionKind::Roster));
    let digest = snapshot.roster.as_ref().expect("a roster").file.digest();
    assert!(!snapshot.rosters.contains_key(&digest));
}

#[test]
fn a_second_originating_committee_is_told_where_it_belongs() {
    let found = check(
        &Snapshot::load(&with_draft("originating_committee: [alliance, platform]")),
        today(),
    );
    let help = found
        .iter()
        .find(|found| found.rule == "field-type")
        .and_then(|found| found.help.clone());
    assert!(
        help.is_some_and(|help| help.contains("also_approves")),
        "{:#?}",
        names(&found)
    );
}

#[test]
fn one_register_is_checked_without_the_strays_of_others() {
    let mut tree = with_draft("scope: TBD");
    tree.insert(SourceFile::new("registers/xyz/notes.txt", "x"));
    let snapshot = Snapshot::load(&tree);
    let other = check_register(&snapshot, &snapshot.registers[&id("abc")], today());
    assert_eq!(names(&other), Vec::<String>::new());
    let own = check_register(&snapshot, &snapshot.registers[&id("xyz")], today());
    assert!(has(&own, "stray-file") && has(&own, "text-placeholder"));
}
