//! The next steps of ballots and of the board's approval.

use super::context::{NextStep, NextStepsContext};
use crate::act::Question;
use crate::id::Id;
use crate::policy::rule::Outcome;
use crate::process::state::BallotStanding;
use crate::process::{BallotStatus, UnderWay};
use crate::roster::BodyKind;
use crate::roster::authority::Task;

impl NextStepsContext<'_> {
    /// Opens a body's ballot, or closes the open one.
    pub(super) fn ask(
        &self,
        body: &Id,
        name: &str,
        parallel: &str,
        clause: &'static str,
    ) -> NextStep {
        let id = self.history.id;
        let (what, command) = match self.state.open_ballot(body, Question::Adopt) {
            None => (
                format!("ballot the {name}"),
                format!("wr ballot open {id} --body {body}{parallel}"),
            ),
            Some((ballot, standing)) => (
                self.counting(name, ballot, standing),
                format!("wr ballot close {id} --ballot {ballot}"),
            ),
        };
        let is_open = self.state.open_ballot(body, Question::Adopt).is_some();
        let task = if is_open {
            Task::CloseBallot
        } else {
            Task::RunBallot
        };
        self.next(&what, command, task, Some(body), clause)
    }

    /// What follows for an open ballot: votes until its time is over, then the count.
    pub(super) fn counting(&self, body: &str, ballot: &str, standing: &BallotStanding) -> String {
        let id = self.history.id;
        match self.now < standing.closes {
            true => format!(
                "the members of the {body} vote (`wr vote {id} CHOICE --ballot {ballot}`); then close the ballot"
            ),
            false => format!("close the ballot of the {body}: its time is over"),
        }
    }

    pub(super) fn board(&self, under_way: &UnderWay) -> Vec<NextStep> {
        let Some(board) = self.roster.body_of_kind(BodyKind::Board) else {
            return Vec::new();
        };
        let id = self.history.id;
        let approved = self
            .state
            .ballots_of(under_way.revision)
            .any(|(_, ballot)| {
                let outcome = match &ballot.status {
                    BallotStatus::Closed { outcome, .. } => Some(*outcome),
                    BallotStatus::Open | BallotStatus::Withdrawn { .. } => None,
                };
                ballot.body == board.id && outcome == Some(Outcome::Approved)
            });
        let resolution = |what: &str, command: String| {
            self.next(
                what,
                command,
                Task::Resolve,
                Some(&board.id),
                "DSP4003 2.6, 3.2",
            )
        };
        if approved {
            let command = format!("wr approve {id} RESOLUTION");
            return vec![NextStep {
                by: under_way.board_on,
                ..resolution("record the board's resolution", command)
            }];
        }
        let mut steps = Vec::new();
        if under_way.board_on.is_none() {
            let command = format!("wr schedule {id} DATE");
            let what = "schedule the board's approval";
            let executive = self
                .roster
                .body_of_kind(BodyKind::ExecutiveCommittee)
                .map(|body| &body.id);
            steps.push(self.next(what, command, Task::Schedule, executive, "DSP4003 2.5"));
        }
        steps.push(NextStep {
            by: under_way.board_on,
            ..self.ask(&board.id, &board.name, "", "DSP4003 3.2")
        });
        let is_asked = self.state.open_ballot(&board.id, Question::Adopt).is_some();
        if !is_asked
            && self
                .state
                .decided_otherwise(&board.id, Question::Adopt)
                .is_none()
        {
            let command =
                format!("wr approve {id} RESOLUTION --meeting approve=N,... --evidence MINUTES");
            steps.push(resolution(
                "record the board's resolution, if it decides in a meeting",
                command,
            ));
        }
        steps
    }
}
