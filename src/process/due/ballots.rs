//! The duties of open ballots: close those whose time is over, and vote in those that close within a week.

use super::duty::{DueContext, Duty, Mark};
use crate::act::{Question, RollSeat};
use crate::id::Id;
use crate::process::{BallotStanding, SOON};
use crate::roster::authority::Task;

pub(super) fn duties(ctx: &DueContext<'_>) -> Vec<Duty> {
    let open = ctx.state.open_ballots();
    open.filter_map(|(name, standing)| of(ctx, name, standing))
        .collect()
}

fn of(ctx: &DueContext<'_>, name: &str, standing: &BallotStanding) -> Option<Duty> {
    let (opened, tally) = ctx.history.count(ctx.state, name)?;
    let clause = match standing.question {
        Question::Adopt => "DSP4003 3.2",
        Question::Remove => "DSP4003 4.1",
    };
    let (id, closes) = (ctx.history.id, opened.closes);
    let chair = (Task::CloseBallot, Some(&standing.body));
    if ctx.now > closes {
        let what = format!("the time of the ballot {name} is over: close it");
        let command = format!("wr ballot close {id} --ballot {name}");
        return Some(
            ctx.duty(what, (Some(closes.day()), Mark::Due), chair, command)
                .under(clause),
        );
    }
    let silent: Vec<&Id> = tally.did_not_vote().collect();
    if silent.is_empty() || ctx.today().days_until(closes.day()) > SOON {
        return None;
    }
    let (silent, seats) = (silent.len(), tally.voting_seats());
    let what = format!("the ballot {name} is open; seats that have not voted: {silent} of {seats}");
    let command = format!("wr vote {id} CHOICE --ballot {name}");
    let mut duty = ctx
        .duty(what, (Some(closes.day()), Mark::Until), chair, command)
        .under(clause);
    // The duty belongs to the seats that have not voted.
    let waits = |seat: &&RollSeat| tally.did_not_vote().any(|id| *id == seat.id);
    let seats = opened.ballot.roll.iter().filter(waits);
    duty.companies = seats
        .clone()
        .filter_map(|seat| seat.organization.clone())
        .collect();
    let voters = seats.filter_map(|seat| seat.voters().next());
    duty.holders = voters.clone().cloned().collect();
    duty.first = duty.holders.clone();
    let names = voters.map(|voter| format!("{} (has not voted)", ctx.roster.person_name(voter)));
    duty.who = names.collect();
    Some(duty)
}
