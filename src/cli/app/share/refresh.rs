//! Updates what an action says about earlier acts: counts, earlier votes, times.

use anyhow::Result;

use super::context::ReissueContext;
use crate::act::{Ballot, Choice, Counted, Vote};
use crate::ballot::opening::{self, Choices};
use crate::ballot::tally::{SeatVote, Tally};
use crate::cli::app::answer::reject;
use crate::cli::app::judged;
use crate::date::Moment;
use crate::process::count::next_end;

/// The count, with the votes received meanwhile.
pub(super) fn counted(
    scene: &ReissueContext<'_>,
    counted: &Counted,
    seen: &str,
) -> Result<Counted> {
    let Some((opened, _)) = scene
        .register
        .history
        .count(&scene.register.replay.state, &counted.of)
    else {
        return Ok(counted.clone());
    };
    let votes = judged::counted(
        scene.sync.command,
        scene.snapshot,
        &scene.register.history,
        &opened,
        seen,
    )?;
    let tally = Tally::count(opened, votes);
    let (without, because) = (counted.without.clone(), counted.because.clone());
    let number = next_end(&scene.register.history, &counted.of);
    Ok(Counted {
        without,
        because,
        number,
        ..tally.result(opened)
    })
}

/// The seat's vote so far, at the new place of the act.
pub(super) fn said(scene: &ReissueContext<'_>, vote: &Vote) -> Option<Choice> {
    let (_, tally) = scene
        .register
        .history
        .count(&scene.register.replay.state, &vote.of)?;
    let (_, said) = tally
        .seats
        .into_iter()
        .find(|(seat, _)| *seat == vote.seat)?;
    match said {
        SeatVote::Voted { choice, .. } => Some(choice),
        SeatVote::Nothing | SeatVote::Vacant | SeatVote::Rivals(_) => None,
    }
}

/// The same ballot, opened now, with the same length.
pub(super) fn reopened(scene: &ReissueContext<'_>, ballot: &Ballot, now: Moment) -> Result<Ballot> {
    let Some(body) = scene.register.roster.body(&ballot.body) else {
        reject!("the roster no longer has the body `{}`", ballot.body);
    };
    let choices = Choices {
        question: ballot.question,
        round: ballot.round,
        parallel: ballot.parallel.clone(),
        opens: now,
        closes: Moment::new(now.time() + (ballot.closes.time() - ballot.opens.time())),
    };
    Ok(opening::ballot(
        body,
        scene.register.roster,
        scene.register.policy,
        choices,
    ))
}
