//! Where the search begins. A body's approval does not survive its later rejection (U0). To show that takes three
//! revisions and more moves than the search tries from nothing, so some searches begin after the first approval.

use wr::act::Choice;

use super::small::{MOVED, Move, Node, REVISIONS, SCOPE, SLIP, Small};

/// Where the search begins.
pub(super) struct Beginning {
    pub node: Node,
    /// How many moves deep the search goes from there.
    pub depth: usize,
    /// Whether the search tries only the moves about approvals. The other moves multiply the states.
    pub only_approvals: bool,
}

/// An established register, nothing at all, and the states in which a body is about to decide on a second text.
pub(super) fn beginnings(small: &Small, depth: usize) -> Vec<Beginning> {
    let begin = |node, depth, only_approvals| Beginning {
        node,
        depth,
        only_approvals,
    };
    // A committee rejects the next revision sooner than the board, which follows both committees.
    let shorter = depth.saturating_sub(2);
    vec![
        begin(established(small), depth, false),
        begin(Node::empty(REVISIONS), depth, false),
        begin(approved_by_committees(small, false), shorter, true),
        begin(approved_by_committees(small, true), shorter, true),
        begin(board_asked_again(small, false), depth, true),
        begin(board_asked_again(small, true), depth, true),
    ]
}

fn submit(text: u8) -> Move {
    Move::Submit {
        text,
        editorial: false,
        records: false,
    }
}

fn open(body: &'static str) -> Move {
    Move::Open {
        body,
        parallel: false,
    }
}

/// A body opens its ballot on a revision and approves it.
fn approve(body: &'static str, revision: u32) -> [Move; 2] {
    let count = Move::Count {
        ballot: format!("adopt-{revision}-{body}-1"),
        choice: Choice::Approve,
    };
    [open(body), count]
}

fn play(small: &Small, begin: Node, way: impl IntoIterator<Item = Move>) -> Node {
    way.into_iter().fold(begin, |node, step| {
        small
            .play(&node, &step)
            .unwrap_or_else(|why| panic!("{step:?}: {}; {}", why.state, why.needs))
    })
}

/// The committees approve a revision.
fn committees(revision: u32) -> impl Iterator<Item = Move> {
    approve("alliance", revision)
        .into_iter()
        .chain(approve("technical", revision))
}

/// A register that went through every step of DSP4003 3.
fn established(small: &Small) -> Node {
    let way = [Move::Propose, Move::Assign, submit(0)]
        .into_iter()
        .chain(committees(1))
        .chain(approve("board", 1))
        .chain([Move::Resolve { by_ballot: true }, Move::Send, Move::Accept]);
    let node = play(small, Node::empty(REVISIONS), way);
    assert_eq!(
        node.state
            .in_force
            .as_ref()
            .map(|in_force| in_force.revision),
        Some(1)
    );
    node
}

/// A proposed or established register with room for three more revisions: approved, rejected, and the next one.
fn with_room(small: &Small, is_established: bool) -> Node {
    if is_established {
        return Node {
            revisions: REVISIONS + 1,
            ..established(small)
        };
    }
    play(small, Node::empty(REVISIONS), [Move::Propose, Move::Assign])
}

/// Both committees have approved a revision, and the board has not. Each committee can now reject the next revision, and
/// the owner can then submit the first text again.
fn approved_by_committees(small: &Small, is_update: bool) -> Node {
    let node = with_room(small, is_update);
    let revision = node.state.last_revision + 1;
    // An update that moves a milestone does not need the board.
    let text = if is_update { MOVED } else { 0 };
    play(
        small,
        node,
        [submit(text)].into_iter().chain(committees(revision)),
    )
}

/// The board has approved a revision, and its ballot on the next revision is open.
fn board_asked_again(small: &Small, is_update: bool) -> Node {
    let node = with_room(small, is_update);
    let revision = node.state.last_revision + 1;
    let (first, second) = if is_update { (SCOPE, SLIP) } else { (0, SCOPE) };
    let way = [submit(first)]
        .into_iter()
        .chain(committees(revision))
        .chain(approve("board", revision))
        .chain([Move::Resolve { by_ballot: true }, submit(second)])
        .chain(committees(revision + 1))
        .chain([open("board")]);
    play(small, node, way)
}
