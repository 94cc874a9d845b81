//! Acts that no command records, written into the store by hand: in canonical form, in the right place, with the
//! right name. Each is void, and `wr check` shows it.

use std::collections::BTreeMap;

use wr::act::{Act, Action, Choice, StoredAct};
use wr::ballot::tally::{SeatVote, Tally};
use wr::date::{Day, Moment};
use wr::diagnostic::{Findings, Severity};
use wr::policy::rule::{Outcome, VotingRule};
use wr::process::{Refusal, State, apply, replay};
use wr::rules;
use wr::snapshot::Snapshot;
use wr::source::{Digest, SourceFile, Tree};

use super::world::World;

mod extension;
mod meeting;
mod partner;
mod removal;
mod request;

/// A store's files, and the acts in them to forge others from.
pub(crate) struct Forge {
    pub tree: Tree,
    pub acts: Vec<StoredAct>,
}

impl Forge {
    pub(crate) fn given(name: &str, more: &[(&str, &str, &str)]) -> Forge {
        let mut world = World::given(name);
        for (at, who, line) in more {
            let ran = world.run(at, who, line);
            assert_eq!(ran.code, 0, "{line}: {}", ran.stderr);
        }
        Forge::of(&world)
    }

    pub(crate) fn of(world: &World) -> Forge {
        let mut tree = Tree::default();
        for path in world.files("registers", ".yaml") {
            tree.insert(SourceFile::new(
                path.clone(),
                std::fs::read(world.path(&path)).unwrap(),
            ));
        }
        let files = tree
            .files()
            .filter(|file| file.path().contains("/acts/") || file.path().contains("/ballots/"));
        let acts = files
            .map(|file| wr::act::canonical::read(file).unwrap().stored())
            .collect();
        Forge { tree, acts }
    }

    /// The act of this kind by this person.
    pub(crate) fn act(&self, kind: &str, by: &str) -> Act {
        let found = self
            .acts
            .iter()
            .find(|stored| stored.act.action.kind() == kind && stored.act.by == *by);
        found
            .unwrap_or_else(|| panic!("no {kind} by {by}"))
            .act
            .clone()
    }

    fn with(&self, stored: &StoredAct) -> Snapshot {
        let mut tree = self.tree.clone();
        tree.insert(SourceFile::new(stored.path(), stored.act.to_bytes()));
        Snapshot::load(&tree)
    }

    /// What the process says of a forged act that follows all others.
    pub(crate) fn refusal(&self, mut act: Act) -> Refusal {
        let snapshot = Snapshot::load(&self.tree);
        let register_files = &snapshot.registers["xyz"];
        let history = snapshot.history(register_files).unwrap();
        let replay = replay(&history);
        // It follows what there is, and does not say that it was recorded before that.
        act.after = if matches!(act.action, Action::Feedback(_)) {
            Vec::new()
        } else {
            replay.heads.clone()
        };
        let newest = replay.entries.iter().map(|entry| entry.stored.act.at).max();
        act.at = newest.map_or(act.at, |newest| newest.max(act.at));
        let stored = act.stored();
        let refusal =
            apply(&replay.state, &stored, &history).expect_err("the forged act is accepted");
        // Put into the store, it changes nothing either, and is shown.
        if stored.path().starts_with("registers/xyz/") && self.tree.get(&stored.path()).is_none() {
            let forged = self.with(&stored);
            let state =
                wr::process::replay(&forged.history(&forged.registers["xyz"]).unwrap()).state;
            assert_eq!(state, replay.state, "the forged act has an effect");
            let shown = [
                "vote-void",
                "vote-late",
                "act-void",
                "act-malformed",
                "result-tally",
                "stray-file",
            ];
            let found = findings(&forged);
            assert!(
                found.iter().any(|finding| shown.contains(&finding.rule)),
                "{} is not shown",
                stored.path()
            );
        }
        refusal
    }

    /// Why a forged vote in the ballot of the Alliance Committee is none.
    fn void(&self, mut act: Act, edit: impl FnOnce(&mut Act)) -> String {
        edit(&mut act);
        let forged = act.stored();
        let (before, _) = self.count(None);
        let (after, mut void) = self.count(Some(&forged));
        assert_eq!(before, after, "the forged vote counts");
        void.remove(&forged.digest)
            .expect("the forged vote is no vote")
    }

    fn count(
        &self,
        more: Option<&StoredAct>,
    ) -> (BTreeMap<String, SeatVote>, BTreeMap<Digest, String>) {
        let snapshot = Snapshot::load(&self.tree);
        let history = snapshot.history(&snapshot.registers["xyz"]).unwrap();
        let opened = history.acts.iter().find(
            |stored| matches!(&stored.act.action, Action::Ballot(b) if b.body == *"alliance"),
        );
        let opened = history.opened(opened.unwrap()).unwrap();
        let votes = history.votes["adopt-1-alliance-1"]
            .iter()
            .copied()
            .chain(more);
        let tally = Tally::count(opened, votes);
        let seats = tally
            .seats
            .into_iter()
            .map(|(seat, said)| (seat.to_string(), said))
            .collect();
        (seats, tally.void.into_iter().collect())
    }
}

fn findings(snapshot: &Snapshot) -> Findings {
    rules::check(snapshot, Day::of(2026, 3, 1))
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn vote(act: &mut Act) -> &mut wr::act::Vote {
    let Action::Vote(vote) = &mut act.action else {
        panic!("no vote")
    };
    vote
}

/// Both ballots are open, Ann and Bob have voted.
fn voted() -> Forge {
    Forge::given(
        "balloting",
        &[
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
        ],
    )
}

type Edit = fn(&mut Act);

/// A forgery's name, what the refusal says, and what is edited: the act, and its deed.
type Case<T> = (&'static str, &'static str, fn(&mut Act, &mut T));

#[test]
fn forged_and_replayed_votes_are_no_votes() {
    let forge = voted();
    let ann = forge.act("vote", "ann");
    // Each is a vote of Cleo's seat, which has not voted, with one thing wrong.
    let cleo = |act: &mut Act| {
        act.by = "cleo".parse().unwrap();
        vote(act).seat = "corva".parse().unwrap();
    };
    let cases: &[(&str, &str, Edit)] = &[
        ("into another store", "another store", |act| {
            act.store = "ffffffffffffffffffffffffffffffff".parse().unwrap()
        }),
        (
            "into another register",
            "another store or register",
            |act| act.register = "abc".parse().unwrap(),
        ),
        ("into another ballot", "another ballot", |act| {
            vote(act).ballot = Digest::of(b"another")
        }),
        ("into another round", "another ballot", |act| {
            vote(act).of = "adopt-1-alliance-2".into()
        }),
        ("on another text", "another text", |act| {
            act.digest = Some(Digest::of(b"another"))
        }),
        ("on another revision", "another text", |act| {
            act.revision = Some(2)
        }),
        ("of an outsider", "neither the voter", |act| {
            act.by = "mallory".parse().unwrap()
        }),
        ("of a member for another", "neither the voter", |act| {
            act.by = "bob".parse().unwrap()
        }),
        ("of a seat that is not there", "no seat", |act| {
            vote(act).seat = "fjord".parse().unwrap()
        }),
        (
            "recorded by a person without the office",
            "is none of them",
            |act| {
                act.recorded_by = Some("tess".parse().unwrap());
                act.evidence = Some("a letter".into());
            },
        ),
        ("recorded without evidence", "evidence", |act| {
            act.recorded_by = Some("carl".parse().unwrap())
        }),
        ("before the ballot", "it opens at", |act| {
            act.at = moment("2026-01-27T08:59:59Z")
        }),
        ("after the end", "it closed at", |act| {
            act.at = moment("2026-02-10T09:00:01Z")
        }),
        ("against, without a word", "needs a reason", |act| {
            vote(act).choice = Choice::Oppose
        }),
        ("against, with an empty word", "needs a reason", |act| {
            vote(act).choice = Choice::Oppose;
            vote(act).comment = Some(" ".into());
        }),
        (
            "against, with an invisible comment",
            "needs a reason",
            |act| {
                vote(act).choice = Choice::Oppose;
                vote(act).comment = Some("\u{200b}\u{2800}\u{3164}".into());
            },
        ),
        ("recorded with invisible evidence", "evidence", |act| {
            act.recorded_by = Some("carl".parse().unwrap());
            act.evidence = Some("\u{ad}\u{feff}".into());
        }),
        ("renumbered", "the next number is 1", |act| {
            vote(act).number = 2
        }),
        ("in place of nothing", "not a vote of this seat", |act| {
            vote(act).prev = vec![Digest::of(b"nothing")];
            vote(act).number = 2;
        }),
        ("of an unknown format", "format", |act| act.format = 2),
    ];
    for (name, reason, edit) in cases {
        let why = forge.void(ann.clone(), |act| {
            cleo(act);
            edit(act);
        });
        assert!(why.contains(reason), "{name}: {why}");
    }
    // The chair, superseding what a member cast.
    let bob = forge.act("vote", "bob");
    let of_bob = bob.clone().stored().digest;
    let why = forge.void(bob, |act| {
        act.recorded_by = Some("carl".parse().unwrap());
        act.evidence = Some("minutes".into());
        vote(act).prev = vec![of_bob];
        vote(act).number = 2;
    });
    assert!(why.contains("cannot replace"), "{why}");
    // Superseding another person's vote.
    let why = forge.void(ann, |act| {
        vote(act).prev = vec![of_bob];
        vote(act).number = 2;
    });
    assert!(why.contains("not a vote of this seat"), "{why}");
}

#[test]
fn the_chair_records_only_where_that_is_allowed() {
    let forge = Forge::given(
        "balloting",
        &[(
            "2026-01-29T08:00:00Z",
            "ann",
            "vote xyz approve --ballot technical",
        )],
    );
    let mut act = forge.act("vote", "ann");
    act.by = "cleo".parse().unwrap();
    vote(&mut act).seat = "corva".parse().unwrap();
    act.recorded_by = Some("tess".parse().unwrap());
    act.evidence = Some("minutes".into());
    let refusal = forge.refusal(act);
    assert!(
        refusal.state.contains("each voter votes in person"),
        "{refusal}"
    );
}

#[test]
fn acts_of_others_and_for_others_are_void() {
    let forge = voted();
    let assign = forge.act("assign", "vera");
    let cases: &[(&str, &str, Edit)] = &[
        ("of an unknown format", "format 2", |act| act.format = 2),
        ("of another store", "the act is for", |act| {
            act.store = "ffffffffffffffffffffffffffffffff".parse().unwrap()
        }),
        ("of another register", "the act is for", |act| {
            act.register = "abc".parse().unwrap()
        }),
        ("under a roster that never was", "never had", |act| {
            act.roster = Digest::of(b"roster")
        }),
        ("under a policy that never was", "never had", |act| {
            act.policy = Digest::of(b"policy")
        }),
        ("before it happened", "after the day on which", |act| {
            act.on = Day::of(2027, 1, 1)
        }),
        ("by a person without the office", "not authorized", |act| {
            act.by = "olga".parse().unwrap()
        }),
        ("by a person who left", "not authorized", |act| {
            act.by = "gone".parse().unwrap()
        }),
        ("by an unknown person", "not authorized", |act| {
            act.by = "mallory".parse().unwrap()
        }),
        ("recorded for another", "recorded this for", |act| {
            act.recorded_by = Some("olga".parse().unwrap());
            act.evidence = Some("a letter".into());
        }),
        (
            "recorded for another without evidence",
            "without evidence",
            |act| {
                act.recorded_by = Some("olga".parse().unwrap());
            },
        ),
        ("for an unknown person", "not in the roster", |act| {
            let Action::Assign(assign) = &mut act.action else {
                panic!()
            };
            assign.owner = "mallory".parse().unwrap();
        }),
    ];
    for (name, reason, edit) in cases {
        let mut act = assign.clone();
        act.at = moment("2026-01-30T08:00:00Z");
        act.on = Day::of(2026, 1, 30);
        edit(&mut act);
        let refusal = forge.refusal(act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
}

/// A deed of Carl's, later than what the store has.
fn later(forge: &Forge, kind: &str, by: &str) -> Act {
    let mut act = forge.act(kind, by);
    act.at = moment("2026-02-11T09:00:00Z");
    act.on = Day::of(2026, 2, 11);
    act
}

#[test]
fn results_that_are_not_what_the_votes_add_up_to_are_void() {
    let forge = Forge::given(
        "balloting",
        &[
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
        ],
    );
    let closed = Forge::given(
        "balloting",
        &[
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
            (
                "2026-02-11T09:00:00Z",
                "carl",
                "ballot close xyz --ballot alliance",
            ),
        ],
    );
    let honest = closed.act("result", "carl");
    let cases: &[Case<wr::act::Counted>] = &[
        ("a wrong count", "does not match its votes", |_, result| {
            result.counts.approve = 5
        }),
        (
            "a wrong outcome",
            "does not match its votes",
            |_, result| result.outcome = Outcome::Rejected,
        ),
        ("a wrong base", "does not match its votes", |_, result| {
            result.base = 3
        }),
        (
            "a vote left out",
            "does not match its votes",
            |_, result| {
                result.votes.pop();
            },
        ),
        ("a vote that is not there", "does not exist", |_, result| {
            result.votes = vec![Digest::of(b"a vote")];
        }),
        ("another ballot's digest", "another ballot", |_, result| {
            result.ballot = Digest::of(b"a ballot")
        }),
        ("another ballot's name", "has no ballot", |_, result| {
            result.of = "adopt-1-alliance-9".into()
        }),
        ("closed before the end", "is open until", |act, _| {
            act.at = moment("2026-02-05T09:00:00Z");
            act.on = Day::of(2026, 2, 5);
        }),
        ("numbered as the second", "has number 2", |_, result| {
            result.number = Some(2)
        }),
        (
            "numbered as the first in so many words",
            "has number 1",
            |_, result| result.number = Some(1),
        ),
        ("closed by another person", "not authorized", |act, _| {
            act.by = "ann".parse().unwrap()
        }),
        (
            "closed for another person",
            "recorded this for",
            |act, _| {
                act.recorded_by = Some("ann".parse().unwrap());
                act.evidence = Some("a letter".into());
            },
        ),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest.clone();
        let Action::Result(mut result) = act.action.clone() else {
            panic!()
        };
        edit(&mut act, &mut result);
        act.action = Action::Result(result);
        let refusal = forge.refusal(act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
    // A second result, by another chair.
    let mut second = honest;
    second.by = "vera".parse().unwrap();
    let refusal = closed.refusal(second);
    assert!(refusal.state.contains("was closed"), "{refusal}");
}

#[test]
fn ballots_with_terms_of_their_own_are_void() {
    let forge = Forge::given("alliance-asked", &[]);
    let fresh = Forge::given("submitted", &[]);
    let honest = forge.act("ballot", "carl");
    let cases: &[Case<wr::act::Ballot>] = &[
        (
            "another rule",
            "do not follow from roster and policy",
            |_, ballot| ballot.rule = VotingRule::FullMajority,
        ),
        (
            "a smaller roll",
            "do not follow from roster and policy",
            |_, ballot| {
                ballot.roll.pop();
            },
        ),
        (
            "a member more",
            "do not follow from roster and policy",
            |_, ballot| {
                let mut seat = ballot.roll[0].clone();
                seat.id = "fjord".parse().unwrap();
                seat.voter = Some("fay".parse().unwrap());
                ballot.roll.push(seat);
            },
        ),
        ("no roll", "no seats", |_, ballot| ballot.roll.clear()),
        (
            "other needs",
            "do not follow from roster and policy",
            |_, ballot| ballot.needs.approve = 1,
        ),
        (
            "another round",
            "do not follow from roster and policy",
            |_, ballot| ballot.round = 0,
        ),
        (
            "a round that jumps",
            "do not follow from roster and policy",
            |_, ballot| ballot.round = 3,
        ),
        ("too long", "too long", |_, ballot| {
            ballot.closes = moment("2026-12-31T09:00:00Z")
        }),
        (
            "a vacant seat that is not",
            "do not follow from roster and policy",
            |_, ballot| {
                ballot.roll[0].status = wr::act::SeatStatus::Vacant;
            },
        ),
        ("too short", "too short", |_, ballot| {
            ballot.closes = moment("2026-01-28T09:00:00Z")
        }),
        (
            "opened earlier than it was",
            "do not follow from roster and policy",
            |_, ballot| {
                ballot.opens = moment("2026-01-20T09:00:00Z");
            },
        ),
        (
            "on a digest that is not the text",
            "does not name the text",
            |act, _| act.digest = Some(Digest::of(b"text")),
        ),
        ("a body that is not there", "no body", |_, ballot| {
            ballot.body = "nowhere".parse().unwrap()
        }),
        ("opened by a member", "not authorized", |act, _| {
            act.by = "ann".parse().unwrap()
        }),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest.clone();
        let Action::Ballot(mut ballot) = act.action.clone() else {
            panic!()
        };
        edit(&mut act, &mut ballot);
        act.action = Action::Ballot(ballot);
        let refusal = fresh.refusal(act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
    // The same body asked twice at once.
    let refusal = forge.refusal(later(&forge, "ballot", "carl"));
    assert!(refusal.state.contains("is open"), "{refusal}");
}

#[test]
fn the_board_and_the_partner_answer_what_they_were_asked() {
    let forge = Forge::given("established", &[]);
    let mut unasked = Forge::given("board-voted", &[]);
    let honest = forge.act("approve", "sam");
    let mut other = honest.clone();
    let Action::Approve(approve) = &mut other.action else {
        panic!()
    };
    approve.result = Some(Digest::of(b"a result"));
    assert!(
        unasked
            .refusal(other)
            .state
            .contains("not the board's approval of revision 1")
    );
    let mut empty = honest.clone();
    let Action::Approve(approve) = &mut empty.action else {
        panic!()
    };
    approve.resolution = " ".into();
    assert!(unasked.refusal(empty).state.contains("no number or title"));
    let mut text = honest;
    text.digest = Some(Digest::of(b"text"));
    assert!(
        unasked
            .refusal(text)
            .state
            .contains("does not name the text")
    );

    unasked = Forge::given("sent", &[]);
    let honest = forge.act("accept", "pat");
    let mut other = honest.clone();
    other.action = Action::Accept(wr::act::Accept {
        sent: Digest::of(b"sent"),
        changed: None,
    });
    assert!(
        unasked
            .refusal(other)
            .state
            .contains("does not answer the register")
    );
    let mut text = honest.clone();
    text.revision = Some(2);
    assert!(
        unasked
            .refusal(text)
            .state
            .contains("does not name the text")
    );
    let mut recorded = honest;
    recorded.recorded_by = Some("bob".parse().unwrap());
    recorded.evidence = Some("a letter".into());
    assert!(unasked.refusal(recorded).state.contains("not authorized"));
}

#[test]
fn a_submission_names_the_approvals_that_the_change_asks_for() {
    let forge = Forge::given("submitted", &[]);
    let fresh = Forge::given("assigned", &[]);
    let mut tree = fresh.tree.clone();
    tree.insert(
        forge
            .tree
            .get("registers/xyz/revisions/1.yaml")
            .unwrap()
            .clone(),
    );
    let fresh = Forge {
        tree,
        acts: fresh.acts,
    };
    let honest = forge.act("submit", "olga");
    let cases: &[Case<wr::act::Submit>] = &[
        (
            "fewer approvals",
            "does not name the approvals",
            |_, submit| {
                submit.needs.remove(0);
            },
        ),
        (
            "another class",
            "does not name the approvals",
            |_, submit| submit.class.clear(),
        ),
        (
            "withdrawing what is not on its way",
            "withdraws",
            |_, submit| submit.withdraws = Some(1),
        ),
        (
            "another number",
            "revisions/2.yaml with the text",
            |act, _| act.revision = Some(2),
        ),
        ("a number that jumps", "names revision 3", |act, _| {
            act.revision = Some(3)
        }),
        ("another text", "is not the submitted one", |act, _| {
            act.digest = Some(Digest::of(b"text"))
        }),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest.clone();
        let Action::Submit(mut submit) = act.action.clone() else {
            panic!()
        };
        edit(&mut act, &mut submit);
        act.action = Action::Submit(submit);
        let refusal = fresh.refusal(act);
        assert!(
            refusal.state.contains(reason) || name.starts_with("withdrawing"),
            "{name}: {refusal}"
        );
    }
    // Nothing of it: a state without an owner takes no submission.
    let snapshot = Snapshot::load(&fresh.tree);
    let history = snapshot.history(&snapshot.registers["xyz"]).unwrap();
    let proposed = State {
        owner: None,
        ..replay(&history).state
    };
    let mut of_vp = honest;
    of_vp.by = "vera".parse().unwrap();
    let refusal = apply(&proposed, &of_vp.stored(), &history).expect_err("without an owner");
    assert!(
        refusal.state.contains("no work register owner"),
        "{refusal}"
    );
}

#[test]
fn what_is_done_in_person_is_not_recorded_for_another() {
    let forge = Forge::given("established", &[]);
    // Each act as it was, but written down by another person, where it was recorded at first.
    let stages = [
        ("written", "assign", "vera"),
        ("assigned", "submit", "olga"),
        ("submitted", "ballot", "carl"),
        ("committees-approved", "ballot", "rita"),
        ("board-voted", "approve", "sam"),
        ("board-approved", "send", "olga"),
    ];
    for (given, kind, by) in stages {
        let mut before = Forge::given(given, &[]);
        if kind == "submit" {
            let text = forge.tree.get("registers/xyz/revisions/1.yaml").unwrap();
            before.tree.insert(text.clone());
        }
        let mut act = forge.act(kind, by);
        act.recorded_by = Some("ann".parse().unwrap());
        act.evidence = Some("a letter".into());
        let refusal = before.refusal(act);
        assert!(
            refusal.state.contains("recorded this for"),
            "{kind}: {refusal}"
        );
    }
}

#[test]
fn no_act_is_done_twice() {
    let forge = Forge::given("established", &[]);
    for stored in &forge.acts {
        let mut act = stored.act.clone();
        act.at = moment("2026-06-01T09:00:00Z");
        act.on = Day::of(2026, 6, 1);
        // An owner may be assigned again, and a new revision submitted: those are acts of their own.
        if !["assign", "submit"].contains(&act.action.kind()) {
            forge.refusal(act);
        }
    }
}

#[test]
fn a_proposal_is_made_by_those_who_may() {
    let forge = Forge::given("proposed", &[]);
    let mut honest = forge.act("propose", "vera");
    honest.after.clear();
    let snapshot = Snapshot::load(&forge.tree);
    let empty = wr::snapshot::RegisterFiles::empty("xyz".parse().unwrap());
    let history = empty.history(
        &snapshot.policy().unwrap().store,
        &snapshot.rosters,
        &snapshot.policies,
    );
    assert!(apply(&State::default(), &honest.clone().stored(), &history).is_ok());
    let cases: &[Case<wr::act::Propose>] = &[
        (
            "a participation member",
            "may not propose",
            |act, propose| {
                act.by = "fay".parse().unwrap();
                propose.proposed_by = "fjord".parse().unwrap();
                propose.proposer = wr::act::Proposer::LeadershipMember;
            },
        ),
        (
            "another kind of proposer",
            "may not propose",
            |_, propose| {
                propose.proposer = wr::act::Proposer::BoardMember;
            },
        ),
        (
            "a proposer that is not there",
            "not in the roster",
            |_, propose| {
                propose.proposed_by = "nobody".parse().unwrap();
            },
        ),
        (
            "a partner that is not there",
            "not in the roster",
            |_, propose| {
                propose.partner = "nobody".parse().unwrap();
            },
        ),
        (
            "for a company of others",
            "not authorized",
            |act, propose| {
                act.by = "bob".parse().unwrap();
                propose.proposed_by = "acme".parse().unwrap();
                propose.proposer = wr::act::Proposer::BoardMember;
            },
        ),
        (
            "an outsider who names its own owner",
            "cannot name the owner",
            |act, propose| {
                act.by = "pat".parse().unwrap();
                propose.owner = Some("pat".parse().unwrap());
            },
        ),
        ("recorded for another", "recorded this for", |act, _| {
            act.recorded_by = Some("ann".parse().unwrap());
            act.evidence = Some("a letter".into());
        }),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest.clone();
        let Action::Propose(mut propose) = act.action.clone() else {
            panic!()
        };
        edit(&mut act, &mut propose);
        act.action = Action::Propose(propose);
        let refusal = apply(&State::default(), &act.stored(), &history).expect_err(name);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
}

/// What an outsider puts in the way by hand is void, and does not keep the others from going on.
#[test]
fn void_acts_block_nothing() {
    let mut world = World::given("submitted");
    let forge = Forge::given("alliance-asked", &[]);
    // A ballot by a person without the office, in the place of the first round.
    let mut ballot = forge.act("ballot", "carl");
    ballot.by = "ann".parse().unwrap();
    let ballot = ballot.stored();
    world.write(
        &ballot.path(),
        &String::from_utf8(ballot.act.to_bytes()).unwrap(),
    );
    // A second revision that was not submitted.
    world.write("registers/xyz/revisions/2.yaml", super::world::REGISTER);
    world.git("mallory", &["add", "."]);
    world.git("mallory", &["commit", "--quiet", "-m", "mine"]);
    let opened = world.run(
        "2026-01-27T09:00:00Z",
        "carl",
        "ballot open xyz --body alliance",
    );
    assert!(
        opened.stdout.contains("adopt-1-alliance-2"),
        "{}{}",
        opened.stdout,
        opened.stderr
    );
    assert!(
        world.read(&ballot.path()).contains("by: \"ann\""),
        "the void act was replaced"
    );
    let text = super::world::REGISTER.replace("2027-06", "2027-09");
    world.write("registers/xyz/register.yaml", &text);
    let submitted = world.run("2026-01-27T10:00:00Z", "olga", "submit xyz --withdraw");
    assert!(
        submitted.stdout.contains("revision 3 is submitted"),
        "{}{}",
        submitted.stdout,
        submitted.stderr
    );
}

#[test]
fn a_submission_withdraws_what_is_on_its_way_and_nothing_else() {
    let mut world = World::given("submitted");
    let text = super::world::REGISTER.replace("2027-06", "2027-09");
    world.write("registers/xyz/register.yaml", &text);
    let ran = world.run("2026-01-27T09:00:00Z", "olga", "submit xyz --withdraw");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let after = Forge::of(&world);
    let honest = after
        .acts
        .iter()
        .find(|stored| stored.act.revision == Some(2))
        .unwrap()
        .act
        .clone();
    let mut before = Forge::given("submitted", &[]);
    before.tree.insert(
        after
            .tree
            .get("registers/xyz/revisions/2.yaml")
            .unwrap()
            .clone(),
    );
    let cases: &[Case<wr::act::Submit>] = &[
        (
            "another revision",
            "does not withdraw the revision under way",
            |_, submit| submit.withdraws = Some(9),
        ),
        ("nothing", "is in review", |_, submit| {
            submit.withdraws = None
        }),
        (
            "from records",
            "only a register's first text",
            |_, submit| {
                submit.records = Some(wr::act::Records::Earlier);
            },
        ),
    ];
    for (name, reason, edit) in cases {
        let mut act = honest.clone();
        let Action::Submit(mut submit) = act.action.clone() else {
            panic!()
        };
        edit(&mut act, &mut submit);
        act.action = Action::Submit(submit);
        let refusal = before.refusal(act);
        assert!(refusal.state.contains(reason), "{name}: {refusal}");
    }
}

#[test]
fn nothing_is_assigned_or_adopted_before_its_time() {
    let forge = Forge::given("established", &[]);
    let snapshot = Snapshot::load(&forge.tree);
    let empty = wr::snapshot::RegisterFiles::empty("xyz".parse().unwrap());
    let history = empty.history(
        &snapshot.policy().unwrap().store,
        &snapshot.rosters,
        &snapshot.policies,
    );
    let refusal = apply(
        &State::default(),
        &forge.act("assign", "vera").stored(),
        &history,
    )
    .expect_err("unproposed");
    assert!(refusal.state.contains("is not proposed yet"), "{refusal}");
    // An adoption of what is in force, and one that is recorded for another.
    let mut backfill = forge.act("accept", "pat");
    backfill.by = "vera".parse().unwrap();
    backfill.evidence = Some("minutes".into());
    backfill.action = Action::Backfill(wr::act::Backfill {
        resolution: None,
        approved: None,
        accepted: None,
    });
    assert!(
        forge
            .refusal(backfill.clone())
            .needs
            .contains("--from-records")
    );
    let records = Forge::given(
        "assigned",
        &[("2026-01-26T10:00:00Z", "olga", "submit xyz --from-records")],
    );
    backfill.recorded_by = Some("ann".parse().unwrap());
    assert!(
        records
            .refusal(backfill)
            .state
            .contains("recorded this for")
    );
}

/// A result, a ballot and a frozen text that have no effect take up their paths: the next is numbered after them.
#[test]
fn a_void_file_never_blocks_the_next() {
    let votes = [
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
    let mut world = World::given("balloting");
    let mut closed = World::given("balloting");
    for (at, who, line) in votes {
        assert_eq!(world.run(at, who, line).code, 0, "{line}");
        assert_eq!(closed.run(at, who, line).code, 0, "{line}");
    }
    let close = "ballot close xyz --ballot alliance";
    assert_eq!(closed.run("2026-02-11T09:00:00Z", "carl", close).code, 0);
    let closed = Forge::of(&closed);
    let mut void = closed.act("result", "carl");
    void.by = "ann".parse().unwrap();
    let folder = "registers/xyz/ballots/adopt-1-alliance-1";
    world.write(
        &format!("{folder}/result.yaml"),
        &String::from_utf8(void.to_bytes()).unwrap(),
    );
    world.git("vera", &["add", "-A"]);
    world.git("vera", &["commit", "-qm", "a result without a ballot"]);
    let ran = world.run("2026-02-11T09:00:00Z", "carl", close);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        world
            .read(&format!("{folder}/result-2.yaml"))
            .contains("number: 2")
    );
    let found = findings(&Snapshot::load(&Forge::of(&world).tree));
    let rules: Vec<_> = found
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .collect();
    assert!(rules.is_empty(), "{rules:?}");
    // A file among the frozen texts that was not submitted is left where it is, and the next number is taken.
    let text = world.read("registers/xyz/register.yaml");
    world.write("registers/xyz/revisions/2.yaml", &text);
    world.git("vera", &["add", "-A"]);
    world.git("vera", &["commit", "-qm", "a text that was not submitted"]);
    world.write(
        "registers/xyz/register.yaml",
        &text.replace("benefits: ", "benefits: More. "),
    );
    let ran = world.run("2026-02-12T09:00:00Z", "olga", "submit xyz --withdraw");
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("revision 3"), "{}", ran.stdout);
}
