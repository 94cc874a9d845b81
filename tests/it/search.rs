//! The process is proved, not sampled: every state that a small world can reach is looked at, whoever tries
//! whatever, and in each of them what DSP4003 asks for holds. What it asks for is written here a second time, in
//! other words than in `process`.
#![allow(clippy::print_stdout)]

mod small;

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::fmt::Write as _;
use std::sync::Arc;

use wr::act::{Choice, Filed, Question};
use wr::process::{BallotStatus, Ground, State, fold};

use self::small::{BODIES, MOVED, Move, Node, SCOPE, SLIP, Small, approver};

/// How many moves deep the search goes from each beginning. `WR_SEARCH=N` goes deeper.
fn depth() -> usize {
    std::env::var("WR_SEARCH").ok().and_then(|depth| depth.parse().ok()).unwrap_or(7)
}

/// Whether a difference between two texts asks a body again (DSP4003 4; the class of each is said in `small.rs`):
/// a moved milestone asks everybody but the board, another scope asks everybody, and so does another spelling.
fn asks(who: &str, old: u8, new: u8) -> bool {
    let differ = old ^ new;
    differ & (SCOPE | SLIP) != 0 || differ & MOVED != 0 && who != "board"
}

/// The text that somebody approved, with the slips that were confirmed since.
fn mended(text: u8, approved: u32, confirmed: &[(u32, u32)], texts: &[u8]) -> u8 {
    confirmed.iter().filter(|(_, to)| *to > approved).fold(text, |text, (from, to)| {
        let slip = |revision: u32| texts[revision as usize - 1] & SLIP;
        if text & SLIP == slip(*from) { text & !SLIP | slip(*to) } else { text }
    })
}

/// The one thing that must hold: what is in force, everybody approved; or a text from which it does not differ
/// in anything that asks them again. And the partner accepted it as the last, unless nobody had to be asked.
fn holds(state: &State, texts: &[u8]) -> Result<(), String> {
    if state.removed.is_some() && (state.in_force.is_some() || state.under_way.is_some()) {
        return Err("a removed register is in force, or on its way".to_string());
    }
    let Some(in_force) = &state.in_force else { return Ok(()) };
    let now = texts[in_force.revision as usize - 1];
    let confirmed: Vec<(u32, u32)> = state.mended.iter().map(|mended| (mended.from, mended.to)).collect();
    for who in BODIES.iter().chain(&["partner"]) {
        let given = state.approvals.iter().filter(|approval| approval.by == approver(who));
        let stands = given.filter(|approval| approval.revision <= in_force.revision).any(|approval| {
            let text = texts[approval.revision as usize - 1];
            !asks(who, mended(text, approval.revision, &confirmed, texts), now)
        });
        if !stands {
            return Err(format!("revision {} is in force without {who}", in_force.revision));
        }
    }
    match &in_force.by {
        Ground::Accepted { by, .. } if by.as_str() != "pat" => Err(format!("{by} accepted for the partner")),
        Ground::Confirmed { by } if by.as_str() != "carl" => Err(format!("{by} confirmed")),
        Ground::Accepted { .. } | Ground::Confirmed { .. } | Ground::Backfilled(_) | Ground::Approvals => {
            Ok(())
        }
    }
}

/// What makes two states the same for all that can follow: times and digests do not matter, and of the ballots
/// only the last of each body.
fn key(node: &Node) -> String {
    let State { proposal, owner, in_force, under_way, approvals, ballots, mended, .. } = &*node.state;
    let mut key = format!("{} {} {:?} {mended:?}", proposal.is_some(), owner.is_some(), node.texts);
    let _ = write!(key, " {}", is_objected(node));
    let (removed, ended) = (node.state.removed.is_some(), node.state.ended.is_some());
    let _ = write!(key, " {removed} {ended} {}", node.state.recommended.is_empty());
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
    let given: BTreeSet<String> = approvals.iter().map(|it| format!("{} {}", it.by, it.revision)).collect();
    let mut last = BTreeMap::new();
    for ballot in ballots.values().filter(|ballot| match ballot.question {
        Question::Adopt => under_way.as_ref().is_some_and(|it| it.revision == ballot.revision),
        Question::Remove => in_force.as_ref().is_some_and(|it| it.revision == ballot.revision),
    }) {
        let status = match &ballot.status {
            BallotStatus::Open => "open".to_string(),
            BallotStatus::Closed { outcome, .. } => outcome.to_string(),
            BallotStatus::Withdrawn { .. } => "withdrawn".to_string(),
        };
        let slot: &mut (u32, String) = last.entry((ballot.body.as_str(), ballot.question)).or_default();
        if ballot.round > slot.0 {
            *slot = (ballot.round, status);
        }
    }
    let last: Vec<_> = last.into_iter().map(|(asked, (_, status))| (asked, status)).collect();
    let _ = write!(key, " {given:?} {last:?}");
    key
}

struct Found {
    nodes: Vec<Node>,
    transitions: usize,
    /// How many of the states were left as they are because the search goes no deeper.
    cut: usize,
}

/// Every state, breadth first: from a register that has come the plain way, and from nothing.
fn search(small: &Small, depth: usize) -> Found {
    let mut found = Found { nodes: Vec::new(), transitions: 0, cut: 0 };
    let mut seen = HashSet::new();
    for begin in [established(small), Node::default()] {
        let deepest = begin.moves.len() + depth;
        let mut queue = VecDeque::from([begin]);
        while let Some(node) = queue.pop_front() {
            if let Err(why) = holds(&node.state, &node.texts) {
                panic!("{why}:\n{:#?}", node.moves);
            }
            if node.state.removed.is_some() {
                // Only the board ends what is in force, and only after a recommendation (DSP4003 4.1).
                let removed = matches!(node.moves.last(), Some(Move::Remove { .. }));
                assert!(removed && node.moves.contains(&Move::Recommend), "{:#?}", node.moves);
            }
            if node.moves.len() < deepest {
                let next = successors(small, &node);
                let is_full = node.texts.len() as u32 == small::REVISIONS;
                let is_final = node.state.removed.is_some() || node.state.ended.is_some();
                assert!(!is_final || next.is_empty(), "something follows the end:\n{:#?}", node.moves);
                assert!(
                    !next.is_empty() || is_full || is_final,
                    "no act leads on from here:\n{:#?}",
                    node.moves
                );
                next.iter().for_each(|(_, next)| objection_blocks(&node, next));
                found.transitions += next.len();
                queue.extend(next.into_iter().filter_map(|(key, next)| seen.insert(key).then_some(next)));
            } else {
                found.cut += 1;
            }
            found.nodes.push(node);
        }
    }
    found
}

/// The states that one move leads to, other than the one it is made in, each with what makes it the same as others.
fn successors(small: &Small, node: &Node) -> Vec<(String, Node)> {
    let here = key(node);
    let next = small.moves(node).into_iter().filter_map(|step| small.play(node, &step, None).ok());
    let moved = |next: Node| {
        let there = key(&next);
        let is_moved = there != here;
        // More time, a milestone that is done, a look at the text: none of them approves or moves anything.
        let is_still = matches!(next.moves.last(), Some(Move::Extend { .. } | Move::Complete | Move::Review));
        assert!(!is_moved || !is_still, "{:#?} moves the register", next.moves);
        is_moved.then_some((there, next))
    };
    next.filter_map(moved).collect()
}

/// Whether somebody objects, and has not taken it back: told from the moves, not from the state.
fn is_objected(node: &Node) -> bool {
    let said = node.moves.iter().rev().find(|step| matches!(step, Move::Object | Move::TakeBack));
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
    let goes_on = matches!(last, Some(Move::Resolve { .. } | Move::ResolveWithChanges { .. } | Move::Send));
    assert!(
        !asks_board && !goes_on,
        "it goes on over an objection:
{:#?}",
        next.moves
    );
    let of_bodies =
        |node: &Node| node.state.approvals.iter().filter(|given| given.by != approver("partner")).count();
    let is_count = matches!(last, Some(Move::Count { .. }));
    assert!(
        !is_count || of_bodies(next) <= of_bodies(node),
        "approved over an objection:
{:#?}",
        next.moves
    );
}

/// A register that has come the way of DSP4003 3.
fn established(small: &Small) -> Node {
    let open = |body| Move::Open { body, parallel: false };
    let count = |ballot: &str| Move::Count { ballot: ballot.to_string(), choice: Choice::Approve };
    let way = [
        Move::Propose,
        Move::Assign,
        Move::Submit { text: 0, editorial: false, records: false },
        open("alliance"),
        count("adopt-1-alliance-1"),
        open("technical"),
        count("adopt-1-technical-1"),
        open("board"),
        count("adopt-1-board-1"),
        Move::Resolve { by_ballot: true },
        Move::Send,
        Move::Accept,
    ];
    let step = |node: Node, step: &Move| {
        small.play(&node, step, None).unwrap_or_else(|why| panic!("{step:?}: {}; {}", why.state, why.needs))
    };
    let node = way.iter().fold(Node::default(), step);
    assert_eq!(node.state.in_force.as_ref().map(|in_force| in_force.revision), Some(1));
    node
}

#[test]
fn in_every_state_what_is_in_force_was_approved_by_everybody_it_asks() {
    let small = Small::new();
    let found = search(&small, depth());
    println!("{} states, {} transitions, {} cut", found.nodes.len(), found.transitions, found.cut);
    let in_force = found.nodes.iter().filter(|node| node.state.in_force.is_some()).count();
    let updated = found
        .nodes
        .iter()
        .filter(|node| node.state.in_force.as_ref().is_some_and(|it| it.revision > 1))
        .count();
    // A search that reaches nothing would prove nothing.
    assert!(
        found.nodes.len() > 2_000 && in_force > 100 && updated > 100,
        "{} {in_force} {updated}",
        found.nodes.len()
    );
    only_those_who_may(&small, &found.nodes);
    branches_merge(&small, &found.nodes);
}

/// Nobody does what is another's to do, in any state.
fn only_those_who_may(small: &Small, nodes: &[Node]) {
    let mut tried = 0;
    for node in nodes.iter().step_by(7) {
        for step in small.moves(node) {
            for who in ["vera", "olga", "carl", "tess", "rita", "pat", "mallory"] {
                let done = small.play(node, &step, Some(who)).is_ok();
                assert!(!done || may(who, &step), "{who} does {step:?} after {:#?}", node.moves);
                tried += usize::from(done);
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
        Move::Open { body, parallel } => chairs(body) || who == "vera" && (!parallel || *body == "board"),
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
fn branches_merge(small: &Small, nodes: &[Node]) {
    let (mut merged, mut void) = (0, 0);
    for node in nodes.iter().step_by(23) {
        let steps: Vec<Node> =
            small.moves(node).iter().filter_map(|step| small.play(node, step, None).ok()).take(12).collect();
        for one in &steps {
            for other in &steps {
                let Some((acts, votes, texts)) = merge(one, other) else { continue };
                let course = fold(&small.record(acts.iter().map(Arc::as_ref).collect(), &votes, &texts));
                if let Err(why) = holds(&course.state, &texts) {
                    panic!("{why}, after a merge of\n{:#?}\nand\n{:#?}", one.moves, other.moves);
                }
                let legal: Vec<&Filed> = course
                    .entries
                    .iter()
                    .filter(|entry| entry.void.is_none())
                    .map(|entry| entry.filed)
                    .collect();
                void += course.entries.len() - legal.len();
                let without = fold(&small.record(legal, &votes, &texts)).state;
                assert_eq!(without, course.state, "a void act has an effect");
                merged += 1;
            }
        }
    }
    println!("{merged} merges, {void} void acts");
    assert!(merged > 1_000 && void > 100, "{merged} {void}");
}

type Merged = (Vec<Arc<Filed>>, BTreeMap<String, Vec<Filed>>, Vec<u8>);

/// The files of both; nothing where git would find a conflict.
fn merge(one: &Node, other: &Node) -> Option<Merged> {
    let longer = if one.texts.len() >= other.texts.len() { one } else { other };
    let shared = one.texts.len().min(other.texts.len());
    if one.texts[..shared] != other.texts[..shared] {
        return None;
    }
    let mut files: BTreeMap<String, Arc<Filed>> = BTreeMap::new();
    for filed in one.acts.iter().chain(&other.acts) {
        if let Some(there) = files.insert(filed.path(), filed.clone())
            && there.digest != filed.digest
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
