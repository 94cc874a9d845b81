//! The first command of the README and its result: a store without findings, and a complete page.

use std::fs;

use super::world::World;

#[test]
fn the_demonstration_goes_from_proposal_to_public_page() {
    let mut world = World::empty();
    let at = "2026-11-22T12:00:00Z";
    let ran = world.run(at, "mallory", "demo");
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert!(lines.len() <= 25, "{}", ran.stdout);
    for part in [
        "wr new xyz --partner XYZ",
        "refused:",
        "DSP4003 2.3, 3.2",
        "wr accept xyz",
    ] {
        assert!(ran.stdout.contains(part), "no `{part}` in:\n{}", ran.stdout);
    }
    for noise in ["ssh-ed25519", "+++", "registers/"] {
        assert!(!ran.stdout.contains(noise), "`{noise}` in:\n{}", ran.stdout);
    }
    let page = lines.last().and_then(|line| line.strip_prefix("Open "));
    let page = page
        .and_then(|line| line.strip_suffix(" in a browser."))
        .unwrap();
    assert!(world.path(page).exists(), "{page}");
    // The commands that it ends with. In the folder, the user acts as a delegate who has not voted yet.
    let mut commands = 0;
    for line in ran
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("  wr -C "))
    {
        let command = line.split("  ").next().unwrap();
        let mut wr = world.command(env!("CARGO_BIN_EXE_wr"), at, "mallory");
        wr.env_remove("GIT_AUTHOR_NAME")
            .env_remove("GIT_AUTHOR_EMAIL");
        let ran = wr.arg("-C").args(command.split(' ')).output().unwrap();
        let output = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success(), "{command}: {output}");
        if command.ends_with("vote yes") {
            assert!(
                output.contains("Acme votes approve on revision 1"),
                "{output}"
            );
        }
        commands += 1;
    }
    assert_eq!(commands, 4, "{}", ran.stdout);
    // Everything in it is signed, by keys that are in no file except the user's own.
    let log = world.run(at, "mallory", "-C wr-demo log xyz").stdout;
    assert!(
        log.contains("SHA256:") && !log.contains("unsigned"),
        "{log}"
    );
    let has_key = |path: &String| {
        let bytes = fs::read(world.path(path)).unwrap();
        String::from_utf8_lossy(&bytes).contains("PRIVATE KEY-----")
    };
    let mut keys = world.files("wr-demo", "");
    // The rules show an example of a private key.
    keys.retain(|path| !path.contains("/public/rules") && has_key(path));
    assert_eq!(keys, ["wr-demo/.git/demo-key"]);
    assert!(world.path("wr-demo/registers/allowed_signers").exists());
    let check = world.run(at, "mallory", "-C wr-demo check --strict");
    assert_eq!(check.code, 0, "{}{}", check.stdout, check.stderr);
    let page = fs::read_to_string(world.path("wr-demo/public/registers/xyz/index.html")).unwrap();
    for told in [
        "XYZ / DMTF Work Register",
        "xyz_ schema",
        "2026-07",
        "2026-03-09",
    ] {
        assert!(page.contains(told), "the page does not have `{told}`");
    }
    let pages = world.files("wr-demo/public", "");
    // The examples of the rules have addresses: those of a world that there is not, and none of this store. The page
    // about verification tells how a signature is called. What a build leaves for the next one is no text, though it has some.
    let read =
        |path: &str| String::from_utf8_lossy(&fs::read(world.path(path)).unwrap()).into_owned();
    let elsewhere =
        ["style.css", "about.html", ".wr-site"].map(|name| format!("wr-demo/public/{name}"));
    // A Word file is compressed.
    let of_store = |path: &&String| {
        !elsewhere.contains(path) && !path.contains("/public/rules") && !path.ends_with(".docx")
    };
    for path in pages.iter().filter(of_store) {
        assert!(!read(path).contains("@"), "{path} has an address");
    }
    let roster = world.read("wr-demo/registers/roster.yaml");
    let rules = world.read("wr-demo/public/rules.html");
    for email in roster
        .lines()
        .filter_map(|line| line.split_once("email: ")?.1.split(',').next())
    {
        for path in &pages {
            assert!(!read(path).contains(email), "{path} tells {email}");
        }
    }
    for rule in wr::rules::ALL.iter() {
        assert!(
            rules.contains(&format!("id=\"{}\"", rule.name)),
            "the site does not tell of {}",
            rule.name
        );
    }
    world.git(
        "mallory",
        &["-C", "wr-demo", "fsck", "--strict", "--no-dangling"],
    );
    assert_eq!(
        world.git("mallory", &["-C", "wr-demo", "status", "--porcelain"]),
        "",
        "the site is left out of git"
    );
    // It is never laid over something else.
    let again = world.run(at, "mallory", "demo");
    assert_eq!(
        (again.code, again.stderr.lines().count()),
        (2, 1),
        "{}",
        again.stderr
    );
}

/// What the README tells to type outside of its sessions is what the gate and this test run.
#[test]
fn the_readme_has_two_commands_and_the_gate_runs_them() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (_, block) = readme.split_once("```sh\n").unwrap();
    let commands: Vec<&str> = block
        .split("```")
        .next()
        .unwrap()
        .lines()
        .filter_map(|line| line.split('#').next())
        .map(str::trim)
        .collect();
    assert_eq!(commands, ["cargo run --release -- demo", "cargo test"]);
    let gate = fs::read_to_string(root.join(".ci/run")).unwrap();
    assert!(gate.contains("--release --quiet -- demo") && gate.contains("cargo test --locked"));
}

/// The table of commands names each command, and nothing else.
#[test]
fn the_table_of_commands_is_complete() {
    let mut world = World::empty();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(root.join("docs/commands.md")).unwrap();
    let help = world.run("2026-01-01T00:00:00Z", "vera", "--help").stdout;
    let listed = help.lines().filter_map(|line| line.strip_prefix("  "));
    let names = listed.filter_map(|line| line.split("  ").next());
    let is_name = |name: &&str| name.starts_with(|c: char| c.is_ascii_lowercase());
    let names: Vec<&str> = names.filter(is_name).collect();
    assert!(names.len() > 40, "{names:?}");
    for name in names.iter().filter(|name| **name != "help") {
        let words = [format!("`wr {name}`"), format!("`wr {name} ")];
        assert!(
            words.iter().any(|word| table.contains(word)),
            "docs/commands.md does not have `wr {name}`"
        );
    }
    let mut seen = 0;
    for row in table.lines().filter(|line| line.starts_with("| `wr ")) {
        let names = row.split('|').nth(1).unwrap();
        let words = names.split('`').skip(1).step_by(2);
        let group = names.split('`').nth(1).unwrap().split(' ').nth(1).unwrap();
        for word in words {
            let line = match word.strip_prefix("wr ") {
                Some(line) => line.to_string(),
                None if group == "ballot" => format!("ballot {word}"),
                None => word.to_string(),
            };
            let is_command = |word: &&str| word.starts_with(|c: char| c.is_ascii_lowercase());
            let line: Vec<&str> = line.split(' ').take_while(is_command).collect();
            let line = line.join(" ");
            let ran = world.run("2026-01-01T00:00:00Z", "vera", &format!("{line} --help"));
            assert!(
                ran.code == 0 && ran.stdout.contains("Usage: wr"),
                "wr {line} --help: {}",
                ran.stderr
            );
            seen += 1;
        }
    }
    assert!(seen >= 20, "only {seen} commands");
}

/// What reads takes `--format json`, which parses, says its version, and is the same each time.
#[test]
fn what_reads_prints_json() {
    let mut world = World::given("board-asked");
    for line in [
        "status",
        "status xyz",
        "list",
        "show xyz",
        "log xyz",
        "check",
        "ballot show xyz",
        "explain",
        "roster",
        "policy",
    ] {
        let line = format!("{line} --format json");
        let (one, two) = (
            world.run("2026-02-13T08:00:00Z", "vera", &line),
            world.run("2026-02-13T08:00:00Z", "vera", &line),
        );
        let value: serde_json::Value =
            serde_json::from_str(&one.stdout).unwrap_or_else(|why| panic!("{line}: {why}"));
        assert_eq!(value["format"], 1, "{line}");
        assert_eq!(one.stdout, two.stdout, "{line}");
    }
}
