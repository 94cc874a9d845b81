//! A change request: the input of its replay, and the state that this computes.

use std::collections::BTreeMap;

use crate::act::{Disposition, StoredAct};
use crate::date::{Day, Moment};
use crate::id::Id;
use crate::policy::{Policy, StoreId};
use crate::process::{self, Established, Revision};
use crate::register::Register;
use crate::roster::Roster;
use crate::source::Digest;

/// The input of the replay: a request's acts, the registers that they name, and every roster and policy.
#[derive(Debug, Clone)]
pub struct RequestHistory<'a> {
    /// The store.
    pub store: &'a StoreId,
    /// The request.
    pub id: &'a Id,
    /// Every version of the roster, by digest.
    pub rosters: &'a BTreeMap<Digest, Roster>,
    /// Every version of the policy, by digest.
    pub policies: &'a BTreeMap<Digest, Policy>,
    /// The registers under which requests are made, by id.
    pub partnerships: &'a BTreeMap<&'a Id, Partnership<'a>>,
    /// The acts.
    pub acts: Vec<&'a StoredAct>,
}

/// The parts of a register that requests under it depend on.
#[derive(Debug, Clone)]
pub struct Partnership<'a> {
    /// The frozen texts, by number.
    pub revisions: BTreeMap<u32, Revision<'a>>,
    /// The revisions that came into force, in order.
    pub established: Vec<Established>,
    /// The day of the removal, if it was removed.
    pub removed: Option<Day>,
    /// The alliance partner.
    pub partner: Option<Id>,
}

/// The text of a register that was in force on a given day.
#[derive(Debug, Clone, Copy)]
pub struct TextOnDay<'a> {
    /// The number of the revision.
    pub revision: u32,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The parsed text; `None` where it does not parse.
    pub register: Option<&'a Register>,
}

/// The state of a change request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestState {
    /// The receipt; `None` before the request was entered.
    pub received: Option<Received>,
    /// The body that holds it, and since when; `None` while the VP of Alliances holds it.
    pub holder: Option<(Id, Day)>,
    /// The answers to the submitter, in order.
    pub answers: Vec<SubmitterAnswer>,
    /// The digests of the joint meetings about it, in order.
    pub meetings: Vec<Digest>,
    /// The final disposition and its act, if it has one.
    pub closed: Option<(Disposition, Step)>,
}

/// The receipt of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The act.
    pub act: Digest,
    /// The register under which it was made.
    pub register: Id,
    /// The day on which the submitter sent it.
    pub sent: Day,
}

/// An answer of the chair to the submitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubmitterAnswer {
    /// The act.
    pub act: Digest,
    /// The day on which it was given.
    pub on: Day,
    /// The day on which it was sent to the submitter, if that is recorded.
    pub sent: Option<Day>,
}

/// An act and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The act.
    pub act: Digest,
    /// The day.
    pub on: Day,
}

impl RequestState {
    /// The first answer to the submitter.
    pub fn answered(&self) -> Option<SubmitterAnswer> {
        self.answers.first().copied()
    }

    /// The newest answer, if it is not recorded as sent. A submitter who withdrew the request gets none.
    pub fn untold(&self) -> Option<SubmitterAnswer> {
        let is_taken_back = matches!(self.closed, Some((Disposition::Withdrawn, _)));
        self.answers
            .last()
            .copied()
            .filter(|answer| answer.sent.is_none() && !is_taken_back)
    }
}

impl<'a> RequestHistory<'a> {
    /// The act with this digest.
    pub fn act(&self, digest: Digest) -> Option<&'a StoredAct> {
        self.acts
            .iter()
            .copied()
            .find(|stored| stored.digest == digest)
    }
}

impl<'a> Partnership<'a> {
    /// The partnership of a register, in the state after its acts.
    pub fn of(history: &process::History<'a>, state: &process::State) -> Partnership<'a> {
        Partnership {
            revisions: history.revisions.clone(),
            partner: state.partner().cloned(),
            removed: state.removed.as_ref().map(|removed| removed.on),
            established: state.established.clone(),
        }
    }

    /// The text in force on a day, as recorded at the moment `at`: later records do not change requests that were
    /// entered before.
    pub fn in_force(&self, on: Day, at: Moment) -> Option<TextOnDay<'a>> {
        let was = |established: &&Established| established.on <= on && established.at <= at;
        let newest = self.established.iter().rev().find(was)?;
        if self.removed.is_some_and(|removed| removed <= on) {
            return None;
        }
        let found = self.revisions.get(&newest.revision)?;
        Some(TextOnDay {
            revision: newest.revision,
            digest: found.digest,
            register: found.register,
        })
    }
}
