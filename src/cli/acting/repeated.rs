//! The same once more: after a crash nobody knows whether a command got through, so whoever repeats it is told.

use anyhow::Result;

use crate::act::{Deed, Filed, Vote};
use crate::ballot::tally::Said;
use crate::cli::context::{dossier, policy, roster};
use crate::id::Id;
use crate::process::{Record, State, fold};
use crate::roster::Roster;
use crate::snapshot::Snapshot;

/// That the same was said already, in one line, if it was.
pub(super) fn said_already(snapshot: &Snapshot, id: &Id, filed: &Filed) -> Result<Option<String>> {
    let policy = policy(snapshot)?;
    let record = dossier(snapshot, id)?.record(&policy.store, &snapshot.rosters, &snapshot.policies);
    Ok(repeated(&record, &fold(&record).state, filed, roster(snapshot)?))
}

/// What says the same as this act already, in one line: a seat's vote that counts, or somebody's feedback. Other acts
/// move the register on, so that the process itself refuses them the second time.
fn repeated(record: &Record<'_>, state: &State, filed: &Filed, roster: &Roster) -> Option<String> {
    let earlier = if let Deed::Vote(vote) = &filed.act.deed {
        standing(record, state, vote)?
    } else if matches!(filed.act.deed, Deed::Feedback(_)) {
        let mut acts = state.feedback.iter().filter_map(|digest| record.act(*digest));
        acts.find(|earlier| earlier.act.deed == filed.act.deed && is_same(earlier, filed))?
    } else {
        return None;
    };
    let says_the_same = match (&earlier.act.deed, &filed.act.deed) {
        (Deed::Vote(old), Deed::Vote(new)) => old.choice == new.choice && old.comment == new.comment,
        (old, new) => old == new,
    };
    if !says_the_same || !is_same(earlier, filed) {
        return None;
    }
    let (kind, by) = (filed.act.deed.kind(), roster.person_name(&earlier.act.by));
    Some(format!(
        "nothing to do: this {kind} of {by} is recorded already, on {} ({})",
        earlier.act.on,
        earlier.digest.short()
    ))
}

/// The vote of a seat that counts.
fn standing<'a>(record: &Record<'a>, state: &State, vote: &Vote) -> Option<&'a Filed> {
    let (_, tally) = record.count(state, &vote.of)?;
    let said = tally.seats.into_iter().find(|(seat, _)| *seat == vote.seat).map(|(_, said)| said)?;
    let Said::Voted { vote: digest, .. } = said else { return None };
    record.votes.get(vote.of.as_str())?.iter().copied().find(|filed| filed.digest == digest)
}

/// Whether it is by the same people, about the same text, on the same ground.
fn is_same(one: &Filed, other: &Filed) -> bool {
    let (one, other) = (&one.act, &other.act);
    (&one.by, &one.recorded_by, &one.evidence) == (&other.by, &other.recorded_by, &other.evidence)
        && (one.revision, one.digest) == (other.revision, other.digest)
}
