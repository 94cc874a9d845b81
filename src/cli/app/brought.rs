//! Acts that were made elsewhere: whether a store lets them be as they are, when they come in.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};

use crate::act::{Action, StoredAct, Subject};
use crate::ballot::tally::{SeatVote, Tally};
use crate::cli::app::context::{Context, register_files};
use crate::cli::app::judged::MainLine;
use crate::id::Id;
use crate::process::{History, Refusal, Replay, apply, replay};
use crate::request;
use crate::snapshot::{
    Document, HISTORY, POLICY, REGISTERS, ROSTER, RegisterFiles, SIGNERS, Snapshot,
};
use crate::source::{Digest, Tree};
use crate::store::{Commit, Extent};

/// What a store says of an act that came in.
#[derive(Debug)]
pub enum Verdict {
    /// It has its effect as it is.
    Fits,
    /// It does not fit as it is; made anew by its author it may. Why, in words.
    Outdated(String),
    /// The process does not let it be.
    Illegal(Refusal),
}

/// A store into which acts come, before and after, with the main line that they enter.
pub struct Arrival<'a> {
    /// The store as it was.
    pub before: &'a Snapshot,
    /// The store with the acts in it.
    pub after: &'a Snapshot,
    /// The line that leads to the store as it was.
    pub main: &'a MainLine,
}

/// The files at a commit that the acts on a subject are judged by.
pub fn files(context: &Context, at: Commit, subject: Subject<'_>, register: &Id) -> Result<Tree> {
    let (own, other) = (
        format!("{REGISTERS}{register}/"),
        format!("{}/", subject.folder()),
    );
    let mut under = vec![POLICY, ROSTER, HISTORY, SIGNERS, own.as_str()];
    if other != own {
        under.push(&other);
    }
    Ok(context.store.read(at, &under)?.tree)
}

impl Arrival<'_> {
    /// What the store says of one of the acts that came in: the process, as every reader asks it, and the judge.
    pub fn judge(&self, stored: &StoredAct) -> Result<Verdict> {
        match stored.act.subject() {
            Subject::Register(id) => self.on_register(id, stored),
            Subject::Request(id) => self.on_request(id, stored),
        }
    }

    fn on_register(&self, id: &Id, stored: &StoredAct) -> Result<Verdict> {
        let history = self
            .after
            .history(register_files(self.after, id)?)
            .context("the policy cannot be read")?;
        let after = replay(&history);
        let empty = RegisterFiles::empty(id.clone());
        let before = self.before.registers.get(id).unwrap_or(&empty);
        let before = self
            .before
            .history(before)
            .context("the policy cannot be read")?;
        let replay_before = replay(&before);
        let new: Vec<&StoredAct> = register_files(self.after, id)?
            .all_acts()
            .filter_map(Document::get)
            .filter(|it| !before.acts.iter().any(|there| there.digest == it.digest))
            .filter(|it| {
                !before
                    .votes
                    .values()
                    .flatten()
                    .any(|there| there.digest == it.digest)
            })
            .collect();
        let is_vote = matches!(stored.act.action, Action::Vote(_));
        let placed = if let Action::Vote(vote) = &stored.act.action {
            if let Err(refusal) = apply(&after.state, stored, &history) {
                return Ok(Verdict::Illegal(refusal));
            }
            let tally = history
                .count(&after.state, &vote.of)
                .map(|(_, tally)| tally);
            match tally.is_some_and(|tally| rivals(&tally, &vote.seat).contains(&stored.digest)) {
                false => Verdict::Fits,
                true => Verdict::Outdated(format!(
                    "the seat `{}` has voted already, and this vote does not take that one's place: neither would count",
                    vote.seat
                )),
            }
        } else {
            match left_out(&history, stored) {
                0 => placed(&after, Some(&replay_before), stored),
                more => {
                    Verdict::Outdated(format!("{more} votes have come in that it does not count"))
                }
            }
        };
        let Verdict::Fits = placed else {
            return Ok(placed);
        };
        Ok(
            match self.main.refuse(before, replay_before, &new, stored.digest) {
                Ok(()) => Verdict::Fits,
                Err(refusal) if is_vote => Verdict::Illegal(refusal),
                Err(refusal) => Verdict::Outdated(refusal.state),
            },
        )
    }

    fn on_request(&self, id: &Id, stored: &StoredAct) -> Result<Verdict> {
        let (before, after) = (self.before.partnerships(), self.after.partnerships());
        let request_files = self
            .after
            .requests
            .get(id)
            .context("the request was not loaded")?;
        let history = self
            .after
            .request_history(request_files, &after)
            .context("the policy cannot be read")?;
        let replay = request::replay(&history);
        let replay_before = self
            .before
            .requests
            .get(id)
            .and_then(|it| self.before.request_replay(it, &before));
        let placed = placed(&replay, replay_before.as_ref(), stored);
        let Verdict::Fits = placed else {
            return Ok(placed);
        };
        let there: BTreeSet<Digest> = replay_before
            .iter()
            .flat_map(|replay| replay.entries.iter().map(|entry| entry.stored.digest))
            .collect();
        let (old, new): (Vec<&StoredAct>, Vec<&StoredAct>) = history
            .acts
            .iter()
            .partition(|stored| there.contains(&stored.digest));
        let before = request::RequestHistory {
            acts: old,
            ..history
        };
        let replay = request::replay(&before);
        Ok(
            match self.main.refuse(before, replay, &new, stored.digest) {
                Ok(()) => Verdict::Fits,
                Err(refusal) => Verdict::Outdated(refusal.state),
            },
        )
    }
}

/// How many votes that are there a result does not count.
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

/// What the fold says of an act that has an order: it must have its effect, and take nobody else's away.
fn placed<S>(after: &Replay<'_, S>, before: Option<&Replay<'_, S>>, stored: &StoredAct) -> Verdict {
    if let Some(gap) = after
        .missing
        .iter()
        .find(|gap| gap.named_by.digest == stored.digest)
    {
        return Verdict::Outdated(format!(
            "it comes after the act {}, which is not here",
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
    let lost = before
        .map(legal)
        .unwrap_or_default()
        .into_iter()
        .find(|digest| !now.contains(digest));
    let entry = after
        .entries
        .iter()
        .find(|entry| entry.stored.digest == stored.digest);
    match (entry.and_then(|entry| entry.void.clone()), lost) {
        (Some(refusal), _) => Verdict::Illegal(refusal),
        (None, Some(lost)) => Verdict::Outdated(format!(
            "at its place, the act {} that is here already would lose its effect",
            lost.short()
        )),
        (None, None) => Verdict::Fits,
    }
}

/// The main line that leads to `tip`, which these acts enter.
pub fn line<'a>(
    context: &Context,
    tip: Commit,
    acts: impl IntoIterator<Item = &'a StoredAct>,
) -> Result<MainLine> {
    let seen: BTreeSet<String> = acts
        .into_iter()
        .map(|stored| stored.act.seen.clone())
        .collect();
    MainLine::to(context, Some(tip), &[tip], &seen, Extent::Whole)
}

/// The record of a register in a store.
pub fn history<'a>(snapshot: &'a Snapshot, id: &Id) -> Result<History<'a>> {
    snapshot
        .history(register_files(snapshot, id)?)
        .context("the policy cannot be read; `wr check` says where")
}
