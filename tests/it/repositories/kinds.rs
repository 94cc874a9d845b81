//! The kinds of repositories.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use super::super::sync::script;
use super::super::world::{CONTACTS, POLICY, REGISTER, ROSTER, World};
use super::super::{given, signatures};
use super::{AT, Clone, Ends, Kind, Made, go, is_root, origin};

pub(super) const KINDS: &[Kind] = &[
    works("a plain clone", |_| Ok(())),
    works("a linked worktree", worktree),
    works("a submodule on a branch", |clone| submodule(clone, true)),
    Kind {
        name: "a submodule as git checks it out, on no branch",
        make: |clone| submodule(clone, false),
        ends: Ends::Without("sync", &["git switch --create NAME"]),
    },
    Kind {
        name: "a bare repository",
        make: |clone| {
            go(clone, "origin.git");
            Ok(())
        },
        ends: Ends::Without("save xyz", &["use a clone"]),
    },
    Kind {
        name: "a detached HEAD",
        make: |clone| git(clone, &["checkout --quiet --detach"]),
        ends: Ends::Without("sync", &["git switch --create NAME"]),
    },
    works("objects of another repository", |clone| {
        cloned(clone, &["--reference", "../store"])
    }),
    works("a clone that shares objects", |clone| {
        cloned(clone, &["--shared"])
    }),
    works("a split index", |clone| {
        git(
            clone,
            &["config core.splitIndex true", "update-index --split-index"],
        )
    }),
    works("an index of version 4", |clone| {
        git(
            clone,
            &["config index.version 4", "update-index --index-version 4"],
        )
    }),
    works("an index without checksum, with extensions", |clone| {
        git(
            clone,
            &[
                "config feature.manyFiles true",
                "config index.skipHash true",
                "config index.threads true",
                "config index.recordEndOfIndexEntries true",
                "config index.recordOffsetTable true",
                "update-index --force-write-index",
            ],
        )
    }),
    works("a sparse checkout without registers", |clone| {
        git(clone, &["sparse-checkout set --no-cone /templates/"])
    }),
    works("a sparse checkout of another register", |clone| {
        git(clone, &["sparse-checkout set --cone registers/abc"])
    }),
    works("a sparse index", |clone| {
        git(
            clone,
            &["sparse-checkout set --cone --sparse-index templates"],
        )
    }),
    works("a partial clone without blobs", |clone| {
        cloned(clone, &["--filter=blob:none"])
    }),
    works("a partial clone without trees", |clone| {
        cloned(clone, &["--filter=tree:0"])
    }),
    works("a shallow clone", |clone| cloned(clone, &["--depth=1"])),
    works("a clone of one branch", |clone| {
        cloned(clone, &["--single-branch", "--no-tags"])
    }),
    works("SHA-256", sha256),
    works("core.autocrlf", |clone| {
        git(clone, &["config core.autocrlf true"])?;
        fs::remove_dir_all(clone.world.path("registers")).unwrap();
        git(clone, &["checkout --quiet ."])
    }),
    works("core.ignoreCase", |clone| {
        git(clone, &["config core.ignoreCase true"])
    }),
    works(
        "files that are all executable, as on a Windows disk",
        |clone| {
            git(clone, &["config core.fileMode false"])?;
            for file in clone.world.files("registers", ".yaml") {
                let mode = fs::Permissions::from_mode(0o755);
                fs::set_permissions(clone.world.path(&file), mode).unwrap();
            }
            Ok(())
        },
    ),
    works("spaces and letters beyond ASCII in the path", |clone| {
        moved(clone, "Grüße an alle 表")
    }),
    works("a clone inside another repository", |clone| {
        clone.world.git("vera", &["init", "--quiet", "../outer"]);
        moved(clone, "outer/inner")?;
        let origin = origin(&clone.world);
        clone.git(&["config", "remote.origin.url", &origin]);
        Ok(())
    }),
    works("a link to a clone", |clone| {
        symlink("two", clone.world.outside().join("link")).unwrap();
        go(clone, "link");
        Ok(())
    }),
    works("a link to the git directory", |clone| {
        let kept = clone.world.outside().join("kept/two");
        fs::create_dir(kept.parent().unwrap()).unwrap();
        fs::rename(clone.world.path(".git"), &kept).unwrap();
        symlink(&kept, clone.world.path(".git")).unwrap();
        Ok(())
    }),
    works("a separate git directory", |clone| {
        git(clone, &["init --quiet --separate-git-dir ../kept"])
    }),
    works("core.worktree", |clone| {
        let tree = clone.world.outside().join("tree");
        fs::create_dir(&tree).unwrap();
        for name in ["registers", ".gitattributes"] {
            fs::rename(clone.world.path(name), tree.join(name)).unwrap();
        }
        let git_dir = clone.world.path(".git");
        let setting = tree.to_str().unwrap();
        clone.git(&["config", "core.worktree", setting]);
        go(clone, "tree");
        symlink(git_dir, clone.world.path(".git")).unwrap();
        Ok(())
    }),
    works("GIT_DIR and GIT_WORK_TREE", |clone| {
        let git_dir = clone.world.outside().join("kept.git");
        fs::rename(clone.world.path(".git"), &git_dir).unwrap();
        clone.set("GIT_DIR", git_dir.to_str().unwrap());
        let tree = clone.world.here.clone();
        clone.set("GIT_WORK_TREE", tree.to_str().unwrap());
        Ok(())
    }),
    works("GIT_DIR alone", |clone| {
        let git_dir = clone.world.outside().join("kept.git");
        fs::rename(clone.world.path(".git"), &git_dir).unwrap();
        clone.set("GIT_DIR", git_dir.to_str().unwrap());
        Ok(())
    }),
    works("a graft", |clone| {
        let head = clone.git(&["rev-parse", "HEAD"]);
        fs::write(clone.world.path(".git/info/grafts"), head).unwrap();
        Ok(())
    }),
    works("a replaced commit", |clone| {
        let fake = clone.git(&["commit-tree", "HEAD^{tree}", "-m", "fake"]);
        clone.git(&["replace", "HEAD", fake.trim()]);
        Ok(())
    }),
    works("a hook of fsmonitor, and an untracked cache", |clone| {
        script(clone.world.path(".git/monitor"), "printf 'token\\0'\n");
        git(
            clone,
            &[
                "config core.fsmonitor .git/monitor",
                "config core.untrackedCache true",
                "update-index --untracked-cache",
                "status",
            ],
        )
    }),
    works("packed references, commit graph, index of packs", |clone| {
        git(
            clone,
            &[
                "commit-graph write --reachable --split --changed-paths",
                "repack -qad --write-midx --write-bitmap-index",
                "pack-refs --all --prune",
                "gc --quiet --cruft",
            ],
        )
    }),
    works("settings of each worktree", |clone| {
        git(
            clone,
            &[
                "config extensions.worktreeConfig true",
                "config --worktree user.email other@example.org",
            ],
        )
    }),
    works("precious objects", |clone| {
        git(
            clone,
            &[
                "config core.repositoryFormatVersion 1",
                "config extensions.preciousObjects true",
            ],
        )
    }),
    works("settings that change what git commands do", |clone| {
        git(
            clone,
            &[
                "config transfer.fsckObjects true",
                "config fetch.prune true",
                "config push.default nothing",
                "config remote.pushDefault elsewhere",
                "config status.showUntrackedFiles no",
                "config i18n.commitEncoding ISO-8859-1",
                "config core.compression 0",
                "config merge.ff only",
                "config pull.rebase true",
            ],
        )
    }),
    works("commits that git signs with SSH", |clone| {
        if !signatures::has_keygen() {
            return Err("no ssh-keygen");
        }
        let key = clone.world.outside().join("key");
        let made = clone
            .world
            .command("ssh-keygen", AT, "ann")
            .args(["-q", "-t", "ed25519", "-N", "", "-f", key.to_str().unwrap()])
            .status();
        assert!(made.unwrap().success());
        git(
            clone,
            &[
                "config commit.gpgSign true",
                "config gpg.format ssh",
                "config user.signingKey ../key.pub",
            ],
        )
    }),
    reads(
        "commits that git cannot sign",
        |clone| {
            git(
                clone,
                &["config commit.gpgSign true", "config gpg.program false"],
            )
        },
        &["git config commit.gpgsign false"],
    ),
    works("hooks of commits that refuse everything", |clone| {
        for name in [
            "pre-commit",
            "commit-msg",
            "prepare-commit-msg",
            "post-commit",
        ] {
            script(clone.world.path(&format!(".git/hooks/{name}")), "exit 1\n");
        }
        Ok(())
    }),
    Kind {
        name: "a hook elsewhere that refuses the push",
        make: |clone| {
            script(
                clone.world.outside().join("hooks/pre-push"),
                "echo not today >&2; exit 1\n",
            );
            git(clone, &["config core.hooksPath ../hooks"])
        },
        ends: Ends::Without("sync", &["not today"]),
    },
    Kind {
        name: "a remote with a working tree",
        make: |clone| git(clone, &["config remote.origin.url ../store"]),
        ends: Ends::Without("sync", &["receive.denyCurrentBranch"]),
    },
    works(
        "another owner, whom git trusts by its environment",
        |clone| {
            let trusted = clone.world.here.canonicalize().unwrap();
            clone.set("GIT_CONFIG_COUNT", "1");
            clone.set("GIT_CONFIG_KEY_0", "safe.directory");
            clone.set("GIT_CONFIG_VALUE_0", trusted.to_str().unwrap());
            other_owner(clone)
        },
    ),
    Kind {
        name: "another owner, whom git does not trust",
        make: other_owner,
        ends: Ends::Refuse(&["git config --global --add safe.directory /", "two"]),
    },
    Kind {
        name: "reftable",
        make: |clone| cloned(clone, &["--ref-format=reftable"]),
        ends: Ends::Refuse(&[
            "refs migrate --ref-format=files",
            "git clone --ref-format=files",
        ]),
    },
    Kind {
        name: "an extension of git that is not supported",
        make: |clone| {
            git(
                clone,
                &[
                    "config core.repositoryFormatVersion 1",
                    "config extensions.compatObjectFormat sha256",
                ],
            )
        },
        ends: Ends::Refuse(&["compatobjectformat", "git clone --ref-format=files"]),
    },
    Kind {
        name: "a branch without commits",
        make: |clone| git(clone, &["checkout --quiet --orphan new"]),
        ends: Ends::Refuse(&["git switch main"]),
    },
    Kind {
        name: "a branch without registers",
        make: |clone| {
            git(
                clone,
                &[
                    "checkout --quiet --orphan pages",
                    "rm --quiet -r --cached .",
                    "commit --quiet --allow-empty -m pages",
                ],
            )
        },
        ends: Ends::Refuse(&["git switch main"]),
    },
    reads(
        "a merge in progress",
        |clone| unfinished(clone, "merge"),
        &["merge is in progress", "git status"],
    ),
    reads(
        "a rebase in progress",
        |clone| unfinished(clone, "rebase"),
        &["rebase is in progress", "git status"],
    ),
    reads(
        "a cherry-pick in progress",
        |clone| unfinished(clone, "cherry-pick"),
        &["cherry-pick is in progress", "git status"],
    ),
    reads(
        "a bisection in progress",
        |clone| git(clone, &["bisect start", "bisect bad"]),
        &["bisection is in progress", "git bisect reset"],
    ),
    reads(
        "another git command in progress",
        |clone| {
            fs::write(clone.world.path(".git/index.lock"), "").unwrap();
            Ok(())
        },
        &["another git command is running"],
    ),
    reads(
        "a disk that is read-only",
        super::disk::read_only,
        &["no permission to write", "wr join URL"],
    ),
];

const fn works(name: &'static str, make: fn(&mut Clone) -> Made) -> Kind {
    Kind {
        name,
        make,
        ends: Ends::Work,
    }
}

const fn reads(
    name: &'static str,
    make: fn(&mut Clone) -> Made,
    says: &'static [&'static str],
) -> Kind {
    Kind {
        name,
        make,
        ends: Ends::Read(says),
    }
}

/// Runs commands of git.
fn git(clone: &Clone, lines: &[&str]) -> Made {
    for line in lines {
        clone.git(&line.split(' ').collect::<Vec<_>>());
    }
    Ok(())
}

/// Another clone of the same store, made with these options; file:// makes git honor filters.
fn cloned(clone: &mut Clone, options: &[&str]) -> Made {
    let origin = origin(&clone.world);
    let setting = ["config", "uploadpack.allowFilter", "true"];
    clone.git(&[&["--git-dir", &origin], &setting[..]].concat());
    let url = format!("file://{origin}");
    let all = [&["clone", "--quiet"], options, &[&url, "../other"]].concat();
    if clone.try_git(&all).code != 0 {
        return Err("this git cannot make it");
    }
    go(clone, "other");
    Ok(())
}

fn worktree(clone: &mut Clone) -> Made {
    git(clone, &["worktree add --quiet ../linked -b side"])?;
    go(clone, "linked");
    Ok(())
}

fn submodule(clone: &mut Clone, on_branch: bool) -> Made {
    let origin = origin(&clone.world);
    clone.world.git(
        "vera",
        &["init", "--quiet", "--initial-branch=main", "../outer"],
    );
    go(clone, "outer");
    let allowed = ["-c", "protocol.file.allow=always"];
    let add = ["submodule", "--quiet", "add", &origin, "store"];
    clone.git(&[&allowed[..], &add].concat());
    git(clone, &["commit --quiet -m outer"])?;
    if on_branch {
        go(clone, "outer/store");
        return Ok(());
    }
    let again = ["clone", "--quiet", "--recurse-submodules", ".", "../again"];
    clone.git(&[&allowed[..], &again].concat());
    go(clone, "again/store");
    Ok(())
}

/// A store in the same state, whose history has other names.
fn sha256(clone: &mut Clone) -> Made {
    let mut world = World::empty();
    world.git(
        "vera",
        &[
            "init",
            "--quiet",
            "--object-format=sha256",
            "--initial-branch=main",
        ],
    );
    for (name, text) in [("policy", POLICY), ("roster", ROSTER)] {
        world.write(&format!("registers/{name}.yaml"), text);
        world.write(&format!("registers/history/{name}-1.yaml"), text);
    }
    world.write(".gitattributes", "registers/** -text\n");
    world.git("vera", &["add", "."]);
    world.git("vera", &["commit", "--quiet", "-m", "init"]);
    for &(at, who, line) in given::between("store", "balloting") {
        if line == "edit" {
            world.write("registers/xyz/register.yaml", REGISTER);
            world.write("registers/xyz/contacts.yaml", CONTACTS);
            continue;
        }
        let ran = world.run(at, who, line);
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
    }
    world.git(
        "vera",
        &["clone", "--quiet", "--bare", ".", "../origin.git"],
    );
    world.git("vera", &["clone", "--quiet", "../origin.git", "../two"]);
    clone.world = world;
    go(clone, "two");
    Ok(())
}

fn moved(clone: &mut Clone, name: &str) -> Made {
    let place = clone.world.outside().join(name);
    fs::rename(&clone.world.here, &place).unwrap();
    clone.world.here = place;
    Ok(())
}

fn other_owner(clone: &mut Clone) -> Made {
    if !is_root() {
        return Err("only root can give files away");
    }
    let here = &clone.world.here;
    let given = std::process::Command::new("chown")
        .args(["-R", "12345"])
        .arg(here)
        .status();
    assert!(given.unwrap().success());
    Ok(())
}

/// Two branches that changed the same line, and an operation that stops at it.
fn unfinished(clone: &mut Clone, operation: &str) -> Made {
    let commit = |text: &str| {
        clone.world.write("notes.txt", text);
        clone.git(&["add", "notes.txt"]);
        clone.git(&["commit", "--quiet", "-m", text]);
    };
    git(clone, &["checkout --quiet -b side"])?;
    commit("one");
    git(clone, &["checkout --quiet main"])?;
    commit("two");
    assert_ne!(clone.try_git(&[operation, "side"]).code, 0);
    Ok(())
}
