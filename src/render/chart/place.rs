//! Horizontal positions and widths in a chart.

use std::fmt;

use serde::{Serialize, Serializer};

/// A fraction of the chart's width in hundredths of a percent, written `12.50%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(u32);

impl Place {
    /// The whole width.
    pub(super) const WHOLE: u32 = 10_000;

    /// A position in hundredths of a percent, limited to the whole width.
    pub(super) fn of(parts: u32) -> Place {
        Place(parts.min(Place::WHOLE))
    }

    /// The position between `from` and `to` at the fraction `part` of `all`; `from` if `all` is 0.
    pub(super) fn between(from: Place, to: Place, part: u64, all: u64) -> Place {
        let width = u128::from(to.0.saturating_sub(from.0));
        let part = u128::from(part.min(all));
        let along = (width * part).checked_div(u128::from(all)).unwrap_or(0);
        Place::of(
            from.0
                .saturating_add(u32::try_from(along).unwrap_or(Place::WHOLE)),
        )
    }

    /// The width from this position to a later one, at least `least`.
    pub(super) fn width_to(self, later: Place, least: Place) -> Place {
        Place(later.0.saturating_sub(self.0)).max(least)
    }

    /// The position, moved left if needed, so that a bar of this width ends within the chart.
    pub(super) fn within(self, width: Place) -> Place {
        self.min(Place(Place::WHOLE.saturating_sub(width.0)))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}%", self.0 / 100, self.0 % 100)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_in_hundredths_of_a_percent() {
        let written = [0, 5, 1250, 9999, 20_000].map(|parts| Place::of(parts).to_string());
        assert_eq!(written, ["0.00%", "0.05%", "12.50%", "99.99%", "100.00%"]);
    }

    #[test]
    fn no_count_leads_out_of_the_picture() {
        let (from, to) = (Place::of(1000), Place::of(9000));
        for (part, all, at) in [
            (0, 0, 1000),
            (5, 0, 1000),
            (1, 2, 5000),
            (9, 3, 9000),
            (u64::MAX, u64::MAX, 9000),
        ] {
            assert_eq!(
                Place::between(from, to, part, all),
                Place::of(at),
                "{part} of {all}"
            );
        }
        let (near_the_end, wide) = (Place::of(9990), Place::of(100));
        assert_eq!(near_the_end.within(wide), Place::of(9900));
        assert_eq!(near_the_end.width_to(from, wide), wide);
    }
}
