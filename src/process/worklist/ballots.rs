//! The tasks of open ballots: the missing votes, seat by seat, and the ballots to close.

use std::collections::BTreeSet;

use super::item::Item;
use crate::act::{Question, RollSeat};
use crate::ballot::Opened;
use crate::date::Moment;
use crate::id::Id;
use crate::process::{History, State};
use crate::roster::Roster;
use crate::roster::authority::{Setting, Task};

/// A vote for each seat that did not vote, or the closing of a ballot that can be closed; and the commands that would
/// close the other ballots.
pub(super) fn items(
    state: &State,
    history: &History<'_>,
    roster: &Roster,
    now: Moment,
) -> (Vec<Item>, BTreeSet<String>) {
    let (mut items, mut unripe) = (Vec::new(), BTreeSet::new());
    for (name, _) in state.open_ballots() {
        let Some((opened, tally)) = history.count(state, name) else {
            continue;
        };
        let close = format!("wr ballot close {} --ballot {name}", history.id);
        let silent: BTreeSet<_> = tally.did_not_vote().collect();
        let is_over = now > opened.closes;
        if is_over || silent.is_empty() && now >= opened.ballot.earliest {
            let ballot_votes = OpenBallot {
                name,
                opened,
                roster,
                register: history.id.as_str(),
                now,
            };
            items.push(ballot_votes.closing(close, is_over));
            continue;
        }
        unripe.insert(close);
        let ballot_votes = OpenBallot {
            name,
            opened,
            roster,
            register: history.id.as_str(),
            now,
        };
        let seats = opened
            .ballot
            .roll
            .iter()
            .filter(|seat| silent.contains(&seat.id));
        let (recorded, own): (Vec<&RollSeat>, Vec<&RollSeat>) =
            seats.partition(|seat| ballot_votes.is_recorded(seat));
        items.extend(ballot_votes.history(&recorded));
        items.extend(own.into_iter().map(|seat| ballot_votes.vote(seat)));
    }
    (items, unripe)
}

struct OpenBallot<'a> {
    name: &'a str,
    opened: Opened<'a>,
    roster: &'a Roster,
    register: &'a str,
    now: Moment,
}

impl OpenBallot<'_> {
    /// For example `revision 1 in the Alliance Committee`.
    fn subject(&self) -> String {
        let revision = self.opened.stored.act.revision.unwrap_or(0);
        let body = self.roster.body_name(&self.opened.ballot.body);
        match self.opened.ballot.question {
            Question::Adopt => format!("revision {revision} in the {body}"),
            Question::Remove => format!("the removal of revision {revision} in the {body}"),
        }
    }

    fn clause(&self) -> &'static str {
        match self.opened.ballot.question {
            Question::Adopt => "DSP4003 3.2",
            Question::Remove => "DSP4003 4.1",
        }
    }

    fn vote(&self, seat: &RollSeat) -> Item {
        let roll = &self.opened.ballot.roll;
        let first = seat.voters().next();
        let votes = |other: &&RollSeat| other.voters().any(|voter| Some(voter) == first);
        // A voter with two seats has to name one.
        let of_seat = if roll.iter().filter(votes).count() > 1 {
            format!(" --for {}", seat.id)
        } else {
            String::new()
        };
        let name = self.name_of(seat);
        let told = |id: &Id| match seat.voter.as_ref() == Some(id) {
            true => format!("{} (votes for {name})", self.roster.person_name(id)),
            false => format!("{} (alternate for {name})", self.roster.person_name(id)),
        };
        let who = seat.voters().map(told).collect();
        let command = format!(
            "wr vote {} CHOICE --ballot {}{of_seat}",
            self.register, self.name
        );
        Item {
            seats: vec![name.clone()],
            who,
            first: first.cloned().into_iter().collect(),
            others: seat.voters().skip(1).cloned().collect(),
            companies: seat.organization.iter().cloned().collect(),
            ..self.until_its_end(format!("vote on {}", self.subject()), command)
        }
    }

    /// Whether only the chair records the vote of this seat.
    fn is_recorded(&self, seat: &RollSeat) -> bool {
        self.opened
            .recorder()
            .is_some_and(|chair| seat.voter.as_ref() != Some(chair))
    }

    /// The votes of seats that only the chair records.
    fn history(&self, seats: &[&RollSeat]) -> Option<Item> {
        let chair = self.opened.recorder().filter(|_| !seats.is_empty())?;
        let body = self.roster.body_name(&self.opened.ballot.body);
        let command = format!(
            "wr vote {} CHOICE --ballot {} --for SEAT --evidence TEXT",
            self.register, self.name
        );
        Some(Item {
            seats: seats.iter().map(|seat| self.name_of(seat)).collect(),
            who: vec![format!(
                "{} (chair of the {body})",
                self.roster.person_name(chair)
            )],
            first: vec![chair.clone()],
            others: self
                .opened
                .recorders()
                .into_iter()
                .filter(|id| *id != chair)
                .cloned()
                .collect(),
            ..self.until_its_end(format!("record the vote on {}", self.subject()), command)
        })
    }

    fn name_of(&self, seat: &RollSeat) -> String {
        seat.name(self.roster)
    }

    /// An item for the time in which the ballot is open, without people.
    fn until_its_end(&self, what: String, command: String) -> Item {
        Item {
            what,
            seats: Vec::new(),
            command,
            who: Vec::new(),
            first: Vec::new(),
            others: Vec::new(),
            bodies: vec![self.opened.ballot.body.clone()],
            companies: Vec::new(),
            by: Some(self.opened.closes.day()),
            closes: Some(self.opened.closes),
            since: Some(self.opened.ballot.opens.day()),
            clause: self.clause(),
        }
    }

    fn closing(&self, command: String, is_over: bool) -> Item {
        let body = &self.opened.ballot.body;
        let setting = Setting::of(self.roster, self.now.day(), Some(body));
        let why = if is_over {
            "its time is over"
        } else {
            "every seat has voted"
        };
        let first = setting.first(Task::CloseBallot);
        let others = setting
            .ids(Task::CloseBallot)
            .into_iter()
            .filter(|id| !first.contains(id))
            .collect();
        Item {
            what: format!("close the ballot on {}: {why}", self.subject()),
            seats: Vec::new(),
            command,
            who: setting.who(Task::CloseBallot),
            first,
            others,
            bodies: vec![body.clone()],
            companies: Vec::new(),
            by: is_over.then(|| self.opened.closes.day()),
            closes: None,
            since: None,
            clause: self.clause(),
        }
    }
}
