//! The task and the clause of each step. [`apply`](crate::process::apply()) and the page about the process both read
//! them here, so the page states the rules that are enforced.

use super::{Stage, Transition};
use crate::roster::authority::Task;

impl Transition {
    /// The task that the person who takes it must be authorized for.
    pub const fn task(self) -> Task {
        match self {
            Transition::Propose => Task::Propose,
            Transition::Assign => Task::Assign,
            Transition::Submit
            | Transition::Resubmit
            | Transition::Send
            | Transition::Review
            | Transition::Milestone => Task::Own,
            Transition::AskCommittee
            | Transition::AskBoard
            | Transition::WithdrawBallot
            | Transition::Extend
            | Transition::AskRemoval
            | Transition::EndRemovalBallot => Task::RunBallot,
            Transition::Close => Task::CloseBallot,
            Transition::Schedule => Task::Schedule,
            Transition::Approve | Transition::Remove => Task::Resolve,
            Transition::Accept | Transition::Decline => Task::Accept,
            Transition::Backfill => Task::Backfill,
            Transition::Confirm => Task::Confirm,
            Transition::Meet => Task::Meet,
            Transition::Feedback => Task::Comment,
            Transition::Resolve => Task::Dispose,
            Transition::Commit => Task::Commit,
            Transition::Recommend => Task::Recommend,
            Transition::End => Task::End,
            Transition::Write | Transition::TakeOff => Task::Write,
        }
    }

    /// The task in a special case, with the case in words.
    pub const fn special(self) -> Option<(Task, &'static str)> {
        match self {
            Transition::Close => Some((Task::Waive, "without the answer of a working group")),
            Transition::Feedback => Some((Task::SpeakFor, "in the name of a body")),
            Transition::Resolve => Some((
                Task::Judge,
                "an objection that its author does not withdraw",
            )),
            Transition::Write => Some((Task::Announce, "about a ballot")),
            Transition::Propose
            | Transition::Assign
            | Transition::Submit
            | Transition::Resubmit
            | Transition::AskCommittee
            | Transition::AskBoard
            | Transition::WithdrawBallot
            | Transition::Schedule
            | Transition::Approve
            | Transition::Send
            | Transition::Accept
            | Transition::Backfill
            | Transition::Confirm
            | Transition::Decline
            | Transition::Meet
            | Transition::Extend
            | Transition::Commit
            | Transition::Review
            | Transition::Milestone
            | Transition::Recommend
            | Transition::AskRemoval
            | Transition::EndRemovalBallot
            | Transition::Remove
            | Transition::End
            | Transition::TakeOff => None,
        }
    }

    /// The clause of DSP4003, or the practice.
    pub const fn clause(self) -> &'static str {
        match self {
            Transition::Propose => "DSP4003 3.1",
            Transition::Assign => "DSP4003 3.1",
            Transition::Submit
            | Transition::Resubmit
            | Transition::Feedback
            | Transition::Resolve => "DSP4003 3.1",
            Transition::AskCommittee
            | Transition::Close
            | Transition::WithdrawBallot
            | Transition::Extend => "DSP4003 3.2",
            Transition::AskBoard => "DSP4003 2.3, 3.2",
            Transition::Schedule => "DSP4003 2.5",
            Transition::Approve => "DSP4003 2.6, 3.2",
            Transition::Send | Transition::Accept | Transition::Decline => "DSP4003 3.2",
            Transition::Backfill => "practice (backfill)",
            Transition::Confirm => "practice",
            Transition::Meet => "DSP4003 3.1, 3.2",
            Transition::Commit => "DSP4003 2.4, 3.2",
            Transition::Review => "DSP4003 4",
            Transition::Milestone => "DSP4003 4",
            Transition::Recommend => "DSP4003 4.1",
            Transition::AskRemoval | Transition::EndRemovalBallot | Transition::Remove => {
                "DSP4003 4.1"
            }
            Transition::End => "practice",
            Transition::Write => "DSP4003 2.2, 2.5, 3.1, 3.2",
            Transition::TakeOff => "DSP4003 2.2, 4.1",
        }
    }
}

impl Stage {
    /// The usual step from this stage to the next; `None` for a final stage.
    pub const fn onward(self) -> Option<Transition> {
        match self {
            Stage::Unproposed => Some(Transition::Propose),
            Stage::Draft => Some(Transition::Submit),
            Stage::Review => Some(Transition::AskCommittee),
            Stage::CommitteeBallot => Some(Transition::Close),
            Stage::CommitteeApproved => Some(Transition::AskBoard),
            Stage::BoardBallot => Some(Transition::Approve),
            Stage::BoardApproved => Some(Transition::Send),
            Stage::Sent => Some(Transition::Accept),
            Stage::Established => Some(Transition::Remove),
            Stage::Removed | Stage::Ended => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::stage::check_transition;

    #[test]
    fn the_step_onward_is_possible_and_leads_from_no_end() {
        for stage in Stage::ALL {
            let is_possible = stage
                .onward()
                .is_none_or(|step| check_transition(stage, step).is_ok());
            assert!(is_possible, "{stage}");
        }
    }
}
