//! Votes of the user that are in the store and do not count. They are named until the user acknowledges them.

use std::sync::Once;

use anyhow::Result;
use serde::Serialize;

use crate::act::{Action, Choice, StoredAct, Vote};
use crate::ballot::Opened;
use crate::ballot::tally::{SeatVote, Tally};
use crate::cli::app::context::Context;
use crate::cli::app::ui::{self, Tone};
use crate::id::Id;
use crate::policy::Recording;
use crate::process::BallotStatus;
use crate::snapshot::RegisterContext;

/// The setting of the clone with the votes that the user acknowledged.
const SEEN: &str = "wr.votesSeen";

/// A vote of the user that does not count.
#[derive(Debug, Serialize)]
pub(crate) struct UncountedVote {
    register: Id,
    ballot: String,
    /// The short digest of the vote.
    vote: String,
    choice: Choice,
    /// When it was cast.
    at: String,
    because: String,
    /// What the user can do.
    needs: String,
}

/// The votes of the user that do not count and are not acknowledged in this clone; none for a person who is not in the
/// roster.
///
/// # Errors
/// The settings of the clone cannot be read.
pub(crate) fn uncounted_votes(
    context: &Context,
    registers: &[RegisterContext<'_>],
) -> Result<Vec<UncountedVote>> {
    let seen = context.store.config(SEEN)?.unwrap_or_default();
    let mut found = Vec::new();
    for register in registers {
        let Ok(person) = context.actor(register.roster) else {
            continue;
        };
        for name in register.replay.state.ballots.keys() {
            found.extend(of_ballot(register, name, &person.id));
        }
    }
    found.retain(|vote| !seen.split(' ').any(|digest| digest == vote.vote));
    Ok(found)
}

/// The votes as people see them; empty without votes.
fn text(votes: &[UncountedVote]) -> String {
    let mut text: String = votes
        .iter()
        .map(|vote| {
            format!(
                "your vote does not count: {}\n  because: {}\n  needs:   {}\n",
                summary(vote),
                vote.because,
                vote.needs
            )
        })
        .collect();
    if !votes.is_empty() {
        text += "`wr next --seen` acknowledges this\n\n";
    }
    ui::visible(text)
}

/// The votes as a reading command shows them first.
pub(crate) fn heading(votes: &[UncountedVote]) -> String {
    let text = text(votes);
    let painted = text.lines().map(|line| match line.is_empty() {
        true => "\n".to_string(),
        false => ui::paint(Tone::Waiting, line) + "\n",
    });
    painted.collect()
}

/// Warns of the user's votes on a register before another one is recorded: once, also if the vote is tried on several
/// branches.
pub(crate) fn warn(context: &Context, register: &RegisterContext<'_>) {
    static WARNED: Once = Once::new();
    WARNED.call_once(|| {
        // The vote reports what prevents this.
        let votes = uncounted_votes(context, std::slice::from_ref(register)).unwrap_or_default();
        text(&votes).trim_end().lines().for_each(ui::err);
    });
}

/// Acknowledges votes in this clone; returns one line for each.
///
/// # Errors
/// The settings of the clone cannot be read or written.
pub(crate) fn acknowledge(context: &Context, votes: &[UncountedVote]) -> Result<String> {
    if votes.is_empty() {
        return Ok("all your votes count, or are acknowledged\n".to_string());
    }
    let mut seen = context.store.config(SEEN)?.unwrap_or_default();
    for vote in votes {
        seen = format!("{seen} {}", vote.vote);
    }
    context.store.set_config(SEEN, seen.trim())?;
    let line = |vote| format!("acknowledged: {}\n", summary(vote));
    Ok(ui::visible(votes.iter().map(line).collect::<String>()))
}

fn summary(vote: &UncountedVote) -> String {
    format!(
        "{} in {} of {}, cast at {}",
        vote.choice, vote.ballot, vote.register, vote.at
    )
}

/// The person's votes in a ballot that do not count. Votes before one that counts are not listed, because the person
/// has voted again.
fn of_ballot(register: &RegisterContext<'_>, name: &str, person: &Id) -> Vec<UncountedVote> {
    let (history, state) = (&register.history, &register.replay.state);
    let cast = history.votes.get(name).into_iter().flatten().copied();
    if !cast.clone().any(|vote| vote.act.by == *person) {
        return Vec::new();
    }
    let Some((opened, tally)) = history.count(state, name) else {
        return Vec::new();
    };
    let mut votes = history.uncounted(state, name);
    let rivals = cast.clone().filter(|vote| is_rival(&tally, vote));
    let why = "another vote of this seat conflicts with it, so neither counts";
    votes.extend(rivals.map(|vote| (vote, why.to_string())));
    let counted = cast.filter(|vote| vote.act.by == *person && is_counted(&tally, vote));
    votes.retain(|(vote, _)| {
        let replaces = |later: &StoredAct| is_same_seat(later, vote) && later.act.at > vote.act.at;
        vote.act.by == *person && !counted.clone().any(replaces)
    });
    votes.sort_by_key(|(vote, _)| (vote.act.at, vote.digest));
    let shown = |(stored, because): (&StoredAct, String)| {
        let Action::Vote(vote) = &stored.act.action else {
            return None;
        };
        Some(UncountedVote {
            register: register.files.id.clone(),
            ballot: name.to_string(),
            vote: stored.digest.short(),
            choice: vote.choice,
            at: stored.act.at.to_string(),
            because,
            needs: needs(register, &opened, vote, person),
        })
    };
    votes.into_iter().filter_map(shown).collect()
}

/// What the person can do about a vote that does not count.
fn needs(register: &RegisterContext<'_>, opened: &Opened<'_>, vote: &Vote, person: &Id) -> String {
    match register
        .replay
        .state
        .ballots
        .get(&vote.of)
        .map(|it| &it.status)
    {
        Some(BallotStatus::Closed { .. }) => return "nothing: the ballot is closed".to_string(),
        Some(BallotStatus::Withdrawn { .. }) => {
            return "nothing: the ballot was withdrawn".to_string();
        }
        Some(BallotStatus::Open) | None => {}
    }
    if register.now > opened.closes {
        return format!("nothing: the ballot is over since {}", opened.closes);
    }
    if opened.ballot.recording == Recording::Chair && !opened.recorders().contains(&person) {
        return format!("the chair's record of your vote, until {}", opened.closes);
    }
    let is_voter = |seat: &Id| {
        let seat = opened.ballot.seat(seat);
        seat.is_some_and(|seat| seat.voters().any(|voter| voter == person))
    };
    let day = register.now.day();
    if !is_voter(&vote.seat)
        || opened
            .speaks(person, &vote.seat, register.roster, day)
            .is_err()
    {
        return "nothing: you do not vote for this seat".to_string();
    }
    let comment = match vote.choice {
        Choice::Oppose => " --comment TEXT",
        Choice::Approve | Choice::Abstain | Choice::Recuse => "",
    };
    format!(
        "a new vote until {}: `wr vote {} {} --ballot {}{comment}`",
        opened.closes, register.files.id, vote.choice, vote.of
    )
}

fn is_same_seat(one: &StoredAct, other: &StoredAct) -> bool {
    match (&one.act.action, &other.act.action) {
        (Action::Vote(one), Action::Vote(other)) => one.seat == other.seat,
        _ => false,
    }
}

fn is_rival(tally: &Tally, vote: &StoredAct) -> bool {
    let is_among =
        |said: &SeatVote| matches!(said, SeatVote::Rivals(all) if all.contains(&vote.digest));
    tally.seats.iter().any(|(_, said)| is_among(said))
}

fn is_counted(tally: &Tally, counted: &StoredAct) -> bool {
    let is_it =
        |said: &SeatVote| matches!(said, SeatVote::Voted { vote, .. } if *vote == counted.digest);
    tally.seats.iter().any(|(_, said)| is_it(said))
}
