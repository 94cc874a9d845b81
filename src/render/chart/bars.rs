//! Counts as bars, one a row with its name and its number beside it.

use serde::Serialize;

use super::label::short;
use super::place::Place;

/// The height of a row.
const ROW: u32 = 24;
/// Where bars begin, and where the longest ends: names stand before them, numbers behind.
const FROM: u32 = 3_800;
const TO: u32 = 8_800;

/// A picture of counts, and the same as a table.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Bars {
    /// Unique on its page; the ids of its parts begin with it.
    id: String,
    title: String,
    /// What the picture shows, in words.
    text: String,
    /// In pixels.
    height: u32,
    /// Where every bar begins.
    from: Place,
    rows: Vec<Bar>,
    /// The headings of the table's columns.
    columns: [&'static str; 2],
}

/// A row of the picture and of the table.
#[derive(Debug, Serialize)]
struct Bar {
    /// Where its name stands, in pixels from the top.
    y: u32,
    /// Where its bar begins, in pixels from the top.
    top: u32,
    /// The name, as long as there is room.
    name: String,
    count: u64,
    width: Place,
    /// Where the number stands.
    end: Place,
    /// The count that the row had to reach.
    needed: Option<Needed>,
    /// The name in full, for the table.
    what: String,
    /// Where the row leads to from the table.
    href: Option<String>,
}

/// A line across a row.
#[derive(Debug, Serialize)]
struct Needed {
    x: Place,
    count: u64,
}

/// What a row counts.
#[derive(Debug, Clone)]
pub(in crate::render) struct Count {
    /// What is counted.
    pub what: String,
    /// How many there are.
    pub count: u64,
    /// How many there had to be.
    pub needed: Option<u64>,
    /// Where the row leads to from the table.
    pub href: Option<String>,
}

impl Count {
    pub(in crate::render) fn of(what: impl Into<String>, count: u64) -> Count {
        Count {
            what: what.into(),
            count,
            needed: None,
            href: None,
        }
    }
}

impl Bars {
    /// The picture of some counts, in their order. The longest bar is the greatest count, or the whole that they are of.
    pub(in crate::render) fn of(
        id: impl Into<String>,
        title: impl Into<String>,
        text: impl Into<String>,
        columns: [&'static str; 2],
        (counts, whole): (&[Count], Option<u64>),
    ) -> Bars {
        let each = counts
            .iter()
            .flat_map(|count| [count.count, count.needed.unwrap_or(0)]);
        let most = each.chain(whole).max().unwrap_or(0);
        let rows: Vec<Bar> = (0..)
            .zip(counts)
            .map(|(at, count)| bar(at, count, most))
            .collect();
        let height = u32::try_from(rows.len())
            .unwrap_or(u32::MAX / ROW)
            .saturating_mul(ROW);
        Bars {
            id: id.into(),
            title: title.into(),
            text: text.into(),
            height: height + 4,
            from: Place::of(FROM),
            rows,
            columns,
        }
    }
}

fn bar(at: u32, count: &Count, most: u64) -> Bar {
    let top = at.saturating_mul(ROW);
    let (from, to) = (Place::of(FROM), Place::of(TO));
    let end = Place::between(from, to, count.count, most);
    let needed = |needed: u64| Needed {
        x: Place::between(from, to, needed, most),
        count: needed,
    };
    Bar {
        y: top + 16,
        top: top + 5,
        name: short(&count.what, 20),
        count: count.count,
        width: from.width_to(end, Place::of(0)),
        end,
        needed: count.needed.map(needed),
        what: count.what.clone(),
        href: count.href.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(counts: &[Count], whole: Option<u64>) -> Bars {
        Bars::of("b", "B", "Text", ["What", "How many"], (counts, whole))
    }

    #[test]
    fn bars_are_as_long_as_their_counts() {
        let approve = Count {
            needed: Some(4),
            ..Count::of("approve", 3)
        };
        let bars = bars(
            &[approve, Count::of("oppose", 0), Count::of("no vote", 6)],
            None,
        );
        let widths: Vec<String> = bars.rows.iter().map(|row| row.width.to_string()).collect();
        assert_eq!(widths, ["25.00%", "0.00%", "50.00%"]);
        assert_eq!(
            bars.rows[0]
                .needed
                .as_ref()
                .map(|needed| needed.x.to_string()),
            Some("71.33%".into())
        );
        assert_eq!(bars.height, 3 * ROW + 4);
    }

    #[test]
    fn nothing_and_more_than_there_can_be_are_drawn() {
        let most = bars(
            &[Count::of("x", u64::MAX), Count::of("y", u64::MAX)],
            Some(1),
        );
        assert!(most.rows.iter().all(|row| row.end == Place::of(TO)));
        assert!(bars(&[Count::of("x", 0)], None).rows[0].width == Place::of(0));
        assert!(bars(&[], None).rows.is_empty());
    }
}
