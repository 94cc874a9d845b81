//! A small world: one register, two committees, a board, a partner; texts that differ in three ways; and every move
//! that a user might try.

use std::collections::BTreeMap;
use std::sync::Arc;

use wr::act::{
    Accept, Act, Action, Approve, Approver, Assign, Backfill, Choice, Confirm, Decline,
    Disposition, End, Extend, FORMAT, Feedback, Letter, LetterKind, Matter, MilestoneProgress,
    Progress, Propose, Proposer, Question, Reason, Recommend, Records, Remove, Resolve as Settle,
    Review, Send, StoredAct, Submit, Vote, Withdraw,
};
use wr::ballot::Opened;
use wr::ballot::opening::{self, Choices};
use wr::ballot::tally::Tally;
use wr::date::Moment;
use wr::governance::Rosters;
use wr::id::Id;
use wr::policy::rule::Counts;
use wr::policy::{Policy, StoreId};
use wr::process::approvals::{demand, demand_of_partner};
use wr::process::{BallotStatus, History, Refusal, Revision, State, apply, editorial};
use wr::register::Register;
use wr::roster::Roster;
use wr::signature::SignatureStatus;
use wr::source::Digest;

/// The bodies that are asked, in the order of the process; then the partner.
pub(super) const BODIES: [&str; 3] = ["alliance", "technical", "board"];

/// A milestone is due a year later.
pub(super) const MOVED: u8 = 1;
/// The scope says something else.
pub(super) const SCOPE: u8 = 2;
/// A word is spelt otherwise.
pub(super) const SLIP: u8 = 4;

/// The texts that are submitted: as it was, and with one of the differences.
pub(super) const TEXTS: [u8; 4] = [0, MOVED, SCOPE, SLIP];

/// How many revisions there may be, unless a beginning leaves room for more.
pub(super) const REVISIONS: u32 = 3;

/// The counts of a meeting of a board of one.
const COUNTS: Counts = Counts {
    approve: 1,
    oppose: 0,
    abstain: 0,
    recuse: 0,
    did_not_vote: 0,
    vacant: 0,
};

const ROSTER: &str = r#"{
  "format": 1, "home": "dmtf",
  "organizations": [{"id": "dmtf", "name": "DMTF"}, {"id": "acme", "name": "Acme", "membership": "board"},
    {"id": "xyz", "name": "XYZ", "representatives": ["pat"]}],
  "people": [{"id": "vera", "name": "Vera", "email": "vera@a.example"}, {"id": "carl", "name": "Carl", "email": "carl@a.example"}, {"id": "tess", "name": "Tess", "email": "tess@a.example"},
    {"id": "rita", "name": "Rita", "email": "rita@a.example"}, {"id": "pat", "name": "Pat", "email": "pat@a.example"}, {"id": "olga", "name": "Olga", "email": "olga@a.example", "organization": "acme"},
    {"id": "mallory", "name": "Mallory", "email": "mallory@a.example"}],
  "bodies": [
    {"id": "alliance", "name": "Alliance", "kind": "alliance-committee", "chair": "carl",
     "seats": [{"id": "one", "voter": "carl"}]},
    {"id": "technical", "name": "Technical", "kind": "committee", "chair": "tess",
     "seats": [{"id": "one", "voter": "tess"}]},
    {"id": "board", "name": "Board", "kind": "board", "chair": "rita", "seats": [{"id": "one", "voter": "rita"}]}],
  "officers": {"vp_alliances": "vera"}
}"#;

const POLICY: &str = r#"{"store": "0123456789abcdef0123456789abcdef", "format": 1, "backfill_until": "2030-01-01", "editorial_days": 1,
    "ballots": {"default": {"minimum_days": 0, "days": 1}}}"#;

fn text(bits: u8) -> String {
    let pick =
        |bit: u8, is: &'static str, isnt: &'static str| if bits & bit != 0 { is } else { isnt };
    format!(
        r#"{{"title": "T", "partner": {{"organization": "xyz"}}, "scope": "{}", "benefits": "{}",
            "milestones": [{{"id": "m", "title": "M", "committees": ["technical"], "due": "{}"}}]}}"#,
        pick(SCOPE, "Storage.", "Networks."),
        pick(SLIP, "One modle.", "One model."),
        pick(MOVED, "2028", "2027"),
    )
}

/// What a person tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Move {
    Propose,
    Assign,
    Submit {
        text: u8,
        editorial: bool,
        records: bool,
    },
    Open {
        body: &'static str,
        parallel: bool,
    },
    Count {
        ballot: String,
        choice: Choice,
    },
    Withdraw {
        ballot: String,
    },
    Resolve {
        by_ballot: bool,
    },
    ResolveWithChanges {
        text: u8,
    },
    Send,
    Accept,
    Show,
    Confirm,
    Backfill,
    Decline,
    Recommend,
    Remove {
        by_ballot: bool,
    },
    End,
    AcceptWithChanges {
        text: u8,
    },
    Object,
    TakeBack,
    AskRemoval,
    Extend {
        ballot: String,
    },
    Complete,
    Review,
}

impl Move {
    /// Whether it asks for an approval, gives or refuses one, or rests on one.
    pub(super) fn is_of_approval(&self) -> bool {
        matches!(
            self,
            Move::Submit {
                editorial: false,
                records: false,
                ..
            } | Move::Open { .. }
                | Move::Count { .. }
                | Move::Resolve { .. }
                | Move::ResolveWithChanges { .. }
                | Move::Send
                | Move::Accept
                | Move::AcceptWithChanges { .. }
                | Move::Decline
        )
    }
}

/// What the later roster is called, in which everybody has left.
pub(super) const LATER: &str = "later roster";

fn roster() -> Roster {
    serde_json::from_str(ROSTER).unwrap()
}

fn everybody_left() -> Roster {
    let mut roster = roster();
    // After the last day that any act of this world has.
    let until = Some("2026-01-15".parse().unwrap());
    roster
        .people
        .iter_mut()
        .for_each(|person| person.until = until);
    roster
}

/// What all of the search shares.
pub(super) struct Small {
    store: StoreId,
    id: Id,
    rosters: Rosters,
    policies: BTreeMap<Digest, Policy>,
    texts: BTreeMap<u8, (Digest, Register)>,
    no_digest: Digest,
}

/// A state with the way that led to it, of which it has all but the last step in common with its neighbours.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    pub state: Arc<State>,
    pub acts: Vec<Arc<StoredAct>>,
    pub votes: Arc<BTreeMap<String, Vec<StoredAct>>>,
    /// The text of each revision, from 1.
    pub texts: Vec<u8>,
    pub moves: Vec<Move>,
    /// How many revisions there may be.
    pub revisions: u32,
}

impl Node {
    /// Nothing has happened yet.
    pub(super) fn empty(revisions: u32) -> Node {
        Node {
            revisions,
            ..Node::default()
        }
    }

    /// Its acts, in the order in which they were made.
    pub(super) fn acts(&self) -> Vec<&StoredAct> {
        self.acts.iter().map(Arc::as_ref).collect()
    }
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

impl Small {
    pub(super) fn new() -> Small {
        let policy: Policy = serde_json::from_str(POLICY).unwrap();
        let texts = (0..8).map(|bits| {
            let text = text(bits);
            (
                bits,
                (
                    Digest::of(text.as_bytes()),
                    serde_json::from_str(&text).unwrap(),
                ),
            )
        });
        Small {
            store: policy.store.clone(),
            id: id("reg"),
            rosters: BTreeMap::from([
                (Digest::of(b"roster"), roster()),
                (Digest::of(LATER.as_bytes()), everybody_left()),
            ])
            .into(),
            policies: [(Digest::of(b"policy"), policy)].into(),
            texts: texts.collect(),
            no_digest: Digest::of(b"no act"),
        }
    }

    fn roster(&self) -> &Roster {
        &self.rosters[&Digest::of(b"roster")]
    }

    /// Everything that could be tried in a state, legal or not.
    pub(super) fn moves(&self, node: &Node) -> Vec<Move> {
        let mut moves = vec![
            Move::Propose,
            Move::Assign,
            Move::Send,
            Move::Accept,
            Move::Show,
            Move::Confirm,
            Move::Backfill,
        ];
        moves.extend([
            Move::Decline,
            Move::Recommend,
            Move::End,
            Move::Object,
            Move::TakeBack,
        ]);
        moves.extend([Move::AskRemoval, Move::Complete, Move::Review]);
        for by_ballot in [true, false] {
            moves.extend([Move::Resolve { by_ballot }, Move::Remove { by_ballot }]);
        }
        if (node.texts.len() as u32) < node.revisions {
            for text in TEXTS {
                moves.push(Move::Submit {
                    text,
                    editorial: false,
                    records: false,
                });
                moves.push(Move::Submit {
                    text,
                    editorial: true,
                    records: false,
                });
                moves.push(Move::ResolveWithChanges { text });
                moves.push(Move::AcceptWithChanges { text });
            }
            moves.push(Move::Submit {
                text: 0,
                editorial: false,
                records: true,
            });
        }
        for body in BODIES {
            moves.extend([true, false].map(|parallel| Move::Open { body, parallel }));
        }
        for (ballot, standing) in &node.state.ballots {
            if standing.status == BallotStatus::Open {
                moves.extend(
                    [Choice::Approve, Choice::Oppose, Choice::Abstain].map(|choice| Move::Count {
                        ballot: ballot.clone(),
                        choice,
                    }),
                );
                moves.push(Move::Withdraw {
                    ballot: ballot.clone(),
                });
                moves.push(Move::Extend {
                    ballot: ballot.clone(),
                });
            }
        }
        moves
    }

    /// What the acts of a node are judged by, with the texts of these revisions.
    pub(super) fn history<'a>(
        &'a self,
        acts: Vec<&'a StoredAct>,
        votes: &'a BTreeMap<String, Vec<StoredAct>>,
        texts: &[u8],
    ) -> History<'a> {
        let revision = |bits: &u8| {
            let (digest, register) = &self.texts[bits];
            Revision {
                digest: *digest,
                register: Some(register),
            }
        };
        History {
            store: &self.store,
            id: &self.id,
            rosters: &self.rosters,
            policies: &self.policies,
            revisions: texts
                .iter()
                .map(revision)
                .enumerate()
                .map(|(at, it)| (at as u32 + 1, it))
                .collect(),
            acts,
            votes: votes
                .iter()
                .map(|(name, votes)| (name.as_str(), votes.iter().collect()))
                .collect(),
        }
    }

    /// The state after a move by a person who may make it.
    pub(super) fn play(&self, node: &Node, step: &Move) -> Result<Node, Refusal> {
        if let Move::Count { ballot, choice } = step {
            return self.count(node, step, ballot, *choice, None);
        }
        let (next, act) = self.attempt(node, step);
        // Most moves are refused, and a refusal does not depend on the digest, which takes as long as the decision.
        let history = self.history(next.acts(), &next.votes, &next.texts);
        apply(next.state.as_ref(), &self.undigested(act.clone()), &history)?;
        drop(history);
        self.decided(next, act.stored())
    }

    /// Those of some people who may make a move. What they do differs in who does it, so it is made once.
    pub(super) fn who_may<'p>(&self, node: &Node, step: &Move, people: &[&'p str]) -> Vec<&'p str> {
        let mut may = people.to_vec();
        if let Move::Count { ballot, choice } = step {
            may.retain(|who| self.count(node, step, ballot, *choice, Some(who)).is_ok());
            return may;
        }
        let (next, act) = self.attempt(node, step);
        let mut stored = self.undigested(act);
        let history = self.history(next.acts(), &next.votes, &next.texts);
        may.retain(|who| {
            stored.act.by = id(who);
            apply(next.state.as_ref(), &stored, &history).is_ok()
        });
        may
    }

    /// The act of any move but a count, by a person who may make it, and the node that it is to be added to.
    fn attempt(&self, node: &Node, step: &Move) -> (Node, Act) {
        let mut next = node.clone();
        next.moves.push(step.clone());
        let under_way = node.state.under_way.as_ref();
        let about = under_way.map(|under_way| (under_way.revision, under_way.digest));
        let in_force = node.state.in_force.as_ref().map(|it| {
            let text = node.texts[it.revision as usize - 1];
            (it.revision, self.texts[&text].0)
        });
        let submit = |text: u8, editorial: bool, records: bool| {
            let register = &self.texts[&text].1;
            let history = self.history(node.acts(), &node.votes, &node.texts);
            let roster = self.roster();
            let demand = match editorial {
                true => {
                    editorial::demand(&node.state, &history, register, roster).unwrap_or_default()
                }
                false => demand(&node.state, &history, register, roster),
            };
            Submit {
                class: demand.classes.into_iter().collect(),
                needs: demand.needs.into_iter().collect(),
                withdraws: under_way
                    .filter(|it| it.rejected.is_none())
                    .map(|it| it.revision),
                records: records.then_some(Records::Earlier),
                editorial: editorial.then(|| "a slip".to_string()),
            }
        };
        let newest = |next: &mut Node, text: u8| {
            next.texts.push(text);
            Some((next.texts.len() as u32, self.texts[&text].0))
        };
        let (who, about, action) = match step {
            Move::Propose => {
                let propose = Propose {
                    proposed_by: id("xyz"),
                    proposer: Proposer::External,
                    partner: id("xyz"),
                    owner: None,
                };
                ("vera", None, Action::Propose(propose))
            }
            Move::Assign => ("vera", None, Action::Assign(Assign { owner: id("olga") })),
            Move::Submit {
                text,
                editorial,
                records,
            } => {
                let action = Action::Submit(submit(*text, *editorial, *records));
                ("olga", newest(&mut next, *text), action)
            }
            Move::Open { body, parallel } => {
                let (roster, policy) = (self.roster(), self.policies.values().next().unwrap());
                let body = roster.body(&id(body)).unwrap();
                let asked = node
                    .state
                    .ballots_of(about.map_or(0, |(revision, _)| revision));
                let opens = now(node);
                let choices = Choices {
                    question: Question::Adopt,
                    round: asked.filter(|(_, it)| it.body == body.id).count() as u32 + 1,
                    parallel: parallel.then(|| body.acting_chair().unwrap().clone()),
                    opens,
                    closes: opens.plus_days(1),
                };
                (
                    chair(body.id.as_str()),
                    about,
                    Action::Ballot(opening::ballot(body, roster, policy, choices)),
                )
            }
            Move::Count { .. } => unreachable!("a count is two acts"),
            Move::Withdraw { ballot } => {
                let standing = &node.state.ballots[ballot];
                let action = Withdraw {
                    of: ballot.clone(),
                    ballot: standing.act,
                    number: None,
                    because: "x".to_string(),
                };
                (
                    chair(standing.body.as_str()),
                    about,
                    Action::Withdraw(action),
                )
            }
            Move::Resolve { by_ballot } => {
                let result = node.state.ballots.values().rev().find_map(|it| {
                    // Whatever it came to: that only an approval is one is for the process to know.
                    let BallotStatus::Closed { result, .. } = &it.status else {
                        return None;
                    };
                    (it.body == id("board") && it.question == Question::Adopt).then_some(*result)
                });
                (
                    "rita",
                    about,
                    Action::Approve(resolution(result.filter(|_| *by_ballot), None)),
                )
            }
            Move::ResolveWithChanges { text } => {
                let action = Action::Approve(resolution(None, Some(submit(*text, false, false))));
                ("rita", newest(&mut next, *text), action)
            }
            Move::Send => (
                "olga",
                about,
                Action::Send(Send {
                    conditions_met: Vec::new(),
                }),
            ),
            Move::Accept => {
                let sent = under_way
                    .and_then(|it| it.sent.as_ref())
                    .map_or(Digest::of(b"none"), |sent| sent.act);
                (
                    "pat",
                    about,
                    Action::Accept(Accept {
                        sent,
                        changed: None,
                    }),
                )
            }
            Move::AcceptWithChanges { text } => {
                let sent = under_way
                    .and_then(|it| it.sent.as_ref())
                    .map_or(Digest::of(b"none"), |sent| sent.act);
                let history = self.history(node.acts(), &node.votes, &node.texts);
                let register = &self.texts[text].1;
                let asked = demand_of_partner(&node.state, &history, register, self.roster());
                let changed = Submit {
                    class: asked.classes.into_iter().collect(),
                    needs: asked.needs.into_iter().collect(),
                    withdraws: under_way.map(|it| it.revision),
                    records: None,
                    editorial: None,
                };
                (
                    "pat",
                    newest(&mut next, *text),
                    Action::Accept(Accept {
                        sent,
                        changed: Some(changed),
                    }),
                )
            }
            Move::Object => {
                let action = Feedback {
                    matter: Matter::Objection,
                    body: None,
                    text: "No.".to_string(),
                };
                ("carl", about, Action::Feedback(action))
            }
            Move::TakeBack => {
                let of = node
                    .state
                    .feedback
                    .last()
                    .copied()
                    .unwrap_or(Digest::of(b"none"));
                let action = Settle {
                    of,
                    disposition: Disposition::Withdrawn,
                    because: None,
                };
                let of_text = node
                    .acts
                    .iter()
                    .find(|stored| stored.digest == of)
                    .map(|stored| &stored.act);
                let of_text = of_text.and_then(|act| act.revision.zip(act.digest));
                ("carl", of_text, Action::Resolve(action))
            }
            Move::AskRemoval => {
                let (roster, policy) = (self.roster(), self.policies.values().next().unwrap());
                let board = roster.body(&id("board")).unwrap();
                let revision = in_force.map_or(0, |(revision, _)| revision);
                let asked = node
                    .state
                    .ballots
                    .values()
                    .filter(|it| it.question == Question::Remove && it.revision == revision);
                let choices = Choices {
                    question: Question::Remove,
                    round: asked.count() as u32 + 1,
                    parallel: None,
                    opens: now(node),
                    closes: now(node).plus_days(1),
                };
                (
                    "rita",
                    in_force,
                    Action::Ballot(opening::ballot(board, roster, policy, choices)),
                )
            }
            Move::Extend { ballot } => {
                let standing = &node.state.ballots[ballot];
                let action = Extend {
                    of: ballot.clone(),
                    ballot: standing.act,
                    closes: standing.closes.plus_days(1),
                    because: "x".to_string(),
                };
                let opened = node
                    .acts
                    .iter()
                    .find(|stored| stored.digest == standing.act)
                    .unwrap();
                let of_text = opened.act.revision.zip(opened.act.digest);
                (
                    chair(standing.body.as_str()),
                    of_text,
                    Action::Extend(action),
                )
            }
            Move::Complete => {
                let action = MilestoneProgress {
                    milestone: id("m"),
                    status: Progress::Completed,
                    note: None,
                };
                ("olga", in_force, Action::Milestone(action))
            }
            Move::Review => (
                "olga",
                in_force,
                Action::Review(Review {
                    note: "x".to_string(),
                }),
            ),
            Move::Decline => {
                let sent = under_way
                    .and_then(|it| it.sent.as_ref())
                    .map_or(Digest::of(b"none"), |sent| sent.act);
                (
                    "pat",
                    about,
                    Action::Decline(Decline {
                        sent,
                        because: "x".to_string(),
                    }),
                )
            }
            Move::Recommend => {
                let action = Recommend {
                    reason: Reason::Disbanded,
                    because: "x".to_string(),
                };
                ("vera", in_force, Action::Recommend(action))
            }
            Move::Remove { by_ballot } => {
                let result = node.state.ballots.values().rev().find_map(|it| {
                    let BallotStatus::Closed { result, .. } = &it.status else {
                        return None;
                    };
                    (it.body == id("board")).then_some(*result)
                });
                let result = result.filter(|_| *by_ballot);
                let action = Remove {
                    reason: Reason::Disbanded,
                    resolution: "R".to_string(),
                    result,
                    meeting: result.is_none().then_some(COUNTS),
                    along_with: None,
                };
                ("rita", in_force, Action::Remove(action))
            }
            Move::End => (
                "vera",
                None,
                Action::End(End {
                    because: "x".to_string(),
                }),
            ),
            Move::Show => {
                let history = self.history(node.acts(), &node.votes, &node.texts);
                let roster = self.roster();
                let bodies = editorial::shown_to(&node.state, &history, roster)
                    .into_iter()
                    .collect();
                let messages = vec![Digest::of(b"message")];
                let letter = Letter {
                    bodies,
                    messages,
                    ..Letter::of(LetterKind::EditorialChange)
                };
                ("olga", about, Action::Letter(letter))
            }
            Move::Confirm => ("carl", about, Action::Confirm(Confirm { note: None })),
            Move::Backfill => {
                let action = Backfill {
                    resolution: None,
                    approved: None,
                    accepted: None,
                };
                ("vera", about, Action::Backfill(action))
            }
        };
        let act = self.act(&next, who, about, action);
        (next, act)
    }

    /// An act that is only tried, with a digest that no act has.
    fn undigested(&self, act: Act) -> StoredAct {
        StoredAct {
            act,
            digest: self.no_digest,
            signature: SignatureStatus::Draft,
        }
    }

    /// The one vote of a ballot's one seat, and its result.
    fn count(
        &self,
        node: &Node,
        step: &Move,
        name: &str,
        choice: Choice,
        by: Option<&str>,
    ) -> Result<Node, Refusal> {
        let mut next = node.clone();
        next.moves.push(step.clone());
        let standing = next.state.ballots[name].clone();
        let stored = Arc::clone(
            next.acts
                .iter()
                .find(|stored| stored.digest == standing.act)
                .unwrap(),
        );
        let about = stored.act.revision.zip(stored.act.digest);
        let chair = chair(standing.body.as_str());
        let vote = Vote {
            of: name.to_string(),
            ballot: stored.digest,
            seat: id("one"),
            number: 1,
            prev: Vec::new(),
            choice,
            comment: Some("because".to_string()),
        };
        let vote = self
            .act(&next, by.unwrap_or(chair), about, Action::Vote(vote))
            .stored();
        let history = self.history(next.acts(), &next.votes, &next.texts);
        apply(next.state.as_ref(), &vote, &history)?;
        drop(history);
        Arc::make_mut(&mut next.votes)
            .entry(name.to_string())
            .or_default()
            .push(vote);
        let chair_id = id(chair);
        let opened = Opened::of(&stored, Some(&chair_id)).unwrap();
        let result = Tally::count(opened, &next.votes[name]).result(opened);
        let result = self.act(&next, by.unwrap_or(chair), about, Action::Result(result));
        self.decided(next, result.stored())
    }

    fn decided(&self, mut next: Node, stored: StoredAct) -> Result<Node, Refusal> {
        let history = self.history(next.acts(), &next.votes, &next.texts);
        let state = apply(next.state.as_ref(), &stored, &history)?;
        drop(history);
        next.state = Arc::new(state);
        next.acts.push(Arc::new(stored));
        Ok(next)
    }

    fn act(&self, node: &Node, by: &str, about: Option<(u32, Digest)>, action: Action) -> Act {
        let is_vote = matches!(action, Action::Vote(_));
        let counts_meeting =
            matches!(&action, Action::Approve(approve) if approve.meeting.is_some());
        let needs_evidence =
            counts_meeting || matches!(action, Action::Backfill(_) | Action::Remove(_));
        Act {
            format: FORMAT,
            store: self.store.clone(),
            register: self.id.clone(),
            request: None,
            by: id(by),
            recorded_by: None,
            evidence: needs_evidence.then(|| "minutes".to_string()),
            on: now(node).day(),
            at: now(node),
            seen: node.acts.len().to_string(),
            roster: Digest::of(b"roster"),
            policy: Digest::of(b"policy"),
            revision: about.map(|(revision, _)| revision),
            digest: about.map(|(_, digest)| digest),
            after: if is_vote {
                Vec::new()
            } else {
                node.acts
                    .last()
                    .map(|last| last.digest)
                    .into_iter()
                    .collect()
            },
            action,
        }
    }
}

/// Who approves, in the oracle's own words.
pub(super) fn approver(name: &str) -> Approver {
    if name == "partner" {
        Approver::Partner
    } else {
        Approver::Body(id(name))
    }
}

fn resolution(result: Option<Digest>, changed: Option<Submit>) -> Approve {
    Approve {
        resolution: "R".to_string(),
        meeting: result.is_none().then_some(COUNTS),
        result,
        changed,
        conditions: Vec::new(),
    }
}

fn chair(body: &str) -> &'static str {
    match body {
        "alliance" => "carl",
        "technical" => "tess",
        _ => "rita",
    }
}

/// A minute for each act, so that times rise; and a day for each letter, after which an editorial change waits.
fn now(node: &Node) -> Moment {
    let minute = format!(
        "2026-01-01T{:02}:{:02}:00Z",
        node.acts.len() / 60,
        node.acts.len() % 60
    );
    minute
        .parse::<Moment>()
        .unwrap()
        .plus_days(node.state.letters.len() as u32)
}
