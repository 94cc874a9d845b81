//! Forged ends of a register: a removal that the board did not decide, the answer to one question used for another, and
//! proposals ended by people who are not authorized.

use wr::act::{End, Question, Reason, Remove};
use wr::policy::rule::Counts;

use super::*;

const RECOMMENDED: (&str, &str, &str) = (
    "2026-06-01T09:00:00Z",
    "vera",
    "remove recommend xyz --reason partner-withdrew --because letter",
);

fn removal(act: &mut Act) -> &mut Remove {
    let Action::Remove(remove) = &mut act.action else {
        panic!("no removal")
    };
    remove
}

/// A removal by a meeting of the board, as its secretary records it.
fn honest(forge: &Forge) -> Act {
    let mut act = forge.act("recommend", "vera");
    act.by = "sam".parse().unwrap();
    act.evidence = Some("minutes".into());
    act.on = Day::of(2026, 6, 2);
    act.at = moment("2026-06-02T10:00:00Z");
    act.action = Action::Remove(Remove {
        reason: Reason::PartnerWithdrew,
        resolution: "2026-30".into(),
        result: None,
        meeting: Some(Counts {
            approve: 2,
            oppose: 1,
            ..Counts::default()
        }),
        along_with: None,
    });
    act
}

#[test]
fn nothing_is_removed_but_by_the_board() {
    let forge = Forge::given("established", &[RECOMMENDED]);
    let adoption = forge.act("result", "rita").stored().digest;
    let snapshot = Snapshot::load(&forge.tree);
    let history = snapshot.history(&snapshot.registers["xyz"]).unwrap();
    let state = replay(&history).state;
    let next = apply(&state, &honest(&forge).stored(), &history).unwrap();
    assert!(
        next.removed.is_some() && next.in_force.is_none(),
        "the honest removal is refused"
    );

    let cases: &[(&str, &str, Edit)] = &[
        ("by its owner", "not authorized", |act| {
            act.by = "olga".parse().unwrap()
        }),
        ("by a chair of a committee", "not authorized", |act| {
            act.by = "carl".parse().unwrap()
        }),
        ("by the VP without evidence", "only with evidence", |act| {
            act.by = "vera".parse().unwrap();
            act.evidence = None;
        }),
        ("recorded for another", "recorded this for", |act| {
            act.recorded_by = Some("vera".parse().unwrap())
        }),
        ("without minutes", "need evidence", |act| {
            act.evidence = None
        }),
        ("on nothing", "has not approved this yet", |act| {
            removal(act).meeting = None
        }),
        ("on fewer seats", "add up to", |act| {
            removal(act).meeting.as_mut().unwrap().approve = 1
        }),
        (
            "on so many seats that they begin again at nothing",
            "add up to 4294967295 seats",
            |act| {
                removal(act).meeting = Some(Counts {
                    approve: u32::MAX,
                    oppose: 4,
                    ..Counts::default()
                })
            },
        ),
        ("against the majority", "no approval: rejected", |act| {
            removal(act).meeting = Some(Counts {
                approve: 1,
                oppose: 2,
                ..Counts::default()
            })
        }),
        ("for another reason", "no recommendation", |act| {
            removal(act).reason = Reason::Disbanded
        }),
        ("without a resolution", "no number or title", |act| {
            removal(act).resolution = " ".into()
        }),
        (
            "before it was recommended",
            "before the recommendation",
            |act| act.on = Day::of(2026, 5, 31),
        ),
        ("of another text", "does not name the text", |act| {
            act.digest = Some(Digest::of(b"another"))
        }),
        ("along with itself", "along with itself", |act| {
            removal(act).along_with = Some("xyz".parse().unwrap())
        }),
        (
            "along with another, and for another reason",
            "no recommendation",
            |act| {
                removal(act).along_with = Some("abc".parse().unwrap());
                removal(act).reason = Reason::Disbanded;
            },
        ),
        (
            "along with another, before it was recommended",
            "before the recommendation",
            |act| {
                removal(act).along_with = Some("abc".parse().unwrap());
                act.on = Day::of(2026, 5, 31);
            },
        ),
        (
            "along with another on nothing",
            "has no counts or no evidence",
            |act| {
                removal(act).along_with = Some("abc".parse().unwrap());
                removal(act).meeting = None;
            },
        ),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest(&forge);
        edit(&mut act);
        let refusal = forge.refusal(act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
    // What the board said to the adoption is no answer to the removal.
    let mut act = honest(&forge);
    removal(&mut act).meeting = None;
    removal(&mut act).result = Some(adoption);
    assert!(
        forge
            .refusal(act)
            .state
            .contains("not the board's approval")
    );
    // Without any recommendation the board was never asked.
    let fresh = Forge::given("established", &[]);
    let mut act = honest(&forge);
    act.after.clear();
    assert!(
        fresh
            .refusal(act.clone())
            .state
            .contains("no recommendation")
    );
    // That it goes along with another, whether there is such a register or not, takes nothing of that away.
    for lead in ["abc", "xyz-events"] {
        removal(&mut act).along_with = Some(lead.parse().unwrap());
        assert!(
            fresh
                .refusal(act.clone())
                .state
                .contains("no recommendation"),
            "along with {lead}"
        );
    }
}

#[test]
fn only_the_board_is_asked_about_a_removal() {
    let forge = Forge::given(
        "established",
        &[
            RECOMMENDED,
            ("2026-06-02T09:00:00Z", "rita", "ballot open xyz --remove"),
        ],
    );
    let asked = Forge::given("established", &[RECOMMENDED]);
    let honest = forge.acts.iter().map(|stored| &stored.act).find(
        |act| matches!(&act.action, Action::Ballot(ballot) if ballot.question == Question::Remove),
    );
    let honest = honest.unwrap().clone();
    let cases: &[Case<wr::act::Ballot>] = &[
        ("a committee", "cannot remove a register", |_, ballot| {
            ballot.body = "alliance".parse().unwrap()
        }),
        (
            "under another rule",
            "do not follow from roster and policy",
            |_, ballot| ballot.rule = VotingRule::FullMajority,
        ),
        (
            "in another round",
            "do not follow from roster and policy",
            |_, ballot| ballot.round = 0,
        ),
        ("by its owner", "not authorized", |act, _| {
            act.by = "olga".parse().unwrap()
        }),
        ("on another text", "does not name the text", |act, _| {
            act.revision = Some(2)
        }),
        ("beside another", "not a parallel ballot", |_, ballot| {
            ballot.parallel = Some("rita".parse().unwrap())
        }),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest.clone();
        let Action::Ballot(mut ballot) = act.action.clone() else {
            panic!("no ballot")
        };
        edit(&mut act, &mut ballot);
        act.action = Action::Ballot(ballot);
        let refusal = asked.refusal(act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
}

/// The board has approved the removal, and a significant update waits for its approval.
#[test]
fn an_approved_removal_adopts_nothing() {
    let mut world = World::given("established");
    let text = world
        .read("registers/xyz/register.yaml")
        .replace("submits it to DMTF", "keeps it");
    let lines = [
        (
            "2026-06-01T09:00:00Z",
            "vera",
            "remove recommend xyz --reason partner-withdrew --because letter",
        ),
        ("2026-06-02T09:00:00Z", "rita", "ballot open xyz --remove"),
        ("2026-06-03T09:00:00Z", "ann", "vote xyz approve"),
        ("2026-06-03T09:01:00Z", "bob", "vote xyz approve"),
        ("2026-06-17T09:00:00Z", "rita", "ballot close xyz"),
        ("2026-06-18T09:00:00Z", "olga", "submit xyz"),
        (
            "2026-06-18T10:00:00Z",
            "carl",
            "ballot open xyz --body alliance",
        ),
        (
            "2026-06-18T10:01:00Z",
            "tess",
            "ballot open xyz --body technical --parallel",
        ),
        (
            "2026-06-19T08:00:00Z",
            "ann",
            "vote xyz approve --ballot alliance",
        ),
        (
            "2026-06-19T08:01:00Z",
            "bob",
            "vote xyz approve --ballot alliance",
        ),
        (
            "2026-06-19T08:02:00Z",
            "cleo",
            "vote xyz approve --ballot alliance",
        ),
        (
            "2026-06-19T08:03:00Z",
            "ann",
            "vote xyz approve --ballot technical",
        ),
        (
            "2026-06-19T08:04:00Z",
            "bob",
            "vote xyz approve --ballot technical",
        ),
        (
            "2026-07-04T09:00:00Z",
            "carl",
            "ballot close xyz --ballot alliance",
        ),
        ("2026-07-04T09:01:00Z", "tess", "ballot close xyz"),
    ];
    for (at, who, line) in lines {
        if line == "submit xyz" {
            world.write("registers/xyz/register.yaml", &text);
        }
        let ran = world.run(at, who, line);
        assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
    }
    let forge = Forge::of(&world);
    let on_removal = |stored: &&StoredAct| matches!(&stored.act.action, Action::Result(result) if result.of == "remove-1-board-1");
    let result = forge.acts.iter().find(on_removal).unwrap().digest;
    let mut act = forge.act("approve", "sam");
    let submitted = forge
        .acts
        .iter()
        .find(|stored| stored.act.revision == Some(2))
        .unwrap();
    (act.revision, act.digest) = (submitted.act.revision, submitted.act.digest);
    act.on = Day::of(2026, 7, 5);
    act.at = moment("2026-07-05T09:00:00Z");
    let Action::Approve(approve) = &mut act.action else {
        panic!("no approval")
    };
    approve.result = Some(result);
    let refusal = forge.refusal(act);
    assert!(
        refusal
            .state
            .contains("not the board's approval of revision 2"),
        "{refusal}"
    );
}

#[test]
fn a_proposal_is_ended_by_those_concerned_and_never_what_is_in_force() {
    let forge = Forge::given("submitted", &[]);
    let mut honest = forge.act("submit", "olga");
    (honest.revision, honest.digest) = (None, None);
    honest.at = moment("2026-01-27T09:00:00Z");
    honest.action = Action::End(End {
        because: "No resources.".into(),
    });
    let snapshot = Snapshot::load(&forge.tree);
    let history = snapshot.history(&snapshot.registers["xyz"]).unwrap();
    let state = replay(&history).state;
    for who in ["vera", "olga", "pat"] {
        let mut act = honest.clone();
        act.by = who.parse().unwrap();
        assert!(
            apply(&state, &act.stored(), &history)
                .unwrap()
                .ended
                .is_some(),
            "{who} may not end it"
        );
    }
    for who in ["mallory", "fay", "carl", "sam"] {
        let mut act = honest.clone();
        act.by = who.parse().unwrap();
        assert!(
            forge.refusal(act).state.contains("not authorized"),
            "{who} may end it"
        );
    }
    let mut silent = honest.clone();
    silent.action = Action::End(End {
        because: " ".into(),
    });
    assert!(forge.refusal(silent).state.contains("needs a reason"));

    let in_force = Forge::given("established", &[]);
    honest.by = "vera".parse().unwrap();
    honest.at = moment("2026-06-01T09:00:00Z");
    let refusal = in_force.refusal(honest);
    assert!(refusal.needs.contains("board"), "{refusal}");
}
