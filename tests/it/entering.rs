//! Acts that enter after roster or policy changed, with real signatures: by mail, on branches, and through the hook.

use std::fs;

use super::pre_receive::{git, guard};
use super::pull_requests::{act, branch, check, commit, share};
use super::world::{Ran, World, secret};

const ROSTER: &str = "registers/roster.yaml";
const CAST: &str = "2026-01-29T08:00:00Z";
const CHANGED: &str = "2026-01-29T09:00:00Z";
const LATER: &str = "2026-01-30T09:00:00Z";

/// Edits the roster and saves it.
pub(crate) fn save(world: &mut World, at: &str, from: &str, to: &str) {
    let roster = world.read(ROSTER);
    assert!(roster.contains(from), "{from}");
    world.write(ROSTER, &roster.replace(from, to));
    act(world, at, "vera", "save roster");
}

/// What was mailed, as arguments.
pub(crate) fn mailed(world: &World) -> String {
    let files = fs::read_dir(world.outside().join("mail")).unwrap();
    let names = files.map(|file| file.unwrap().path().display().to_string());
    let mut acts: Vec<String> = names.filter(|name| name.ends_with(".yaml")).collect();
    acts.sort();
    acts.join(" ")
}

fn import(world: &mut World) -> Ran {
    let line = format!("import-act {}", mailed(world));
    world.run(LATER, "carl", &line)
}

fn refused(ran: &Ran, because: &str) {
    assert!(
        ran.code == 1 && ran.stderr.contains(because),
        "{because}: {}{}",
        ran.stdout,
        ran.stderr
    );
}

/// Pushes what is checked out into the guarded main branch.
fn push(world: &World) -> Ran {
    git(
        world,
        "2026-02-01T10:00:00Z",
        &["push", "--quiet", "origin", "HEAD:main"],
    )
}

fn let_in(world: &World, what: &str) {
    let pushed = push(world);
    assert_eq!(pushed.code, 0, "{what}: {}", pushed.stderr);
}

fn kept_out(world: &World, because: &str) {
    let pushed = push(world);
    assert!(
        pushed.code != 0 && pushed.stderr.contains(because),
        "{because}: {}",
        pushed.stderr
    );
}

/// Gives a person a second key, and takes the first one away where they lost it.
pub(crate) fn new_key(world: &World, who: &str, lost: bool) -> String {
    let folder = world.outside().join(format!("home-{who}/.ssh"));
    let key = secret(&format!("{who}-new"));
    let private = folder.join("new");
    fs::write(&private, key.to_file().unwrap()).unwrap();
    fs::write(folder.join("new.pub"), format!("{}\n", key.key().line())).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&private, fs::Permissions::from_mode(0o600)).unwrap();
    }
    if lost {
        fs::remove_file(folder.join("id_ed25519")).unwrap();
        fs::remove_file(folder.join("id_ed25519.pub")).unwrap();
    }
    format!("../home-{who}/.ssh/new.pub")
}

fn guarded(given: &str) -> World {
    let world = share(World::signed(given));
    guard(&world);
    world
}

#[test]
fn a_vote_and_an_acceptance_survive_a_roster_change_that_does_not_concern_them() {
    let mut world = guarded("balloting");
    act(
        &mut world,
        CAST,
        "bob",
        "vote xyz yes --ballot alliance --out ../mail",
    );
    branch(&world, "pr", "main");
    act(
        &mut world,
        CAST,
        "ann",
        "vote xyz approve --ballot alliance",
    );
    act(
        &mut world,
        CAST,
        "cleo",
        "feedback add xyz --text \"Which version?\"",
    );
    branch(&world, "main", "main");
    save(&mut world, CHANGED, "name: Fay Frost", "name: Fay F. Frost");
    let came = import(&mut world);
    assert_eq!(came.code, 0, "{}", came.stderr);
    world.git("vera", &["merge", "--quiet", "--no-edit", "pr"]);
    assert_eq!(check(&mut world, "origin/main"), (0, Vec::new()));
    let_in(
        &world,
        "a merge of what was decided under the roster before",
    );
    let mut world = World::signed("sent");
    act(
        &mut world,
        "2026-03-08T09:00:00Z",
        "pat",
        "accept xyz --out ../mail",
    );
    save(
        &mut world,
        "2026-03-08T10:00:00Z",
        "name: Fay Frost",
        "name: Fay F. Frost",
    );
    let line = format!("import-act {}", mailed(&world));
    act(&mut world, "2026-03-09T09:00:00Z", "carl", &line);
}

#[test]
fn a_person_who_left_or_went_elsewhere_no_longer_speaks_for_the_seat() {
    const ANN: &str = "name: Ann Adams, email: ann@acme.example, organization: acme";
    for (now, told) in [
        (format!("{ANN}, until: 2026-01-28"), "Ann Adams has left"),
        (
            ANN.replace("organization: acme", "organization: bolt"),
            "Ann Adams now represents Bolt",
        ),
    ] {
        let mut world = guarded("balloting");
        act(
            &mut world,
            CAST,
            "ann",
            "vote xyz yes --ballot alliance --out ../mail",
        );
        branch(&world, "pr", "main");
        act(
            &mut world,
            CAST,
            "ann",
            "vote xyz no --comment Wide --ballot alliance",
        );
        branch(&world, "main", "main");
        save(&mut world, CHANGED, ANN, &now);
        let_in(&world, "the roster");
        refused(&import(&mut world), told);
        refused(
            &world.run(LATER, "ann", "vote xyz yes --ballot alliance"),
            "refused: ",
        );
        // An old branch brings it in as little.
        branch(&world, "merged", "main");
        world.git("vera", &["merge", "--quiet", "--no-edit", "pr"]);
        assert!(
            check(&mut world, "main")
                .1
                .contains(&"error vote-void".to_string()),
            "{told}"
        );
        kept_out(&world, "error[vote-void]");
        // The frozen alternate votes.
        branch(&world, "main", "main");
        act(&mut world, LATER, "al", "vote xyz yes --ballot alliance");
        let_in(&world, "the alternate's vote");
    }
}

#[test]
fn a_key_that_was_taken_away_signs_nothing_on_an_old_branch_or_by_mail() {
    let mut world = guarded("balloting");
    act(
        &mut world,
        CAST,
        "ann",
        "feedback add xyz --text \"The scope is wide\" --out ../mail",
    );
    branch(&world, "pr", "main");
    act(
        &mut world,
        CAST,
        "ann",
        "feedback add xyz --text \"Too wide\"",
    );
    branch(&world, "main", "main");
    save(
        &mut world,
        CHANGED,
        &format!("\"{}\"", secret("ann").key().line()),
        "",
    );
    let_in(&world, "the roster");
    let came = import(&mut world);
    refused(
        &came,
        "the roster or the policy changed after this was decided",
    );
    world.git("vera", &["merge", "--quiet", "--no-edit", "pr"]);
    assert_eq!(
        check(&mut world, "origin/main"),
        (1, vec!["error act-void".to_string()])
    );
    kept_out(&world, "error[act-void]");
}

#[test]
fn a_new_key_votes_in_an_open_ballot_when_the_old_one_introduced_it() {
    for rooted in [false, true] {
        let mut world = guarded("submitted");
        if rooted {
            let roots = "officers: {vp_alliances: vera}\nroots: {people: [vera], threshold: 1}";
            save(
                &mut world,
                "2026-01-26T12:00:00Z",
                "officers: {vp_alliances: vera}",
                roots,
            );
        }
        act(
            &mut world,
            "2026-01-27T09:00:00Z",
            "carl",
            "ballot open xyz --body alliance",
        );
        let key = new_key(&world, "ann", false);
        let added = world.run("2026-01-28T08:00:00Z", "ann", &format!("key add {key}"));
        assert!(
            added.stdout.contains("introduces it"),
            "{}{}",
            added.stdout,
            added.stderr
        );
        act(&mut world, "2026-01-28T09:00:00Z", "vera", "save roster");
        // The old one is retired in the ordinary way, and lost.
        let line = format!("\"{}\", ", secret("ann").key().line());
        save(&mut world, "2026-01-28T10:00:00Z", &line, "");
        new_key(&world, "ann", true);
        act(&mut world, CAST, "ann", "vote xyz yes --ballot alliance");
        let told = world.run(LATER, "ann", "ballot show xyz adopt-1-alliance-1");
        assert!(told.stdout.contains("1 approve"), "{}", told.stdout);
        let verified = world.run(LATER, "lawyer", "verify");
        assert_eq!(verified.code, 0, "{}{}", verified.stdout, verified.stderr);
        let_in(&world, "a vote by a key that was introduced");
    }
}

#[test]
fn a_key_without_the_old_ones_signature_counts_in_later_ballots_only() {
    for rooted in [false, true] {
        let mut world = guarded("submitted");
        if rooted {
            let roots = "officers: {vp_alliances: vera}\nroots: {people: [vera], threshold: 1}";
            save(
                &mut world,
                "2026-01-26T12:00:00Z",
                "officers: {vp_alliances: vera}",
                roots,
            );
        }
        act(
            &mut world,
            "2026-01-27T09:00:00Z",
            "carl",
            "ballot open xyz --body alliance",
        );
        let_in(&world, "the ballot");
        // Vera, or anyone who has her key, puts another key in the place of Ann's, and votes with it.
        let key = new_key(&world, "ann", true);
        let added = world.run(
            "2026-01-28T08:00:00Z",
            "vera",
            &format!("key add ann {key}"),
        );
        assert!(
            added.stdout.contains("ballots that open after it is saved"),
            "{}",
            added.stdout
        );
        let line = format!("\"{}\", ", secret("ann").key().line());
        save(&mut world, "2026-01-28T10:00:00Z", &line, "");
        let voted = world.run(CAST, "ann", "vote xyz yes --ballot alliance");
        assert_eq!(voted.code, 1, "{}", voted.stdout);
        let_in(&world, "the roster");
        // Signed by hand with the new key, it is no vote either.
        let mut forged = World::copy(&world);
        branch(&forged, "forged", "main");
        cast_with(&mut forged, "ann", "ann-new");
        let told = forged.run(LATER, "ann", "check");
        assert!(
            told.stdout
                .contains("no earlier key of Ann Adams introduced the key"),
            "{}",
            told.stdout
        );
        assert_ne!(check(&mut forged, "origin/main").0, 0);
        kept_out(&forged, "no earlier key of Ann Adams introduced the key");
        assert_ne!(forged.run(LATER, "lawyer", "verify").code, 0);
        // A statement that the new key signs itself, or another person's key, introduces nothing.
        for signer in ["ann-new", "bob"] {
            let mut forged = forged.copy();
            introduce_with(&forged, "ann", "ann-new", signer);
            let told = forged.run(LATER, "ann", "check");
            assert!(
                told.stdout.contains("error[key-statement-void]"),
                "{signer}: {}",
                told.stdout
            );
            assert!(
                told.stdout.contains("no earlier key of"),
                "{signer}: {}",
                told.stdout
            );
            kept_out(&forged, "error[key-statement-void]");
        }
        // In the next ballot it counts.
        act(
            &mut world,
            LATER,
            "tess",
            "ballot open xyz --body technical --parallel",
        );
        act(
            &mut world,
            "2026-01-30T10:00:00Z",
            "ann",
            "vote xyz yes --ballot technical",
        );
        let_in(&world, "a later ballot");
    }
}

/// Casts a vote in the alliance's ballot, signed by a key of the caller's choice, as `wr` would write it.
pub(crate) fn cast_with(world: &mut World, who: &str, signer: &str) {
    use wr::act::{Act, Action, Choice, Vote, canonical};
    use wr::source::{Digest, SourceFile};
    let path = "registers/xyz/ballots/adopt-1-alliance-1/ballot.yaml";
    let bytes = world.read(path);
    let opened: Act = canonical::read(&SourceFile::new(path, bytes.as_str())).unwrap();
    let vote = Vote {
        of: "adopt-1-alliance-1".to_string(),
        ballot: Digest::of(bytes.as_bytes()),
        seat: "acme".parse().unwrap(),
        number: 1,
        prev: Vec::new(),
        choice: Choice::Approve,
        comment: None,
    };
    let roster = Digest::of(world.read(ROSTER).as_bytes());
    let cast = Act {
        by: who.parse().unwrap(),
        on: "2026-01-29".parse().unwrap(),
        at: CAST.parse().unwrap(),
        roster,
        after: Vec::new(),
        seen: world
            .git(who, &["log", "-1", "--format=%H", "--", path])
            .trim()
            .to_string(),
        action: Action::Vote(vote),
        ..opened
    };
    let stored = cast.stored();
    let signed = secret(signer)
        .sign("vote@wr.dmtf.org", &stored.act.to_bytes())
        .unwrap();
    let path = stored.path();
    world.write(&path, &String::from_utf8(stored.act.to_bytes()).unwrap());
    world.write(
        &format!("{path}.sig"),
        &String::from_utf8(signed.to_bytes()).unwrap(),
    );
    commit(world);
}

/// Adds a statement about a key, signed by a key of the caller's choice.
fn introduce_with(world: &World, who: &str, key: &str, signer: &str) {
    use wr::governance::Introduction;
    let store = world.read("registers/policy.yaml");
    let store = store
        .lines()
        .find_map(|line| line.strip_prefix("store: "))
        .unwrap();
    let introduction = Introduction {
        format: Introduction::FORMAT,
        store: store.trim_matches('"').parse().unwrap(),
        by: who.parse().unwrap(),
        at: CHANGED.parse().unwrap(),
        key: secret(key).key().line(),
    };
    let signed = secret(signer)
        .sign("key@wr.dmtf.org", &introduction.to_bytes())
        .unwrap();
    let path = introduction.path();
    world.write(&path, &String::from_utf8(introduction.to_bytes()).unwrap());
    world.write(
        &format!("{path}.sig"),
        &String::from_utf8(signed.to_bytes()).unwrap(),
    );
    commit(world);
}

#[test]
fn a_stolen_key_and_what_it_introduces_count_nowhere_from_then_on() {
    let mut world = guarded("balloting");
    // Whoever has Ann's key introduces one of their own with it, which Vera saves unsuspecting.
    let key = new_key(&world, "ann", false);
    act(
        &mut world,
        "2026-01-28T08:00:00Z",
        "ann",
        &format!("key add {key}"),
    );
    act(&mut world, "2026-01-28T09:00:00Z", "vera", "save roster");
    let_in(&world, "the introduced key");
    branch(&world, "old", "main");
    cast_with(&mut world, "ann", "ann-new");
    branch(&world, "older", "main");
    cast_with(&mut world, "ann", "ann");
    branch(&world, "main", "main");
    let stolen = secret("ann").key();
    let line = format!("key retire {} --stolen", stolen.fingerprint());
    let told = world.run(CHANGED, "vera", &line);
    for words in [
        "is marked as stolen",
        "it introduced the key",
        "xyz adopt-1-alliance-1",
        "xyz adopt-1-technical-1",
    ] {
        assert!(
            told.stdout.contains(words),
            "{words}: {}{}",
            told.stdout,
            told.stderr
        );
    }
    act(&mut world, CHANGED, "vera", "save roster");
    let_in(&world, "the mark");
    for (old, because) in [
        ("older", "is marked as stolen"),
        ("old", "error[vote-void]"),
    ] {
        branch(&world, "merged", "main");
        world.git("vera", &["merge", "--quiet", "--no-edit", old]);
        assert!(
            check(&mut world, "main")
                .1
                .contains(&"error vote-void".to_string()),
            "{old}"
        );
        kept_out(&world, because);
    }
    branch(&world, "main", "main");
    refused(
        &world.run(LATER, "ann", "vote xyz yes --ballot alliance"),
        "needs: a key of Ann Adams in the roster",
    );
    // The mark stays, and the key is never used again.
    let roster = world.read(ROSTER);
    let at = roster.find(", stolen: [").unwrap();
    let end = at + roster[at..].find(']').unwrap() + 1;
    world.write(ROSTER, &[&roster[..at], &roster[end..]].concat());
    refused(
        &world.run(LATER, "vera", "save roster"),
        "keep it under `stolen`",
    );
    world.write(ROSTER, &roster);
    let old_key = "key add ann ../home-ann/.ssh/id_ed25519.pub";
    refused(
        &world.run(LATER, "vera", old_key),
        "is marked as stolen and cannot be used again",
    );
}

#[test]
fn a_hand_edit_is_kept_out_and_blocks_no_one_where_it_came_in() {
    for (path, kind, from, to) in [
        (
            ROSTER,
            "roster",
            "officers: {vp_alliances: vera}",
            "officers: {vp_alliances: olga}",
        ),
        (
            "registers/policy.yaml",
            "policy",
            "assurance: signed",
            "assurance: recorded",
        ),
        (
            ROSTER,
            "roster",
            "officers: {vp_alliances: vera}",
            "officers: [vera",
        ),
    ] {
        let mut world = guarded("balloting");
        let text = world.read(path);
        assert!(text.contains(from), "{from}");
        world.write(path, &text.replace(from, to));
        commit(&world);
        assert_eq!(check(&mut world, "origin/main").0, 1);
        kept_out(&world, &format!("registers/{kind}.yaml"));
        // Without a hook, everyone continues under the version in force, and `wr` says so.
        let voted = world.run(CAST, "ann", "vote xyz yes --ballot alliance");
        assert_eq!(voted.code, 0, "{}", voted.stderr);
        let note = format!("note: registers/{kind}.yaml has unsaved changes");
        assert!(voted.stderr.contains(&note), "{}", voted.stderr);
        let told = world.run(LATER, "vera", "whoami");
        assert!(
            told.stdout.contains("VP of Alliances"),
            "{}{}",
            told.stdout,
            told.stderr
        );
        assert_eq!(world.run(LATER, "vera", "next").code, 0);
        assert_eq!(world.run(LATER, "lawyer", "status xyz").code, 0);
        let found = world.run(LATER, "lawyer", "check");
        assert!(
            found.stdout.contains(&format!("wr save {kind} --restore")),
            "{}",
            found.stdout
        );
        // Nothing that is in no commit is overwritten.
        world.write(path, &format!("{text}# mine\n"));
        refused(
            &world.run(LATER, "olga", &format!("save {kind} --restore")),
            "has uncommitted edits",
        );
        assert_eq!(world.read(path), format!("{text}# mine\n"));
        world.git("vera", &["checkout", "--quiet", "--", path]);
        let back = world.run(LATER, "olga", &format!("save {kind} --restore"));
        assert_eq!((back.code, world.read(path)), (0, text), "{}", back.stderr);
        assert_eq!(world.run(LATER, "lawyer", "check").code, 0);
    }
}

#[test]
fn a_roster_that_takes_a_person_out_is_refused_everywhere() {
    let mut world = guarded("balloting");
    let roster = world.read(ROSTER);
    let without = |begin: &str| -> String {
        roster
            .lines()
            .filter(|line| !line.contains(begin))
            .map(|line| format!("{line}\n"))
            .collect()
    };
    let fay = "{id: fay, name: Fay Frost, email: fay@";
    assert!(roster.contains(fay));
    for (text, told) in [
        (without("{id: fay, "), "it leaves out the person `fay`"),
        (
            roster.replace(fay, "{id: fay, name: Filo Other, email: filo@"),
            "the person `fay` was Fay Frost and is now Filo Other",
        ),
    ] {
        world.write(ROSTER, &text);
        let ran = world.run(CAST, "vera", "save roster");
        refused(&ran, told);
        assert!(ran.stderr.contains("-  - {id: fay"), "{}", ran.stderr);
        // By hand it is a version that is never in force.
        world.write("registers/history/roster-2.yaml", &text);
        branch(&world, "by-hand", "main");
        commit(&world);
        let found = world.run(LATER, "lawyer", "check");
        assert!(
            found.stdout.contains("error[version-unfit]") && found.stdout.contains(told),
            "{}",
            found.stdout
        );
        kept_out(&world, "error[version-unfit]");
        let verified = world.run(LATER, "lawyer", "verify");
        assert!(
            verified.code == 1 && verified.stdout.contains(told),
            "{}",
            verified.stdout
        );
        branch(&world, "main", "main");
    }
}

#[test]
fn the_person_who_saves_a_hand_edit_sees_it_and_who_made_it() {
    let mut world = World::signed("balloting");
    let roster = world.read(ROSTER);
    world.write(ROSTER, &roster.replace("Fay Frost", "Fay F. Frost"));
    commit(&world);
    world.write(
        ROSTER,
        &roster
            .replace("Fay Frost", "Fay F. Frost")
            .replace("Dan Dahl", "Daniel Dahl"),
    );
    let saved = world.run(CAST, "vera", "save roster");
    assert_eq!(saved.code, 0, "{}", saved.stderr);
    for words in [
        "differs from roster 1, which is in force",
        "+  - {id: fay, name: Fay F. Frost",
        "+  - {id: dan, name: Daniel Dahl",
        "committed without `wr save`: ",
    ] {
        assert!(saved.stdout.contains(words), "{words}: {}", saved.stdout);
    }
    assert_eq!(saved.stdout.matches("committed without").count(), 1);
}
