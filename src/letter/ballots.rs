//! Letters about ballots: opened, closing soon, result (DSP4003 3.2). Each voter gets one message, and learns no
//! other address.

use serde::Serialize;

use super::context::LetterContext;
use super::error::NotWritten;
use super::message::{Message, Recipient};
use crate::act::{Action, Letter, LetterKind, Question, RollSeat};
use crate::ballot::Opened;
use crate::ballot::tally::Tally;
use crate::policy::rule::Counts;
use crate::process::{BallotStatus, Refusal};
use crate::roster::Person;

#[derive(Debug, Serialize)]
struct BallotsView {
    revision: u32,
    body: String,
    ballot: String,
    is_removal: bool,
    closes: String,
    rule: String,
    seats: usize,
    /// The seats of the recipient, by name; none for recipients who do not vote.
    for_seats: Vec<String>,
    outcome: Option<String>,
    approve: u32,
    oppose: u32,
    abstain: u32,
    recuse: u32,
    did_not_vote: u32,
    vacant: u32,
    /// The rule with its modifiers, as a sentence.
    rule_explained: String,
    /// What the rule needs of this roll, and with the votes cast so far.
    needed: String,
    still_needed: String,
    base: u32,
}

/// A recipient with the seats that the letter is about.
struct VoterRecipient {
    to: Recipient,
    seats: Vec<String>,
}

pub(super) fn opened(ctx: &LetterContext<'_>, letter: &Letter) -> Result<Vec<Message>, NotWritten> {
    let (opened, tally) = counted(ctx, letter)?;
    let voters = voters(ctx, opened, opened.ballot.roll.iter())?;
    messages(ctx, letter, opened, tally.counts, None, voters)
}

pub(super) fn closing(
    ctx: &LetterContext<'_>,
    letter: &Letter,
) -> Result<Vec<Message>, NotWritten> {
    let (opened, tally) = counted(ctx, letter)?;
    let waits = |seat: &&RollSeat| tally.did_not_vote().any(|id| *id == seat.id);
    let voters = voters(ctx, opened, opened.ballot.roll.iter().filter(waits))?;
    if voters.is_empty() {
        let state = format!("every seat has voted in the ballot {}", opened.name());
        let needs = format!(
            "a seat that has not voted; next: `wr ballot close {}`",
            ctx.register_files.id
        );
        return Err(Refusal::new(state, needs, LetterKind::BallotClosing.clause()).into());
    }
    messages(ctx, letter, opened, tally.counts, None, voters)
}

pub(super) fn result(ctx: &LetterContext<'_>, letter: &Letter) -> Result<Vec<Message>, NotWritten> {
    let (opened, _) = counted(ctx, letter)?;
    let standing = letter
        .ballot
        .as_ref()
        .and_then(|name| ctx.state.ballots.get(name));
    let status = standing.map(|standing| &standing.status);
    // The counts of the result itself, which do not include late votes.
    let result = match status {
        Some(BallotStatus::Closed { result, .. }) => {
            ctx.history.act(*result).map(|stored| &stored.act.action)
        }
        Some(BallotStatus::Open | BallotStatus::Withdrawn { .. }) | None => None,
    };
    let Some(Action::Result(counted)) = result else {
        let what = format!("the result of the ballot {} cannot be read", opened.name());
        let needs = format!(
            "the files as `wr` wrote them; `wr check {}` shows what changed",
            ctx.register_files.id
        );
        return Err(NotWritten::Missing { what, needs });
    };
    let mut told = voters(ctx, opened, opened.ballot.roll.iter())?;
    for person in [ctx.owner(), ctx.vice_president()].into_iter().flatten() {
        add(&mut told, ctx.person(person)?, None);
    }
    messages(
        ctx,
        letter,
        opened,
        counted.counts,
        Some(counted.outcome.to_string()),
        told,
    )
}

fn counted<'a>(
    ctx: &LetterContext<'a>,
    letter: &Letter,
) -> Result<(Opened<'a>, Tally), NotWritten> {
    let name = letter.ballot.as_deref().unwrap_or_default();
    ctx.history
        .count(ctx.state, name)
        .ok_or_else(|| NotWritten::Missing {
            what: format!("the ballot {name} cannot be read"),
            needs: format!(
                "the files as `wr` wrote them; `wr check {}` shows what changed",
                ctx.register_files.id
            ),
        })
}

/// The voters of these seats: the voter; if that person has left, the alternate, or else the chair.
fn voters<'s>(
    ctx: &LetterContext<'_>,
    opened: Opened<'_>,
    seats: impl Iterator<Item = &'s RollSeat>,
) -> Result<Vec<VoterRecipient>, NotWritten> {
    let mut told = Vec::new();
    for seat in seats.filter(|seat| !seat.is_vacant()) {
        let acts = |person: &&Person| person.acts_on(ctx.now.day());
        let found = seat
            .voters()
            .filter_map(|id| ctx.roster.person(id))
            .find(acts);
        let to = match (found, ctx.roster.body(&opened.ballot.body)) {
            (Some(person), _) => ctx.person(person)?,
            (None, Some(body)) => ctx.chair(body)?.0,
            (None, None) => continue,
        };
        let name = seat.name(ctx.roster);
        add(&mut told, to, Some(name));
    }
    Ok(told)
}

/// One person may vote for several seats, and gets one message.
fn add(told: &mut Vec<VoterRecipient>, to: Recipient, seat: Option<String>) {
    match told.iter_mut().find(|known| known.to.label == to.label) {
        Some(known) => known.seats.extend(seat),
        None => told.push(VoterRecipient {
            to,
            seats: seat.into_iter().collect(),
        }),
    }
}

fn messages(
    ctx: &LetterContext<'_>,
    letter: &Letter,
    opened: Opened<'_>,
    counts: Counts,
    outcome: Option<String>,
    told: Vec<VoterRecipient>,
) -> Result<Vec<Message>, NotWritten> {
    let (name, rule) = (opened.name(), opened.ballot.applied());
    // An extended ballot has another reminder.
    let matter = ctx.matter(
        letter,
        format!("{} {}", opened.stored.digest, opened.closes),
    );
    let compose = |told: VoterRecipient| {
        let view = BallotsView {
            revision: opened.stored.act.revision.unwrap_or(0),
            body: ctx.roster.body_name(&opened.ballot.body),
            ballot: name.clone(),
            is_removal: opened.ballot.question == Question::Remove,
            closes: opened.closes.to_string(),
            rule: rule.to_string(),
            rule_explained: rule.explained(),
            needed: rule.needs(counts.base()).to_string(),
            still_needed: rule.still_needed(counts),
            base: counts.base(),
            vacant: counts.vacant,
            seats: opened
                .ballot
                .roll
                .iter()
                .filter(|seat| !seat.is_vacant())
                .count(),
            for_seats: told.seats,
            outcome: outcome.clone(),
            approve: counts.approve,
            oppose: counts.oppose,
            abstain: counts.abstain,
            recuse: counts.recuse,
            did_not_vote: counts.did_not_vote,
        };
        let mut message = ctx.compose(letter, &matter, &told.to, &view)?;
        message.name = format!(
            "{}-{}-{name}-{}",
            letter.letter, ctx.register_files.id, told.to.label
        );
        Ok(message)
    };
    told.into_iter().map(compose).collect()
}
