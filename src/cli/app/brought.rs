//! Decides whether acts from another clone are legal in this store as they are.

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

/// A store before and after acts arrive, with the main line that they enter.
pub(crate) struct Arrival<'a> {
    /// The store without the acts.
    pub before: &'a Snapshot,
    /// The store with the acts.
    pub after: &'a Snapshot,
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
    /// The verdict of the process and the judge on one of the incoming acts.
    ///
    /// # Errors
    /// The policy, the register or the request is not loaded.
    pub(crate) fn judge(&self, stored: &StoredAct) -> Result<Verdict> {
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
        let votes = before.votes.values().flatten();
        let there: BTreeSet<Digest> = before
            .acts
            .iter()
            .chain(votes)
            .map(|it| it.digest)
            .collect();
        let new: Vec<&StoredAct> = register_files(self.after, id)?
            .all_acts()
            .filter_map(Document::get)
            .filter(|it| !there.contains(&it.digest))
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
                    "the seat `{}` has already voted, and this vote does not replace that one: neither would count",
                    vote.seat
                )),
            }
        } else {
            match left_out(&history, stored) {
                0 => placed(&after, Some(&replay_before), stored),
                more => {
                    Verdict::Outdated(format!("{more} votes are recorded that it does not count"))
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
fn placed<S>(after: &Replay<'_, S>, before: Option<&Replay<'_, S>>, stored: &StoredAct) -> Verdict {
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
            "it would make the act {}, which is recorded here, void",
            lost.short()
        )),
        (None, None) => Verdict::Fits,
    }
}

/// The history of a register.
///
/// # Errors
/// The register is not loaded, or the policy cannot be read.
pub(crate) fn history<'a>(snapshot: &'a Snapshot, id: &Id) -> Result<History<'a>> {
    snapshot
        .history(register_files(snapshot, id)?)
        .context("the policy cannot be read; `wr check` says where")
}
