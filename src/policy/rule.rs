//! Voting rules as exact comparisons of integers, without floats or percentages.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A preset rule. E below is the roll less recusals and vacant seats.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum VotingRule {
    /// 2 approve > approve + oppose, and 2 (approve + oppose + abstain) > E.
    SimpleMajority,
    /// 3 approve >= 2 (approve + oppose), and the same quorum.
    TwoThirds,
    /// 2 approve > E.
    FullMajority,
    /// 3 approve >= 2 E and 4 oppose <= E, as in OASIS.
    SpecialMajority,
}

/// Which votes a participation quorum counts.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum QuorumCounts {
    /// All votes, abstentions included.
    #[default]
    Present,
    /// Votes to approve or oppose, without abstentions.
    Votes,
}

impl QuorumCounts {
    /// Whether it is the default, which is not serialized.
    pub fn is_present(&self) -> bool {
        *self == QuorumCounts::Present
    }
}

/// A rule with the modifiers of the policy. A ballot freezes it, and the counts of a meeting are checked with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppliedRule {
    /// The preset.
    pub rule: VotingRule,
    /// The least number of approvals, which replaces the participation quorum.
    pub min_approvals: Option<u32>,
    /// Which votes the participation quorum counts.
    pub quorum_counts: QuorumCounts,
}

/// The number of seats by choice. They add up to the roll.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Counts {
    /// Seats that approve.
    pub approve: u32,
    /// Seats that oppose.
    pub oppose: u32,
    /// Seats that abstain.
    pub abstain: u32,
    /// Seats that are recused, and so outside the base.
    pub recuse: u32,
    /// Seats without a vote that counts.
    pub did_not_vote: u32,
    /// Vacant seats, also outside the base.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub vacant: u32,
}

fn is_zero(seats: &u32) -> bool {
    *seats == 0
}

impl Counts {
    /// E: the roll less recusals and vacant seats.
    pub fn base(&self) -> u32 {
        sum(&[self.approve, self.oppose, self.abstain, self.did_not_vote])
    }

    /// The vacant seats as the end of a list of counts; empty where there are none.
    pub fn vacancies(&self) -> String {
        if self.vacant == 0 {
            String::new()
        } else {
            format!(", {} vacant", self.vacant)
        }
    }

    /// The counts in words, as the record has them.
    pub fn in_words(&self) -> String {
        let Counts {
            approve,
            oppose,
            abstain,
            recuse,
            did_not_vote,
            vacant: _,
        } = self;
        let vacant = self.vacancies();
        format!(
            "{approve} approve, {oppose} oppose, {abstain} abstain, {recuse} recuse, {did_not_vote} did not vote{vacant}"
        )
    }

    /// The number of seats that took part.
    pub fn cast(&self) -> u32 {
        sum(&[self.approve, self.oppose, self.abstain])
    }

    /// The number of all seats.
    pub fn roll(&self) -> u32 {
        sum(&[self.base(), self.recuse, self.vacant])
    }
}

/// Adds seats with saturation: the counts in an act may be any numbers, and must not overflow.
fn sum(seats: &[u32]) -> u32 {
    seats
        .iter()
        .fold(0, |all, seats| all.saturating_add(*seats))
}

/// The outcome of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The rule is met.
    Approved,
    /// A majority opposes: the revision becomes a draft again.
    Rejected,
    /// The rule is not met, without a majority against: the body may vote again.
    NotApproved,
    /// Too few seats took part: the body may vote again.
    NoQuorum,
    /// Equal votes for and against: the body may vote again.
    Tied,
}

/// The numbers that an approval needs, computed when the ballot opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub struct Needs {
    /// The least number of seats that must take part, where the rule has a participation quorum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<u32>,
    /// Which votes that quorum counts.
    #[serde(default, skip_serializing_if = "QuorumCounts::is_present")]
    pub quorum_counts: QuorumCounts,
    /// The least number of approvals that replaces that quorum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_approvals: Option<u32>,
    /// The least number of approvals, if every seat votes to approve or oppose.
    pub approve: u32,
    /// The greatest number of votes to oppose, where the rule has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_oppose: Option<u32>,
}

impl AppliedRule {
    /// What a ballot of `base` seats needs under this rule.
    pub fn needs(self, base: u32) -> Needs {
        let AppliedRule {
            rule,
            min_approvals,
            quorum_counts,
        } = self;
        let majority = base / 2 + 1;
        let approve = match rule {
            VotingRule::SimpleMajority | VotingRule::FullMajority => majority,
            VotingRule::TwoThirds | VotingRule::SpecialMajority => (base - base / 3).max(1),
        };
        let has_quorum = rule.has_quorum() && min_approvals.is_none();
        Needs {
            quorum: has_quorum.then_some(majority),
            quorum_counts: if has_quorum {
                quorum_counts
            } else {
                QuorumCounts::Present
            },
            min_approvals: min_approvals.filter(|_| rule.has_quorum()),
            approve: approve.max(min_approvals.unwrap_or(0)),
            most_oppose: (rule == VotingRule::SpecialMajority).then_some(base / 4),
        }
    }

    /// The outcome of a ballot with these counts.
    pub fn outcome(self, counts: Counts) -> Outcome {
        let Counts {
            approve, oppose, ..
        } = counts;
        if self
            .needs(counts.base())
            .quorum
            .is_some_and(|quorum| self.quorate(counts) < quorum)
        {
            return Outcome::NoQuorum;
        }
        if approve >= 1 && approve >= self.min_approvals.unwrap_or(0) && self.rule.met(counts) {
            return Outcome::Approved;
        }
        if self.rule.majority_against(counts) {
            return Outcome::Rejected;
        }
        if approve == oppose && approve > 0 {
            Outcome::Tied
        } else {
            Outcome::NotApproved
        }
    }

    fn quorate(self, counts: Counts) -> u32 {
        match self.quorum_counts {
            QuorumCounts::Present => counts.cast(),
            QuorumCounts::Votes => sum(&[counts.approve, counts.oppose]),
        }
    }

    /// The rule with its modifiers, as a sentence that a voter can check.
    pub fn explained(self) -> String {
        let AppliedRule {
            rule,
            min_approvals,
            quorum_counts,
        } = self;
        let majority = match rule {
            VotingRule::SimpleMajority => "more for than against",
            VotingRule::TwoThirds => "at least two thirds of the votes for and against",
            VotingRule::FullMajority => "more than half of all seats (less recusals) for it",
            VotingRule::SpecialMajority => {
                "at least two thirds of all seats (less recusals) for it, and at most one quarter against"
            }
        };
        let quorum = match (min_approvals, quorum_counts) {
            (Some(1), _) => ", and at least 1 seat for it".to_string(),
            (Some(least), _) => format!(", and at least {least} seats for it"),
            (None, _) if !rule.has_quorum() => String::new(),
            (None, QuorumCounts::Present) => {
                ", and more than half of the seats (less recusals) took part".to_string()
            }
            (None, QuorumCounts::Votes) => {
                ", and more than half of the seats (less recusals) voted for or against".to_string()
            }
        };
        format!("{majority}{quorum}")
    }

    /// The votes still needed for an approval, as text.
    pub fn still_needed(self, counts: Counts) -> String {
        let with = |more: u32| Counts {
            approve: counts.approve.saturating_add(more),
            did_not_vote: counts.did_not_vote.saturating_sub(more),
            ..counts
        };
        let passes = |more: u32| self.outcome(with(more)) == Outcome::Approved;
        if passes(0) {
            return "nothing more: the votes so far approve it".to_string();
        }
        let seats = |count: u32| if count == 1 { "seat has" } else { "seats have" };
        let left = counts.did_not_vote;
        if !passes(left) {
            let silent = match left {
                0 => "every seat has voted".to_string(),
                left => format!("{left} {} not voted", seats(left)),
            };
            return format!("more votes than remain ({silent}): approval requires changed votes");
        }
        // Another approval never prevents an approval, so binary search finds the least number.
        let (mut too_few, mut enough) = (0, left);
        while enough - too_few > 1 {
            let middle = too_few + (enough - too_few) / 2;
            if passes(middle) {
                enough = middle
            } else {
                too_few = middle
            }
        }
        let needs = self.needs(counts.base());
        let short = needs
            .quorum
            .map_or(0, |quorum| quorum.saturating_sub(self.quorate(counts)));
        let quorum = match short {
            0 => String::new(),
            short => format!("; the quorum needs {short} more"),
        };
        format!(
            "{enough} more for ({left} {} not voted{quorum})",
            seats(left)
        )
    }
}

impl VotingRule {
    /// The rule without modifiers.
    pub fn plain(self) -> AppliedRule {
        AppliedRule {
            rule: self,
            min_approvals: None,
            quorum_counts: QuorumCounts::Present,
        }
    }

    fn has_quorum(self) -> bool {
        match self {
            VotingRule::SimpleMajority | VotingRule::TwoThirds => true,
            VotingRule::FullMajority | VotingRule::SpecialMajority => false,
        }
    }

    fn met(self, counts: Counts) -> bool {
        let (approve, oppose, base) = (
            u64::from(counts.approve),
            u64::from(counts.oppose),
            counts.base().into(),
        );
        match self {
            VotingRule::SimpleMajority => 2 * approve > approve + oppose,
            VotingRule::TwoThirds => 3 * approve >= 2 * (approve + oppose),
            VotingRule::FullMajority => 2 * approve > base,
            VotingRule::SpecialMajority => 3 * approve >= 2 * base && 4 * oppose <= base,
        }
    }

    /// Whether more than half oppose: of the votes for and against, or of E.
    fn majority_against(self, counts: Counts) -> bool {
        let (approve, oppose) = (u64::from(counts.approve), u64::from(counts.oppose));
        let of = if self.has_quorum() {
            approve + oppose
        } else {
            counts.base().into()
        };
        2 * oppose > of
    }
}

impl fmt::Display for Needs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} for", self.approve)?;
        if let Some(quorum) = self.quorum {
            write!(f, " if all vote, quorum {quorum}")?;
            if self.quorum_counts == QuorumCounts::Votes {
                f.write_str(" without abstentions")?;
            }
        }
        if let Some(least) = self.min_approvals {
            write!(f, " if all vote, at least {least} in any case")?;
        }
        if let Some(most) = self.most_oppose {
            write!(f, ", at most {most} against")?;
        }
        Ok(())
    }
}

impl fmt::Display for VotingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            VotingRule::SimpleMajority => "simple-majority",
            VotingRule::TwoThirds => "two-thirds",
            VotingRule::FullMajority => "full-majority",
            VotingRule::SpecialMajority => "special-majority",
        })
    }
}

impl fmt::Display for AppliedRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.rule)?;
        if let Some(least) = self.min_approvals {
            return write!(f, ", min_approvals {least}");
        }
        if self.quorum_counts == QuorumCounts::Votes && self.rule.has_quorum() {
            f.write_str(", quorum_counts votes")?;
        }
        Ok(())
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

    const ALL: [VotingRule; 4] = [
        VotingRule::SimpleMajority,
        VotingRule::TwoThirds,
        VotingRule::FullMajority,
        VotingRule::SpecialMajority,
    ];

    fn least(rule: VotingRule, least: u32) -> AppliedRule {
        AppliedRule {
            min_approvals: Some(least),
            ..rule.plain()
        }
    }

    fn applied() -> impl Strategy<Value = AppliedRule> {
        let counts = [QuorumCounts::Present, QuorumCounts::Votes];
        let parts = (
            prop::sample::select(ALL.to_vec()),
            prop::option::of(1u32..9),
            prop::sample::select(counts.to_vec()),
        );
        parts.prop_map(|(rule, min_approvals, quorum_counts)| AppliedRule {
            rule,
            min_approvals,
            quorum_counts,
        })
    }

    fn counts(approve: u32, oppose: u32, abstain: u32, recuse: u32, did_not_vote: u32) -> Counts {
        Counts {
            approve,
            oppose,
            abstain,
            recuse,
            did_not_vote,
            vacant: 0,
        }
    }

    #[test]
    fn two_thirds_of_small_rolls_are_whole_seats() {
        for (roll, needed) in [(7, 5), (6, 4), (4, 3), (3, 2)] {
            assert_eq!(
                VotingRule::TwoThirds.plain().needs(roll).approve,
                needed,
                "two thirds of {roll}"
            );
            let outcome = |approve| {
                VotingRule::TwoThirds
                    .plain()
                    .outcome(counts(approve, roll - approve, 0, 0, 0))
            };
            assert_eq!(outcome(needed), Outcome::Approved);
            assert_ne!(outcome(needed - 1), Outcome::Approved);
        }
    }

    #[test]
    fn thirty_three_of_fifty_is_not_two_thirds() {
        assert_ne!(
            VotingRule::TwoThirds
                .plain()
                .outcome(counts(33, 17, 0, 0, 0)),
            Outcome::Approved
        );
        assert_eq!(
            VotingRule::TwoThirds
                .plain()
                .outcome(counts(34, 16, 0, 0, 0)),
            Outcome::Approved
        );
    }

    #[test]
    fn at_most_a_quarter_against_is_whole_seats() {
        for (roll, most) in [(7, 1), (9, 2)] {
            let outcome = |oppose| {
                VotingRule::SpecialMajority
                    .plain()
                    .outcome(counts(roll - oppose, oppose, 0, 0, 0))
            };
            assert_eq!(outcome(most), Outcome::Approved, "{most} of {roll} against");
            assert_ne!(
                outcome(most + 1),
                Outcome::Approved,
                "{} of {roll} against",
                most + 1
            );
        }
    }

    /// Cases that real ballots got wrong, computed by hand: votes, and whether they pass.
    #[test]
    fn the_arithmetic_is_that_of_whole_seats() {
        let table = [
            // OASIS, seven voting members: one ballot text claimed that four are enough.
            (VotingRule::SpecialMajority, counts(5, 1, 1, 0, 0), true),
            (VotingRule::SpecialMajority, counts(5, 0, 0, 0, 2), true),
            (VotingRule::SpecialMajority, counts(4, 0, 0, 0, 3), false),
            (VotingRule::SpecialMajority, counts(5, 2, 0, 0, 0), false),
            (VotingRule::SpecialMajority, counts(7, 2, 0, 0, 0), true),
            (VotingRule::SpecialMajority, counts(6, 3, 0, 0, 0), false),
            (VotingRule::SpecialMajority, counts(4, 0, 0, 1, 1), true),
            // 66 percent is less than two thirds.
            (VotingRule::TwoThirds, counts(33, 17, 0, 0, 0), false),
            (VotingRule::TwoThirds, counts(34, 16, 0, 0, 0), true),
            (VotingRule::TwoThirds, counts(2, 1, 0, 0, 0), true),
            (VotingRule::TwoThirds, counts(2, 1, 0, 0, 3), false),
            (VotingRule::TwoThirds, counts(4, 2, 0, 0, 0), true),
            (VotingRule::TwoThirds, counts(3, 2, 0, 0, 0), false),
            // Half of the votes or of the seats is not a majority.
            (VotingRule::SimpleMajority, counts(3, 3, 0, 0, 0), false),
            (VotingRule::SimpleMajority, counts(1, 0, 2, 0, 2), true),
            (VotingRule::SimpleMajority, counts(2, 0, 0, 0, 2), false),
            (VotingRule::FullMajority, counts(3, 0, 0, 0, 3), false),
            (VotingRule::FullMajority, counts(4, 3, 0, 0, 0), true),
            (VotingRule::FullMajority, counts(3, 0, 0, 1, 2), true),
        ];
        for (rule, counts, passes) in table {
            let outcome = rule.plain().outcome(counts);
            assert_eq!(
                outcome == Outcome::Approved,
                passes,
                "{rule} {counts:?}: {outcome}"
            );
        }
        assert_eq!(VotingRule::SpecialMajority.plain().needs(7).approve, 5);
        assert_eq!(
            VotingRule::SpecialMajority.plain().needs(7).most_oppose,
            Some(1)
        );
        // With `min_approvals` instead of a quorum, one more vote against never helps.
        assert_eq!(
            least(VotingRule::SimpleMajority, 2).outcome(counts(2, 0, 0, 0, 3)),
            Outcome::Approved
        );
        assert_ne!(
            least(VotingRule::SimpleMajority, 3).outcome(counts(2, 0, 0, 0, 0)),
            Outcome::Approved
        );
    }

    /// An act may contain any number. With overflow, these counts would be three seats, most of them approving.
    #[test]
    fn more_votes_than_there_can_be_are_no_few_seats() {
        let absurd = counts(u32::MAX, 4, 0, 0, 0);
        assert_eq!(
            (absurd.base(), absurd.cast(), absurd.roll()),
            (u32::MAX, u32::MAX, u32::MAX)
        );
        assert_eq!(counts(3, 0, 0, u32::MAX, 1).roll(), u32::MAX);
        for rule in ALL {
            assert_eq!(rule.plain().outcome(absurd), Outcome::Approved, "{rule}");
            assert_eq!(
                rule.plain().outcome(counts(4, u32::MAX, 0, 0, 0)),
                Outcome::Rejected,
                "{rule}"
            );
            assert!(
                rule.plain().needs(u32::MAX).approve > u32::MAX / 2,
                "{rule}"
            );
        }
    }

    #[test]
    fn nobody_for_it_is_never_an_approval() {
        for rule in ALL {
            assert_ne!(
                rule.plain().outcome(counts(0, 0, 0, 5, 0)),
                Outcome::Approved,
                "all recused, {rule}"
            );
            assert_ne!(
                rule.plain().outcome(counts(0, 0, 5, 0, 0)),
                Outcome::Approved,
                "all abstained, {rule}"
            );
            assert_ne!(
                rule.plain().outcome(counts(0, 0, 0, 0, 0)),
                Outcome::Approved,
                "empty roll, {rule}"
            );
        }
    }

    #[test]
    fn ties_and_missing_quorums_are_told_apart_from_rejection() {
        let simple = |counts| VotingRule::SimpleMajority.plain().outcome(counts);
        assert_eq!(simple(counts(2, 2, 0, 0, 1)), Outcome::Tied);
        assert_eq!(simple(counts(1, 1, 0, 0, 3)), Outcome::NoQuorum);
        assert_eq!(simple(counts(1, 2, 0, 0, 1)), Outcome::Rejected);
        assert_eq!(simple(counts(0, 0, 3, 0, 1)), Outcome::NotApproved);
    }

    #[test]
    fn recusals_leave_the_base() {
        let outcome = |recuse, did_not_vote| {
            VotingRule::FullMajority
                .plain()
                .outcome(counts(2, 0, 0, recuse, did_not_vote))
        };
        assert_eq!(outcome(0, 2), Outcome::NotApproved);
        assert_eq!(outcome(1, 1), Outcome::Approved);
    }

    #[test]
    fn abstentions_count_toward_the_quorum_unless_policy_says_otherwise() {
        let votes = AppliedRule {
            quorum_counts: QuorumCounts::Votes,
            ..VotingRule::SimpleMajority.plain()
        };
        let cast = counts(1, 0, 2, 0, 2);
        assert_eq!(
            VotingRule::SimpleMajority.plain().outcome(cast),
            Outcome::Approved
        );
        assert_eq!(votes.outcome(cast), Outcome::NoQuorum);
        assert_eq!(votes.outcome(counts(3, 0, 0, 0, 2)), Outcome::Approved);
        assert_eq!(
            votes.needs(5).to_string(),
            "3 for if all vote, quorum 3 without abstentions"
        );
        assert!(
            votes.explained().ends_with("voted for or against"),
            "{}",
            votes.explained()
        );
        // Without a participation quorum, abstentions do not matter.
        let full = AppliedRule {
            quorum_counts: QuorumCounts::Votes,
            ..VotingRule::FullMajority.plain()
        };
        assert_eq!((full.needs(5), full.explained()), {
            let plain = VotingRule::FullMajority.plain();
            (plain.needs(5), plain.explained())
        });
    }

    #[test]
    fn a_vacant_seat_leaves_the_base_and_stays_in_the_roll() {
        let cast = Counts {
            vacant: 2,
            ..counts(2, 0, 0, 0, 1)
        };
        assert_eq!((cast.base(), cast.roll()), (3, 5));
        assert_eq!(
            VotingRule::FullMajority.plain().outcome(cast),
            Outcome::Approved
        );
        assert_eq!(
            VotingRule::FullMajority
                .plain()
                .outcome(counts(2, 0, 0, 0, 3)),
            Outcome::NotApproved
        );
    }

    #[test]
    fn the_rule_is_printed_as_it_is_applied() {
        let two = least(VotingRule::SimpleMajority, 2);
        assert_eq!(two.to_string(), "simple-majority, min_approvals 2");
        assert_eq!(
            two.explained(),
            "more for than against, and at least 2 seats for it"
        );
        assert_eq!(
            two.needs(5).to_string(),
            "3 for if all vote, at least 2 in any case"
        );
        let five = least(VotingRule::FullMajority, 5);
        assert_eq!(five.needs(7).to_string(), "5 for");
        assert!(
            five.explained()
                .ends_with("for it, and at least 5 seats for it"),
            "{}",
            five.explained()
        );
    }

    #[test]
    fn what_is_still_needed_follows_from_the_votes_cast_so_far() {
        let simple = |counts| VotingRule::SimpleMajority.plain().still_needed(counts);
        assert_eq!(
            simple(counts(0, 0, 0, 0, 5)),
            "3 more for (5 seats have not voted; the quorum needs 3 more)"
        );
        assert_eq!(
            simple(counts(1, 1, 0, 0, 1)),
            "1 more for (1 seat has not voted)"
        );
        assert!(simple(counts(2, 0, 1, 0, 2)).starts_with("nothing more"));
        assert!(
            simple(counts(1, 3, 0, 0, 1))
                .starts_with("more votes than remain (1 seat has not voted)")
        );
        assert!(
            simple(counts(2, 2, 0, 0, 0))
                .starts_with("more votes than remain (every seat has voted)")
        );
    }

    proptest! {
        /// The printed number of missing approvals is exactly the one that passes.
        #[test]
        fn what_is_still_needed_is_exactly_what_passes(
            rule in applied(), approve in 0u32..9, oppose in 0u32..9, abstain in 0u32..5, left in 0u32..9
        ) {
            let before = counts(approve, oppose, abstain, 0, left);
            let told = rule.still_needed(before);
            let with = |more: u32| counts(approve + more, oppose, abstain, 0, left - more);
            let enough = (0..=left).find(|more| rule.outcome(with(*more)) == Outcome::Approved);
            match enough {
                Some(0) => prop_assert!(told.starts_with("nothing more")),
                Some(more) => {
                    let start = format!("{more} more for");
                    prop_assert!(told.starts_with(&start), "{}", told);
                }
                None => prop_assert!(told.starts_with("more votes than remain")),
            }
        }

        #[test]
        fn one_more_oppose_never_helps_without_a_participation_quorum(
            rule in applied(),
            approve in 0u32..30, oppose in 0u32..30, abstain in 0u32..10, did_not_vote in 1u32..10, vacant in 0u32..4
        ) {
            let before = Counts { vacant, ..counts(approve, oppose, abstain, 0, did_not_vote) };
            let after = Counts { oppose: oppose + 1, did_not_vote: did_not_vote - 1, ..before };
            let approved = |counts| rule.outcome(counts) == Outcome::Approved;
            let has_quorum = rule.needs(before.base()).quorum.is_some();
            prop_assert!(has_quorum || approved(before) || !approved(after));
        }

        /// Another approval, whatever the seat's vote was before, never undoes an approval, under any rule.
        #[test]
        fn one_more_approval_never_harms(
            rule in applied(),
            approve in 0u32..30, oppose in 0u32..30, abstain in 0u32..10, recuse in 0u32..4, did_not_vote in 0u32..10
        ) {
            let before = counts(approve, oppose, abstain, recuse, did_not_vote);
            let more = |from: Counts| Counts { approve: approve + 1, ..from };
            let after = [
                (did_not_vote > 0).then(|| more(Counts { did_not_vote: did_not_vote - 1, ..before })),
                (abstain > 0).then(|| more(Counts { abstain: abstain - 1, ..before })),
                (oppose > 0).then(|| more(Counts { oppose: oppose - 1, ..before })),
            ];
            for after in after.into_iter().flatten() {
                let approved = |counts| rule.outcome(counts) == Outcome::Approved;
                prop_assert!(!approved(before) || approved(after), "{:?} {:?} {:?}", rule, before, after);
            }
        }

        /// Where one more vote against leads to an approval, it completed the quorum.
        #[test]
        fn one_more_oppose_helps_by_the_quorum_alone(
            rule in applied(),
            approve in 0u32..30, oppose in 0u32..30, abstain in 0u32..10, recuse in 0u32..4, did_not_vote in 1u32..30
        ) {
            let before = counts(approve, oppose, abstain, recuse, did_not_vote);
            let after = counts(approve, oppose + 1, abstain, recuse, did_not_vote - 1);
            let (was, is) = (rule.outcome(before), rule.outcome(after));
            let helped = was != Outcome::Approved && is == Outcome::Approved;
            let has_quorum = rule.needs(before.base()).quorum.is_some();
            prop_assert!(!helped || was == Outcome::NoQuorum && has_quorum, "{:?} {:?}", rule, before);
        }

        #[test]
        fn what_is_printed_as_needed_is_exactly_what_passes(rule in applied(), roll in 1u32..60) {
            let needs = rule.needs(roll);
            let all_vote = |approve: u32| rule.outcome(counts(approve, roll.saturating_sub(approve), 0, 0, 0));
            let least = needs.most_oppose.map_or(needs.approve, |most| roll - most).max(needs.approve);
            // Policy may not require more approvals than the body has seats.
            prop_assume!(least <= roll);
            prop_assert_eq!(all_vote(least), Outcome::Approved);
            prop_assert_ne!(all_vote(needs.approve - 1), Outcome::Approved);
        }
    }
}
