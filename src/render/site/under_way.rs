//! The public data of registers under way, as the policy allows: the partner, the stage and open ballots. Titles and
//! texts are not public before a revision is in force.

use serde::Serialize;

use crate::date::{Day, Moment};
use crate::policy::site::UnderWayVisibility;
use crate::process::{BallotStatus, History, Stage, State};
use crate::render::governance::Governance;
use crate::render::view::full_name;

/// A register, or a new revision of one, that is under way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct UnderWayView {
    /// The full name of the partner.
    pub partner: String,
    /// The stage in words, such as `approved by the board`.
    pub stage: String,
    /// The day on which the stage began.
    pub since: Option<Day>,
    /// The open ballots; empty unless the policy publishes deadlines.
    pub ballots: Vec<OpenBallotView>,
}

/// An open ballot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct OpenBallotView {
    /// The time at which it closes.
    pub closes: Moment,
    /// The name of the body.
    pub body: String,
}

impl UnderWayView {
    /// `None` if the policy hides it, or if nothing is under way.
    pub(crate) fn of(
        governance: Governance<'_>,
        state: &State,
        history: &History<'_>,
    ) -> Option<UnderWayView> {
        let shown = governance.policy.site.under_way;
        let stage = Stage::of(state, history);
        if shown == UnderWayVisibility::Hidden {
            return None;
        }
        let stage = match stage.told(state, history).as_str() {
            "committee-approved" => in_words(Stage::CommitteeApproved)?,
            "approved" => "approved, to be sent to the partner",
            _ => in_words(stage)?,
        };
        let partner = full_name(governance.roster, state.partner()?);
        let open = state
            .ballots
            .values()
            .filter(|ballot| ballot.status == BallotStatus::Open);
        let open = open
            .filter(|_| shown == UnderWayVisibility::Deadlines)
            .map(|ballot| OpenBallotView {
                closes: ballot.closes,
                body: governance.roster.body_name(&ballot.body),
            });
        let mut ballots: Vec<OpenBallotView> = open.collect();
        ballots.sort();
        Some(UnderWayView {
            partner,
            stage: stage.to_string(),
            since: state.since,
            ballots,
        })
    }
}

/// The stage in words; `None` for a register in force or at an end.
fn in_words(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Draft => Some("draft"),
        Stage::Review => Some("with the committees for feedback"),
        Stage::CommitteeBallot => Some("balloted by the committees"),
        Stage::CommitteeApproved => Some("approved by the committees"),
        Stage::BoardBallot => Some("balloted by the board"),
        Stage::BoardApproved => Some("approved by the board"),
        Stage::Sent => Some("sent to the partner for acceptance"),
        Stage::Unproposed | Stage::Established | Stage::Removed | Stage::Ended => None,
    }
}
