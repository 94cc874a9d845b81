//! When a register should be looked at again (DSP4003 4): once every 24 months, or as policy says.

use super::{Ground, InForce, State};
use crate::act::Backfill;
use crate::date::{Day, When};
use crate::policy::Policy;
use crate::register::Register;

/// The last day by which the register in force should be updated or reviewed (U5). It is overdue the day after.
pub fn review_due(in_force: &InForce, policy: &Policy) -> Day {
    in_force.reviewed.plus_months(policy.review_months)
}

/// The last day on which anything is known to have happened under the register in force: it came into force, was
/// reviewed, a milestone was completed, or a step was taken with an update.
pub fn quiet_since(state: &State) -> Option<Day> {
    let in_force = state.in_force.as_ref()?;
    // That an old register was taken into the store is not that anything happened under it.
    let taken_in = match in_force.by {
        Ground::Backfilled(_) => Some(in_force.on),
        Ground::Accepted { .. } | Ground::Approvals | Ground::Confirmed { .. } => None,
    };
    let moved = state.since.filter(|since| Some(*since) != taken_in);
    let completed = state.completed.values().map(|completed| completed.on);
    completed.chain(moved).chain([in_force.reviewed]).max()
}

/// The last day on which the register was not yet stagnant (U7): policy's review period after the last sign of
/// life. It is stagnant the day after.
pub fn stagnant_after(state: &State, policy: &Policy) -> Option<Day> {
    quiet_since(state).map(|day| day.plus_months(policy.review_months))
}

/// The day on which the clock of a register of earlier times started, as far as its records say. Where they
/// know no date of approval, the day on which its text was begun is the last that is known.
pub fn backfill_clock(backfill: &Backfill, text: Option<&Register>, backfilled_on: Day) -> Day {
    let known = backfill.accepted.or(backfill.approved).or(text.and_then(|text| text.initiated));
    known.map_or(backfilled_on, When::last_day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_of_earlier_registers_starts_when_their_records_say() {
        let clock = |accepted, approved| {
            let backfill = Backfill { resolution: None, approved, accepted };
            backfill_clock(&backfill, None, Day::of(2026, 12, 1)).to_string()
        };
        assert_eq!(clock(Some(When::Month(2011, 6)), Some(When::Year(2010))), "2011-06-30");
        assert_eq!(clock(None, Some(When::Year(2010))), "2010-12-31");
        assert_eq!(clock(None, None), "2026-12-01");
    }
}
