//! The public site on disk: built from a commit, the same bytes each time, and without dead links.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use super::given;
use super::pull_requests::act;
use super::signatures::has_keygen;
use super::world::{Ran, World, ran, words};

const NOW: &str = "2026-04-01T09:00:00Z";

/// The files of a site by path, without hidden ones.
fn site(at: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![at.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with(".wr-site") && !path.ends_with(".nojekyll") {
                let name = path
                    .strip_prefix(at)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

fn same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        other.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in one {
        assert_eq!(
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&other[path]),
            "{path}"
        );
    }
}

fn build(world: &mut World, at: &str, line: &str) -> String {
    let ran = world.run(at, "vera", line);
    assert_eq!(ran.code, 0, "{line}: {}{}", ran.stdout, ran.stderr);
    ran.stdout
}

fn on_day(world: &World, epoch: &str, line: &str) -> Ran {
    let mut command = world.command(env!("CARGO_BIN_EXE_wr"), NOW, "vera");
    let output = command
        .env("SOURCE_DATE_EPOCH", epoch)
        .args(words(line))
        .output()
        .unwrap();
    ran(output)
}

#[test]
fn two_clones_make_the_same_bytes_of_one_commit() {
    let mut world = World::given("established");
    build(&mut world, NOW, "site build --out ../one");
    world.git("vera", &["clone", "--quiet", ".", "../clone"]);
    // What is not committed is not public.
    let contacts = world
        .read("registers/xyz/contacts.yaml")
        .replace("Pat", "Uncommitted");
    world.write("registers/xyz/contacts.yaml", &contacts);
    build(&mut world, NOW, "site build --out ../two");
    build(&mut world, NOW, "-C ../clone site build --out ../three");
    let one = site(&world.path("../one"));
    assert!(one.len() > 20 && one.contains_key("registers/xyz/index.html"));
    same(&one, &site(&world.path("../two")));
    same(&one, &site(&world.path("../three")));
}

#[test]
fn a_site_is_of_the_day_that_is_given() {
    let mut world = World::given("established");
    build(
        &mut world,
        "2030-01-01T09:00:00Z",
        "site build --out ../late",
    );
    let day = on_day(&world, "1893488400", "site build --out ../given");
    assert_eq!((day.code, day.stderr.as_str()), (0, ""));
    same(
        &site(&world.path("../late")),
        &site(&world.path("../given")),
    );
    assert!(
        world
            .read("../given/registers/xyz/index.html")
            .contains("overdue since")
    );
    build(&mut world, NOW, "site build --out ../given");
    assert!(
        !world
            .read("../given/registers/xyz/index.html")
            .contains("overdue since")
    );
    for bad in ["", "tomorrow", "9999999999999999999", "1.5"] {
        let refused = on_day(&world, bad, "site build --out ../bad");
        assert_eq!(refused.code, 2, "{bad}");
        assert!(
            refused.stderr.contains("SOURCE_DATE_EPOCH"),
            "{}",
            refused.stderr
        );
        assert!(!world.path("../bad").exists());
    }
}

#[test]
fn a_later_build_writes_what_differs_and_removes_what_is_not_of_the_site() {
    let mut world = World::given("established");
    let first = build(&mut world, NOW, "site build --out ../public");
    let before = site(&world.path("../public"));
    let count = before.len();
    assert!(first.ends_with(&format!(", {count} files\n")), "{first}");
    let again = build(&mut world, NOW, "site build --out ../public");
    assert!(
        again.ends_with(&format!(", {count} files, 0 written\n")),
        "{again}"
    );
    // A page that is missing, one that is edited, one of an earlier build, and a file that a host needs.
    let at = |path: &str| world.path("../public").join(path);
    fs::remove_file(at("registers/xyz/index.html")).unwrap();
    fs::write(at("removed.html"), "edited").unwrap();
    fs::create_dir_all(at("registers/old")).unwrap();
    fs::write(at("registers/old/index.html"), "old").unwrap();
    fs::write(at(".nojekyll"), "").unwrap();
    let kept = fs::metadata(at("rules.html")).unwrap().modified().unwrap();
    let mended = build(&mut world, NOW, "site build --out ../public");
    assert!(mended.ends_with(", 2 written\n"), "{mended}");
    same(&site(&world.path("../public")), &before);
    let at = |path: &str| world.path("../public").join(path);
    assert!(at(".nojekyll").exists() && !at("registers/old").exists());
    let now = fs::metadata(at("rules.html")).unwrap().modified().unwrap();
    assert_eq!(now, kept, "it was written again");
}

#[test]
fn a_build_that_fails_leaves_the_old_site() {
    let mut world = World::given("established");
    build(&mut world, NOW, "site build --out ../public");
    let before = site(&world.path("../public"));
    for (text, why) in [
        (
            "{% extends \"base.html\" %}{{ nothing }}",
            "templates/register.html:1:",
        ),
        (
            "<a href=\"../none.html\">x</a>",
            "registers/xyz/index.html links to `../none.html`: that page does not exist",
        ),
        (
            "<a href=\"mailto:pat@xyz.example\">x</a>",
            "the site must not show e-mail addresses",
        ),
    ] {
        world.write("templates/register.html", text);
        let ran = world.run(NOW, "vera", "site build --out ../public");
        assert_eq!(ran.code, 2, "{}{}", ran.stdout, ran.stderr);
        assert!(ran.stderr.contains(why), "{}", ran.stderr);
        same(&site(&world.path("../public")), &before);
    }
}

/// The commands that a page prints, as a reader copies them.
fn printed_commands(html: &str) -> Vec<String> {
    let blocks = html.split("<pre class=\"commands\" tabindex=\"0\"><code>");
    let unescaped = |block: &str| {
        let text = block.split("</code>").next().unwrap();
        let text = text.replace("&#x2F;", "/").replace("&quot;", "\"");
        let text = text.replace("&lt;", "<").replace("&gt;", ">");
        text.replace("&amp;", "&")
    };
    blocks.skip(1).map(unescaped).collect()
}

/// Serves the files of a folder, as the host of a site does, while the tests run.
fn serve(listener: TcpListener, folder: PathBuf) {
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = String::new();
            BufReader::new(&stream).read_line(&mut request).unwrap();
            let path = request.split(' ').nth(1).unwrap().trim_start_matches('/');
            let (status, bytes) = match fs::read(folder.join(path)) {
                Ok(bytes) => ("200 OK", bytes),
                Err(_) => ("404 Not Found", Vec::new()),
            };
            let length = bytes.len();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&bytes).unwrap();
        }
    });
}

/// Runs commands in a new folder. `git` finds the repository of the policy in the store, and `wr` is on the path.
fn run_printed(world: &World, folder: &str, commands: &str) -> Ran {
    fs::create_dir(world.path(folder)).unwrap();
    let wr = Path::new(env!("CARGO_BIN_EXE_wr")).parent().unwrap();
    let paths = std::env::var_os("PATH").unwrap();
    let paths = [wr.to_path_buf()]
        .into_iter()
        .chain(std::env::split_paths(&paths));
    let store = world.here.to_string_lossy();
    let mut command = world.command("bash", "2026-04-02T09:00:00Z", "reader");
    let output = command
        .current_dir(world.path(folder))
        .env("PATH", std::env::join_paths(paths).unwrap())
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", format!("url.{store}.insteadOf"))
        .env("GIT_CONFIG_VALUE_0", REPOSITORY)
        .args(["-euo", "pipefail", "-c", commands])
        .output()
        .unwrap();
    ran(output)
}

const REPOSITORY: &str = "https://git.example.org/registers.git";

/// Whether the programs that pages name are here; where `.ci/run` installed them, they must be.
fn has_programs() -> bool {
    let is_here = Command::new("curl").arg("--version").output().is_ok();
    assert!(
        is_here || std::env::var_os("WR_TEST_CURL").is_none(),
        "curl is missing, and WR_TEST_CURL is set"
    );
    is_here && has_keygen()
}

#[test]
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn the_commands_on_a_page_run_as_printed() {
    if !has_programs() {
        eprintln!("skipped: curl or ssh-keygen is not installed");
        return;
    }
    let mut world = World::signed("established");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let site = format!("ballots: names, url: '{url}', repository: '{REPOSITORY}'}}");
    let policy = world.read("registers/policy.yaml");
    let policy = policy.replace("ballots: tally}", &site);
    world.write("registers/policy.yaml", &policy);
    build(&mut world, NOW, "save policy");
    build(&mut world, NOW, "site build --out ../public");
    serve(listener, world.path("../public"));
    let pages = ["index.html", "revisions/1.html"];
    let mut runs = 0;
    for (at, page) in pages.iter().enumerate() {
        let html = world.read(&format!("../public/registers/xyz/{page}"));
        for (number, commands) in printed_commands(&html).iter().enumerate() {
            let ran = run_printed(&world, &format!("../reader-{at}-{number}"), commands);
            let said = format!("{}{}", ran.stdout, ran.stderr);
            assert_eq!(ran.code, 0, "{commands}{said}");
            let is_proof = ["verified:", ": OK", "Good \""]
                .iter()
                .any(|proof| ran.stdout.contains(proof));
            assert!(is_proof, "{commands}{said}");
            runs += 1;
        }
    }
    assert_eq!(
        runs, 5,
        "the clone and the text on both pages, the signatures on one"
    );
    // A text that differs by one byte is detected.
    let text = "../public/registers/xyz/revisions/1.yaml";
    world.write(text, &world.read(text).replace("One schema", "Ten schema"));
    let html = world.read("../public/registers/xyz/revisions/1.html");
    let ran = run_printed(&world, "../reader", &printed_commands(&html)[1]);
    assert!(
        ran.code != 0 && ran.stdout.contains("FAILED"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_site_without_addresses_has_commands_for_what_a_reader_downloads() {
    let mut world = World::given("established");
    build(&mut world, NOW, "site build --out ../public");
    let html = world.read("../public/registers/xyz/revisions/1.html");
    let [check] = printed_commands(&html).try_into().unwrap();
    assert!(!html.contains("git clone") && !html.contains("curl"));
    let copy = format!(
        "cp {}/1.yaml .\n",
        world.path("../public/registers/xyz/revisions").display()
    );
    let ran = run_printed(&world, "../reader", &format!("{copy}{check}"));
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "1.yaml: OK\n"));
    assert!(html.contains("does not publish the acts"));
}

/// Takes a register whose ballots are open to its acceptance, with this actor and line for the vote of Delos.
fn accepted(world: &mut World, delos: (&str, &str)) {
    for &(at, who, line) in given::between("balloting", "established") {
        let (who, line) = if who == "dan" { delos } else { (who, line) };
        act(world, at, who, line);
    }
}

#[test]
fn a_vote_that_its_voter_did_not_sign_is_marked_among_those_that_are() {
    let mut world = World::signed("balloting");
    let recorded = "vote xyz abstain --ballot alliance --for delos --evidence Minutes";
    accepted(&mut world, ("carl", recorded));
    let policy = world.read("registers/policy.yaml");
    world.write(
        "registers/policy.yaml",
        &policy.replace("ballots: tally", "ballots: names"),
    );
    build(&mut world, NOW, "save policy");
    build(&mut world, NOW, "site build --out ../public");
    let html = world.read("../public/registers/xyz/index.html");
    for part in [
        "1 of 4 votes not signed",
        "Delos Storage (Delos)</span>: abstain (not signed)</li>",
        "Acme Corporation (Acme)</span>: approve</li>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn the_reasons_of_opposing_votes_are_public_only_if_the_policy_says_so() {
    let mut world = World::given("balloting");
    let opposes =
        "vote xyz oppose --ballot alliance --comment \"The schema belongs to another body.\"";
    accepted(&mut world, ("dan", opposes));
    let policy = world.read("registers/policy.yaml");
    for (level, names, reasons) in [
        ("outcome", false, false),
        ("names", true, false),
        ("reasons", true, true),
    ] {
        let changed = policy.replace("ballots: tally", &format!("ballots: {level}"));
        world.write("registers/policy.yaml", &changed);
        build(&mut world, NOW, "save policy");
        build(&mut world, NOW, "site build --out ../public");
        let site = site(&world.path("../public"));
        for page in ["index.html", "register.md", "register.json"] {
            let text = String::from_utf8_lossy(&site[&format!("registers/xyz/{page}")]);
            assert_eq!(text.contains("Delos"), names, "{level} {page}: {text}");
            let reason = "The schema belongs to another body.";
            assert_eq!(text.contains(reason), reasons, "{level} {page}: {text}");
        }
        // The file of the vote is published with the page that shows its words.
        let votes = "registers/xyz/ballots/adopt-1-alliance-1/votes/delos/";
        let is_there = site.keys().any(|path| path.starts_with(votes));
        assert_eq!(is_there, reasons, "{level}");
    }
}
