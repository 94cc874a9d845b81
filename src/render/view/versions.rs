//! The versions of a register that are or were in force: their dates, resolutions and changes. Other revisions are not
//! included.

use serde::Serialize;

use super::approvals::{ResolutionView, backfilled_day, resolution};
use crate::id::Id;
use crate::process::Established;
use crate::process::class::class_of;
use crate::register::diff::{Field, FieldDifference, changes};
use crate::render::selected_text::SelectedText;
use crate::text::non_blank;

/// The most versions with listed changes, the newest first.
const TOLD: usize = 20;
/// Longer descriptions are cut after this many characters.
const LONG: usize = 600;

#[derive(Debug, Serialize)]
pub(crate) struct HistoryView<'a> {
    id: &'a Id,
    title: &'a str,
    /// The newest first.
    versions: Vec<ChangedView<'a>>,
}

/// A version, with its changes from the version before.
#[derive(Debug, Serialize)]
struct ChangedView<'a> {
    version: VersionView<'a>,
    /// The last resolution of the board up to this version.
    resolution: Option<ResolutionView<'a>>,
    /// The previous revision in force, with which it is compared; `None` for the first.
    against: Option<u32>,
    /// Whether the changes are listed; not for old versions, so that the size of the page has a limit.
    is_told: bool,
    changes: Vec<ChangeView>,
}

/// A version that is or was in force.
#[derive(Debug, Serialize)]
pub(crate) struct VersionView<'a> {
    pub(crate) revision: u32,
    /// The version label of the text.
    pub(crate) label: Option<&'a str>,
    /// The day, month, quarter or year in which it came into force.
    pub(crate) since: String,
    /// Whether that date comes from earlier records.
    pub(crate) records: bool,
    /// The day on which it was replaced or removed; `None` for the version in force.
    pub(crate) until: Option<String>,
    /// The SHA-256 of its bytes.
    pub(crate) digest: String,
    /// Whether its text can be read, so that the site has a page for it.
    pub(crate) has_page: bool,
}

/// A change in meaning, with the class that decides whose approval it needs.
#[derive(Debug, Serialize)]
pub(crate) struct ChangeView {
    /// The description of the change, with the new and the old value.
    what: String,
    class: String,
    clause: &'static str,
}

impl<'a> HistoryView<'a> {
    pub(crate) fn of(selected: &SelectedText<'a>) -> HistoryView<'a> {
        let established = &selected.state().established;
        let versions = versions(selected);
        let skipped = versions.len().saturating_sub(TOLD);
        let changed = versions.into_iter().enumerate().map(|(at, version)| {
            let before = at
                .checked_sub(1)
                .and_then(|before| established.get(before))
                .map(|found| found.revision);
            let is_told = at >= skipped;
            ChangedView {
                resolution: resolution(selected, version.revision),
                against: before,
                changes: before.filter(|_| is_told).map_or(Vec::new(), |before| {
                    changes_from(selected, before, version.revision)
                }),
                is_told,
                version,
            }
        });
        let mut versions: Vec<ChangedView<'_>> = changed.collect();
        versions.reverse();
        HistoryView {
            id: &selected.register.files.id,
            title: &selected.text.title,
            versions,
        }
    }
}

/// All versions that are or were in force, the oldest first.
pub(crate) fn versions<'a>(selected: &SelectedText<'a>) -> Vec<VersionView<'a>> {
    let state = selected.state();
    let all = &state.established;
    let row = |(at, version): (usize, &Established)| {
        let revision = version.revision;
        let next = all.get(at + 1).map(|next| next.on);
        let until = next.or(state.removed.as_ref().map(|removed| removed.on));
        let (since, records) = match backfilled_day(selected, revision) {
            None => (version.on.to_string(), false),
            Some(None) => ("unknown".to_string(), true),
            Some(Some(when)) => (when.to_string(), true),
        };
        VersionView {
            revision,
            has_page: selected.register.history.text(revision).is_some(),
            label: selected
                .register
                .history
                .text(revision)
                .and_then(|text| non_blank(&text.version)),
            since,
            records,
            until: until.map(|day| day.to_string()),
            digest: selected
                .register
                .history
                .revisions
                .get(&revision)
                .map_or(String::new(), |found| found.digest.to_string()),
        }
    };
    all.iter().enumerate().map(row).collect()
}

/// The changes in meaning of a revision from the one before it.
pub(crate) fn changes_from(
    selected: &SelectedText<'_>,
    before: u32,
    revision: u32,
) -> Vec<ChangeView> {
    let (Some(old), Some(new)) = (
        selected.register.history.text(before),
        selected.register.history.text(revision),
    ) else {
        return Vec::new();
    };
    let mended = selected
        .state()
        .mended
        .iter()
        .any(|mended| (mended.from, mended.to) == (before, revision));
    // Suppressed findings are never published.
    let public = changes(old, new)
        .into_iter()
        .filter(|change| change.field != Field::Allow);
    public.map(|change| change_view(&change, mended)).collect()
}

fn change_view(change: &FieldDifference, is_editorial: bool) -> ChangeView {
    let (class, clause) = match class_of(change.field, change.kind) {
        _ if is_editorial && change.field != Field::Version => {
            (crate::act::Class::Editorial, "practice")
        }
        found => found,
    };
    ChangeView {
        // Backticks are for the terminal.
        what: cut(&change.what.replace('`', "")),
        class: class.to_string(),
        clause,
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONG) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_string(),
    }
}
