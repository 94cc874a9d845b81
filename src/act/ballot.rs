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

/// A ballot as it was opened. Roll, rule and recording are frozen: later rosters and policies do not change them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Ballot {
    /// The question.
    pub question: Question,
    /// The body that votes.
    pub body: Id,
    /// The number of ballots of this body on this revision, including this one.
    pub round: u32,
    /// The chair who chose to ballot in parallel with the originating committee (DSP4003 3.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parallel: Option<Id>,
    /// The rule that decides approval.
    pub rule: VotingRule,
    /// The minimum number of approvals, in place of the rule's quorum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_approvals: Option<u32>,
    /// Which votes the rule's quorum counts.
    #[serde(default, skip_serializing_if = "QuorumCounts::is_present")]
    pub quorum_counts: QuorumCounts,
    /// What the rule requires of this roll if no seat recuses.
    pub needs: Needs,
    /// Who records votes.
    pub recording: Recording,
    /// The start of voting.
    pub opens: Moment,
    /// The first moment at which it may be closed if every seat has voted.
    pub earliest: Moment,
    /// The end of voting.
    pub closes: Moment,
    /// Every seat of the body, vacant ones included.
    pub roll: Vec<RollSeat>,
}

/// A seat of the body as it was when the ballot opened.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RollSeat {
    /// The seat's id.
    pub id: Id,
    /// The company that holds it; absent for an individual's seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<Id>,
    /// The person who votes for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voter: Option<Id>,
    /// The person who votes if the voter has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternate: Option<Id>,
    /// Whether the seat had an eligible voter when the ballot opened.
    #[serde(default, skip_serializing_if = "SeatStatus::is_filled")]
    pub status: SeatStatus,
}

/// Whether a seat has an eligible voter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeatStatus {
    /// Its voter or its alternate can vote.
    #[default]
    Filled,
    /// It has no eligible voter, and is not part of the base.
    Vacant,
}

impl SeatStatus {
    fn is_filled(&self) -> bool {
        *self == SeatStatus::Filled
    }
}

impl RollSeat {
    /// Whether the seat had no eligible voter when the ballot opened.
    pub fn is_vacant(&self) -> bool {
        self.status == SeatStatus::Vacant
    }

    /// The people who may vote for it: the voter, then the alternate; none for a vacant seat.
    pub fn voters(&self) -> impl Iterator<Item = &Id> {
        self.voter
            .iter()
            .chain(&self.alternate)
            .filter(|_| !self.is_vacant())
    }

    /// The name to show: the company, the individual, or the seat's id if it is vacant.
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

/// The question of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Whether the revision shall be adopted.
    Adopt,
    /// Whether the register shall be removed (DSP4003 4.1); only the board votes on that.
    Remove,
}

/// A seat's vote.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Vote {
    /// The ballot's name.
    pub of: String,
    /// The digest of the ballot; the vote counts in no other.
    pub ballot: Digest,
    /// The seat that votes.
    pub seat: Id,
    /// One more than the highest number of the votes it replaces; 1 if it replaces none.
    pub number: u32,
    /// The votes of the same seat that it replaces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prev: Vec<Digest>,
    /// The choice.
    pub choice: Choice,
    /// The reason; required to oppose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// The choices of a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// In favor.
    Approve,
    /// Against.
    Oppose,
    /// Takes part without taking a side.
    Abstain,
    /// Leaves the base of the count.
    Recuse,
}

impl FromStr for Choice {
    type Err = String;

    fn from_str(text: &str) -> Result<Choice, String> {
        match text.to_lowercase().as_str() {
            "approve" | "approved" | "yes" | "y" | "aye" | "for" | "accept" | "accepted" => {
                Ok(Choice::Approve)
            }
            "oppose" | "opposed" | "no" | "n" | "nay" | "against" => Ok(Choice::Oppose),
            "abstain" | "abstained" => Ok(Choice::Abstain),
            "recuse" | "recused" => Ok(Choice::Recuse),
            _ => Err(format!(
                "`{text}` is not a choice; allowed: yes (approve), no (oppose), abstain or recuse, after the register if \
                 you name it: `wr vote snia yes`"
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
    /// The number of this result: 2 or more if the earlier files are void.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The outcome.
    pub outcome: Outcome,
    /// The number of seats by choice.
    pub counts: Counts,
    /// E: the roll less recusals and vacant seats.
    pub base: u32,
    /// What the rule required of that base.
    pub needed: Needs,
    /// The digests of all votes that existed, counted or superseded, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<Digest>,
    /// The working groups whose answers the chair did not wait for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Id>,
    /// Why the chair did not wait for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// The withdrawal of a ballot, which is neither an approval nor a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Withdraw {
    /// The ballot's name.
    pub of: String,
    /// The digest of the ballot.
    pub ballot: Digest,
    /// The number of this result: 2 or more if the earlier files are void.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The reason.
    pub because: String,
}

/// An extension of an open ballot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Extend {
    /// The ballot's name.
    pub of: String,
    /// The digest of the ballot.
    pub ballot: Digest,
    /// The new end of voting.
    pub closes: Moment,
    /// The reason.
    pub because: String,
}

impl Question {
    /// The words before the subject, as in `asks the board about revision 1`.
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
