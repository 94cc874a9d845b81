//! Decides whether acts from another clone are legal in this store as they are.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::act::{Action, StoredAct, Vote};
use crate::ballot::tally::{SeatVote, Tally};
use crate::cli::app::context::Context;
use crate::cli::app::judged::MainLine;
use crate::id::Id;
use crate::path::{HISTORY, POLICY, ROSTER, SIGNERS, Subject};
use crate::process::{History, Refusal, Replay, apply};
use crate::request;
use crate::snapshot::{Document, RegisterContext, RequestContext};
use crate::source::{Digest, Tree};
use crate::store::Commit;

/// The verdict on an incoming act.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// It is legal as it is.
    Fits,
    /// It does not fit as it is, but its author may be able to record it again; with the reason.
    Outdated(String),
    /// The process refuses it.
    Illegal(Refusal),
}

/// A register or a change request before and after acts arrive, with the main line that they enter.
pub(crate) struct Arrival<'a, S> {
    /// The state without the acts.
    pub before: S,
    /// The state with the acts.
    pub after: S,
    /// The main line that leads to `before`.
    pub main: &'a MainLine,
}

/// The files at a commit that are needed to judge the acts on a subject.
///
/// # Errors
/// The commit cannot be read.
pub(crate) fn files(
    context: &Context,
    at: Commit,
    subject: Subject<'_>,
    register: &Id,
) -> Result<Tree> {
    let (own, other) = (Subject::Register(register).prefix(), subject.prefix());
    let mut under = vec![POLICY, ROSTER, HISTORY, SIGNERS, own.as_str()];
    if other != own {
        under.push(&other);
    }
    Ok(context.store.read(at, &under)?.tree)
}

impl Arrival<'_, RegisterContext<'_>> {
    /// The verdict of the process and the judge on one of the incoming acts.
    pub(crate) fn judge(&self, stored: &StoredAct) -> Verdict {
        let placed = if let Action::Vote(vote) = &stored.act.action {
            self.place_vote(vote, stored)
        } else {
            self.place_act(stored)
        };
        let Verdict::Fits = placed else {
            return placed;
        };
        let before = &self.before.history;
        let votes = before.votes.values().flatten();
        let there: BTreeSet<Digest> = before
            .acts
            .iter()
            .chain(votes)
            .map(|it| it.digest)
            .collect();
        let new: Vec<&StoredAct> = self
            .after
            .files
            .all_acts()
            .filter_map(Document::get)
            .filter(|it| !there.contains(&it.digest))
            .collect();
        let (history, replay) = (before.clone(), self.before.replay.clone());
        let is_vote = matches!(stored.act.action, Action::Vote(_));
        match self.main.refuse(history, replay, &new, stored.digest) {
            Ok(()) => Verdict::Fits,
            Err(refusal) if is_vote => Verdict::Illegal(refusal),
            Err(refusal) => Verdict::Outdated(refusal.state),
        }
    }

    fn place_vote(&self, vote: &Vote, stored: &StoredAct) -> Verdict {
        let (history, state) = (&self.after.history, &self.after.replay.state);
        if let Err(refusal) = apply(state, stored, history) {
            return Verdict::Illegal(refusal);
        }
        let tally = history.count(state, &vote.of).map(|(_, tally)| tally);
        match tally.is_some_and(|tally| rivals(&tally, &vote.seat).contains(&stored.digest)) {
            false => Verdict::Fits,
            true => Verdict::Outdated(format!(
                "the seat `{}` has already voted, and this vote does not replace that one: neither would count",
                vote.seat
            )),
        }
    }

    fn place_act(&self, stored: &StoredAct) -> Verdict {
        match left_out(&self.after.history, stored) {
            0 => placed(&self.after.replay, &self.before.replay, stored),
            more => Verdict::Outdated(format!("{more} votes are recorded that it does not count")),
        }
    }
}

impl Arrival<'_, RequestContext<'_>> {
    /// The verdict of the process and the judge on one of the incoming acts.
    pub(crate) fn judge(&self, stored: &StoredAct) -> Verdict {
        let placed = placed(&self.after.replay, &self.before.replay, stored);
        let Verdict::Fits = placed else {
            return placed;
        };
        let there: BTreeSet<Digest> = self
            .before
            .replay
            .entries
            .iter()
            .map(|entry| entry.stored.digest)
            .collect();
        let (old, new): (Vec<&StoredAct>, Vec<&StoredAct>) = self
            .after
            .history
            .acts
            .iter()
            .partition(|stored| there.contains(&stored.digest));
        // Under the governance of `after`, like the new acts.
        let before = request::RequestHistory {
            acts: old,
            ..self.after.history.clone()
        };
        let replay = request::replay(&before);
        match self.main.refuse(before, replay, &new, stored.digest) {
            Ok(()) => Verdict::Fits,
            Err(refusal) => Verdict::Outdated(refusal.state),
        }
    }
}

/// The number of recorded votes that a result does not count.
fn left_out(history: &History<'_>, stored: &StoredAct) -> usize {
    let Action::Result(counted) = &stored.act.action else {
        return 0;
    };
    let there = history.votes.get(counted.of.as_str()).into_iter().flatten();
    there
        .filter(|vote| counted.votes.binary_search(&vote.digest).is_err())
        .count()
}

/// The votes of a seat that contradict each other.
fn rivals(tally: &Tally, seat: &Id) -> Vec<Digest> {
    let said = tally
        .seats
        .iter()
        .filter(|(other, _)| other == seat)
        .map(|(_, said)| said);
    let of = |said: &SeatVote| match said {
        SeatVote::Rivals(votes) => votes.clone(),
        SeatVote::Nothing | SeatVote::Vacant | SeatVote::Voted { .. } => Vec::new(),
    };
    said.flat_map(of).collect()
}

/// The verdict of the replay: the act must be legal, and must not make another act void.
fn placed<S>(after: &Replay<'_, S>, before: &Replay<'_, S>, stored: &StoredAct) -> Verdict {
    if let Some(gap) = after
        .missing
        .iter()
        .find(|gap| gap.named_by.digest == stored.digest)
    {
        return Verdict::Outdated(format!(
            "it follows the act {}, which is not in this store",
            gap.digest.short()
        ));
    }
    let legal = |replay: &Replay<'_, S>| -> BTreeSet<Digest> {
        replay
            .entries
            .iter()
            .filter(|entry| entry.void.is_none())
            .map(|entry| entry.stored.digest)
            .collect()
    };
    let now = legal(after);
    let lost = legal(before)
        .into_iter()
        .find(|digest| !now.contains(digest));
    let entry = after
        .entries
        .iter()
        .find(|entry| entry.stored.digest == stored.digest);
    match (entry.and_then(|entry| entry.void.clone()), lost) {
        (Some(refusal), _) => Verdict::Illegal(refusal),
        (None, Some(lost)) => Verdict::Outdated(format!(
            "it would make the act {}, which is recorded here, void",
            lost.short()
        )),
        (None, None) => Verdict::Fits,
    }
}
