//! Checks of the record alone: what `wr verify` reports, and what a commit may not do to the record.
//!
//! The record is not the same as what cannot be suppressed: that includes much about drafts, which prove nothing. It is
//! acts, ballots, results, frozen texts, and policy and roster with their versions. Reminders, such as a closed partner
//! or an overdue review, are not part of it either.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::act::StoredAct;
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::judge::{Judged, Ledger};
use crate::path::{StorePath, Subject};
use crate::process::{History, Refusal, Replay};
use crate::rules::change::record_rewritten::is_recorded;
use crate::rules::change::{file_deleted, record_rewritten, store_changed};
use crate::rules::context::acts::ActChecks;
use crate::rules::context::change::ProposedChange;
use crate::rules::record::{
    act_void, partner_former, partner_orphaned, review_overdue, standard_group_due, vote_void,
};
use crate::rules::registry::ALL;
use crate::rules::rule::{Check, Rule};
use crate::rules::run::apply::{apply, unreadable};
use crate::rules::run::checker::Checker;
use crate::rules::run::forgery::{forgery, graver, raised};
use crate::rules::run::replays::Replays;
use crate::rules::store::schema_outdated;
use crate::snapshot::{Document, RegisterFiles, RequestFiles, Snapshot};
use crate::source::{OnDisk, SourceFile};

/// Rules about registers or the store whose findings do not concern the record.
static ABOUT_THE_STATE: [&Rule; 5] = [
    &partner_former::RULE,
    &partner_orphaned::RULE,
    &review_overdue::RULE,
    &schema_outdated::RULE,
    &standard_group_due::RULE,
];

impl Rule {
    /// Whether its findings mean that the record itself is wrong.
    fn is_about_the_record(&self) -> bool {
        match self.check {
            Check::Governance(_) | Check::Register(_) | Check::Acts(_) => {
                !ABOUT_THE_STATE.iter().any(|rule| rule.name == self.name)
            }
            Check::Reading
            | Check::File(_)
            | Check::Binding(_)
            | Check::Text(_)
            | Check::Contacts(_)
            | Check::Allowing
            | Check::Dated(_)
            | Check::Request(_)
            | Check::Change(_) => false,
        }
    }
}

/// The findings about the record of a store, with the result of `tell` for each register that can be replayed.
/// Replaying is slow, so `tell` shares the replay with the rules. No rule about the record depends on `today`.
pub fn check_record<'a, T: Send>(
    snapshot: &'a Snapshot,
    replays: &'a dyn Replays<'a>,
    today: Day,
    tell: impl Fn(&RegisterFiles, &History<'_>, &Replay<'_>) -> T + Sync,
) -> (Findings, Vec<T>) {
    let checker = Checker::of(snapshot);
    let mut findings = governance(snapshot);
    let all_register_files: Vec<&RegisterFiles> = snapshot.registers.values().collect();
    let of_registers = all_register_files.into_par_iter().map(|register_files| {
        let judged = replays.register(register_files);
        let replayed = judged
            .as_ref()
            .map(|judged| (&judged.ledger, &judged.replay));
        let mut found =
            checker.recorded(register_files, replayed, today, Rule::is_about_the_record);
        found.extend(
            judged
                .iter()
                .flat_map(|judged| rejected(register_files, &judged.votes)),
        );
        (
            graver(found, snapshot, register_files),
            replayed.map(|(history, replay)| tell(register_files, history, replay)),
        )
    });
    let of_registers: Vec<(Findings, Option<T>)> = of_registers.collect();
    let mut told = Vec::new();
    for (found, said) in of_registers {
        findings.join(found);
        told.extend(said);
    }
    let requests: Vec<&RequestFiles> = snapshot.requests.values().collect();
    let of_requests: Vec<Findings> = requests
        .into_par_iter()
        .map(|request_files| {
            let judged = replays.request(request_files);
            let replay = judged.as_ref().map(|judged| &judged.replay);
            let found = checker.requested(request_files, replay, Rule::is_about_the_record);
            let forged = |path: &str| {
                let stored = request_files
                    .acts
                    .iter()
                    .find(|document| document.file.path() == path)?
                    .get()?;
                forgery(stored, Subject::Request(&request_files.id), snapshot)
            };
            found
                .into_iter()
                .map(|found| raised(found, forged))
                .collect()
        })
        .collect();
    of_requests
        .into_iter()
        .for_each(|found| findings.join(found));
    (findings, told)
}

/// The judge's findings for acts that enter a register or a change request; a void act is an error here.
pub fn entering<'a, L: Ledger<'a>>(
    documents: impl Iterator<Item = &'a Document<StoredAct>>,
    judged: &'a Judged<'a, L>,
    is_new: &dyn Fn(&str) -> bool,
) -> Findings {
    let acts = ActChecks::of(documents, Some(&judged.replay));
    let is_new = |stored: &StoredAct| {
        acts.file(stored.digest)
            .is_some_and(|file| is_new(file.path()))
    };
    let void = judged
        .replay
        .entries
        .iter()
        .filter(|entry| is_new(entry.stored));
    let void =
        void.filter_map(|entry| Some(act_void::found(&acts, entry.stored, entry.void.as_ref()?)));
    let votes = judged.votes.iter().filter(|(vote, _)| is_new(vote));
    let votes = votes
        .filter_map(|(vote, refusal)| Some(vote_void::rejected(acts.file(vote.digest)?, refusal)));
    void.chain(votes)
        .map(|found| Diagnostic {
            severity: Severity::Error,
            ..found
        })
        .collect()
}

/// The findings for votes that the judge rejected.
fn rejected<'a>(
    register_files: &'a RegisterFiles,
    votes: &'a [(&'a StoredAct, Refusal)],
) -> impl Iterator<Item = Diagnostic> + 'a {
    votes.iter().filter_map(|(vote, refusal)| {
        let document = register_files
            .all_acts()
            .find(|document| document.file.digest() == vote.digest)?;
        Some(vote_void::rejected(&document.file, refusal))
    })
}

/// The findings about policy and roster, their versions, and stray files.
fn governance(snapshot: &Snapshot) -> Findings {
    let mut findings = unreadable(snapshot);
    for rule in ALL.iter().filter(|rule| rule.is_about_the_record()) {
        if let Check::Governance(check) = rule.check {
            apply(&mut findings, |findings| check(snapshot, findings));
        }
    }
    findings
}

/// The findings about what a commit does to earlier records, even if a later commit undoes it.
pub fn check_history(change: &ProposedChange) -> Findings {
    let mut findings = Findings::default();
    for rule in [
        &record_rewritten::RULE,
        &file_deleted::RULE,
        &store_changed::RULE,
    ] {
        if let Check::Change(check) = rule.check {
            check(change, &mut findings);
        }
    }
    findings
}

/// The finding for a committed file of the record that the working tree edits or deletes; `None` for other files.
pub fn check_on_disk(file: &Arc<SourceFile>, touched: OnDisk) -> Option<Diagnostic> {
    record_rewritten::on_disk(file, touched)
}

/// The findings for all files of the record that the working tree edits or deletes; one for those of a register that
/// are deleted together.
pub fn check_all_on_disk(touched: &[(Arc<SourceFile>, OnDisk)]) -> Vec<Diagnostic> {
    let mut gone: BTreeMap<String, Vec<&Arc<SourceFile>>> = BTreeMap::new();
    for (file, _) in touched.iter().filter(|(_, how)| *how == OnDisk::Deleted) {
        let place = StorePath::of(file.path());
        if let Some(subject) = place.as_ref().and_then(StorePath::subject) {
            gone.entry(subject.folder()).or_default().push(file);
        }
    }
    gone.retain(|_, files| files.len() > 1);
    let together: Vec<&str> = gone.values().flatten().map(|file| file.path()).collect();
    let others = touched
        .iter()
        .filter(|(file, _)| !together.contains(&file.path()));
    let others = others.filter_map(|(file, how)| record_rewritten::on_disk(file, *how));
    let together = gone
        .values()
        .filter_map(|files| record_rewritten::deleted(files));
    together.chain(others).collect()
}

/// Whether the file at this path belongs to the record, which is never edited.
pub fn is_of_record(path: &str) -> bool {
    is_recorded(path)
}
