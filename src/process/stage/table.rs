//! The table of the steps of a register: the meaning of each, the stages that allow it, and the step that must come first.

use std::fmt;

use super::basis::Basis;
use super::stages::Stage;
use crate::roster::authority::Task;

/// Makes the steps from their rows. [`apply`](crate::process::apply()) and the page about the process both read the
/// rows, so the page states the rules that are enforced.
///
/// A row has the name, what the step moves, the task that the person who takes it must be authorized for, the clause of
/// DSP4003 or the practice, and the events that the step depends on; then the task of a special case, if there is one.
macro_rules! steps {
    ($(
        $(#[$doc:meta])*
        $step:ident = $name:literal, $concern:ident, $task:ident, $clause:literal, [$($basis:ident),*]
        $(, special ($special:ident, $case:literal))?;
    )*) => {
        /// The steps of the process of a register.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Transition {
            $($(#[$doc])* $step,)*
        }

        impl Transition {
            /// Every step, in the order of the process.
            pub const ALL: [Transition; [$($name),*].len()] = [$(Transition::$step),*];

            /// What it moves.
            pub const fn concern(self) -> Concern {
                match self { $(Transition::$step => Concern::$concern,)* }
            }

            /// The task that the person who takes it must be authorized for.
            pub const fn task(self) -> Task {
                match self { $(Transition::$step => Task::$task,)* }
            }

            /// The task in a special case, with the case in words.
            pub fn special(self) -> Option<(Task, &'static str)> {
                let special: &[(Transition, Task, &str)] =
                    &[$($((Transition::$step, Task::$special, $case),)?)*];
                let found = special.iter().find(|(step, ..)| *step == self)?;
                Some((found.1, found.2))
            }

            /// The clause of DSP4003, or the practice.
            pub const fn clause(self) -> &'static str {
                match self { $(Transition::$step => $clause,)* }
            }

            /// The lower bounds of its day. The upper bound is the same for every act: the day of `at` in UTC+14.
            pub const fn rests_on(self) -> &'static [Basis] {
                match self { $(Transition::$step => &[$(Basis::$basis),*],)* }
            }
        }

        impl fmt::Display for Transition {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Transition::$step => $name,)* })
            }
        }
    };
}

steps! {
    /// Propose the register.
    Propose = "propose", OnItsWay, Propose, "DSP4003 3.1", [];
    /// Assign its owner.
    Assign = "assign", Beside, Assign, "DSP4003 3.1", [Proposal];
    /// Submit the draft as a revision.
    Submit = "submit", OnItsWay, Own, "DSP4003 3.1", [Proposal];
    /// Submit a revision that replaces the one under way.
    Resubmit = "submit --withdraw", OnItsWay, Own, "DSP4003 3.1", [Proposal, Submission];
    /// Open a committee's ballot.
    AskCommittee = "ballot a committee", OnItsWay, RunBallot, "DSP4003 3.2", [Submission];
    /// Open the board's ballot.
    AskBoard = "ballot the board", OnItsWay, RunBallot, "DSP4003 2.3, 3.2",
        [Submission, CommitteeApprovals];
    /// Close a ballot.
    Close = "close a ballot", OnItsWay, CloseBallot, "DSP4003 3.2", [Opening],
        special (Waive, "without the answer of a working group");
    /// Withdraw a ballot.
    WithdrawBallot = "withdraw a ballot", OnItsWay, RunBallot, "DSP4003 3.2", [Opening];
    /// Schedule the board's approval.
    Schedule = "schedule", OnItsWay, Schedule, "DSP4003 2.5", [Submission, CommitteeApprovals];
    /// Record the board's resolution.
    Approve = "approve", OnItsWay, Resolve, "DSP4003 2.6, 3.2",
        [Submission, CommitteeApprovals, BoardResult];
    /// Send the approved register.
    Send = "send", OnItsWay, Own, "DSP4003 3.2", [Submission, Approvals];
    /// Record the partner's acceptance.
    Accept = "accept", OnItsWay, Accept, "DSP4003 3.2", [Sending];
    /// Backfill a register that was approved before the store existed.
    Backfill = "backfill", OnItsWay, Backfill, "practice (backfill)", [];
    /// Confirm that a change is editorial.
    Confirm = "confirm", OnItsWay, Confirm, "practice", [Submission];
    /// Record that the partner declines.
    Decline = "decline", OnItsWay, Accept, "DSP4003 3.2", [Sending];
    /// Record a call with the partner.
    Meet = "meeting add", Beside, Meet, "DSP4003 3.1, 3.2", [Proposal];
    /// Extend a ballot.
    Extend = "extend a ballot", OnItsWay, RunBallot, "DSP4003 3.2", [Opening];
    /// Give feedback on a revision.
    Feedback = "feedback add", Beside, Comment, "DSP4003 3.1", [Submission],
        special (SpeakFor, "in the name of a body");
    /// Record the disposition of feedback.
    Resolve = "feedback resolve", Beside, Dispose, "DSP4003 3.1", [Feedback],
        special (Judge, "an objection that its author does not withdraw");
    /// Record a working group's answer.
    Commit = "commitment", OnItsWay, Commit, "DSP4003 2.4, 3.2", [Submission];
    /// Review the register in force without changing it.
    Review = "review", Beside, Own, "DSP4003 4", [InForce, LastReview];
    /// Record that a milestone is completed or open again.
    Milestone = "milestone", Beside, Own, "DSP4003 4", [Work, Completion];
    /// Recommend that the register in force be removed.
    Recommend = "remove recommend", Beside, Recommend, "DSP4003 4.1", [InForce];
    /// Open the board's ballot on the removal.
    AskRemoval = "ballot the board on removal", Beside, RunBallot, "DSP4003 4.1", [Recommendation];
    /// Close or withdraw the ballot on the removal.
    EndRemovalBallot = "close or withdraw that ballot", Beside, RunBallot, "DSP4003 4.1", [Opening];
    /// Record the board's resolution on the removal.
    Remove = "remove approve", Beside, Resolve, "DSP4003 4.1", [Recommendation, BoardResult];
    /// End a proposal that never came into force.
    End = "end", OnItsWay, End, "practice", [Proposal];
    /// Record that a letter was sent.
    Write = "letter --record", Beside, Write, "DSP4003 2.2, 2.5, 3.1, 3.2", [Reported],
        special (Announce, "about a ballot");
    /// Record the letter that takes off the contacts of a removed register.
    TakeOff = "letter contacts-off --record", Beside, Write, "DSP4003 2.2, 4.1", [Reported];
}

/// What a step moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// The revision under way.
    OnItsWay,
    /// The register in force, or work in parallel to a revision.
    Beside,
}

/// Why a stage does not allow a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocked {
    /// What the step needs, as the line after `needs:`.
    pub needs: &'static str,
    /// The clause of DSP4003, or the practice.
    pub clause: &'static str,
    /// Who can take the missing step.
    pub by: By,
}

/// Who can provide what a blocked step needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The people who can take the register's next steps.
    NextSteps,
    /// The person who acts, with another command.
    Actor,
}

const fn blocked(needs: &'static str, clause: &'static str) -> Result<(), Blocked> {
    Err(Blocked {
        needs,
        clause,
        by: By::NextSteps,
    })
}

const fn otherwise(needs: &'static str, clause: &'static str) -> Result<(), Blocked> {
    Err(Blocked {
        needs,
        clause,
        by: By::Actor,
    })
}

const PROPOSED: Result<(), Blocked> = blocked("a proposed register: `wr new`", "DSP4003 3.1");
const ON_ITS_WAY: Result<(), Blocked> = blocked("a revision under way: `wr submit`", "DSP4003 3.1");
const COMMITTEES_FIRST: Result<(), Blocked> = blocked(
    "the approval of every committee of this revision first",
    "DSP4003 2.3, 3.2",
);
const BOARD_FIRST: Result<(), Blocked> = blocked(
    "every other approval of this revision first, the board's by resolution",
    "DSP4003 2.6, 3.2",
);
const COMMITTEES_DONE: Result<(), Blocked> =
    otherwise("a committee whose approval is still missing", "DSP4003 3.2");
const WITHDRAW_FIRST: Result<(), Blocked> = otherwise(
    "`--withdraw`, because another revision is under way",
    "DSP4003 3.1",
);
const NOTHING_TO_WITHDRAW: Result<(), Blocked> = otherwise(
    "a revision under way to withdraw; submit without `--withdraw`",
    "DSP4003 3.1",
);
const SENT_FIRST: Result<(), Blocked> = blocked(
    "the approved register sent to the partner first: `wr send`",
    "DSP4003 3.2",
);
const ONCE: Result<(), Blocked> = otherwise("a register that is not proposed yet", "DSP4003 3.1");
const NO_BALLOT: Result<(), Blocked> = blocked("an open ballot", "DSP4003 3.2");
const ALREADY_SENT: Result<(), Blocked> = otherwise(
    "a revision that was not sent to the partner yet",
    "DSP4003 3.2",
);
const BOARD_DONE: Result<(), Blocked> = otherwise(
    "a revision that the board has not approved yet",
    "DSP4003 3.2",
);
const ONLY_AT_FIRST: Result<(), Blocked> = otherwise(
    "a revision submitted with `--from-records`",
    "practice (backfill)",
);

const NOT_EDITORIAL: Result<(), Blocked> = otherwise("a revision declared editorial", "practice");

const IN_FORCE: Result<(), Blocked> = blocked("a register in force", "DSP4003 4");
const NOT_IN_FORCE: Result<(), Blocked> = otherwise(
    "a proposal that never came into force; the board removes a register in force: `wr remove`",
    "DSP4003 4.1",
);
const REMOVED: Result<(), Blocked> = otherwise(
    "a register that the board has not removed; propose a new one with `wr new`",
    "DSP4003 4.1",
);
const NOT_REMOVED: Result<(), Blocked> = blocked(
    "a register that the board has removed: `wr remove approve`",
    "DSP4003 4.1",
);
const ENDED: Result<(), Blocked> = otherwise(
    "a proposal that has not ended; make a new one with `wr new`",
    "practice",
);

/// Checks that a stage allows a step. The matches are exhaustive: a new stage or step compiles only with every pair
/// answered.
///
/// # Errors
/// What the step needs instead.
pub fn check_transition(stage: Stage, step: Transition) -> Result<(), Blocked> {
    use Stage::*;
    match step {
        Transition::Propose => match stage {
            Unproposed => Ok(()),
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent | Established => ONCE,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::Assign | Transition::Meet => match stage {
            Unproposed => PROPOSED,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent | Established => Ok(()),
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::Submit => match stage {
            Unproposed => PROPOSED,
            Draft | Established => Ok(()),
            Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent => {
                WITHDRAW_FIRST
            }
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::Resubmit => match stage {
            Unproposed => PROPOSED,
            Draft | Established => NOTHING_TO_WITHDRAW,
            Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent => {
                Ok(())
            }
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::AskCommittee => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot => Ok(()),
            CommitteeApproved | BoardBallot | BoardApproved | Sent => COMMITTEES_DONE,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::AskBoard => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot => COMMITTEES_FIRST,
            CommitteeApproved => Ok(()),
            BoardBallot | BoardApproved | Sent => BOARD_DONE,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::Close | Transition::WithdrawBallot | Transition::Extend => match stage {
            Unproposed | Draft | Review | CommitteeApproved | BoardApproved | Sent
            | Established => NO_BALLOT,
            CommitteeBallot | BoardBallot => Ok(()),
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::Schedule => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot => COMMITTEES_FIRST,
            CommitteeApproved | BoardBallot => Ok(()),
            BoardApproved | Sent => BOARD_DONE,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::Approve => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot => COMMITTEES_FIRST,
            CommitteeApproved | BoardBallot => Ok(()),
            BoardApproved | Sent => BOARD_DONE,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::Send => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot | CommitteeApproved | BoardBallot => BOARD_FIRST,
            BoardApproved => Ok(()),
            Sent => ALREADY_SENT,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::Accept | Transition::Decline => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved => {
                SENT_FIRST
            }
            Sent => Ok(()),
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::Backfill => match stage {
            Review => Ok(()),
            Unproposed | Draft | CommitteeBallot | CommitteeApproved | BoardBallot
            | BoardApproved | Sent | Established => ONLY_AT_FIRST,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::Confirm => match stage {
            Review => Ok(()),
            Unproposed | Draft | Established => ON_ITS_WAY,
            CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent => {
                NOT_EDITORIAL
            }
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::Feedback | Transition::Resolve => match stage {
            Unproposed => PROPOSED,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent | Established => Ok(()),
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::Commit => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent => {
                Ok(())
            }
            Removed => REMOVED,
            Ended => ENDED,
        },
        // The stage does not say whether a revision is in force while another is under way; `apply` checks that.
        Transition::Review
        | Transition::Milestone
        | Transition::Recommend
        | Transition::AskRemoval
        | Transition::EndRemovalBallot
        | Transition::Remove => match stage {
            Unproposed => IN_FORCE,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent | Established => Ok(()),
            Removed => REMOVED,
            Ended => ENDED,
        },
        Transition::End => match stage {
            Unproposed => PROPOSED,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent => Ok(()),
            Established => NOT_IN_FORCE,
            Removed => REMOVED,
            Ended => ENDED,
        },
        // `occasion` checks which letters are allowed.
        Transition::Write => match stage {
            Unproposed => PROPOSED,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent | Established => Ok(()),
            Removed => REMOVED,
            Ended => ENDED,
        },
        // The only step that a removed register allows.
        Transition::TakeOff => match stage {
            Unproposed => PROPOSED,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent | Established => NOT_REMOVED,
            Removed => Ok(()),
            Ended => ENDED,
        },
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
