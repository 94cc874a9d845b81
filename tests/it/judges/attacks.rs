//! Refused cases: the attacks, by group.

use wr::act::{Act, Action, Choice};
use wr::source::Digest;

use super::super::entering;
use super::super::verify::FORGERIES;
use super::super::world::secret;
use super::{Desk, Expected, Row, moment, result, vote};

const TIME: &str = "Time and knowledge";
const OVERTAKEN: &str = "Decisions overtaken";
const REPLAY: &str = "Replay";
const CLOSING: &str = "Closing";
const BRANCHES: &str = "Branches";
const BLANK: &str = "Blank";
const PEOPLE: &str = "Roster and keys";
pub(super) const FORGERY: &str = "Forgery";

const CAST: &str = "2026-01-29T08:00:00Z";
const CLOSED: &str = "2026-02-11T09:00:00Z";
const NOW: &str = "2026-02-12T10:00:00Z";
const BALLOT: &str = "registers/xyz/ballots/adopt-1-alliance-1/ballot.yaml";
const FUTURE: &str = "nothing undoes one that came in all the same; what is dated by it is dated by the commits after it as well";
const ROSTER: &str = "registers/roster.yaml";
const TEXT: &str = "registers/xyz/register.yaml";

/// A row that all refuse, for this reason.
fn refused(
    group: &'static str,
    name: &'static str,
    given: &'static str,
    now: &'static str,
    because: &'static str,
    make: fn(&mut Desk),
) -> Row {
    Row {
        group,
        name,
        given,
        now,
        make,
        expected: Expected::Refused(because),
    }
}

/// A row that is refused on the way in for this reason, and void where it is.
fn void(
    group: &'static str,
    name: &'static str,
    given: &'static str,
    now: &'static str,
    because: &'static str,
    make: fn(&mut Desk),
) -> Row {
    Row {
        group,
        name,
        given,
        now,
        make,
        expected: Expected::Void(because),
    }
}

/// An act that says it happened on some day.
fn on(desk: &mut Desk, at: &str, who: &str, line: &str, day: &str) {
    desk.tries(at, who, &format!("{line} --on {day}"));
    desk.forge(at, who, line, |act| act.on = day.parse().unwrap());
}

/// Ann's vote, with something else about it.
fn ann(desk: &mut Desk, edit: impl Fn(&mut Act)) {
    desk.forge(CAST, "ann", "vote xyz approve --ballot alliance", edit);
}

/// Carl's result of four votes, with something else about it.
fn counted(desk: &mut Desk, edit: impl Fn(&mut Act)) {
    desk.votes();
    desk.forge(CLOSED, "carl", "ballot close xyz --ballot alliance", edit);
}

/// A submission of another text.
fn another(desk: &mut Desk) {
    desk.replace(TEXT, "One schema", "Another schema");
}

pub(super) fn rows() -> Vec<Row> {
    let mut rows = time();
    rows.extend(knowledge());
    rows.extend(overtaken());
    rows.extend(FORGERIES.iter().map(|(name, ..)| Row {
        group: FORGERY,
        name,
        given: "established",
        now: "2026-03-20T10:00:00Z",
        make: |_| {},
        expected: Expected::Refused(""),
    }));
    rows.extend(replay());
    rows.extend(closing());
    rows.extend(branches());
    rows.extend(blank());
    rows.extend(people());
    rows
}

/// Does what a forgery of this name does.
pub(super) fn forge(desk: &mut Desk, name: &str) {
    let (_, forge, ..) = FORGERIES.iter().find(|(it, ..)| *it == name).unwrap();
    forge(&desk.world);
    desk.commit("2026-03-20T09:00:00Z");
}

fn time() -> Vec<Row> {
    vec![
        refused(
            TIME,
            "a submission on a day before the proposal",
            "assigned",
            NOW,
            "DSP4003 2.6, 3.2",
            |desk| {
                on(
                    desk,
                    "2026-01-26T10:00:00Z",
                    "olga",
                    "submit xyz",
                    "2026-01-05",
                );
            },
        ),
        refused(
            TIME,
            "a result on a day before the ballot",
            "balloting",
            NOW,
            "DSP4003 2.6, 3.2",
            |desk| {
                desk.votes();
                on(
                    desk,
                    CLOSED,
                    "carl",
                    "ballot close xyz --ballot alliance",
                    "2026-01-20",
                );
            },
        ),
        refused(
            TIME,
            "a sending on a day before the resolution",
            "board-approved",
            "2026-03-03T09:00:00Z",
            "DSP4003 2.6, 3.2",
            |desk| {
                on(
                    desk,
                    "2026-03-02T09:00:00Z",
                    "olga",
                    "send xyz",
                    "2026-02-20",
                );
            },
        ),
        refused(
            TIME,
            "an acceptance on a day before the sending",
            "sent",
            "2026-03-10T09:00:00Z",
            "before the sending to the partner on",
            |desk| {
                on(
                    desk,
                    "2026-03-09T09:00:00Z",
                    "pat",
                    "accept xyz",
                    "2026-03-01",
                );
            },
        ),
        refused(
            TIME,
            "work completed on a day before it began",
            "established",
            "2026-12-01T09:00:00Z",
            "DSP4003 2.6, 3.2",
            |desk| {
                on(
                    desk,
                    "2026-11-30T09:00:00Z",
                    "olga",
                    "milestone complete xyz schema",
                    "2026-01-05",
                );
            },
        ),
        refused(
            TIME,
            "a vote on a day in 2001",
            "balloting",
            NOW,
            "it is dated",
            |desk| {
                on(
                    desk,
                    CAST,
                    "ann",
                    "vote xyz approve --ballot alliance",
                    "2001-01-01",
                );
            },
        ),
        refused(
            TIME,
            "a vote on a day after it was recorded",
            "balloting",
            NOW,
            "it is dated",
            |desk| {
                on(
                    desk,
                    CAST,
                    "ann",
                    "vote xyz approve --ballot alliance",
                    "2026-02-03",
                );
            },
        ),
        refused(
            TIME,
            "a sending on a day that has not come",
            "board-approved",
            "2026-03-03T09:00:00Z",
            "",
            |desk| {
                on(
                    desk,
                    "2026-03-02T09:00:00Z",
                    "olga",
                    "send xyz",
                    "2027-01-01",
                );
            },
        ),
        void(
            TIME,
            "a former owner's submission on a day of before",
            "assigned",
            NOW,
            "act-void",
            |desk| {
                let made = desk.made("2026-01-26T10:00:00Z", "olga", "submit xyz");
                let (from, to) = (
                    "email: olga@acme.example, organization: acme",
                    "until: 2026-01-24",
                );
                entering::save(
                    &mut desk.world,
                    "2026-01-25T09:00:00Z",
                    from,
                    &format!("{from}, {to}"),
                );
                desk.share("2026-01-25T09:10:00Z");
                desk.tries("2026-01-26T10:00:00Z", "olga", "submit xyz --on 2026-01-23");
                let (seen, roster) = (desk.newest(), desk.digest_of(ROSTER));
                desk.put(&made, |act| {
                    act.on = "2026-01-23".parse().unwrap();
                    (act.seen, act.roster) = (seen.clone(), roster);
                });
                desk.commit("2026-01-26T10:00:00Z");
            },
        ),
        refused(
            TIME,
            "an act recorded before what it follows",
            "board-approved",
            "2026-03-03T09:00:00Z",
            "practice",
            |desk| {
                desk.forge("2026-03-02T09:00:00Z", "olga", "send xyz", |act| {
                    act.at = moment("2026-02-27T08:30:00Z");
                    act.on = act.at.day();
                });
            },
        ),
        refused(
            TIME,
            "a vote recorded before the commit that its author had",
            "balloting",
            NOW,
            "practice",
            |desk| {
                desk.tries(
                    "2026-01-27T09:30:00Z",
                    "ann",
                    "vote xyz approve --ballot alliance",
                );
                ann(desk, |act| {
                    act.at = moment("2026-01-27T09:30:00Z");
                    act.on = act.at.day();
                });
            },
        ),
        Row {
            group: TIME,
            name: "a vote recorded after the commit that adds it",
            given: "balloting",
            now: NOW,
            make: |desk| ann(desk, |act| act.at = moment("2026-01-29T12:00:00Z")),
            expected: Expected::Differ(
                [true, false, false],
                "to `--base` a branch is one step that is yet to be made: a squash or a rebase dates its commits anew",
            ),
        },
        refused(
            TIME,
            "a vote of the future",
            "balloting",
            "2026-01-29T10:00:00Z",
            "",
            |desk| {
                desk.forge(CAST, "ann", "vote xyz approve --ballot alliance", |act| {
                    act.at = moment("2026-02-05T08:00:00Z");
                });
            },
        ),
        refused(
            TIME,
            "a result of the future",
            "balloting",
            "2026-02-01T10:00:00Z",
            "",
            |desk| {
                desk.votes();
                desk.tries(
                    "2026-02-01T09:00:00Z",
                    "carl",
                    "ballot close xyz --ballot alliance",
                );
                let made = desk.made(CLOSED, "carl", "ballot close xyz --ballot alliance");
                desk.put(&made, |_| {});
                desk.commit("2026-02-01T09:00:00Z");
            },
        ),
        refused(
            TIME,
            "a vote after the end whose clock says before",
            "balloting",
            NOW,
            "practice",
            |desk| {
                let made = desk.made(CAST, "ann", "vote xyz approve --ballot alliance");
                desk.act(
                    "2026-02-10T12:00:00Z",
                    "cleo",
                    "feedback add xyz --text Late",
                );
                desk.share("2026-02-10T12:05:00Z");
                desk.tries(
                    "2026-02-10T13:00:00Z",
                    "ann",
                    "vote xyz approve --ballot alliance",
                );
                let seen = desk.newest();
                desk.put(&made, |act| {
                    (act.seen, act.at) = (seen.clone(), moment("2026-02-10T08:00:00Z"))
                });
                desk.commit("2026-02-10T13:00:00Z");
            },
        ),
        refused(
            TIME,
            "an extension after the end whose clock says before",
            "balloting",
            NOW,
            "practice",
            |desk| {
                let line = "ballot extend xyz --ballot alliance --days 3 --because Holidays";
                let made = desk.made(CAST, "carl", line);
                desk.act(
                    "2026-02-10T12:00:00Z",
                    "cleo",
                    "feedback add xyz --text Late",
                );
                desk.share("2026-02-10T12:05:00Z");
                desk.tries("2026-02-10T13:00:00Z", "carl", line);
                let (seen, last) = (
                    desk.newest(),
                    desk.world.files("registers/xyz/acts", "-feedback-"),
                );
                let after =
                    desk.digest_of(last.iter().find(|path| path.ends_with(".yaml")).unwrap());
                desk.put(&made, |act| {
                    (act.seen, act.at) = (seen.clone(), moment("2026-02-10T08:00:00Z"));
                    act.after.push(after);
                });
                desk.commit("2026-02-10T13:00:00Z");
            },
        ),
        void(
            TIME,
            "an extension after the end whose clock says before, with what was there then",
            "balloting",
            NOW,
            "practice",
            |desk| {
                let line = "ballot extend xyz --ballot alliance --days 3 --because Holidays";
                let made = desk.made("2026-02-10T08:00:00Z", "carl", line);
                desk.put(&made, |_| {});
                desk.commit(CLOSED);
            },
        ),
        void(
            TIME,
            "a backfill after the last day for it",
            "proposed",
            "2027-01-10T10:00:00Z",
            "act-void",
            |desk| {
                desk.act("2026-12-28T09:00:00Z", "vera", "new old --partner XYZ");
                let text = super::super::world::REGISTER;
                desk.world.write("registers/old/register.yaml", text);
                desk.world
                    .write("registers/old/contacts.yaml", super::super::world::CONTACTS);
                desk.act("2026-12-28T09:10:00Z", "vera", "assign old --owner olga");
                desk.act("2026-12-28T09:20:00Z", "olga", "submit old --from-records");
                desk.share("2026-12-28T09:30:00Z");
                let line = "backfill old --resolution 2026-4 --approved 2026-02 --evidence minutes";
                let made = desk.made("2026-12-30T09:00:00Z", "vera", line);
                desk.tries(
                    "2027-01-10T09:00:00Z",
                    "vera",
                    &format!("{line} --on 2026-12-30"),
                );
                desk.put(&made, |act| act.at = moment("2027-01-10T09:00:00Z"));
                desk.commit("2027-01-10T09:00:00Z");
            },
        ),
    ]
}

fn knowledge() -> Vec<Row> {
    vec![
        refused(
            TIME,
            "a ballot that leaves out an objection",
            "submitted",
            NOW,
            "practice",
            |desk| {
                objected(desk, |act, seen| act.seen = seen);
            },
        ),
        refused(
            TIME,
            "a ballot that follows nothing",
            "submitted",
            NOW,
            "practice",
            |desk| {
                desk.forge(
                    "2026-01-27T09:00:00Z",
                    "carl",
                    "ballot open xyz --body alliance",
                    |act| act.after.clear(),
                );
            },
        ),
        refused(
            TIME,
            "an act that saw nothing",
            "balloting",
            NOW,
            "",
            |desk| ann(desk, |act| act.seen = "none".into()),
        ),
        refused(
            TIME,
            "an act that saw an unknown commit",
            "balloting",
            NOW,
            "",
            |desk| {
                ann(desk, |act| act.seen = "0".repeat(40));
            },
        ),
        refused(
            TIME,
            "an act that saw a commit of a side branch",
            "balloting",
            NOW,
            "",
            |desk| {
                let side = desk.git(&["commit-tree", "-m", "side", "HEAD^{tree}"]);
                desk.git(&["branch", "side", side.trim()]);
                ann(desk, |act| act.seen = side.trim().to_string());
            },
        ),
        refused(
            TIME,
            "a result that leaves out shared votes, of an author who did not have them",
            "balloting",
            NOW,
            "practice",
            |desk| {
                let seen = desk.newest();
                counted(desk, |act| {
                    act.seen.clone_from(&seen);
                    result(act).votes.clear();
                    let counts = &mut result(act).counts;
                    (counts.approve, counts.abstain, counts.did_not_vote) = (0, 0, 5);
                    result(act).outcome = wr::policy::rule::Outcome::NoQuorum;
                });
            },
        ),
        Row {
            group: TIME,
            name: "a vote that enters after the end, by a clock and a commit of before",
            given: "balloting",
            now: NOW,
            make: |desk| {
                late_vote(desk);
            },
            expected: Expected::Accepted,
        },
        refused(
            TIME,
            "a result that counts a vote which came after the end, of an author who did not have it",
            "balloting",
            NOW,
            "practice",
            |desk| {
                desk.votes();
                let seen = desk.newest();
                let eve = late_vote(desk);
                desk.share("2026-02-10T12:10:00Z");
                let made = desk.made(CLOSED, "carl", "ballot close xyz --ballot alliance");
                desk.put(&made, |act| {
                    assert!(
                        result(act).votes.contains(&eve),
                        "each person who has it counts it"
                    );
                    act.seen.clone_from(&seen);
                });
                desk.commit(CLOSED);
            },
        ),
        void(
            TIME,
            "an old submission under an established register",
            "established",
            "2026-03-12T09:00:00Z",
            "act-void",
            |desk| {
                desk.back_to("2026-01-26T10:30:00Z");
                another(desk);
                let made = desk.made("2026-01-26T11:00:00Z", "olga", "submit xyz --withdraw");
                desk.main();
                desk.put(&made, |_| {});
                desk.commit("2026-03-10T09:00:00Z");
            },
        ),
    ]
}

/// A ballot by Carl, who had an objection.
fn objected(desk: &mut Desk, edit: fn(&mut Act, String)) {
    let made = desk.made(
        "2026-01-27T09:00:00Z",
        "carl",
        "ballot open xyz --body alliance",
    );
    desk.act(
        "2026-01-26T12:00:00Z",
        "dan",
        "feedback add xyz --objection --text Later.",
    );
    desk.share("2026-01-26T12:10:00Z");
    let seen = desk.newest();
    desk.put(&made, |act| edit(act, seen.clone()));
    desk.commit("2026-01-27T09:00:00Z");
}

/// Eve's vote of before the end, committed after it.
fn late_vote(desk: &mut Desk) -> Digest {
    let made = desk.made(
        "2026-02-10T08:00:00Z",
        "eve",
        "vote xyz approve --ballot alliance",
    );
    desk.put(&made, |_| {});
    desk.commit("2026-02-10T12:00:00Z");
    made.digest()
}

fn overtaken() -> Vec<Row> {
    vec![
        void(
            OVERTAKEN,
            "a revision whose number jumps",
            "submitted",
            NOW,
            "act-void",
            |desk| {
                another(desk);
                let mut made = desk.made("2026-01-26T11:00:00Z", "olga", "submit xyz --withdraw");
                made.files
                    .iter_mut()
                    .for_each(|(path, _)| *path = path.replace("revisions/2", "revisions/3"));
                desk.put(&made, |act| act.revision = Some(3));
                desk.commit("2026-01-26T11:00:00Z");
            },
        ),
        void(
            OVERTAKEN,
            "a round whose number jumps",
            "submitted",
            NOW,
            "act-void",
            |desk| {
                desk.forge(
                    "2026-01-27T09:00:00Z",
                    "carl",
                    "ballot open xyz --body alliance",
                    |act| {
                        let Action::Ballot(ballot) = &mut act.action else {
                            panic!()
                        };
                        ballot.round = 3;
                    },
                );
            },
        ),
        void(
            OVERTAKEN,
            "a text that says the same as the one in force",
            "established",
            "2026-04-02T09:00:00Z",
            "act-void",
            |desk| {
                desk.tries("2026-04-01T09:00:00Z", "olga", "submit xyz");
                let same = desk.world.read("registers/xyz/revisions/1.yaml");
                another(desk);
                desk.commit("2026-03-30T09:00:00Z");
                let mut made = desk.made("2026-04-01T09:00:00Z", "olga", "submit xyz");
                made.files
                    .iter_mut()
                    .for_each(|(_, text)| text.clone_from(&same));
                desk.world.write(TEXT, &same);
                desk.put(&made, |act| act.digest = Some(Digest::of(same.as_bytes())));
                desk.commit("2026-04-01T09:00:00Z");
            },
        ),
        void(
            OVERTAKEN,
            "minutes over an open ballot",
            "board-asked",
            "2026-02-14T09:00:00Z",
            "act-void",
            |desk| {
                let line =
                    "approve xyz --resolution 2026-07 --meeting approve=3 --evidence minutes";
                desk.tries("2026-02-13T09:00:00Z", "sam", line);
                desk.back_to("2026-02-12T09:30:00Z");
                let made = desk.made("2026-02-12T09:40:00Z", "sam", line);
                desk.main();
                let after = desk.digest_of("registers/xyz/ballots/adopt-1-board-1/ballot.yaml");
                let seen = desk.newest();
                desk.put(&made, |act| {
                    (act.seen, act.at) = (seen.clone(), moment("2026-02-13T09:00:00Z"));
                    (act.on, act.after) = (act.at.day(), vec![after]);
                });
                desk.commit("2026-02-13T09:00:00Z");
            },
        ),
        void(
            OVERTAKEN,
            "a submission that opens no ballot",
            "assigned",
            NOW,
            "act-void",
            |desk| {
                desk.forge("2026-01-26T10:00:00Z", "olga", "submit xyz", |act| {
                    let Action::Submit(submit) = &mut act.action else {
                        panic!()
                    };
                    submit.needs.clear();
                });
            },
        ),
        Row {
            group: OVERTAKEN,
            name: "the second result, where a void one came in unguarded",
            given: "balloting",
            now: NOW,
            make: |desk| {
                counted(desk, |act| result(act).counts.approve = 4);
                desk.smuggle();
                desk.does(
                    "2026-02-11T10:00:00Z",
                    "carl",
                    "ballot close xyz --ballot alliance",
                );
            },
            expected: Expected::Accepted,
        },
    ]
}

fn replay() -> Vec<Row> {
    vec![
        void(
            REPLAY,
            "a vote of another ballot",
            "balloting",
            NOW,
            "vote-void",
            |desk| {
                ann(desk, |act| vote(act).of = "adopt-1-technical-1".to_string());
            },
        ),
        refused(
            REPLAY,
            "a vote of another store",
            "balloting",
            NOW,
            "",
            |desk| {
                ann(desk, |act| {
                    act.store = "ffffffffffffffffffffffffffffffff".parse().unwrap()
                });
            },
        ),
        refused(
            REPLAY,
            "a vote about another text",
            "balloting",
            NOW,
            "",
            |desk| {
                ann(desk, |act| act.digest = Some(Digest::of(b"x")));
            },
        ),
        void(
            REPLAY,
            "an old vote renumbered",
            "balloting",
            NOW,
            "vote-void",
            |desk| {
                desk.votes();
                desk.forge(
                    "2026-01-30T08:00:00Z",
                    "ann",
                    "vote xyz no --comment Wide --ballot alliance",
                    |act| {
                        vote(act).choice = Choice::Approve;
                        vote(act).number = 7;
                    },
                );
            },
        ),
        void(
            REPLAY,
            "a vote in place of another's",
            "balloting",
            NOW,
            "vote-void",
            |desk| {
                desk.votes();
                let anns = desk
                    .world
                    .files("registers/xyz", "adopt-1-alliance-1/votes/acme");
                let anns =
                    desk.digest_of(anns.iter().find(|path| path.ends_with(".yaml")).unwrap());
                desk.forge(
                    "2026-01-30T08:00:00Z",
                    "eve",
                    "vote xyz approve --ballot alliance",
                    |act| {
                        vote(act).number = 2;
                        vote(act).prev = vec![anns];
                    },
                );
            },
        ),
        void(
            REPLAY,
            "two votes of one seat",
            "balloting",
            NOW,
            "vote-rivals",
            |desk| {
                let one = desk.made(CAST, "ann", "vote xyz approve --ballot alliance");
                let two = desk.made(CAST, "ann", "vote xyz abstain --ballot alliance");
                desk.put(&one, |_| {});
                desk.put(&two, |_| {});
                desk.commit(CAST);
            },
        ),
        void(
            REPLAY,
            "a member's vote for another seat",
            "balloting",
            NOW,
            "vote-void",
            |desk| {
                ann(desk, |act| vote(act).seat = "bolt".parse().unwrap());
            },
        ),
    ]
}

fn closing() -> Vec<Row> {
    vec![
        refused(CLOSING, "a wrong tally", "balloting", NOW, "", |desk| {
            counted(desk, |act| {
                (result(act).counts.approve, result(act).counts.abstain) = (4, 0);
            });
        }),
        refused(CLOSING, "a vote omitted", "balloting", NOW, "", |desk| {
            counted(desk, |act| {
                result(act).votes.remove(0);
                result(act).counts.approve -= 1;
                result(act).counts.did_not_vote += 1;
            });
        }),
        void(
            CLOSING,
            "closed before the minimum",
            "balloting",
            NOW,
            "act-void",
            |desk| {
                desk.votes();
                desk.tries(
                    "2026-01-30T09:00:00Z",
                    "carl",
                    "ballot close xyz --ballot alliance",
                );
                let made = desk.made(CLOSED, "carl", "ballot close xyz --ballot alliance");
                desk.put(&made, |act| {
                    act.at = moment("2026-01-30T09:00:00Z");
                    act.on = act.at.day();
                });
                desk.commit("2026-01-30T09:00:00Z");
            },
        ),
        void(CLOSING, "shortened", "balloting", NOW, "act-void", |desk| {
            let line = "ballot extend xyz --ballot alliance --because Haste";
            desk.tries(
                "2026-01-30T09:00:00Z",
                "carl",
                &format!("{line} --until 2026-02-05T09:00:00Z"),
            );
            desk.forge(
                "2026-01-30T09:00:00Z",
                "carl",
                &format!("{line} --days 2"),
                |act| {
                    let Action::Extend(extend) = &mut act.action else {
                        panic!()
                    };
                    extend.closes = moment("2026-02-05T09:00:00Z");
                },
            );
        }),
        void(
            CLOSING,
            "a vote after the result",
            "committees-approved",
            NOW,
            "vote-late",
            |desk| {
                desk.tries(
                    "2026-02-11T12:00:00Z",
                    "eve",
                    "vote xyz approve --ballot alliance",
                );
                desk.back_to("2026-01-28T09:00:00Z");
                let made = desk.made(
                    "2026-01-29T09:00:00Z",
                    "eve",
                    "vote xyz approve --ballot alliance",
                );
                desk.main();
                let seen = desk.newest();
                desk.put(&made, |act| {
                    (act.seen, act.at) = (seen.clone(), moment("2026-02-11T12:00:00Z"))
                });
                desk.commit("2026-02-11T12:00:00Z");
            },
        ),
        void(
            CLOSING,
            "a vote in time that is merged after the result",
            "balloting",
            NOW,
            "vote-late",
            |desk| {
                desk.branch("vote", "main");
                desk.act(
                    "2026-02-09T09:00:00Z",
                    "dan",
                    "vote xyz approve --ballot alliance",
                );
                desk.branch("main", "origin/main");
                desk.votes();
                desk.act(CLOSED, "carl", "ballot close xyz --ballot alliance");
                desk.share("2026-02-11T09:05:00Z");
                desk.git_at(
                    "2026-02-11T09:30:00Z",
                    &["merge", "--quiet", "--no-edit", "vote"],
                );
            },
        ),
        void(
            CLOSING,
            "extended after the result",
            "balloting",
            NOW,
            "act-void",
            |desk| {
                desk.votes();
                let line = "ballot extend xyz --ballot alliance --days 3 --because Holidays";
                let made = desk.made("2026-02-09T09:00:00Z", "carl", line);
                desk.act(CLOSED, "carl", "ballot close xyz --ballot alliance");
                desk.share(CLOSED);
                desk.tries("2026-02-11T10:00:00Z", "carl", line);
                let (seen, after) = (
                    desk.newest(),
                    desk.digest_of("registers/xyz/ballots/adopt-1-alliance-1/result.yaml"),
                );
                desk.put(&made, |act| {
                    (act.seen, act.after) = (seen.clone(), vec![after]);
                    act.at = moment("2026-02-11T10:00:00Z");
                });
                desk.commit("2026-02-11T10:00:00Z");
            },
        ),
        void(
            CLOSING,
            "a ballot called off and read as an approval",
            "board-asked",
            "2026-03-01T10:00:00Z",
            "act-void",
            |desk| {
                let line =
                    "approve xyz --resolution 2026-07 --meeting approve=3 --evidence minutes";
                desk.act(
                    "2026-02-13T09:00:00Z",
                    "rita",
                    "ballot withdraw xyz --because Questions",
                );
                desk.share("2026-02-13T09:10:00Z");
                desk.tries(
                    "2026-02-14T09:00:00Z",
                    "sam",
                    "approve xyz --resolution 2026-07",
                );
                let off = desk.digest_of("registers/xyz/ballots/adopt-1-board-1/result.yaml");
                desk.forge("2026-02-14T09:00:00Z", "sam", line, |act| {
                    let Action::Approve(approve) = &mut act.action else {
                        panic!()
                    };
                    (approve.result, approve.meeting) = (Some(off), None);
                });
            },
        ),
        void(
            CLOSING,
            "a second result of one ballot",
            "balloting",
            NOW,
            "act-void",
            |desk| {
                desk.votes();
                let made = desk.made(CLOSED, "carl", "ballot close xyz --ballot alliance");
                desk.put(&made, |_| {});
                desk.commit(CLOSED);
                desk.share(CLOSED);
                desk.tries(
                    "2026-02-11T10:00:00Z",
                    "carl",
                    "ballot close xyz --ballot alliance",
                );
                let (seen, after) = (desk.newest(), made.digest());
                desk.put(&made, |act| {
                    (act.seen, act.after) = (seen.clone(), vec![after]);
                    act.at = moment("2026-02-11T10:00:00Z");
                    result(act).number = Some(2);
                });
                desk.commit("2026-02-11T10:00:00Z");
            },
        ),
    ]
}

fn branches() -> Vec<Row> {
    vec![
        refused(
            BRANCHES,
            "an edit and its revert",
            "balloting",
            NOW,
            "this ballot was edited",
            |desk| {
                let text = desk.world.read(BALLOT);
                desk.replace(BALLOT, "simple-majority", "full-majority");
                desk.commit(CAST);
                desk.world.write(BALLOT, &text);
                desk.commit(CAST);
            },
        ),
        Row {
            group: BRANCHES,
            name: "a merge the wrong way round, as `git pull` makes it",
            given: "balloting",
            now: NOW,
            make: |desk| {
                desk.votes();
                desk.branch("behind", "origin/main~1");
                desk.act(
                    "2026-01-29T08:20:00Z",
                    "eve",
                    "vote xyz approve --ballot alliance",
                );
                desk.git_at(
                    "2026-01-29T08:21:00Z",
                    &["merge", "--quiet", "--no-ff", "--no-edit", "origin/main"],
                );
            },
            expected: Expected::Differ(
                [true, false, true],
                "a topic branch may take in the main branch, so only the push tells; where it came in all the same, nothing is lost, \
                 and `verify` follows the other parent",
            ),
        },
        refused(
            BRANCHES,
            "a merge that drops a vote (`merge -s ours`)",
            "balloting",
            NOW,
            "",
            |desk| {
                desk.branch("vote", "main");
                desk.act(CAST, "ann", "vote xyz approve --ballot alliance");
                desk.branch("main", "main");
                desk.act(
                    "2026-01-29T08:05:00Z",
                    "bob",
                    "vote xyz approve --ballot alliance",
                );
                desk.git_at(
                    "2026-01-29T08:10:00Z",
                    &["merge", "--quiet", "-s", "ours", "--no-edit", "vote"],
                );
            },
        ),
        Row {
            group: BRANCHES,
            name: "a commit of 2099 that is about no register",
            given: "balloting",
            now: NOW,
            make: |desk| {
                desk.world.write("notes.txt", "nothing of the store");
                desk.commit("2099-01-01T00:00:00Z");
            },
            expected: Expected::Differ([false, false, true], FUTURE),
        },
        Row {
            group: BRANCHES,
            name: "a vote in a commit of 2099",
            given: "balloting",
            now: NOW,
            make: |desk| {
                let made = desk.made(CAST, "ann", "vote xyz approve --ballot alliance");
                desk.put(&made, |_| {});
                desk.commit("2099-01-01T00:00:00Z");
            },
            expected: Expected::Differ([false, false, true], FUTURE),
        },
    ]
}

fn blank() -> Vec<Row> {
    vec![
        refused(
            BLANK,
            "evidence of invisible characters",
            "balloting",
            NOW,
            "",
            |desk| {
                let line = "vote xyz approve --ballot alliance --for delos --evidence";
                desk.tries(CAST, "carl", &format!("{line} \"\u{200b}\u{2060}\""));
                desk.forge(CAST, "carl", &format!("{line} minutes"), |act| {
                    act.evidence = Some("\u{200b}\u{2060}".to_string());
                });
            },
        ),
        void(
            BLANK,
            "an oppose without a visible reason",
            "balloting",
            NOW,
            "vote-void",
            |desk| {
                let line = "vote xyz oppose --ballot alliance --comment";
                desk.tries(CAST, "ann", &format!("{line} \"\u{2800} \""));
                desk.forge(CAST, "ann", &format!("{line} Wide"), |act| {
                    vote(act).comment = Some("\u{2800} ".into())
                });
            },
        ),
        void(
            BLANK,
            "an extension for a blank reason",
            "balloting",
            NOW,
            "act-void",
            |desk| {
                let line = "ballot extend xyz --ballot alliance --days 2 --because";
                desk.tries(CAST, "carl", &format!("{line} \"\u{200b}\""));
                desk.forge(CAST, "carl", &format!("{line} Holidays"), |act| {
                    let Action::Extend(extend) = &mut act.action else {
                        panic!()
                    };
                    extend.because = "\u{200b}".to_string();
                });
            },
        ),
    ]
}

fn people() -> Vec<Row> {
    vec![
        void(
            PEOPLE,
            "a roster edited by hand and pushed",
            "balloting",
            NOW,
            "governance-unsaved",
            |desk| {
                desk.replace(
                    ROSTER,
                    "officers: {vp_alliances: vera}",
                    "officers: {vp_alliances: olga}",
                );
                desk.commit(CAST);
            },
        ),
        refused(
            PEOPLE,
            "a person taken out",
            "balloting",
            NOW,
            "version-unfit",
            |desk| {
                let roster = desk.world.read(ROSTER);
                let lines = roster.lines().filter(|line| !line.contains("{id: fay, "));
                let without: String = lines.map(|line| format!("{line}\n")).collect();
                desk.world.write(ROSTER, &without);
                desk.tries(CAST, "vera", "save roster");
                desk.git(&["checkout", "--quiet", "--", ROSTER]);
                desk.world.write(ROSTER, &without);
                desk.world
                    .write("registers/history/roster-2.yaml", &without);
                desk.commit(CAST);
            },
        ),
        refused(
            PEOPLE,
            "a vote by a stolen key",
            "balloting",
            NOW,
            "stolen",
            |desk| {
                let made = desk.made(CAST, "ann", "vote xyz approve --ballot alliance");
                desk.act(
                    "2026-01-29T08:30:00Z",
                    "vera",
                    &format!("key retire {} --stolen", secret("ann").key().fingerprint()),
                );
                desk.act("2026-01-29T08:31:00Z", "vera", "save roster");
                desk.share("2026-01-29T08:40:00Z");
                desk.tries(
                    "2026-01-29T09:00:00Z",
                    "ann",
                    "vote xyz approve --ballot alliance",
                );
                desk.put(&made, |_| {});
                desk.commit("2026-01-29T09:00:00Z");
            },
        ),
        refused(
            PEOPLE,
            "a vote by a key that was swapped after the ballot opened",
            "balloting",
            NOW,
            "no earlier key of",
            |desk| {
                let key = entering::new_key(&desk.world, "ann", true);
                desk.act(
                    "2026-01-28T08:00:00Z",
                    "vera",
                    &format!("key add ann {key}"),
                );
                let line = format!("\"{}\", ", secret("ann").key().line());
                entering::save(&mut desk.world, "2026-01-28T10:00:00Z", &line, "");
                desk.share("2026-01-28T10:10:00Z");
                desk.tries(CAST, "ann", "vote xyz approve --ballot alliance");
                let bobs = desk.made(CAST, "bob", "vote xyz approve --ballot alliance");
                let mut act = bobs.acts[0].clone();
                act.by = "ann".parse().unwrap();
                vote(&mut act).seat = "acme".parse().unwrap();
                super::super::verify::file(&desk.world, act, "ann-new");
                desk.commit(CAST);
            },
        ),
        refused(
            PEOPLE,
            "a late consent to a roster that was overtaken",
            "balloting",
            NOW,
            "history-forked",
            |desk| {
                let roots =
                    "officers: {vp_alliances: vera}\nroots: {people: [vera, carl], threshold: 2}";
                desk.replace(ROSTER, "officers: {vp_alliances: vera}", roots);
                desk.act("2026-01-28T09:00:00Z", "vera", "save roster");
                desk.act("2026-01-28T09:05:00Z", "carl", "consent roster");
                entering::save(
                    &mut desk.world,
                    "2026-01-28T10:00:00Z",
                    "name: Fay Frost",
                    "name: Fay A. Frost",
                );
                desk.share("2026-01-28T10:05:00Z");
                desk.branch("late", "main");
                desk.act("2026-01-28T10:10:00Z", "carl", "consent roster");
                desk.main();
                entering::save(
                    &mut desk.world,
                    "2026-01-28T11:00:00Z",
                    "name: Fay Frost",
                    "name: Fay B. Frost",
                );
                desk.act("2026-01-28T11:05:00Z", "carl", "consent roster --version 4");
                desk.share("2026-01-28T11:10:00Z");
                desk.git_at(
                    "2026-01-28T12:00:00Z",
                    &[
                        "merge",
                        "--quiet",
                        "--no-ff",
                        "--no-edit",
                        "-X",
                        "ours",
                        "late",
                    ],
                );
            },
        ),
    ]
}
