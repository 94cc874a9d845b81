//! The policy and the roster under which a snapshot is rendered.

use super::error::RenderError;
use crate::path::{POLICY, ROSTER};
use crate::policy::Policy;
use crate::roster::Roster;
use crate::snapshot::Snapshot;

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
}
