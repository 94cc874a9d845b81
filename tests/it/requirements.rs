//! Every row of the requirements is shown by a session, or by a rule with a document that breaks it, and so is the attempt
//! to skip it. `tests/requirements.md` says where; the output of `wr` there is the proof.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many rows each part has: document, roles, approval, updates, change requests, time and knowledge. None is lost unseen.
const ROWS: [(char, usize); 6] = [
    ('D', 14),
    ('R', 8),
    ('A', 11),
    ('U', 12),
    ('C', 8),
    ('T', 5),
];

/// Where something is shown.
enum Place {
    /// A session, by its number, in which `wr` prints this id.
    Session(String, String),
    /// A session, by its number, in which this command is run and says something.
    Command(String, String),
    /// A rule.
    Rule(String),
}

struct Row {
    id: String,
    /// As `wr` prints them.
    clauses: Vec<String>,
    shown: Vec<Place>,
    skipped: Vec<Place>,
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn rows() -> Vec<Row> {
    let page = fs::read_to_string(tests().join("requirements.md")).unwrap();
    let lines = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| id "));
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [id, clauses, duty, shown, skipped] = cells[..] else {
            panic!("not five columns: {line}")
        };
        assert!(duty.split_whitespace().count() > 3, "{id} has no duty");
        Row {
            id: id.to_string(),
            clauses: clauses.split("; ").map(str::to_string).collect(),
            shown: places(id, shown),
            skipped: places(id, skipped),
        }
    };
    lines.map(row).collect()
}

fn places(id: &str, cell: &str) -> Vec<Place> {
    let place = |entry: &str| match entry.split_once(' ') {
        Some((number, command)) if command.starts_with('`') => {
            Place::Command(number.to_string(), command.trim_matches('`').to_string())
        }
        Some((number, other)) => Place::Session(number.to_string(), other.to_string()),
        None if entry.starts_with('`') => Place::Rule(entry.trim_matches('`').to_string()),
        None => Place::Session(entry.to_string(), id.to_string()),
    };
    cell.split(", ")
        .filter(|entry| !entry.is_empty())
        .map(place)
        .collect()
}

/// A line that was typed in a session, and what was printed.
struct Said {
    typed: String,
    printed: Vec<String>,
}

fn session(number: &str) -> Vec<Said> {
    let folder = fs::read_dir(tests().join("sessions"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let named = |path: &PathBuf| {
        path.file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with(&format!("{number}-"))
    };
    let path = folder
        .into_iter()
        .find(named)
        .unwrap_or_else(|| panic!("there is no session {number}"));
    let (mut said, mut is_inside): (Vec<Said>, bool) = (Vec::new(), false);
    for line in fs::read_to_string(path).unwrap().lines() {
        if line.starts_with("```") {
            is_inside = line == "```session";
        } else if is_inside && is_typed(line) {
            said.push(Said {
                typed: line.to_string(),
                printed: Vec::new(),
            });
        } else if is_inside && let Some(last) = said.last_mut() {
            last.printed.push(line.to_string());
        }
    }
    said
}

/// As `2026-01-29 08:00 ann $ wr vote xyz approve`; the time may be left out.
fn is_typed(line: &str) -> bool {
    let Some((head, _)) = line.split_once(" $ ") else {
        return false;
    };
    let is_date =
        |word: &str| word.len() == 10 && word.starts_with("20") && word.matches('-').count() == 2;
    head.split(' ').next().is_some_and(is_date)
}

/// Whether a line has one of these clauses, and not a longer one such as `DSP4003 3.1, 4` for `DSP4003 3.1`.
fn names(line: &str, clauses: &[String]) -> bool {
    let is_whole = |rest: &str| {
        let rest = rest.strip_prefix(", ").unwrap_or(rest);
        !rest.starts_with(|char: char| char.is_ascii_digit() || char == '.')
    };
    let mut parts = clauses.iter().flat_map(|clause| line.split(clause).skip(1));
    parts.any(is_whole)
}

/// The clauses of the row with this id.
fn clauses_of(id: &str) -> Vec<String> {
    let row = rows().into_iter().find(|row| row.id == id);
    row.unwrap_or_else(|| panic!("there is no row {id}"))
        .clauses
}

fn is_clause(line: &str) -> bool {
    line.trim_start().starts_with("clause: ") || line.trim_start().starts_with("= clause: ")
}

fn check(row: &Row, place: &Place, is_hit: impl Fn(&str, &[String]) -> bool) -> Result<(), String> {
    match place {
        Place::Session(number, id) => {
            let (said, clauses) = (session(number), clauses_of(id));
            let hit = said
                .iter()
                .any(|said| said.printed.iter().any(|line| is_hit(line, &clauses)));
            hit.then_some(()).ok_or_else(|| {
                format!(
                    "{}: `wr` does not print a clause of {id} in session {number}",
                    row.id
                )
            })
        }
        Place::Command(number, command) => {
            let run = |said: &Said| {
                said.typed.contains(&format!("$ {command}")) && !said.printed.is_empty()
            };
            let hit = session(number).iter().any(run);
            hit.then_some(())
                .ok_or_else(|| format!("{}: `{command}` is not run in session {number}", row.id))
        }
        Place::Rule(name) => {
            let rule = wr::rules::named(name)
                .ok_or_else(|| format!("{}: there is no rule `{name}`", row.id))?;
            let broken = fs::read_to_string(tests().join(format!("broken/{name}.md"))).unwrap();
            let hit = names(rule.clause, &row.clauses)
                && broken
                    .lines()
                    .any(|line| is_clause(line) && names(line, &row.clauses));
            hit.then_some(())
                .ok_or_else(|| format!("{}: the rule `{name}` has another clause", row.id))
        }
    }
}

#[test]
fn every_row_is_shown_and_so_is_the_attempt_to_skip_it() {
    let rows = rows();
    let mut wrong = Vec::new();
    for row in &rows {
        if row.shown.is_empty() || row.skipped.is_empty() {
            wrong.push(format!(
                "{} has no session, or no attempt to skip it",
                row.id
            ));
        }
        wrong.extend(
            row.shown
                .iter()
                .filter_map(|place| check(row, place, names).err()),
        );
        // A refusal and a finding say the clause in a line of its own.
        let is_refused = |line: &str, clauses: &[String]| is_clause(line) && names(line, clauses);
        wrong.extend(
            row.skipped
                .iter()
                .filter_map(|place| check(row, place, is_refused).err()),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_row_is_missing() {
    let ids: Vec<String> = rows().into_iter().map(|row| row.id).collect();
    assert_eq!(
        ids.iter().collect::<BTreeSet<_>>().len(),
        ids.len(),
        "a row is there twice"
    );
    for (part, count) in ROWS {
        let found = ids.iter().filter(|id| id.starts_with(part)).count();
        assert_eq!(found, count, "rows of part {part}");
    }
    // Whatever id a rule is under has its row.
    for rule in wr::rules::ALL.iter() {
        let Some((_, inner)) = rule.clause.rsplit_once('(') else {
            continue;
        };
        for id in inner
            .trim_end_matches(')')
            .split(", ")
            .filter(|id| is_id(id))
        {
            assert!(
                ids.iter().any(|known| known == id),
                "{} is under {id}, which has no row",
                rule.name
            );
        }
    }
}

fn is_id(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| "DRAUC".contains(c))
        && chars.next().is_some_and(|c| c.is_ascii_digit())
}

/// The names of all test functions in a folder.
fn test_names(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            test_names(&path, names);
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        let tests = source.split("#[test]\n").skip(1);
        let name = |test: &str| Some(test.split_once("fn ")?.1.split_once('(')?.0.to_string());
        names.extend(tests.filter_map(name));
    }
}

#[test]
fn what_organizations_expect_is_tested() {
    let mut names = BTreeSet::new();
    test_names(&tests().join("it"), &mut names);
    let sessions = fs::read_dir(tests().join("sessions")).unwrap();
    let sessions = sessions.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let numbers = sessions.filter_map(|name| Some(name.split_once('-')?.0.to_string()));
    names.extend(numbers);
    let page = fs::read_to_string(tests().join("expected.md")).unwrap();
    let mut rows = 0;
    for line in page.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [row, _, _, named] = cells[..] else {
            panic!("not four columns: {line}")
        };
        rows += 1;
        assert_eq!(row, rows.to_string());
        for name in named.split(", ") {
            assert!(
                names.contains(name.trim_matches('`')),
                "row {row}: there is no {name}"
            );
        }
    }
    assert_eq!(rows, 28);
}
