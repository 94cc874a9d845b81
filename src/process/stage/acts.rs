//! Who takes each step, and by which clause. [`decide`](crate::process::decide()) asks here, and so does the page about
//! the process: what is told of a step is what is asked of it.

use super::{Stage, Step};
use crate::roster::authority::Task;

impl Step {
    /// What somebody must be entitled to who takes it.
    pub const fn task(self) -> Task {
        match self {
            Step::Propose => Task::Propose,
            Step::Assign => Task::Assign,
            Step::Submit | Step::Resubmit | Step::Send | Step::Review | Step::Milestone => {
                Task::Own
            }
            Step::AskCommittee
            | Step::AskBoard
            | Step::WithdrawBallot
            | Step::Extend
            | Step::AskRemoval
            | Step::EndRemovalBallot => Task::RunBallot,
            Step::Close => Task::CloseBallot,
            Step::Schedule => Task::Schedule,
            Step::Approve | Step::Remove => Task::Resolve,
            Step::Accept | Step::Decline => Task::Accept,
            Step::Backfill => Task::Backfill,
            Step::Confirm => Task::Confirm,
            Step::Meet => Task::Meet,
            Step::Feedback => Task::Comment,
            Step::Resolve => Task::Dispose,
            Step::Commit => Task::Commit,
            Step::Recommend => Task::Recommend,
            Step::End => Task::End,
            Step::Write | Step::TakeOff => Task::Write,
        }
    }

    /// What they must be entitled to in a special case, and which case that is.
    pub const fn special(self) -> Option<(Task, &'static str)> {
        match self {
            Step::Close => Some((Task::Waive, "without the answer of a working group")),
            Step::Feedback => Some((Task::SpeakFor, "in the name of a body")),
            Step::Resolve => Some((
                Task::Judge,
                "an objection that its author does not withdraw",
            )),
            Step::Write => Some((Task::Announce, "about a ballot")),
            Step::Propose
            | Step::Assign
            | Step::Submit
            | Step::Resubmit
            | Step::AskCommittee
            | Step::AskBoard
            | Step::WithdrawBallot
            | Step::Schedule
            | Step::Approve
            | Step::Send
            | Step::Accept
            | Step::Backfill
            | Step::Confirm
            | Step::Decline
            | Step::Meet
            | Step::Extend
            | Step::Commit
            | Step::Review
            | Step::Milestone
            | Step::Recommend
            | Step::AskRemoval
            | Step::EndRemovalBallot
            | Step::Remove
            | Step::End
            | Step::TakeOff => None,
        }
    }

    /// The clause of DSP4003, and the row of the requirements.
    pub const fn clause(self) -> &'static str {
        match self {
            Step::Propose => "DSP4003 3.1 (A1)",
            Step::Assign => "DSP4003 3.1 (R1)",
            Step::Submit | Step::Resubmit | Step::Feedback | Step::Resolve => "DSP4003 3.1 (A3)",
            Step::AskCommittee | Step::Close | Step::WithdrawBallot | Step::Extend => {
                "DSP4003 3.2 (A4)"
            }
            Step::AskBoard => "DSP4003 2.3, 3.2 (A6)",
            Step::Schedule => "DSP4003 2.5 (R6)",
            Step::Approve => "DSP4003 2.6, 3.2 (R7)",
            Step::Send | Step::Accept | Step::Decline => "DSP4003 3.2 (A8)",
            Step::Backfill => "practice (backfill)",
            Step::Confirm => "practice (U4a)",
            Step::Meet => "DSP4003 3.1, 3.2 (A2, A7)",
            Step::Commit => "DSP4003 2.4, 3.2 (R5)",
            Step::Review => "DSP4003 4 (U5)",
            Step::Milestone => "DSP4003 4 (U6)",
            Step::Recommend => "DSP4003 4.1 (U7)",
            Step::AskRemoval | Step::EndRemovalBallot | Step::Remove => "DSP4003 4.1 (U9)",
            Step::End => "practice (U10)",
            Step::Write => "DSP4003 2.2, 2.5, 3.1, 3.2",
            Step::TakeOff => "DSP4003 2.2, 4.1 (U9)",
        }
    }
}

impl Stage {
    /// The step by which a new register goes on to the next stage, when all goes well; nothing leads on from an end.
    pub const fn onward(self) -> Option<Step> {
        match self {
            Stage::Unproposed => Some(Step::Propose),
            Stage::Draft => Some(Step::Submit),
            Stage::Review => Some(Step::AskCommittee),
            Stage::CommitteeBallot => Some(Step::Close),
            Stage::CommitteeApproved => Some(Step::AskBoard),
            Stage::BoardBallot => Some(Step::Approve),
            Stage::BoardApproved => Some(Step::Send),
            Stage::Sent => Some(Step::Accept),
            Stage::Established => Some(Step::Remove),
            Stage::Removed | Stage::Ended => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::stage::leads_on;

    #[test]
    fn the_step_onward_is_possible_and_leads_from_no_end() {
        for stage in Stage::ALL {
            let is_possible = stage
                .onward()
                .is_none_or(|step| leads_on(stage, step).is_ok());
            assert!(is_possible, "{stage}");
        }
    }
}
