//! Judges whole registers, the acts that a line adds to them, and the votes that a result counts.

use std::collections::BTreeSet;

use anyhow::Result;

use super::line::MainLine;
use crate::act::StoredAct;
use crate::ballot::Opened;
use crate::cli::app::context::Context;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::judge::{self, Votes};
use crate::process;
use crate::rules::{self, JudgedRegister, JudgedRequest, Replays};
use crate::snapshot::{Document, Partnerships, RegisterFiles, RequestFiles, Snapshot};
use crate::store::Extent;

/// The votes that a result counts, if it is recorded now on the commit `seen`.
pub(crate) fn counted<'a>(
    context: &Context,
    snapshot: &'a Snapshot,
    history: &process::History<'a>,
    opened: &Opened<'a>,
    seen: &str,
) -> Result<Vec<&'a StoredAct>> {
    let main = MainLine::acting(context, snapshot, seen, Extent::Whole)?;
    let mut votes = Votes::of(history, opened);
    votes
        .there
        .retain(|vote| judge::entered(history, vote, &main));
    Ok(judge::counted(
        &votes,
        context.env.now,
        seen,
        main.next(),
        &main,
    ))
}

/// Replays the registers and change requests of a snapshot along a main line.
pub(crate) struct AlongLine<'a> {
    main: &'a MainLine,
    snapshot: &'a Snapshot,
    partnerships: Partnerships<'a>,
}

impl<'a> AlongLine<'a> {
    /// For the line that leads to the snapshot.
    pub(crate) fn of(main: &'a MainLine, snapshot: &'a Snapshot) -> AlongLine<'a> {
        AlongLine {
            main,
            snapshot,
            partnerships: snapshot.partnerships(),
        }
    }
}

impl<'a> Replays<'a> for AlongLine<'a> {
    fn register(&'a self, register_files: &'a RegisterFiles) -> Option<JudgedRegister<'a>> {
        let mut before = self.snapshot.history(register_files)?;
        let is_new = |path: &str| self.main.is_new(path);
        before.acts.retain(|stored| !is_new(&stored.path()));
        before
            .votes
            .values_mut()
            .for_each(|votes| votes.retain(|vote| !is_new(&vote.path())));
        let of = |number: &u32| {
            register_files
                .revisions
                .get(number)
                .map(|it| it.file.path().to_string())
        };
        before
            .revisions
            .retain(|number, _| of(number).is_some_and(|path| !is_new(&path)));
        Some(self.main.register(before, register_files, is_new).judged())
    }

    fn request(&'a self, request_files: &'a RequestFiles) -> Option<JudgedRequest<'a>> {
        let mut before = self
            .snapshot
            .request_history(request_files, &self.partnerships)?;
        let is_new = |path: &str| self.main.is_new(path);
        before.acts.retain(|stored| !is_new(&stored.path()));
        Some(self.main.request(before, request_files, is_new).judged())
    }
}

/// The judge's findings on the acts that the steps of a line add to `before`.
pub(crate) fn entering(main: &MainLine, before: &Snapshot, after: &Snapshot) -> Findings {
    let mut findings = Findings::default();
    let Some(policy) = after.policy().or(before.policy()) else {
        return findings;
    };
    let is_new = |path: &str| main.added.contains_key(path);
    let is_added = |document: &Document<StoredAct>| is_new(document.file.path());
    for (id, register_files) in &after.registers {
        if !register_files.all_acts().any(is_added) {
            continue;
        }
        let empty = RegisterFiles::empty(id.clone());
        let there = before.registers.get(id).unwrap_or(&empty);
        let there = there.history(&policy.store, &after.rosters, &after.policies);
        let judged = main.register(there, register_files, is_new).judged();
        findings.join(rules::entering(register_files.all_acts(), &judged, &is_new));
    }
    let partnerships = after.partnerships();
    for request_files in after
        .requests
        .values()
        .filter(|request_files| request_files.acts.iter().any(is_added))
    {
        let Some(mut there) = after.request_history(request_files, &partnerships) else {
            continue;
        };
        there.acts.retain(|stored| !is_new(&stored.path()));
        let judged = main.request(there, request_files, is_new).judged();
        findings.join(rules::entering(request_files.acts.iter(), &judged, &is_new));
    }
    findings
}

/// Joins findings; those of `more` on a file with an error in `findings` are left out.
pub(crate) fn joined(mut findings: Findings, more: Findings) -> Findings {
    let path = |found: &Diagnostic| {
        found
            .place
            .as_ref()
            .map(|place| place.file.path().to_string())
    };
    let errors = findings
        .iter()
        .filter(|found| found.severity == Severity::Error);
    let grave: BTreeSet<String> = errors.filter_map(path).collect();
    findings.extend(
        more.into_iter()
            .filter(|found| path(found).is_none_or(|path| !grave.contains(&path))),
    );
    findings
}
