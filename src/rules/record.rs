//! The record alone: what `wr verify` answers for, and what a history may not have done to it.
//!
//! It is not what cannot be silenced: among that is much about the text of a draft, which proves nothing to anybody.
//! It is what acts, ballots, results, frozen texts, and policy and roster with their history rest on. What somebody
//! should look at today, such as a partner that closed or a review that is due, is not among it either.

use std::sync::Arc;

use rayon::prelude::*;

use super::act_checks::ActChecks;
use super::change::ProposedChange;
use super::checker::{Checker, refusals};
use super::record_rewritten::is_recorded;
use super::run::apply;
use super::{
    ALL, Check, Rule, act_void, file_deleted, partner_former, partner_orphaned, record_rewritten,
    review_overdue, schema_outdated, standard_group_due, store_changed, vote_late, vote_void,
};
use crate::act::voucher::verify_signature;
use crate::act::{Action, StoredAct, Subject};
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::judge::{Judged, Ledger};
use crate::process::head::judged_by;
use crate::process::{History, Refusal, Replay, replay};
use crate::request;
use crate::snapshot::{Document, Partnerships, RegisterFiles, RequestFiles, Snapshot};
use crate::source::{OnDisk, SourceFile};

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

/// A register as far as its acts entered the record.
pub type JudgedRegister<'a> = Judged<'a, History<'a>>;

/// A change request as far as its acts entered the record.
pub type JudgedRequest<'a> = Judged<'a, request::RequestHistory<'a>>;

/// What becomes of registers and change requests: as the judge of a history says, or as their own acts tell it where
/// there is no history.
pub trait Replays<'a>: Sync {
    /// What became of a register; nothing without a readable policy, which holds the store's id.
    fn register(&'a self, register_files: &'a RegisterFiles) -> Option<JudgedRegister<'a>>;

    /// What became of a change request.
    fn request(&'a self, request_files: &'a RequestFiles) -> Option<JudgedRequest<'a>>;
}

/// A snapshot without its history: bundles, and what is read at one commit.
pub struct WithoutHistory<'a> {
    snapshot: &'a Snapshot,
    partnerships: Partnerships<'a>,
}

impl<'a> WithoutHistory<'a> {
    /// The courses of a snapshot's registers and change requests.
    pub fn of(snapshot: &'a Snapshot) -> WithoutHistory<'a> {
        WithoutHistory {
            snapshot,
            partnerships: snapshot.partnerships(),
        }
    }
}

impl<'a> Replays<'a> for WithoutHistory<'a> {
    fn register(&'a self, register_files: &'a RegisterFiles) -> Option<JudgedRegister<'a>> {
        let ledger = self.snapshot.history(register_files)?;
        let replay = replay(&ledger);
        Some(Judged {
            ledger,
            replay,
            votes: Vec::new(),
        })
    }

    fn request(&'a self, request_files: &'a RequestFiles) -> Option<JudgedRequest<'a>> {
        let ledger = self
            .snapshot
            .request_history(request_files, &self.partnerships)?;
        let replay = request::replay(&ledger);
        Some(Judged {
            ledger,
            replay,
            votes: Vec::new(),
        })
    }
}

/// What is wrong with the record of a store; the day matters to no rule about the record. With what `tell` says of each
/// register whose acts can be judged: to replay them takes long, so they are replayed once.
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
            let found = checker
                .request_history(request_files, judged.as_ref().map(|judged| &judged.replay));
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

/// What the judge says of the acts that enter a register or a change request: there, what has no effect is an error.
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

/// The votes that the judge did not let in.
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
fn graver(findings: Findings, snapshot: &Snapshot, register_files: &RegisterFiles) -> Findings {
    if !findings
        .iter()
        .any(|found| BY_FORGERY.iter().any(|rule| rule.name == found.rule))
    {
        return findings;
    }
    let ballots = |digest| {
        register_files
            .acts
            .iter()
            .find(move |document| document.file.digest() == digest)
    };
    let forged = |path: &str| {
        let stored = register_files
            .all_acts()
            .find(|it| it.file.path() == path)?
            .get()?;
        // A vote is judged with its ballot; one without is in no ballot, whoever signed it.
        let subject = Subject::Register(&register_files.id);
        let Action::Vote(vote) = &stored.act.action else {
            return forgery(stored, subject, snapshot);
        };
        let ballot = ballots(vote.ballot)?.get()?;
        if let Some(why) = misplaced(stored, subject, snapshot) {
            return Some(why);
        }
        let history = snapshot.history(register_files)?;
        let opened = history.opened(ballot)?;
        opened
            .admits_day(&stored.act)
            .err()
            .or_else(|| opened.signer(stored).err().map(|why| why.state))
    };
    findings
        .into_iter()
        .map(|found| raised(found, forged))
        .collect()
}

fn raised(found: Diagnostic, forgery: impl Fn(&str) -> Option<String>) -> Diagnostic {
    if !BY_FORGERY.iter().any(|rule| rule.name == found.rule) {
        return found;
    }
    let Some(why) = found
        .place
        .as_ref()
        .and_then(|place| forgery(place.file.path()))
    else {
        return found;
    };
    let found = Diagnostic {
        severity: Severity::Error,
        ..found
    };
    if found.message.contains(&why) {
        found
    } else {
        found.help(why)
    }
}

/// What no two honest people bring about by acting at the same time: an act that was made for something else, or that
/// nobody vouches for by the roster and the policy that it names. Nothing where it is neither.
fn forgery(stored: &StoredAct, subject: Subject<'_>, snapshot: &Snapshot) -> Option<String> {
    if let Some(why) = misplaced(stored, subject, snapshot) {
        return Some(why);
    }
    let (rosters, policies) = (&snapshot.rosters, &snapshot.policies);
    let (roster, policy) = (
        rosters.get(&stored.act.roster)?,
        policies.get(&stored.act.policy)?,
    );
    verify_signature(stored, roster, policy)
        .err()
        .map(|why| why.state)
}

/// Why an act was made for something else than this.
fn misplaced(stored: &StoredAct, subject: Subject<'_>, snapshot: &Snapshot) -> Option<String> {
    let (rosters, policies) = (&snapshot.rosters, &snapshot.policies);
    judged_by(
        &stored.act,
        &snapshot.policy()?.store,
        subject,
        rosters,
        policies,
    )
    .err()
    .map(|why| why.state)
}

/// What a commit did to what was recorded before it, whatever came of it since.
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

/// What is wrong with a committed file that the working tree has otherwise, where it is recorded once and for all.
pub fn check_on_disk(file: &Arc<SourceFile>, touched: OnDisk) -> Option<Diagnostic> {
    record_rewritten::on_disk(file, touched)
}

/// Whether the file at this path is recorded once and for all.
pub fn is_of_record(path: &str) -> bool {
    is_recorded(path)
}
