//! Runs the rules on a whole store, on one register or request, or on a draft before its submission.

use rayon::prelude::*;

use crate::autofix;
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings};
use crate::path::{StorePath, Subject};
use crate::rules::context::phase::Phase;
use crate::rules::context::source_doc::SourceDoc;
use crate::rules::registry::ALL;
use crate::rules::rule::Check;
use crate::rules::run::apply::{apply, carried, judge_file, unreadable};
use crate::rules::run::checker::Checker;
use crate::rules::run::infer;
use crate::rules::store::{path_portable, stray_file};
use crate::snapshot::{RegisterFiles, RequestFiles, Snapshot};

/// All findings in a store, with their fixes.
pub fn check(snapshot: &Snapshot, today: Day) -> Findings {
    offered(found(snapshot, today), snapshot)
}

/// All findings in a store, without fixes. Registers are checked in parallel.
pub(crate) fn found(snapshot: &Snapshot, today: Day) -> Findings {
    let checker = Checker::of(snapshot);
    // Built before the registers are checked, since all of them would wait for it; building it is parallel as well.
    checker.cross_index();
    let mut findings = governance(snapshot, today);
    let all_register_files: Vec<&RegisterFiles> = snapshot.registers.values().collect();
    let registers: Vec<Findings> = all_register_files
        .into_par_iter()
        .map(|register_files| checker.register(register_files, today))
        .collect();
    registers.into_iter().for_each(|found| findings.join(found));
    let partnerships = snapshot.partnerships();
    let requests: Vec<&RequestFiles> = snapshot.requests.values().collect();
    let requests: Vec<Findings> = requests
        .into_par_iter()
        .map(|request_files| checker.request(request_files, &partnerships))
        .collect();
    requests.into_iter().for_each(|found| findings.join(found));
    findings
}

/// All findings in one change request, without fixes.
pub fn check_request(snapshot: &Snapshot, request_files: &RequestFiles) -> Findings {
    Checker::of(snapshot).request(request_files, &snapshot.partnerships())
}

/// All findings in one register, and in policy and roster, with their fixes.
pub fn check_register(snapshot: &Snapshot, register_files: &RegisterFiles, today: Day) -> Findings {
    let own = Subject::Register(&register_files.id).prefix();
    let elsewhere = |found: &Diagnostic| {
        let path = found.place.as_ref().map_or("", |place| place.file.path());
        let is_stray =
            found.rule == stray_file::RULE.name || found.rule == path_portable::RULE.name;
        is_stray && !path.starts_with(&own)
    };
    let mut findings: Findings = governance(snapshot, today)
        .into_iter()
        .filter(|found| !elsewhere(found))
        .collect();
    findings.join(Checker::of(snapshot).register(register_files, today));
    offered(findings, snapshot)
}

/// All findings in policy and roster and in some registers, with their fixes, for an editor that has them open.
pub fn check_open(snapshot: &Snapshot, registers: &[&RegisterFiles], today: Day) -> Findings {
    let checker = Checker::of(snapshot);
    let mut findings = governance(snapshot, today);
    for register_files in registers {
        findings.join(checker.register(register_files, today));
    }
    offered(findings, snapshot)
}

/// The findings in the draft and its contacts for a submission: gaps that a draft may have are errors.
pub fn submission(snapshot: &Snapshot, register_files: &RegisterFiles) -> Findings {
    offered(
        Checker::in_force(snapshot).draft_as(register_files, Phase::Submitted),
        snapshot,
    )
}

/// The same for a text from earlier records, whose gaps are warnings because they can no longer be filled.
pub fn records(snapshot: &Snapshot, register_files: &RegisterFiles) -> Findings {
    offered(
        Checker::in_force(snapshot).draft_as(register_files, Phase::Records),
        snapshot,
    )
}

/// Adds the fixes that `wr check --fix` can apply, in the files that people write.
pub(crate) fn offered(findings: Findings, snapshot: &Snapshot) -> Findings {
    autofix::attach_fixes(infer::infer(findings, snapshot), StorePath::is_peoples)
}

/// The findings in policy and roster, their versions, and stray files.
fn governance(snapshot: &Snapshot, today: Day) -> Findings {
    let mut findings = unreadable(snapshot);
    let (policy, roster) = (snapshot.policy.as_ref(), snapshot.roster.as_ref());
    let mut found = Findings::default();
    let files = policy
        .map(SourceDoc::of)
        .into_iter()
        .chain(roster.map(SourceDoc::of));
    files.for_each(|file| judge_file(&file, &mut found));
    for rule in ALL.iter() {
        if let Check::Governance(check) = rule.check {
            apply(&mut found, |found| check(snapshot, found));
        } else if let Check::Dated(check) = rule.check {
            apply(&mut found, |found| check(snapshot, today, found));
        }
    }
    findings.extend(carried(policy, carried(roster, found)));
    findings
}
