//! How many registers are in force, due for a review, and removed.

use super::bars::{Bars, Count};

/// Registers by where they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::render) struct Statuses {
    /// In force, those with a review due or overdue among them.
    pub in_force: u64,
    /// Of those, to be reviewed soon.
    pub soon: u64,
    /// Of those, not reviewed in time.
    pub overdue: u64,
    /// Removed by the board.
    pub removed: u64,
    /// How many days are soon.
    pub days: i64,
    /// On their way for the first time, where that is public.
    pub under_way: Option<u64>,
}

/// The picture of them.
pub(in crate::render) fn statuses(found: Statuses) -> Bars {
    let Statuses {
        in_force,
        soon,
        overdue,
        removed,
        days,
        under_way,
    } = found;
    let mut rows = vec![
        Count::of("in force", in_force),
        Count::of("review due soon", soon),
        Count::of("review overdue", overdue),
        Count::of("removed", removed),
    ];
    rows.extend(under_way.map(|count| Count::of("under way", count)));
    let is = |count: u64| if count == 1 { "is" } else { "are" };
    let registers = if in_force == 1 {
        "register is"
    } else {
        "registers are"
    };
    let mut text = format!(
        "{in_force} {registers} in force. Of these, {soon} {} to be reviewed within {days} days, and the review of \
         {overdue} is overdue. {removed} {} removed.",
        is(soon),
        is(removed)
    );
    if let Some(count) = under_way {
        text += &format!(" {count} {} under way.", is(count));
    }
    Bars::of(
        "picture-statuses",
        "Where the registers stand",
        text,
        ["State", "Registers"],
        (&rows, None),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_public_has_no_row() {
        let found = Statuses {
            in_force: 8,
            soon: 1,
            overdue: 2,
            removed: 1,
            days: 90,
            under_way: None,
        };
        let shown = serde_json::to_value(statuses(found)).unwrap();
        assert!(!shown.to_string().contains("under way"), "{shown}");
        assert_eq!(
            shown["text"],
            "8 registers are in force. Of these, 1 is to be reviewed within 90 days, and the review of 2 is overdue. 1 is removed."
        );
        let shown = serde_json::to_value(statuses(Statuses {
            under_way: Some(3),
            ..found
        }))
        .unwrap();
        assert_eq!(shown["rows"][4]["count"], 3);
    }
}
