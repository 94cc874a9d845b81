//! Looks up the standard of a request in Table 1 of the register (DSP4003 5.2).

use crate::register::{Register, Standard};
use crate::roster::{Body, Roster};

/// The row of a standard, by its AP Identifier; case and spacing do not matter.
pub fn row<'t>(text: &'t Register, standard: &str) -> Option<&'t Standard> {
    let folded = |name: &str| {
        name.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    let wanted = folded(standard);
    text.standards
        .iter()
        .find(|row| folded(&row.ap_id) == wanted)
}

/// The home organization's body in column 5 (lead), if it names one.
pub fn owning_body<'r>(roster: &'r Roster, row: &Standard) -> Option<&'r Body> {
    roster.body_called(&row.lead)
}

/// Whether column 7 (owner) names the home organization.
pub(super) fn is_home_owned(roster: &Roster, row: &Standard) -> bool {
    let home = roster.organization(&roster.home);
    home.is_some_and(|home| row.owner.names().iter().any(|name| home.is_called(name)))
}
