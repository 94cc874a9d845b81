//! An exhaustive search of the process: it visits every state that a small world can reach by the acts of any person, and
//! checks in each that the requirements of DSP4003 hold. The requirements are written here a second time, independently of
//! `process`.
#![allow(clippy::print_stdout)]

mod beginnings;
mod entering;
mod small;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt::Write as _;
use std::sync::Arc;

use wr::act::{Action, Question, StoredAct, Submit};
use wr::policy::rule::Outcome;
use wr::process::{BallotStanding, BallotStatus, Ground, State, replay};

use self::beginnings::{Beginning, beginnings};
use self::small::{BODIES, MOVED, Move, Node, SCOPE, SLIP, Small, approver};

/// How many moves deep the search goes from each beginning. `WR_SEARCH=N` goes deeper.
fn depth() -> usize {
    std::env::var("WR_SEARCH")
        .ok()
        .and_then(|depth| depth.parse().ok())
        .unwrap_or(7)
}

/// Whether a difference between two texts asks a body again (DSP4003 4; the class of each is said in `small.rs`):
/// a moved milestone asks everybody but the board, another scope asks everybody, and so does another spelling.
fn asks(who: &str, old: u8, new: u8) -> bool {
    let differ = old ^ new;
    differ & (SCOPE | SLIP) != 0 || differ & MOVED != 0 && who != "board"
}

/// The text that a person approved, with the slips that were confirmed since.
fn mended(text: u8, approved: u32, confirmed: &[(u32, u32)], texts: &[u8]) -> u8 {
    confirmed
        .iter()
        .filter(|(_, to)| *to > approved)
        .fold(text, |text, (from, to)| {
            let slip = |revision: u32| texts[revision as usize - 1] & SLIP;
            if text & SLIP == slip(*from) {
                text & !SLIP | slip(*to)
            } else {
                text
            }
        })
}

/// What a person decided: who, on which revision, and whether it was a yes.
type Said = (&'static str, u32, bool);

/// Every decision, in order, told from the acts and not from the state: a committee's by its counted ballot, the board's
/// yes by its resolution and its no by its ballot, the partner's by its answer.
fn said(acts: &[&StoredAct]) -> Vec<Said> {
    let mut said = Vec::new();
    for stored in acts {
        let revision = stored.act.revision.unwrap_or(0);
        let action = &stored.act.action;
        if let Action::Result(counted) = action
            && counted.of.starts_with("adopt")
            && counted.outcome != Outcome::NoQuorum
        {
            let body = BODIES
                .into_iter()
                .find(|body| counted.of.contains(body))
                .unwrap();
            let is_yes = counted.outcome == Outcome::Approved;
            if !is_yes || body != "board" {
                said.push((
                    body,
                    counted.of.split('-').nth(1).unwrap().parse().unwrap(),
                    is_yes,
                ));
            }
        } else if matches!(action, Action::Approve(_)) {
            said.push(("board", revision, true));
        } else if matches!(action, Action::Accept(_) | Action::Decline(_)) {
            said.push(("partner", revision, matches!(action, Action::Accept(_))));
        } else if matches!(action, Action::Backfill(_)) {
            said.extend(
                BODIES
                    .into_iter()
                    .chain(["partner"])
                    .map(|who| (who, revision, true)),
            );
        }
    }
    said
}

/// Whether a person's last word up to a revision is a yes that counts for it: to this very text; or, of a body, to one
/// that is newer than what was in force meanwhile, from which nothing changed that asks it again. The committee that
/// originates it says yes anew to each text of the partner's own.
fn counts(
    who: &str,
    revision: u32,
    before: u32,
    said: &[Said],
    own: &[u32],
    text: impl Fn(u32) -> u8,
) -> bool {
    let last = said
        .iter()
        .rev()
        .find(|(by, of, _)| *by == who && *of <= revision);
    let Some((_, of, true)) = last else {
        return false;
    };
    if *of == revision {
        return true;
    }
    let is_own = who == "alliance" && own.iter().any(|own| of < own && *own <= revision);
    who != "partner" && *of > before && !is_own && !asks(who, text(*of), text(revision))
}

/// The approvals that the acts up to some point ask for and give.
struct Approvals<'a> {
    said: Vec<Said>,
    /// The revisions that the partner wrote.
    own: Vec<u32>,
    /// The confirmed editorial changes: from which revision to which.
    confirmed: Vec<(u32, u32)>,
    established: Vec<u32>,
    texts: &'a [u8],
}

impl<'a> Approvals<'a> {
    fn of(acts: &[&StoredAct], state: &State, texts: &'a [u8]) -> Approvals<'a> {
        let of_kind = |is_kind: fn(&Action) -> bool| -> Vec<u32> {
            acts.iter()
                .filter(|stored| is_kind(&stored.act.action))
                .filter_map(|stored| stored.act.revision)
                .collect()
        };
        let own = of_kind(|action| matches!(action, Action::Accept(it) if it.changed.is_some()));
        let confirms = of_kind(|action| matches!(action, Action::Confirm(_)));
        let confirmed = state
            .mended
            .iter()
            .map(|mended| (mended.from, mended.to))
            .filter(|(_, to)| confirms.contains(to))
            .collect();
        Approvals {
            said: said(acts),
            own,
            confirmed,
            established: state.established.iter().map(|it| it.revision).collect(),
            texts,
        }
    }

    /// The revision in force before this one, or 0.
    fn before(&self, revision: u32) -> u32 {
        self.earlier(revision).next().unwrap_or(0)
    }

    /// The revisions that came into force before this one, the newest first.
    fn earlier(&self, revision: u32) -> impl Iterator<Item = u32> {
        let earlier = move |of: &u32| *of < revision;
        self.established.iter().rev().copied().filter(earlier)
    }

    fn is_slip(&self, revision: u32) -> bool {
        self.confirmed.contains(&(self.before(revision), revision))
    }

    /// The text of a revision, with the slips that were confirmed up to another revision.
    fn text(&self, of: u32, revision: u32) -> u8 {
        let mut until = self.confirmed.clone();
        until.retain(|(_, to)| *to <= revision);
        mended(self.texts[of as usize - 1], of, &until, self.texts)
    }

    /// Whether a revision needs an approver: because it differs from the text in force before it, or from the last text
    /// in force that the approver approved.
    fn is_asked(&self, who: &str, revision: u32) -> bool {
        let before = self.before(revision);
        let differs = |of: u32| asks(who, self.text(of, revision), self.text(revision, revision));
        let mut approved = self
            .earlier(revision)
            .filter(|of| self.is_given(who, *of) && !self.is_slip(*of));
        before == 0 || differs(before) || approved.next().is_some_and(differs)
    }

    fn is_given(&self, who: &str, revision: u32) -> bool {
        self.is_given_by(who, revision, &self.said)
    }

    fn is_given_by(&self, who: &str, revision: u32, said: &[Said]) -> bool {
        let text = |of: u32| self.text(of, revision);
        counts(who, revision, self.before(revision), said, &self.own, text)
    }

    fn is_missing(&self, who: &str, revision: u32) -> bool {
        self.is_asked(who, revision) && !self.is_given(who, revision)
    }

    /// Whether an approval would count for a revision if the approver had not rejected a later text.
    fn is_superseded(&self, who: &str, revision: u32) -> bool {
        let mut without_rejections = self.said.clone();
        without_rejections.retain(|(.., is_yes)| *is_yes);
        self.is_missing(who, revision) && self.is_given_by(who, revision, &without_rejections)
    }
}

/// The bodies that approve a revision before this act, and the number of that revision (DSP4003 2.3, 2.6, 3.2). A
/// committee follows the originating committee unless its chair chooses a parallel ballot. The board follows every
/// committee. The register goes to the partner after all of them.
fn rests_on(stored: &StoredAct) -> Option<(&'static [&'static str], u32)> {
    let revision = stored.act.revision.unwrap_or(0);
    // A text with changes replaces the revision that the bodies approved.
    let replaced = |changed: &Option<Submit>| {
        changed
            .as_ref()
            .and_then(|changed| changed.withdraws)
            .unwrap_or(revision)
    };
    let action = &stored.act.action;
    if let Action::Ballot(ballot) = action
        && ballot.question == Question::Adopt
    {
        match (ballot.body.as_str(), &ballot.parallel) {
            ("board", _) => Some((&BODIES[..2], revision)),
            ("technical", None) => Some((&BODIES[..1], revision)),
            _ => None,
        }
    } else if let Action::Approve(approve) = action {
        Some((&BODIES[..2], replaced(&approve.changed)))
    } else if let Action::Accept(accept) = action {
        Some((&BODIES, replaced(&accept.changed)))
    } else {
        matches!(action, Action::Send(_)).then_some((&BODIES, revision))
    }
}

/// Checks that an act has every approval that it rests on. Only the acts before it count, and for each body the last
/// decision: an approval does not survive a later rejection (U0).
fn check_act(
    before: &[&StoredAct],
    stored: &StoredAct,
    state: &State,
    texts: &[u8],
) -> Result<(), String> {
    let Some((bodies, revision)) = rests_on(stored) else {
        return Ok(());
    };
    let approvals = Approvals::of(before, state, texts);
    let missing = bodies
        .iter()
        .find(|who| approvals.is_missing(who, revision));
    missing.map_or(Ok(()), |who| {
        let why = match approvals.is_superseded(who, revision) {
            true => ", which rejected a text after the one that it approved",
            false => "",
        };
        let kind = stored.act.action.kind();
        Err(format!(
            "`{kind}` of revision {revision} without {who}{why}"
        ))
    })
}

/// The one thing that must hold: whatever came into force, everybody approved whom it asks. It asks those whom its
/// difference asks from the text that was in force before, and from the last one that each approved.
fn holds(acts: &[&StoredAct], state: &State, texts: &[u8]) -> Result<(), String> {
    if state.removed.is_some() && (state.in_force.is_some() || state.under_way.is_some()) {
        return Err("a removed register is in force, or on its way".to_string());
    }
    let approvals = Approvals::of(acts, state, texts);
    for revision in &approvals.established {
        for who in BODIES.into_iter().chain(["partner"]) {
            if approvals.is_missing(who, *revision) && !approvals.is_slip(*revision) {
                return Err(format!("revision {revision} is in force without {who}"));
            }
        }
    }
    match state.in_force.as_ref().map(|in_force| &in_force.by) {
        Some(Ground::Accepted { by, .. }) if by.as_str() != "pat" => {
            Err(format!("{by} accepted for the partner"))
        }
        Some(Ground::Confirmed { by }) if by.as_str() != "carl" => Err(format!("{by} confirmed")),
        Some(_) | None => Ok(()),
    }
}

/// What makes two states the same for all that can follow: times and digests do not matter, and of the ballots
/// only the last of each body.
fn key(node: &Node) -> String {
    let State {
        proposal,
        owner,
        in_force,
        under_way,
        baselines,
        ballots,
        mended,
        of_partner,
        ..
    } = &*node.state;
    let mut key = format!(
        "{} {} {:?} {} {mended:?}",
        proposal.is_some(),
        owner.is_some(),
        node.texts,
        node.revisions
    );
    let _ = write!(key, " {} {of_partner:?} {baselines:?}", is_objected(node));
    let (removed, ended) = (node.state.removed.is_some(), node.state.ended.is_some());
    let _ = write!(
        key,
        " {removed} {ended} {}",
        node.state.recommended.is_empty()
    );
    if let Some(in_force) = in_force {
        let _ = write!(key, " in force {}", in_force.revision);
    }
    if let Some(it) = under_way {
        let (sent, rejected) = (it.sent.is_some(), it.rejected.is_some());
        let _ = write!(
            key,
            " under way {} {:?} {sent} {rejected} {:?} {:?}",
            it.revision, it.needs, it.records, it.editorial
        );
    }
    // The decisions come from the acts. If the state forgot a rejection, two states that differ in it would look equal.
    // A fault may also use an approval that a rejection supersedes, so the last approval belongs to the key.
    let said = said(&node.acts());
    let given: Vec<_> = BODIES
        .into_iter()
        .chain(["partner"])
        .map(|who| {
            let of = || said.iter().rev().filter(move |(by, ..)| *by == who);
            (of().next(), of().find(|(.., is_yes)| *is_yes))
        })
        .collect();
    let mut last = BTreeMap::new();
    for (_, ballot) in ballots
        .iter()
        .filter(|(name, ballot)| match ballot.question {
            Question::Adopt => under_way
                .as_ref()
                .is_some_and(|it| it.revision == ballot.revision),
            Question::Remove => node.state.removal_ballots.contains(name),
        })
    {
        let status = match &ballot.status {
            BallotStatus::Open => "open".to_string(),
            BallotStatus::Closed { outcome, .. } => outcome.to_string(),
            BallotStatus::Withdrawn { .. } => "withdrawn".to_string(),
        };
        let slot: &mut (u32, String) = last
            .entry((ballot.body.as_str(), ballot.question))
            .or_default();
        if ballot.round > slot.0 {
            *slot = (ballot.round, status);
        }
    }
    let last: Vec<_> = last
        .into_iter()
        .map(|(asked, (_, status))| (asked, status))
        .collect();
    let _ = write!(key, " {given:?} {last:?}");
    key
}

struct Found {
    /// The states from the beginnings that try every move.
    nodes: Vec<Node>,
    /// The states from the beginnings that try only the moves about approvals.
    after_approval: Vec<Node>,
    transitions: usize,
    /// How many of the states were left as they are because the search goes no deeper.
    cut: usize,
    /// How many of the other states only lack the approval of a body that approved one text and then rejected a later
    /// one. The key is the body, and whether a register is in force.
    superseded: BTreeMap<(&'static str, bool), usize>,
}

/// Every state, breadth first, from each of the beginnings.
fn search(small: &Small, depth: usize) -> Found {
    let mut found = Found {
        nodes: Vec::new(),
        after_approval: Vec::new(),
        transitions: 0,
        cut: 0,
        superseded: BTreeMap::new(),
    };
    // How many moves the search continues from each state: the last state of one path may be inside another path.
    let mut seen: HashMap<String, usize> = HashMap::new();
    for Beginning {
        node: begin,
        depth,
        only_approvals,
    } in beginnings(small, depth)
    {
        let deepest = begin.moves.len() + depth;
        let mut queue = VecDeque::from([begin]);
        while !queue.is_empty() {
            let batch: Vec<Node> = queue.drain(..queue.len().min(BATCH)).collect();
            let visited = in_parallel(&batch, |node| {
                visit(small, node, node.moves.len() < deepest, only_approvals)
            });
            for visit in visited {
                let Some(Visit { next, superseded }) = visit else {
                    found.cut += 1;
                    continue;
                };
                if let Some(of) = superseded {
                    *found.superseded.entry(of).or_default() += 1;
                }
                found.transitions += next.len();
                let is_new = |(key, next): (String, Node)| {
                    let left = deepest - next.moves.len();
                    let is_new = seen.get(&key).is_none_or(|before| *before < left);
                    is_new.then(|| {
                        seen.insert(key, left);
                        next
                    })
                };
                queue.extend(next.into_iter().filter_map(is_new));
            }
            match only_approvals {
                true => found.after_approval.extend(batch),
                false => found.nodes.extend(batch),
            }
        }
    }
    found
}

/// How many states are visited at once: enough for every core, and few enough that what follows them fits in memory.
const BATCH: usize = 256;

/// The same as a map in one thread, in the same order.
fn in_parallel<T: Send>(nodes: &[Node], f: impl Fn(&Node) -> T + Sync) -> Vec<T> {
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let part = nodes.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = nodes
            .chunks(part)
            .map(|part| scope.spawn(|| part.iter().map(&f).collect::<Vec<T>>()))
            .collect();
        let done = parts.into_iter().map(|part| {
            part.join()
                .unwrap_or_else(|why| std::panic::resume_unwind(why))
        });
        done.flatten().collect()
    })
}

/// What follows a state.
struct Visit {
    next: Vec<(String, Node)>,
    /// The body whose later rejection alone is in the way, and whether a register is in force.
    superseded: Option<(&'static str, bool)>,
}

/// Checks a state and what follows it. Nothing follows where the search goes no deeper.
fn visit(small: &Small, node: &Node, goes_deeper: bool, only_approvals: bool) -> Option<Visit> {
    let acts = node.acts();
    let last_act = acts.split_last().map_or(Ok(()), |(last, before)| {
        check_act(before, last, &node.state, &node.texts)
    });
    if let Err(why) = last_act.and(holds(&acts, &node.state, &node.texts)) {
        panic!("{why}:\n{:#?}", node.moves);
    }
    if node.state.removed.is_some() {
        // Only the board ends what is in force, and only after a recommendation (DSP4003 4.1).
        let removed = matches!(node.moves.last(), Some(Move::Remove { .. }));
        assert!(
            removed && node.moves.contains(&Move::Recommend),
            "{:#?}",
            node.moves
        );
    }
    if !goes_deeper {
        return None;
    }
    let next = successors(small, node, only_approvals);
    let is_full = node.texts.len() as u32 == node.revisions;
    let is_final = node.state.removed.is_some() || node.state.ended.is_some();
    assert!(
        !is_final || next.is_empty(),
        "something follows the end:\n{:#?}",
        node.moves
    );
    assert!(
        !next.is_empty() || is_full || is_final,
        "no act leads on from here:\n{:#?}",
        node.moves
    );
    for (_, next) in &next {
        objection_blocks(node, next);
        ballot_goes_first(node, next);
    }
    let superseded = superseded(node).map(|body| (body, node.state.in_force.is_some()));
    Some(Visit { next, superseded })
}

/// The body whose rejection supersedes its earlier approval, where the next step needs no other approval.
fn superseded(node: &Node) -> Option<&'static str> {
    let under_way = node.state.under_way.as_ref()?;
    let revision = under_way.revision;
    let approvals = Approvals::of(&node.acts(), &node.state, &node.texts);
    let missing: Vec<&str> = BODIES
        .into_iter()
        .filter(|who| approvals.is_missing(who, revision))
        .collect();
    let waits_for = match missing.as_slice() {
        [who] | [who, "board"] => *who,
        _ => return None,
    };
    let is_superseded =
        under_way.rejected.is_none() && approvals.is_superseded(waits_for, revision);
    is_superseded.then_some(waits_for)
}

/// The states that one move leads to, other than the one it is made in, each with what makes it the same as others.
fn successors(small: &Small, node: &Node, only_approvals: bool) -> Vec<(String, Node)> {
    let here = key(node);
    let next = small
        .moves(node)
        .into_iter()
        .filter(|step| !only_approvals || step.is_of_approval())
        .filter_map(|step| small.play(node, &step).ok());
    let moved = |next: Node| {
        let there = key(&next);
        let is_moved = there != here;
        // More time, a milestone that is done, a look at the text: none of them approves or moves anything.
        let is_still = matches!(
            next.moves.last(),
            Some(Move::Extend { .. } | Move::Complete | Move::Review)
        );
        assert!(
            !is_moved || !is_still,
            "{:#?} moves the register",
            next.moves
        );
        is_moved.then_some((there, next))
    };
    next.filter_map(moved).collect()
}

/// Whether a person objects, and has not taken it back: told from the moves, not from the state.
fn is_objected(node: &Node) -> bool {
    let said = node
        .moves
        .iter()
        .rev()
        .find(|step| matches!(step, Move::Object | Move::TakeBack));
    said == Some(&Move::Object)
}

/// While an objection is open no committee approves, the board is not asked and does not resolve, and nothing is sent
/// to the partner (the design's reading of DSP4003 3.1).
fn objection_blocks(node: &Node, next: &Node) {
    if !is_objected(node) {
        return;
    }
    let last = next.moves.last();
    let asks_board = matches!(last, Some(Move::Open { body: "board", .. }));
    let goes_on = matches!(
        last,
        Some(Move::Resolve { .. } | Move::ResolveWithChanges { .. } | Move::Send)
    );
    assert!(
        !asks_board && !goes_on,
        "it goes on over an objection:
{:#?}",
        next.moves
    );
    let of_bodies = |node: &Node| {
        node.state
            .approvals()
            .filter(|given| given.by != approver("partner"))
            .count()
    };
    let is_count = matches!(last, Some(Move::Count { .. }));
    assert!(
        !is_count || of_bodies(next) <= of_bodies(node),
        "approved over an objection:
{:#?}",
        next.moves
    );
}

/// No counts of a meeting while the board's ballot on the same question is open (DSP4003 2.6).
fn ballot_goes_first(node: &Node, next: &Node) {
    let question = match next.moves.last() {
        Some(Move::Resolve { by_ballot: false } | Move::ResolveWithChanges { .. }) => {
            Question::Adopt
        }
        Some(Move::Remove { by_ballot: false }) => Question::Remove,
        _ => return,
    };
    let is_open = |ballot: &BallotStanding| {
        ballot.question == question
            && ballot.body.as_str() == "board"
            && ballot.status == BallotStatus::Open
    };
    assert!(
        !node.state.ballots.values().any(is_open),
        "a meeting over an open ballot:\n{:#?}",
        next.moves
    );
}

#[test]
fn in_every_state_what_is_in_force_was_approved_by_everybody_it_asks() {
    let small = Small::new();
    let found = search(&small, depth());
    println!(
        "{} and {} states, {} transitions, {} cut",
        found.nodes.len(),
        found.after_approval.len(),
        found.transitions,
        found.cut
    );
    let in_force = found
        .nodes
        .iter()
        .filter(|node| node.state.in_force.is_some())
        .count();
    let updated = found
        .nodes
        .iter()
        .filter(|node| {
            node.state
                .in_force
                .as_ref()
                .is_some_and(|it| it.revision > 1)
        })
        .count();
    // A search that reaches nothing would prove nothing.
    assert!(
        found.nodes.len() > 2_000 && in_force > 100 && updated > 100,
        "{} {in_force} {updated}",
        found.nodes.len()
    );
    println!("{:?}", found.superseded);
    // The search reaches such states for each of the three bodies, before the adoption and in an update.
    assert_eq!(found.superseded.len(), 6, "{:?}", found.superseded);
    // States after many acts take the longest to merge.
    let long = found.after_approval.iter().step_by(3);
    let (small, nodes) = (&small, &found.nodes);
    std::thread::scope(|scope| {
        scope.spawn(|| only_those_who_may(small, nodes));
        scope.spawn(|| entering::only_honest_acts_enter(small, nodes));
        branches_merge(small, nodes.iter().chain(long));
    });
}

const PEOPLE: [&str; 7] = ["vera", "olga", "carl", "tess", "rita", "pat", "mallory"];

/// In no state does a person do what only another may do.
fn only_those_who_may(small: &Small, nodes: &[Node]) {
    let mut tried = 0;
    for node in nodes.iter().step_by(7) {
        for step in small.moves(node) {
            for who in small.who_may(node, &step, &PEOPLE) {
                assert!(
                    may(who, &step),
                    "{who} does {step:?} after {:#?}",
                    node.moves
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 1_000, "{tried}");
}

/// Who may do what, told by the names of this world (DSP4003 2, 3): Vera is the VP, Olga owns the register, Carl,
/// Tess and Rita chair the two committees and the board, and Pat speaks for the partner.
fn may(who: &str, step: &Move) -> bool {
    let chairs = |body: &str| match who {
        "carl" => body.contains("alliance"),
        "tess" => body.contains("technical"),
        "rita" => body.contains("board"),
        _ => false,
    };
    match step {
        Move::Propose | Move::Assign | Move::Backfill => who == "vera",
        Move::Submit { .. } | Move::Send | Move::Show => who == "olga" || who == "vera",
        // That a committee is asked beside the originating one is for its own chair to choose.
        Move::Open { body, parallel } => {
            chairs(body) || who == "vera" && (!parallel || *body == "board")
        }
        Move::Count { ballot, .. } => chairs(ballot),
        Move::Withdraw { ballot } => chairs(ballot) || who == "vera",
        Move::Resolve { .. } | Move::ResolveWithChanges { .. } => who == "rita" || who == "vera",
        Move::Accept | Move::AcceptWithChanges { .. } => who == "pat",
        // Of this world's people only Carl made the objections that are taken back.
        Move::Object => who != "mallory",
        Move::TakeBack => who == "carl",
        Move::AskRemoval => who == "rita" || who == "vera",
        Move::Extend { ballot } => chairs(ballot) || who == "vera",
        Move::Complete | Move::Review => who == "olga" || who == "vera",
        Move::Confirm => who == "carl",
        Move::Decline => who == "pat",
        // The VP and the executive committee, which this world does not have (DSP4003 4.1).
        Move::Recommend => who == "vera",
        Move::Remove { .. } => who == "rita" || who == "vera",
        Move::End => who == "vera" || who == "olga",
    }
}

/// Two branches that are each legal, merged: there is a state, what must hold holds, and a void act has no effect.
fn branches_merge<'a>(small: &Small, nodes: impl Iterator<Item = &'a Node>) {
    let (mut merged, mut void) = (0, 0);
    for node in nodes.step_by(23) {
        let steps: Vec<Node> = small
            .moves(node)
            .iter()
            .filter_map(|step| small.play(node, step).ok())
            .take(12)
            .collect();
        for (at, one) in steps.iter().enumerate() {
            for other in &steps[at..] {
                let Some(files) = merge(one, other) else {
                    continue;
                };
                void += check_merged(small, node, &files, [one, other]);
                merged += 1;
                // The other way round the votes may be in another order; everything else is the same.
                let turned = merge(other, one).filter(|turned| turned.1 != files.1);
                if let Some(turned) = turned {
                    void += check_merged(small, node, &turned, [other, one]);
                    merged += 1;
                }
            }
        }
    }
    println!("{merged} merges, {void} void acts");
    assert!(merged > 1_000 && void > 100, "{merged} {void}");
}

/// Checks what two branches from a node lead to: how many of their acts are void.
fn check_merged(
    small: &Small,
    node: &Node,
    (acts, votes, texts): &Merged,
    branches: [&Node; 2],
) -> usize {
    let whole = replay(&small.history(acts.iter().map(Arc::as_ref).collect(), votes, texts));
    let legal: Vec<&StoredAct> = whole
        .entries
        .iter()
        .filter(|entry| entry.void.is_none())
        .map(|entry| entry.stored)
        .collect();
    // The search has checked the acts that both branches share.
    let mut new_acts = (node.acts.len()..legal.len())
        .map(|at| check_act(&legal[..at], legal[at], &whole.state, texts));
    let new_acts = new_acts.find(Result::is_err).unwrap_or(Ok(()));
    if let Err(why) = new_acts.and(holds(&legal, &whole.state, texts)) {
        let [one, other] = branches.map(|branch| &branch.moves);
        panic!("{why}, after a merge of\n{one:#?}\nand\n{other:#?}");
    }
    let void = whole.entries.len() - legal.len();
    if void > 0 {
        let without = replay(&small.history(legal, votes, texts)).state;
        assert_eq!(without, whole.state, "a void act has an effect");
    }
    void
}

type Merged = (
    Vec<Arc<StoredAct>>,
    BTreeMap<String, Vec<StoredAct>>,
    Vec<u8>,
);

/// The files of both; nothing where git would find a conflict.
fn merge(one: &Node, other: &Node) -> Option<Merged> {
    let longer = if one.texts.len() >= other.texts.len() {
        one
    } else {
        other
    };
    let shared = one.texts.len().min(other.texts.len());
    if one.texts[..shared] != other.texts[..shared] {
        return None;
    }
    let mut files: BTreeMap<String, Arc<StoredAct>> = BTreeMap::new();
    for stored in one.acts.iter().chain(&other.acts) {
        if let Some(there) = files.insert(stored.path(), stored.clone())
            && there.digest != stored.digest
        {
            return None;
        }
    }
    let mut votes = BTreeMap::clone(&one.votes);
    for (name, of) in other.votes.iter() {
        let all = votes.entry(name.clone()).or_default();
        for vote in of {
            if !all.iter().any(|there| there.digest == vote.digest) {
                all.push(vote.clone());
            }
        }
    }
    Some((files.into_values().collect(), votes, longer.texts.clone()))
}
