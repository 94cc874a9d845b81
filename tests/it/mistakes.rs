//! The fifteen mistakes that people make first. Each gets an answer that names the next step.

use super::sharing::{sharing, sharing_after};
use super::sync::{did, remote_tip, shared, tip, to};
use super::world::World;

const AT: &str = "2026-01-29T10:00:00Z";

/// Runs a line that fails or only answers, and returns all that it prints.
fn answer(world: &mut World, who: &str, line: &str) -> String {
    let ran = world.run(AT, who, line);
    ran.stdout + &ran.stderr
}

#[track_caller]
fn names(told: &str, next: &str) {
    assert!(told.contains(next), "`{next}` is not in:\n{told}");
}

/// 1: a vote, and no `wr sync`.
#[test]
fn a_vote_that_is_not_shared_is_named_until_it_is() {
    let mut world = shared("alliance-asked");
    did(&mut world, AT, "ann", "vote xyz yes");
    for line in ["", "next", "status"] {
        let told = answer(&mut world, "ann", line);
        names(&told, "1 act recorded here is NOT shared: vote xyz: Acme");
        names(&told, "`wr sync` shares it");
    }
    did(&mut world, AT, "ann", "sync");
    assert!(!answer(&mut world, "ann", "").contains("NOT shared"));
}

/// 1, later: the ballot was closed meanwhile, and the vote can no longer be recorded.
#[test]
fn a_vote_that_came_too_late_is_named_until_it_is_given_up() {
    let mut world = shared("balloting");
    did(&mut world, AT, "ann", "vote xyz yes --ballot alliance");
    to(&mut world, "one");
    for (who, choice) in [("bob", "yes"), ("cleo", "yes"), ("dan", "yes")] {
        did(
            &mut world,
            AT,
            who,
            &format!("vote xyz {choice} --ballot alliance"),
        );
    }
    did(
        &mut world,
        "2026-02-11T10:00:00Z",
        "carl",
        "ballot close xyz --ballot alliance",
    );
    did(&mut world, "2026-02-11T10:10:00Z", "carl", "sync");
    to(&mut world, "two");
    world.git("ann", &["fetch", "--quiet"]);
    let mut later = |line: &str| {
        let ran = world.run("2026-02-11T11:00:00Z", "ann", line);
        ran.stdout + &ran.stderr
    };
    for line in ["", "next", "status"] {
        let told = later(line);
        names(&told, "no longer valid and left out: vote xyz: Acme");
        names(&told, "`wr sync --yes`");
    }
    names(
        &later("vote xyz yes --ballot technical"),
        "no longer valid and left out: vote xyz: Acme",
    );
    names(&later("sync --yes"), "no longer valid and left out");
    assert!(!later("").contains("no longer valid"));
}

/// 2: an edit, and `wr sync`.
#[test]
fn an_edit_is_not_synced_and_that_is_said() {
    let mut world = shared("alliance-asked");
    let text = world.read("registers/xyz/register.yaml");
    world.write(
        "registers/xyz/register.yaml",
        &text.replace("benefits: One schema", "benefits: One common schema"),
    );
    let told = answer(&mut world, "olga", "sync");
    names(
        &told,
        "registers/xyz/register.yaml has edits that are not saved: `wr save xyz`",
    );
}

/// 3: a text is submitted again without a change.
#[test]
fn an_unchanged_text_is_not_submitted() {
    let mut world = World::given("established");
    let ran = world.run("2026-03-10T09:00:00Z", "olga", "submit xyz");
    names(&ran.stderr, "wr review xyz --unchanged");
}

/// 4: an act in a clone that is behind.
#[test]
fn an_act_in_an_old_clone_comes_after_what_is_new() {
    let mut world = sharing("push");
    to(&mut world, "one");
    did(&mut world, AT, "bob", "vote xyz yes");
    to(&mut world, "two");
    names(
        &answer(&mut world, "ann", "vote xyz yes"),
        "shared with origin",
    );
    assert_eq!(world.files("registers/xyz", "/votes/").len(), 2);
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
}

/// 5 to 10: the words of a command line.
#[test]
fn words_are_taken_as_they_are_meant_or_the_command_is_named() {
    let mut world = World::given("assigned");
    for (who, line, next) in [
        ("ann", "vote yes", "wr "),
        ("ann", "vote xyz no", "wr "),
        ("carl", "ballot xyz", "wr submit xyz"),
        ("vera", "assign snia olga", "wr new ID --partner NAME"),
        ("vera", "assign xyz Olgaa", "olga"),
        ("vera", "propose snia", "wr new ID --partner NAME"),
        ("olga", "update xyz", "wr "),
        ("olga", "publish", "wr site build"),
        ("olga", "undo", "wr submit ID --withdraw"),
        ("olga", "approve xyz", "wr approve"),
    ] {
        let told = answer(&mut world, who, line);
        names(&told, next);
        assert!(!told.contains("panicked"), "{line}: {told}");
    }
}

/// 6: a vote to oppose needs a reason, and an example shows how it is given.
#[test]
fn a_vote_to_oppose_without_a_reason_is_answered_with_the_option() {
    let mut world = World::given("alliance-asked");
    names(&answer(&mut world, "ann", "vote xyz no"), "--comment");
    did(&mut world, AT, "ann", "vote yes");
}

/// 10: ids in capitals.
#[test]
fn ids_count_in_any_case() {
    let mut world = World::given("alliance-asked");
    did(&mut world, AT, "ann", "vote XYZ yes");
    did(&mut world, AT, "ann", "status Xyz");
}

/// 11: dates as they are written in the United States.
#[test]
fn dates_with_slashes_are_read_or_answered_with_the_form() {
    let mut world = World::given("assigned");
    let told = answer(&mut world, "olga", "report XYZ --since 01/13/2026");
    assert!(!told.contains("error"), "{told}");
    let told = answer(&mut world, "olga", "report XYZ --since 01/02/2026");
    names(&told, "2026-01-02");
}

/// 12: a name where an id is due.
#[test]
fn a_name_in_the_place_of_an_id_is_found_or_answered_with_an_example() {
    let mut world = World::given("proposed");
    let told = answer(&mut world, "vera", "status \"XYZ Industry Group\"");
    names(&told, "an id is needed here");
    did(
        &mut world,
        "2026-01-20T09:00:00Z",
        "vera",
        "assign xyz \"Olga Owens\"",
    );
}

/// 13: a colon in prose.
#[test]
fn a_colon_in_prose_is_answered_with_its_line() {
    let mut world = World::given("assigned");
    let text = world.read("registers/xyz/register.yaml");
    let edited = text.replace("benefits: One schema", "benefits: Note: one schema");
    assert_ne!(text, edited);
    world.write("registers/xyz/register.yaml", &edited);
    for line in ["submit xyz", "check xyz"] {
        names(
            &answer(&mut world, "olga", line),
            "registers/xyz/register.yaml:",
        );
    }
}

/// 14: a copied folder.
#[test]
fn a_copied_folder_is_no_register() {
    let mut world = World::given("submitted");
    for file in ["register.yaml", "contacts.yaml"] {
        let text = world.read(&format!("registers/xyz/{file}"));
        world.write(&format!("registers/abc/{file}"), &text);
    }
    names(
        &answer(&mut world, "olga", "save abc"),
        "wr new abc --partner NAME",
    );
    names(&answer(&mut world, "olga", "submit abc"), "`wr new`");
    assert_eq!(
        world.git("olga", &["status", "--porcelain"]),
        "?? registers/abc/\n"
    );
}

/// 15: the roster is edited and pushed with git.
#[test]
fn a_roster_that_was_pushed_without_wr_is_named_with_the_command() {
    let mut world = sharing_after("alliance-asked", "push");
    let roster = world.read("registers/roster.yaml");
    world.write(
        "registers/roster.yaml",
        &roster.replace("Fjord Labs", "Fjord Laboratories"),
    );
    world.git(
        "vera",
        &["commit", "--quiet", "--all", "-m", "Rename Fjord"],
    );
    world.git("vera", &["push", "--quiet"]);
    names(&answer(&mut world, "vera", "check"), "wr save roster");
    names(
        &answer(&mut world, "ann", "vote xyz yes"),
        "registers/roster.yaml has unsaved changes",
    );
    names(
        &answer(&mut world, "vera", "save roster"),
        "shared with origin",
    );
}

/// Git, an editor or `core.autocrlf` converts line ends. That is not an edit, and what is saved keeps LF.
#[test]
fn converted_line_ends_are_no_edit() {
    let mut world = World::given("assigned");
    let crlf = |world: &World, path: &str| {
        let text = world.read(path);
        world.write(path, &text.replace('\n', "\r\n"));
    };
    let (text, roster) = ("registers/xyz/register.yaml", "registers/roster.yaml");
    did(&mut world, AT, "olga", "save xyz");
    crlf(&world, text);
    crlf(&world, roster);
    names(&answer(&mut world, "vera", "check"), "no findings");
    for line in ["save roster", "save xyz"] {
        names(&answer(&mut world, "vera", line), "nothing to save");
    }
    let restored = answer(&mut world, "vera", "save roster --restore");
    names(&restored, "which is in force");

    // A fix and an edit record the lines that they change, and no others.
    let edited = world.read(text).replace("due: 2027-06", "due: 2027-6");
    world.write(text, &edited);
    names(
        &answer(&mut world, "olga", "check --fix"),
        "write `2027-06`",
    );
    crlf(&world, text);
    world.write(text, &world.read(text).replace("2027-06", "2027-09"));
    did(&mut world, AT, "olga", "save xyz");
    let changed = world.git("vera", &["show", "--format=", "--numstat", "HEAD"]);
    assert_eq!(changed.trim(), format!("1\t1\t{text}"));
    crlf(&world, text);
    did(&mut world, AT, "olga", "submit xyz");
    assert!(!world.read("registers/xyz/revisions/1.yaml").contains('\r'));
}

/// A text under a wrong name is one mistake with one finding, whether git knows the file or not.
#[test]
fn a_text_under_a_wrong_name_is_one_finding() {
    let mut world = World::given("assigned");
    for name in ["register.yml", "Register.yaml", "register.yaml.yaml"] {
        let (from, to) = (
            "registers/xyz/register.yaml",
            format!("registers/xyz/{name}"),
        );
        let renamed = |world: &World, from: &str, to: &str| {
            std::fs::rename(world.path(from), world.path(to)).unwrap();
        };
        renamed(&world, from, &to);
        for line in ["check", "check xyz"] {
            let told = answer(&mut world, "olga", line);
            names(&told, &format!("mv {to} {from}"));
            names(&told, "1 error\n");
            assert!(!told.contains("text-missing"), "{told}");
        }
        renamed(&world, &to, from);
    }
}
