//! The table of transitions: which step leads on from which stage, and what is missing where one does not.

use super::{Stage, Step};

/// Why a step does not lead on from a stage: what it would have to be, and the clause that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hurdle {
    /// What the stage would have to be, as the end of "this needs ...".
    pub needs: &'static str,
    /// The clause of DSP4003, and the row of the requirements.
    pub clause: &'static str,
    /// Who can take it away.
    pub by: By,
}

/// Who can take a hurdle away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Those who can take the next steps of the register.
    NextSteps,
    /// The one who acts, by another command.
    Actor,
}

const fn hurdle(needs: &'static str, clause: &'static str) -> Result<(), Hurdle> {
    Err(Hurdle {
        needs,
        clause,
        by: By::NextSteps,
    })
}

const fn otherwise(needs: &'static str, clause: &'static str) -> Result<(), Hurdle> {
    Err(Hurdle {
        needs,
        clause,
        by: By::Actor,
    })
}

const PROPOSED: Result<(), Hurdle> =
    hurdle("a register that is proposed: `wr new`", "DSP4003 3.1 (A1)");
const ON_ITS_WAY: Result<(), Hurdle> =
    hurdle("a revision on its way: `wr submit`", "DSP4003 3.1 (A3)");
const COMMITTEES_FIRST: Result<(), Hurdle> = hurdle(
    "the approval of every committee of this revision before the board's",
    "DSP4003 2.3, 3.2 (A6)",
);
const BOARD_FIRST: Result<(), Hurdle> = hurdle(
    "every other approval that this revision needs first, the board's by resolution",
    "DSP4003 2.6, 3.2 (A8)",
);
const COMMITTEES_DONE: Result<(), Hurdle> = otherwise(
    "a committee whose approval is still missing",
    "DSP4003 3.2 (A4)",
);
const WITHDRAW_FIRST: Result<(), Hurdle> = otherwise(
    "`--withdraw`, because another revision is on its way",
    "DSP4003 3.1 (A3)",
);
const NOTHING_TO_WITHDRAW: Result<(), Hurdle> = otherwise(
    "a revision on its way to withdraw; submit without `--withdraw`",
    "DSP4003 3.1 (A3)",
);
const SENT_FIRST: Result<(), Hurdle> = hurdle(
    "the approved register to be sent to the partner first: `wr send`",
    "DSP4003 3.2 (A8)",
);
const ONCE: Result<(), Hurdle> =
    otherwise("a register that is not proposed yet", "DSP4003 3.1 (A1)");
const NO_BALLOT: Result<(), Hurdle> = hurdle("a ballot that is open", "DSP4003 3.2 (A4)");
const ALREADY_SENT: Result<(), Hurdle> = otherwise(
    "a revision that is not with the partner already",
    "DSP4003 3.2 (A8)",
);
const BOARD_DONE: Result<(), Hurdle> = otherwise(
    "a revision that the board has not approved yet",
    "DSP4003 3.2 (A6)",
);
const ONLY_AT_FIRST: Result<(), Hurdle> = otherwise(
    "a revision that was just submitted with `--from-records`",
    "practice (backfill)",
);

const NOT_EDITORIAL: Result<(), Hurdle> = otherwise(
    "a revision that its owner declared editorial",
    "practice (U4a)",
);

const IN_FORCE: Result<(), Hurdle> = hurdle("a register in force", "DSP4003 4");
const NOT_IN_FORCE: Result<(), Hurdle> = otherwise(
    "a proposal that never came into force; what is in force the board removes: `wr remove`",
    "DSP4003 4.1 (U9, U10)",
);
const REMOVED: Result<(), Hurdle> = otherwise(
    "a register that the board has not removed; a new one is proposed with `wr new`",
    "DSP4003 4.1 (U9)",
);
const NOT_REMOVED: Result<(), Hurdle> = hurdle(
    "a register that the board has removed: `wr remove approve`",
    "DSP4003 4.1 (U9)",
);
const ENDED: Result<(), Hurdle> = otherwise(
    "a proposal that has not ended; a new one is made with `wr new`",
    "practice (U10)",
);

/// The table of transitions. A new stage or step does not compile until every pair of it is answered.
pub fn leads_on(stage: Stage, step: Step) -> Result<(), Hurdle> {
    use Stage::*;
    match step {
        Step::Propose => match stage {
            Unproposed => Ok(()),
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent | Established => ONCE,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::Assign | Step::Meet => match stage {
            Unproposed => PROPOSED,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent | Established => Ok(()),
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::Submit => match stage {
            Unproposed => PROPOSED,
            Draft | Established => Ok(()),
            Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent => {
                WITHDRAW_FIRST
            }
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::Resubmit => match stage {
            Unproposed => PROPOSED,
            Draft | Established => NOTHING_TO_WITHDRAW,
            Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent => {
                Ok(())
            }
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::AskCommittee => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot => Ok(()),
            CommitteeApproved | BoardBallot | BoardApproved | Sent => COMMITTEES_DONE,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::AskBoard => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot => COMMITTEES_FIRST,
            CommitteeApproved => Ok(()),
            BoardBallot | BoardApproved | Sent => BOARD_DONE,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::Close | Step::WithdrawBallot | Step::Extend => match stage {
            Unproposed | Draft | Review | CommitteeApproved | BoardApproved | Sent
            | Established => NO_BALLOT,
            CommitteeBallot | BoardBallot => Ok(()),
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::Schedule => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot => COMMITTEES_FIRST,
            CommitteeApproved | BoardBallot => Ok(()),
            BoardApproved | Sent => BOARD_DONE,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::Approve => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot => COMMITTEES_FIRST,
            CommitteeApproved | BoardBallot => Ok(()),
            BoardApproved | Sent => BOARD_DONE,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::Send => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot | CommitteeApproved | BoardBallot => BOARD_FIRST,
            BoardApproved => Ok(()),
            Sent => ALREADY_SENT,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::Accept | Step::Decline => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved => {
                SENT_FIRST
            }
            Sent => Ok(()),
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::Backfill => match stage {
            Review => Ok(()),
            Unproposed | Draft | CommitteeBallot | CommitteeApproved | BoardBallot
            | BoardApproved | Sent | Established => ONLY_AT_FIRST,
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::Confirm => match stage {
            Review => Ok(()),
            Unproposed | Draft | Established => ON_ITS_WAY,
            CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent => {
                NOT_EDITORIAL
            }
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::Feedback | Step::Resolve => match stage {
            Unproposed => PROPOSED,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent | Established => Ok(()),
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::Commit => match stage {
            Unproposed | Draft | Established => ON_ITS_WAY,
            Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved | Sent => {
                Ok(())
            }
            Removed => REMOVED,
            Ended => ENDED,
        },
        // Whether anything is in force while a revision is on its way, the register's state tells.
        Step::Review
        | Step::Milestone
        | Step::Recommend
        | Step::AskRemoval
        | Step::EndRemovalBallot
        | Step::Remove => match stage {
            Unproposed => IN_FORCE,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent | Established => Ok(()),
            Removed => REMOVED,
            Ended => ENDED,
        },
        Step::End => match stage {
            Unproposed => PROPOSED,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent => Ok(()),
            Established => NOT_IN_FORCE,
            Removed => REMOVED,
            Ended => ENDED,
        },
        // Which letter has its occasion, the register's state tells.
        Step::Write => match stage {
            Unproposed => PROPOSED,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent | Established => Ok(()),
            Removed => REMOVED,
            Ended => ENDED,
        },
        // The one thing that is still done about a removed register.
        Step::TakeOff => match stage {
            Unproposed => PROPOSED,
            Draft | Review | CommitteeBallot | CommitteeApproved | BoardBallot | BoardApproved
            | Sent | Established => NOT_REMOVED,
            Removed => Ok(()),
            Ended => ENDED,
        },
    }
}
