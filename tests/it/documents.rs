//! Documents as files: PDF by the programs of the machine, files that are whole or not there, and what a terminal or a
//! machine without such a program gets.
//!
//! The tests that print need Chromium and `pdftotext`; they skip without them, or fail if `WR_TEST_PDF` is set.

use std::fs;
use std::process::Command;

use super::world::{Ran, World, ran};

const DAY: &str = "2026-03-20T09:00:00Z";

#[allow(clippy::print_stderr)]
fn can_print() -> bool {
    let works = |program: &str, argument: &str| {
        let output = Command::new(program).arg(argument).output();
        output.is_ok_and(|output| output.status.success())
    };
    let found = works("chromium", "--version") && works("pdftotext", "-v");
    assert!(
        found || std::env::var_os("WR_TEST_PDF").is_none(),
        "chromium or pdftotext is missing, and WR_TEST_PDF is set"
    );
    if !found {
        eprintln!("skipped: chromium or pdftotext is missing, so no PDF is printed");
    }
    found
}

fn done(ran: Ran) {
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

/// The pages of a PDF as text.
fn pages(world: &World, file: &str) -> Vec<String> {
    let path = world.outside().join(file);
    let mut reader = Command::new("pdftotext");
    let output = reader.arg("-layout").arg(&path).arg("-").output().unwrap();
    assert!(output.status.success(), "{path:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let pages = text.trim_end_matches('\u{c}').split('\u{c}');
    pages.map(str::to_string).collect()
}

#[test]
fn a_register_is_printed_with_its_digest_and_page_numbers() {
    if !can_print() {
        return;
    }
    let mut world = World::given("established");
    for (paper, name) in [("letter", "xyz.pdf"), ("a4", "xyz-a4.pdf")] {
        let line = format!("render xyz --paper {paper} --out ../{name}");
        done(world.run(DAY, "vera", &line));
        let pages = pages(&world, name);
        assert!((2..=4).contains(&pages.len()), "{} pages", pages.len());
        for (number, page) in (1..).zip(&pages) {
            let numbered = format!("Page {number} of {}", pages.len());
            for said in [
                numbered.as_str(),
                "xyz, revision 1",
                "sha256:",
                "2026-03-20",
            ] {
                assert!(
                    page.contains(said),
                    "{said} is not on page {number}: {page}"
                );
            }
            assert!(!page.contains("DRAFT"), "{page}");
        }
        let all = pages.concat();
        for said in [
            "Table 1",
            "resolution 2026-07",
            "Name and title",
            "Signature",
        ] {
            assert!(all.contains(said), "{said}");
        }
    }
    let size = |name: &str| {
        let output = Command::new("pdfinfo")
            .arg(world.outside().join(name))
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(size("xyz.pdf").contains("612 x 792"), "{}", size("xyz.pdf"));
    assert!(size("xyz-a4.pdf").contains("A4"), "{}", size("xyz-a4.pdf"));
    assert!(size("xyz.pdf").contains("XYZ / DMTF Work Register"));
}

#[test]
fn a_draft_and_a_confidential_report_say_so_on_each_page() {
    if !can_print() {
        return;
    }
    let mut world = World::given("established");
    done(world.run(DAY, "olga", "milestone move xyz profiles 2027-Q4"));
    done(world.run(
        DAY,
        "vera",
        "render xyz --draft --redline 1 --out ../draft.pdf",
    ));
    for page in pages(&world, "draft.pdf") {
        assert!(page.contains("DRAFT, not approved"), "{page}");
    }
    done(world.run(
        DAY,
        "vera",
        "report XYZ --since 2026-03-01 --out ../public.pdf",
    ));
    for page in pages(&world, "public.pdf") {
        assert!(!page.contains("Confidential"), "{page}");
    }
    done(world.run(DAY, "olga", "submit xyz"));
    done(world.run(DAY, "vera", "report XYZ --out ../report.pdf"));
    for page in pages(&world, "report.pdf") {
        assert!(
            page.contains("Confidential: for DMTF and its members' use"),
            "{page}"
        );
    }
}

#[test]
fn without_a_program_that_prints_the_error_names_what_to_install() {
    let world = World::given("established");
    let run = |variable: &str, value: &str| {
        let mut command = world.command(env!("CARGO_BIN_EXE_wr"), DAY, "vera");
        command.args(["render", "xyz", "--out", "../xyz.pdf"]);
        command.env(variable, value);
        ran(command.output().unwrap())
    };
    let named = run("WR_PDF", "no-such-printer");
    assert_eq!(named.code, 2, "{}", named.stderr);
    assert!(
        named.stderr.contains("`no-such-printer`, which WR_PDF"),
        "{}",
        named.stderr
    );
    assert!(!world.outside().join("xyz.pdf").exists());
}

/// A program that the user names gets both files, and its failure leaves the old file.
#[cfg(unix)]
#[test]
fn a_named_program_prints_and_a_failure_leaves_the_old_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::given("established");
    let script = |name: &str, text: &str| {
        let path = world.outside().join(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    };
    let run = |program: &std::path::Path| {
        let mut command = world.command(env!("CARGO_BIN_EXE_wr"), DAY, "vera");
        command.args(["render", "xyz", "--format", "pdf", "--out", "../xyz.pdf"]);
        command.env("WR_PDF", program);
        ran(command.output().unwrap())
    };
    let good = script(
        "prints",
        "grep -q 'XYZ / DMTF' \"$1\" && printf '%%PDF-1.7 one' > \"$2\"",
    );
    assert_eq!(run(&good).code, 0);
    let pdf = world.outside().join("xyz.pdf");
    assert_eq!(fs::read(&pdf).unwrap(), b"%PDF-1.7 one");
    for (name, text) in [
        ("fails", "echo 'no ink' >&2; exit 3"),
        ("lies", "echo hello > \"$2\""),
    ] {
        let failed = run(&script(name, text));
        assert_eq!(failed.code, 2, "{}", failed.stderr);
        assert!(failed.stderr.contains("--format html"), "{}", failed.stderr);
        assert_eq!(fs::read(&pdf).unwrap(), b"%PDF-1.7 one");
    }
    let left = fs::read_dir(world.outside()).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().starts_with(".wr-")),
        "{left:?}"
    );
}

#[test]
fn a_word_file_goes_into_a_pipe_and_into_a_file() {
    let world = World::given("established");
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), DAY, "vera");
    let piped = command
        .args(["render", "xyz", "--format", "docx"])
        .output()
        .unwrap();
    assert!(piped.stdout.starts_with(b"PK"), "{:?}", piped.stderr);
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), DAY, "vera");
    command.args(["render", "xyz", "--out", "../xyz.docx"]);
    assert!(command.status().unwrap().success());
    assert_eq!(
        fs::read(world.outside().join("xyz.docx")).unwrap(),
        piped.stdout
    );
}
