//! The revision in force in a status, with the board's resolution and its conditions.

use super::published::{Condition, Force};
use crate::act::Action;
use crate::process::approvals;
use crate::process::version::process_of;
use crate::snapshot::RegisterContext;

/// The board's conditions, each with how it was met, which the `send` act names.
pub(super) fn conditions(register: &RegisterContext<'_>) -> Vec<Condition> {
    let (state, history) = (&register.replay.state, &register.history);
    let sent = state
        .under_way
        .as_ref()
        .and_then(|under_way| under_way.sent.as_ref());
    let met = match sent
        .and_then(|sent| history.act(sent.act))
        .map(|stored| &stored.act.action)
    {
        Some(Action::Send(send)) => send.conditions_met.as_slice(),
        Some(_) | None => &[],
    };
    let conditions = approvals::conditions(state, history)
        .into_iter()
        .enumerate();
    conditions
        .map(|(at, it)| Condition {
            condition: it.clone(),
            met: met.get(at).cloned(),
        })
        .collect()
}

pub(super) fn force(register: &RegisterContext<'_>) -> Option<Force> {
    let (state, history) = (&register.replay.state, &register.history);
    let in_force = state.in_force.as_ref()?;
    let resolution = state
        .resolutions
        .iter()
        .rev()
        .find(|resolution| resolution.revision <= in_force.revision);
    Some(Force {
        revision: in_force.revision,
        since: in_force.on.to_string(),
        ground: in_force.by.in_words(register.roster),
        process: process_of(state, history, in_force.revision).map(ToString::to_string),
        resolution: resolution.map(|resolution| {
            let of = if resolution.revision == in_force.revision {
                String::new()
            } else {
                format!(", for revision {}", resolution.revision)
            };
            format!("{} of {}{of}", resolution.approve.resolution, resolution.on)
        }),
        conditions: resolution.map_or(Vec::new(), |resolution| {
            resolution.approve.conditions.clone()
        }),
    })
}
