//! The removal of a register (DSP4003 4.1).

use serde::Serialize;

use super::ballot::{BallotView, ballot, meeting};
use super::versions::VersionView;
use crate::act::Action;
use crate::render::selected_text::SelectedText;

#[derive(Debug, Serialize)]
pub(super) struct RemovalView<'a> {
    /// The day, month, quarter or year in which its first revision came into force; `None` if unknown.
    from: Option<String>,
    /// The day of the board's resolution.
    on: String,
    /// Such as `the partner disbanded`.
    reason: String,
    /// The number or title of the board's resolution.
    resolution: &'a str,
    /// The board's counts, if they are public.
    ballot: Option<BallotView>,
    /// The id of the register that the board decided on, if it was not this one.
    along_with: Option<&'a str>,
}

/// The removal; `None` for a text that was not in force when its register was removed.
pub(super) fn removal<'a>(
    selected: &'a SelectedText<'_>,
    versions: &[VersionView<'_>],
) -> Option<RemovalView<'a>> {
    let removed = selected.removed()?;
    let counts = match selected.act(removed.act).map(|stored| &stored.act.action) {
        Some(Action::Remove(remove)) => match (remove.result, remove.meeting) {
            (Some(result), _) => ballot(selected, result),
            (None, Some(counts)) => meeting(selected, counts),
            (None, None) => None,
        },
        _ => None,
    };
    let first = versions.first().map(|first| first.since.clone());
    Some(RemovalView {
        from: first.filter(|since| since != super::approvals::UNKNOWN),
        on: removed.on.to_string(),
        reason: removed.reason.to_string(),
        resolution: &removed.resolution,
        ballot: counts,
        along_with: removed.along_with.as_ref().map(|id| id.as_str()),
    })
}
