//! The count: a pure function of the set of votes. Their order, and that of their files, means nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::Opened;
use crate::act::{Action, Choice, Counted, StoredAct, Vote};
use crate::id::Id;
use crate::policy::rule::{Counts, Needs, Outcome};
use crate::source::Digest;

/// What a ballot's votes add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// What each seat said, in the roll's order.
    pub seats: Vec<(Id, SeatVote)>,
    /// The seats by what they said.
    pub counts: Counts,
    /// What was needed of the base.
    pub needed: Needs,
    /// How the ballot ends with these votes.
    pub outcome: Outcome,
    /// Every file among the votes, by digest.
    pub votes: Vec<Digest>,
    /// Those that are no votes, each with the reason.
    pub void: Vec<(Digest, String)>,
}

/// What a seat said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeatVote {
    /// Nothing that counts.
    Nothing,
    /// The last of its votes.
    Voted {
        /// The vote.
        choice: Choice,
        /// Its act.
        vote: Digest,
        /// Who cast it.
        by: Id,
        /// The chair, where the chair recorded it.
        recorded_by: Option<Id>,
    },
    /// Two or more votes, none of which takes the place of the others: none counts.
    Rivals(Vec<Digest>),
    /// Nothing, because nobody could vote for the seat when the ballot opened.
    Vacant,
}

impl Tally {
    /// Counts `votes` in the ballot `opened`.
    pub fn count<'a>(opened: Opened<'_>, votes: impl IntoIterator<Item = &'a StoredAct>) -> Tally {
        let mut votes: Vec<&StoredAct> = votes.into_iter().collect();
        votes.sort_by_key(|stored| stored.digest);
        votes.dedup_by_key(|stored| stored.digest);
        let all = votes.iter().map(|stored| stored.digest).collect();
        let (chains, void) = sift(opened, votes);
        let mut counts = Counts::default();
        let mut seats = Vec::new();
        for seat in &opened.ballot.roll {
            let nothing = if seat.is_vacant() {
                SeatVote::Vacant
            } else {
                SeatVote::Nothing
            };
            let said = chains
                .get(&seat.id)
                .map_or(nothing, |chain| last_word(chain));
            *slot(&mut counts, &said) += 1;
            seats.push((seat.id.clone(), said));
        }
        let rule = opened.ballot.applied();
        let (needed, outcome) = (rule.needs(counts.base()), rule.outcome(counts));
        Tally {
            seats,
            counts,
            needed,
            outcome,
            votes: all,
            void,
        }
    }

    /// The result that this count is, for the ballot `opened`, as the first of its results.
    pub fn result(&self, opened: Opened<'_>) -> Counted {
        Counted {
            of: opened.name(),
            ballot: opened.stored.digest,
            number: None,
            outcome: self.outcome,
            counts: self.counts,
            base: self.counts.base(),
            needed: self.needed,
            votes: self.votes.clone(),
            without: Vec::new(),
            because: None,
        }
    }

    /// How many seats somebody can vote for.
    pub fn voting_seats(&self) -> usize {
        self.seats
            .iter()
            .filter(|(_, said)| *said != SeatVote::Vacant)
            .count()
    }

    /// The seats that have not said anything that counts.
    pub fn did_not_vote(&self) -> impl Iterator<Item = &Id> {
        let is_missing = |said: &SeatVote| matches!(said, SeatVote::Nothing | SeatVote::Rivals(_));
        self.seats
            .iter()
            .filter(move |(_, said)| is_missing(said))
            .map(|(seat, _)| seat)
    }
}

fn slot<'a>(counts: &'a mut Counts, said: &SeatVote) -> &'a mut u32 {
    match said {
        SeatVote::Nothing | SeatVote::Rivals(_) => &mut counts.did_not_vote,
        SeatVote::Vacant => &mut counts.vacant,
        SeatVote::Voted {
            choice: Choice::Approve,
            ..
        } => &mut counts.approve,
        SeatVote::Voted {
            choice: Choice::Oppose,
            ..
        } => &mut counts.oppose,
        SeatVote::Voted {
            choice: Choice::Abstain,
            ..
        } => &mut counts.abstain,
        SeatVote::Voted {
            choice: Choice::Recuse,
            ..
        } => &mut counts.recuse,
    }
}

/// A vote that may count.
#[derive(Clone, Copy)]
struct Cast<'a> {
    stored: &'a StoredAct,
    vote: &'a Vote,
    /// Whether it is the voter's, and not the alternate's.
    is_voters: bool,
}

/// The votes that may count, by seat.
type Chains<'a> = BTreeMap<Id, Vec<Cast<'a>>>;

impl Cast<'_> {
    fn is_own(&self) -> bool {
        self.stored.act.recorded_by.is_none()
    }
}

/// Splits votes into those that may count, by seat, and those that are none, with reasons.
///
/// Votes are taken by rising number, so each finds the votes it replaces already judged.
fn sift<'a>(opened: Opened<'_>, votes: Vec<&'a StoredAct>) -> (Chains<'a>, Vec<(Digest, String)>) {
    let mut chains = Chains::new();
    let mut void = Vec::new();
    let mut cast: Vec<Cast<'a>> = Vec::new();
    for stored in votes {
        match (&stored.act.action, opened.admits(stored)) {
            (Action::Vote(vote), Ok(ballot)) => {
                let voter = ballot.seat(&vote.seat).and_then(|seat| seat.voter.as_ref());
                cast.push(Cast {
                    stored,
                    vote,
                    is_voters: voter == Some(&stored.act.by),
                });
            }
            (_, Err(why)) => void.push((stored.digest, why)),
            (_, Ok(_)) => void.push((stored.digest, "it is no vote".to_string())),
        }
    }
    cast.sort_by_key(|cast| (cast.vote.number, cast.stored.digest));
    for cast in cast {
        let chain = chains.entry(cast.vote.seat.clone()).or_default();
        match follows(cast, chain) {
            Ok(()) => chain.push(cast),
            Err(why) => void.push((cast.stored.digest, why)),
        }
    }
    void.sort();
    (chains, void)
}

/// Whether a vote takes its place in its seat's chain.
fn follows(cast: Cast<'_>, chain: &[Cast<'_>]) -> Result<(), String> {
    let mut highest = 0;
    for prev in &cast.vote.prev {
        let Some(earlier) = chain.iter().find(|earlier| earlier.stored.digest == *prev) else {
            return Err(format!(
                "it takes the place of {}, which is no vote of this seat",
                prev.short()
            ));
        };
        if earlier.is_own() && !cast.is_own() {
            return Err("the chair cannot take back a vote that the member cast".to_string());
        }
        if earlier.is_voters && !cast.is_voters {
            let voter = &earlier.stored.act.by;
            return Err(format!(
                "`{voter}` has voted for this seat: an alternate votes only where the voter has not"
            ));
        }
        highest = highest.max(earlier.vote.number);
    }
    if cast.vote.number != highest + 1 {
        return Err(format!(
            "it is numbered {}, and its place is {}",
            cast.vote.number,
            highest + 1
        ));
    }
    Ok(())
}

/// The votes of a chain that nothing replaces. The voter's own go before all others: an alternate votes only where the
/// voter has not. Without one, an alternate's own go before records of the alternate's votes; a record of what the
/// voter said contradicts them.
fn standing<'a, 'c>(chain: &'c [Cast<'a>]) -> Vec<&'c Cast<'a>> {
    let counted: Vec<_> = if chain.iter().any(|cast| cast.is_own() && cast.is_voters) {
        chain
            .iter()
            .filter(|cast| cast.is_own() && cast.is_voters)
            .collect()
    } else if chain.iter().any(Cast::is_own) {
        chain
            .iter()
            .filter(|cast| cast.is_own() || cast.is_voters)
            .collect()
    } else {
        chain.iter().collect()
    };
    let replaced: BTreeSet<Digest> = counted
        .iter()
        .flat_map(|cast| cast.vote.prev.iter().copied())
        .collect();
    counted
        .into_iter()
        .filter(|cast| !replaced.contains(&cast.stored.digest))
        .collect()
}

/// The vote that counts: the last of a chain.
fn last_word(chain: &[Cast<'_>]) -> SeatVote {
    match standing(chain).as_slice() {
        [] => SeatVote::Nothing,
        [one] => SeatVote::Voted {
            choice: one.vote.choice,
            vote: one.stored.digest,
            by: one.stored.act.by.clone(),
            recorded_by: one.stored.act.recorded_by.clone(),
        },
        rivals => SeatVote::Rivals(rivals.iter().map(|cast| cast.stored.digest).collect()),
    }
}

/// Who writes a vote down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// The voter.
    Voter,
    /// The chair, whose record never takes the place of a voter's own vote.
    Chair,
}

/// The place of a seat's next vote in its chain: its number, and the votes that it takes the place of.
pub fn next_place<'a>(
    opened: Opened<'_>,
    votes: impl IntoIterator<Item = &'a StoredAct>,
    seat: &Id,
    hand: Hand,
) -> (u32, Vec<Digest>) {
    let (mut chains, _) = sift(opened, votes.into_iter().collect());
    let mut chain = chains.remove(seat).unwrap_or_default();
    if hand == Hand::Chair {
        chain.retain(|cast| !cast.is_own());
    }
    let replaced = standing(&chain);
    let highest = replaced
        .iter()
        .map(|cast| cast.vote.number)
        .max()
        .unwrap_or(0);
    (
        highest + 1,
        replaced.iter().map(|cast| cast.stored.digest).collect(),
    )
}
