//! When a register should be looked at again (DSP4003 4): once every 24 months, or as policy says.

use super::{Ground, InForce};
use crate::date::{Day, When};
use crate::policy::Policy;
use crate::register::Register;

/// The last day by which the register in force should be updated or reviewed (U5). It is overdue the day after.
///
/// `text` is the revision in force: where the records of an earlier register know no date of approval, the
/// day on which its text was begun is the last that is known.
pub fn review_due(in_force: &InForce, text: Option<&Register>, policy: &Policy) -> Day {
    reviewed(in_force, text).plus_months(policy.review_months)
}

/// The day the clock started: acceptance; for a register of earlier times what its records say of it.
fn reviewed(in_force: &InForce, text: Option<&Register>) -> Day {
    match &in_force.by {
        Ground::Adopted(adopt) => {
            let known = adopt.accepted.or(adopt.approved).or(text.and_then(|text| text.initiated));
            known.map_or(in_force.on, When::last_day)
        }
        Ground::Accepted { .. } | Ground::Approvals => in_force.on,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::Adopt;

    #[test]
    fn the_clock_starts_at_acceptance_and_for_earlier_registers_when_their_records_say() {
        let policy = r#"{"store":"0123456789abcdef0123456789abcdef","format":1}"#;
        let policy: Policy = serde_json::from_str(policy).expect("a policy");
        let due = |by| {
            review_due(&InForce { revision: 1, on: Day::of(2026, 12, 1), by }, None, &policy).to_string()
        };
        let adopted = |accepted, approved| Ground::Adopted(Adopt { resolution: None, approved, accepted });
        assert_eq!(due(Ground::Approvals), "2028-12-01");
        assert_eq!(due(adopted(Some(When::Month(2011, 6)), Some(When::Year(2010)))), "2013-06-30");
        assert_eq!(due(adopted(None, Some(When::Year(2010)))), "2012-12-31");
        assert_eq!(due(adopted(None, None)), "2028-12-01");
    }
}
