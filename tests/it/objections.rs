//! Feedback, dispositions and answers that no command records, and those that arrive on another branch.

use wr::act::{
    Act, Action, Answer, Commitment, Counted, Disposition, Feedback, Matter, Resolve, StoredAct,
};
use wr::date::{Day, Moment};
use wr::process::{BallotStatus, apply, replay};
use wr::snapshot::Snapshot;
use wr::source::{Digest, SourceFile};

use super::attacks::Forge;

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

/// The objection of Dan, a comment of Bob, and the answer of the Networks Working Group.
const SAID: &[(&str, &str, &str)] = &[
    (
        "2026-01-28T08:00:00Z",
        "dan",
        "feedback add xyz --objection --text \"Too early.\"",
    ),
    (
        "2026-01-28T08:01:00Z",
        "bob",
        "feedback add xyz --text \"Too late.\"",
    ),
    (
        "2026-01-28T08:02:00Z",
        "vera",
        "commitment xyz --group networks committed --evidence minutes",
    ),
];

/// The same act by another person at a later time.
fn by(act: &Act, who: &str, action: Action) -> Act {
    let at = moment("2026-01-29T08:00:00Z");
    Act {
        by: who.parse().unwrap(),
        at,
        on: at.day(),
        action,
        ..act.clone()
    }
}

fn of(forge: &Forge, who: &str) -> Digest {
    forge.act("feedback", who).stored().digest
}

#[test]
fn feedback_of_outsiders_and_on_other_texts_is_void() {
    let forge = Forge::given("balloting", SAID);
    let honest = forge.act("feedback", "dan");
    type Edit = fn(&mut Act, &mut Feedback);
    let cases: &[(&str, &str, Edit)] = &[
        ("by an unknown person", "not authorized", |act, _| {
            act.by = "mallory".parse().unwrap()
        }),
        ("by a person who left", "not authorized", |act, _| {
            act.by = "gone".parse().unwrap()
        }),
        ("of a company without a seat", "not authorized", |act, _| {
            act.by = "fay".parse().unwrap()
        }),
        (
            "for a body, by a member",
            "only with evidence",
            |_, said| {
                said.body = Some("technical".parse().unwrap());
            },
        ),
        (
            "for a body, by another chair",
            "only with evidence",
            |act, said| {
                act.by = "carl".parse().unwrap();
                said.body = Some("technical".parse().unwrap());
            },
        ),
        (
            "for a body that is not there",
            "the roster has no body",
            |_, said| {
                said.body = Some("nowhere".parse().unwrap());
            },
        ),
        ("for the board", "only with evidence", |_, said| {
            said.body = Some("board".parse().unwrap())
        }),
        (
            "about a removal of what is not in force",
            "no revision of `xyz` is in force",
            |_, said| {
                said.matter = Matter::Removal;
            },
        ),
        ("on a text that never was", "was not submitted", |act, _| {
            act.digest = Some(Digest::of(b"text"))
        }),
        (
            "on a revision that never was",
            "was not submitted",
            |act, _| act.revision = Some(2),
        ),
        ("on nothing", "no revision is under way", |act, _| {
            (act.revision, act.digest) = (None, None)
        }),
        ("without a word", "is empty", |_, said| {
            said.text = "\n".into()
        }),
        (
            "recorded by a member for another",
            "not authorized",
            |act, _| {
                act.recorded_by = Some("bob".parse().unwrap());
                act.evidence = Some("a letter".into());
            },
        ),
    ];
    for (name, reason, edit) in cases {
        let Action::Feedback(mut said) = honest.action.clone() else {
            panic!()
        };
        let mut act = honest.clone();
        edit(&mut act, &mut said);
        act.action = Action::Feedback(said);
        let refusal = forge.refusal(act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
}

#[test]
fn only_the_author_or_the_chair_whom_policy_names_resolves_an_objection() {
    let forge = Forge::given("balloting", SAID);
    let honest = forge.act("feedback", "dan");
    let resolve = |who: &str, of: Digest, disposition: Disposition, because: Option<&str>| {
        by(
            &honest,
            who,
            Action::Resolve(Resolve {
                of,
                disposition,
                because: because.map(String::from),
            }),
        )
    };
    let (objection, comment) = (of(&forge, "dan"), of(&forge, "bob"));
    use Disposition::*;
    let cases: &[(&str, &str, Act)] = &[
        (
            "an outsider",
            "not authorized",
            resolve("mallory", objection, Declined, Some("No.")),
        ),
        (
            "the owner",
            "not authorized",
            resolve("olga", objection, Declined, Some("No.")),
        ),
        (
            "the VP",
            "not authorized",
            resolve("vera", objection, Accepted, None),
        ),
        (
            "another chair",
            "not authorized",
            resolve("tess", objection, Changed, None),
        ),
        (
            "its author, otherwise",
            "not authorized",
            resolve("dan", objection, Accepted, None),
        ),
        (
            "withdrawn by another",
            "cannot withdraw",
            resolve("carl", objection, Withdrawn, None),
        ),
        (
            "a comment withdrawn by the owner",
            "cannot withdraw",
            resolve("olga", comment, Withdrawn, None),
        ),
        (
            "a comment, by an outsider",
            "not authorized",
            resolve("mallory", comment, Changed, None),
        ),
        (
            "a comment, by a member",
            "not authorized",
            resolve("ann", comment, Changed, None),
        ),
        (
            "declined without a word",
            "needs a reason",
            resolve("carl", objection, Declined, None),
        ),
        (
            "declined with an empty one",
            "needs a reason",
            resolve("carl", objection, Declined, Some(" ")),
        ),
        (
            "what is not there",
            "is not feedback",
            resolve("carl", Digest::of(b"said"), Changed, None),
        ),
        ("what is no feedback", "is not feedback", {
            let submit = forge.act("submit", "olga").stored().digest;
            resolve("carl", submit, Changed, None)
        }),
        ("under another text", "name different texts", {
            Act {
                revision: Some(2),
                ..resolve("carl", objection, Changed, None)
            }
        }),
        ("recorded for another", "recorded this for", {
            let recorded_by = Some("olga".parse().unwrap());
            let evidence = Some("a letter".to_string());
            Act {
                recorded_by,
                evidence,
                ..resolve("dan", objection, Withdrawn, None)
            }
        }),
    ];
    for (name, reason, act) in cases {
        let refusal = forge.refusal(act.clone());
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
    // Twice: the second says what the first did.
    let done = Forge::given(
        "balloting",
        &[
            SAID,
            &[(
                "2026-01-28T09:00:00Z",
                "dan",
                "feedback resolve xyz 1 withdrawn",
            )],
        ]
        .concat(),
    );
    let refusal = done.refusal(by(
        &done.act("feedback", "dan"),
        "carl",
        Action::Resolve(Resolve {
            of: of(&done, "dan"),
            disposition: Changed,
            because: None,
        }),
    ));
    assert!(
        refusal.state.contains("was withdrawn by Dan Dahl"),
        "{refusal}"
    );
}

#[test]
fn a_working_group_answers_for_itself() {
    let forge = Forge::given("balloting", SAID);
    let honest = forge.act("commitment", "vera");
    type Edit = fn(&mut Act, &mut Commitment);
    let cases: &[(&str, &str, Edit)] = &[
        ("another group's chair", "not authorized", |act, _| {
            act.by = "tess".parse().unwrap()
        }),
        ("an outsider", "not authorized", |act, _| {
            act.by = "mallory".parse().unwrap()
        }),
        ("the VP without evidence", "only with evidence", |act, _| {
            act.evidence = None
        }),
        (
            "the owner without evidence",
            "only with evidence",
            |act, _| {
                act.by = "olga".parse().unwrap();
                act.evidence = Some(" ".into());
            },
        ),
        (
            "a body that no milestone names",
            "names `technical`",
            |_, said| {
                said.group = "technical".parse().unwrap();
            },
        ),
        (
            "a milestone that does not name it",
            "does not name `networks`",
            |_, said| {
                said.milestones = vec!["schema".parse().unwrap(), "profiles".parse().unwrap()];
            },
        ),
        ("no, without a word", "needs a comment", |_, said| {
            said.answer = Answer::Declined
        }),
        (
            "otherwise, with an empty one",
            "needs a comment",
            |_, said| {
                said.answer = Answer::ChangesWanted;
                said.comment = Some(String::new());
            },
        ),
        ("to another text", "does not name the text", |act, _| {
            act.digest = Some(Digest::of(b"text"))
        }),
        ("recorded for another", "recorded this for", |act, _| {
            act.recorded_by = Some("olga".parse().unwrap());
        }),
    ];
    for (name, reason, edit) in cases {
        let Action::Commitment(mut said) = honest.action.clone() else {
            panic!()
        };
        let mut act = honest.clone();
        edit(&mut act, &mut said);
        act.action = Action::Commitment(said);
        let refusal = forge.refusal(act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
}

/// Both committees approve; no one has said anything.
fn approved() -> Forge {
    Forge::given("committees-approved", &[])
}

fn put(forge: &mut Forge, stored: &StoredAct) {
    forge
        .tree
        .insert(SourceFile::new(stored.path(), stored.act.to_bytes()));
}

/// An objection of Dan's to revision 1, recorded on another branch, which knew of the submission alone.
fn meanwhile(forge: &Forge) -> StoredAct {
    let submit = forge.act("submit", "olga");
    let said = Feedback {
        matter: Matter::Objection,
        body: None,
        text: "Too early.".into(),
    };
    let at = moment("2026-01-28T08:00:00Z");
    let act = Act {
        by: "dan".parse().unwrap(),
        at,
        on: at.day(),
        after: vec![submit.clone().stored().digest],
        action: Action::Feedback(said),
        ..submit
    };
    act.stored()
}

#[test]
fn an_objection_that_the_chair_did_not_know_of_undoes_nothing_and_stops_the_next_step() {
    let mut forge = approved();
    let objection = meanwhile(&forge);
    put(&mut forge, &objection);
    let snapshot = Snapshot::load(&forge.tree);
    let replay = replay(&snapshot.history(&snapshot.registers["xyz"]).unwrap());
    assert!(
        replay.entries.iter().all(|entry| entry.void.is_none()),
        "{:?}",
        replay.entries
    );
    // It stands before the results in the order of the acts, and both stand all the same.
    let place = replay
        .entries
        .iter()
        .position(|entry| entry.stored.digest == objection.digest);
    let result = replay
        .entries
        .iter()
        .position(|entry| entry.stored.act.action.kind() == "result");
    assert!(place < result);
    let closed = |status: &BallotStatus| matches!(status, BallotStatus::Closed { .. });
    assert!(
        replay
            .state
            .ballots
            .values()
            .all(|ballot| closed(&ballot.status))
    );
    // The board is asked by a person who knows of it.
    let asked = Forge::given("board-asked", &[]);
    let refusal = forge.refusal(asked.act("ballot", "rita"));
    assert!(
        refusal.state.contains("the objection of Dan Dahl"),
        "{refusal}"
    );
}

#[test]
fn an_objection_that_the_chair_knew_of_stops_the_result() {
    let mut forge = Forge::given("balloting", &[]);
    let honest = approved();
    for path in honest
        .tree
        .files()
        .map(|file| file.path().to_string())
        .collect::<Vec<_>>()
    {
        if path.contains("/votes/") {
            forge.tree.insert(honest.tree.get(&path).unwrap().clone());
        }
    }
    let result = honest.act("result", "carl");
    let snapshot = Snapshot::load(&forge.tree);
    let history = snapshot.history(&snapshot.registers["xyz"]).unwrap();
    let state = replay(&history).state;
    assert!(
        apply(&state, &result.clone().stored(), &history).is_ok(),
        "without it, the result is accepted"
    );
    let objection = meanwhile(&forge);
    put(&mut forge, &objection);
    let refusal = forge.refusal(result);
    assert!(
        refusal.state.contains("the objection of Dan Dahl"),
        "{refusal}"
    );
}

#[test]
fn a_result_does_not_say_whom_it_does_not_wait_for_without_need() {
    let mut forge = Forge::given("balloting", &[]);
    let honest = approved();
    for path in honest
        .tree
        .files()
        .map(|file| file.path().to_string())
        .collect::<Vec<_>>()
    {
        if path.contains("/votes/") {
            forge.tree.insert(honest.tree.get(&path).unwrap().clone());
        }
    }
    type Edit = fn(&mut Act, &mut Counted);
    let cases: &[(&str, &str, Edit)] = &[
        ("without a reason", "needs a reason", |_, result| {
            result.without = vec!["networks".parse().unwrap()];
        }),
        (
            "a reason for nothing",
            "without a working group",
            |_, result| result.because = Some("Because.".into()),
        ),
        (
            "a group that is none",
            "does not wait for `alliance`",
            |_, result| {
                result.without = vec!["alliance".parse().unwrap()];
                result.because = Some("Because.".into());
            },
        ),
        ("by the VP", "only with evidence", |act, result| {
            act.by = "vera".parse().unwrap();
            result.without = vec!["networks".parse().unwrap()];
            result.because = Some("Because.".into());
        }),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest.act("result", "tess");
        let Action::Result(mut result) = act.action.clone() else {
            panic!()
        };
        edit(&mut act, &mut result);
        act.action = Action::Result(result);
        let refusal = forge.refusal(act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
}

/// The originating chair confirmed a slip of the pen, and did not know that a person had objected to it.
#[test]
fn an_objection_on_another_branch_does_not_take_back_a_confirmation() {
    let mut world = super::world::World::given("established");
    let text = world
        .read("registers/xyz/register.yaml")
        .replace("One schema for", "One schemas for");
    world.write("registers/xyz/register.yaml", &text);
    for (at, who, line) in [
        (
            "2026-06-01T09:00:00Z",
            "olga",
            "submit xyz --editorial \"a letter was missing\"",
        ),
        (
            "2026-06-01T09:01:00Z",
            "olga",
            "letter editorial-change xyz --record",
        ),
        ("2026-06-08T09:00:00Z", "carl", "confirm xyz"),
    ] {
        let ran = world.run(at, who, line);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    let mut merged = Forge::of(&world);
    let acts = merged.acts.clone();
    let submits = acts
        .iter()
        .filter(|stored| stored.act.action.kind() == "submit");
    let submit = submits.max_by_key(|stored| stored.act.at).unwrap();
    let said = Feedback {
        matter: Matter::Objection,
        body: None,
        text: "A promise.".into(),
    };
    let at = moment("2026-06-01T10:00:00Z");
    let objection = Act {
        by: "dan".parse().unwrap(),
        at,
        on: Day::of(2026, 6, 1),
        after: vec![submit.digest],
        action: Action::Feedback(said),
        ..submit.act.clone()
    };
    let objection = objection.stored();
    put(&mut merged, &objection);
    let snapshot = Snapshot::load(&merged.tree);
    let replay = replay(&snapshot.history(&snapshot.registers["xyz"]).unwrap());
    assert_eq!(
        replay
            .state
            .in_force
            .as_ref()
            .map(|in_force| in_force.revision),
        Some(2)
    );
    assert!(replay.entries.iter().all(|entry| entry.void.is_none()));
    assert_eq!(replay.state.feedback, [objection.digest]);
}
