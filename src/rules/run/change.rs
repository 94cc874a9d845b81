//! The findings of a change: those in changed files, those that are new, and those about what a change may not do.

use std::collections::BTreeSet;

use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::rules::context::change::ProposedChange;
use crate::rules::governance::governance_unsaved;
use crate::rules::record::{act_void, vote_late, vote_rivals, vote_void};
use crate::rules::registry::ALL;
use crate::rules::rule::{Check, Rule};
use crate::rules::run::check::{found, offered};

/// Rules whose findings are warnings in a store, since people who act at the same time can cause them, and errors in a
/// proposed change, whose author can still act again.
static GRAVER_WHEN_NEW: [&Rule; 4] = [
    &act_void::RULE,
    &vote_void::RULE,
    &vote_late::RULE,
    &vote_rivals::RULE,
];

/// The findings of a change: those in changed files, those that are new, and those about what a change may not do.
pub fn check_change(change: &ProposedChange, today: Day) -> Findings {
    // An existing edit by hand is a warning, so that it does not block others; a change that adds one is refused.
    let raised = |found: Diagnostic| match found.rule == governance_unsaved::RULE.name {
        true => Diagnostic {
            severity: Severity::Error,
            ..found
        },
        false => found,
    };
    let mut findings = difference(change, today).each(raised);
    for rule in ALL.iter() {
        if let Check::Change(check) = rule.check {
            check(change, &mut findings);
        }
    }
    findings
}

/// The same without the rules about what a change may not do, for a change that only merges another branch.
pub fn difference(change: &ProposedChange, today: Day) -> Findings {
    // An empty store has no findings.
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

/// Raises a finding to an error if the change itself makes an act or a vote void.
fn graver(change: &ProposedChange, found: Diagnostic) -> Diagnostic {
    let is_graver = GRAVER_WHEN_NEW.iter().any(|rule| rule.name == found.rule);
    let is_added = places(&found).any(|path| change.adds(path));
    // A late vote takes nothing from the result, even if it was merged first.
    let is_late_before = found.rule == vote_late::RULE.name && !is_added;
    if !change.is_proposed || !is_graver || is_late_before {
        return found;
    }
    let advice = match is_added {
        true => "update your branch, and record the act again if it is still valid",
        false => "this already counts on the target branch; this change would make it void",
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

/// The path of every file that a finding names.
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
