//! The public site on disk: built from a commit, the same bytes each time, and without dead links.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::world::{Ran, World, words};

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
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran {
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        code: output.status.code().unwrap(),
    }
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
