//! Letters about ballots: opened, closing soon, result (DSP4003 3.2). Each seat gets a separate message, whose answer can
//! be imported as its vote.

use serde::Serialize;

use super::address::Mailbox;
use super::context::LetterContext;
use super::error::NotWritten;
use super::message::{Attachment, Message, Recipient};
use super::reference::{Reference, hex};
use crate::act::{Action, Letter, LetterKind, Question, RollSeat};
use crate::ballot::Opened;
use crate::ballot::tally::Tally;
use crate::id::Id;
use crate::policy::Recording;
use crate::policy::rule::Counts;
use crate::process::{BallotStatus, Refusal};
use crate::render::{CalendarEntry, Certainty, EntryTime, calendar};
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
    /// The digest of the text.
    digest: String,
    /// Whether an answer by e-mail counts: the policy lets the chair record votes, and the recipient votes for the seat.
    by_email: bool,
    /// Whether voters record their votes themselves.
    by_command: bool,
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
    /// The names of the seats.
    seats: Vec<String>,
    /// The seat for which the recipient votes.
    own: Option<Id>,
}

pub(super) fn opened(ctx: &LetterContext<'_>, letter: &Letter) -> Result<Vec<Message>, NotWritten> {
    let (opened, tally) = counted(ctx, letter)?;
    let voters = voters(ctx, opened, opened.ballot.roll.iter())?;
    questions(ctx, letter, opened, tally.counts, voters)
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
    questions(ctx, letter, opened, tally.counts, voters)
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
        let what = format!("the result of the ballot {}", opened.name());
        return Err(ctx.unreadable(what));
    };
    let mut recipients: Vec<VoterRecipient> = Vec::new();
    for voter in voters(ctx, opened, opened.ballot.roll.iter())? {
        add(&mut recipients, VoterRecipient { own: None, ..voter });
    }
    for person in [ctx.owner(), ctx.vice_president()].into_iter().flatten() {
        add(
            &mut recipients,
            VoterRecipient {
                to: ctx.person(person)?,
                seats: Vec::new(),
                own: None,
            },
        );
    }
    messages(
        ctx,
        letter,
        opened,
        counted.counts,
        Some(counted.outcome.to_string()),
        recipients,
    )
}

fn counted<'a>(
    ctx: &LetterContext<'a>,
    letter: &Letter,
) -> Result<(Opened<'a>, Tally), NotWritten> {
    let name = letter.ballot.as_deref().unwrap_or_default();
    ctx.history
        .count(ctx.state, name)
        .ok_or_else(|| ctx.unreadable(format!("the ballot {name}")))
}

/// The voters of these seats: the voter; if that person has left, the alternate, or else the chair.
fn voters<'s>(
    ctx: &LetterContext<'_>,
    opened: Opened<'_>,
    seats: impl Iterator<Item = &'s RollSeat>,
) -> Result<Vec<VoterRecipient>, NotWritten> {
    let mut recipients = Vec::new();
    for seat in seats.filter(|seat| !seat.is_vacant()) {
        let acts = |person: &&Person| person.acts_on(ctx.now.day());
        let found = seat
            .voters()
            .filter_map(|id| ctx.roster.person(id))
            .find(acts);
        let (to, own) = match (found, ctx.roster.body(&opened.ballot.body)) {
            (Some(person), _) => (ctx.person(person)?, Some(seat.id.clone())),
            (None, Some(body)) => (ctx.chair(body)?.0, None),
            (None, None) => continue,
        };
        let seats = vec![seat.name(ctx.roster)];
        add(&mut recipients, VoterRecipient { to, seats, own });
    }
    Ok(recipients)
}

/// Each seat gets a question of its own, so that an answer is the vote of one seat. In other letters, one person
/// gets one message.
fn add(recipients: &mut Vec<VoterRecipient>, new: VoterRecipient) {
    let known = recipients
        .iter_mut()
        .find(|known| known.to.label == new.to.label && known.own == new.own);
    match known {
        Some(known) => known.seats.extend(new.seats),
        None => recipients.push(new),
    }
}

/// The letters that ask for votes, with the text and with the deadline for a calendar.
fn questions(
    ctx: &LetterContext<'_>,
    letter: &Letter,
    opened: Opened<'_>,
    counts: Counts,
    recipients: Vec<VoterRecipient>,
) -> Result<Vec<Message>, NotWritten> {
    let mut attachments = match opened.stored.act.revision {
        Some(revision) => ctx.attached(revision)?,
        None => Vec::new(),
    };
    attachments.push(deadline(ctx, opened));
    let several: Vec<String> = recipients
        .iter()
        .map(|voter| voter.to.label.clone())
        .collect();
    let seats: Vec<Option<Id>> = recipients.iter().map(|voter| voter.own.clone()).collect();
    let mut messages = messages(ctx, letter, opened, counts, None, recipients)?;
    for ((message, label), seat) in messages.iter_mut().zip(&several).zip(&seats) {
        let is_alone = several.iter().filter(|other| *other == label).count() == 1;
        if let Some(seat) = seat.as_ref().filter(|_| !is_alone) {
            message.name += &format!("-{seat}");
        }
        message.attachments = attachments.clone();
        message.reply_to = ctx.recorder(opened)?;
    }
    Ok(messages)
}

/// The end of the ballot, for a calendar: with the time of the act that set it, not of the letter.
fn deadline(ctx: &LetterContext<'_>, opened: Opened<'_>) -> Attachment {
    let (name, id) = (opened.name(), &ctx.register_files.id);
    let body = ctx.roster.body_name(&opened.ballot.body);
    let digest = hex(&format!("{id}\n{}", opened.stored.digest), 12);
    let set = ctx.history.acts.iter().map(|stored| &stored.act);
    let set = set.filter(|act| matches!(&act.action, Action::Extend(extend) if extend.of == name));
    let extended = set.map(|act| act.at).max();
    let entry = CalendarEntry {
        uid: format!("urn:wr:{}:vote.{digest}", ctx.policy.store),
        stamp: extended.unwrap_or(opened.stored.act.at),
        when: EntryTime::Moment(opened.closes),
        summary: format!("Ballot closes: {body}, {name}"),
        lines: vec![format!("Work register {id}.")],
        url: None,
        certainty: Certainty::Fixed,
        category: "Ballot",
    };
    let file = String::from_utf8_lossy(&calendar("Ballot", [entry])).into_owned();
    Attachment::text(format!("{name}.ics"), "text/calendar", file)
}

impl LetterContext<'_> {
    /// The error for a part of the record that was changed by hand.
    fn unreadable(&self, what: String) -> NotWritten {
        NotWritten::Missing {
            what: format!("{what} cannot be read"),
            needs: format!(
                "the files as `wr` wrote them; `wr check {}` shows what changed",
                self.register_files.id
            ),
        }
    }

    /// The chair of the ballot's body, for answers, where the sender may not record votes.
    fn recorder(&self, opened: Opened<'_>) -> Result<Option<Mailbox>, NotWritten> {
        let recorders = opened.recorders();
        if recorders.contains(&&self.sender.id) {
            return Ok(None);
        }
        let people = recorders.into_iter();
        let mut people = people.filter_map(|id| self.roster.person(id));
        let found = people.find(|person| person.acts_on(self.now.day()));
        found.map(Mailbox::of).transpose()
    }
}

fn messages(
    ctx: &LetterContext<'_>,
    letter: &Letter,
    opened: Opened<'_>,
    counts: Counts,
    outcome: Option<String>,
    recipients: Vec<VoterRecipient>,
) -> Result<Vec<Message>, NotWritten> {
    let (name, rule) = (opened.name(), opened.ballot.applied());
    // An extended ballot has another reminder.
    let matter = ctx.matter(
        letter,
        format!("{} {}", opened.stored.digest, opened.closes),
    );
    let (store, recording) = (&ctx.policy.store, opened.ballot.recording);
    let compose = |voter: VoterRecipient| {
        let is_question = outcome.is_none() && recording != Recording::Voter;
        let own = voter.own.as_ref().filter(|_| is_question);
        let matter = match own {
            Some(seat) => {
                matter
                    .clone()
                    .asks(Reference::of_vote(store, opened.stored.digest, seat))
            }
            None => matter.clone(),
        };
        let view = BallotsView {
            revision: opened.stored.act.revision.unwrap_or(0),
            body: ctx.roster.body_name(&opened.ballot.body),
            ballot: name.clone(),
            is_removal: opened.ballot.question == Question::Remove,
            closes: opened.closes.in_words(),
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
            for_seats: voter.seats,
            digest: opened
                .stored
                .act
                .digest
                .map_or(String::new(), |digest| digest.to_string()),
            by_email: own.is_some(),
            by_command: recording != Recording::Chair,
            outcome: outcome.clone(),
            approve: counts.approve,
            oppose: counts.oppose,
            abstain: counts.abstain,
            recuse: counts.recuse,
            did_not_vote: counts.did_not_vote,
        };
        let mut message = ctx.compose(letter, &matter, &voter.to, &view)?;
        message.name = format!(
            "{}-{}-{name}-{}",
            letter.letter, ctx.register_files.id, voter.to.label
        );
        Ok(message)
    };
    recipients.into_iter().map(compose).collect()
}
