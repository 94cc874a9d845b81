//! Several answers to one question.

use super::read::Mail;
use super::record::{Record, What};
use super::sift::{Left, Reason, Sieve};
use crate::ballot::tally::SeatVote;
use crate::id::Id;

impl Sieve<'_> {
    /// Leaves out answers to the same question: all of one person that differ, and an alternate's beside the voter's.
    pub(super) fn rivals(&self, records: &mut Vec<Record>) -> Vec<(Mail, Left)> {
        let mut left = Vec::new();
        let all = records.clone();
        let mut kept: Vec<Record> = Vec::new();
        for record in all.iter() {
            match self.rival(record, &all, &kept) {
                None => kept.push(record.clone()),
                Some(why) => {
                    let next = self.only(&record.evidence);
                    left.push((
                        record.mail.clone(),
                        Left::new(Reason::Twice, why).next(next),
                    ));
                }
            }
        }
        *records = kept;
        left
    }

    fn rival(&self, record: &Record, all: &[Record], kept: &[Record]) -> Option<String> {
        let name = self.roster.person_name(&record.by);
        let same = |other: &&Record| key(other).is_some() && key(other) == key(record);
        let others = all
            .iter()
            .filter(same)
            .filter(|other| other.evidence != record.evidence);
        for other in others {
            let is_same_voter = other.by == record.by;
            if is_same_voter && other.what != record.what {
                return Some(format!(
                    "{name} sent answers that differ: {}",
                    ids(all, record)
                ));
            }
            if !is_same_voter && self.is_voter(other) {
                let voter = self.roster.person_name(&other.by);
                return Some(format!("{voter}, the voter of the seat, answered as well"));
            }
            if is_same_voter && kept.iter().any(|it| it.evidence == other.evidence) {
                return Some(format!(
                    "{name} sent the same answer before: <{}>",
                    other.evidence.id
                ));
            }
        }
        self.earlier(record).filter(|_| !self.is_confirmed)
    }

    fn is_voter(&self, record: &Record) -> bool {
        let (What::Vote { ballot, seat, .. }, Some(register)) =
            (&record.what, self.register(&record.register))
        else {
            return false;
        };
        let opened = register.history.count(&register.replay.state, ballot);
        let seat = opened.and_then(|(opened, _)| opened.ballot.seat(seat));
        seat.and_then(|seat| seat.voter.as_ref()) == Some(&record.by)
    }

    /// The vote of the seat that another person has recorded before.
    fn earlier(&self, record: &Record) -> Option<String> {
        let What::Vote { ballot, seat, .. } = &record.what else {
            return None;
        };
        let register = self.register(&record.register)?;
        let (_, tally) = register.history.count(&register.replay.state, ballot)?;
        let (_, said) = tally.seats.iter().find(|(id, _)| id == seat)?;
        match said {
            SeatVote::Voted {
                choice,
                by,
                recorded_by: Some(_),
                ..
            } if *by == record.by => Some(format!(
                "a vote of {} is recorded already: {choice}",
                self.roster.person_name(by)
            )),
            SeatVote::Voted { .. } | SeatVote::Nothing | SeatVote::Vacant | SeatVote::Rivals(_) => {
                None
            }
        }
    }
}

/// What only one answer can be about: a seat in a ballot, or the partner's answer.
fn key(record: &Record) -> Option<(&Id, Option<(&String, &Id)>)> {
    match &record.what {
        What::Vote { ballot, seat, .. } => Some((&record.register, Some((ballot, seat)))),
        What::Accept | What::Decline { .. } => Some((&record.register, None)),
        What::Feedback { .. } => None,
    }
}

fn ids(all: &[Record], record: &Record) -> String {
    let same = all
        .iter()
        .filter(|other| key(other) == key(record) && other.by == record.by);
    let ids: Vec<String> = same.map(|it| format!("<{}>", it.evidence.id)).collect();
    ids.join(", ")
}
