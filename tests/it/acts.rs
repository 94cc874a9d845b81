//! The bytes of every kind of act. Acts are named by their digests, so the files in `tests/acts` change only with the
//! format. `sha256sum -c SHA256SUMS` there checks the kinds of the first release without `wr`; a later kind has a file
//! only, copied from a store.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use wr::act::{
    Accept, Act, Action, Answer, Approve, Approver, Assign, Attendee, Backfill, Ballot, Behalf,
    Choice, Class, Close, Commitment, Confirm, Counted, Decision, Decline, Disposition, End,
    Extend, Feedback, Forward, JointMeeting, Letter, LetterKind, Matter, Meeting, MeetingKind,
    MeetingPlace, MilestoneProgress, Participant, Progress, Propose, Proposer, Question, Reason,
    Recommend, Records, Remove, Reply, Request, Resolve, Response, Review, RollSeat, Schedule,
    SeatStatus, Send, Submit, Template, Vote, Withdraw, canonical,
};
use wr::date::Moment;
use wr::id::Id;
use wr::policy::Recording;
use wr::policy::rule::{Counts, Needs, Outcome, QuorumCounts, VotingRule};
use wr::source::{Digest, SourceFile};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/acts")
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

/// An act with every optional field of its head.
fn full(by: &str, at: &str, action: Action) -> Act {
    Act {
        format: 1,
        store: "0123456789abcdef0123456789abcdef".parse().unwrap(),
        register: id("xyz"),
        request: None,
        by: id(by),
        recorded_by: Some(id("vera")),
        evidence: Some("minutes of 2026-01-12, item 3".to_string()),
        on: moment("2026-01-12T00:00:00Z").day(),
        at: moment(at),
        seen: "4b825dc642cb6eb9a060e54bf8d69288fbee4904".to_string(),
        roster: Digest::of(b"roster"),
        policy: Digest::of(b"policy"),
        revision: Some(1),
        digest: Some(Digest::of(b"text")),
        after: vec![Digest::of(b"one act"), Digest::of(b"another")],
        action,
    }
}

/// An act with what every act has, and nothing else in its head.
fn bare(by: &str, at: &str, action: Action) -> Act {
    Act {
        recorded_by: None,
        evidence: None,
        seen: "none".to_string(),
        revision: None,
        digest: None,
        after: Vec::new(),
        ..full(by, at, action)
    }
}

/// Not only words: quotes, line ends, marks that turn text around, and letters of several scripts.
const HOSTILE: &str = "\"No\": a \\ b\n\tc \u{202e}d\u{feff} é 東 𝄞 \u{85}\u{7f}\u{0} # no comment";

fn submit() -> Submit {
    Submit {
        class: vec![Class::Adoption, Class::Deliverables, Class::Significant],
        needs: vec![
            Approver::Body(id("alliance")),
            Approver::Body(id("board")),
            Approver::Partner,
        ],
        withdraws: Some(1),
        records: Some(Records::Earlier),
        editorial: None,
    }
}

fn ballot() -> Ballot {
    let seat = |seat: &str, organization: Option<&str>, alternate: Option<&str>| RollSeat {
        id: id(seat),
        organization: organization.map(id),
        voter: Some(id("ann")),
        alternate: alternate.map(id),
        status: SeatStatus::Filled,
    };
    let vacant = RollSeat {
        voter: None,
        status: SeatStatus::Vacant,
        ..seat("globex", Some("globex"), None)
    };
    Ballot {
        question: Question::Adopt,
        body: id("alliance"),
        round: 2,
        parallel: Some(id("carl")),
        rule: VotingRule::SpecialMajority,
        min_approvals: Some(3),
        quorum_counts: QuorumCounts::Votes,
        needs: Needs {
            quorum: Some(4),
            quorum_counts: QuorumCounts::Votes,
            min_approvals: Some(3),
            approve: 5,
            most_oppose: Some(1),
        },
        recording: Recording::Voter,
        opens: moment("2026-01-13T00:00:00Z"),
        earliest: moment("2026-01-20T00:00:00Z"),
        closes: moment("2026-01-27T23:59:59Z"),
        roll: vec![
            seat("acme", Some("acme"), Some("al")),
            seat("dan", None, None),
            vacant,
        ],
    }
}

fn counted() -> Counted {
    Counted {
        of: "adopt-1-alliance-2".to_string(),
        ballot: Digest::of(b"ballot"),
        number: Some(2),
        outcome: Outcome::NotApproved,
        counts: Counts {
            approve: 4,
            oppose: 1,
            abstain: 0,
            recuse: 2,
            did_not_vote: 10,
            vacant: 1,
        },
        base: 15,
        needed: VotingRule::FullMajority.plain().needs(15),
        votes: vec![Digest::of(b"a vote"), Digest::of(b"a second")],
        without: Vec::new(),
        because: None,
    }
}

fn vote() -> Vote {
    Vote {
        of: "adopt-1-alliance-2".to_string(),
        ballot: Digest::of(b"ballot"),
        seat: id("acme"),
        number: 2,
        prev: vec![Digest::of(b"a vote")],
        choice: Choice::Oppose,
        comment: Some(HOSTILE.to_string()),
    }
}

fn meeting() -> Meeting {
    let (name, company) = (
        Some(HOSTILE.to_string()),
        Some("XYZ Industry Group".to_string()),
    );
    Meeting {
        meeting: MeetingKind::Call,
        host: Some(id("board")),
        attendees: vec![
            Attendee {
                person: Some(id("pat")),
                name: None,
                company: None,
            },
            Attendee {
                person: None,
                name,
                company,
            },
        ],
        note: Some("The dates are complete.".to_string()),
    }
}

fn extend() -> Extend {
    Extend {
        of: "adopt-1-alliance-2".to_string(),
        ballot: Digest::of(b"ballot"),
        closes: moment("2026-02-24T23:59:59Z"),
        because: HOSTILE.to_string(),
    }
}

fn accept(changed: Option<Submit>) -> Accept {
    Accept {
        sent: Digest::of(b"sent"),
        changed,
    }
}

/// Fields that came later to a kind: each has a file of its own, beside the one of its kind.
fn later() -> Vec<(&'static str, Act)> {
    let changed = Action::Accept(accept(Some(submit())));
    let mut acts = vec![(
        "accept-with-changes",
        full("pat", "2026-03-11T09:00:00Z", changed),
    )];
    acts.extend(on_request().into_iter().map(|act| (act.action.kind(), act)));
    acts
}

/// Acts on a change request, which their heads name beside its register.
fn on_request() -> Vec<Act> {
    let about = |act: Act| Act {
        request: Some(id("cr-1")),
        ..act
    };
    let text = || Some(HOSTILE.to_string());
    let request = Request {
        standard: "xyz_ schema".to_string(),
        submitter: HOSTILE.to_string(),
        email: "quinn@forum.example".to_string(),
        behalf: Behalf::Company,
        organization: text(),
        portal: "FB-0417".to_string(),
        summary: HOSTILE.to_string(),
        restriction: text(),
        term: Some(id("embargo")),
        template: Some(Template::ChangeRequest),
        to: Some(id("technical")),
    };
    let guest = |company: &str| Attendee {
        person: None,
        name: text(),
        company: Some(company.to_string()),
    };
    let participant = |who, response, arrived: Option<&str>| Participant {
        who,
        response,
        arrived: arrived.map(|time| time.parse().unwrap()),
    };
    let of_roster = Attendee {
        person: Some(id("tess")),
        name: None,
        company: None,
    };
    let meeting = JointMeeting {
        place: MeetingPlace::InPerson,
        host: id("technical"),
        announcement: text(),
        ip_policy: Some("https://www.dmtf.org/ipr".to_string()),
        advised_by: Some(id("tess")),
        participants: vec![
            participant(of_roster, None, None),
            participant(guest("Some Forum"), Some(Response::Acknowledged), None),
            participant(guest("Another"), Some(Response::Left), Some("09:05")),
            participant(guest("A third"), Some(Response::Stayed), Some("14:30")),
        ],
        decisions: vec![Decision {
            made: "10:15".parse().unwrap(),
            text: HOSTILE.to_string(),
        }],
        note: text(),
    };
    let close = Close {
        disposition: Disposition::Changed,
        because: HOSTILE.to_string(),
        release: Some("2.3.0".to_string()),
    };
    [
        full("tess", "2026-05-04T09:00:00Z", Action::Request(request)),
        full(
            "tess",
            "2026-05-05T09:00:00Z",
            Action::Forward(Forward {
                to: id("networks"),
                note: text(),
            }),
        ),
        full(
            "tess",
            "2026-05-06T09:00:00Z",
            Action::Reply(Reply {
                text: HOSTILE.to_string(),
            }),
        ),
        full(
            "tess",
            "2026-05-07T09:00:00Z",
            Action::JointMeeting(meeting),
        ),
        full("tess", "2026-05-08T09:00:00Z", Action::Close(close)),
    ]
    .map(about)
    .to_vec()
}

/// The acts by the names of their files.
fn named() -> impl Iterator<Item = (&'static str, Act)> {
    acts()
        .into_iter()
        .map(|act| (act.action.kind(), act))
        .chain(later())
}

/// One act of each kind; between them and the later ones they have every field.
fn acts() -> Vec<Act> {
    let propose = Propose {
        proposed_by: id("acme"),
        proposer: Proposer::BoardMember,
        partner: id("xyz-group"),
        owner: Some(id("olga")),
    };
    let approve = Approve {
        resolution: "2026-07".to_string(),
        result: Some(Digest::of(b"result")),
        meeting: Some(Counts {
            approve: 9,
            oppose: 1,
            abstain: 1,
            recuse: 0,
            did_not_vote: 4,
            vacant: 0,
        }),
        changed: Some(submit()),
        conditions: vec!["A patent search is done.".to_string(), HOSTILE.to_string()],
    };
    let backfill = Backfill {
        resolution: Some("2005-11".to_string()),
        approved: Some("2005-Q4".parse().unwrap()),
        accepted: Some("2006".parse().unwrap()),
    };
    let withdraw = Withdraw {
        of: "adopt-1-alliance-2".to_string(),
        ballot: Digest::of(b"ballot"),
        number: Some(3),
        because: "The text is changed first.".to_string(),
    };
    let decline = Decline {
        sent: Digest::of(b"sent"),
        because: HOSTILE.to_string(),
    };
    let feedback = Feedback {
        matter: Matter::Objection,
        body: Some(id("networks")),
        text: HOSTILE.to_string(),
    };
    let resolve = Resolve {
        of: Digest::of(b"feedback"),
        disposition: Disposition::Declined,
        because: Some(HOSTILE.to_string()),
    };
    let commitment = Commitment {
        group: id("networks"),
        answer: Answer::ChangesWanted,
        milestones: vec![id("schema"), id("m1")],
        comment: Some(HOSTILE.to_string()),
    };
    let milestone = MilestoneProgress {
        milestone: id("schema"),
        status: Progress::Completed,
        note: Some(HOSTILE.to_string()),
    };
    let recommend = Recommend {
        reason: Reason::NotMaintained,
        because: HOSTILE.to_string(),
    };
    let remove = Remove {
        reason: Reason::PartnerWithdrew,
        resolution: "2026-30".to_string(),
        result: Some(Digest::of(b"result")),
        meeting: Some(Counts {
            approve: 9,
            oppose: 1,
            abstain: 1,
            recuse: 0,
            did_not_vote: 4,
            vacant: 0,
        }),
        along_with: Some(id("abc")),
    };
    let letter = Letter {
        letter: LetterKind::PressRelease,
        bodies: vec![id("marketing"), id("alliance")],
        ballot: Some("adopt-1-alliance-2".to_string()),
        milestone: Some(id("schema")),
        reports: Some(Digest::of(b"contacts")),
        messages: vec![Digest::of(b"a message"), Digest::of(b"a second")],
    };
    let board_on = moment("2026-02-27T00:00:00Z").day();
    vec![
        bare("vera", "2026-01-12T09:00:00Z", Action::Propose(propose)),
        bare(
            "vera",
            "2026-01-12T09:10:00Z",
            Action::Assign(Assign { owner: id("olga") }),
        ),
        full("olga", "2026-01-26T10:00:00Z", Action::Submit(submit())),
        full("carl", "2026-01-27T09:00:00Z", Action::Ballot(ballot())),
        full("ann", "2026-01-29T08:00:00Z", Action::Vote(vote())),
        full("carl", "2026-02-11T09:00:00Z", Action::Result(counted())),
        full("carl", "2026-02-11T09:05:00Z", Action::Withdraw(withdraw)),
        full(
            "eve",
            "2026-02-12T09:00:00Z",
            Action::Schedule(Schedule {
                board_on,
                agreed: vec![id("eve"), id("vera")],
            }),
        ),
        full("sam", "2026-02-27T09:00:00Z", Action::Approve(approve)),
        full(
            "olga",
            "2026-03-02T09:00:00Z",
            Action::Send(Send {
                conditions_met: vec!["It is.".to_string()],
            }),
        ),
        full("pat", "2026-03-09T09:00:00Z", Action::Accept(accept(None))),
        full("vera", "2026-03-09T09:30:00Z", Action::Backfill(backfill)),
        full(
            "carl",
            "2026-04-09T09:30:00Z",
            Action::Confirm(Confirm {
                note: Some(HOSTILE.to_string()),
            }),
        ),
        full("pat", "2026-03-10T09:00:00Z", Action::Decline(decline)),
        full("vera", "2026-01-22T09:00:00Z", Action::Meeting(meeting())),
        full("carl", "2026-02-05T09:00:00Z", Action::Extend(extend())),
        full("dan", "2026-01-28T09:30:00Z", Action::Feedback(feedback)),
        full("carl", "2026-01-30T09:30:00Z", Action::Resolve(resolve)),
        full(
            "fay",
            "2026-01-31T09:30:00Z",
            Action::Commitment(commitment),
        ),
        full(
            "olga",
            "2026-06-01T09:00:00Z",
            Action::Review(Review {
                note: HOSTILE.to_string(),
            }),
        ),
        full("olga", "2026-06-02T09:00:00Z", Action::Milestone(milestone)),
        full("vera", "2026-06-03T09:00:00Z", Action::Recommend(recommend)),
        full("sam", "2026-06-04T09:00:00Z", Action::Remove(remove)),
        bare(
            "pat",
            "2026-06-05T09:00:00Z",
            Action::End(End {
                because: HOSTILE.to_string(),
            }),
        ),
        full("olga", "2026-06-06T09:00:00Z", Action::Letter(letter)),
    ]
}

/// The digests as `sha256sum` writes them, by file name.
fn sums() -> BTreeMap<String, String> {
    let text = fs::read_to_string(folder().join("SHA256SUMS")).unwrap();
    let line = |line: &str| {
        line.split_once("  ")
            .map(|(sum, name)| (name.to_string(), format!("sha256:{sum}")))
    };
    text.lines().filter_map(line).collect()
}

/// Writes the golden files anew with `BLESS=1`, which only a change of the format may need.
fn bless() {
    if std::env::var_os("BLESS").is_none() {
        return;
    }
    let (mut sums, mut paths) = (String::new(), String::new());
    for (name, act) in named() {
        fs::write(folder().join(format!("{name}.yaml")), act.to_bytes()).unwrap();
        let stored = act.stored();
        let sum = stored.digest.to_string();
        sums += &format!("{}  {name}.yaml\n", sum.trim_start_matches("sha256:"));
        paths += &format!("{}\n", stored.path());
    }
    fs::write(folder().join("SHA256SUMS"), sums).unwrap();
    fs::write(folder().join("PATHS"), paths).unwrap();
}

#[test]
fn every_kind_of_act_has_the_bytes_it_always_had() {
    bless();
    let mut sums = sums();
    for (name, act) in named() {
        let name = format!("{name}.yaml");
        let known = fs::read(folder().join(&name)).unwrap_or_default();
        let written = act.to_bytes();
        assert!(
            written == known,
            "{name} is written differently:\n{}",
            String::from_utf8_lossy(&written)
        );
        let stored = act.clone().stored();
        assert_eq!(
            sums.remove(&name),
            Some(stored.digest.to_string()),
            "the digest of {name}"
        );
        let file = SourceFile::new(stored.path(), known);
        assert_eq!(
            canonical::read(&file).unwrap(),
            act,
            "{name} is read differently"
        );
    }
    assert!(sums.is_empty(), "no act is of this kind any more: {sums:?}");
}

#[test]
fn every_kind_has_a_file_that_is_written_again_as_it_is_read() {
    let mut kinds: BTreeSet<&str> = Action::KINDS.iter().copied().collect();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let file = SourceFile::new(path.display().to_string(), bytes.clone());
        let act = canonical::read(&file).unwrap_or_else(|why| panic!("{path:?}: {}", why.message));
        assert_eq!(act.to_bytes(), bytes, "{path:?}");
        kinds.remove(act.action.kind());
    }
    assert!(
        kinds.is_empty(),
        "copy an act of a store to tests/acts/KIND.yaml for: {kinds:?}"
    );
}

#[test]
fn every_act_lies_where_it_always_lay() {
    bless();
    let paths: Vec<String> = named().map(|(_, act)| act.stored().path()).collect();
    let known = fs::read_to_string(folder().join("PATHS")).unwrap();
    assert_eq!(paths, known.lines().collect::<Vec<_>>());
}

/// What people do to files by hand, and what tools do to them unasked.
#[test]
fn an_act_has_one_form() {
    for (_, act) in named() {
        let bytes = act.to_bytes();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let edits = [
            text.replace('\n', "\r\n"),
            format!("\u{feff}{text}"),
            format!("---\n{text}"),
            format!("{text}\n"),
            format!("{text}# seen\n"),
            format!("{text}by: \"vera\"\n"),
            format!("{text}comment: null\n"),
            text.trim_end().to_string(),
            text.replacen("format: 1", "format: 0x1", 1),
            text.replacen("format: 1", "format: 01", 1),
            text.replacen("format: 1", "format: \"1\"", 1),
            text.replacen("\"xyz\"", "xyz", 1),
            text.replacen("\"xyz\"", "'xyz'", 1),
            text.replacen("\"xyz\"", "\"x\\u0079z\"", 1),
            text.replacen("\"xyz\"", "\"xyz\" ", 1),
        ];
        for edited in edits {
            let file = SourceFile::new("registers/xyz/acts/x.yaml", edited.as_bytes());
            assert_ne!(edited.as_bytes(), bytes);
            assert!(canonical::read(&file).is_err(), "{edited}");
        }
    }
}

#[test]
fn a_statement_about_a_key_has_the_bytes_and_the_place_it_always_had() {
    use wr::governance::Introduction;
    let introduction = Introduction {
        format: Introduction::FORMAT,
        store: "0123456789abcdef0123456789abcdef".parse().unwrap(),
        by: id("ann"),
        at: moment("2026-01-28T08:00:00Z"),
        key: super::world::secret("ann-new").key().line(),
    };
    let path = folder().with_file_name("keys").join("statement.yaml");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, introduction.to_bytes()).unwrap();
    }
    let known = fs::read(&path).unwrap_or_default();
    assert_eq!(
        String::from_utf8_lossy(&known),
        String::from_utf8_lossy(&introduction.to_bytes())
    );
    let place = introduction.path();
    let digest = Digest::of(&known);
    assert_eq!(
        place,
        format!("registers/history/keys/ann-{}.yaml", digest.short())
    );
    assert_eq!(
        Introduction::read(&SourceFile::new(place.as_str(), known)).unwrap(),
        introduction
    );
    for edited in ["format: 2", "format: 01"] {
        let text = String::from_utf8(introduction.to_bytes())
            .unwrap()
            .replace("format: 1", edited);
        assert!(
            Introduction::read(&SourceFile::new(place.as_str(), text)).is_err(),
            "{edited}"
        );
    }
}
