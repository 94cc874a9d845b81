//! The difference between two commits, compared with git's own, for trees of any shape.

use std::fs;

use wr::store::Store;

use super::world::World;

/// Each step is a commit: paths with their contents; without contents a path is taken away.
const STEPS: &[&[(&str, Option<&str>)]] = &[
    &[
        ("r/a", Some("1")),
        ("r/a.b/c", Some("1")),
        ("r/a0/c", Some("1")),
        ("r/x/y/z", Some("1")),
        ("out", Some("1")),
    ],
    &[("r/x/y/z", Some("2")), ("out", Some("2"))],
    // A file becomes a folder between two that sort around it, and a folder a file.
    &[
        ("r/a", None),
        ("r/a/c", Some("1")),
        ("r/x/y/z", None),
        ("r/x/y", Some("2")),
    ],
    &[
        ("r/a/c", None),
        ("r/a", Some("1")),
        ("r/x/y", None),
        ("r/x/z", Some("2")),
    ],
    &[
        ("r/a.b/c", None),
        ("r/a.b/d", Some("1")),
        ("r/å", Some("1")),
        ("r/A", Some("1")),
    ],
    &[
        ("r/a", None),
        ("r/a.b/d", None),
        ("r/a0/c", None),
        ("r/x/z", None),
        ("r/å", None),
        ("r/A", None),
    ],
    &[("r/a/b/c/d", Some("1"))],
];

#[test]
fn two_versions_differ_where_git_says_so() {
    let world = World::empty();
    world.git("vera", &["init", "--quiet", "--initial-branch=main"]);
    world.git("vera", &["config", "core.quotePath", "false"]);
    let mut commits = Vec::new();
    for step in STEPS {
        for (path, contents) in *step {
            match contents {
                Some(text) => world.write(path, text),
                None => {
                    fs::remove_file(world.path(path)).unwrap();
                    // Git does not keep empty folders, which would stand in the way of files.
                    let folders = world.path(path);
                    folders
                        .ancestors()
                        .skip(1)
                        .take_while(|folder| fs::remove_dir(folder).is_ok())
                        .for_each(drop);
                }
            }
        }
        world.git("vera", &["add", "--all"]);
        world.git("vera", &["commit", "--quiet", "-m", "step"]);
        commits.push(world.git("vera", &["rev-parse", "HEAD"]).trim().to_string());
    }
    let store = Store::find(&world.here).unwrap();
    let version = |id: &str| {
        store
            .version(store.commit_named(id).unwrap().unwrap())
            .unwrap()
    };
    let mut compared = 0;
    for old in &commits {
        for new in &commits {
            let changed = store
                .changed(Some(version(old)), version(new), "r")
                .unwrap();
            let told = world.git(
                "vera",
                &["diff", "--name-only", "--no-renames", old, new, "--", "r"],
            );
            let mut told: Vec<&str> = told.lines().collect();
            told.sort_unstable();
            told.dedup();
            assert_eq!(changed.paths, told, "{old} {new}");
            compared += told.len();
        }
    }
    assert!(compared > 50);
    let first = store.changed(None, version(&commits[0]), "r").unwrap();
    assert_eq!(first.paths, ["r/a", "r/a.b/c", "r/a0/c", "r/x/y/z"]);
    assert!(
        store
            .changed(None, version(&commits[5]), "r")
            .unwrap()
            .paths
            .is_empty()
    );
}

/// Folders that are equal are not looked into: here they cannot be, because the objects are gone.
#[test]
fn what_is_equal_is_never_read() {
    let world = World::empty();
    world.git("vera", &["init", "--quiet", "--initial-branch=main"]);
    world.write("r/same/file", "the same");
    world.write("r/other/file", "1");
    world.git("vera", &["add", "--all"]);
    world.git("vera", &["commit", "--quiet", "-m", "one"]);
    world.write("r/other/file", "2");
    world.git("vera", &["commit", "--quiet", "--all", "-m", "two"]);
    let tree = world.git("vera", &["rev-parse", "HEAD:r/same"]);
    let (folder, file) = tree.trim().split_at(2);
    fs::remove_file(world.path(&format!(".git/objects/{folder}/{file}"))).unwrap();
    let store = Store::find(&world.here).unwrap();
    let version = |name: &str| {
        store
            .version(store.commit_named(name).unwrap().unwrap())
            .unwrap()
    };
    let changed = store
        .changed(Some(version("HEAD~1")), version("HEAD"), "r")
        .unwrap();
    assert_eq!(changed.paths, ["r/other/file"]);
    assert!(
        store.changed(None, version("HEAD"), "r").is_err(),
        "the folder is still there"
    );
}
