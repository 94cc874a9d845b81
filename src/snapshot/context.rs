//! The state of one register or one change request, computed once and passed on.

use rayon::prelude::*;
use thiserror::Error;

use super::request::Partnerships;
use super::{Document, RegisterFiles, RequestFiles, Snapshot};
use crate::date::Moment;
use crate::id::Id;
use crate::path::{POLICY, ROSTER};
use crate::policy::Policy;
use crate::process::due::Duty;
use crate::process::{self, History, Replay, Revision};
use crate::register::Register;
use crate::request::duties::duties;
use crate::request::{self, Partnership, RequestHistory};
use crate::roster::Roster;

/// A register with its state: everything that a decision on it needs.
#[derive(Debug, Clone)]
pub struct RegisterContext<'a> {
    /// The register's files.
    pub files: &'a RegisterFiles,
    /// The acts, with what they are judged by.
    pub history: History<'a>,
    /// The state after all acts, with the verdict on each.
    pub replay: Replay<'a>,
    /// The roster in force.
    pub roster: &'a Roster,
    /// The policy in force.
    pub policy: &'a Policy,
    /// The moment for which the state is computed.
    pub now: Moment,
}

/// A change request with its state.
#[derive(Debug, Clone)]
pub struct RequestContext<'a> {
    /// The request's files.
    pub files: &'a RequestFiles,
    /// The acts, with what they are judged by.
    pub history: RequestHistory<'a>,
    /// The state after all acts, with the verdict on each.
    pub replay: Replay<'a, request::RequestState>,
    /// The roster in force.
    pub roster: &'a Roster,
    /// The policy in force.
    pub policy: &'a Policy,
    /// The moment for which the state is computed.
    pub now: Moment,
}

/// The reason why there is no context.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoContext {
    /// The snapshot does not have the register.
    #[error("there is no register `{0}` in this store")]
    Register(Id),
    /// The snapshot does not have the change request.
    #[error("there is no change request `{0}` in this store")]
    Request(Id),
    /// No roster is in force.
    #[error("{ROSTER} cannot be read; `wr check` says where")]
    Roster,
    /// No policy is in force.
    #[error("{POLICY} cannot be read; `wr check` says where")]
    Policy,
}

impl Snapshot {
    /// Replays the acts of a register.
    ///
    /// # Errors
    /// The register, the roster or the policy is missing.
    pub fn register_context(&self, id: &Id, now: Moment) -> Result<RegisterContext<'_>, NoContext> {
        let files = self.registers.get(id);
        let files = files.ok_or_else(|| NoContext::Register(id.clone()))?;
        Ok(self.replay_register(files, self.in_force_versions()?, now))
    }

    /// Replays the acts of all registers, in parallel.
    ///
    /// # Errors
    /// The roster or the policy is missing.
    pub fn register_contexts(&self, now: Moment) -> Result<Vec<RegisterContext<'_>>, NoContext> {
        let versions = self.in_force_versions()?;
        let replay = |(_, files)| self.replay_register(files, versions, now);
        Ok(self.registers.par_iter().map(replay).collect())
    }

    fn replay_register<'a>(
        &'a self,
        files: &'a RegisterFiles,
        (roster, policy): (&'a Roster, &'a Policy),
        now: Moment,
    ) -> RegisterContext<'a> {
        let history = files.history(&policy.store, &self.rosters, &self.policies);
        let replay = process::replay(&history);
        RegisterContext {
            files,
            history,
            replay,
            roster,
            policy,
            now,
        }
    }

    fn in_force_versions(&self) -> Result<(&Roster, &Policy), NoContext> {
        let roster = self.roster().ok_or(NoContext::Roster)?;
        let policy = self.policy().ok_or(NoContext::Policy)?;
        Ok((roster, policy))
    }

    /// Replays the acts of a change request, which depend on the `partnerships` of this snapshot.
    ///
    /// # Errors
    /// The request, the roster or the policy is missing.
    pub fn request_context<'a>(
        &'a self,
        id: &Id,
        partnerships: &'a Partnerships<'a>,
        now: Moment,
    ) -> Result<RequestContext<'a>, NoContext> {
        let files = self.requests.get(id);
        let files = files.ok_or_else(|| NoContext::Request(id.clone()))?;
        let versions = self.in_force_versions()?;
        Ok(self.replay_request(files, partnerships, versions, now))
    }

    /// Replays the acts of all change requests.
    ///
    /// # Errors
    /// The roster or the policy is missing.
    pub fn request_contexts<'a>(
        &'a self,
        partnerships: &'a Partnerships<'a>,
        now: Moment,
    ) -> Result<Vec<RequestContext<'a>>, NoContext> {
        let versions = self.in_force_versions()?;
        let replay = |files| self.replay_request(files, partnerships, versions, now);
        Ok(self.requests.values().map(replay).collect())
    }

    /// The duties of people about the requests of the store, each with its request. `registers` are all registers of
    /// the store.
    ///
    /// # Errors
    /// The roster or the policy is missing.
    pub fn request_duties<'a>(
        &'a self,
        registers: &'a [RegisterContext<'a>],
        now: Moment,
    ) -> Result<Vec<(&'a Id, Duty)>, NoContext> {
        let partnerships = Partnerships::of(registers);
        let requests = self.request_contexts(&partnerships, now)?;
        let of =
            |it: &RequestContext<'_>| duties(&it.replay.state, &it.history, it.roster, now.day());
        let each = self.requests.keys().zip(&requests);
        let each = each.flat_map(|(id, request)| of(request).into_iter().map(move |it| (id, it)));
        Ok(each.collect())
    }

    fn replay_request<'a>(
        &'a self,
        files: &'a RequestFiles,
        partnerships: &'a Partnerships<'a>,
        (roster, policy): (&'a Roster, &'a Policy),
        now: Moment,
    ) -> RequestContext<'a> {
        let history = files.history(&policy.store, &self.rosters, &self.policies, partnerships);
        let replay = request::replay(&history);
        RequestContext {
            files,
            history,
            replay,
            roster,
            policy,
            now,
        }
    }
}

impl Snapshot {
    /// Adds a register without files, unless the register exists.
    pub fn ensure_register(&mut self, id: &Id) {
        self.registers
            .entry(id.clone())
            .or_insert_with(|| RegisterFiles::empty(id.clone()));
    }

    /// Adds a change request without acts, unless the request exists.
    pub fn ensure_request(&mut self, id: &Id) {
        self.requests
            .entry(id.clone())
            .or_insert_with(|| RequestFiles::empty(id.clone()));
    }
}

impl<'a> Partnerships<'a> {
    /// Those of registers with their state.
    pub fn of(registers: &'a [RegisterContext<'a>]) -> Partnerships<'a> {
        let of = |register: &'a RegisterContext<'a>| {
            let partnership = Partnership::of(&register.history, &register.replay.state);
            (&register.files.id, partnership)
        };
        Partnerships(registers.iter().map(of).collect())
    }
}

impl<'a> RegisterContext<'a> {
    /// The number of the next revision: the lowest free one after the last. A revision file is never replaced, even if
    /// no act submitted it.
    pub fn next_revision(&self) -> u32 {
        let after = self.replay.state.last_revision + 1;
        (after..)
            .find(|number| !self.files.revisions.contains_key(number))
            .unwrap_or(after)
    }

    /// The register with a revision that the next act freezes. Recorded acts do not name it, so their replay stands.
    #[must_use]
    pub fn with_revision(mut self, number: u32, document: &'a Document<Register>) -> Self {
        let revision = Revision {
            digest: document.file.digest(),
            register: document.get(),
        };
        self.history.revisions.insert(number, revision);
        self
    }
}
