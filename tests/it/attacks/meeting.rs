//! Forged calls with the partner (DSP4003 3.1, 3.2): who may record one, and who must have attended. A call never changes
//! the stage of a register.

use wr::act::{Act, Action, Attendee, Meeting};
use wr::date::Day;
use wr::process::{Stage, apply, replay};
use wr::snapshot::Snapshot;

use super::{Case, Forge, moment};

const CALL: (&str, &str, &str) = ("2026-03-10T09:00:00Z", "vera", "meeting add xyz --with pat");

fn person(id: &str) -> Attendee {
    Attendee {
        person: Some(id.parse().unwrap()),
        name: None,
        company: None,
    }
}

fn guest(name: &str, company: &str) -> Attendee {
    Attendee {
        person: None,
        name: Some(name.into()),
        company: Some(company.into()),
    }
}

fn honest() -> Act {
    Forge::given("established", &[CALL]).act("meeting", "vera")
}

#[test]
fn a_call_is_put_on_the_record_by_those_who_may_with_a_person_of_the_partner() {
    let forge = Forge::given("established", &[]);
    let cases: &[Case<Meeting>] = &[
        ("by a member", "not authorized", |act, _| {
            act.by = "ann".parse().unwrap()
        }),
        ("by the partner", "not authorized", |act, _| {
            act.by = "pat".parse().unwrap()
        }),
        (
            "by a chair who did not host it",
            "not authorized",
            |act, _| act.by = "carl".parse().unwrap(),
        ),
        (
            "by another chair than the host's",
            "not authorized",
            |act, call| {
                act.by = "tess".parse().unwrap();
                call.host = Some("alliance".parse().unwrap());
            },
        ),
        ("recorded for another", "recorded this for", |act, _| {
            act.recorded_by = Some("ann".parse().unwrap());
            act.evidence = Some("a letter".into());
        }),
        ("hosted by no body of the roster", "no body", |_, call| {
            call.host = Some("nowhere".parse().unwrap())
        }),
        ("without attendees", "represents XYZ", |_, call| {
            call.attendees.clear()
        }),
        ("without the partner", "represents XYZ", |_, call| {
            call.attendees = vec![person("olga")]
        }),
        ("with another company", "represents XYZ", |_, call| {
            call.attendees = vec![guest("Quinn", "Acme")]
        }),
        ("with an unknown person", "not in the roster", |_, call| {
            call.attendees.push(person("nobody"))
        }),
        (
            "with a person of no company",
            "an attendee needs",
            |_, call| {
                call.attendees.push(Attendee {
                    person: None,
                    name: Some("Quinn".into()),
                    company: None,
                })
            },
        ),
        ("with a blank name", "an attendee needs", |_, call| {
            call.attendees.push(guest(" ", "XYZ"))
        }),
        (
            "with a person for another company",
            "an attendee needs",
            |_, call| {
                call.attendees.push(Attendee {
                    company: Some("XYZ".into()),
                    ..person("ann")
                })
            },
        ),
        (
            "with a person under another company's name",
            "use the id",
            |_, call| call.attendees.push(guest("Ann Adams", "XYZ")),
        ),
        ("in the future", "not in the future", |act, _| {
            act.on = Day::of(2026, 3, 11)
        }),
        ("of another store", "the act is for", |act, _| {
            act.store = "ffffffffffffffffffffffffffffffff".parse().unwrap()
        }),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest();
        let Action::Meeting(mut call) = act.action.clone() else {
            panic!("no meeting")
        };
        edit(&mut act, &mut call);
        act.action = Action::Meeting(call);
        let refusal = forge.refusal(act);
        let said = format!("{refusal}");
        assert!(said.contains(reason), "{name}: {said}");
    }
}

/// However many calls there were, nothing but them is on the record: no approval, no stage, no date.
#[test]
fn a_call_moves_nothing() {
    for given in [
        "assigned",
        "balloting",
        "board-asked",
        "sent",
        "established",
    ] {
        let forge = Forge::given(given, &[]);
        let snapshot = Snapshot::load(&forge.tree);
        let history = snapshot.history(&snapshot.registers["xyz"]).unwrap();
        let replay = replay(&history);
        let mut act = honest();
        act.at = moment("2026-03-10T09:00:00Z");
        act.after = replay.heads.clone();
        let next = apply(&replay.state, &act.stored(), &history).unwrap();
        assert_eq!(
            next,
            replay.state,
            "{given}: {}",
            Stage::of(&next, &history)
        );
    }
    // There is no one to call before there is a proposal, nor after the end.
    let end = (
        "2026-01-21T09:00:00Z",
        "vera",
        "end xyz --because \"No resources.\"",
    );
    let ended = Forge::given("assigned", &[end]).refusal(honest());
    assert!(ended.needs.contains("has not ended"), "{ended}");
}
