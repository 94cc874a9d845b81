//! Change requests: what DSP4003 5.3 does with a request to change a standard that the home organization owns.
//!
//! As with registers nothing of it is stored: [`fold()`] works the state out from the acts, by the same [`decide()`]
//! that a command asks before it records anything.

mod apply;
pub mod duties;
pub mod ip_policy;
mod stage;
mod table1;

use std::collections::BTreeMap;

pub use self::apply::apply;
pub use self::stage::Stage;
pub use self::table1::{owning_body, row};
use crate::act::{Disposition, StoredAct};
use crate::date::{Day, Moment};
use crate::id::Id;
use crate::policy::{Policy, StoreId};
use crate::process::{self, Established, Replay, Revision, replay_with};
use crate::register::Register;
use crate::roster::Roster;
use crate::source::Digest;

/// What a request's acts are judged by: the acts, the registers that they name, and every roster and policy.
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
    /// The registers that requests are made under, by id.
    pub partnerships: &'a BTreeMap<&'a Id, Partnership<'a>>,
    /// The acts, all of which have an order.
    pub acts: Vec<&'a StoredAct>,
}

/// A register as far as requests made under it depend on it.
#[derive(Debug, Clone)]
pub struct Partnership<'a> {
    /// The frozen texts, by number.
    pub revisions: BTreeMap<u32, Revision<'a>>,
    /// Which of them came into force, in order.
    pub established: Vec<Established>,
    /// The day on which it was removed, if it was.
    pub removed: Option<Day>,
    /// The alliance partner.
    pub partner: Option<Id>,
}

/// The text of a register that was in force on some day.
#[derive(Debug, Clone, Copy)]
pub struct TextOnDay<'a> {
    /// The number of the revision.
    pub revision: u32,
    /// The digest of its bytes.
    pub digest: Digest,
    /// What it says; nothing when it does not parse.
    pub register: Option<&'a Register>,
}

/// Where a request stands, and what came before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The act that entered it, once one did.
    pub received: Option<Received>,
    /// The body that holds it, and since when; while there is none, the VP of Alliances does.
    pub holder: Option<(Id, Day)>,
    /// The answers to the submitter, in order.
    pub answers: Vec<SubmitterAnswer>,
    /// The joint meetings about it, by the digests of the acts, in order.
    pub meetings: Vec<Digest>,
    /// How it ended, if it did.
    pub closed: Option<(Disposition, Step)>,
}

/// A request that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The act.
    pub act: Digest,
    /// The register it was made under.
    pub register: Id,
    /// The day it was sent.
    pub sent: Day,
}

/// An answer of the chair to the submitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubmitterAnswer {
    /// The act.
    pub act: Digest,
    /// The day on which it was given.
    pub on: Day,
    /// The day on which it went to the submitter, as far as that is on record.
    pub sent: Option<Day>,
}

/// That something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The act.
    pub act: Digest,
    /// The day.
    pub on: Day,
}

/// Works out a request's course. Total: whatever the acts are, there is a state.
pub fn replay<'a>(history: &RequestHistory<'a>) -> Replay<'a, State> {
    replay_with(&history.acts, |state, stored| apply(state, stored, history))
}

impl State {
    /// The first answer to the submitter.
    pub fn answered(&self) -> Option<SubmitterAnswer> {
        self.answers.first().copied()
    }

    /// The newest answer, while it is not on record that the submitter got it. Who takes a request back waits for
    /// no answer.
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
    /// What a register's record tells about it.
    pub fn of(history: &process::History<'a>) -> Partnership<'a> {
        let state = process::replay(history).state;
        Partnership {
            revisions: history.revisions.clone(),
            partner: state.partner().cloned(),
            removed: state.removed.as_ref().map(|removed| removed.on),
            established: state.established,
        }
    }

    /// The text in force on a day, as it was on record at that moment: what is recorded later changes nothing about
    /// a request that was entered before.
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
