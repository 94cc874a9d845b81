//! What the VP of Alliances does in a store without registers.

use crate::cli::app::ui;
use crate::process::worklist::Whom;
use crate::roster::Roster;
use crate::snapshot::Snapshot;

/// The first steps in a store, for its VP of Alliances; none if it has registers.
pub(super) fn first_steps(snapshot: &Snapshot, roster: &Roster, whom: Whom<'_>) -> Option<String> {
    let Whom::Person(person) = whom else {
        return None;
    };
    let is_vp = roster.officers.vp_alliances.as_ref() == Some(&person.id);
    if !is_vp || !snapshot.registers.is_empty() || !snapshot.requests.is_empty() {
        return None;
    }
    Some(ui::visible(format!(
        "{} can prepare the new store\n  \
         enter people, bodies and partners\n    `wr roster add` or `wr edit roster`, then `wr save roster`\n  \
         adapt the rules of ballots\n    `wr edit policy`, then `wr save policy`\n  \
         propose the first register\n    `wr new ID --partner NAME`\n",
        person.name
    )))
}
