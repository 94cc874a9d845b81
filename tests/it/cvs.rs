//! From an archive of CVS to a store: the commands of `docs/cvs.md`, run on an archive that CVS itself wrote.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::world::{Ran, World, ran};

const AT: &str = "2026-02-01T09:00:00Z";

/// Whether the programs are here; where `WR_TEST_CVS` is set they must be.
#[allow(clippy::print_stderr)]
fn has_cvs() -> bool {
    let runs = |program: &str| {
        let output = Command::new(program).arg("--version").output();
        output.is_ok_and(|output| output.status.success())
    };
    let found = ["cvs", "cvs-fast-export", "iconv"].into_iter().all(runs);
    assert!(
        found || std::env::var_os("WR_TEST_CVS").is_none(),
        "cvs or cvs-fast-export is missing, and WR_TEST_CVS is set"
    );
    if !found {
        eprintln!("skipped: no cvs and cvs-fast-export are here, so no archive is converted");
    }
    found
}

#[test]
fn an_archive_becomes_a_store_with_the_old_texts_of_each_register() {
    if !has_cvs() {
        return;
    }
    let mut world = World::empty();
    let archive = world.outside().join("cvs");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cvs/archive.sh");
    let made = bash(
        &world,
        &[script.to_str().unwrap(), archive.to_str().unwrap()],
    );
    assert_eq!(made.code, 0, "{made:?}");
    let log = fs::read(archive.join("alliances/xyz/register.txt,v")).unwrap();
    assert!(log.windows(4).any(|four| four == b"M\xfcll"), "not Latin-1");

    // The server checks what is pushed.
    world.git(
        "vera",
        &[
            "init",
            "--quiet",
            "--bare",
            "--initial-branch=main",
            "registers.git",
        ],
    );
    let installed = world.run(AT, "vera", "-C registers.git hook install");
    assert_eq!(installed.code, 0, "{installed:?}");

    // An editor is not run without a terminal: it writes the two texts of XYZ in turn.
    for version in ["1", "2"] {
        let text = format!(
            "title: XYZ / DMTF Work Register\ninitiated: 2007\npartner: {{organization: xyz}}\n\
             originating_committee: alliance\nscope: Models, version {version}\nbenefits: One model.\n\
             standards: [{{type: Schema, ap_id: xyz_ schema, description: schema, domain: Networking, lead: XYZ, \
             ip_policy: DMTF, owner: DMTF, developer: XYZ, maintainer: DMTF}}]\n"
        );
        fs::write(world.outside().join(format!("xyz-{version}")), text).unwrap();
    }
    let page = include_str!("../../docs/cvs.md");
    let edit = format!(
        "mv \"$(ls {}/xyz-? | head -n 1)\"",
        world.outside().display()
    );
    let commands: String = page
        .split("```sh\n")
        .skip(1)
        .filter_map(|block| block.split("```").next())
        .collect::<String>()
        .replace("/srv/cvs", archive.to_str().unwrap())
        .replace(
            "wr edit xyz\n",
            &format!("{edit} registers/xyz/register.yaml\n"),
        );
    let done = bash(&world, &["-e", "-u", "-o", "pipefail", "-c", &commands]);
    assert_eq!(done.code, 0, "{}{}", done.stdout, done.stderr);
    assert!(done.stdout.contains("verified:"), "{done:?}");

    world.here = world.path("registers");
    is_kept(&world);
    for id in ["xyz", "abc"] {
        let log = world.run(AT, "vera", &format!("log {id}")).stdout;
        for act in [
            "submits revision 1",
            "submits revision 2",
            "backfills revision 2",
        ] {
            assert!(log.contains(act), "{id}: {log}");
        }
        let acts = world.files(&format!("registers/{id}/acts"), "-submit-");
        let evidence = |path: &String| world.read(path).contains("evidence: \"CVS, ");
        assert!(acts.len() == 2 && acts.iter().all(evidence), "{acts:?}");
    }
    let old = world.read("registers/abc/revisions/1.yaml");
    assert!(old.contains("Models für Router.\""), "{old}");
    let new = world.read("registers/abc/revisions/2.yaml");
    assert!(new.contains("Router und Switches"), "{new}");
    let status = world.run(AT, "vera", "status xyz").stdout;
    assert!(
        status.contains("in force with revision 2 since 2012"),
        "{status}"
    );
    assert_eq!(world.run(AT, "vera", "check").code, 0);
}

/// What `docs/cvs.md` says that git has is there.
fn is_kept(world: &World) {
    let git = |args: &[&str]| world.git("vera", args);
    let text = git(&["log", "--follow", "--format=%an %s", "cvs/xyz/register.txt"]);
    let subjects: Vec<&str> = text.lines().collect();
    assert_eq!(
        subjects,
        [
            "Vera Vance Move the files from CVS to the folder cvs",
            "Vera Vance Switches, später mehr",
            "Vera Vance Durchgesehen",
            "Olga Owens Erste Fassung, geprüft von Müller"
        ]
    );
    let tags = git(&["tag", "--list"]);
    assert_eq!(tags, "approved-2008\napproved-2012\n");
    let first = git(&["show", "approved-2008:old/notes.txt"]);
    assert!(first.starts_with("$Id: notes.txt,v 1.1 2008/"), "{first}");
    let logo = fs::read(world.path("cvs/logo.gif")).unwrap();
    assert_eq!(logo, b"GIF89a\x00\x01\r\n\xff$Id$");
    assert_eq!(world.read("cvs/minutes of May.txt"), "approved\n");
    let all = git(&["ls-remote", "origin"]);
    for name in ["refs/heads/cvs/draft-2009", "refs/tags/approved-2012"] {
        assert!(all.contains(name), "{all}");
    }
    assert_eq!(git(&["status", "--porcelain"]), "");
    git(&["fsck", "--strict", "--no-dangling"]);
    let shared = git(&["ls-remote", "origin", "refs/heads/main"]);
    assert!(
        shared.starts_with(git(&["rev-parse", "HEAD"]).trim()),
        "{shared}"
    );
}

/// Runs bash with `wr` on the path.
fn bash(world: &World, args: &[&str]) -> Ran {
    let folder = Path::new(env!("CARGO_BIN_EXE_wr")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&path));
    let mut bash = world.command("bash", AT, "vera");
    bash.env("PATH", std::env::join_paths(paths).unwrap());
    ran(bash.args(args).output().unwrap())
}
