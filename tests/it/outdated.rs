//! Acts under a roster or a policy that was over: a key that was taken from somebody goes on signing under the roster before.
//! `wr verify` and the first push see it in history; every other push is held against the commit before it anyway.

use super::pre_receive::{git, guard};
use super::world::{Ran, World, secret};

const BEFORE: &str = "2026-01-29T08:00:00Z";
const AFTER: &str = "2026-01-30T08:00:00Z";
const COMMENT: &str = "feedback add xyz --text \"The scope is wide\"";

fn done(world: &mut World, at: &str, who: &str, line: &str) {
    let ran = world.run(at, who, line);
    assert_eq!(ran.code, 0, "{who} $ wr {line}: {}{}", ran.stdout, ran.stderr);
}

/// Takes her key from Ann.
fn save_roster(world: &mut World) {
    let (roster, line) = (world.read("registers/roster.yaml"), secret("ann").key().line());
    let without = roster.replace(&format!("\"{line}\""), "");
    assert_ne!(without, roster);
    world.write("registers/roster.yaml", &without);
    done(world, AFTER, "vera", "save roster");
}

fn save_policy(world: &mut World) {
    let policy = world.read("registers/policy.yaml");
    world.write("registers/policy.yaml", &format!("{policy}# and nothing else\n"));
    done(world, AFTER, "vera", "save policy");
}

/// Puts a comment that Ann made in another copy of the store into this one, as it is.
fn slip_in(world: &World, elsewhere: &World) {
    for path in elsewhere.files("registers/xyz", "-feedback-") {
        world.write(&path, &elsewhere.read(&path));
    }
    world.git("mallory", &["add", "--all"]);
    world.git("mallory", &["commit", "--quiet", "-m", "a comment of Ann's"]);
}

fn verify(world: &mut World) -> Ran {
    world.run("2026-02-20T09:00:00Z", "lawyer", "verify")
}

fn refused(world: &mut World, name: &str) {
    let ran = verify(world);
    let message =
        format!("this act was decided under an older {name} than the one in force when it was committed");
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.stdout.matches(&message).count(), 1, "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("error[").count(), 1, "{}", ran.stdout);
}

fn taken(world: &mut World) {
    let ran = verify(world);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn a_key_that_was_taken_away_does_not_sign_under_the_roster_before() {
    let mut world = World::signed("balloting");
    let mut elsewhere = world.copy();
    save_roster(&mut world);
    done(&mut elsewhere, BEFORE, "ann", COMMENT);
    taken(&mut world);
    slip_in(&world, &elsewhere);
    refused(&mut world, "roster");
    // A server that gets all of it at once, so that it has nothing to hold it against, sees it as well.
    world.git("vera", &["init", "--quiet", "--bare", "--initial-branch=main", "../origin.git"]);
    world.git("vera", &["remote", "add", "origin", "../origin.git"]);
    guard(&world);
    let pushed = git(&world, "2026-02-20T09:00:00Z", &["push", "--quiet", "origin", "main"]);
    assert!(pushed.code != 0 && pushed.stderr.contains("error[act-outdated]"), "{}", pushed.stderr);
    world.git("vera", &["remote", "remove", "origin"]);
    // On a branch that began after the new roster it is the same, and told once.
    world.git("vera", &["reset", "--quiet", "--hard", "HEAD~1"]);
    world.git("vera", &["checkout", "--quiet", "-b", "side"]);
    slip_in(&world, &elsewhere);
    world.git("vera", &["checkout", "--quiet", "main"]);
    done(&mut world, AFTER, "bob", COMMENT);
    world.git("vera", &["merge", "--quiet", "--no-edit", "side"]);
    refused(&mut world, "roster");
}

#[test]
fn an_act_under_a_policy_that_was_over_is_refused() {
    let mut world = World::signed("balloting");
    let mut elsewhere = world.copy();
    save_policy(&mut world);
    done(&mut elsewhere, BEFORE, "ann", COMMENT);
    slip_in(&world, &elsewhere);
    refused(&mut world, "policy");
}

#[test]
fn a_branch_that_knew_nothing_of_the_new_roster_is_let_be() {
    let mut world = World::signed("balloting");
    world.git("vera", &["checkout", "--quiet", "-b", "side"]);
    done(&mut world, BEFORE, "ann", COMMENT);
    world.git("vera", &["checkout", "--quiet", "main"]);
    save_roster(&mut world);
    save_policy(&mut world);
    world.git("vera", &["merge", "--quiet", "--no-edit", "side"]);
    assert_eq!(world.files("registers/xyz", "-feedback-").len(), 2);
    taken(&mut world);
    // And so is what one commit brings with the new roster, as a squash does.
    let mut world = World::signed("balloting");
    world.git("vera", &["checkout", "--quiet", "-b", "side"]);
    done(&mut world, BEFORE, "ann", COMMENT);
    save_roster(&mut world);
    world.git("vera", &["checkout", "--quiet", "main"]);
    world.git("vera", &["merge", "--quiet", "--squash", "side"]);
    world.git("vera", &["commit", "--quiet", "-m", "all of it"]);
    assert_eq!(world.files("registers/xyz", "-feedback-").len(), 2);
    taken(&mut world);
}
