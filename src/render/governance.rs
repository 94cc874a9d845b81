//! The policy and the roster under which a snapshot is rendered.

use super::error::RenderError;
use crate::path::{POLICY, ROSTER};
use crate::policy::Policy;
use crate::process::{History, Replay};
use crate::roster::Roster;
use crate::snapshot::{RegisterFiles, Snapshot};

/// A snapshot with a valid policy and roster.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Governance<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) policy: &'a Policy,
    pub(crate) roster: &'a Roster,
}

impl<'a> Governance<'a> {
    pub(crate) fn of(snapshot: &'a Snapshot) -> Result<Governance<'a>, RenderError> {
        let policy = snapshot
            .policy()
            .ok_or(RenderError::NoGovernance { path: POLICY })?;
        let roster = snapshot
            .roster()
            .ok_or(RenderError::NoGovernance { path: ROSTER })?;
        Ok(Governance {
            snapshot,
            policy,
            roster,
        })
    }

    /// The acts of a register, and the state after them.
    pub(crate) fn replay(self, register_files: &'a RegisterFiles) -> (History<'a>, Replay<'a>) {
        let history = register_files.history(
            &self.policy.store,
            &self.snapshot.rosters,
            &self.snapshot.policies,
        );
        let replay = crate::process::replay(&history);
        (history, replay)
    }
}
