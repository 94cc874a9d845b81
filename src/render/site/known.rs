//! What a build knows of a register, for itself and for a later one.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Edition, Entry, Progress};
use crate::date::Day;
use crate::id::Id;
use crate::render::choice::Choice;
use crate::snapshot::RegisterFiles;

/// A register, as a build of the site knows it. It holds nothing that the site does not show, so it may lie beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The register.
    pub id: Id,
    /// What pages about many registers show of it, if it is or was in force.
    pub entry: Option<Entry>,
    /// Where it stands on its way, as far as policy lets the public know.
    pub progress: Option<Progress>,
    /// The first day on which its pages say something else, if nothing happens.
    pub changes_on: Option<Day>,
    /// Whether the register that it adds to is public, so that its page leads there.
    pub leads_on: bool,
}

impl Known {
    /// A register that was read: the text that is shown, or the register_files of one of which none is.
    pub(super) fn of(shown: &Result<Choice<'_>, &RegisterFiles>, edition: &Edition<'_>) -> Known {
        let (register_files, entry, progress) = match shown {
            Ok(choice) => {
                let progress = Progress::of(edition.governance, choice.state(), &choice.history);
                (
                    choice.register_files,
                    Entry::of(choice, edition.today),
                    progress,
                )
            }
            Err(register_files) => {
                let (history, replay) = edition.governance.replay(register_files);
                (
                    *register_files,
                    None,
                    Progress::of(edition.governance, &replay.state, &history),
                )
            }
        };
        let changes_on = entry
            .as_ref()
            .and_then(|entry| entry.changes_on(edition.today));
        Known {
            id: register_files.id.clone(),
            entry,
            progress,
            changes_on,
            leads_on: false,
        }
    }

    /// Whether its pages are on this day what they were.
    pub fn holds_on(&self, today: Day) -> bool {
        self.changes_on.is_none_or(|day| today < day)
    }
}

/// Notes which registers lead on to the one that they add to. Gives those whose pages were written when that was
/// otherwise.
pub(super) fn settle(
    known: &mut [Known],
    public: &BTreeSet<Id>,
    is_fresh: &BTreeSet<&Id>,
) -> Vec<Id> {
    let mut stale = Vec::new();
    for known in known {
        let base = known
            .entry
            .as_ref()
            .and_then(|entry| entry.addendum_to.as_ref());
        let leads_on = base.is_some_and(|base| public.contains(base));
        if leads_on != known.leads_on && !is_fresh.contains(&known.id) {
            stale.push(known.id.clone());
        }
        known.leads_on = leads_on;
    }
    stale
}
