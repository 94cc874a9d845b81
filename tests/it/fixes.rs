//! Automatic fixes of people's files: in any layout, they correct the mistakes and keep every other byte.

use std::convert::Infallible;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use wr::autofix::apply_fixes;
use wr::date::Day;
use wr::diagnostic::{Diagnostic, Findings, Severity};
use wr::rules;
use wr::snapshot::Snapshot;
use wr::source::{SourceFile, Tree};

use super::world::World;

const TEXT: &str = "registers/xyz/register.yaml";
const NOW: &str = "2026-01-21T10:00:00Z";

/// The parts of a text in any order, each as it should be and with what may be wrong in it.
const PARTS: &[(&str, &[(&str, &str)])] = &[
    (
        "title: XYZ / DMTF Work Register\n",
        &[
            ("XYZ /", "XYZ\u{200b} /"),
            ("title:", "titel:"),
            ("title: ", "title:"),
            ("title: ", "title\u{ff1a}"),
        ],
    ),
    (
        "version: '1.0'\n",
        &[("version", "verison"), ("version", "Version")],
    ),
    (
        "initiated: 2026-01-12\n",
        &[
            ("2026-01-12", "2026-1-12"),
            ("initiated", "initated"),
            ("initiated: ", "initiated:\u{a0}"),
            ("initiated", "Date initiated"),
        ],
    ),
    (
        "partner:\n  organization: xyz\n  work_area: \"Devices, # and more\"\n",
        &[
            ("xyz", "XYZ Industry Group"),
            ("xyz", "XYZ"),
            ("work_area", "work-area"),
            ("and more", "and\\tmore"),
        ],
    ),
    (
        "home: {work_area: The CIM schema.}\n",
        &[("work_area", "workarea")],
    ),
    (
        "originating_committee: \"alliance\"\n",
        &[("alliance", "Alliance Committee"), ("alliance", "ALLIANCE")],
    ),
    (
        "justification: |\n  # Both organizations\n\n  model devices.\n",
        &[("model", "mo\u{ad}del"), ("justif", "jusstif")],
    ),
    (
        "scope: >-\n  One\n  schema.\n",
        &[("scope", "scoep"), ("One", "One\u{202e}")],
    ),
    (
        "benefits: One schema:{all}.\n",
        &[("benefits", "benefit"), ("schema", "sche\u{2060}ma")],
    ),
    (
        "milestones:\n- {id: schema, title: Submitted, committees: [ technical ],\n   due: 2026-Q4 , commitment: goal}\n",
        &[
            ("2026-Q4", "q4 2026"),
            ("2026-Q4", "2026Q4"),
            ("goal", "Goal"),
            ("technical", "technical committee"),
        ],
    ),
    (
        "standards:\n  - type: Schema\n    ap_id: xyz_ schema\n    description: schema\n    domain: Networking\n    lead: XYZ\n    \
         ip_policy: DMTF\n    owner: DMTF\n    developer: XYZ\n    maintainer: DMTF\n    development: joint\n    group: true\n",
        &[
            ("group: true", "group: Yes"),
            ("joint", "jiont"),
            ("maintainer", "maintaner"),
            ("ap_id", "AP-ID"),
        ],
    ),
];

/// A text as it should be, and the same with slips.
#[derive(Debug, Clone)]
struct Pair {
    right: String,
    wrong: String,
}

fn comment() -> impl Strategy<Value = String> {
    select(vec![
        "# plain",
        "# title: x",
        "#",
        "# ü: [",
        "# \"quoted",
        "#\t*tab &x",
        "# 2026Q4 yes",
    ])
    .prop_map(str::to_string)
}

/// One part: as it is or with a slip, after comments, with a comment at its end, or given twice.
fn part(right: &'static str, slips: &'static [(&str, &str)]) -> impl Strategy<Value = Pair> {
    let above = proptest::collection::vec(prop_oneof![comment(), Just(String::new())], 0..3);
    let end = select(vec!["", "", "  ", " # as agreed", "\t# tab", "  # x: {ü"]);
    (
        above,
        end,
        proptest::option::of(select(slips)),
        any::<bool>(),
    )
        .prop_map(move |(above, end, slip, is_twice)| {
            let above: String = above.iter().map(|line| format!("{line}\n")).collect();
            // In a block of text what comes after a line is text, too.
            let end = if right.contains(['|', '>']) { "" } else { end };
            let finished = |text: &str| format!("{above}{}{end}\n", text.trim_end());
            let mut wrong = finished(&slip.map_or(right.to_string(), |(good, bad)| {
                right.replacen(good, bad, 1)
            }));
            // A comment is never taken out, so nothing is that has one.
            if slip.is_none() && is_twice && !end.contains('#') && !right.contains('#') {
                wrong += &format!("{}{end}\n", right.trim_end());
            }
            Pair {
                right: finished(right),
                wrong,
            }
        })
}

fn texts() -> impl Strategy<Value = Pair> {
    let parts: Vec<_> = PARTS
        .iter()
        .map(|(right, slips)| part(right, slips).boxed())
        .collect();
    let order = Just((0..PARTS.len()).collect::<Vec<_>>()).prop_shuffle();
    (parts, order, any::<bool>(), any::<bool>()).prop_map(|(parts, order, has_crlf, has_mark)| {
        let join = |of: fn(&Pair) -> &str| {
            let text: String = order.iter().map(|at| of(&parts[*at])).collect();
            if has_crlf {
                text.replace('\n', "\r\n")
            } else {
                text
            }
        };
        let mark = if has_mark { "\u{feff}" } else { "" };
        Pair {
            right: join(|pair| &pair.right),
            wrong: mark.to_string() + &join(|pair| &pair.wrong),
        }
    })
}

fn store() -> Tree {
    let world = World::given("assigned");
    let files = world.files("registers", ".yaml").into_iter();
    files
        .map(|path| SourceFile::new(&path, fs::read(world.path(&path)).unwrap()))
        .collect()
}

fn settled(tree: &mut Tree) -> (usize, Findings) {
    let check = |tree: &Tree| {
        Ok::<_, Infallible>(rules::check(&Snapshot::load(tree), Day::of(2026, 1, 21)))
    };
    let Ok((done, findings)) = apply_fixes(tree, |_| true, check);
    (done.len(), findings)
}

#[test]
fn whatever_the_layout_the_slips_go_and_every_other_byte_stays() {
    let store = store();
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 200,
        ..ProptestConfig::default()
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner
        .run(&texts(), |Pair { right, wrong }| {
            let mut tree = store.clone();
            tree.insert(SourceFile::new(TEXT, wrong.as_str()));
            let (done, findings) = settled(&mut tree);
            let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
            let errors: Vec<_> = findings
                .iter()
                .filter(is_error)
                .map(|found| &found.message)
                .collect();
            prop_assert!(errors.is_empty(), "{wrong}\n{errors:#?}");
            prop_assert_eq!(tree.get(TEXT).unwrap().text().unwrap(), right.as_str());
            prop_assert_eq!(done == 0, right == wrong);
            let same = tree.clone();
            prop_assert_eq!(settled(&mut tree).0, 0, "a second time");
            prop_assert_eq!(tree, same);
            Ok(())
        })
        .unwrap();
}

/// Neither repair alone gets the parser further.
#[test]
fn slips_in_two_lines_after_each_other_are_repaired_together() {
    let mut tree = store();
    let right = tree.get(TEXT).unwrap().text().unwrap().to_string();
    for (first, second) in [
        ("initiated:", "subject:\u{a0}"),
        ("initiated:", "subject:"),
        ("initiated:\u{a0}", "subject:"),
        ("initiated:\u{a0}", "subject:\u{a0}"),
    ] {
        let wrong = right
            .replace("initiated: ", first)
            .replace("subject: ", second);
        assert_ne!(wrong, right);
        tree.insert(SourceFile::new(TEXT, wrong.as_str()));
        settled(&mut tree);
        let text = tree.get(TEXT).unwrap().text().unwrap().to_string();
        assert_eq!(text, right, "{first} {second}");
    }
}

/// Any bytes at all: never a crash, never without an end, and never a change of what is not offered.
#[test]
fn a_file_of_any_text_is_survived() {
    let store = store();
    let text = store.get(TEXT).unwrap().text().unwrap().to_string();
    let scraps = [
        "scop: x\n",
        "\u{200b}",
        "\"",
        "[",
        "{",
        "- ",
        "title: a\n",
        "group: yes",
        "&a ",
        "*a",
        "\t",
        "# ",
        "|\n ",
        ": ",
    ];
    let cuts = proptest::collection::vec((any::<Index>(), select(scraps.to_vec())), 1..6);
    let config = ProptestConfig {
        failure_persistence: None,
        cases: 150,
        ..ProptestConfig::default()
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner
        .run(&cuts, |cuts| {
            let mut torn = text.clone();
            for (at, scrap) in cuts {
                let starts: Vec<usize> = torn.char_indices().map(|(start, _)| start).collect();
                torn.insert_str(starts[at.index(starts.len())], scrap);
            }
            let mut tree = store.clone();
            tree.insert(SourceFile::new(TEXT, torn.as_str()));
            let offered = rules::check(&Snapshot::load(&tree), Day::of(2026, 1, 21));
            let offers = offered.iter().filter(|found| found.fix.is_some()).count();
            let (done, _) = settled(&mut tree);
            prop_assert_eq!(offers == 0, done == 0, "{}", torn);
            prop_assert_eq!(
                tree.get(TEXT).unwrap().bytes() == torn.as_bytes(),
                done == 0
            );
            prop_assert_eq!(settled(&mut tree).0, 0, "a second time: {}", torn);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_file_keeps_its_permissions_and_one_that_is_read_only_is_left_alone() {
    let mut world = World::given("assigned");
    world.write(TEXT, &world.read(TEXT).replace("scope:", "scoep:"));
    let contacts = "registers/xyz/contacts.yaml";
    world.write(
        contacts,
        &world.read(contacts).replacen("role:", "roel:", 1),
    );
    fs::set_permissions(world.path(TEXT), Permissions::from_mode(0o640)).unwrap();
    fs::set_permissions(world.path(contacts), Permissions::from_mode(0o444)).unwrap();
    let ran = world.run(NOW, "olga", "check xyz --fix");
    assert_eq!(ran.code, 2, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stdout
            .starts_with(&format!("fixed {TEXT}:9: write `scope`\nerror")),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stderr.contains("contacts.yaml is read-only"),
        "{}",
        ran.stderr
    );
    assert!(world.read(contacts).contains("roel:") && world.read(TEXT).contains("scope:"));
    assert_eq!(
        fs::metadata(world.path(TEXT)).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(
        world.files("registers/xyz", ".wr-new"),
        Vec::<String>::new()
    );
}

#[test]
fn nothing_outside_the_store_is_corrected() {
    let mut world = World::given("assigned");
    let outside = world.outside().join("elsewhere.yaml");
    let text = world.read(TEXT).replace("scope:", "scoep:");
    fs::write(&outside, &text).unwrap();
    fs::remove_file(world.path(TEXT)).unwrap();
    std::os::unix::fs::symlink(&outside, world.path(TEXT)).unwrap();
    let ran = world.run(NOW, "olga", "check --fix");
    assert_eq!(
        (ran.code, fs::read_to_string(&outside).unwrap()),
        (2, text),
        "{}",
        ran.stderr
    );
}

#[test]
fn where_there_is_no_file_to_correct_no_correction_is_offered() {
    let mut world = World::given("assigned");
    world.write(TEXT, &world.read(TEXT).replace("scope:", "scoep:"));
    let ran = world.run(NOW, "olga", "check xyz");
    assert!(
        ran.stdout.contains("= fix: write `scope`") && ran.stderr.contains("wr check --fix"),
        "{}",
        ran.stdout
    );
    assert_eq!(world.run(NOW, "olga", "save xyz").code, 0);
    world.git("olga", &["clone", "--quiet", "--bare", ".", "../bare"]);
    world.here = world.outside().join("bare");
    let ran = world.run(NOW, "olga", "check xyz");
    assert_eq!((ran.code, ran.stderr.as_str()), (1, "1 error\n"));
    assert!(
        ran.stdout.contains("= help: write `scope`"),
        "{}",
        ran.stdout
    );
}

#[test]
fn with_one_register_named_only_its_files_are_corrected() {
    let mut world = World::given("assigned");
    world.write(TEXT, &world.read(TEXT).replace("group: true", "group: yes"));
    let roster = world
        .read("registers/roster.yaml")
        .replace("chair: tess", "chair: Tess Tate");
    world.write("registers/roster.yaml", &roster);
    world.git("vera", &["commit", "--quiet", "--all", "-m", "Tess chairs"]);
    let ran = world.run(NOW, "olga", "check xyz --fix");
    assert!(
        ran.stdout
            .starts_with(&format!("fixed {TEXT}:16: write `true`\nerror")),
        "{}",
        ran.stdout
    );
    assert_eq!((ran.code, world.read("registers/roster.yaml")), (1, roster));
    assert_eq!(world.run(NOW, "vera", "check --fix").code, 0);
    assert!(
        world
            .read("registers/roster.yaml")
            .contains("chair: tess\n")
    );
}

#[test]
fn the_register_that_an_addendum_means_need_not_be_loaded() {
    let mut world = World::given("assigned");
    assert_eq!(world.run(NOW, "vera", "new abc --partner XYZ").code, 0);
    let path = "registers/abc/register.yaml";
    let text = world.read(path);
    world.write(path, &format!("{text}addendum_to: XYZ\n"));
    let ran = world.run(NOW, "vera", "check abc --fix");
    assert!(
        ran.stdout.contains(": write `xyz`") && !ran.stdout.contains("addendum"),
        "{}",
        ran.stdout
    );
    assert_eq!(world.read(path), format!("{text}addendum_to: xyz\n"));
}
