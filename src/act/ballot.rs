//! The acts of a ballot: the ballot itself, its votes, its extensions, its result or its withdrawal.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::date::Moment;
use crate::id::Id;
use crate::policy::Recording;
use crate::policy::rule::{AppliedRule, Counts, Needs, Outcome, QuorumCounts, VotingRule};
use crate::roster::Roster;
use crate::source::Digest;

/// A ballot as it was opened. Roll, rule and recording are frozen: later rosters and policies change nothing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Ballot {
    /// What is asked.
    pub question: Question,
    /// Who is asked.
    pub body: Id,
    /// How many times this body has been asked about this revision, this time included.
    pub round: u32,
    /// The chair who chose to ballot beside the originating committee (DSP4003 3.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parallel: Option<Id>,
    /// When it is approved.
    pub rule: VotingRule,
    /// The least number of approvals, in place of the rule's quorum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_approvals: Option<u32>,
    /// Which votes the rule's quorum counts.
    #[serde(default, skip_serializing_if = "QuorumCounts::is_present")]
    pub quorum_counts: QuorumCounts,
    /// What that means for this roll, as long as nobody recuses.
    pub needs: Needs,
    /// Who records votes.
    pub recording: Recording,
    /// From when votes are taken.
    pub opens: Moment,
    /// The first moment at which it may be closed, once everybody has voted.
    pub earliest: Moment,
    /// Until when votes are taken.
    pub closes: Moment,
    /// Every seat of the body, the vacant ones included.
    pub roll: Vec<RollSeat>,
}

/// A seat of the body as it was when the ballot opened.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RollSeat {
    /// The seat's id.
    pub id: Id,
    /// The company that holds it; an individual's seat has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Id>,
    /// Who votes for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voter: Option<Id>,
    /// Who votes where the voter has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternate: Option<Id>,
    /// Whether somebody could vote for it when the ballot opened.
    #[serde(default, skip_serializing_if = "SeatStatus::is_filled")]
    pub status: SeatStatus,
}

/// Whether somebody can vote for a seat.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeatStatus {
    /// Its voter or its alternate can.
    #[default]
    Filled,
    /// Nobody can: the seat is not part of the base.
    Vacant,
}

impl SeatStatus {
    fn is_filled(&self) -> bool {
        *self == SeatStatus::Filled
    }
}

impl RollSeat {
    /// Whether nobody could vote for it when the ballot opened.
    pub fn is_vacant(&self) -> bool {
        self.status == SeatStatus::Vacant
    }

    /// Who may vote for it: the voter, then the alternate; nobody for a vacant one.
    pub fn voters(&self) -> impl Iterator<Item = &Id> {
        self.voter
            .iter()
            .chain(&self.alternate)
            .filter(|_| !self.is_vacant())
    }

    /// The name to show: the company, the individual, or the seat's id while it is vacant.
    pub fn name(&self, roster: &Roster) -> String {
        match (
            &self.organization,
            self.voter.iter().chain(&self.alternate).next(),
        ) {
            (Some(organization), _) => roster.organization_name(organization),
            (None, Some(person)) => roster.person_name(person),
            (None, None) => self.id.to_string(),
        }
    }
}

impl Ballot {
    /// The ballot's name, which is its folder: `adopt-1-alliance-1`.
    pub fn name(&self, revision: u32) -> String {
        format!("{}-{revision}-{}-{}", self.question, self.body, self.round)
    }

    /// The rule with its modifiers.
    pub fn applied(&self) -> AppliedRule {
        let Ballot {
            rule,
            min_approvals,
            quorum_counts,
            ..
        } = self;
        AppliedRule {
            rule: *rule,
            min_approvals: *min_approvals,
            quorum_counts: *quorum_counts,
        }
    }

    /// The seat with this id.
    pub fn seat(&self, id: &Id) -> Option<&RollSeat> {
        self.roll.iter().find(|seat| seat.id == *id)
    }
}

/// What a ballot asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Whether the revision shall be adopted.
    Adopt,
    /// Whether the register shall be removed (DSP4003 4.1); only the board is asked that.
    Remove,
}

/// A seat's vote.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Vote {
    /// The ballot's name.
    pub of: String,
    /// The digest of the ballot: a vote counts in this one alone.
    pub ballot: Digest,
    /// The seat that votes.
    pub seat: Id,
    /// One more than the greatest number of the votes it takes the place of; 1 when there are none.
    pub number: u32,
    /// The votes of the same seat that it takes the place of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prev: Vec<Digest>,
    /// The vote.
    pub choice: Choice,
    /// Why; an `oppose` has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// What a seat may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// For it.
    Approve,
    /// Against it.
    Oppose,
    /// Takes part, takes no side.
    Abstain,
    /// Leaves the base.
    Recuse,
}

impl FromStr for Choice {
    type Err = String;

    fn from_str(text: &str) -> Result<Choice, String> {
        match text.to_lowercase().as_str() {
            "approve" | "yes" => Ok(Choice::Approve),
            "oppose" | "no" => Ok(Choice::Oppose),
            "abstain" => Ok(Choice::Abstain),
            "recuse" => Ok(Choice::Recuse),
            _ => Err(format!(
                "`{text}` is no choice; there are approve (yes), oppose (no), abstain and recuse"
            )),
        }
    }
}

/// The result of a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Counted {
    /// The ballot's name.
    pub of: String,
    /// The digest of the ballot.
    pub ballot: Digest,
    /// Which result of the ballot this is: 2 or more where the files before it have no effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// How it ended.
    pub outcome: Outcome,
    /// The seats by what they said.
    pub counts: Counts,
    /// E: the roll less recusals and vacant seats.
    pub base: u32,
    /// What was needed of that base.
    pub needed: Needs,
    /// Every vote that was there, counted or superseded, by digest, in order of digests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<Digest>,
    /// The working groups for whose answers the chair did not wait.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Id>,
    /// Why the chair did not wait for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// A ballot called off. It is neither an approval nor a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Withdraw {
    /// The ballot's name.
    pub of: String,
    /// The digest of the ballot.
    pub ballot: Digest,
    /// Which result of the ballot this is: 2 or more where the files before it have no effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Why.
    pub because: String,
}

/// More time for a ballot that is open.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Extend {
    /// The ballot's name.
    pub of: String,
    /// The digest of the ballot.
    pub ballot: Digest,
    /// Until when votes are taken from now on.
    pub closes: Moment,
    /// Why.
    pub because: String,
}

impl Question {
    /// The words before what it is about, as in `asks the board about revision 1`.
    pub fn about(self) -> &'static str {
        match self {
            Question::Adopt => "about",
            Question::Remove => "whether to remove",
        }
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Question::Adopt => f.write_str("adopt"),
            Question::Remove => f.write_str("remove"),
        }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Choice::Approve => "approve",
            Choice::Oppose => "oppose",
            Choice::Abstain => "abstain",
            Choice::Recuse => "recuse",
        })
    }
}
