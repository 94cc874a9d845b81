//! What a pull request does to a store, and what is found in it: what is new, or stands in a file it touched.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::run::{found, offered};
use super::{ALL, Check, act_void, governance_unsaved, vote_late, vote_rivals, vote_void};
use crate::act::StoredAct;
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::snapshot::Snapshot;
use crate::source::{Digest, SourceFile, Tree};

/// A store before and after a change, as far as the change touched it.
#[derive(Debug)]
pub struct ProposedChange {
    /// Before it.
    pub before: ChangeSide,
    /// After it.
    pub after: ChangeSide,
    /// Whether it is committed, and proposed to a branch; otherwise it is only staged.
    pub is_proposed: bool,
}

/// One side of a change.
#[derive(Debug, Default)]
pub struct ChangeSide {
    /// The files.
    pub tree: Tree,
    /// What they say.
    pub snapshot: Snapshot,
}

/// A file that differs, as it was and as it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Touched<'a> {
    /// It was not there.
    Added(&'a Arc<SourceFile>),
    /// It was there, and says something else now.
    Edited(&'a Arc<SourceFile>),
    /// It is no more.
    Deleted(&'a Arc<SourceFile>),
}

/// What is a warning in a store, because it may come about without anybody's fault, and an error in what is
/// still to enter it: there it can be decided again.
static GRAVER_WHEN_NEW: [&super::Rule; 4] = [
    &act_void::RULE,
    &vote_void::RULE,
    &vote_late::RULE,
    &vote_rivals::RULE,
];

impl ProposedChange {
    /// Everything that differs, by path.
    pub(super) fn touched(&self) -> Vec<Touched<'_>> {
        let (before, after) = (&self.before.tree, &self.after.tree);
        let new = after
            .files()
            .filter_map(|file| match before.get(file.path()) {
                None => Some(Touched::Added(file)),
                Some(old) if old.bytes() != file.bytes() => Some(Touched::Edited(file)),
                Some(_) => None,
            });
        let gone = before
            .files()
            .filter(|file| after.get(file.path()).is_none())
            .map(Touched::Deleted);
        let mut touched: Vec<Touched<'_>> = new.chain(gone).collect();
        touched.sort_by_key(|touched| touched.file().path());
        touched
    }

    /// Whether a file is new.
    fn adds(&self, path: &str) -> bool {
        self.before.tree.get(path).is_none()
    }

    /// The acts and votes that it adds, each with its file.
    pub fn new_acts(&self) -> impl Iterator<Item = (&Arc<SourceFile>, &StoredAct)> {
        let new = acts(&self.after.snapshot).filter(|(file, _)| self.adds(file.path()));
        new.filter(|(file, stored)| stored.path() == file.path())
    }
}

impl<'a> Touched<'a> {
    /// The file: as it is, or as it last was.
    pub(super) fn file(self) -> &'a Arc<SourceFile> {
        match self {
            Touched::Added(file) | Touched::Edited(file) | Touched::Deleted(file) => file,
        }
    }
}

fn acts(snapshot: &Snapshot) -> impl Iterator<Item = (&Arc<SourceFile>, &StoredAct)> {
    snapshot
        .acts()
        .filter_map(|document| document.get().map(|stored| (&document.file, stored)))
}

/// What a change brings: findings in the files that it touches, findings that were not there before, and what
/// a change may not do.
pub fn check_change(change: &ProposedChange, today: Day) -> Findings {
    // A hand edit that is there already is a warning, so that it stops nobody; whoever brings one is refused.
    let raised = |found: Diagnostic| match found.rule == governance_unsaved::RULE.name {
        true => Diagnostic {
            severity: Severity::Error,
            ..found
        },
        false => found,
    };
    let mut findings = difference(change, today).each(raised);
    for rule in ALL {
        if let Check::Change(check) = rule.check {
            check(change, &mut findings);
        }
    }
    findings
}

/// The same without what a change may not do: for one that only brings what is in another branch already.
pub fn difference(change: &ProposedChange, today: Day) -> Findings {
    // Where there was nothing, nothing was found.
    let is_new_store = change.before.tree.files().next().is_none();
    let before = if is_new_store {
        Findings::default()
    } else {
        found(&change.before.snapshot, today)
    };
    let known: BTreeSet<_> = before
        .iter()
        .map(|found| (found.rule, path(found), &found.message))
        .collect();
    let troubled: BTreeSet<_> = before
        .iter()
        .map(|found| (found.rule, path(found)))
        .collect();
    let touched: BTreeSet<&str> = change
        .touched()
        .iter()
        .map(|touched| touched.file().path())
        .collect();
    let found = found(&change.after.snapshot, today).into_iter();
    let is_new = |found: &Diagnostic| {
        path(found).is_some_and(|path| touched.contains(path))
            || !known.contains(&(found.rule, path(found), &found.message))
    };
    let is_old_trouble = |found: &Diagnostic| {
        troubled.contains(&(found.rule, path(found)))
            && !places(found).any(|path| change.adds(path))
    };
    let graver = |found| {
        if is_old_trouble(&found) {
            found
        } else {
            graver(change, found)
        }
    };
    offered(
        found.filter(is_new).map(graver).collect(),
        &change.after.snapshot,
    )
}

/// What an act loses its effect by is an error when the change does it.
fn graver(change: &ProposedChange, found: Diagnostic) -> Diagnostic {
    let is_graver = GRAVER_WHEN_NEW.iter().any(|rule| rule.name == found.rule);
    let is_added = places(&found).any(|path| change.adds(path));
    // A vote that came too late to be counted takes nothing from the result, also where it was merged first.
    let is_late_before = found.rule == vote_late::RULE.name && !is_added;
    if !change.is_proposed || !is_graver || is_late_before {
        return found;
    }
    let advice = match is_added {
        true => "bring your branch up to date, and decide again on what is true then",
        false => {
            "the branch it shall enter has this already, and there it counts; this change takes that away"
        }
    };
    let help = found
        .help
        .as_ref()
        .map_or(advice.to_string(), |help| format!("{advice}; {help}"));
    Diagnostic {
        severity: Severity::Error,
        ..found
    }
    .help(help)
}

/// Every file that a finding names.
fn places(found: &Diagnostic) -> impl Iterator<Item = &str> {
    found
        .place
        .iter()
        .chain(&found.related)
        .map(|place| place.file.path())
}

fn path(found: &Diagnostic) -> Option<&str> {
    found.place.as_ref().map(|place| place.file.path())
}

/// Files by their contents: where something was moved to.
pub(super) fn by_contents<'a>(touched: &[Touched<'a>]) -> BTreeMap<Digest, &'a str> {
    let added = touched.iter().filter_map(|touched| match touched {
        Touched::Added(file) => Some((file.digest(), file.path())),
        Touched::Edited(_) | Touched::Deleted(_) => None,
    });
    added.collect()
}
