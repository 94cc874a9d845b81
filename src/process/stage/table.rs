//! The table of transitions: which stage allows which step, and what is missing otherwise.

use super::{Stage, Transition};

/// Why a stage does not allow a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocked {
    /// What the step needs, as the line after `needs:`.
    pub needs: &'static str,
    /// The clause of DSP4003, or the practice.
    pub clause: &'static str,
    /// Who can provide what is missing.
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
