//! The parts of a ballot that the policy makes public. Of the comments, only the reasons of opposing votes can be public.

use serde::Serialize;

use super::parties::{full_name, without_addresses};
use crate::act::{Action, Choice, Counted, RollSeat, StoredAct};
use crate::ballot::tally::{SeatVote, Tally};
use crate::id::Id;
use crate::policy::rule::{Counts, Needs};
use crate::policy::site::Disclosure;
use crate::render::selected_text::SelectedText;
use crate::roster::Roster;
use crate::source::Digest;

/// The counts of a ballot or a meeting.
#[derive(Debug, Serialize)]
pub(crate) struct BallotView {
    pub(crate) approve: u32,
    pub(crate) oppose: u32,
    pub(crate) abstain: u32,
    pub(crate) recuse: u32,
    pub(crate) did_not_vote: u32,
    /// Seats without a voter.
    pub(crate) vacant: u32,
    /// The number of votes signed by their voters; `None` for a meeting, whose votes are not recorded.
    pub(crate) signed: Option<usize>,
    /// The number of seats that voted.
    pub(crate) voted: usize,
    /// The vote of each seat, if public; empty for a meeting.
    pub(crate) seats: Vec<SeatView>,
    /// The votes that the rule needed; `None` for a meeting, whose rule is not recorded.
    pub(crate) needed: Option<String>,
    /// The counts in a few words, such as `4 of 5, 3 needed, 1 opposed`.
    summary: String,
    /// The number of votes without a signature of their voter, such as `1 of 4 votes not signed`.
    unsigned: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct SeatView {
    /// The organization, or the person if an individual holds the seat.
    pub(crate) holder: String,
    pub(crate) choice: String,
    /// Whether the vote is signed; `None` without a vote.
    pub(crate) signed: Option<bool>,
    /// Whether another person recorded it from an e-mail.
    pub(crate) by_email: bool,
    /// The reason of an opposing vote, if public.
    pub(crate) reason: Option<String>,
}

/// The ballot behind a result; `None` if its counts are not public.
pub(super) fn ballot(selected: &SelectedText<'_>, result: Digest) -> Option<BallotView> {
    let Action::Result(counted) = &selected.act(result)?.act.action else {
        return None;
    };
    let disclosure = selected.governance.policy.site.ballots;
    if disclosure == Disclosure::Outcome {
        return None;
    }
    let seats = seats(selected, counted).unwrap_or_default();
    let voted = seats.iter().filter(|seat| seat.signed.is_some()).count();
    let signed = seats
        .iter()
        .filter(|seat| seat.signed == Some(true))
        .count();
    let seats = if disclosure >= Disclosure::Names {
        seats
    } else {
        Vec::new()
    };
    Some(BallotView {
        seats,
        signed: Some(signed),
        voted,
        needed: Some(counted.needed.to_string()),
        summary: summary(counted.counts, Some(counted.needed)),
        unsigned: (0 < signed && signed < voted)
            .then(|| format!("{} of {voted} votes not signed", voted - signed)),
        ..of(counted.counts)
    })
}

/// The counts of a meeting, without the votes of seats, which are not recorded.
pub(super) fn meeting(selected: &SelectedText<'_>, counts: Counts) -> Option<BallotView> {
    (selected.governance.policy.site.ballots >= Disclosure::Tally).then(|| of(counts))
}

fn of(counts: Counts) -> BallotView {
    let Counts {
        approve,
        oppose,
        abstain,
        recuse,
        did_not_vote,
        vacant,
    } = counts;
    BallotView {
        approve,
        oppose,
        abstain,
        recuse,
        did_not_vote,
        vacant,
        signed: None,
        voted: 0,
        seats: Vec::new(),
        needed: None,
        summary: summary(counts, None),
        unsigned: None,
    }
}

/// The approvals of the seats that could vote, what was needed, and the votes that were not approvals.
fn summary(counts: Counts, needs: Option<Needs>) -> String {
    let base = counts.base();
    let mut parts = vec![format!("{} of {base}", counts.approve)];
    // With a quorum, fewer approvals than those of a full vote may do.
    parts.extend(needs.and_then(|needs| {
        match needs.quorum {
            _ if counts.approve >= needs.approve => Some(format!("{} needed", needs.approve)),
            Some(quorum) => Some(format!("quorum {quorum}")),
            None => needs
                .min_approvals
                .map(|least| format!("at least {least} needed")),
        }
    }));
    let others = [
        (counts.oppose, "opposed"),
        (counts.abstain, "abstained"),
        (counts.recuse, "recused"),
        (counts.did_not_vote, "did not vote"),
        (counts.vacant, "vacant"),
    ];
    let others = others.into_iter().filter(|(count, _)| *count > 0);
    parts.extend(others.map(|(count, what)| format!("{count} {what}")));
    parts.join(", ")
}

/// The votes of the seats that the result counts, without late votes.
fn seats(selected: &SelectedText<'_>, counted: &Counted) -> Option<Vec<SeatView>> {
    let stored = selected.act(counted.ballot)?;
    let roster = selected.register.history.rosters.get(&stored.act.roster)?;
    let Action::Ballot(ballot) = &stored.act.action else {
        return None;
    };
    let opened = selected.register.history.opened(stored)?;
    let standing = selected.state().ballots.get(&counted.of);
    let opened = opened.until(standing.map_or(ballot.closes, |standing| standing.closes));
    let votes = selected
        .register
        .history
        .votes
        .get(counted.of.as_str())
        .cloned()
        .unwrap_or_default();
    let votes: Vec<&StoredAct> = votes
        .into_iter()
        .filter(|vote| counted.votes.contains(&vote.digest))
        .collect();
    let tally = Tally::count(opened, votes.iter().copied());
    let is_signed = |cast: &StoredAct| {
        cast.act.recorded_by.is_none() && selected.register.history.signer(cast).is_some()
    };
    let view = |(id, said): &(Id, SeatVote)| {
        let (choice, cast) = match said {
            SeatVote::Voted { choice, vote, .. } => {
                let cast = votes.iter().find(|cast| cast.digest == *vote);
                (choice.to_string(), cast.copied())
            }
            SeatVote::Vacant => ("vacant".to_string(), None),
            SeatVote::Nothing | SeatVote::Rivals(_) => ("no vote".to_string(), None),
        };
        Some(SeatView {
            holder: holder(ballot.seat(id)?, roster),
            choice,
            signed: cast.map(is_signed),
            by_email: cast.is_some_and(|cast| cast.act.email().is_some()),
            reason: cast
                .and_then(|cast| public_reason(selected, cast))
                .map(str::to_string),
        })
    };
    Some(tally.seats.iter().filter_map(view).collect())
}

/// The reason of an opposing vote, if the policy makes reasons public.
pub(super) fn public_reason<'a>(
    selected: &SelectedText<'_>,
    stored: &'a StoredAct,
) -> Option<&'a str> {
    let Action::Vote(vote) = &stored.act.action else {
        return None;
    };
    let is_public = vote.choice == Choice::Oppose
        && selected.governance.policy.site.ballots == Disclosure::Reasons;
    vote.comment.as_deref().filter(|_| is_public)
}

fn holder(seat: &RollSeat, roster: &Roster) -> String {
    match &seat.organization {
        Some(organization) => full_name(roster, organization),
        None => without_addresses(&seat.name(roster)),
    }
}
