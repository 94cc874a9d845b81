//! Registers that are under way, as far as policy lets the public know: with which partner and where they stand. Their
//! title and their text are not public before they are in force.

use serde::Serialize;

use crate::date::{Day, Moment};
use crate::policy::site::UnderWayVisibility;
use crate::process::{BallotStatus, History, Stage, State};
use crate::render::choice::Governance;
use crate::render::view::full_name;

/// A register, or a new revision of one, that is under way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Progress {
    /// The partner's name in full.
    pub partner: String,
    /// Where it stands, in words: `with the committees`.
    pub stage: String,
    /// Since when.
    pub since: Option<Day>,
    /// The open ballots.
    pub ballots: Vec<OpenBallot>,
}

/// An open ballot, where policy tells of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct OpenBallot {
    /// When it ends.
    pub closes: Moment,
    /// The body that is asked.
    pub body: String,
}

impl Progress {
    /// Nothing where policy hides it, and of what has come to its end.
    pub(in crate::render) fn of(
        governance: Governance<'_>,
        state: &State,
        history: &History<'_>,
    ) -> Option<Progress> {
        let shown = governance.policy.site.under_way;
        let stage = Stage::of(state, history);
        if shown == UnderWayVisibility::Hidden {
            return None;
        }
        let stage = match stage.told(state, history).as_str() {
            "committee-approved" => in_words(Stage::CommitteeApproved)?,
            "approved" => "about to be sent to the partner",
            _ => in_words(stage)?,
        };
        let partner = full_name(governance.roster, state.partner()?);
        let open = state
            .ballots
            .values()
            .filter(|ballot| ballot.status == BallotStatus::Open);
        let open = open
            .filter(|_| shown == UnderWayVisibility::Deadlines)
            .map(|ballot| OpenBallot {
                closes: ballot.closes,
                body: governance.roster.body_name(&ballot.body),
            });
        let mut ballots: Vec<OpenBallot> = open.collect();
        ballots.sort();
        Some(Progress {
            partner,
            stage: stage.to_string(),
            since: state.since,
            ballots,
        })
    }
}

/// Where a register stands that is on its way; nothing for one that is in force or at its end.
fn in_words(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Draft => Some("being drafted"),
        Stage::Review => Some("with the committees for feedback"),
        Stage::CommitteeBallot => Some("being balloted in the committees"),
        Stage::CommitteeApproved => Some("approved by the committees"),
        Stage::BoardBallot => Some("being balloted in the board"),
        Stage::BoardApproved => Some("approved by the board"),
        Stage::Sent => Some("sent to the partner for acceptance"),
        Stage::Unproposed | Stage::Established | Stage::Removed | Stage::Ended => None,
    }
}
