//! The partner's side of a register: calls, sent revisions and answers (DSP4003 3.2).

use crate::act::{Action, StoredAct};
use crate::date::Day;
use crate::process::{Replay, Stage};

/// The acts of a register that concern the partner.
#[derive(Debug, Clone, Default)]
pub struct PartnerSide<'a> {
    /// The calls since a text is in force, or since the proposal.
    pub calls: Vec<&'a StoredAct>,
    /// The act that last recorded a register as sent.
    pub sent: Option<&'a StoredAct>,
    /// The last answer: it accepted, perhaps with changes, or declined.
    pub answer: Option<&'a StoredAct>,
    /// The day since which its answer is awaited. Silence is never acceptance.
    pub awaited: Option<Day>,
}

/// The partner's side, without void acts.
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
            // The partner accepted a text that it wrote before it was sent.
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
