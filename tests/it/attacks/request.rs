//! Forged acts on change requests: written into `_requests` by hand, in canonical form and in the right place. Each is
//! void and shown, and the order of files does not matter.

use proptest::prelude::*;
use wr::act::{
    Act, Action, Attendee, Behalf, Close, Decision, Disposition, JointMeeting, Letter, LetterKind,
    Participant, Reply, Request, Response,
};
use wr::date::Day;
use wr::process::Refusal;
use wr::request::{apply, replay};
use wr::snapshot::{RequestFiles, Snapshot};
use wr::source::{Digest, SourceFile};

use super::{Case, Edit, Forge, findings, moment};
use crate::world::World;

const ADD: &str = "request add cr-1 --register xyz --standard \"xyz_ schema\" --to technical --submitter \"Quinn Quist\" \
                   --email quinn@private.example --for partner --portal FB-0417 --summary \"Count the ports.\"";
const MEET: &str = "meeting add --for cr-1 --kind phone --host technical --advised-by tess --announcement mail \
                    --ip-policy link --attendee tess --attendee \"pat; acknowledged\" --decision \"10:00 Take it.\"";
const ANSWER: &str = "request answer cr-1 --text \"We look at it.\"";
const CLOSE: &str =
    "request close cr-1 --disposition accepted --because \"Useful.\" --release 2.3.0";

const LIFE: [(&str, &str, &str); 4] = [
    ("2026-05-04T09:00:00Z", "tess", ADD),
    ("2026-05-05T09:00:00Z", "tess", ANSWER),
    ("2026-05-06T09:00:00Z", "tess", MEET),
    ("2026-05-07T09:00:00Z", "tess", CLOSE),
];

/// The store after so many of the acts of the request's life.
fn after(count: usize) -> Forge {
    Forge::given("established", &LIFE[..count])
}

/// What is said of a forged act that follows all others of the request. Put into the store it changes nothing.
fn refusal(forge: &Forge, mut act: Act) -> Refusal {
    let snapshot = Snapshot::load(&forge.tree);
    let none = RequestFiles::empty("cr-1".parse().unwrap());
    let request_files = snapshot.requests.get("cr-1").unwrap_or(&none);
    let register = "xyz".parse().unwrap();
    let partnerships = snapshot.partnerships_of([&register]);
    let history = snapshot
        .request_history(request_files, &partnerships)
        .unwrap();
    let replay = replay(&history);
    act.after = replay.heads.clone();
    let stored = act.stored();
    let refusal = apply(&replay.state, &stored, &history).expect_err("the forged act is accepted");
    if stored.path().starts_with("registers/_requests/cr-1/") {
        let mut tree = forge.tree.clone();
        assert!(tree.get(&stored.path()).is_none());
        tree.insert(SourceFile::new(stored.path(), stored.act.to_bytes()));
        let forged = Snapshot::load(&tree);
        let partnerships = forged.partnerships();
        let history = forged.request_history(&forged.requests["cr-1"], &partnerships);
        let state = wr::request::replay(&history.unwrap()).state;
        assert_eq!(state, replay.state, "the forged act has an effect");
        assert!(
            findings(&forged)
                .iter()
                .any(|finding| finding.rule == "act-void"),
            "{} is not shown",
            stored.path()
        );
    }
    refusal
}

/// An act of the whole life.
fn honest(kind: &str) -> Act {
    after(LIFE.len()).act(kind, "tess")
}

#[test]
fn what_a_request_must_say_it_says_or_it_is_void() {
    let forge = after(0);
    let cases: &[Case<Request>] = &[
        ("by an outsider", "not authorized", |act, _| {
            act.by = "mallory".parse().unwrap()
        }),
        ("by a member", "not authorized", |act, _| {
            act.by = "ann".parse().unwrap()
        }),
        ("by another body's chair", "not authorized", |act, _| {
            act.by = "carl".parse().unwrap()
        }),
        ("recorded for another", "recorded this for", |act, _| {
            act.recorded_by = Some("ann".parse().unwrap());
            act.evidence = Some("a letter".into());
        }),
        ("of another store", "the act is for", |act, _| {
            act.store = "ffffffffffffffffffffffffffffffff".parse().unwrap()
        }),
        ("of another request", "the act is for", |act, _| {
            act.request = Some("cr-2".parse().unwrap())
        }),
        ("of a register", "the act is for", |act, _| {
            act.request = None
        }),
        ("under no register", "does not exist", |act, _| {
            act.register = "abc".parse().unwrap()
        }),
        ("under another text", "does not name the text", |act, _| {
            act.digest = Some(Digest::of(b"text"))
        }),
        (
            "under another revision",
            "does not name the text",
            |act, _| act.revision = Some(2),
        ),
        ("under no text", "does not name the text", |act, _| {
            act.revision = None
        }),
        ("before there was a partner", "was in force", |act, _| {
            act.on = Day::of(2026, 3, 8)
        }),
        (
            "for a standard of others",
            "is owned by XYZ",
            |_, request| {
                request.standard = "Network Device Profiles".into();
            },
        ),
        (
            "for a standard without an owner",
            "does not have",
            |_, request| {
                request.standard = "DSP0004".into();
                request.to = None;
            },
        ),
        ("for a body that is not there", "no body", |_, request| {
            request.to = Some("nowhere".parse().unwrap())
        }),
        ("without a submitter", "no submitter", |_, request| {
            request.submitter = " ".into()
        }),
        ("without an address", "e-mail", |_, request| {
            request.email = "quinn".into()
        }),
        ("for another partner", "is not the partner", |_, request| {
            request.organization = Some("Acme".into())
        }),
        ("for no company", "not named", |_, request| {
            request.behalf = Behalf::Company;
            request.organization = None;
        }),
        ("with a restriction", "cites no term", |_, request| {
            request.restriction = Some("Secret.".into())
        }),
        (
            "with a restriction that is not the partner's",
            "no feedback term",
            |_, request| {
                request.behalf = Behalf::Company;
                request.organization = Some("Acme".into());
                request.restriction = Some("Secret.".into());
                request.term = Some("embargo".parse().unwrap());
            },
        ),
        (
            "with a term that is not there",
            "no feedback term",
            |_, request| {
                request.restriction = Some("Secret.".into());
                request.term = Some("embargo".parse().unwrap());
            },
        ),
    ];
    let honest = honest("request");
    for (name, reason, edit) in cases {
        let mut act = honest.clone();
        let Action::Request(mut request) = act.action.clone() else {
            panic!()
        };
        edit(&mut act, &mut request);
        act.action = Action::Request(request);
        let refusal = refusal(&forge, act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
}

#[test]
fn a_joint_meeting_is_held_under_the_ip_policy() {
    let forge = after(2);
    let guest = |response| Participant {
        who: Attendee {
            person: None,
            name: Some("Sil Silent".into()),
            company: Some("Some Forum".into()),
        },
        response,
        arrived: Some("09:30".parse().unwrap()),
    };
    let cases: &[Case<JointMeeting>] = &[
        ("by another body's chair", "not authorized", |act, _| {
            act.by = "carl".parse().unwrap()
        }),
        ("without advice", "were not advised", |_, meeting| {
            meeting.advised_by = None
        }),
        (
            "advised by a person without the chair",
            "does not chair",
            |_, meeting| {
                meeting.advised_by = Some("bob".parse().unwrap());
            },
        ),
        ("without attendees", "lists no attendees", |_, meeting| {
            meeting.participants.clear()
        }),
        (
            "with a participant who was not asked",
            "the response of",
            |_, meeting| meeting.participants[1].response = None,
        ),
        (
            "with the partner said to be a member",
            "is in the roster",
            |_, meeting| {
                let company = Some("Acme".into());
                let who = Attendee {
                    person: None,
                    name: Some("Pat Price".into()),
                    company,
                };
                meeting.participants.push(Participant {
                    who,
                    response: None,
                    arrived: None,
                });
            },
        ),
        (
            "without the partner",
            "not a joint meeting",
            |_, meeting| {
                meeting.participants.remove(1);
            },
        ),
        ("with a person twice", "is listed twice", |_, meeting| {
            let again = meeting.participants[1].clone();
            meeting.participants.push(again);
        }),
        (
            "without the one who advised",
            "not listed as one",
            |_, meeting| {
                let adviser = meeting.advised_by.clone();
                meeting
                    .participants
                    .retain(|participant| participant.who.person != adviser);
            },
        ),
        (
            "with a decision after it was stopped",
            "had to stop at the outset",
            |_, meeting| {
                meeting.participants[1].response = Some(Response::Stayed);
            },
        ),
        ("before the request", "the request was sent on", |act, _| {
            act.on = Day::of(2026, 5, 3)
        }),
    ];
    let honest = honest("joint-meeting");
    for (name, reason, edit) in cases {
        let mut act = honest.clone();
        let Action::JointMeeting(mut meeting) = act.action.clone() else {
            panic!()
        };
        edit(&mut act, &mut meeting);
        act.action = Action::JointMeeting(meeting);
        let refusal = refusal(&forge, act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
    // A late observer: what came before stands, and nothing from then on.
    for (made, stands) in [("09:29", true), ("09:30", false), ("09:31", false)] {
        let mut act = honest.clone();
        let Action::JointMeeting(meeting) = &mut act.action else {
            panic!()
        };
        meeting.participants.push(guest(Some(Response::Stayed)));
        meeting.decisions = vec![Decision {
            made: made.parse().unwrap(),
            text: "Take it.".into(),
        }];
        let snapshot = Snapshot::load(&forge.tree);
        let partnerships = snapshot.partnerships();
        let history = snapshot
            .request_history(&snapshot.requests["cr-1"], &partnerships)
            .unwrap();
        let decided = apply(&replay(&history).state, &act.stored(), &history);
        assert_eq!(decided.is_ok(), stands, "{made}: {decided:?}");
    }
}

#[test]
fn a_request_ends_once_and_by_those_who_may() {
    let cases: &[Case<Close>] = &[
        ("by a member", "not authorized", |act, _| {
            act.by = "ann".parse().unwrap()
        }),
        ("without a reason", "without a reason", |_, close| {
            close.because = String::new()
        }),
        ("without a release", "is not named", |_, close| {
            close.release = None
        }),
        (
            "declined, in a release",
            "a release is named",
            |_, close| close.disposition = Disposition::Declined,
        ),
        (
            "taken back without a word",
            "only the submitter",
            |_, close| {
                close.disposition = Disposition::Withdrawn;
                close.release = None;
            },
        ),
        ("under another register", "names the register", |act, _| {
            act.register = "abc".parse().unwrap()
        }),
    ];
    let (forge, honest) = (after(3), honest("close"));
    for (name, reason, edit) in cases {
        let mut act = honest.clone();
        let Action::Close(mut close) = act.action.clone() else {
            panic!()
        };
        edit(&mut act, &mut close);
        act.action = Action::Close(close);
        let refusal = refusal(&forge, act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
    assert!(
        refusal(&after(1), honest.clone())
            .state
            .contains("not answered")
    );
    let closed = after(LIFE.len());
    let later: &[Edit] = &[
        |act| {
            act.action = Action::Reply(Reply {
                text: "More.".into(),
            })
        },
        |act| {
            act.action = Action::Forward(wr::act::Forward {
                to: "alliance".parse().unwrap(),
                note: None,
            })
        },
        |act| act.at = moment("2026-05-09T09:00:00Z"),
    ];
    for edit in later {
        let mut act = honest.clone();
        edit(&mut act);
        assert!(refusal(&closed, act).state.contains("was closed on"));
    }
}

#[test]
fn acts_of_registers_and_of_requests_are_told_apart() {
    let forge = after(LIFE.len());
    // What is done to a register, put into the request's folder.
    let mut assign = forge.act("assign", "vera");
    assign.request = Some("cr-1".parse().unwrap());
    (assign.at, assign.on) = (moment("2026-05-09T09:00:00Z"), Day::of(2026, 5, 9));
    assert!(
        refusal(&forge, assign)
            .state
            .contains("is an act of registers")
    );
    // What is done to a request, put into the register's folder.
    let mut close = forge.act("close", "tess");
    close.request = None;
    assert!(
        forge
            .refusal(close)
            .state
            .contains("is an act of change requests")
    );
}

#[test]
fn the_order_of_files_means_nothing_to_a_request() {
    let forge = after(LIFE.len());
    let snapshot = Snapshot::load(&forge.tree);
    let partnerships = snapshot.partnerships();
    let history = snapshot
        .request_history(&snapshot.requests["cr-1"], &partnerships)
        .unwrap();
    let known = replay(&history);
    assert!(known.state.closed.is_some() && known.entries.iter().all(|entry| entry.void.is_none()));
    let mut runner = proptest::test_runner::TestRunner::default();
    let order = Just((0..history.acts.len()).collect::<Vec<usize>>()).prop_shuffle();
    runner
        .run(&order, |order| {
            let mut shuffled = history.clone();
            shuffled.acts = order.iter().map(|at| history.acts[*at]).collect();
            let replay = replay(&shuffled);
            prop_assert_eq!(&replay.state, &known.state);
            prop_assert_eq!(&replay.heads, &known.heads);
            Ok(())
        })
        .unwrap();
    // Whatever is taken away, nothing is closed that was not entered and answered.
    for gone in 0..history.acts.len() {
        let mut less = history.clone();
        let lost = less.acts.remove(gone);
        let state = replay(&less).state;
        let is_needed = !matches!(lost.act.action, Action::JointMeeting(_));
        assert_eq!(state.closed.is_none(), is_needed, "without {}", lost.path());
    }
}

#[test]
fn nothing_of_a_request_is_published() {
    let mut world = World::given("established");
    for (at, who, line) in LIFE {
        let ran = world.run(at, who, line);
        assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
        assert!(
            !format!("{}{}", ran.stdout, ran.stderr).contains("quinn@"),
            "{}",
            ran.stdout
        );
    }
    let ran = world.run("2026-05-08T09:00:00Z", "vera", "site build --out ../public");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut pages = 0;
    for path in world.files("../public", "") {
        let text = String::from_utf8_lossy(&std::fs::read(world.path(&path)).unwrap()).into_owned();
        pages += usize::from(text.contains("XYZ / DMTF Work Register"));
        for private in ["quinn", "Quinn", "FB-0417", "Count the ports"] {
            assert!(!text.contains(private), "{path} has {private}");
        }
    }
    assert!(pages > 0, "nothing was published at all");
    let messages = world.git("vera", &["log", "--format=%B"]);
    assert!(
        messages.contains("Wr-Request: cr-1") && !messages.contains("quinn@"),
        "{messages}"
    );
}

/// An answer that was recorded as sent, by a letter.
const TOLD: (&str, &str, &str) = (
    "2026-05-06T09:00:00Z",
    "tess",
    "letter request-answer cr-1 --record",
);

#[test]
fn an_answer_is_on_record_as_sent_by_those_who_may_answer_and_after_it_was_given() {
    let forge = after(2);
    let honest = Forge::given("established", &[LIFE[0], LIFE[1], TOLD]).act("letter", "tess");
    let cases: &[Case<Letter>] = &[
        ("by the VP of another body", "not authorized", |act, _| {
            act.by = "carl".parse().unwrap()
        }),
        ("by a register's owner", "not authorized", |act, _| {
            act.by = "olga".parse().unwrap()
        }),
        ("by the partner", "not authorized", |act, _| {
            act.by = "pat".parse().unwrap()
        }),
        ("recorded for another", "recorded this for", |act, _| {
            act.recorded_by = Some("ann".parse().unwrap());
            act.evidence = Some("a letter".into());
        }),
        ("before it was given", "before the answer of", |act, _| {
            act.on = Day::of(2026, 5, 4)
        }),
        ("of no answer", "names no answer", |_, letter| {
            letter.reports = None
        }),
        ("of another answer", "names no answer", |_, letter| {
            letter.reports = Some(Digest::of(b"answer"))
        }),
        ("of another kind", "a letter of a register", |_, letter| {
            letter.letter = LetterKind::Contacts
        }),
        ("without a message", "names 0 messages", |_, letter| {
            letter.messages.clear()
        }),
        ("in several messages", "names 2 messages", |_, letter| {
            letter.messages.push(Digest::of(b"more"))
        }),
        (
            "to chairs",
            "fields of a letter about a register",
            |_, letter| letter.bodies = vec!["alliance".parse().unwrap()],
        ),
        (
            "on a ballot",
            "fields of a letter about a register",
            |_, letter| letter.ballot = Some("adopt-1-board-1".into()),
        ),
        (
            "on a text",
            "fields of a letter about a register",
            |act, _| act.revision = Some(1),
        ),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest.clone();
        let Action::Letter(mut letter) = act.action.clone() else {
            panic!("no letter")
        };
        edit(&mut act, &mut letter);
        act.action = Action::Letter(letter);
        let refusal = refusal(&forge, act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
    // Before there is an answer; and put under the register itself.
    let early = refusal(&after(1), honest.clone());
    assert!(early.state.contains("not answered"), "{early}");
    let mut of_register = honest;
    of_register.request = None;
    of_register.by = "olga".parse().unwrap();
    let refusal = forge.refusal(of_register);
    assert!(refusal.state.contains("is a register"), "{refusal}");
}
