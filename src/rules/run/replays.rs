//! Replays for the checks of the record: with the verdicts of a history, or without a history.

use crate::judge::Judged;
use crate::process::{self, History};
use crate::request;
use crate::snapshot::{Partnerships, RegisterFiles, RequestFiles, Snapshot};

/// A register with the judge's verdicts on its acts.
pub type JudgedRegister<'a> = Judged<'a, History<'a>>;

/// A change request with the judge's verdicts on its acts.
pub type JudgedRequest<'a> = Judged<'a, request::RequestHistory<'a>>;

/// Replays registers and change requests: with the verdicts of a history's judge, or, without a history, from their
/// acts alone.
pub trait Replays<'a>: Sync {
    /// Replays a register; `None` without a readable policy, which holds the store's id.
    fn register(&'a self, register_files: &'a RegisterFiles) -> Option<JudgedRegister<'a>>;

    /// Replays a change request; `None` without a readable policy.
    fn request(&'a self, request_files: &'a RequestFiles) -> Option<JudgedRequest<'a>>;
}

/// A snapshot without its history: a bundle, or the files of one commit.
pub struct WithoutHistory<'a> {
    snapshot: &'a Snapshot,
    partnerships: Partnerships<'a>,
}

impl<'a> WithoutHistory<'a> {
    /// Prepares the replay of a snapshot's registers and change requests.
    pub fn of(snapshot: &'a Snapshot) -> WithoutHistory<'a> {
        WithoutHistory {
            snapshot,
            partnerships: snapshot.partnerships(),
        }
    }
}

impl<'a> Replays<'a> for WithoutHistory<'a> {
    fn register(&'a self, register_files: &'a RegisterFiles) -> Option<JudgedRegister<'a>> {
        replayed(self.snapshot, register_files)
    }

    fn request(&'a self, request_files: &'a RequestFiles) -> Option<JudgedRequest<'a>> {
        replayed_request(self.snapshot, request_files, &self.partnerships)
    }
}

/// A register from its acts alone. Its checks need no readable roster, which a `RegisterContext` has.
pub(super) fn replayed<'a>(
    snapshot: &'a Snapshot,
    register_files: &'a RegisterFiles,
) -> Option<JudgedRegister<'a>> {
    let ledger = snapshot.history(register_files)?;
    let replay = process::replay(&ledger);
    Some(Judged {
        ledger,
        replay,
        votes: Vec::new(),
    })
}

/// A change request from its acts alone.
pub(super) fn replayed_request<'a>(
    snapshot: &'a Snapshot,
    request_files: &'a RequestFiles,
    partnerships: &'a Partnerships<'a>,
) -> Option<JudgedRequest<'a>> {
    let ledger = snapshot.request_history(request_files, partnerships)?;
    let replay = request::replay(&ledger);
    Some(Judged {
        ledger,
        replay,
        votes: Vec::new(),
    })
}
