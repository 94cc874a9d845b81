//! The git layer against real repositories, compared with the `git` program.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use tempfile::TempDir;
use wr::store::{Commit, CommitError, Committed, Identity, NewCommit, Store, StoreError};

/// A temporary folder with a store in it.
struct World {
    dir: TempDir,
    store: Store,
}

fn world() -> World {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::init(dir.path()).unwrap();
    World { dir, store }
}

/// A store whose one commit has `registers/policy.yaml` and `notes.txt`.
fn begun() -> World {
    let world = world();
    put(
        &world.store,
        &[
            ("registers/policy.yaml", "policy\n"),
            ("notes.txt", "notes\n"),
        ],
    )
    .unwrap();
    world
}

fn git_in(dir: &Path, args: &[&str]) -> String {
    let mut git = Command::new("git");
    git.current_dir(dir)
        .args(["-c", "user.name=Bo", "-c", "user.email=bo@example.org"])
        .args(args);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    let output = git.output().unwrap();
    assert!(
        output.status.success(),
        "git {args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

impl World {
    fn git(&self, args: &[&str]) -> String {
        git_in(self.dir.path(), args)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn status(&self) -> String {
        self.git(&["status", "--porcelain", "-uall"])
    }
}

fn change(files: &[(&str, &str)]) -> NewCommit {
    let files = files
        .iter()
        .map(|(path, text)| (path.to_string(), text.as_bytes().to_vec()))
        .collect();
    let author = Identity {
        name: "Ann Ås".into(),
        email: "ann@example.org".into(),
    };
    let at = chrono::DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    NewCommit {
        files,
        message: "Propose xyz\n\nBody\n".into(),
        author,
        at,
    }
}

fn put(store: &Store, files: &[(&str, &str)]) -> Result<Committed, CommitError> {
    let base = store.head().unwrap().commit;
    put_on(store, files, base)
}

fn put_on(
    store: &Store,
    files: &[(&str, &str)],
    base: Option<Commit>,
) -> Result<Committed, CommitError> {
    let done = store.commit(&store.lock().unwrap(), &change(files), base)?;
    assert!(done.behind.is_none(), "{:?}", done.behind);
    Ok(done)
}

fn refusal(done: Result<Committed, CommitError>) -> StoreError {
    match done.unwrap_err() {
        CommitError::Store(error) => error,
        CommitError::Moved => panic!("moved"),
    }
}

#[test]
fn the_first_commit_and_the_next_are_what_git_would_make() {
    let world = world();
    assert_eq!(world.store.head().unwrap().branch.as_deref(), Some("main"));
    assert_eq!(
        (
            world.store.head().unwrap().commit,
            world.store.seen().unwrap()
        ),
        (None, None)
    );
    let first = put(&world.store, &[("registers/policy.yaml", "one\n")])
        .unwrap()
        .commit;
    assert_eq!(world.status(), "");
    let second = put(&world.store, &[("registers/xyz/acts/a.yaml", "two\n")])
        .unwrap()
        .commit;
    assert_eq!(world.status(), "");
    assert_eq!(
        world.git(&["rev-parse", "main", "main^"]),
        format!("{second}\n{first}\n")
    );
    assert_eq!(
        world
            .git(&["log", "-1", "--format=%an <%ae> %cn %ad %B", "--date=raw"])
            .trim(),
        "Ann Ås <ann@example.org> Ann Ås 1795000000 +0000 Propose xyz\n\nBody"
    );
    assert_eq!(
        world.git(&["reflog", "-1", "--format=%gs"]),
        "commit (wr): Propose xyz\n"
    );
    assert!(matches!(
        put_on(&world.store, &[("a", "a")], None),
        Err(CommitError::Moved)
    ));
    assert!(matches!(
        put_on(&world.store, &[("a", "a")], Some(first)),
        Err(CommitError::Moved)
    ));
    assert!(!world.path("a").exists());
    world.git(&["fsck", "--strict"]);
}

#[test]
fn a_detached_head_moves_alone() {
    let world = begun();
    world.git(&["checkout", "-q", "--detach"]);
    assert_eq!(world.store.head().unwrap().branch, None);
    let before = world.git(&["rev-parse", "main"]);
    let commit = put(&world.store, &[("registers/a", "a")]).unwrap().commit;
    assert_eq!(
        world.git(&["rev-parse", "HEAD", "main"]),
        format!("{commit}\n{before}")
    );
    assert_eq!(world.status(), "");
}

#[test]
fn a_bare_repository_takes_commits_and_has_no_files() {
    let dir = tempfile::tempdir().unwrap();
    git_in(dir.path(), &["init", "-q", "--bare", "-b", "trunk"]);
    let store = Store::find(dir.path()).unwrap();
    assert_eq!(store.top(), None);
    let commit = put(&store, &[("registers/a", "a")]).unwrap().commit;
    assert_eq!(
        git_in(dir.path(), &["rev-parse", "trunk"]),
        format!("{commit}\n")
    );
    assert_eq!(store.working(&[]).unwrap().tree.files().count(), 0);
    assert!(!dir.path().join("wr-pending").exists());
}

#[test]
fn staged_and_edited_files_of_others_stay_as_they_are() {
    let world = begun();
    world.write("staged.txt", "staged");
    world.write("notes.txt", "edited");
    world.write("untracked.txt", "untracked");
    world.git(&["add", "staged.txt"]);
    put(&world.store, &[("registers/a", "a")]).unwrap();
    assert_eq!(
        world.status(),
        " M notes.txt\nA  staged.txt\n?? untracked.txt\n"
    );
    world.write("registers/policy.yaml", "mine\n");
    put(&world.store, &[("registers/policy.yaml", "mine\n")]).unwrap();
    assert_eq!(
        world.status(),
        " M notes.txt\nA  staged.txt\n?? untracked.txt\n"
    );
}

#[test]
fn what_is_in_no_commit_is_never_overwritten() {
    let world = begun();
    world.write("registers/policy.yaml", "edited\n");
    world.write("new.yaml", "mine\n");
    fs::create_dir(world.path("folder")).unwrap();
    let head = world.store.head().unwrap();
    for path in [
        "registers/policy.yaml",
        "new.yaml",
        "folder",
        "notes.txt/below",
    ] {
        let error = refusal(put(
            &world.store,
            &[("registers/b", "b"), (path, "theirs\n")],
        ));
        assert!(
            matches!(error, StoreError::WouldOverwrite { .. }),
            "{path}: {error}"
        );
    }
    assert_eq!(world.store.head().unwrap(), head);
    assert_eq!(
        fs::read_to_string(world.path("registers/policy.yaml")).unwrap(),
        "edited\n"
    );
    assert!(!world.path("registers/b").exists() && !world.path(".git/wr-pending").exists());
}

#[test]
fn paths_that_leave_the_store_are_refused() {
    let world = begun();
    for path in [
        "",
        "/a",
        "../a",
        "a/../b",
        "a//b",
        "a\\b",
        ".git/config",
        "a/.GIT/x",
        "a\nb",
        "C:a",
        "a/",
    ] {
        let error = refusal(put(&world.store, &[(path, "x")]));
        assert!(
            matches!(error, StoreError::BadPath { .. }),
            "{path:?}: {error}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_working_tree_is_not_followed() {
    let (world, outside) = (begun(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(outside.path(), world.path("registers/link")).unwrap();
    let error = refusal(put(&world.store, &[("registers/link/a", "a")]));
    assert!(matches!(error, StoreError::WouldOverwrite { .. }));
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    for under in [
        &["registers/"][..],
        &["registers/link/x", "registers/policy.yaml"][..],
    ] {
        let read = world.store.working(under).unwrap();
        assert_eq!(
            read.non_regular,
            [("registers/link".to_string(), "a symbolic link")]
        );
        assert_eq!(
            read.tree
                .files()
                .map(|file| file.path())
                .collect::<Vec<_>>(),
            ["registers/policy.yaml"]
        );
    }
}

#[test]
fn a_running_git_or_an_unfinished_merge_refuses_with_nothing_changed() {
    let world = begun();
    let head = world.store.head().unwrap();
    world.write(".git/index.lock", "");
    assert!(matches!(
        refusal(put(&world.store, &[("a", "a")])),
        StoreError::Locked { .. }
    ));
    fs::remove_file(world.path(".git/index.lock")).unwrap();
    world.write(".git/refs/heads/main.lock", "");
    let error = refusal(put(&world.store, &[("a", "a")]));
    assert!(error.to_string().ends_with("main.lock"), "{error}");
    assert!(!world.path(".git/wr-pending").exists());
    fs::remove_file(world.path(".git/refs/heads/main.lock")).unwrap();
    world.write(".git/MERGE_HEAD", &format!("{}\n", head.commit.unwrap()));
    assert!(matches!(
        refusal(put(&world.store, &[("a", "a")])),
        StoreError::InProgress { what: "merge", .. }
    ));
    fs::remove_file(world.path(".git/MERGE_HEAD")).unwrap();
    assert_eq!(
        (world.store.head().unwrap(), world.status()),
        (head, String::new())
    );
    put(&world.store, &[("a", "a")]).unwrap();
}

#[test]
fn filters_never_change_bytes() {
    let world = begun();
    world.git(&["config", "core.autocrlf", "true"]);
    for path in ["notes.txt", "registers/policy.yaml"] {
        fs::remove_file(world.path(path)).unwrap();
    }
    world.git(&["checkout", "-q", "."]);
    assert_eq!(fs::read(world.path("notes.txt")).unwrap(), b"notes\r\n");
    put(
        &world.store,
        &[("notes.txt", "more\nlines\n"), ("crlf.txt", "a\r\nb\r\n")],
    )
    .unwrap();
    assert_eq!(
        world.git(&["cat-file", "blob", "HEAD:notes.txt"]),
        "more\nlines\n"
    );
    assert_eq!(
        world.git(&["cat-file", "blob", "HEAD:crlf.txt"]),
        "a\r\nb\r\n"
    );
    assert_eq!(world.status(), "");
}

#[test]
fn indexes_that_only_git_reads_are_kept_up() {
    let split = begun();
    split.git(&["update-index", "--split-index"]);
    put(&split.store, &[("registers/a", "a"), ("notes.txt", "b")]).unwrap();
    assert_eq!(split.status(), "");

    let sparse = begun();
    put(
        &sparse.store,
        &[("other/deep/a", "a"), ("registers/x/a", "a")],
    )
    .unwrap();
    // Git fills in the times of new entries here; `sparse-checkout` alone does not look.
    assert_eq!(sparse.status(), "");
    sparse.git(&[
        "sparse-checkout",
        "set",
        "--cone",
        "--sparse-index",
        "registers",
    ]);
    assert!(sparse.git(&["ls-files", "--sparse"]).contains("other/\n"));
    put(
        &sparse.store,
        &[
            ("registers/x/b", "b"),
            ("registers/x/a", "c"),
            ("other/deep/b", "b"),
        ],
    )
    .unwrap();
    assert_eq!(sparse.status(), "");
    assert_eq!(sparse.git(&["show", "HEAD:other/deep/a"]), "a");
}

#[test]
fn a_linked_worktree_is_a_store_of_its_own_branch() {
    let (world, outside) = (begun(), tempfile::tempdir().unwrap());
    let linked = outside.path().join("linked");
    world.git(&[
        "worktree",
        "add",
        "-q",
        "-b",
        "side",
        linked.to_str().unwrap(),
    ]);
    let store = Store::find(&linked.join("registers")).unwrap();
    assert_eq!(
        store.top().unwrap().canonicalize().unwrap(),
        linked.canonicalize().unwrap()
    );
    let commit = put(&store, &[("registers/side", "s")]).unwrap().commit;
    assert_eq!(world.git(&["rev-parse", "side"]), format!("{commit}\n"));
    assert_eq!(
        (git_in(&linked, &["status", "--porcelain"]), world.status()),
        Default::default()
    );
    assert!(world.path(".git/wr.lock").exists());
}

#[test]
fn four_writers_lose_nothing() {
    let world = begun();
    let dir = world.dir.path();
    thread::scope(|scope| {
        for writer in 0..4 {
            scope.spawn(move || {
                (0..25).for_each(|n| write_patiently(dir, &format!("registers/{writer}/{n}")))
            });
        }
    });
    assert_eq!(world.git(&["rev-list", "--count", "HEAD"]), "101\n");
    assert_eq!(
        world
            .git(&["ls-tree", "-r", "--name-only", "HEAD", "registers/"])
            .lines()
            .count(),
        101
    );
    assert_eq!(
        (
            world.git(&["fsck", "--strict", "--no-dangling"]),
            world.status()
        ),
        Default::default()
    );
}

fn write_patiently(dir: &Path, path: &str) {
    let store = Store::find(dir).unwrap();
    loop {
        match put(&store, &[(path, path)]) {
            Err(CommitError::Moved) => thread::yield_now(),
            done => return drop(done.unwrap()),
        }
    }
}

#[test]
fn reading_takes_the_paths_asked_for_and_reports_what_is_no_plain_file() {
    let world = begun();
    let blob = world.git(&["hash-object", "notes.txt"]).trim().to_string();
    let head = world.store.head().unwrap().commit.unwrap();
    for (mode, id, path) in [
        ("120000", blob.as_str(), "registers/x/link"),
        ("100755", &blob, "registers/x/run"),
        ("160000", &head.to_string(), "registers/sub"),
        ("100644", &blob, "registers/x/plain"),
        ("100644", &blob, "registers/xy"),
    ] {
        world.git(&[
            "update-index",
            "--add",
            "--cacheinfo",
            &format!("{mode},{id},{path}"),
        ]);
    }
    world.git(&["commit", "-qm", "odd"]);
    let at = world.store.head().unwrap().commit.unwrap();
    let paths = |under: &[&str]| {
        let read = world.store.read(at, under).unwrap();
        let files: Vec<_> = read
            .tree
            .files()
            .map(|file| file.path().to_string())
            .collect();
        (
            files.join(" "),
            read.non_regular
                .into_iter()
                .map(|(path, _)| path)
                .collect::<Vec<_>>()
                .join(" "),
        )
    };
    let expect = |files: &str, non_regular: &str| (files.to_string(), non_regular.to_string());
    assert_eq!(
        paths(&["registers/x/"]),
        expect("registers/x/plain", "registers/x/link registers/x/run")
    );
    assert_eq!(
        paths(&["registers/xy", "missing", "missing/"]),
        expect("registers/xy", "")
    );
    assert_eq!(
        paths(&["registers/x", "notes.txt/"]),
        expect("", "notes.txt registers/x")
    );
    assert_eq!(
        paths(&["notes.txt", "registers/sub"]),
        expect("notes.txt", "registers/sub")
    );
    assert_eq!(
        paths(&["registers/", "registers/policy.yaml"])
            .0
            .split(' ')
            .count(),
        3
    );
    assert_eq!(paths(&[]).0.split(' ').count(), 4);
    assert_eq!(world.store.list_folders(at, "registers").unwrap(), ["x"]);
    assert_eq!(world.store.list_folders(at, "").unwrap(), ["registers"]);
    assert_eq!(world.store.tree_id(at, "notes.txt"), Some(blob));
    assert_eq!(world.store.tree_id(at, "missing"), None);
    assert_eq!(
        world
            .store
            .exists_at(&head.to_string(), "registers/xy")
            .unwrap(),
        Some(false)
    );
    assert_eq!(
        world
            .store
            .exists_at(&at.to_string(), "registers/xy")
            .unwrap(),
        Some(true)
    );
    assert_eq!(
        world
            .store
            .exists_at(&"0".repeat(40), "registers/xy")
            .unwrap(),
        None
    );
    assert_eq!(world.store.exists_at("abc", "registers/xy").unwrap(), None);
}

#[test]
fn seen_is_what_upstream_has_too() {
    let (upstream, outside) = (begun(), tempfile::tempdir().unwrap());
    let shared = upstream.store.head().unwrap().commit;
    upstream.git(&[
        "clone",
        "-q",
        ".",
        outside.path().join("clone").to_str().unwrap(),
    ]);
    let clone = Store::find(&outside.path().join("clone")).unwrap();
    put(&clone, &[("a", "a")]).unwrap();
    assert_eq!(clone.seen().unwrap(), shared);
    git_in(clone.top().unwrap(), &["switch", "-qc", "side"]);
    assert_eq!(clone.seen().unwrap(), shared);
    assert_eq!(upstream.store.seen().unwrap(), shared);
}

#[test]
fn sha256_repositories_work() {
    let dir = tempfile::tempdir().unwrap();
    git_in(
        dir.path(),
        &["init", "-q", "--object-format=sha256", "-b", "main"],
    );
    let store = Store::init(dir.path()).unwrap();
    put(&store, &[("registers/a", "a")]).unwrap();
    let commit = put(&store, &[("registers/b", "b")]).unwrap().commit;
    assert_eq!(commit.to_string().len(), 64);
    assert_eq!(
        store.exists_at(&commit.to_string(), "registers/a").unwrap(),
        Some(true)
    );
    assert_eq!(git_in(dir.path(), &["status", "--porcelain"]), "");
    git_in(dir.path(), &["fsck", "--strict"]);
}

#[test]
fn each_way_of_having_no_store_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let error = Store::find(dir.path()).err().unwrap();
    assert!(error.to_string().contains("wr init"), "{error}");
    fs::write(dir.path().join("file"), "").unwrap();
    assert!(matches!(
        Store::init(dir.path()).err(),
        Some(StoreError::NotEmpty { .. })
    ));
    assert!(matches!(
        Store::init(begun().dir.path()).err(),
        Some(StoreError::NotEmpty { .. })
    ));
    let reftable = dir.path().join("reftable");
    git_in(
        dir.path(),
        &["init", "-q", "--ref-format=reftable", "reftable"],
    );
    assert!(matches!(
        Store::find(&reftable).err(),
        Some(StoreError::Reftable { .. })
    ));
    let empty = dir.path().join("a/b");
    Store::init(&empty).unwrap();
    assert_eq!(
        Store::init(&empty)
            .unwrap()
            .head()
            .unwrap()
            .branch
            .as_deref(),
        Some("main")
    );
}

#[test]
fn the_identity_is_gits() {
    let world = world();
    world.git(&["config", "user.name", "Ann"]);
    world.git(&["config", "user.email", "ann@example.org"]);
    let ann = Identity {
        name: "Ann".into(),
        email: "ann@example.org".into(),
    };
    assert_eq!(world.store.identity(), Some(ann));
}

#[test]
fn a_correction_replaces_only_the_file_that_was_read() {
    let world = begun();
    let path = "registers/xyz/register.yaml";
    let replace = |path: &str, old: &str, new: &str| {
        let lock = world.store.lock().unwrap();
        world
            .store
            .replace(&lock, path, old.as_bytes(), new.as_bytes())
            .map_err(|why| why.to_string())
    };
    let text = || fs::read_to_string(world.path(path)).unwrap();
    world.write(path, "a: X\n");
    assert_eq!(replace(path, "a: X\n", "a: x\n"), Ok(()));
    assert_eq!(text(), "a: x\n");
    // A person saves in an editor between the reading and the writing.
    world.write(path, "a: mine\n");
    assert_eq!(
        replace(path, "a: X\n", "a: x\n"),
        Err(format!("{path} was changed meanwhile"))
    );
    assert_eq!(text(), "a: mine\n");
    assert!(
        replace("../elsewhere.yaml", "", "x")
            .unwrap_err()
            .contains("cannot be a file of a store")
    );
    assert!(replace("registers/gone.yaml", "", "x").is_err());
    assert!(!world.path("registers/gone.yaml").exists());
    // Neither a link nor what lies behind one.
    fs::create_dir(world.path("outside")).unwrap();
    world.write("outside/register.yaml", "a: X\n");
    std::os::unix::fs::symlink(
        world.path("outside/register.yaml"),
        world.path("registers/link.yaml"),
    )
    .unwrap();
    std::os::unix::fs::symlink(world.path("outside"), world.path("registers/abc")).unwrap();
    for linked in ["registers/link.yaml", "registers/abc/register.yaml"] {
        assert_eq!(
            replace(linked, "a: X\n", "a: x\n"),
            Err(format!("{linked} is no longer a plain file"))
        );
    }
    assert_eq!(
        fs::read_to_string(world.path("outside/register.yaml")).unwrap(),
        "a: X\n"
    );
    assert!(!world.status().contains(".wr-new"), "{}", world.status());
}
