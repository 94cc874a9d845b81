//! Pull requests against real repositories: a shared one, clones of it, branches, every way to merge.

mod refused;

use serde_json::Value;

use super::world::{Ran, World};

pub(crate) const NOW: &str = "2026-02-12T10:00:00Z";
const LATER: &str = "2026-03-20T10:00:00Z";

/// A clone of a shared repository that has come so far, on its main branch.
pub(crate) fn clone_of(given: &str) -> World {
    share(World::given(given))
}

/// The same for a store that has been told on.
pub(crate) fn share(mut world: World) -> World {
    world.git(
        "vera",
        &["clone", "--quiet", "--bare", ".", "../origin.git"],
    );
    world.git("vera", &["clone", "--quiet", "../origin.git", "../clone"]);
    world.here = world.outside().join("clone");
    world
}

/// Begins a branch where another one is.
pub(crate) fn branch(world: &World, name: &str, from: &str) {
    world.git("vera", &["checkout", "--quiet", "-B", name, from]);
}

pub(crate) fn act(world: &mut World, at: &str, who: &str, line: &str) {
    let ran = world.run(at, who, line);
    assert_eq!(
        ran.code, 0,
        "{who} $ wr {line}\n{}{}",
        ran.stdout, ran.stderr
    );
}

/// Commits everything as it is on disk, by hand.
pub(crate) fn commit(world: &World) {
    world.git("mallory", &["add", "--all"]);
    world.git("mallory", &["commit", "--quiet", "-m", "by hand"]);
}

/// `wr check --base`, with its findings as `severity rule`.
pub(crate) fn check(world: &mut World, base: &str) -> (i32, Vec<String>) {
    let (ran, report) = report(world, base);
    let findings = report["findings"].as_array().unwrap();
    let word =
        |finding: &Value, field: &str| finding[field].as_str().unwrap_or_default().to_string();
    let told = |finding: &Value| format!("{} {}", word(finding, "severity"), word(finding, "rule"));
    (ran.code, findings.iter().map(told).collect())
}

fn report(world: &mut World, base: &str) -> (Ran, Value) {
    report_at(world, NOW, base)
}

fn report_at(world: &mut World, at: &str, base: &str) -> (Ran, Value) {
    let ran = world.run(at, "vera", &format!("check --format json --base {base}"));
    let report = serde_json::from_str(&ran.stdout);
    let report = report.unwrap_or_else(|_| panic!("{}{}", ran.stdout, ran.stderr));
    (ran, report)
}

fn passes(world: &mut World, base: &str, what: &str) {
    assert_eq!(check(world, base), (0, Vec::new()), "{what}");
}

const VOTES: [(&str, &str, &str); 3] = [
    (
        "2026-01-29T08:00:00Z",
        "ann",
        "vote xyz approve --ballot alliance",
    ),
    (
        "2026-01-29T08:01:00Z",
        "bob",
        "vote xyz oppose --comment Later. --ballot alliance",
    ),
    (
        "2026-01-29T08:02:00Z",
        "cleo",
        "vote xyz approve --ballot alliance",
    ),
];

#[test]
fn votes_pass_through_a_squash_merge() {
    let mut world = clone_of("balloting");
    branch(&world, "votes", "main");
    for (at, who, line) in VOTES {
        act(&mut world, at, who, line);
    }
    passes(&mut world, "origin/main", "before the merge");
    world.git("vera", &["checkout", "--quiet", "main"]);
    world.git("vera", &["merge", "--quiet", "--squash", "votes"]);
    commit(&world);
    passes(&mut world, "origin/main", "after the merge");
    assert_eq!(world.run(NOW, "vera", "check --strict").code, 0);
}

#[test]
fn votes_pass_through_a_rebase_merge() {
    let mut world = clone_of("balloting");
    branch(&world, "first", "main");
    act(&mut world, VOTES[0].0, VOTES[0].1, VOTES[0].2);
    branch(&world, "second", "main");
    act(&mut world, VOTES[1].0, VOTES[1].1, VOTES[1].2);
    act(&mut world, VOTES[2].0, VOTES[2].1, VOTES[2].2);
    world.git("vera", &["rebase", "--quiet", "first"]);
    passes(
        &mut world,
        "first",
        "rebased, against what it was rebased on",
    );
    passes(&mut world, "origin/main", "all of them");
    assert_eq!(world.run(NOW, "vera", "check --strict").code, 0);
}

#[test]
fn votes_of_different_pull_requests_are_merged_in_any_order() {
    let mut world = clone_of("balloting");
    for (at, who, line) in VOTES {
        branch(&world, who, "origin/main");
        act(&mut world, at, who, line);
    }
    let mut counts = Vec::new();
    for order in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        branch(&world, "main", "origin/main");
        for at in order {
            world.git(
                "vera",
                &["merge", "--quiet", "--no-ff", "--no-edit", VOTES[at].1],
            );
            passes(&mut world, "HEAD^1", "a merge of votes");
        }
        let shown = world.run(NOW, "vera", "ballot show xyz --format json");
        let shown: serde_json::Value = serde_json::from_str(&shown.stdout).unwrap();
        counts.push(shown["ballots"].to_string());
    }
    assert!(counts[0].contains("\"oppose\":1"), "{}", counts[0]);
    assert!(
        counts.iter().all(|shown| *shown == counts[0]),
        "the order of merges counts"
    );
}

#[test]
fn a_ballot_and_its_votes_come_in_one_pull_request() {
    let mut world = clone_of("submitted");
    branch(&world, "meeting", "main");
    act(
        &mut world,
        "2026-01-27T09:00:00Z",
        "carl",
        "ballot open xyz --body alliance",
    );
    for seat in ["Acme", "Bolt", "Corva"] {
        let line = format!("vote xyz approve --for {seat} --evidence minutes-7");
        act(&mut world, "2026-01-29T08:00:00Z", "carl", &line);
    }
    act(
        &mut world,
        "2026-02-11T09:00:00Z",
        "carl",
        "ballot close xyz",
    );
    passes(
        &mut world,
        "origin/main",
        "a meeting's ballot, votes and result",
    );
    let (_, report) = report(&mut world, "origin/main");
    let changes = &report["changes"]["registers"][0];
    assert_eq!(changes["acts"].as_array().unwrap().len(), 5, "{changes}");
    assert_eq!(
        (
            changes["stage_before"].as_str(),
            changes["register"].as_str()
        ),
        (Some("review"), Some("xyz"))
    );
}

#[test]
fn of_two_branches_that_contradict_each_other_the_second_is_refused_and_the_store_is_not_broken() {
    let mut world = clone_of("submitted");
    branch(&world, "olga", "main");
    let text = world.read("registers/xyz/register.yaml");
    world.write(
        "registers/xyz/register.yaml",
        &text.replace("One schema", "Another schema"),
    );
    act(
        &mut world,
        "2026-01-27T08:01:00Z",
        "olga",
        "submit xyz --withdraw",
    );
    passes(&mut world, "origin/main", "Olga's");
    branch(&world, "carl", "origin/main");
    act(
        &mut world,
        "2026-01-27T09:00:00Z",
        "carl",
        "ballot open xyz --body alliance",
    );
    passes(&mut world, "origin/main", "Carl's");
    // Carl's after Olga's: his ballot is about a text that is no longer on its way.
    branch(&world, "main", "olga");
    world.git(
        "vera",
        &["merge", "--quiet", "--no-ff", "--no-edit", "carl"],
    );
    assert_eq!(
        check(&mut world, "HEAD^1"),
        (1, vec!["error act-void".into()])
    );
    let (_, told) = report(&mut world, "HEAD^1");
    let void = told["changes"]["registers"][0]["acts"][0]["void"].as_str();
    assert!(
        void.is_some_and(|why| why.contains("does not name the text")),
        "{told}"
    );
    // Merged all the same, it is shown and the store goes on.
    let whole = world.run(NOW, "vera", "check");
    assert_eq!(whole.code, 0, "{}", whole.stderr);
    assert_eq!(
        whole.stdout.matches("warning[act-void]").count(),
        1,
        "{}",
        whole.stdout
    );
    act(
        &mut world,
        "2026-01-28T09:00:00Z",
        "carl",
        "ballot open xyz --body alliance",
    );
    // Olga's after Carl's: hers was first by the clock, and takes the effect from what the branch has.
    branch(&world, "main", "carl");
    world.git(
        "vera",
        &["merge", "--quiet", "--no-ff", "--no-edit", "olga"],
    );
    assert_eq!(
        check(&mut world, "HEAD^1"),
        (1, vec!["error act-void".into()])
    );
    let (_, told) = report(&mut world, "HEAD^1");
    let help = told["findings"][0]["help"].as_str();
    assert!(
        help.is_some_and(|help| help.contains("would make it void")),
        "{told}"
    );
}

#[test]
fn a_branch_is_compared_with_where_it_began_and_not_with_what_others_did_since() {
    let mut world = clone_of("balloting");
    branch(&world, "late", "main");
    world.write("notes.txt", "nothing of the store");
    commit(&world);
    branch(&world, "main", "origin/main");
    for (at, who, line) in VOTES {
        act(&mut world, at, who, line);
    }
    branch(&world, "late", "late");
    passes(
        &mut world,
        "main",
        "votes that this branch does not have are not deleted by it",
    );
    // An act survives a change of the roster that does not concern it.
    branch(&world, "main", "main");
    let roster = world.read("registers/roster.yaml");
    world.write(
        "registers/roster.yaml",
        &roster.replace("Dan Dahl", "Daniel Dahl"),
    );
    act(&mut world, "2026-01-30T08:00:00Z", "vera", "save roster");
    branch(&world, "late", "late");
    act(
        &mut world,
        "2026-01-30T09:00:00Z",
        "dan",
        "vote xyz approve --ballot alliance",
    );
    passes(
        &mut world,
        "main",
        "a vote of a person whose name was corrected meanwhile",
    );
}

#[test]
fn a_shallow_clone_is_not_enough() {
    let mut world = clone_of("balloting");
    branch(&world, "vote", "main");
    act(&mut world, VOTES[0].0, VOTES[0].1, VOTES[0].2);
    world.git("vera", &["push", "--quiet", "origin", "vote"]);
    // The commit that Ann had seen is not the newest any more.
    branch(&world, "main", "main");
    world.write("notes.txt", "nothing of the store");
    commit(&world);
    world.git("vera", &["push", "--quiet", "origin", "main"]);
    let url = format!("file://{}", world.outside().join("origin.git").display());
    let shallow = world.outside().join("shallow");
    let clone = [
        "clone",
        "--quiet",
        "--depth=1",
        "--branch=vote",
        &url,
        shallow.to_str().unwrap(),
    ];
    world.git("vera", &clone);
    world.here = shallow;
    // What a missing history lost cannot be said.
    let ran = world.run(NOW, "vera", "check --base origin/main");
    assert!(
        ran.code == 2 && ran.stderr.contains("this clone is shallow"),
        "{}",
        ran.stderr
    );
    world.git("vera", &["fetch", "--quiet", "--unshallow"]);
    let ran = world.run(NOW, "vera", "check --base origin/main");
    assert_eq!(ran.code, 2);
    let told = ran.stderr.split('`').nth(3).unwrap().to_string();
    assert_eq!(told, "git fetch origin main:refs/remotes/origin/main");
    world.git(
        "vera",
        &[
            "fetch",
            "--quiet",
            "origin",
            "main:refs/remotes/origin/main",
        ],
    );
    let ran = world.run(NOW, "vera", "check --base origin/main");
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stdout.contains("Ann Adams  votes approve for acme"),
        "{}",
        ran.stdout
    );
    refused::forge(&world, "adopt-1-alliance-1/votes/acme", |act| {
        let wr::act::Action::Vote(vote) = &mut act.action else {
            panic!()
        };
        vote.seat = "bolt".parse().unwrap();
        (act.by, act.seen) = ("bob".parse().unwrap(), "HEAD".into());
    });
    commit(&world);
    let (code, found) = check(&mut world, "origin/main");
    assert!(
        code == 1 && found.contains(&"error vote-void".to_string()),
        "{found:?}"
    );
}

#[test]
fn the_merge_that_a_host_makes_for_a_pull_request_is_checked_detached_and_in_a_bare_repository() {
    let mut world = clone_of("balloting");
    branch(&world, "vote", "main");
    act(&mut world, VOTES[0].0, VOTES[0].1, VOTES[0].2);
    branch(&world, "main", "origin/main");
    act(&mut world, VOTES[2].0, VOTES[2].1, VOTES[2].2);
    world.git("vera", &["push", "--quiet", "origin", "main"]);
    world.git("vera", &["checkout", "--quiet", "--detach", "main"]);
    world.git(
        "vera",
        &["merge", "--quiet", "--no-ff", "--no-edit", "vote"],
    );
    world.git(
        "vera",
        &["push", "--quiet", "origin", "HEAD:refs/pull/1/merge"],
    );
    let (ran, report) = report(&mut world, "origin/main");
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let acts = report["changes"]["registers"][0]["acts"]
        .as_array()
        .unwrap()
        .clone();
    assert!(acts.len() == 1 && acts[0]["by"] == "Ann Adams", "{acts:?}");
    let bare = world.outside().join("origin.git");
    world.here = bare;
    world.git("vera", &["symbolic-ref", "HEAD", "refs/pull/1/merge"]);
    passes(&mut world, "main", "in a bare repository");
    let (_, told) = self::report(&mut world, "main");
    assert_eq!(told, report);
}

#[test]
fn only_what_is_committed_counts() {
    let mut world = clone_of("balloting");
    branch(&world, "edit", "main");
    world.write("registers/xyz/register.yaml", "title: [");
    passes(&mut world, "main", "an edit of the working tree");
    commit(&world);
    assert_eq!(check(&mut world, "main").0, 1);
    world.write(
        "registers/xyz/register.yaml",
        &world.git("vera", &["show", "main:registers/xyz/register.yaml"]),
    );
    assert_eq!(check(&mut world, "main").0, 1);
}

#[test]
fn what_was_found_before_the_change_is_not_found_again() {
    let mut world = clone_of("balloting");
    world.write("registers/xyz/notes.txt", "x");
    let contacts = world.read("registers/xyz/contacts.yaml");
    world.write(
        "registers/xyz/contacts.yaml",
        &contacts.replace("pat@xyz.example", "pat at xyz"),
    );
    commit(&world);
    let whole = world.run(NOW, "vera", "check");
    assert!(
        whole.stdout.contains("stray-file") && whole.stdout.contains("contact-email"),
        "{}",
        whole.stdout
    );
    branch(&world, "vote", "main");
    act(&mut world, VOTES[0].0, VOTES[0].1, VOTES[0].2);
    passes(&mut world, "main", "a vote beside old mistakes");
    // In a file that is touched everything is shown.
    world.write(
        "registers/xyz/contacts.yaml",
        &format!("{}# seen\n", world.read("registers/xyz/contacts.yaml")),
    );
    commit(&world);
    assert_eq!(
        check(&mut world, "main"),
        (1, vec!["error contact-email".into()])
    );
}

#[test]
fn a_change_of_the_roster_is_held_against_every_register() {
    let mut world = clone_of("balloting");
    branch(&world, "rename", "main");
    let roster = world.read("registers/roster.yaml");
    let without = roster.replace(
        "  - {id: networks, name: Networks Working Group, kind: working-group, parent: technical}\n",
        "",
    );
    assert_ne!(roster, without);
    world.write("registers/roster.yaml", &without);
    world.write("registers/history/roster-2.yaml", &without);
    // The text that is judged by today's roster is a draft, and not touched.
    commit(&world);
    branch(&world, "main", "main");
    let text = world.read("registers/xyz/register.yaml");
    world.write(
        "registers/xyz/register.yaml",
        &text.replace("One schema", "Another schema"),
    );
    commit(&world);
    world.git(
        "vera",
        &["merge", "--quiet", "--no-ff", "--no-edit", "rename"],
    );
    let (code, found) = check(&mut world, "HEAD^1");
    assert!(
        code == 1 && found.contains(&"error committee-unknown".to_string()),
        "{found:?}"
    );
}

#[test]
fn an_addendum_names_a_register_that_was_not_touched() {
    let mut world = clone_of("submitted");
    act(
        &mut world,
        "2026-01-27T08:00:00Z",
        "vera",
        "new abc --partner XYZ",
    );
    branch(&world, "addendum", "main");
    let text = world.read("registers/abc/register.yaml");
    world.write(
        "registers/abc/register.yaml",
        &format!("{text}addendum_to: xyz\n"),
    );
    commit(&world);
    let has = |found: &[String]| found.iter().any(|found| found.contains("addendum-unknown"));
    assert!(!has(&check(&mut world, "main").1));
    assert!(
        !world
            .run(NOW, "vera", "check abc")
            .stdout
            .contains("addendum-unknown")
    );
    world.write(
        "registers/abc/register.yaml",
        &format!("{text}addendum_to: xyzz\n"),
    );
    commit(&world);
    assert!(has(&check(&mut world, "main").1));
    let one = world.run(NOW, "vera", "check abc").stdout;
    assert!(
        one.contains("there is no register `xyzz`; the other registers are `xyz`"),
        "{one}"
    );
}

#[test]
fn what_a_change_brings_can_be_corrected_where_there_is_a_file() {
    let mut world = clone_of("balloting");
    branch(&world, "slip", "main");
    let path = "registers/xyz/register.yaml";
    let text = world.read(path);
    world.write(path, &text.replace("scope:", "scoep:"));
    commit(&world);
    let (ran, told) = report(&mut world, "main");
    let offers = |told: &Value| told["findings"][0]["fix"]["edits"][0]["replacement"].clone();
    assert_eq!(
        (ran.code, offers(&told)),
        (1, Value::from("scope")),
        "{}",
        ran.stdout
    );
    let ran = world.run(NOW, "vera", "check --base main");
    assert_eq!(
        ran.stderr,
        "1 error (1 can be fixed with `wr check --fix`)\n"
    );
    world.git(
        "vera",
        &["push", "--quiet", "origin", "HEAD:refs/pull/1/head"],
    );
    let clone = world.here.clone();
    world.here = world.outside().join("origin.git");
    world.git("vera", &["symbolic-ref", "HEAD", "refs/pull/1/head"]);
    let (_, told) = report(&mut world, "main");
    let finding = &told["findings"][0];
    assert_eq!(
        (&finding["fix"], &finding["help"]),
        (&Value::Null, &Value::from("write `scope`"))
    );
    world.here = clone;
    assert_eq!(world.run(NOW, "vera", "check --fix").code, 0);
    assert_eq!(world.read(path), text);
}

#[test]
fn the_summary_says_what_differs_from_the_text_in_force_and_who_is_asked() {
    let mut world = clone_of("established");
    branch(&world, "update", "main");
    let text = world.read("registers/xyz/register.yaml");
    world.write(
        "registers/xyz/register.yaml",
        &text.replace("2027-06", "2027-09"),
    );
    world.write(
        "registers/xyz/contacts.yaml",
        &format!("{}# new\n", world.read("registers/xyz/contacts.yaml")),
    );
    commit(&world);
    let (ran, report) = report_at(&mut world, LATER, "origin/main");
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let register = &report["changes"]["registers"][0];
    assert_eq!(register["contacts_changed"], true);
    let text = &register["text"];
    assert_eq!(
        (&text["against"], &text["revision"]),
        (&"in-force".into(), &1.into())
    );
    assert_eq!(
        text["differences"][0]["what"],
        "milestone `profiles`: due 2027-09, was 2027-06"
    );
    assert_eq!(text["class"], serde_json::json!(["deliverables"]));
    let names: Vec<&str> = text["needs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|need| need["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["Alliance Committee", "Technical Committee", "XYZ"],
        "{text}"
    );
    // Formats that have room for findings alone leave it out.
    for format in ["sarif", "github", "gitlab"] {
        let ran = world.run(
            LATER,
            "vera",
            &format!("check --base origin/main --format {format}"),
        );
        assert!(
            ran.code == 0 && !ran.stdout.contains("milestone `profiles`"),
            "{}",
            ran.stdout
        );
    }
    for format in ["text", "markdown"] {
        let ran = world.run(
            LATER,
            "vera",
            &format!("check --base origin/main --format {format}"),
        );
        assert!(
            ran.code == 0 && ran.stdout.contains("milestone `profiles`"),
            "{}",
            ran.stdout
        );
    }
}

/// What `changes` of the report has for the register `xyz`.
fn changes(world: &mut World) -> Value {
    let (_, report) = report_at(world, LATER, "origin/main");
    report["changes"]["registers"][0].clone()
}

/// The summary for people, without what the acts are.
fn summary(world: &mut World, format: &str) -> String {
    let line = format!("check --base origin/main --format {format}");
    world.run(LATER, "vera", &line).stdout
}

#[test]
fn the_summary_never_says_the_same_of_a_text_that_cannot_be_read() {
    let path = "registers/xyz/register.yaml";
    type Edit = fn(&mut World, &str);
    let unreadable: [(&str, Edit); 6] = [
        ("unreadable", |world, path| {
            let text = world.read(path).replace("scope: ", "scope: [");
            world.write(path, &text);
        }),
        ("unreadable", |world, path| {
            let text = world.read(path);
            world.write(path, &format!("{text}scoep: x\n"));
        }),
        ("unreadable", |world, path| world.write(path, "")),
        ("unreadable", |world, path| {
            world.write(path, "# only this\n")
        }),
        ("deleted", |world, path| {
            world.git("vera", &["rm", "--quiet", path]);
        }),
        ("deleted", |world, _| {
            world.git("vera", &["rm", "--quiet", "-r", "registers/xyz"]);
        }),
    ];
    for (at, (problem, edit)) in unreadable.into_iter().enumerate() {
        let mut world = clone_of("established");
        branch(&world, "change", "main");
        edit(&mut world, path);
        commit(&world);
        let change = changes(&mut world);
        assert_eq!(change["text_problem"], problem, "{at}: {change}");
        assert_eq!(change["text"], Value::Null, "{at}: {change}");
        let said = match problem {
            "deleted" => "the text is deleted",
            _ => "the text changes but cannot be read",
        };
        for format in ["text", "markdown"] {
            let summary = summary(&mut world, format);
            assert!(
                summary.contains(said)
                    && !summary.contains("the same")
                    && !summary.contains("unchanged"),
                "{at}: {summary}"
            );
        }
    }
}

#[test]
fn the_summary_compares_a_draft_with_the_draft_before_the_change() {
    let path = "registers/xyz/register.yaml";
    let mut world = clone_of("established");
    let text = world.read(path).replace("2027-06", "2027-09");
    world.write(path, &text);
    commit(&world);
    world.git("vera", &["push", "--quiet", "origin", "main"]);
    branch(&world, "second", "main");
    world.write(path, &text.replace("One schema", "Another schema"));
    commit(&world);
    let change = &changes(&mut world)["text"];
    assert_eq!(change["against"], "draft-before", "{change}");
    assert_eq!(change["differences"].as_array().unwrap().len(), 1);
    assert_eq!(change["in_all"]["against"], "in-force");
    assert_eq!(change["in_all"]["differences"].as_array().unwrap().len(), 2);
    // The approvals are those of all differences, for the whole draft is submitted.
    assert_eq!(
        change["class"],
        serde_json::json!(["deliverables", "significant"])
    );
    let markdown = summary(&mut world, "markdown");
    for line in [
        "- the text, compared with the draft before this change:\n",
        "- in all, 2 differences from revision 1, which is in force\n",
    ] {
        assert!(markdown.contains(line), "{line}{markdown}");
    }
    assert!(!markdown.contains("2027-09"), "{markdown}");
    // Layout alone.
    world.write(path, &format!("{text}# a remark\n"));
    commit(&world);
    let markdown = summary(&mut world, "markdown");
    assert!(
        markdown.contains(
            "- the text says the same as the draft before this change\n- in all, 1 difference from"
        ),
        "{markdown}"
    );
    // Back to what is in force.
    world.write(path, &text.replace("2027-09", "2027-06"));
    commit(&world);
    let markdown = summary(&mut world, "markdown");
    assert!(
        markdown.contains("- in all, it says the same as revision 1, which is in force\n"),
        "{markdown}"
    );
    // A draft that could not be read is not compared with.
    world.write(path, &format!("{text}scoep: x\n"));
    commit(&world);
    world.git("vera", &["push", "--quiet", "origin", "HEAD:main"]);
    world.write(path, &text);
    commit(&world);
    let markdown = summary(&mut world, "markdown");
    assert!(
        markdown.contains(
            "- the text, compared with revision 1, which is in force (the draft before this change cannot be read):\n"
        ),
        "{markdown}"
    );
}
