//! What a ballot, or a meeting, came to: how many seats said what, and how many had to approve.

use super::bars::{Bars, Count};
use crate::policy::rule::{Counts, Needs, QuorumCounts};

/// The picture of a body's vote. `needs` is nothing for a meeting, whose rule is not in the record.
pub(in crate::render) fn ballot_votes(
    id: impl Into<String>,
    body: &str,
    counts: Counts,
    needs: Option<Needs>,
) -> Bars {
    let Counts {
        approve,
        oppose,
        abstain,
        recuse,
        did_not_vote,
        vacant,
    } = counts;
    let needed = needs.map(|needs| u64::from(needs.approve));
    let mut rows = vec![
        Count {
            needed,
            ..Count::of("approve", approve.into())
        },
        Count::of("oppose", oppose.into()),
        Count::of("abstain", abstain.into()),
        Count::of("recuse", recuse.into()),
        Count::of("no vote", did_not_vote.into()),
    ];
    rows.extend((vacant > 0).then(|| Count::of("vacant", vacant.into())));
    let roll = rows
        .iter()
        .fold(0u64, |all, row| all.saturating_add(row.count));
    Bars::of(
        id,
        body,
        text(counts, roll, needs),
        ["Vote", "Seats"],
        (&rows, Some(roll)),
    )
}

fn text(counts: Counts, roll: u64, needs: Option<Needs>) -> String {
    let Counts {
        approve,
        oppose,
        abstain,
        recuse,
        did_not_vote,
        vacant,
    } = counts;
    let seats = if roll == 1 { "seat" } else { "seats" };
    let mut text = format!(
        "Of {roll} {seats}, {approve} approve, {oppose} oppose, {abstain} abstain, {recuse} recuse, and {did_not_vote} did not vote."
    );
    if vacant > 0 {
        text += &format!(" The vacant ones ({vacant}) do not count.");
    }
    let Some(needs) = needs else { return text };
    text += &format!(
        " If every seat had voted for or against, {} had to approve",
        needs.approve
    );
    if let Some(most) = needs.most_oppose {
        text += &format!(", and no more than {most} could oppose");
    }
    if let Some(quorum) = needs.quorum {
        let how = match needs.quorum_counts {
            QuorumCounts::Present => "take part",
            QuorumCounts::Votes => "vote for or against",
        };
        text += &format!("; {quorum} had to {how}");
    }
    if let Some(least) = needs.min_approvals {
        text += &format!("; at least {least} had to approve, however few voted");
    }
    text + "."
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::rule::VotingRule;

    #[test]
    fn the_picture_of_a_ballot_says_what_it_shows() {
        let counts = Counts {
            approve: 3,
            oppose: 1,
            abstain: 1,
            recuse: 1,
            ..Counts::default()
        };
        let needs = VotingRule::SimpleMajority.plain().needs(5);
        let shown =
            serde_json::to_value(ballot_votes("p", "Alliance Committee", counts, Some(needs)))
                .unwrap();
        assert_eq!(
            shown["text"],
            "Of 6 seats, 3 approve, 1 oppose, 1 abstain, 1 recuse, and 0 did not vote. If every seat had voted for or \
             against, 3 had to approve; 3 had to take part."
        );
        let rows = shown["rows"].as_array().unwrap();
        let names: Vec<&str> = rows.iter().filter_map(|row| row["what"].as_str()).collect();
        assert_eq!(names, ["approve", "oppose", "abstain", "recuse", "no vote"]);
        // Half of the roll is half of the room.
        assert_eq!(
            (rows[0]["width"].as_str(), rows[0]["needed"]["x"].as_str()),
            (Some("25.00%"), Some("63.00%"))
        );
    }

    #[test]
    fn counts_that_no_roll_can_have_are_drawn_all_the_same() {
        let most = u32::MAX;
        let counts = Counts {
            approve: most,
            oppose: most,
            abstain: most,
            recuse: most,
            did_not_vote: most,
            vacant: 0,
        };
        let shown = serde_json::to_value(ballot_votes("p", "B", counts, None)).unwrap();
        assert!(
            shown["text"]
                .as_str()
                .unwrap()
                .starts_with("Of 21474836475 seats, "),
            "{shown}"
        );
        assert_eq!(shown["rows"][4]["width"], "10.00%");
    }
}
