//! The guide `docs/extending.md`: its patches apply to the sources, and the result compiles.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const GUIDE: &str = include_str!("../../docs/extending.md");

/// The title of each section, with its patches.
fn sections() -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for section in GUIDE.split("\n## ").skip(1) {
        let patches = section.split("\n```diff\n").skip(1);
        let patches = patches.map(|rest| rest.split_once("\n```\n").unwrap().0);
        let patch: String = patches.map(|patch| format!("{patch}\n")).collect();
        found.push((section.lines().next().unwrap(), patch));
    }
    found
}

/// Applies a patch in a folder; what git says if it does not apply.
fn apply(folder: &Path, patch: &str) -> Result<(), String> {
    let mut git = Command::new("git");
    git.current_dir(folder)
        .env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap())
        .args(["apply", "--whitespace=nowarn"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = git.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(patch.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

#[test]
fn the_patches_of_the_guide_apply() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sections = sections();
    assert_eq!(sections.len(), 3);
    for (title, patch) in sections {
        let copy = tempfile::tempdir().unwrap();
        let changed = patch.lines().filter_map(|line| line.strip_prefix("--- a/"));
        for path in changed {
            let to = copy.path().join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(root.join(path), to).unwrap();
        }
        if let Err(why) = apply(copy.path(), &patch) {
            panic!("{title}: {why}");
        }
        let changed = patch.lines().filter_map(|line| line.strip_prefix("+++ b/"));
        for path in changed {
            let after = fs::read_to_string(copy.path().join(path)).unwrap();
            assert_ne!(fs::read_to_string(root.join(path)).ok(), Some(after));
        }
    }
}

/// Compiles a copy of the sources with all patches; `.ci/run` sets `WR_TEST_EXTENDING`, because it takes a while.
#[test]
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn what_the_guide_makes_compiles() {
    if std::env::var_os("WR_TEST_EXTENDING").is_none() {
        eprintln!("skipped: WR_TEST_EXTENDING is not set");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let room = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let copy = room.join("extending");
    let _ = fs::remove_dir_all(&copy);
    fs::create_dir_all(copy.join("tests")).unwrap();
    let parts = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "src",
        "templates",
        "registers",
        "docs",
        "benches",
        "fuzz",
        "tests/it",
        "tests/world",
        "tests/broken",
    ];
    for part in parts {
        let copied = Command::new("cp")
            .args(["-R", "-p"])
            .arg(root.join(part))
            .arg(copy.join(part))
            .status();
        assert!(copied.unwrap().success(), "{part}");
    }
    // With the same version, cargo would take what it compiles here for the package itself.
    for file in ["Cargo.toml", "Cargo.lock"] {
        let own = concat!(
            "name = \"",
            env!("CARGO_PKG_NAME"),
            "\"\nversion = \"",
            env!("CARGO_PKG_VERSION")
        );
        let text = fs::read_to_string(copy.join(file)).unwrap();
        assert_eq!(text.matches(own).count(), 1, "{file}");
        fs::write(
            copy.join(file),
            text.replace(own, &format!("{own}-extended")),
        )
        .unwrap();
    }
    for (title, patch) in sections() {
        if let Err(why) = apply(&copy, &patch) {
            panic!("{title}: {why}");
        }
    }
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    // The dependencies were compiled there for the lints.
    let checked = cargo
        .current_dir(&copy)
        .env("CARGO_TARGET_DIR", room.parent().unwrap())
        .args(["check", "--locked", "--offline", "--quiet"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{said}");
}
