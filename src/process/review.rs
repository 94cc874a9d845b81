//! The periodic review of a register (DSP4003 4): every 24 months, or as policy says.

use super::{Ground, InForce, State};
use crate::act::Backfill;
use crate::date::{Day, When};
use crate::policy::Policy;
use crate::register::Register;

/// The last day by which the register in force should be updated or reviewed. It is overdue the day after.
pub fn review_due(in_force: &InForce, policy: &Policy) -> Day {
    in_force.reviewed.plus_months(policy.review_months)
}

/// The last day on which the register in force made progress: a revision came into force or a milestone was completed.
/// A review without changes or a backfill is no progress.
pub fn progress_on(state: &State) -> Option<Day> {
    let in_force = state.in_force.as_ref()?;
    let backfilled = match in_force.by {
        Ground::Backfilled(_) => Some(in_force.revision),
        Ground::Accepted { .. } | Ground::Approvals | Ground::Confirmed { .. } => None,
    };
    let changed = state
        .established
        .iter()
        .filter(|established| Some(established.revision) != backfilled);
    let completed = state.completed.values().map(|completed| completed.on);
    let last = completed
        .chain(changed.map(|established| established.on))
        .max();
    // For a backfilled register, the approval is the last known progress.
    Some(last.unwrap_or(if backfilled.is_some() {
        in_force.reviewed
    } else {
        in_force.on
    }))
}

/// The last day of the review period after the last progress.
pub fn stagnant_after(state: &State, policy: &Policy) -> Option<Day> {
    progress_on(state).map(|day| day.plus_months(policy.review_months))
}

/// The progress within the review period that ends on `today`, one text for each event.
pub fn progress_within(state: &State, policy: &Policy, today: Day) -> Vec<String> {
    let is_recent = |day: Day| today <= day.plus_months(policy.review_months);
    let completed = state
        .completed
        .iter()
        .map(|(id, it)| (it.on, format!("milestone `{id}` completed on {}", it.on)));
    let changed = state.established.iter().map(|it| {
        (
            it.on,
            format!("revision {} in force since {}", it.revision, it.on),
        )
    });
    let mut all: Vec<(Day, String)> = completed
        .chain(changed)
        .filter(|(day, _)| is_recent(*day))
        .collect();
    all.sort();
    all.into_iter().map(|(_, what)| what).collect()
}

/// The start of the review period of a backfilled register: its acceptance, else its approval, else the day on which
/// its text was begun, else the day of the backfill.
pub fn backfill_clock(backfill: &Backfill, text: Option<&Register>, backfilled_on: Day) -> Day {
    let known = backfill
        .accepted
        .or(backfill.approved)
        .or(text.and_then(|text| text.initiated));
    known.map_or(backfilled_on, When::last_day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_of_earlier_registers_starts_when_their_records_say() {
        let clock = |accepted, approved| {
            let backfill = Backfill {
                resolution: None,
                approved,
                accepted,
            };
            backfill_clock(&backfill, None, Day::of(2026, 12, 1)).to_string()
        };
        assert_eq!(
            clock(Some(When::Month(2011, 6)), Some(When::Year(2010))),
            "2011-06-30"
        );
        assert_eq!(clock(None, Some(When::Year(2010))), "2010-12-31");
        assert_eq!(clock(None, None), "2026-12-01");
    }
}
