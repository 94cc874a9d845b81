//! The place of an act in the folder of its register or change request.
//!
//! An act that can happen only once has a fixed path (a ballot, its result), so that two of them conflict in git; every
//! other act is named by its content, so that two of them never conflict.

use super::ballot::{Ballot, Counted, Vote, Withdraw};
use crate::date::Day;
use crate::path::ActPath;

/// The parts of an act's path that its action does not have.
pub(super) struct FileNaming {
    /// The day on which it was recorded.
    pub(super) day: Day,
    pub(super) kind: &'static str,
    /// The revision that it concerns; 0 for none.
    pub(super) revision: u32,
    /// The first digits of its digest.
    pub(super) short: String,
}

pub(super) fn by_day<T>(_: &T, naming: &FileNaming) -> ActPath {
    let FileNaming {
        day, kind, short, ..
    } = naming;
    ActPath::Named(format!("{day}-{kind}-{short}.yaml"))
}

pub(super) fn ballot(ballot: &Ballot, naming: &FileNaming) -> ActPath {
    ActPath::Ballot(ballot.name(naming.revision))
}

pub(super) fn vote(vote: &Vote, naming: &FileNaming) -> ActPath {
    ActPath::Vote {
        ballot: vote.of.clone(),
        seat: vote.seat.to_string(),
        name: format!("{}-{}.yaml", vote.number, naming.short),
    }
}

pub(super) fn result(result: &Counted, _: &FileNaming) -> ActPath {
    ActPath::Result(result.of.clone(), result.number)
}

pub(super) fn withdrawal(withdrawal: &Withdraw, _: &FileNaming) -> ActPath {
    ActPath::Result(withdrawal.of.clone(), withdrawal.number)
}
