//! The versions of a register that were in force: since when, by which resolution, and what each says differently from
//! the one before. What was never in force is not among them.

use serde::Serialize;

use super::FrameView;
use super::approvals::{ResolutionView, backfilled_day, resolution};
use crate::id::Id;
use crate::process::Established;
use crate::process::class::class_of;
use crate::register::diff::{Field, FieldDifference, Sentence, changes, sentences};
use crate::render::choice::Choice;
use crate::render::site::{Edition, Section};

/// As many versions have their differences told, the newest first, and as many sentences of a difference.
const TOLD: usize = 20;
const SENTENCES: usize = 12;
/// The longest sentence that is told whole, in characters.
const LONG: usize = 600;

/// The page of a register's history.
#[derive(Debug, Serialize)]
pub(in crate::render) struct HistoryView<'a> {
    #[serde(flatten)]
    frame: FrameView<'a>,
    id: &'a Id,
    title: &'a str,
    /// The newest first.
    versions: Vec<ChangedView<'a>>,
}

/// A version and what it says differently from the one before.
#[derive(Debug, Serialize)]
struct ChangedView<'a> {
    version: VersionView<'a>,
    /// The board's last resolution up to it.
    resolution: Option<ResolutionView<'a>>,
    /// The revision before it, which it is compared with; the first has none.
    against: Option<u32>,
    /// Whether its differences are told: of old versions they are not, so that the page does not grow without end.
    is_told: bool,
    changes: Vec<ChangeView>,
}

/// A version that is or was in force.
#[derive(Debug, Serialize)]
pub(super) struct VersionView<'a> {
    revision: u32,
    /// The version that its text gives itself.
    label: Option<&'a str>,
    /// The day since which it was in force, or as much of it as is known.
    since: String,
    /// Whether that is known from earlier records only.
    records: bool,
    /// The day on which it was no longer; nothing for the one in force.
    until: Option<String>,
    /// The SHA-256 of its bytes.
    digest: String,
}

/// A difference.
#[derive(Debug, Serialize)]
struct ChangeView {
    /// What differs, with what it is now and what it was.
    what: String,
    class: String,
    clause: &'static str,
    gone: Vec<String>,
    come: Vec<String>,
    /// How many sentences more there are.
    more: usize,
}

impl<'a> HistoryView<'a> {
    /// The history on the page at `path`.
    pub(in crate::render) fn on_site(
        choice: &Choice<'a>,
        edition: &Edition<'_>,
        path: &str,
    ) -> HistoryView<'a> {
        let established = &choice.state().established;
        let versions = versions(choice);
        let skipped = versions.len().saturating_sub(TOLD);
        let changed = versions.into_iter().enumerate().map(|(at, version)| {
            let before = at
                .checked_sub(1)
                .and_then(|before| established.get(before))
                .map(|found| found.revision);
            let is_told = at >= skipped;
            ChangedView {
                resolution: resolution(choice, version.revision),
                against: before,
                changes: before
                    .filter(|_| is_told)
                    .map_or(Vec::new(), |before| told(choice, before, version.revision)),
                is_told,
                version,
            }
        });
        let mut versions: Vec<ChangedView<'_>> = changed.collect();
        versions.reverse();
        HistoryView {
            frame: edition.frame(path, Section::Registers),
            id: &choice.register_files.id,
            title: &choice.text.title,
            versions,
        }
    }
}

/// Every version that is or was in force, the oldest first.
pub(super) fn versions<'a>(choice: &Choice<'a>) -> Vec<VersionView<'a>> {
    let state = choice.state();
    let all = &state.established;
    let row = |(at, version): (usize, &Established)| {
        let revision = version.revision;
        let next = all.get(at + 1).map(|next| next.on);
        let until = next.or(state.removed.as_ref().map(|removed| removed.on));
        let (since, records) = match backfilled_day(choice, revision) {
            None => (version.on.to_string(), false),
            Some(None) => ("unknown".to_string(), true),
            Some(Some(when)) => (when.to_string(), true),
        };
        VersionView {
            revision,
            label: choice
                .history
                .text(revision)
                .and_then(|text| super::said(&text.version)),
            since,
            records,
            until: until.map(|day| day.to_string()),
            digest: choice
                .history
                .revisions
                .get(&revision)
                .map_or(String::new(), |found| found.digest.to_string()),
        }
    };
    all.iter().enumerate().map(row).collect()
}

fn told(choice: &Choice<'_>, before: u32, revision: u32) -> Vec<ChangeView> {
    let (Some(old), Some(new)) = (choice.history.text(before), choice.history.text(revision))
    else {
        return Vec::new();
    };
    let mended = choice
        .state()
        .mended
        .iter()
        .any(|mended| (mended.from, mended.to) == (before, revision));
    // What a check passes over is never published.
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
    // Short texts stand in the line above already.
    let prose = change.prose.as_ref().filter(|_| !change.what.contains('"'));
    let all = prose.map_or(Vec::new(), |(old, new)| sentences(old, new));
    let more = all.len().saturating_sub(SENTENCES);
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for sentence in all.into_iter().take(SENTENCES) {
        match sentence {
            Sentence::Gone(text) => gone.push(cut(&text)),
            Sentence::Come(text) => come.push(cut(&text)),
        }
    }
    ChangeView {
        what: cut(&change.what),
        class: class.to_string(),
        clause,
        gone,
        come,
        more,
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONG) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_string(),
    }
}
