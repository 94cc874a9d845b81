//! When a ballot is approved: exact comparisons of integers, never floats, never percentages.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A preset. E below is the roll less recusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// 2 approve > approve + oppose, and 2 (approve + oppose + abstain) > E.
    SimpleMajority,
    /// 3 approve >= 2 (approve + oppose), and the same quorum.
    TwoThirds,
    /// 2 approve > E.
    FullMajority,
    /// 3 approve >= 2 E and 4 oppose <= E, as OASIS has it.
    SpecialMajority,
}

/// How the seats of a roll voted. They add up to the roll.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Counts {
    /// Seats for it.
    pub approve: u32,
    /// Seats against it.
    pub oppose: u32,
    /// Seats that took part and took no side.
    pub abstain: u32,
    /// Seats that left the base.
    pub recuse: u32,
    /// Seats without a vote that counts.
    pub did_not_vote: u32,
}

impl Counts {
    /// E: the roll less recusals.
    pub fn base(&self) -> u32 {
        sum(&[self.approve, self.oppose, self.abstain, self.did_not_vote])
    }

    /// Seats that took part.
    pub fn cast(&self) -> u32 {
        sum(&[self.approve, self.oppose, self.abstain])
    }

    /// All seats.
    pub fn roll(&self) -> u32 {
        sum(&[self.base(), self.recuse])
    }
}

/// Adds seats up. Counts that come from an act may be any numbers; more than there can be stay the most there can be,
/// and never begin again at nothing.
fn sum(seats: &[u32]) -> u32 {
    seats.iter().fold(0, |all, seats| all.saturating_add(*seats))
}

/// How a ballot ended. Only `approved` is an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The rule is met.
    Approved,
    /// A majority against: the revision goes back to draft.
    Rejected,
    /// The rule is not met, without a majority against: the body is balloted again.
    NotApproved,
    /// Too few took part: the body is balloted again.
    NoQuorum,
    /// As many for as against: the body is balloted again.
    Tied,
}

/// What a ballot needs, worked out when it opens so that nobody does the arithmetic by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub struct Needs {
    /// The least number of seats that must take part, where the rule has a participation quorum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<u32>,
    /// The least number of approvals: for the majority of votes, when every seat votes for or against.
    pub approve: u32,
    /// The greatest number of votes against, where the rule has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_oppose: Option<u32>,
}

impl Rule {
    /// What a ballot of `base` seats needs under this rule.
    pub fn needs(self, base: u32, min_approvals: Option<u32>) -> Needs {
        let majority = base / 2 + 1;
        let approve = match self {
            Rule::SimpleMajority | Rule::FullMajority => majority,
            Rule::TwoThirds | Rule::SpecialMajority => (base - base / 3).max(1),
        };
        let quorum = (self.has_quorum() && min_approvals.is_none()).then_some(majority);
        let most_oppose = (self == Rule::SpecialMajority).then_some(base / 4);
        Needs { quorum, approve: approve.max(min_approvals.unwrap_or(0)), most_oppose }
    }

    /// How a ballot with these counts ends.
    pub fn outcome(self, counts: Counts, min_approvals: Option<u32>) -> Outcome {
        let Counts { approve, oppose, .. } = counts;
        let needs = self.needs(counts.base(), min_approvals);
        if needs.quorum.is_some_and(|quorum| counts.cast() < quorum) {
            return Outcome::NoQuorum;
        }
        if approve >= 1 && approve >= min_approvals.unwrap_or(0) && self.met(counts) {
            return Outcome::Approved;
        }
        if self.majority_against(counts) {
            return Outcome::Rejected;
        }
        if approve == oppose && approve > 0 { Outcome::Tied } else { Outcome::NotApproved }
    }

    fn has_quorum(self) -> bool {
        match self {
            Rule::SimpleMajority | Rule::TwoThirds => true,
            Rule::FullMajority | Rule::SpecialMajority => false,
        }
    }

    fn met(self, counts: Counts) -> bool {
        let (approve, oppose, base) =
            (u64::from(counts.approve), u64::from(counts.oppose), counts.base().into());
        match self {
            Rule::SimpleMajority => 2 * approve > approve + oppose,
            Rule::TwoThirds => 3 * approve >= 2 * (approve + oppose),
            Rule::FullMajority => 2 * approve > base,
            Rule::SpecialMajority => 3 * approve >= 2 * base && 4 * oppose <= base,
        }
    }

    /// More than half of what the rule counts: of the votes for and against, or of E.
    fn majority_against(self, counts: Counts) -> bool {
        let (approve, oppose) = (u64::from(counts.approve), u64::from(counts.oppose));
        let of = if self.has_quorum() { approve + oppose } else { counts.base().into() };
        2 * oppose > of
    }

    /// The rule as a sentence that a voter can check.
    pub fn explained(self) -> &'static str {
        match self {
            Rule::SimpleMajority => {
                "more for than against, and more than half of the seats (less recusals) took part"
            }
            Rule::TwoThirds => {
                "at least two thirds of the votes for and against, and more than half of the seats (less \
                 recusals) took part"
            }
            Rule::FullMajority => "more than half of all seats (less recusals) for it",
            Rule::SpecialMajority => {
                "at least two thirds of all seats (less recusals) for it, and at most one quarter against"
            }
        }
    }
}

impl fmt::Display for Needs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} for", self.approve)?;
        if let Some(quorum) = self.quorum {
            write!(f, " if all vote, quorum {quorum}")?;
        }
        if let Some(most) = self.most_oppose {
            write!(f, ", at most {most} against")?;
        }
        Ok(())
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Rule::SimpleMajority => "simple-majority",
            Rule::TwoThirds => "two-thirds",
            Rule::FullMajority => "full-majority",
            Rule::SpecialMajority => "special-majority",
        })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Outcome::Approved => "approved",
            Outcome::Rejected => "rejected",
            Outcome::NotApproved => "not approved",
            Outcome::NoQuorum => "no quorum",
            Outcome::Tied => "tied",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Rule; 4] = [Rule::SimpleMajority, Rule::TwoThirds, Rule::FullMajority, Rule::SpecialMajority];

    fn counts(approve: u32, oppose: u32, abstain: u32, recuse: u32, did_not_vote: u32) -> Counts {
        Counts { approve, oppose, abstain, recuse, did_not_vote }
    }

    #[test]
    fn two_thirds_of_small_rolls_are_whole_seats() {
        for (roll, needed) in [(7, 5), (6, 4), (4, 3), (3, 2)] {
            assert_eq!(Rule::TwoThirds.needs(roll, None).approve, needed, "two thirds of {roll}");
            let outcome = |approve| Rule::TwoThirds.outcome(counts(approve, roll - approve, 0, 0, 0), None);
            assert_eq!(outcome(needed), Outcome::Approved);
            assert_ne!(outcome(needed - 1), Outcome::Approved);
        }
    }

    #[test]
    fn thirty_three_of_fifty_is_not_two_thirds() {
        assert_ne!(Rule::TwoThirds.outcome(counts(33, 17, 0, 0, 0), None), Outcome::Approved);
        assert_eq!(Rule::TwoThirds.outcome(counts(34, 16, 0, 0, 0), None), Outcome::Approved);
    }

    #[test]
    fn at_most_a_quarter_against_is_whole_seats() {
        for (roll, most) in [(7, 1), (9, 2)] {
            let outcome =
                |oppose| Rule::SpecialMajority.outcome(counts(roll - oppose, oppose, 0, 0, 0), None);
            assert_eq!(outcome(most), Outcome::Approved, "{most} of {roll} against");
            assert_ne!(outcome(most + 1), Outcome::Approved, "{} of {roll} against", most + 1);
        }
    }

    /// The arithmetic that ballots in the field got wrong, worked out by hand: votes, and whether they pass.
    #[test]
    fn the_arithmetic_is_that_of_whole_seats() {
        let table = [
            // OASIS, seven voting members: one ballot text had it that four are enough.
            (Rule::SpecialMajority, counts(5, 1, 1, 0, 0), true),
            (Rule::SpecialMajority, counts(5, 0, 0, 0, 2), true),
            (Rule::SpecialMajority, counts(4, 0, 0, 0, 3), false),
            (Rule::SpecialMajority, counts(5, 2, 0, 0, 0), false),
            (Rule::SpecialMajority, counts(7, 2, 0, 0, 0), true),
            (Rule::SpecialMajority, counts(6, 3, 0, 0, 0), false),
            (Rule::SpecialMajority, counts(4, 0, 0, 1, 1), true),
            // 66 percent is no two thirds.
            (Rule::TwoThirds, counts(33, 17, 0, 0, 0), false),
            (Rule::TwoThirds, counts(34, 16, 0, 0, 0), true),
            (Rule::TwoThirds, counts(2, 1, 0, 0, 0), true),
            (Rule::TwoThirds, counts(2, 1, 0, 0, 3), false),
            (Rule::TwoThirds, counts(4, 2, 0, 0, 0), true),
            (Rule::TwoThirds, counts(3, 2, 0, 0, 0), false),
            // Half is no majority, of the votes or of the seats.
            (Rule::SimpleMajority, counts(3, 3, 0, 0, 0), false),
            (Rule::SimpleMajority, counts(1, 0, 2, 0, 2), true),
            (Rule::SimpleMajority, counts(2, 0, 0, 0, 2), false),
            (Rule::FullMajority, counts(3, 0, 0, 0, 3), false),
            (Rule::FullMajority, counts(4, 3, 0, 0, 0), true),
            (Rule::FullMajority, counts(3, 0, 0, 1, 2), true),
        ];
        for (rule, counts, passes) in table {
            let outcome = rule.outcome(counts, None);
            assert_eq!(outcome == Outcome::Approved, passes, "{rule} {counts:?}: {outcome}");
        }
        assert_eq!(Rule::SpecialMajority.needs(7, None).approve, 5);
        assert_eq!(Rule::SpecialMajority.needs(7, None).most_oppose, Some(1));
        // `min_approvals` in place of the quorum: silence alone decides nothing, and one more vote against helps nobody.
        assert_eq!(Rule::SimpleMajority.outcome(counts(2, 0, 0, 0, 3), Some(2)), Outcome::Approved);
        assert_ne!(Rule::SimpleMajority.outcome(counts(2, 0, 0, 0, 0), Some(3)), Outcome::Approved);
    }

    /// An act may say any number. Added up without care, these come to three seats, most of them for it.
    #[test]
    fn more_votes_than_there_can_be_are_no_few_seats() {
        let absurd = counts(u32::MAX, 4, 0, 0, 0);
        assert_eq!((absurd.base(), absurd.cast(), absurd.roll()), (u32::MAX, u32::MAX, u32::MAX));
        assert_eq!(counts(3, 0, 0, u32::MAX, 1).roll(), u32::MAX);
        for rule in ALL {
            assert_eq!(rule.outcome(absurd, None), Outcome::Approved, "{rule}");
            assert_eq!(rule.outcome(counts(4, u32::MAX, 0, 0, 0), None), Outcome::Rejected, "{rule}");
            assert!(rule.needs(u32::MAX, None).approve > u32::MAX / 2, "{rule}");
        }
    }

    #[test]
    fn nobody_for_it_is_never_an_approval() {
        for rule in ALL {
            assert_ne!(rule.outcome(counts(0, 0, 0, 5, 0), None), Outcome::Approved, "all recused, {rule}");
            assert_ne!(rule.outcome(counts(0, 0, 5, 0, 0), None), Outcome::Approved, "all abstained, {rule}");
            assert_ne!(rule.outcome(counts(0, 0, 0, 0, 0), None), Outcome::Approved, "empty roll, {rule}");
        }
    }

    #[test]
    fn ties_and_missing_quorums_are_told_apart_from_rejection() {
        let simple = |counts| Rule::SimpleMajority.outcome(counts, None);
        assert_eq!(simple(counts(2, 2, 0, 0, 1)), Outcome::Tied);
        assert_eq!(simple(counts(1, 1, 0, 0, 3)), Outcome::NoQuorum);
        assert_eq!(simple(counts(1, 2, 0, 0, 1)), Outcome::Rejected);
        assert_eq!(simple(counts(0, 0, 3, 0, 1)), Outcome::NotApproved);
    }

    #[test]
    fn recusals_leave_the_base() {
        let outcome =
            |recuse, did_not_vote| Rule::FullMajority.outcome(counts(2, 0, 0, recuse, did_not_vote), None);
        assert_eq!(outcome(0, 2), Outcome::NotApproved);
        assert_eq!(outcome(1, 1), Outcome::Approved);
    }

    proptest! {
        #[test]
        fn one_more_oppose_never_helps_without_a_participation_quorum(
            approve in 0u32..30, oppose in 0u32..30, abstain in 0u32..10, did_not_vote in 1u32..10, least in 0u32..9
        ) {
            let before = counts(approve, oppose, abstain, 0, did_not_vote);
            let after = counts(approve, oppose + 1, abstain, 0, did_not_vote - 1);
            for (rule, least) in [(Rule::FullMajority, None), (Rule::SpecialMajority, None)]
                .into_iter().chain(ALL.map(|rule| (rule, Some(least))))
            {
                let approved = |counts| rule.outcome(counts, least) == Outcome::Approved;
                prop_assert!(approved(before) || !approved(after));
            }
        }

        /// One more seat for it, whatever that seat did before, never takes an approval away, under any rule.
        #[test]
        fn one_more_approval_never_harms(
            approve in 0u32..30, oppose in 0u32..30, abstain in 0u32..10, recuse in 0u32..4, did_not_vote in 0u32..10,
            least in proptest::option::of(0u32..9)
        ) {
            let before = counts(approve, oppose, abstain, recuse, did_not_vote);
            let more = |from: Counts| Counts { approve: approve + 1, ..from };
            let after = [
                (did_not_vote > 0).then(|| more(Counts { did_not_vote: did_not_vote - 1, ..before })),
                (abstain > 0).then(|| more(Counts { abstain: abstain - 1, ..before })),
                (oppose > 0).then(|| more(Counts { oppose: oppose - 1, ..before })),
            ];
            for (rule, after) in ALL.into_iter().flat_map(|rule| after.into_iter().flatten().map(move |it| (rule, it))) {
                let approved = |counts| rule.outcome(counts, least) == Outcome::Approved;
                prop_assert!(!approved(before) || approved(after), "{} {:?} {:?}", rule, before, after);
            }
        }

        /// Where one more vote against makes an approval after all, it made the quorum, and nothing else did that.
        #[test]
        fn one_more_oppose_helps_by_the_quorum_alone(
            approve in 0u32..30, oppose in 0u32..30, abstain in 0u32..10, recuse in 0u32..4, did_not_vote in 1u32..30
        ) {
            let before = counts(approve, oppose, abstain, recuse, did_not_vote);
            let after = counts(approve, oppose + 1, abstain, recuse, did_not_vote - 1);
            for rule in ALL {
                let (was, is) = (rule.outcome(before, None), rule.outcome(after, None));
                let helped = was != Outcome::Approved && is == Outcome::Approved;
                prop_assert!(!helped || was == Outcome::NoQuorum && rule.has_quorum(), "{} {:?}", rule, before);
            }
        }

        #[test]
        fn what_is_printed_as_needed_is_exactly_what_passes(roll in 1u32..60) {
            for rule in ALL {
                let needed = rule.needs(roll, None).approve;
                let all_vote = |approve| rule.outcome(counts(approve, roll - approve, 0, 0, 0), None);
                let least = rule.needs(roll, None).most_oppose.map_or(needed, |most| roll - most);
                prop_assert_eq!(all_vote(needed.max(least)), Outcome::Approved);
                prop_assert_ne!(all_vote(needed - 1), Outcome::Approved);
            }
        }
    }
}
