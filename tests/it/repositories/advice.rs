//! Advice that is followed to the letter loses nothing.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use super::{AT, Clone, VOTE, go};

const TEXT: &str = "registers/xyz/register.yaml";

/// Runs the commands of git and the shell that a message names, in order.
fn follow(clone: &Clone, message: &str) {
    let named = message.split('`').skip(1).step_by(2);
    let commands = named.filter(|words| words.starts_with("git ") || words.starts_with("chmod "));
    let mut count = 0;
    for words in commands {
        let mut words: Vec<&str> = words.split(' ').collect();
        if words == ["git", "commit"] {
            words.extend(["--quiet", "--message", "follow the advice"]);
        }
        let mut command = clone.command(words[0], AT, "ann");
        let output = command.args(&words[1..]).output().unwrap();
        assert!(output.status.success(), "{words:?}: {output:?}");
        count += 1;
    }
    assert!(count > 0, "no command: {message}");
}

/// The line with these words among those that a command prints.
fn line(clone: &Clone, command: &str, words: &str) -> String {
    let ran = clone.wr(AT, "olga", command);
    let all = ran.stdout + &ran.stderr;
    let mut lines = all.lines();
    lines
        .find(|line| line.contains(words))
        .unwrap_or_else(|| panic!("wr {command} does not say `{words}`: {all}"))
        .to_string()
}

fn clean(clone: &Clone) {
    assert_eq!(clone.git(&["status", "--porcelain"]), "");
    let ran = clone.wr(AT, "olga", "check");
    assert_eq!(ran.code, 0, "{ran:?}");
}

fn make_executable(clone: &Clone) {
    let mode = fs::Permissions::from_mode(0o755);
    fs::set_permissions(clone.world.path(TEXT), mode).unwrap();
}

#[test]
fn an_executable_text_keeps_its_text() {
    let clone = Clone::fresh();
    let text = clone.world.read(TEXT);
    make_executable(&clone);
    let unsaved = line(&clone, "status", "is executable, which is not an edit");
    follow(&clone, &unsaved);
    clean(&clone);
    make_executable(&clone);
    clone.git(&["commit", "--quiet", "--all", "--message", "executable"]);
    let help = line(&clone, "check", "make it a plain file");
    follow(&clone, &help);
    clean(&clone);
    assert_eq!(clone.world.read(TEXT), text);
}

#[test]
fn other_line_ends_are_no_edit_to_save() {
    let clone = Clone::fresh();
    let text = clone.world.read(TEXT);
    clone.world.write(TEXT, &text.replace('\n', "\r\n"));
    let ran = clone.wr(AT, "olga", "status");
    let all = ran.stdout + &ran.stderr;
    assert!(!all.contains("wr save"), "{all}");
    let unsaved = line(&clone, "status", "has other line ends than its commit");
    follow(&clone, &unsaved);
    clean(&clone);
    // An edit beside the line ends is saved, with the line ends of the commit.
    let edited = text.replace("One schema", "One common schema");
    clone.world.write(TEXT, &edited.replace('\n', "\r\n"));
    line(
        &clone,
        "status",
        "has edits that are not saved: `wr save xyz`",
    );
    assert_eq!(clone.wr(AT, "olga", "save xyz").code, 0);
    let saved = clone.git(&["show", &format!("HEAD:{TEXT}")]);
    assert_eq!(saved, edited);
}

#[test]
fn an_edit_of_the_record_is_set_aside() {
    let clone = Clone::fresh();
    let path = "registers/xyz/revisions/1.yaml";
    let text = clone.world.read(path);
    clone.world.write(path, &format!("{text}# mine\n"));
    let help = line(&clone, "check", "sets the edit aside");
    follow(&clone, &help);
    clean(&clone);
    assert!(clone.git(&["stash", "show", "--patch"]).contains("# mine"));
    // A file that is gone comes back.
    fs::remove_file(clone.world.path(path)).unwrap();
    let help = line(&clone, "check", "restores it");
    follow(&clone, &help);
    clean(&clone);
    // Line ends are nothing to keep.
    clone.world.write(path, &text.replace('\n', "\r\n"));
    let help = line(&clone, "check", "restores it");
    follow(&clone, &help);
    clean(&clone);
}

#[test]
fn a_link_is_moved_and_not_removed() {
    let clone = Clone::fresh();
    symlink(
        "../roster.yaml",
        clone.world.path("registers/xyz/roster.yaml"),
    )
    .unwrap();
    clone.git(&["add", "."]);
    clone.git(&["commit", "--quiet", "--message", "link"]);
    let help = line(&clone, "check", "move it out of registers");
    follow(&clone, &help);
    clean(&clone);
    assert!(clone.world.path("roster.yaml").is_symlink());
}

/// `wr init` and `wr join` make no repository that `wr` cannot read, whatever the user's settings are, and the command
/// that converts one works.
#[test]
fn reftable_is_not_made_and_can_be_converted() {
    let mut clone = Clone::fresh();
    let probe = ["init", "--quiet", "--ref-format=reftable", "../begun"];
    if clone.try_git(&probe).code != 0 {
        return;
    }
    clone.git(&[
        "clone",
        "--quiet",
        "--ref-format=reftable",
        "../origin.git",
        "../cloned",
    ]);
    let settings = clone.world.outside().join("settings");
    fs::write(&settings, "[init]\n\tdefaultRefFormat = reftable\n").unwrap();
    clone.set("GIT_CONFIG_GLOBAL", settings.to_str().unwrap());
    for variable in [None, Some("reftable")] {
        if let Some(format) = variable {
            clone.set("GIT_DEFAULT_REF_FORMAT", format);
        }
        let name = variable.unwrap_or("files");
        let ran = clone.wr(AT, "ann", &format!("join ../origin.git ../joined-{name}"));
        assert_eq!(ran.code, 0, "{ran:?}");
        let ran = clone.wr(AT, "vera", &format!("init ../new-{name}"));
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    // A repository without reflogs is converted in place.
    let ran = clone.wr(AT, "vera", "init ../begun");
    assert_eq!(ran.code, 2, "{ran:?}");
    let convert = command(&ran.stderr, "git -C");
    clone.git(&convert.split(' ').skip(1).collect::<Vec<_>>());
    let ran = clone.wr(AT, "vera", "init ../begun");
    assert_eq!(ran.code, 0, "{ran:?}");
    // Any other one is cloned.
    go(&mut clone, "cloned");
    let again = command(&clone.wr(AT, "ann", VOTE).stderr, "git clone");
    clone.git(
        &again
            .replace("NEW", "../again")
            .split(' ')
            .skip(1)
            .collect::<Vec<_>>(),
    );
    go(&mut clone, "again");
    assert_eq!(clone.wr(AT, "ann", VOTE).code, 0);
}

/// The command in a message that begins with these words.
fn command(message: &str, begin: &str) -> String {
    let mut named = message.split('`').skip(1).step_by(2);
    let found = named.find(|words| words.starts_with(begin));
    found.unwrap_or_else(|| panic!("{message}")).to_string()
}

/// No message names a command that takes something away.
#[test]
fn no_advice_destroys() {
    let destroying = [
        "git rm",
        "git reset",
        "git clean",
        "git checkout",
        "push --force`",
        "branch -D",
        "stash drop",
    ];
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            // Examples of what a rule refuses are no advice.
            let advice = text.lines().filter(|line| !line.contains("checkout -b"));
            for line in advice {
                let found = destroying.iter().find(|words| line.contains(*words));
                assert!(found.is_none(), "{}: {line}", path.display());
            }
            count += 1;
        }
    }
    assert!(count > 300, "the sources are gone");
}
