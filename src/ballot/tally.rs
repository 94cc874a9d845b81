//! Counts votes: a pure function of the set of votes, whatever their order.

use std::collections::{BTreeMap, BTreeSet};

use super::Opened;
use crate::act::{Action, Choice, Counted, StoredAct, Vote};
use crate::id::Id;
use crate::policy::rule::{Counts, Needs, Outcome};
use crate::source::Digest;

/// The count of a ballot's votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The vote of each seat, in the roll's order.
    pub seats: Vec<(Id, SeatVote)>,
    /// The number of seats by choice.
    pub counts: Counts,
    /// What an approval needs, for this base.
    pub needed: Needs,
    /// The outcome with these votes.
    pub outcome: Outcome,
    /// The digests of all vote files, void ones included, in order.
    pub votes: Vec<Digest>,
    /// The void votes, each with the reason.
    pub void: Vec<(Digest, String)>,
}

/// The vote of a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeatVote {
    /// No vote that counts.
    Nothing,
    /// The last of its votes.
    Voted {
        /// The choice.
        choice: Choice,
        /// The digest of its act.
        vote: Digest,
        /// The voter.
        by: Id,
        /// The person who recorded it for the voter.
        recorded_by: Option<Id>,
    },
    /// Two or more votes, none of which replaces the others: none counts.
    Rivals(Vec<Digest>),
    /// The seat was vacant when the ballot opened.
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

    /// The result of the ballot `opened` with this count, without a number.
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

    /// The number of seats that are not vacant.
    pub fn voting_seats(&self) -> usize {
        self.seats
            .iter()
            .filter(|(_, said)| *said != SeatVote::Vacant)
            .count()
    }

    /// The seats without a vote that counts, vacant ones excluded.
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
    /// Whether the voter cast it, and not the alternate.
    is_voters: bool,
}

/// The votes that may count, by seat.
type Chains<'a> = BTreeMap<Id, Vec<Cast<'a>>>;

impl Cast<'_> {
    fn is_own(&self) -> bool {
        self.stored.act.recorded_by.is_none()
    }
}

/// Splits votes into those that may count, by seat, and void ones, with reasons.
///
/// Votes are sorted by number, so that the votes that a vote replaces are judged before it.
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
            (_, Ok(_)) => void.push((stored.digest, "it is not a vote".to_string())),
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

/// Checks that a vote follows the earlier votes of its seat.
fn follows(cast: Cast<'_>, chain: &[Cast<'_>]) -> Result<(), String> {
    let mut highest = 0;
    for prev in &cast.vote.prev {
        let Some(earlier) = chain.iter().find(|earlier| earlier.stored.digest == *prev) else {
            return Err(format!(
                "it replaces {}, which is not a vote of this seat",
                prev.short()
            ));
        };
        if earlier.is_own() && !cast.is_own() {
            return Err("the chair cannot replace a vote that the member cast".to_string());
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
            "it has number {}, and the next number is {}",
            cast.vote.number,
            highest + 1
        ));
    }
    Ok(())
}

/// The votes of a chain that no other vote replaces. The voter's own votes take precedence over all others. Without
/// one, the alternate's own votes take precedence over records of the alternate's votes, and conflict with a record of
/// the voter's vote.
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

/// The person who records a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// The voter.
    Voter,
    /// The chair, whose record never replaces a voter's own vote.
    Chair,
}

/// The number of a seat's next vote, and the votes that it replaces.
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
