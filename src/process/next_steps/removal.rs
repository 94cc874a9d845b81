//! The next steps of a recommended removal (DSP4003 4.1), next to those of a revision under way.

use super::context::{NextStep, NextStepsContext};
use crate::act::Question;
use crate::process::feedback::{raised, voices};
use crate::roster::BodyKind;
use crate::roster::authority::Task;

const CLAUSE: &str = "DSP4003 4.1";

/// The steps of a removal; empty where none was recommended and after the end of the register.
pub(super) fn next(view: &NextStepsContext<'_>) -> Vec<NextStep> {
    let (state, id) = (view.state, view.history.id);
    if state.removed.is_some() || state.ended.is_some() {
        return Vec::new();
    }
    if let Some(first) = raised(&voices(state, view.history))
        .first()
        .filter(|_| state.recommended.is_empty())
    {
        let what = format!(
            "answer {}: recommend the removal (`wr remove recommend {id} --reason REASON --because TEXT`), or decline",
            first.in_words(view.roster)
        );
        let command = format!(
            "wr feedback resolve {id} {} DISPOSITION",
            first.stored.digest.short()
        );
        let next = view.next(&what, command, Task::Recommend, None, "DSP4003 4.1");
        return vec![NextStep {
            since: Some(first.stored.act.on),
            ..next
        }];
    }
    let Some(board) = view.roster.body_of_kind(BodyKind::Board) else {
        return Vec::new();
    };
    let Some(recommended) = state.recommended.last() else {
        return Vec::new();
    };
    let since = state.removal_since(view.history, &board.id);
    let resolve = |what: &str, command: String| NextStep {
        since,
        ..view.next(what, command, Task::Resolve, Some(&board.id), CLAUSE)
    };
    if state.removal_approved(&board.id).is_some() {
        let command = format!("wr remove approve {id} RESOLUTION");
        return vec![resolve(
            "record the board's resolution on the removal",
            command,
        )];
    }
    let ask = |what: String, command| NextStep {
        since,
        ..view.next(&what, command, Task::RunBallot, Some(&board.id), CLAUSE)
    };
    if let Some((ballot, standing)) = state.open_ballot(&board.id, Question::Remove) {
        let what = view.counting(&board.name, ballot, standing);
        return vec![ask(what, format!("wr ballot close {id} --ballot {ballot}"))];
    }
    let what = format!(
        "ballot the {} on the removal, because {}",
        board.name, recommended.reason
    );
    let meeting =
        format!("wr remove approve {id} RESOLUTION --meeting approve=N,... --evidence MINUTES");
    let ballot = ask(what, format!("wr ballot open {id} --remove"));
    if state
        .decided_otherwise(&board.id, Question::Remove)
        .is_some()
    {
        return vec![ballot];
    }
    vec![
        ballot,
        resolve(
            "record the board's resolution on the removal, if it decides in a meeting",
            meeting,
        ),
    ]
}
