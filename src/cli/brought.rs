//! Acts that were made elsewhere: whether a store lets them be as they are, when they come in.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};

use super::context::{Context, dossier};
use crate::act::{Deed, Filed, Subject};
use crate::ballot::tally::{Said, Tally};
use crate::date::Moment;
use crate::governance::{Kind, stolen};
use crate::id::Id;
use crate::process::entering::{entering, entering_vote};
use crate::process::{Course, Record, Refusal, decide, fold};
use crate::request;
use crate::snapshot::{HISTORY, POLICY, REGISTERS, ROSTER, SIGNERS, Snapshot};
use crate::source::{Digest, Tree};
use crate::store::Commit;

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

/// A store into which acts come, before and after, and what else they are judged by.
pub struct Arrival<'a> {
    /// The store as it was.
    pub before: &'a Snapshot,
    /// The store with the acts in it.
    pub after: &'a Snapshot,
    /// The commits that the acts name as seen and that the store's history does not have.
    pub unknown: &'a BTreeSet<String>,
    /// The clock.
    pub now: Moment,
}

/// How far clocks may differ, in days: as `wr check --base` has it.
const TOLERANCE: u32 = 1;

/// The files at a commit that the acts on a subject are judged by.
pub fn files(context: &Context, at: Commit, subject: Subject<'_>, register: &Id) -> Result<Tree> {
    let (own, other) = (format!("{REGISTERS}{register}/"), format!("{}/", subject.folder()));
    let mut under = vec![POLICY, ROSTER, HISTORY, SIGNERS, own.as_str()];
    if other != own {
        under.push(&other);
    }
    Ok(context.store.read(at, &under)?.tree)
}

impl Arrival<'_> {
    /// What the store says of one of the acts that came in. It is asked as every reader asks: by the fold.
    pub fn judge(&self, filed: &Filed) -> Result<Verdict> {
        if let Some(why) = self.outdated(filed) {
            return Ok(Verdict::Outdated(why));
        }
        match filed.act.subject() {
            Subject::Register(id) => self.on_register(id, filed),
            Subject::Request(id) => self.on_request(id, filed),
        }
    }

    /// What every act that enters must have, whatever it does: it was decided on what was in force here.
    fn outdated(&self, filed: &Filed) -> Option<String> {
        let act = &filed.act;
        for (kind, named) in [(Kind::Roster, act.roster), (Kind::Policy, act.policy)] {
            if !self.before.chain.all(kind).contains(&named) {
                return Some(format!("it was decided under a {kind} that was never in force here"));
            }
        }
        if self.unknown.contains(&act.seen) {
            return Some(format!(
                "its author had seen the commit {}, which this history does not have",
                act.seen
            ));
        }
        (act.at > self.now.plus_days(TOLERANCE))
            .then(|| format!("it says that it was recorded at {}, and it is {} now", act.at, self.now))
    }

    fn on_register(&self, id: &Id, filed: &Filed) -> Result<Verdict> {
        let record = self.after.record(dossier(self.after, id)?).context("the policy cannot be read")?;
        let course = fold(&record);
        if let Deed::Vote(vote) = &filed.act.deed {
            if let Err(refusal) = decide(&course.state, filed, &record) {
                return Ok(Verdict::Illegal(refusal));
            }
            let in_force = self.before.roster().context("no roster is in force")?;
            if let Err(why) = entering_vote(&record, filed, in_force, &stolen(in_force)) {
                let refusal = Refusal::new(
                    format!("this is no vote in {}: {why}", vote.of),
                    "a vote that counts",
                    "DSP4003 3.2",
                );
                return Ok(Verdict::Illegal(refusal));
            }
            let rivals = record.count(&course.state, &vote.of).map(|(_, tally)| rivals(&tally, &vote.seat));
            return Ok(match rivals.unwrap_or_default().contains(&filed.digest) {
                false => Verdict::Fits,
                true => Verdict::Outdated(format!(
                    "the seat `{}` has voted already, and this vote does not take that one's place: neither would count",
                    vote.seat
                )),
            });
        }
        if let Deed::Result(counted) = &filed.act.deed {
            let there = record.votes.get(counted.of.as_str()).into_iter().flatten();
            let more = there.filter(|vote| counted.votes.binary_search(&vote.digest).is_err()).count();
            if more > 0 {
                return Ok(Verdict::Outdated(format!("{more} votes have come in that it does not count")));
            }
        }
        let (roster, policy) = self.in_force()?;
        let refused = entering(&record, |it| it.digest == filed.digest, roster, policy);
        let before = self.before.registers.get(id).and_then(|dossier| self.before.record(dossier));
        let before = before.as_ref().map(fold);
        Ok(refused.into_iter().next().map_or_else(|| placed(&course, before.as_ref(), filed), over))
    }

    fn on_request(&self, id: &Id, filed: &Filed) -> Result<Verdict> {
        let (before, after) = (self.before.partnerships(), self.after.partnerships());
        let dossier = self.after.requests.get(id).context("the request was not loaded")?;
        let record = self.after.request_record(dossier, &after).context("the policy cannot be read")?;
        let course = request::fold(&record);
        let before = self.before.requests.get(id).and_then(|it| self.before.request_course(it, &before));
        let (roster, policy) = self.in_force()?;
        let refused = request::entering(&record, |it| it.digest == filed.digest, roster, policy);
        Ok(refused.into_iter().next().map_or_else(|| placed(&course, before.as_ref(), filed), over))
    }

    /// The versions that are in force where the acts enter.
    fn in_force(&self) -> Result<(Digest, Digest)> {
        let named = self.before.named(Kind::Roster).zip(self.before.named(Kind::Policy));
        named.context("no roster and policy are in force")
    }
}

/// An act that was legal under the versions that it names, and is not under those in force.
fn over((_, refusal): (Digest, Refusal)) -> Verdict {
    let Refusal { state, .. } = &refusal;
    Verdict::Outdated(format!("the roster or the policy has changed since it was decided: {state}"))
}

/// The votes of a seat that contradict each other.
fn rivals(tally: &Tally, seat: &Id) -> Vec<Digest> {
    let said = tally.seats.iter().filter(|(other, _)| other == seat).map(|(_, said)| said);
    let of = |said: &Said| match said {
        Said::Rivals(votes) => votes.clone(),
        Said::Nothing | Said::Vacant | Said::Voted { .. } => Vec::new(),
    };
    said.flat_map(of).collect()
}

/// What the fold says of an act that has an order: it must have its effect, and take nobody else's away.
fn placed<S>(after: &Course<'_, S>, before: Option<&Course<'_, S>>, filed: &Filed) -> Verdict {
    if let Some(gap) = after.missing.iter().find(|gap| gap.named_by.digest == filed.digest) {
        return Verdict::Outdated(format!(
            "it comes after the act {}, which is not here",
            gap.digest.short()
        ));
    }
    let legal = |course: &Course<'_, S>| -> BTreeSet<Digest> {
        course.entries.iter().filter(|entry| entry.void.is_none()).map(|entry| entry.filed.digest).collect()
    };
    let now = legal(after);
    let lost = before.map(legal).unwrap_or_default().into_iter().find(|digest| !now.contains(digest));
    let entry = after.entries.iter().find(|entry| entry.filed.digest == filed.digest);
    match (entry.and_then(|entry| entry.void.clone()), lost) {
        (Some(refusal), _) => Verdict::Illegal(refusal),
        (None, Some(lost)) => Verdict::Outdated(format!(
            "at its place, the act {} that is here already would lose its effect",
            lost.short()
        )),
        (None, None) => Verdict::Fits,
    }
}

/// Those of the commits that acts name as seen which the history of `tip` does not have.
pub fn unknown<'a>(
    context: &Context,
    tip: Commit,
    acts: impl IntoIterator<Item = &'a Filed>,
) -> Result<BTreeSet<String>> {
    let seen: BTreeSet<String> = acts.into_iter().map(|filed| filed.act.seen.clone()).collect();
    Ok(context.store.not_before(tip, &seen)?)
}

/// The record of a register in a store.
pub fn record<'a>(snapshot: &'a Snapshot, id: &Id) -> Result<Record<'a>> {
    snapshot.record(dossier(snapshot, id)?).context("the policy cannot be read; `wr check` says where")
}
