//! The rule that git keeps every byte: git's own attributes decide, wherever they are.

use std::fs;

use super::super::sync::did;
use super::super::world::World;
use super::{AT, Clone};

/// A file of attributes, what is added to it, what the finding says, and the line that it advises.
const CHANGING: &[(&str, &str, &str, &str)] = &[
    (".gitattributes", "* text=auto", "`text=auto`", "-text"),
    (".gitattributes", "*.yaml text eol=crlf", "`text`", "-text"),
    (
        ".gitattributes",
        "registers/** filter=lfs diff=lfs merge=lfs -text",
        "`filter=lfs`",
        "-text -filter",
    ),
    (
        ".gitattributes",
        "*.yaml working-tree-encoding=UTF-16",
        "`working-tree-encoding=UTF-16`",
        "-text -working-tree-encoding",
    ),
    (
        ".gitattributes",
        "[attr]prose text ident\nregisters/xyz/register.yaml prose",
        "bytes of registers/xyz/register.yaml: ",
        "-text -ident",
    ),
    ("registers/.gitattributes", "*.yaml text", "`text`", "-text"),
    (".git/info/attributes", "*.yaml text", "`text`", "-text"),
];

#[test]
fn what_lets_git_change_bytes_is_found_wherever_it_is() {
    for (path, line, says, advice) in CHANGING {
        let clone = Clone::fresh();
        append(&clone.world, path, line);
        let found = found(&clone, "check");
        assert!(found.contains(says), "{line}: {found}");
        let advice = format!("`registers/** {advice}`");
        assert!(found.contains(&advice), "{line}: {found}");
        // `--fix` adds the line where that helps, and changes nothing where another file counts more.
        let before = clone.world.read(".gitattributes");
        let plan = clone.wr(AT, "ann", "check --fix --dry-run");
        assert!(plan.stdout.contains(&advice), "{plan:?}");
        assert_eq!(clone.world.read(".gitattributes"), before);
        let ran = clone.wr(AT, "ann", "check --fix");
        let line_of_advice = format!("{}\n", advice.trim_matches('`'));
        match *path == ".gitattributes" {
            true => {
                assert!(
                    ran.code == 0 && ran.stdout.contains("fixed .gitattributes:"),
                    "{ran:?}"
                );
                let after = clone.world.read(".gitattributes");
                assert_eq!(after, before.clone() + &line_of_advice);
            }
            false => assert!(ran.code == 1, "{ran:?}"),
        }
        fs::write(clone.world.path(".gitattributes"), &before).unwrap();
        // The advice helps in the same cases.
        append(&clone.world, ".gitattributes", advice.trim_matches('`'));
        let ran = clone.wr(AT, "ann", "check");
        assert_eq!(ran.code == 0, *path == ".gitattributes", "{line}: {ran:?}");
    }
}

#[test]
fn the_file_of_the_user_counts_less() {
    let clone = Clone::fresh();
    let own = clone.world.outside().join("attributes");
    fs::write(&own, "* text=auto\n").unwrap();
    clone.git(&["config", "core.attributesFile", own.to_str().unwrap()]);
    assert_eq!(clone.wr(AT, "ann", "check").code, 0);
    fs::remove_file(clone.world.path(".gitattributes")).unwrap();
    clone.git(&["rm", "--quiet", "--cached", ".gitattributes"]);
    assert!(found(&clone, "check").contains("`text=auto`"));
    clone.git(&["config", "--unset", "core.attributesFile"]);
    assert!(found(&clone, "check").contains("no line of .gitattributes"));
    assert_eq!(clone.wr(AT, "ann", "check --fix").code, 0);
    assert_eq!(clone.world.read(".gitattributes"), "registers/** -text\n");
    for line in ["registers/** binary", "*.yaml -text", "* !text\n* -text"] {
        clone.world.write(".gitattributes", &format!("{line}\n"));
        assert_eq!(clone.wr(AT, "ann", "check").code, 0, "{line}");
    }
}

/// A pull request that lets git change bytes is refused, and a bare repository has the attributes of its commit.
#[test]
fn a_change_of_the_attributes_is_checked() {
    let clone = Clone::fresh();
    append(&clone.world, ".gitattributes", "* text=auto");
    clone.git(&["commit", "--quiet", "--all", "--message", "normalize"]);
    found(&clone, "check --base origin/main");
    assert_eq!(clone.wr(AT, "ann", "-C ../origin.git check").code, 0);
    clone.git(&["push", "--quiet"]);
    found(&clone, "-C ../origin.git check");
}

#[test]
fn a_new_store_in_a_repository_with_attributes_keeps_every_byte() {
    for attributes in [
        "",
        "* text=auto\n",
        "* filter=lfs diff=lfs merge=lfs\n*.md ident",
        "registers/** -text\n* text=auto",
    ] {
        let mut world = World::empty();
        world.git("vera", &["init", "--quiet", "--initial-branch=main"]);
        world.write(".gitattributes", attributes);
        world.git("vera", &["config", "filter.lfs.clean", "cat"]);
        world.git("vera", &["add", "."]);
        world.git("vera", &["commit", "--quiet", "-m", "attributes"]);
        did(&mut world, AT, "vera", "init");
        let found = did(&mut world, AT, "vera", "check");
        assert!(found.contains("no findings"), "{attributes}: {found}");
        let text = world.read(".gitattributes");
        assert!(text.starts_with(attributes), "{attributes}: {text}");
        assert_eq!(world.git("vera", &["status", "--porcelain"]), "");
    }
}

#[test]
fn a_new_store_in_a_bare_repository_keeps_every_byte() {
    let mut world = World::empty();
    world.git("vera", &["init", "--quiet", "--bare", "../bare.git"]);
    did(&mut world, AT, "vera", "init ../bare.git");
    let found = did(&mut world, AT, "vera", "-C ../bare.git check");
    assert!(found.contains("no findings"), "{found}");
}

fn append(world: &World, path: &str, line: &str) {
    let path = world.path(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let old = fs::read_to_string(&path).unwrap_or_default();
    fs::write(path, format!("{old}{line}\n")).unwrap();
}

/// What a check that finds changing attributes prints.
fn found(clone: &Clone, line: &str) -> String {
    let ran = clone.wr(AT, "ann", line);
    let found = ran.stdout + &ran.stderr;
    assert!(
        ran.code == 1 && found.contains("error[git-attributes]"),
        "{found}"
    );
    found
}
