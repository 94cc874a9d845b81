//! When a register should be looked at again (DSP4003 4): once every 24 months, or as policy says.

use super::InForce;
use crate::act::Adopt;
use crate::date::{Day, When};
use crate::policy::Policy;
use crate::register::Register;

/// The last day by which the register in force should be updated or reviewed (U5). It is overdue the day after.
pub fn review_due(in_force: &InForce, policy: &Policy) -> Day {
    in_force.reviewed.plus_months(policy.review_months)
}

/// The day on which the clock of a register of earlier times started, as far as its records say. Where they
/// know no date of approval, the day on which its text was begun is the last that is known.
pub fn adopted_clock(adopt: &Adopt, text: Option<&Register>, adopted_on: Day) -> Day {
    let known = adopt.accepted.or(adopt.approved).or(text.and_then(|text| text.initiated));
    known.map_or(adopted_on, When::last_day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_of_earlier_registers_starts_when_their_records_say() {
        let clock = |accepted, approved| {
            let adopt = Adopt { resolution: None, approved, accepted };
            adopted_clock(&adopt, None, Day::of(2026, 12, 1)).to_string()
        };
        assert_eq!(clock(Some(When::Month(2011, 6)), Some(When::Year(2010))), "2011-06-30");
        assert_eq!(clock(None, Some(When::Year(2010))), "2010-12-31");
        assert_eq!(clock(None, None), "2026-12-01");
    }
}
