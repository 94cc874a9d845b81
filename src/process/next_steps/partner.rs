//! The partner's side of a register: what it was called about, what it was sent, what it answered (DSP4003 3.2).

use crate::act::{Action, StoredAct};
use crate::date::Day;
use crate::process::{Replay, Stage};

/// What the register's acts say of the partner's side.
#[derive(Debug, Clone, Default)]
pub struct PartnerSide<'a> {
    /// The calls with it since a text is in force, or since the proposal.
    pub calls: Vec<&'a StoredAct>,
    /// The last sending.
    pub sent: Option<&'a StoredAct>,
    /// The last answer: an acceptance, perhaps with changes, or a refusal.
    pub answer: Option<&'a StoredAct>,
    /// Since when the partner is awaited; silence is never acceptance.
    pub awaited: Option<Day>,
}

/// The partner's side, from the acts that have an effect.
pub fn partner_side<'a>(replay: &Replay<'a>, stage: Stage) -> PartnerSide<'a> {
    let mut side = PartnerSide::default();
    for stored in replay
        .entries
        .iter()
        .filter(|entry| entry.void.is_none())
        .map(|entry| entry.stored)
    {
        let in_force = replay.state.in_force.as_ref().map(|in_force| in_force.on);
        if matches!(stored.act.action, Action::Meeting(_))
            && in_force.is_none_or(|day| day <= stored.act.on)
        {
            side.calls.push(stored);
        }
        if matches!(stored.act.action, Action::Send(_)) {
            side.sent = Some(stored);
            // A text of the partner's own was answered before it was sent.
            side.answer = side
                .answer
                .filter(|answer| answer.act.revision == stored.act.revision);
        }
        if matches!(stored.act.action, Action::Accept(_) | Action::Decline(_)) {
            side.answer = Some(stored);
        }
    }
    side.awaited = side
        .sent
        .filter(|_| stage == Stage::Sent)
        .map(|sent| sent.act.on);
    side
}
