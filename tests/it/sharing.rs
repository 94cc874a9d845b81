//! Acting commands share by themselves: networks that break, servers that refuse, and clones that act at once.

use std::process::Stdio;

use super::sync::{did, remote_tip, shared, tip, to};
#[cfg(unix)]
use super::sync::{run_with, script};
use super::world::{CONTACTS, REGISTER, Ran, World, ran};

const AT: &str = "2026-01-29T10:00:00Z";
const VOTE: &[&str] = &["vote", "xyz", "approve"];
const ALL_SHARED: &str = "shared with origin\n";

/// A remote and two clones, in a store whose policy says how to share.
pub(crate) fn sharing(how: &str) -> World {
    sharing_after("alliance-asked", how)
}

/// The same, in a store that is as far as `given`.
pub(crate) fn sharing_after(given: &str, how: &str) -> World {
    let key = format!("clones-{how}-{given}");
    let mut world = World::kept(&key, || with_policy(given, how));
    to(&mut world, "two");
    world
}

fn with_policy(given: &str, how: &str) -> World {
    let mut world = shared(given);
    to(&mut world, "one");
    let policy = world
        .read("registers/policy.yaml")
        .replace("format: 1", &format!("format: 1\nsharing: {how}"));
    world.write("registers/policy.yaml", &policy);
    did(
        &mut world,
        "2026-01-29T07:00:00Z",
        "vera",
        "save policy --no-share",
    );
    world.git("vera", &["push", "--quiet"]);
    to(&mut world, "two");
    world.git("vera", &["pull", "--quiet"]);
    world
}

pub(crate) fn says(ran: &Ran, words: &str) {
    let told = format!("{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.code, 0, "{told}");
    assert!(told.contains(words), "{told}");
}

/// A push that breaks off before it arrives is not shared; one whose answer is lost is looked up; and where the remote
/// cannot be asked, that is said.
#[cfg(unix)]
#[test]
fn a_push_that_breaks_off_is_looked_up() {
    let world = sharing("push");
    let before = remote_tip(&world);
    let lost = "case \"$*\" in *push*) REAL \"$@\" >/dev/null 2>&1; echo 'fatal: the remote end hung up' >&2; exit 128;; esac\nexec REAL \"$@\"\n";
    let dead = "case \"$*\" in *push*) touch ../dead; exit 128;; *fetch*) [ -e ../dead ] && exit 128;; esac\nexec REAL \"$@\"\n";
    let gone = "case \"$*\" in *push*) echo 'fatal: no route to host' >&2; exit 128;; esac\nexec REAL \"$@\"\n";

    says(
        &run_with(&world, gone, VOTE),
        "recorded here, NOT shared: `origin` cannot be reached (no route to host); run `wr sync`",
    );
    assert_eq!(remote_tip(&world), before);
    let more = ["feedback", "add", "xyz", "--text", "One"];
    says(
        &run_with(&world, dead, &more),
        "recorded here, unknown whether shared; run `wr sync`",
    );
    assert_eq!(remote_tip(&world), before);
    std::fs::remove_file(world.outside().join("dead")).unwrap();
    let more = ["feedback", "add", "xyz", "--text", "Two"];
    says(&run_with(&world, lost, &more), ALL_SHARED);
    assert_eq!(remote_tip(&world), tip(&world, "HEAD"));
    assert_eq!(
        world.git(
            "ann",
            &["rev-list", "--count", &format!("{}..", before.trim())]
        ),
        "3\n"
    );
}

/// A server that refuses by a hook is quoted, with the setting that helps.
#[cfg(unix)]
#[test]
fn a_server_that_refuses_is_quoted() {
    let mut world = sharing("push");
    let hook = "echo 'main takes pull requests only' >&2; exit 1\n";
    script(world.outside().join("origin.git/hooks/update"), hook);
    let before = remote_tip(&world);
    let ran = world.run(AT, "ann", "vote xyz approve");
    says(&ran, "NOT shared: `origin` refused the push");
    says(&ran, "main takes pull requests only");
    assert_eq!(remote_tip(&world), before);
    let setting = world.try_git(AT, "ann", &["config", "wr.share"]);
    assert_eq!(setting.stdout, "", "branches are refused as well");
}

/// A remote that takes no pushes to its main branch, but branches, gets a branch in the same command; once it is said
/// why, and from then on each act goes to a branch at once.
#[cfg(unix)]
#[test]
fn a_protected_branch_switches_the_clone_to_pull_requests() {
    let mut world = sharing("push");
    let hook = "case $1 in refs/heads/main) echo 'GH006: Protected branch update failed' >&2; exit 1;; esac\n\
        echo \"https://host.example/new/$1\" >&2\n";
    script(world.outside().join("origin.git/hooks/update"), hook);
    let before = remote_tip(&world);
    let ran = world.run(AT, "ann", "vote xyz approve");
    says(&ran, "`origin` refused the push");
    says(&ran, "GH006: Protected branch update failed");
    says(&ran, "this clone shares by pull requests from now on");
    says(&ran, "shared with origin on the branch wr/ann/vote-xyz-");
    says(
        &ran,
        "pull request: https://host.example/new/refs/heads/wr/ann/vote-xyz-",
    );
    assert_eq!(world.git("ann", &["config", "wr.share"]), "pull-request\n");
    assert_eq!(tip(&world, "HEAD"), before);
    let ran = world.run(AT, "bob", "vote xyz approve");
    says(&ran, "shared with origin on the branch wr/bob/");
    assert!(!format!("{ran:?}").contains("from now on"), "{ran:?}");
    assert_eq!(
        (tip(&world, "HEAD"), remote_tip(&world)),
        (before.clone(), before)
    );
}

/// `wr sync` does the same where the policy says nothing about sharing.
#[cfg(unix)]
#[test]
fn sync_makes_a_branch_where_the_main_branch_is_protected() {
    let mut world = shared("alliance-asked");
    let hook = "case $1 in refs/heads/main) exit 1;; esac\n";
    script(world.outside().join("origin.git/hooks/update"), hook);
    did(&mut world, AT, "ann", "vote xyz approve");
    let told = did(&mut world, AT, "ann", "sync");
    assert!(
        told.contains("shared with origin on the branch wr/ann/"),
        "{told}"
    );
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
}

/// A refusal by the hook of `wr` is about what is pushed: no branch gets it instead.
#[cfg(unix)]
#[test]
fn a_refusal_of_the_record_makes_no_branch() {
    let mut world = sharing("push");
    let hook = "echo 'this act is not valid' >&2; echo '  needs:  another act' >&2; exit 1\n";
    script(world.outside().join("origin.git/hooks/update"), hook);
    let ran = world.run(AT, "ann", "vote xyz approve");
    says(&ran, "NOT shared: `origin` refused the push");
    assert!(!format!("{ran:?}").contains("on the branch"), "{ran:?}");
}

/// The page that the host names for a pull request is printed, and the main branches stay.
#[cfg(unix)]
#[test]
fn the_link_of_a_pull_request_is_printed() {
    let mut world = sharing("pull-request");
    let hook = "case $1 in refs/heads/main) exit 1;; esac\n\
        echo 'Create a pull request by visiting:' >&2; echo \"  https://host.example/new/$1\" >&2\n";
    script(world.outside().join("origin.git/hooks/update"), hook);
    let before = remote_tip(&world);
    let ran = world.run(AT, "ann", "vote xyz approve");
    says(
        &ran,
        "pull request: https://host.example/new/refs/heads/wr/ann/vote-xyz-",
    );
    assert_eq!(
        (remote_tip(&world), tip(&world, "HEAD")),
        (before.clone(), before)
    );
    assert_eq!(world.git("ann", &["status", "--porcelain"]), "");
    // An act that follows it joins its branch.
    let branches = world.git(
        "ann",
        &["branch", "--list", "wr/*", "--format=%(refname:short)"],
    );
    world.git("ann", &["switch", "--quiet", branches.trim()]);
    let ran = world.run(AT, "ann", "feedback add xyz --text \"And why\"");
    says(&ran, "shared with origin on the branch wr/ann/vote-xyz-");
    assert_eq!(
        world.git("ann", &["rev-list", "--count", "origin/main..@{upstream}"]),
        "2\n"
    );
}

/// What was recorded without a network is shared by `wr sync` on a branch as well.
#[test]
fn sync_shares_for_a_pull_request() {
    let mut world = sharing("pull-request");
    did(&mut world, AT, "ann", "vote xyz approve --no-share");
    let told = did(&mut world, AT, "ann", "sync");
    assert!(
        told.starts_with("shared with origin on the branch wr/ann/vote-xyz-"),
        "{told}"
    );
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
    let again = did(&mut world, AT, "ann", "sync");
    assert!(
        again.starts_with(
            "nothing to do: main equals origin/main\nwaits for its pull request: vote xyz: Acme votes approve"
        ),
        "{again}"
    );
}

/// The local branches for pull requests.
fn branches(world: &World) -> Vec<String> {
    let names = ["branch", "--list", "wr/*", "--format=%(refname:short)"];
    let names = world.git("vera", &names);
    names.lines().map(str::to_string).collect()
}

/// How many commits a branch at the remote has on top of the main branch.
fn ahead(world: &World, branch: &str) -> String {
    let range = format!("origin/main..origin/{branch}");
    world.git("vera", &["rev-list", "--count", &range])
}

/// An act that depends on an act of this clone that is not merged yet joins its branch, with and without the name of the
/// register; an act about something else gets a branch of its own.
#[test]
fn an_act_joins_the_branch_of_the_act_that_it_follows() {
    let mut world = sharing_after("assigned", "pull-request");
    let before = remote_tip(&world);
    world.write("registers/xyz/register.yaml", REGISTER);
    world.write("registers/xyz/contacts.yaml", CONTACTS);
    let ran = world.run("2026-01-29T08:00:00Z", "olga", "submit xyz");
    says(&ran, "shared with origin on the branch wr/olga/submit-xyz-");
    let [first] = branches(&world).try_into().unwrap();
    assert_eq!(tip(&world, "HEAD"), before);

    let ran = world.run(
        "2026-01-29T08:10:00Z",
        "carl",
        "ballot open XYZ --body alliance",
    );
    says(&ran, &format!("shared with origin on the branch {first}"));
    let ran = world.run("2026-01-29T08:20:00Z", "ann", "vote yes");
    says(&ran, &format!("shared with origin on the branch {first}"));
    assert_eq!(ahead(&world, &first), "3\n");
    assert_eq!(branches(&world), std::slice::from_ref(&first));

    // What is refused on the branch as well is refused as on the main branch, and changes nothing.
    let ran = world.run("2026-01-29T08:30:00Z", "carl", "ballot close xyz");
    assert_eq!(ran.code, 1, "{ran:?}");
    let ran = world.run("2026-01-29T08:31:00Z", "ann", "vote abc yes");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("no register `abc`"), "{ran:?}");

    let ran = world.run("2026-01-29T09:00:00Z", "vera", "new abc --partner XYZ");
    says(&ran, "shared with origin on the branch wr/vera/");
    says(
        &ran,
        "to edit its files before: `git switch wr/vera/propose-abc-",
    );
    assert_eq!(branches(&world).len(), 2);
    let ran = world.run("2026-01-29T09:10:00Z", "vera", "assign abc --owner olga");
    says(&ran, "shared with origin on the branch wr/vera/");
    assert_eq!(branches(&world).len(), 2);
    assert_eq!(
        (tip(&world, "HEAD"), remote_tip(&world)),
        (before.clone(), before)
    );
    assert_eq!(world.git("ann", &["status", "--porcelain"]), "");

    let told = did(&mut world, "2026-01-29T09:20:00Z", "ann", "status");
    assert!(
        told.contains("waits for its pull request: submit xyz"),
        "{told}"
    );
    let ran = world.run("2026-01-29T09:20:00Z", "ann", "status abc");
    assert!(
        ran.stderr.contains("git switch wr/vera/propose-abc-"),
        "{ran:?}"
    );

    // The host squashes the first pull request: its branch is merged, and acts go to new branches.
    world.git("vera", &["fetch", "--quiet"]);
    to(&mut world, "one");
    world.git("vera", &["fetch", "--quiet"]);
    world.git(
        "vera",
        &["merge", "--quiet", "--squash", &format!("origin/{first}")],
    );
    world.git("vera", &["commit", "--quiet", "-m", "Revision 1 (#1)"]);
    world.git("vera", &["push", "--quiet"]);
    to(&mut world, "two");
    let ran = world.run("2026-01-29T10:00:00Z", "bob", "vote xyz yes");
    says(&ran, "shared with origin on the branch wr/bob/vote-xyz-");
    assert_eq!(branches(&world).len(), 3);
    world.git("olga", &["switch", "--quiet", &first]);
    let told = did(&mut world, "2026-01-29T10:10:00Z", "olga", "next");
    assert!(
        told.starts_with(&format!("the branch {first} is merged: `git switch main`")),
        "{told}"
    );
    world.git("olga", &["switch", "--quiet", "main"]);
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
}

/// When others are merged meanwhile, the branch moves on top of them.
#[test]
fn a_branch_follows_the_main_branch() {
    let mut world = sharing_after("alliance-asked", "pull-request");
    says(
        &world.run(AT, "ann", "vote xyz approve"),
        "shared with origin on the branch",
    );
    let [branch] = branches(&world).try_into().unwrap();
    to(&mut world, "one");
    did(&mut world, AT, "bob", "vote xyz approve --no-share");
    world.git("bob", &["push", "--quiet", "origin", "HEAD:main"]);
    to(&mut world, "two");
    let ran = world.run(
        "2026-01-29T10:10:00Z",
        "ann",
        "feedback add xyz --text \"And why\"",
    );
    says(&ran, &format!("shared with origin on the branch {branch}"));
    assert_eq!(ahead(&world, &branch), "2\n");
    assert_eq!(
        world.git("ann", &["merge-base", "origin/main", &branch]),
        remote_tip(&world)
    );
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
}

/// Others changed the branch, as the button of a host does that merges the main branch into it: a new branch takes all.
#[test]
fn a_branch_that_others_changed_stays_as_they_left_it() {
    let mut world = sharing_after("alliance-asked", "pull-request");
    says(
        &world.run(AT, "ann", "vote xyz approve"),
        "shared with origin on the branch",
    );
    let [first] = branches(&world).try_into().unwrap();
    to(&mut world, "one");
    world.git("bob", &["fetch", "--quiet"]);
    world.git("bob", &["switch", "--quiet", &first]);
    world.git(
        "bob",
        &["commit", "--quiet", "--allow-empty", "-m", "Theirs"],
    );
    world.git("bob", &["push", "--quiet"]);
    let theirs = tip(&world, "HEAD");
    to(&mut world, "two");
    let ran = world.run(
        "2026-01-29T10:10:00Z",
        "ann",
        "feedback add xyz --text \"And why\"",
    );
    says(
        &ran,
        "shared with origin on the branch wr/ann/feedback-xyz-",
    );
    world.git("ann", &["fetch", "--quiet"]);
    assert_eq!(tip(&world, &format!("origin/{first}")), theirs);
    assert_eq!(branches(&world).len(), 2);
    let new = branches(&world)
        .into_iter()
        .find(|it| *it != first)
        .unwrap();
    assert_eq!(ahead(&world, &new), "2\n");
}

/// A saved text is merged, and others change it again: its branch no longer waits.
#[test]
fn a_merged_text_does_not_wait() {
    let mut world = sharing_after("alliance-asked", "pull-request");
    let change = |world: &World, old: &str, new: &str| {
        let text = world.read("registers/xyz/register.yaml");
        assert!(text.contains(old), "{text}");
        world.write("registers/xyz/register.yaml", &text.replace(old, new));
    };
    change(
        &world,
        "benefits: One schema",
        "benefits: One common schema",
    );
    says(
        &world.run(AT, "olga", "save xyz"),
        "shared with origin on the branch",
    );
    let [first] = branches(&world).try_into().unwrap();
    let told = did(&mut world, AT, "olga", "edit xyz");
    assert!(
        told.contains(&format!("`git switch {first}` before you edit")),
        "{told}"
    );
    to(&mut world, "one");
    world.git("vera", &["fetch", "--quiet"]);
    let merge = ["merge", "--quiet", "--squash", &format!("origin/{first}")];
    world.git("vera", &merge);
    world.git("vera", &["commit", "--quiet", "-m", "Text (#1)"]);
    change(&world, "One common schema", "A common schema");
    world.git("vera", &["commit", "--quiet", "--all", "-m", "Text (#2)"]);
    world.git("vera", &["push", "--quiet", "origin", "HEAD:main"]);
    to(&mut world, "two");
    let told = did(&mut world, AT, "olga", "next");
    assert!(!told.contains("waits for its pull request"), "{told}");
    assert!(
        world
            .read("registers/xyz/register.yaml")
            .contains("A common schema")
    );
}

/// Without a network an act follows the unmerged act as well, and is shared on its branch later.
#[test]
fn an_act_joins_its_branch_without_a_network() {
    let mut world = sharing_after("assigned", "pull-request");
    world.write("registers/xyz/register.yaml", REGISTER);
    world.write("registers/xyz/contacts.yaml", CONTACTS);
    says(
        &world.run("2026-01-29T08:00:00Z", "olga", "submit xyz"),
        "shared with origin on the branch",
    );
    let [branch] = branches(&world).try_into().unwrap();
    world.git("olga", &["config", "remote.origin.url", "../gone.git"]);
    let ran = world.run(
        "2026-01-29T08:10:00Z",
        "carl",
        "ballot open xyz --body alliance",
    );
    says(
        &ran,
        "recorded here, NOT shared: `origin` cannot be reached",
    );
    world.git("olga", &["config", "remote.origin.url", "../origin.git"]);
    let told = did(&mut world, "2026-01-29T08:20:00Z", "carl", "sync");
    assert!(told.contains(&format!("on the branch {branch}")), "{told}");
    assert_eq!(ahead(&world, &branch), "2\n");
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
}

/// In a clone of a fork the record is the main branch of the forked repository. What is pushed to the fork is not shared.
#[test]
fn a_fork_is_not_the_record() {
    let mut world = sharing("push");
    world.git(
        "ann",
        &["clone", "--quiet", "--bare", "../origin.git", "../fork.git"],
    );
    world.git("ann", &["remote", "rename", "origin", "upstream"]);
    world.git("ann", &["remote", "add", "origin", "../fork.git"]);
    world.git("ann", &["fetch", "--quiet", "origin"]);
    world.git(
        "ann",
        &["branch", "--quiet", "--set-upstream-to=origin/main"],
    );
    let before = remote_tip(&world);
    let ran = world.run(AT, "ann", "vote xyz approve");
    says(
        &ran,
        "pushed to your fork `origin` on the branch wr/ann/vote-xyz-",
    );
    says(
        &ran,
        "NOT shared: main of `upstream` has it after the merge",
    );
    says(
        &ran,
        "pull request: open one for this branch into main, on the website of `upstream`",
    );
    assert!(!format!("{ran:?}").contains("shared with"), "{ran:?}");
    assert_eq!(
        (tip(&world, "HEAD"), remote_tip(&world)),
        (before.clone(), before)
    );

    // Acts of others come from the forked repository.
    to(&mut world, "one");
    says(&world.run(AT, "bob", "vote xyz approve"), ALL_SHARED);
    to(&mut world, "two");
    let ran = world.run(
        "2026-01-29T10:10:00Z",
        "cleo",
        "vote xyz approve --no-share",
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    world.git("cleo", &["push", "--quiet", "origin", "HEAD:main"]);
    let told = did(&mut world, "2026-01-29T10:20:00Z", "cleo", "status");
    assert!(
        told.starts_with("1 act recorded here is NOT shared: vote xyz: Corva"),
        "{told}"
    );
    let told = did(&mut world, "2026-01-29T10:30:00Z", "cleo", "sync");
    assert!(told.contains("pushed to your fork `origin`"), "{told}");
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
    assert_eq!(world.files("registers/xyz", "/votes/").len(), 1, "Bob's");
}

/// Clones vote at once with automatic sharing, round after round: no vote is lost, and every answer is true.
/// `WR_RACE=16x20` sets the number of clones and rounds.
#[test]
fn all_vote_at_once() {
    let race = std::env::var("WR_RACE").unwrap_or("6x3".to_string());
    let (clones, rounds) = race.split_once('x').unwrap();
    let (clones, rounds): (usize, usize) = (clones.parse().unwrap(), rounds.parse().unwrap());
    let voters: Vec<String> = (0..clones).map(|at| format!("v{at}")).collect();
    let mut world = electorate(&voters);
    for who in &voters {
        let clone = format!("../clone-{who}");
        world.git("vera", &["clone", "--quiet", "../origin.git", &clone]);
    }
    let (mut shared, mut late) = (0, 0);
    for round in 0..rounds {
        let line = match round % 2 {
            0 => "vote xyz approve --ballot alliance",
            _ => "vote xyz oppose --comment \"Too wide\" --ballot alliance",
        };
        let at = format!("2026-01-30T{:02}:{:02}:00Z", 8 + round / 60, round % 60);
        let mut running = Vec::new();
        for who in &voters {
            to(&mut world, &format!("clone-{who}"));
            running.push((who, world.spawn(&at, who, line, Stdio::piped())));
        }
        for (who, child) in running {
            let ran = ran(child.wait_with_output().unwrap());
            assert_eq!(ran.code, 0, "{who}: {ran:?}");
            let is_shared = !ran.stderr.contains("hared");
            assert!(is_shared || ran.stderr.contains("NOT shared"), "{ran:?}");
            to(&mut world, &format!("clone-{who}"));
            let own = world.git(who, &["rev-list", "--count", "origin/main..HEAD"]);
            // A vote that is not shared goes along with the next one.
            assert_eq!(own == "0\n", is_shared, "{who}: {ran:?}");
            shared += usize::from(is_shared);
            late += usize::from(!is_shared);
        }
    }
    for who in &voters {
        to(&mut world, &format!("clone-{who}"));
        did(&mut world, "2026-01-31T08:00:00Z", who, "sync");
    }
    to(&mut world, "one");
    did(&mut world, "2026-01-31T08:00:00Z", "vera", "sync");
    let votes = world.files("registers/xyz", "/votes/").len();
    println!(
        "{clones} clones, {rounds} rounds: {shared} shared at once, {late} later, {votes} votes"
    );
    assert_eq!(votes, clones * rounds);
    assert!(shared > 0);
    did(&mut world, "2026-01-31T08:00:00Z", "vera", "check --strict");
}

/// A store that shares, with a ballot in which these people vote.
fn electorate(voters: &[String]) -> World {
    let mut world = sharing_after("submitted", "push");
    to(&mut world, "one");
    world.git("vera", &["pull", "--quiet"]);
    let mut roster = world.read("registers/roster.yaml");
    let people: String = voters
        .iter()
        .map(|who| {
            format!("  - {{id: {who}, name: Voter {who}, email: {who}@outside.example, organization: o-{who}}}\n")
        })
        .collect();
    let seats: String = voters
        .iter()
        .map(|who| format!("      - {{id: s-{who}, organization: o-{who}, voter: {who}}}\n"))
        .collect();
    let members: String = voters
        .iter()
        .map(|who| format!("  - {{id: o-{who}, name: Company {who}, membership: leadership}}\n"))
        .collect();
    roster = roster.replace("\npeople:\n", &format!("{members}\npeople:\n"));
    roster = roster.replace("\nbodies:\n", &format!("{people}\nbodies:\n"));
    let last = "      - {id: ember, organization: ember, voter: eve}\n";
    roster = roster.replace(last, &format!("{last}{seats}"));
    world.write("registers/roster.yaml", &roster);
    did(&mut world, "2026-01-29T07:10:00Z", "vera", "save roster");
    let open = "ballot open xyz --body alliance";
    did(&mut world, "2026-01-29T07:20:00Z", "carl", open);
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
    world
}

/// A text that two people save is merged, and neither undoes the other's change; the same lines are left to people.
#[test]
fn saved_texts_are_merged() {
    const TEXT: &str = "registers/xyz/register.yaml";
    let mut world = sharing("push");
    let change = |world: &World, old: &str, new: &str| {
        let text = world.read(TEXT);
        assert!(text.contains(old), "{text}");
        world.write(TEXT, &text.replace(old, new));
    };
    change(
        &world,
        "benefits: One schema",
        "benefits: One common schema",
    );
    to(&mut world, "one");
    change(
        &world,
        "First profiles published",
        "First profiles are published",
    );
    says(&world.run(AT, "olga", "save xyz"), ALL_SHARED);
    to(&mut world, "two");
    says(&world.run(AT, "olga", "save xyz"), ALL_SHARED);
    let text = world.read(TEXT);
    assert!(text.contains("One common schema") && text.contains("profiles are published"));
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));

    let shared = remote_tip(&world);
    to(&mut world, "one");
    change(&world, "One schema", "A single schema");
    let ran = world.run(AT, "vera", "save xyz");
    says(&ran, "recorded here, NOT shared: ");
    says(
        &ran,
        "changed the same lines of registers/xyz/register.yaml; run `wr sync`",
    );
    assert_eq!(remote_tip(&world), shared);
    assert!(world.read(TEXT).contains("A single schema"));
}

/// The server breaks off at each point of a push, and the answer is true.
#[cfg(unix)]
#[test]
fn a_server_that_breaks_off_is_looked_up() {
    let mut world = sharing("push");
    let hooks = world.outside().join("origin.git/hooks");
    let before = remote_tip(&world);
    script(hooks.join("pre-receive"), "kill -9 $PPID\n");
    says(
        &world.run(AT, "ann", "vote xyz approve"),
        "recorded here, NOT shared: ",
    );
    assert_eq!(remote_tip(&world), before);
    std::fs::remove_file(hooks.join("pre-receive")).unwrap();
    // The branch has moved when this hook runs.
    script(hooks.join("post-receive"), "kill -9 $PPID\n");
    let ran = world.run("2026-01-29T10:10:00Z", "bob", "vote xyz approve");
    says(&ran, ALL_SHARED);
    assert_eq!(tip(&world, "HEAD"), remote_tip(&world));
}

/// What was not fetched for a day is marked as old.
#[test]
fn reading_says_how_fresh_it_is() {
    let mut world = sharing("push");
    did(&mut world, "2026-01-29T10:00:00Z", "ann", "sync");
    let told = did(&mut world, "2026-01-30T09:00:00Z", "ann", "status");
    assert!(!told.contains("as of the last fetch"), "{told}");
    let told = did(&mut world, "2026-01-30T11:00:00Z", "ann", "status");
    assert!(
        told.starts_with("as of the last fetch, 2026-01-29; `wr sync` updates\n"),
        "{told}"
    );
    let told = did(&mut world, "2026-01-30T12:00:00Z", "ann", "next");
    assert!(!told.contains("as of the last fetch"), "{told}");
}
