//! The earlier events that steps depend on. The day of an act is never before the day of any of them.

use std::fmt;

/// An event that an act depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The proposal of the register.
    Proposal,
    /// The submission of the revision that the act names, or that it withdraws.
    Submission,
    /// The opening of the ballot.
    Opening,
    /// Each committee's approval of the revision under way.
    CommitteeApprovals,
    /// The result of the board's ballot that the act names.
    BoardResult,
    /// Each approval of the revision under way, the board's included.
    Approvals,
    /// The day on which it was last sent to the partner.
    Sending,
    /// The day on which the revision in force came into force.
    InForce,
    /// The last review, acceptance or update.
    LastReview,
    /// The beginning of the work: `initiated` in the text, or the proposal, whichever is earlier.
    Work,
    /// The completion of the milestone.
    Completion,
    /// The feedback, or the vote with a comment.
    Feedback,
    /// The recommendation to remove the register.
    Recommendation,
    /// The event that the letter reports.
    Reported,
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Basis::Proposal => "the proposal",
            Basis::Submission => "the submission of the revision",
            Basis::Opening => "the opening of the ballot",
            Basis::CommitteeApprovals => "the approval of the last committee",
            Basis::BoardResult => "the result of the board's ballot",
            Basis::Approvals => "the last of its approvals",
            Basis::Sending => "the sending to the partner",
            Basis::InForce => "the day on which the revision came into force",
            Basis::LastReview => "the last review or acceptance",
            Basis::Work => "the beginning of the work",
            Basis::Completion => "the completion of the milestone",
            Basis::Feedback => "the feedback",
            Basis::Recommendation => "the recommendation to remove the register",
            Basis::Reported => "the event that the letter reports",
        })
    }
}
