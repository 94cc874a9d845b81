//! Detects a repeated act: after a crash, a user may run a command again that was already recorded.

use crate::act::{Action, Extend, StoredAct, Vote};
use crate::ballot::tally::SeatVote;
use crate::date::Moment;
use crate::process::{History, State};
use crate::snapshot::RegisterContext;

/// One line about an earlier act, if this one repeats it.
///
/// An act is compared with the seat's vote that counts, with all feedback, or else with the latest acts of the same day.
/// An older act is not compared, because the same step may be intended again.
pub(super) fn find_repeated(register: &RegisterContext<'_>, stored: &StoredAct) -> Option<String> {
    let (history, state) = (&register.history, &register.replay.state);
    let earlier = if let Action::Vote(vote) = &stored.act.action {
        standing(history, state, vote).filter(|earlier| is_same(history, earlier, stored))
    } else if matches!(stored.act.action, Action::Feedback(_)) {
        state
            .feedback
            .iter()
            .filter_map(|digest| history.act(*digest))
            .find(|earlier| is_same(history, earlier, stored))
    } else {
        let mut latest = stored
            .act
            .after
            .iter()
            .filter_map(|digest| history.act(*digest));
        latest.find(|earlier| is_same(history, earlier, stored) && earlier.act.on == stored.act.on)
    };
    let earlier = earlier?;
    let (kind, by) = (
        stored.act.action.kind(),
        register.roster.person_name(&earlier.act.by),
    );
    Some(format!(
        "nothing to do: already recorded: `{kind}` by {by} on {} ({})",
        earlier.act.on,
        earlier.digest.short()
    ))
}

fn standing<'a>(history: &History<'a>, state: &State, vote: &Vote) -> Option<&'a StoredAct> {
    let (_, tally) = history.count(state, &vote.of)?;
    let said = tally
        .seats
        .into_iter()
        .find(|(seat, _)| *seat == vote.seat)
        .map(|(_, said)| said)?;
    let SeatVote::Voted { vote: digest, .. } = said else {
        return None;
    };
    history
        .votes
        .get(vote.of.as_str())?
        .iter()
        .copied()
        .find(|stored| stored.digest == digest)
}

/// Whether two acts have the same action, people, text and evidence.
fn is_same(history: &History<'_>, earlier: &StoredAct, stored: &StoredAct) -> bool {
    let (one, other) = (&earlier.act, &stored.act);
    let is_same_deed = match (&one.action, &other.action) {
        (Action::Vote(old), Action::Vote(new)) => {
            old.choice == new.choice && old.comment == new.comment
        }
        (Action::Extend(old), Action::Extend(new)) => is_step_again(history, old, new),
        (old, new) => old == new,
    };
    is_same_deed
        && (&one.by, &one.recorded_by, &one.evidence)
            == (&other.by, &other.recorded_by, &other.evidence)
        && (one.revision, one.digest) == (other.revision, other.digest)
}

/// Whether an extension repeats an earlier one: `--days` counts from the current deadline, so the length is compared,
/// not the date.
fn is_step_again(history: &History<'_>, old: &Extend, new: &Extend) -> bool {
    let opened = history
        .act(old.ballot)
        .and_then(|stored| history.opened(stored))
        .map(|it| it.ballot.closes);
    let extended = history.acts.iter().filter_map(|stored| {
        let Action::Extend(extend) = &stored.act.action else {
            return None;
        };
        (extend.ballot == old.ballot).then_some(extend.closes)
    });
    let before = extended.chain(opened).filter(|end| *end < old.closes).max();
    let step = |from: Moment, to: Moment| to.time() - from.time();
    let is_as_long =
        before.is_some_and(|before| step(before, old.closes) == step(old.closes, new.closes));
    old.ballot == new.ballot && old.because == new.because && is_as_long
}
