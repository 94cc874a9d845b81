//! The public site on disk: made of a commit, again byte for byte, only what changed, and never half.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::world::{Ran, World, words};

const NOW: &str = "2026-04-01T09:00:00Z";

/// The files of a site by path, without what a build leaves for the next one.
fn site(at: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![at.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with(".wr-site") {
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
    // What nobody has committed is not public.
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
fn a_later_build_writes_what_changed_and_comes_to_the_same_as_a_whole_one() {
    let mut world = World::given("established");
    let first = build(&mut world, NOW, "site build --out ../public");
    let files = site(&world.path("../public"));
    assert!(
        first.ends_with(&format!(", {} files\n", files.len())),
        "{first}"
    );
    let again = build(&mut world, NOW, "site build --out ../public");
    assert!(
        again.ends_with(&format!(", {} files, 0 of them written\n", files.len())),
        "{again}"
    );
    let before = fs::metadata(world.path("../public/registers/xyz/register.md"))
        .unwrap()
        .modified()
        .unwrap();
    build(
        &mut world,
        "2026-04-02T09:00:00Z",
        "milestone complete xyz schema --on 2026-04-02",
    );
    let at = "2026-04-03T09:00:00Z";
    let changed = build(&mut world, at, "site build --out ../public");
    let written = changed.rsplit(", ").next().unwrap();
    let written: usize = written.split(' ').next().unwrap().parse().unwrap();
    assert!((2..files.len() / 2).contains(&written), "{changed}");
    assert!(
        world
            .read("../public/milestones.html")
            .contains("completed 2026-04-02")
    );
    build(&mut world, at, "site build --out ../whole");
    same(
        &site(&world.path("../public")),
        &site(&world.path("../whole")),
    );
    // A page that somebody took away is made again, and one that was not changed is the same file.
    fs::remove_file(world.path("../public/registers/xyz/index.html")).unwrap();
    build(&mut world, at, "site build --out ../public");
    same(
        &site(&world.path("../public")),
        &site(&world.path("../whole")),
    );
    fs::write(world.path("../public/removed.html"), "edited").unwrap();
    build(&mut world, at, "site build --out ../public --all");
    same(
        &site(&world.path("../public")),
        &site(&world.path("../whole")),
    );
    let rules = |of: &str| fs::metadata(world.path(of)).unwrap().modified().unwrap();
    assert!(
        rules("../public/rules.html") < rules("../whole/rules.html"),
        "it was written again"
    );
    assert!(before <= rules("../public/registers/xyz/register.md"));
}

#[test]
fn a_build_that_fails_leaves_the_old_site_and_one_that_was_killed_is_made_anew() {
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
            "registers/xyz/index.html links to `../none.html`: there is no such page",
        ),
        (
            "<a href=\"mailto:pat@xyz.example\">x</a>",
            "the site shows nobody's address",
        ),
    ] {
        world.write("templates/register.html", text);
        for line in [
            "site build --out ../public",
            "site build --out ../public --all",
        ] {
            let ran = world.run(NOW, "vera", line);
            assert_eq!(ran.code, 2, "{}{}", ran.stdout, ran.stderr);
            assert!(ran.stderr.contains(why), "{}", ran.stderr);
            same(&site(&world.path("../public")), &before);
        }
    }
    fs::remove_file(world.path("templates/register.html")).unwrap();
    // As a killed build leaves it: some files new, some old, and the mark says so.
    fs::write(world.path("../public/.wr-site"), "wr is writing this site").unwrap();
    fs::write(world.path("../public/index.html"), "half").unwrap();
    build(&mut world, NOW, "site build --out ../public");
    same(&site(&world.path("../public")), &before);
    let beside: Vec<String> = fs::read_dir(world.outside())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".wr-site"))
        .collect();
    assert!(beside.is_empty(), "{beside:?} is left over");
}

#[test]
fn what_a_build_leaves_for_the_next_one_tells_nothing_that_the_site_does_not() {
    let mut world = World::given("submitted");
    build(&mut world, NOW, "site build --out ../public");
    let left = fs::read(world.path("../public/.wr-site")).unwrap();
    let left = String::from_utf8_lossy(&left);
    for private in ["XYZ / DMTF", "xyz.example", "olga", "Olga"] {
        assert!(!left.contains(private), "{private} in {left}");
    }
}
