//! Forged extensions: only those who run the ballot extend it, before its end, and never shorten it.

use wr::act::{Act, Action, Extend};
use wr::date::Day;
use wr::source::Digest;

use super::{Case, Forge, moment};

type Line = (&'static str, &'static str, &'static str);

const EXTEND: Line = (
    "2026-02-05T09:00:00Z",
    "carl",
    "ballot extend xyz --ballot alliance --days 7 --because holidays",
);

const VOTES: [Line; 3] = [
    (
        "2026-01-29T08:00:00Z",
        "ann",
        "vote xyz approve --ballot alliance",
    ),
    (
        "2026-01-29T08:01:00Z",
        "bob",
        "vote xyz approve --ballot alliance",
    ),
    (
        "2026-01-29T08:02:00Z",
        "cleo",
        "vote xyz approve --ballot alliance",
    ),
];

fn honest() -> Act {
    Forge::given("balloting", &[EXTEND]).act("extend", "carl")
}

#[test]
fn a_ballot_is_extended_before_its_end_by_those_who_run_it() {
    let forge = Forge::given("balloting", &[]);
    let cases: &[Case<Extend>] = &[
        ("by a member", "not authorized", |act, _| {
            act.by = "ann".parse().unwrap()
        }),
        ("by another chair", "not authorized", |act, _| {
            act.by = "tess".parse().unwrap()
        }),
        ("for another person", "recorded this for", |act, _| {
            act.recorded_by = Some("ann".parse().unwrap());
            act.evidence = Some("a letter".into());
        }),
        ("of another ballot", "another ballot", |_, extend| {
            extend.ballot = Digest::of(b"a ballot")
        }),
        (
            "of a ballot that is not there",
            "has no ballot",
            |_, extend| extend.of = "adopt-1-alliance-9".into(),
        ),
        ("without a reason", "needs a reason", |_, extend| {
            extend.because = " ".into()
        }),
        ("shortened", "is not later", |_, extend| {
            extend.closes = moment("2026-02-06T09:00:00Z")
        }),
        ("to the end it has", "is not later", |_, extend| {
            extend.closes = moment("2026-02-10T09:00:00Z")
        }),
        (
            "after its end",
            "only an open ballot can be extended",
            |act, _| {
                act.at = moment("2026-02-10T09:00:01Z");
                act.on = Day::of(2026, 2, 10);
            },
        ),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest();
        let Action::Extend(mut extend) = act.action.clone() else {
            panic!()
        };
        edit(&mut act, &mut extend);
        act.action = Action::Extend(extend);
        let refusal = forge.refusal(act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
}

#[test]
fn a_ballot_is_not_extended_after_closing() {
    let close = (
        "2026-02-11T09:00:00Z",
        "carl",
        "ballot close xyz --ballot alliance",
    );
    let closed = Forge::given("balloting", &[VOTES[0], VOTES[1], VOTES[2], close]);
    // Also not with a date from before: it follows what its author knew.
    let refusal = closed.refusal(honest());
    assert!(refusal.state.contains("was closed"), "{refusal}");
}

#[test]
fn votes_and_result_go_by_the_new_end() {
    let late = (
        "2026-02-12T08:00:00Z",
        "dan",
        "vote xyz approve --ballot alliance",
    );
    let forge = Forge::given("balloting", &[VOTES[0], VOTES[1], VOTES[2], EXTEND, late]);
    let close = (
        "2026-02-18T09:00:00Z",
        "carl",
        "ballot close xyz --ballot alliance",
    );
    let closed = Forge::given(
        "balloting",
        &[VOTES[0], VOTES[1], VOTES[2], EXTEND, late, close],
    );
    let result = closed.act("result", "carl");
    let Action::Result(counted) = &result.action else {
        panic!()
    };
    assert_eq!((counted.counts.approve, counted.votes.len()), (4, 4));
    // Closed at the old end, with what was there then: too early.
    let mut early = result;
    early.at = moment("2026-02-13T09:00:00Z");
    early.on = Day::of(2026, 2, 13);
    let refusal = forge.refusal(early);
    assert!(
        refusal.state.contains("is open until 2026-02-17"),
        "{refusal}"
    );
    // A vote after the new end is none.
    let mut vote = forge.act("vote", "dan");
    vote.at = moment("2026-02-17T09:00:01Z");
    vote.on = Day::of(2026, 2, 17);
    vote.by = "eve".parse().unwrap();
    super::vote(&mut vote).seat = "ember".parse().unwrap();
    let refusal = forge.refusal(vote);
    assert!(refusal.state.contains("it closed at"), "{refusal}");
}
