//! Accepted cases: the ways in which honest people work.

use super::super::world::secret;
use super::super::{entering, pre_receive};
use super::{Desk, Expected, Row, result};

const GROUP: &str = "What must pass";
const NOW: &str = "2026-02-12T10:00:00Z";
const CAST: &str = "2026-01-29T08:00:00Z";
const CLOSED: &str = "2026-02-11T09:00:00Z";
const CLOSE: &str = "ballot close xyz --ballot alliance";

fn accepted(name: &'static str, given: &'static str, make: fn(&mut Desk)) -> Row {
    Row {
        group: GROUP,
        name,
        given,
        now: NOW,
        make,
        expected: Expected::Accepted,
    }
}

/// Three votes, in the alliance's ballot.
fn three(desk: &mut Desk) {
    for (at, who, choice) in [
        (CAST, "ann", "approve"),
        ("2026-01-29T08:01:00Z", "bob", "oppose --comment Later."),
        ("2026-01-29T08:02:00Z", "cleo", "approve"),
    ] {
        desk.does(at, who, &format!("vote xyz {choice} --ballot alliance"));
    }
}

/// A ballot, its votes and its result, on one branch.
fn whole(desk: &mut Desk) {
    desk.branch("whole", "origin/main");
    desk.does(
        "2026-01-27T09:00:00Z",
        "carl",
        "ballot open xyz --body alliance",
    );
    three(desk);
    desk.does(CLOSED, "carl", CLOSE);
}

/// The same with a ballot that was extended, and a vote in the time that this gave.
fn extended(desk: &mut Desk) {
    desk.branch("whole", "origin/main");
    desk.does(
        "2026-01-27T09:00:00Z",
        "carl",
        "ballot open xyz --body alliance",
    );
    three(desk);
    desk.does(
        "2026-02-09T09:00:00Z",
        "carl",
        "ballot extend xyz --days 2 --because Holidays",
    );
    desk.does(
        "2026-02-11T09:00:00Z",
        "eve",
        "vote xyz approve --ballot alliance",
    );
    desk.does("2026-02-12T09:10:00Z", "carl", CLOSE);
}

fn squash(desk: &Desk, branch: &str, at: &str) {
    desk.main();
    desk.git(&["merge", "--quiet", "--squash", branch]);
    desk.commit(at);
}

fn merge(desk: &Desk, branch: &str, at: &str) {
    desk.main();
    desk.git_at(at, &["merge", "--quiet", "--no-ff", "--no-edit", branch]);
}

/// As platforms rebase: every commit is made anew, at their time.
fn rebase(desk: &Desk, branch: &str, at: &str) {
    desk.branch("rebased", branch);
    desk.git_at(at, &["rebase", "--quiet", "--force-rebase", "origin/main"]);
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        accepted("a vote", "balloting", |desk| {
            desk.does(CAST, "ann", "vote xyz approve --ballot alliance");
        }),
        accepted(
            "what a command made, signed anew by hand",
            "balloting",
            |desk| {
                desk.forge(CAST, "ann", "vote xyz approve --ballot alliance", |_| {});
            },
        ),
        accepted(
            "votes, ballot after ballot, and their results",
            "balloting",
            |desk| {
                three(desk);
                desk.share("2026-01-29T09:00:00Z");
                desk.does(CLOSED, "carl", CLOSE);
            },
        ),
        accepted("votes through a merge", "balloting", |desk| {
            desk.branch("votes", "main");
            three(desk);
            merge(desk, "votes", "2026-01-29T09:00:00Z");
        }),
        accepted("votes through a squash", "balloting", |desk| {
            desk.branch("votes", "main");
            three(desk);
            squash(desk, "votes", "2026-02-01T09:00:00Z");
        }),
        accepted(
            "votes through a rebase, on what others did",
            "balloting",
            |desk| {
                desk.branch("votes", "main");
                three(desk);
                desk.main();
                desk.act(
                    "2026-01-30T09:00:00Z",
                    "eve",
                    "vote xyz abstain --ballot alliance",
                );
                desk.share("2026-01-30T09:10:00Z");
                rebase(desk, "votes", "2026-02-01T09:00:00Z");
            },
        ),
        accepted(
            "a topic branch that was pushed before and went on",
            "balloting",
            |desk| {
                desk.branch("topic", "main");
                desk.does(CAST, "ann", "vote xyz approve --ballot alliance");
                let pushed = pre_receive::git(
                    &desk.world,
                    CAST,
                    &["push", "--quiet", "-u", "origin", "topic"],
                );
                assert_eq!(pushed.code, 0, "{}", pushed.stderr);
                desk.does(
                    "2026-01-29T08:30:00Z",
                    "bob",
                    "vote xyz approve --ballot alliance",
                );
                squash(desk, "topic", "2026-01-29T09:00:00Z");
            },
        ),
        accepted(
            "a ballot, its votes and its result on one branch, merged",
            "submitted",
            |desk| {
                whole(desk);
                merge(desk, "whole", "2026-02-11T10:00:00Z");
            },
        ),
        accepted(
            "a ballot, its votes and its result on one branch, squashed",
            "submitted",
            |desk| {
                whole(desk);
                squash(desk, "whole", "2026-02-11T10:00:00Z");
            },
        ),
        accepted(
            "a ballot, its votes and its result on one branch, rebased",
            "submitted",
            |desk| {
                whole(desk);
                desk.main();
                desk.act(
                    "2026-02-01T09:00:00Z",
                    "dan",
                    "feedback add xyz --text \"Which version?\"",
                );
                desk.share("2026-02-01T09:10:00Z");
                rebase(desk, "whole", "2026-02-11T10:00:00Z");
            },
        ),
        accepted(
            "a ballot, its extension and its result on one branch, squashed",
            "submitted",
            |desk| {
                extended(desk);
                squash(desk, "whole", "2026-02-12T09:30:00Z");
            },
        ),
        accepted(
            "a ballot, its extension and its result on one branch, rebased",
            "submitted",
            |desk| {
                extended(desk);
                desk.main();
                desk.act(
                    "2026-02-01T09:00:00Z",
                    "dan",
                    "feedback add xyz --text \"Which version?\"",
                );
                desk.share("2026-02-01T09:10:00Z");
                rebase(desk, "whole", "2026-02-12T09:30:00Z");
            },
        ),
        accepted(
            "a vote in the time that an extension gave",
            "balloting",
            |desk| {
                desk.does(
                    "2026-02-09T09:00:00Z",
                    "carl",
                    "ballot extend xyz --ballot alliance --days 2 --because Holidays",
                );
                desk.share("2026-02-09T09:10:00Z");
                desk.does(
                    "2026-02-11T09:00:00Z",
                    "eve",
                    "vote xyz approve --ballot alliance",
                );
            },
        ),
        accepted(
            "the board's ballot on a branch that was pushed before and went on, rebased",
            "committees-approved",
            |desk| {
                desk.branch("topic", "main");
                desk.does(
                    "2026-02-11T10:00:00Z",
                    "rita",
                    "ballot open xyz --body board",
                );
                let pushed = pre_receive::git(
                    &desk.world,
                    "2026-02-11T10:01:00Z",
                    &["push", "--quiet", "-u", "origin", "topic"],
                );
                assert_eq!(pushed.code, 0, "{}", pushed.stderr);
                desk.does(
                    "2026-02-11T11:00:00Z",
                    "ann",
                    "vote xyz approve --ballot board",
                );
                desk.main();
                desk.act(
                    "2026-02-11T12:00:00Z",
                    "dan",
                    "feedback add xyz --text \"Which version?\"",
                );
                desk.share("2026-02-11T12:10:00Z");
                rebase(desk, "topic", "2026-02-11T13:00:00Z");
            },
        ),
        accepted(
            "roster and policy saved at once, for a new body",
            "balloting",
            |desk| {
                let marketing = "  - {id: marketing, name: Marketing Committee, kind: committee}\n";
                let legal = "  - {id: legal, name: Legal Committee, kind: committee}\n";
                desk.replace(
                    "registers/roster.yaml",
                    marketing,
                    &format!("{marketing}{legal}"),
                );
                let terms = "{rule: two-thirds, days: 14, minimum_days: 7, recording: self}";
                desk.replace(
                    "registers/policy.yaml",
                    &format!("    technical: {terms}\n"),
                    &format!("    technical: {terms}\n    legal: {terms}\n"),
                );
                desk.does(CAST, "vera", "save roster policy");
            },
        ),
        accepted(
            "a result in a pull request, while another vote was merged first",
            "balloting",
            |desk| {
                desk.branch("vote", "main");
                desk.does(
                    "2026-02-09T09:00:00Z",
                    "dan",
                    "vote xyz approve --ballot alliance",
                );
                desk.main();
                three(desk);
                desk.share("2026-01-29T08:10:00Z");
                desk.branch("close", "origin/main");
                desk.does(CLOSED, "carl", CLOSE);
                merge(desk, "vote", "2026-02-11T09:05:00Z");
                desk.share("2026-02-11T09:06:00Z");
                merge(desk, "close", "2026-02-11T09:30:00Z");
            },
        ),
        accepted(
            "a vote in time that its chair had, merged with the result",
            "balloting",
            |desk| {
                three(desk);
                desk.share("2026-01-29T08:10:00Z");
                desk.branch("close", "origin/main");
                desk.does(
                    "2026-02-09T09:00:00Z",
                    "dan",
                    "vote xyz approve --ballot alliance",
                );
                let dans = desk
                    .world
                    .files("registers/xyz", "adopt-1-alliance-1/votes/delos");
                let dans =
                    desk.digest_of(dans.iter().find(|path| path.ends_with(".yaml")).unwrap());
                desk.does(CLOSED, "carl", CLOSE);
                let path = "registers/xyz/ballots/adopt-1-alliance-1/result.yaml";
                assert!(
                    desk.world.read(path).contains(&dans.to_string()),
                    "the vote is missing"
                );
                squash(desk, "close", "2026-02-11T09:30:00Z");
            },
        ),
        accepted(
            "a mailed vote after a change of the roster that does not concern it",
            "balloting",
            |desk| {
                desk.does(CAST, "bob", "vote xyz yes --ballot alliance --out ../mail");
                entering::save(
                    &mut desk.world,
                    "2026-01-29T09:00:00Z",
                    "name: Fay Frost",
                    "name: Fay F. Frost",
                );
                desk.share("2026-01-29T09:10:00Z");
                let line = format!("import-act {}", entering::mailed(&desk.world));
                desk.does("2026-01-30T09:00:00Z", "carl", &line);
            },
        ),
        accepted("a changed vote", "balloting", |desk| {
            desk.does(CAST, "ann", "vote xyz approve --ballot alliance");
            desk.share("2026-01-29T08:10:00Z");
            desk.does(
                "2026-01-30T08:00:00Z",
                "ann",
                "vote xyz oppose --comment Wide --ballot alliance",
            );
        }),
        accepted(
            "a vote by a key that the old one introduced, in an open ballot",
            "balloting",
            |desk| {
                let key = entering::new_key(&desk.world, "ann", false);
                desk.act("2026-01-28T08:00:00Z", "ann", &format!("key add {key}"));
                desk.act("2026-01-28T09:00:00Z", "vera", "save roster");
                let line = format!("\"{}\", ", secret("ann").key().line());
                entering::save(&mut desk.world, "2026-01-28T10:00:00Z", &line, "");
                desk.share("2026-01-28T10:10:00Z");
                entering::new_key(&desk.world, "ann", true);
                desk.does(CAST, "ann", "vote xyz approve --ballot alliance");
            },
        ),
        accepted(
            "contacts that change while a ballot is open",
            "balloting",
            |desk| {
                desk.replace("registers/xyz/contacts.yaml", "Pat Price", "Pat R. Price");
                desk.commit(CAST);
            },
        ),
        accepted(
            "the chair records a vote, where that is allowed",
            "balloting",
            |desk| {
                desk.does(
                    CAST,
                    "carl",
                    "vote xyz approve --ballot alliance --for delos --evidence minutes",
                );
            },
        ),
        accepted(
            "a result, an hour after the last vote was shared",
            "balloting",
            |desk| {
                desk.votes();
                let made = desk.made(CLOSED, "carl", CLOSE);
                assert_eq!(result(&mut made.acts[0].clone()).votes.len(), 4);
                desk.does(CLOSED, "carl", CLOSE);
            },
        ),
    ]
}
