//! Completion, as shells ask for it, and the scripts and pages that `wr` writes for them.

use super::world::World;

const NOW: &str = "2026-01-28T09:00:00Z";

/// What a shell offers for the last word of the line.
fn offered(world: &World, shell: &str, who: &str, line: &str) -> (String, String) {
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), NOW, who);
    let words: Vec<&str> = line.split(' ').collect();
    let last = (words.len() - 1).to_string();
    command.env("COMPLETE", shell).env("_CLAP_IFS", "\n");
    command.env("_CLAP_COMPLETE_INDEX", last);
    let output = command.arg("--").args(words).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

/// The offered values; nothing is said beside them.
fn values(world: &World, line: &str) -> Vec<String> {
    let (offered, errors) = offered(world, "bash", "cleo", line);
    assert_eq!(errors, "", "{line}");
    let values = offered.lines().map(|value| value.trim().to_string());
    values.filter(|value| !value.starts_with('-')).collect()
}

#[test]
fn names_of_the_store_are_completed() {
    let world = World::given("balloting");
    let before = world.fingerprint();
    for (line, expected) in [
        ("wr status x", vec!["xyz"]),
        ("wr vote xyz app", vec!["approve"]),
        ("wr vote rec", vec!["recuse"]),
        ("wr vote x", vec!["xyz"]),
        ("wr assign xyz ol", vec!["olga"]),
        ("wr assign xyz GON", vec![]),
        ("wr ballot open xyz --body te", vec!["technical"]),
        (
            "wr ballot close xyz ",
            vec!["adopt-1-alliance-1", "adopt-1-technical-1"],
        ),
        (
            "wr vote xyz yes --ballot adopt-1-t",
            vec!["adopt-1-technical-1"],
        ),
        ("wr vote xyz yes --for em", vec!["ember"]),
        ("wr milestone move xyz ", vec!["schema", "profiles"]),
        ("wr feedback resolve xyz 1 acc", vec!["accepted"]),
        ("wr explain vote-l", vec!["vote-late"]),
        ("wr letter ballot-r", vec!["ballot-result"]),
        ("wr save ro", vec!["roster"]),
        ("wr consent ", vec!["roster", "policy"]),
        ("wr mile", vec!["milestone"]),
        ("wr man comp", vec!["completions"]),
        ("wr -C registers status x", vec!["xyz"]),
    ] {
        assert_eq!(values(&world, line), expected, "{line}");
    }
    assert_eq!(world.fingerprint(), before);
}

#[test]
fn what_is_completed_is_explained() {
    let world = World::given("balloting");
    for (line, expected) in [
        (
            "wr status x",
            "xyz\tcommittee-ballot: XYZ / DMTF Work Register",
        ),
        ("wr assign xyz olg", "olga\tOlga Owens, Acme"),
        (
            "wr ballot show xyz",
            "xyz\tcommittee-ballot: XYZ / DMTF Work Register",
        ),
        ("wr feedback resolve xyz 1 dec", "declined\tnot taken up"),
    ] {
        let (offered, errors) = offered(&world, "fish", "cleo", line);
        assert_eq!(
            (offered.trim_end(), errors.as_str()),
            (expected, ""),
            "{line}"
        );
    }
}

#[test]
fn where_nothing_can_be_read_nothing_is_said() {
    let world = World::given("balloting");
    for (path, text) in [
        ("registers/roster.yaml", "people: ["),
        (".git/HEAD", "broken"),
    ] {
        world.write(path, text);
        for line in [
            "wr assign xyz o",
            "wr vote xyz yes --ballot ad",
            "wr status x",
        ] {
            let (_, errors) = offered(&world, "bash", "cleo", line);
            assert_eq!(errors, "", "{path}: {line}");
        }
    }
    assert!(values(&World::empty(), "wr status x").is_empty());
}

#[test]
fn each_shell_gets_a_script() {
    let mut world = World::new();
    for (shell, holds) in [
        ("bash", "complete "),
        ("zsh", "#compdef wr"),
        ("fish", "complete --keep-order --exclusive --command wr"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let ran = world.run(NOW, "cleo", &format!("completions {shell}"));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(ran.stdout.contains(holds), "{shell}: {}", ran.stdout);
    }
    let ran = world.run(NOW, "cleo", "completions");
    assert!(
        ran.code == 2 && ran.stderr.contains("name the shell"),
        "{}",
        ran.stderr
    );
}

#[test]
fn manual_pages_are_made_of_the_definitions() {
    let mut world = World::new();
    let ran = world.run(NOW, "cleo", "man --out man1");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let pages = world.files("man1", ".1");
    assert!(pages.len() > 70, "{pages:?}");
    for page in &pages {
        let text = world.read(page);
        let is_group = text.contains(".SH SUBCOMMANDS");
        assert!(is_group || text.contains(".SH EXAMPLES"), "{page}");
    }
    let page = world.read("man1/wr-ballot-extend.1");
    for said in ["\\-\\-until", "DSP4003 3.2", "wr ballot extend snia"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for line in [
        "man ballot extend",
        "man wr-ballot-extend",
        "man ballot-extend",
    ] {
        assert_eq!(world.run(NOW, "cleo", line).stdout, page, "{line}");
    }
    let ran = world.run(NOW, "cleo", "man balot");
    assert!(
        ran.code == 2 && ran.stderr.contains("did you mean `ballot`?"),
        "{}",
        ran.stderr
    );
}
