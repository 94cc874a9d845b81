//! What a terminal shows: lines that fit it, colors, the pager; and answers as JSON.

use std::process::Command;

use rexpect::session::spawn_command;
use serde_json::Value;

use super::world::{Ran, World, words};

const NOW: &str = "2026-06-01T09:00:00Z";
/// How long a command may take, in milliseconds; a machine that is busy takes some of it.
const PATIENCE: u64 = 30_000;

/// What a person sees who runs `wr` at a terminal, with some variables of the environment.
fn seen(world: &World, line: &str, variables: &[(&str, &str)]) -> String {
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "vera");
    command.args(words(line));
    at_terminal(command, variables)
}

/// What a person sees of each of several commands, run one after the other at one terminal, which takes long to start.
fn each_seen(world: &World, lines: &[&str], variables: &[(&str, &str)]) -> Vec<String> {
    let wr = env!("CARGO_BIN_EXE_wr");
    let script = lines
        .iter()
        .map(|line| format!("'{wr}' {line}; printf '\\036'\n"));
    let mut command = world.command("sh", NOW, "vera");
    command.arg("-c").arg(script.collect::<String>());
    let seen = at_terminal(command, variables);
    let seen: Vec<String> = seen.split_terminator('\u{1e}').map(String::from).collect();
    assert_eq!(seen.len(), lines.len(), "{seen:?}");
    seen
}

fn at_terminal(mut command: Command, variables: &[(&str, &str)]) -> String {
    command.env("TERM", "xterm").env("LANG", "C.UTF-8");
    command.envs(variables.iter().copied());
    let mut terminal = spawn_command(command, Some(PATIENCE)).unwrap();
    // The crate makes a character of each byte.
    let seen = terminal.exp_eof().unwrap();
    let bytes: Vec<u8> = seen
        .chars()
        .filter_map(|it| u8::try_from(it).ok())
        .collect();
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

/// What a program sees.
fn piped(world: &World, line: &str, variables: &[(&str, &str)]) -> String {
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "vera");
    command.envs(variables.iter().copied()).args(words(line));
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

/// The commands that read, for a store with the register xyz.
const READING: &[&str] = &[
    "",
    "status",
    "status xyz",
    "next",
    "next --for alliance",
    "due",
    "list",
    "show xyz",
    "log xyz",
    "diff xyz 1 draft",
    "check",
    "ballot",
    "ballot xyz",
    "ballot show xyz",
    "domains",
    "feedback list",
    "request list",
    "milestone list xyz",
    "meeting list xyz",
    "key list",
    "whoami",
    "verify",
    "verify xyz",
    "explain",
    "explain text-characters",
    "report XYZ",
    "template",
    "schema",
    "--help",
    "vote --help",
    "vote xyz --no-input",
    "show nothing",
];

/// A store with long texts, also in scripts whose letters are wide or go to the left.
fn long() -> World {
    let mut world = World::given("balloting");
    for line in [
        "new pqr --partner XYZ --title \"إدارة المعلومات والشبكات 資訊管理資訊管理資訊管理資訊管理 and more of it\"",
        "feedback add xyz --body alliance --evidence minutes --text \"Say which schemas are meant, and who keeps them after the end\"",
    ] {
        let ran = world.run("2026-01-28T09:00:00Z", "carl", line);
        let ran = match ran.code {
            0 => ran,
            _ => world.run("2026-01-28T09:00:00Z", "vera", line),
        };
        assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
    }
    let text = world.read("registers/xyz/register.yaml");
    world.write(
        "registers/xyz/register.yaml",
        &format!("{text}nothing: x\n"),
    );
    world
}

/// Whether a line may be wider than the screen: a command, an address or a path cannot be broken.
fn is_unbreakable(line: &str, width: usize) -> bool {
    let line = line.trim();
    let is_command = line.contains("`wr ") || line.contains("`git ");
    let runs = ["wr ", "git ", "vote: wr ", "--> "];
    let longest = line.split(' ').map(cells).max().unwrap_or_default();
    is_command || runs.iter().any(|start| line.starts_with(start)) || longest + 16 > width
}

/// The cells of a line: those of wide letters twice.
fn cells(line: &str) -> usize {
    let wide = |letter: char| ('\u{2e80}'..='\u{9fff}').contains(&letter);
    let letters = line.chars();
    letters.map(|letter| if wide(letter) { 2 } else { 1 }).sum()
}

#[test]
fn every_reading_command_fits_the_terminal() {
    let worlds = [long(), World::given("established")];
    std::thread::scope(|scope| {
        for width in [40, 80, 200] {
            for world in &worlds {
                scope.spawn(move || every_line_fits(world, width));
            }
        }
    });
}

fn every_line_fits(world: &World, width: usize) {
    let columns = width.to_string();
    let variables = [
        ("COLUMNS", columns.as_str()),
        ("NO_COLOR", "1"),
        ("GIT_PAGER", "cat"),
    ];
    for (line, seen) in READING.iter().zip(each_seen(world, READING, &variables)) {
        assert!(!seen.trim().is_empty(), "{line}");
        for shown in seen.lines() {
            assert!(
                cells(shown) <= width || is_unbreakable(shown, width),
                "`wr {line}` at {width} columns: {shown}\n{seen}"
            );
        }
    }
}

#[test]
fn a_line_that_a_table_broke_is_not_broken_again() {
    let world = long();
    for width in ["60", "80", "120"] {
        let variables = [("COLUMNS", width), ("NO_COLOR", "1"), ("GIT_PAGER", "cat")];
        let seen = seen(&world, "roster", &variables);
        let is_broken_again = |line: &&str| line.len() - line.trim_start().len() == 8;
        let again: Vec<&str> = seen.lines().filter(is_broken_again).collect();
        assert!(again.is_empty(), "at {width}: {again:?}\n{seen}");
    }
}

#[test]
fn a_terminal_breaks_lines_and_loses_no_word() {
    let world = World::given("established");
    for line in ["status xyz", "log xyz", "ballot show xyz", "verify xyz"] {
        let variables = [("COLUMNS", "50"), ("NO_COLOR", "1"), ("GIT_PAGER", "cat")];
        let words = |text: &str| {
            let mut words: Vec<String> = text
                .split_whitespace()
                .filter(|word| !["✓", "✗", "○", "!"].contains(word))
                .map(String::from)
                .collect();
            words.sort_unstable();
            words
        };
        assert_eq!(
            words(&seen(&world, line, &variables)),
            words(&piped(&world, line, &[])),
            "{line}"
        );
    }
}

#[test]
fn colors_are_for_terminals_and_for_those_who_want_them() {
    let world = World::given("established");
    let pager = ("GIT_PAGER", "cat");
    let has_color = |text: &str| text.contains('\u{1b}');
    for (variables, line, expected) in [
        (&[][..], "list", true),
        (&[("NO_COLOR", "1")][..], "list", false),
        (&[("CLICOLOR", "0")][..], "list", false),
        (&[("TERM", "dumb")][..], "list", false),
        (&[][..], "list --color never", false),
        (&[("NO_COLOR", "1")][..], "--color=always list", true),
        (&[][..], "--help", true),
        (&[("NO_COLOR", "1")][..], "--help", false),
    ] {
        let seen = seen(&world, line, &[variables, &[pager]].concat());
        assert_eq!(has_color(&seen), expected, "{line} {variables:?}: {seen:?}");
    }
    for (variables, line, expected) in [
        (&[][..], "list", false),
        (&[("CLICOLOR_FORCE", "1")][..], "list", true),
        (&[("CLICOLOR_FORCE", "1")][..], "list --color never", false),
        (
            &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")][..],
            "list",
            false,
        ),
        (&[][..], "list --color always", true),
        (&[][..], "list --color always --format json", false),
        (
            &[("CLICOLOR_FORCE", "1")][..],
            "verify --format json",
            false,
        ),
    ] {
        let read = piped(&world, line, variables);
        assert_eq!(has_color(&read), expected, "{line} {variables:?}: {read:?}");
    }
    let utf8 = seen(&world, "list --color never", &[pager]);
    assert!(utf8.contains("✓ established"), "{utf8}");
    let ascii = seen(&world, "list --color never", &[pager, ("LANG", "C")]);
    assert!(ascii.contains("+ established"), "{ascii}");
    assert!(piped(&world, "list", &[]).contains("xyz  established"));
}

#[test]
fn what_a_file_says_reaches_no_terminal_raw() {
    let world = World::given("written");
    let text = world.read("registers/xyz/register.yaml");
    let evil = "title: \"\\x1B[31mX\\x9B2J\\u202E\"\n";
    let text: String = text
        .lines()
        .map(|line| match line.starts_with("title:") {
            true => evil.to_string(),
            false => format!("{line}\n"),
        })
        .collect();
    world.write("registers/xyz/register.yaml", &text);
    for line in ["list", "status xyz", "show xyz"] {
        let seen = seen(&world, line, &[("GIT_PAGER", "cat"), ("COLUMNS", "80")]);
        assert!(
            !seen.contains("\u{1b}[31mX") && !seen.contains(['\u{9b}', '\u{202e}']),
            "{line}: {seen:?}"
        );
    }
}

#[test]
fn long_output_goes_to_the_pager_of_git() {
    let world = World::given("established");
    let pager = ("GIT_PAGER", "sed 's/^/paged: /'");
    for line in [
        "log xyz",
        "status",
        "show xyz",
        "explain",
        "verify",
        "report XYZ",
    ] {
        let shown = seen(&world, line, &[pager, ("COLUMNS", "60")]);
        assert!(
            shown.lines().all(|line| line.starts_with("paged: ")),
            "{line}: {shown}"
        );
    }
    for line in ["--no-pager log xyz", "vote xyz --help"] {
        assert!(!seen(&world, line, &[pager]).contains("paged: "), "{line}");
    }
    assert!(!piped(&world, "log xyz", &[pager]).contains("paged: "));
    // Who quits early, or has no pager, has seen enough.
    for program in ["true", "no-such-pager", "", "head -1"] {
        let ran = seen(&world, "explain", &[("GIT_PAGER", program)]);
        assert!(!ran.contains("error:"), "{program}: {ran}");
    }
    world.git("vera", &["config", "pager.wr", "sed 's/^/mine: /'"]);
    assert!(seen(&world, "list", &[pager]).starts_with("mine: "));
    world.git("vera", &["config", "pager.wr", "false"]);
    assert!(!seen(&world, "list", &[pager]).contains("paged: "));
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|why| panic!("{why}: {ran:?}"))
}

#[test]
fn an_act_answers_in_json() {
    let mut world = World::given("assigned");
    let tried = world.run(
        "2026-01-26T09:00:00Z",
        "olga",
        "submit xyz --dry-run --format json",
    );
    let tried = json(&tried);
    assert_eq!(tried["acts"][0]["kind"], "submit", "{tried}");
    assert!(tried["acts"][0].get("commit").is_none(), "{tried}");
    let ran = world.run("2026-01-26T09:00:00Z", "olga", "submit xyz --format json");
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let answer = json(&ran);
    let act = &answer["acts"][0];
    assert_eq!(answer["exit_code"], 0);
    assert_eq!(
        (&act["stage_before"], &act["stage_after"]),
        (&"draft".into(), &"review".into())
    );
    let path = act["path"].as_str().unwrap();
    assert!(world.read(path).contains("submit"), "{answer}");
    let head = world.git("vera", &["rev-parse", "HEAD"]);
    assert_eq!(act["commit"], head.trim());
    assert!(
        answer["messages"][0]
            .as_str()
            .unwrap()
            .starts_with("submit xyz:")
    );
}

#[test]
fn a_refusal_is_json_too() {
    let mut world = World::given("assigned");
    let before = world.fingerprint();
    for (who, line, code, kind) in [
        ("ann", "submit xyz --format json", 1, "refused"),
        (
            "rita",
            "ballot open xyz --body board --format json",
            1,
            "refused",
        ),
        ("mallory", "next --format json", 1, "refused"),
        ("olga", "show nothing --format json", 2, "failed"),
        ("olga", "list --format json --bad", 2, "usage"),
        ("olga", "--format=json lst", 2, "usage"),
        ("olga", "vote xyz --format=json", 2, "usage"),
    ] {
        let ran = world.run("2026-01-26T09:00:00Z", who, line);
        assert_eq!(
            (ran.code, ran.stderr.as_str()),
            (code, ""),
            "{line}: {ran:?}"
        );
        let answer = json(&ran);
        assert_eq!(answer["exit_code"], code, "{line}");
        assert_eq!(answer["error"]["kind"], kind, "{line}: {answer}");
        assert!(!answer["error"]["message"].as_str().unwrap().is_empty());
    }
    let ran = world.run(
        "2026-01-26T09:00:00Z",
        "rita",
        "ballot open xyz --body board --format json",
    );
    let error = &json(&ran)["error"];
    assert!(
        error["needs"].is_string() && error["clause"].is_string(),
        "{error}"
    );
    assert_eq!(world.fingerprint(), before);
}

#[test]
fn notices_are_in_the_json_of_what_reads() {
    let mut world = World::given("assigned");
    let text = world.read("registers/xyz/register.yaml");
    world.write("registers/xyz/register.yaml", &format!("{text}# edited\n"));
    for line in [
        "status",
        "status xyz",
        "next",
        "due",
        "list",
        "log xyz",
        "show xyz",
        "whoami",
    ] {
        let ran = world.run(NOW, "olga", &format!("{line} --format json"));
        let notice = &json(&ran)["notices"][0];
        assert_eq!(notice["kind"], "not saved", "{line}: {}", ran.stdout);
        let message = notice["message"].as_str().unwrap();
        assert!(message.contains("`wr save xyz`"), "{message}");
    }
}

#[test]
fn open_ballots_have_json_of_their_own() {
    let mut world = World::given("balloting");
    for (line, registers) in [("ballot", 1), ("ballot xyz", 1)] {
        let ran = world.run(
            "2026-01-28T09:00:00Z",
            "ann",
            &format!("{line} --format json"),
        );
        let shown = json(&ran);
        let found = shown["registers"].as_array().unwrap();
        assert_eq!(found.len(), registers, "{line}: {shown}");
        assert_eq!(found[0]["ballots"].as_array().unwrap().len(), 2, "{line}");
    }
}
