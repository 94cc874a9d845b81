//! The record alone: what `wr verify` answers for, and what a history may not have done to it.
//!
//! It is not what cannot be silenced: among that is much about the text of a draft, which proves nothing to anybody.
//! It is what acts, ballots, results, frozen texts, and policy and roster with their history rest on. What somebody
//! should look at today, such as a partner that closed or a review that is due, is not among it either.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::change::Change;
use super::desk::{Desk, refusals};
use super::record_rewritten::is_recorded;
use super::run::apply;
use super::{
    ALL, Check, Rule, act_seen_unknown, act_void, file_deleted, partner_former, partner_orphaned,
    record_rewritten, review_overdue, schema_outdated, standard_group_due, store_changed, vote_late,
    vote_void,
};
use crate::act::voucher::vouched;
use crate::act::{Deed, Filed, Subject};
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::process::head::judged_by;
use crate::process::{Course, Record, fold};
use crate::snapshot::{Dossier, RequestDossier, Snapshot};
use crate::source::SourceFile;
use crate::store::OnDisk;

/// Rules about a register with its acts, or about the store, that find nothing about the record.
static ABOUT_THE_STATE: [&Rule; 5] = [
    &partner_former::RULE,
    &partner_orphaned::RULE,
    &review_overdue::RULE,
    &schema_outdated::RULE,
    &standard_group_due::RULE,
];

/// What an act or a vote has no effect by without anybody's fault, and graver where it is forged.
static BY_FORGERY: [&Rule; 3] = [&act_void::RULE, &vote_void::RULE, &vote_late::RULE];

impl Rule {
    /// Whether the record itself is wrong by what it finds.
    pub(super) fn is_about_the_record(&self) -> bool {
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

/// What is wrong with the record of a store. `unknown` are the commits that acts name as seen and that the history does
/// not have; the day matters to no rule about the record.
pub fn check_record(snapshot: &Snapshot, unknown: &BTreeSet<String>, today: Day) -> Findings {
    check_record_and(snapshot, unknown, today, |_, _, _| ()).0
}

/// The same, and what `tell` says of each register whose acts can be judged: to fold them takes long, so nobody who needs
/// their course as well should do it again.
pub fn check_record_and<T: Send>(
    snapshot: &Snapshot,
    unknown: &BTreeSet<String>,
    today: Day,
    tell: impl Fn(&Dossier, &Record<'_>, &Course<'_>) -> T + Sync,
) -> (Findings, Vec<T>) {
    let desk = Desk::of(snapshot);
    let mut findings = governance(snapshot);
    let dossiers: Vec<&Dossier> = snapshot.registers.values().collect();
    let of_registers = dossiers.into_par_iter().map(|dossier| {
        let record = snapshot.record(dossier);
        let course = record.as_ref().map(fold);
        let folded = record.as_ref().zip(course.as_ref());
        let found = desk.recorded(dossier, folded, today, Rule::is_about_the_record);
        (graver(found, snapshot, dossier), folded.map(|(record, course)| tell(dossier, record, course)))
    });
    let of_registers: Vec<(Findings, Option<T>)> = of_registers.collect();
    let mut told = Vec::new();
    for (found, said) in of_registers {
        findings.join(found);
        told.extend(said);
    }
    let partnerships = snapshot.partnerships();
    let requests: Vec<&RequestDossier> = snapshot.requests.values().collect();
    let of_requests: Vec<Findings> = requests
        .into_par_iter()
        .map(|dossier| {
            let found = desk.request_record(dossier, &partnerships).into_iter();
            let forged = |path: &str| {
                let filed = dossier.acts.iter().find(|document| document.file.path() == path)?.get()?;
                forgery(filed, filed, Subject::Request(&dossier.id), snapshot)
            };
            found.map(|found| raised(found, forged)).collect()
        })
        .collect();
    of_requests.into_iter().for_each(|found| findings.join(found));
    if !unknown.is_empty() {
        findings.extend(snapshot.acts().filter_map(|document| {
            let seen = &document.get()?.act.seen;
            unknown
                .contains(seen)
                .then(|| act_seen_unknown::never(&document.file, seen, "this history never had"))
        }));
    }
    (findings, told)
}

/// Policy and roster, their versions, and files without a place.
fn governance(snapshot: &Snapshot) -> Findings {
    let mut findings = Findings::default();
    findings.extend(snapshot.policy.iter().flat_map(refusals));
    findings.extend(snapshot.roster.iter().flat_map(refusals));
    findings.extend(snapshot.unreadable.iter().cloned());
    for rule in ALL.iter().filter(|rule| rule.is_about_the_record()) {
        if let Check::Governance(check) = rule.check {
            apply(&mut findings, |findings| check(snapshot, findings));
        }
    }
    findings
}

/// Two people who act at the same time make an act void, and nobody is to blame; an act of another store, or a signature
/// that proves nothing, is somebody's doing.
fn graver(findings: Findings, snapshot: &Snapshot, dossier: &Dossier) -> Findings {
    if !findings.iter().any(|found| BY_FORGERY.iter().any(|rule| rule.name == found.rule)) {
        return findings;
    }
    let ballots = |digest| dossier.acts.iter().find(move |document| document.file.digest() == digest);
    let forged = |path: &str| {
        let filed = dossier.all_acts().find(|it| it.file.path() == path)?.get()?;
        // A vote is judged with its ballot; one without is in no ballot, whoever signed it.
        let subject = Subject::Register(&dossier.id);
        let Deed::Vote(vote) = &filed.act.deed else { return forgery(filed, filed, subject, snapshot) };
        forgery(filed, ballots(vote.ballot)?.get()?, subject, snapshot)
    };
    findings.into_iter().map(|found| raised(found, forged)).collect()
}

fn raised(found: Diagnostic, forgery: impl Fn(&str) -> Option<String>) -> Diagnostic {
    if !BY_FORGERY.iter().any(|rule| rule.name == found.rule) {
        return found;
    }
    let Some(why) = found.place.as_ref().and_then(|place| forgery(place.file.path())) else { return found };
    let found = Diagnostic { severity: Severity::Error, ..found };
    if found.message.contains(&why) { found } else { found.help(why) }
}

/// What no two honest people bring about by acting at the same time: an act that was made for something else, or that
/// nobody vouches for by the roster and the policy that `named` names. Nothing where it is neither.
fn forgery(filed: &Filed, named: &Filed, subject: Subject<'_>, snapshot: &Snapshot) -> Option<String> {
    let (rosters, policies) = (&snapshot.rosters, &snapshot.policies);
    if let Err(why) = judged_by(&filed.act, &snapshot.policy()?.store, subject, rosters, policies) {
        return Some(why.state);
    }
    let (roster, policy) = (rosters.get(&named.act.roster)?, policies.get(&named.act.policy)?);
    vouched(filed, roster, policy).err().map(|why| why.state)
}

/// What a commit did to what was recorded before it, whatever came of it since.
pub fn check_history(change: &Change) -> Findings {
    let mut findings = Findings::default();
    for rule in [&record_rewritten::RULE, &file_deleted::RULE, &store_changed::RULE] {
        if let Check::Change(check) = rule.check {
            check(change, &mut findings);
        }
    }
    findings
}

/// What is wrong with a committed file that the working tree has otherwise, where it is recorded once and for all.
pub fn check_on_disk(file: &Arc<SourceFile>, touched: OnDisk) -> Option<Diagnostic> {
    record_rewritten::on_disk(file, touched)
}

/// Whether the file at this path is recorded once and for all.
pub fn is_of_record(path: &str) -> bool {
    is_recorded(path)
}
