//! Selects the text of a register that a page shows, with the replayed state of the register.

use super::{RenderError, Which};
use crate::act::StoredAct;
use crate::policy::Policy;
use crate::process::{History, Replay, State, next_steps};
use crate::register::Register;
use crate::roster::Roster;
use crate::snapshot::{POLICY, ROSTER, RegisterFiles, Snapshot};
use crate::source::Digest;

/// A snapshot with a valid policy and roster.
#[derive(Debug, Clone, Copy)]
pub(super) struct Governance<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) policy: &'a Policy,
    pub(super) roster: &'a Roster,
}

impl<'a> Governance<'a> {
    pub(super) fn of(snapshot: &'a Snapshot) -> Result<Governance<'a>, RenderError> {
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
    pub(super) fn replay(self, register_files: &'a RegisterFiles) -> (History<'a>, Replay<'a>) {
        let history = register_files.history(
            &self.policy.store,
            &self.snapshot.rosters,
            &self.snapshot.policies,
        );
        let replay = crate::process::replay(&history);
        (history, replay)
    }
}

/// A register, its state, and one of its texts.
#[derive(Debug)]
pub(super) struct Choice<'a> {
    pub(super) governance: Governance<'a>,
    pub(super) register_files: &'a RegisterFiles,
    pub(super) history: History<'a>,
    pub(super) replay: Replay<'a>,
    /// The number of the revision; `None` for a draft.
    pub(super) revision: Option<u32>,
    pub(super) text: &'a Register,
}

impl<'a> Choice<'a> {
    pub(super) fn of(
        governance: Governance<'a>,
        register_files: &'a RegisterFiles,
        which: Which,
    ) -> Result<Choice<'a>, RenderError> {
        let (history, replay) = governance.replay(register_files);
        Choice::of_replay(governance, register_files, (history, replay), which)
    }

    /// The public text: the revision in force, or for a removed register the last one that was in force.
    pub(super) fn public(
        governance: Governance<'a>,
        register_files: &'a RegisterFiles,
        (history, replay): (History<'a>, Replay<'a>),
    ) -> Option<Choice<'a>> {
        let which = if replay.state.removed.is_some() {
            Which::Removed
        } else {
            Which::InForce
        };
        Choice::of_replay(governance, register_files, (history, replay), which).ok()
    }

    pub(super) fn of_replay(
        governance: Governance<'a>,
        register_files: &'a RegisterFiles,
        (history, replay): (History<'a>, Replay<'a>),
        which: Which,
    ) -> Result<Choice<'a>, RenderError> {
        let in_force = replay
            .state
            .in_force
            .as_ref()
            .map(|in_force| in_force.revision);
        let removed = replay
            .state
            .removed
            .as_ref()
            .map(|removed| removed.revision);
        let (revision, what) = match which {
            Which::InForce => (in_force, "revision in force".to_string()),
            Which::Removed => (removed, "revision that was in force".to_string()),
            Which::Revision(number) => (Some(number), format!("revision {number}")),
            Which::Draft => (None, "draft".to_string()),
        };
        let text = match which {
            Which::InForce | Which::Removed | Which::Revision(_) => {
                revision.and_then(|number| history.text(number))
            }
            Which::Draft => register_files
                .text
                .as_ref()
                .and_then(|document| document.get()),
        };
        let text = text.ok_or_else(|| RenderError::NoText {
            id: register_files.id.clone(),
            what,
        })?;
        Ok(Choice {
            governance,
            register_files,
            history,
            replay,
            revision,
            text,
        })
    }

    pub(super) fn state(&self) -> &State {
        &self.replay.state
    }

    /// Whether this text is in force.
    pub(super) fn is_in_force(&self) -> bool {
        self.revision.is_some()
            && self.revision == self.state().in_force.as_ref().map(|found| found.revision)
    }

    /// Whether this text was in force when the register was removed.
    pub(super) fn is_removed(&self) -> bool {
        self.revision.is_some()
            && self.revision
                == self
                    .state()
                    .removed
                    .as_ref()
                    .map(|removed| removed.revision)
    }

    /// The notice at the top of a text that is not in force.
    pub(super) fn banner(&self) -> Option<String> {
        if self.is_in_force() {
            return None;
        }
        let what = match self.revision {
            None => "This is a draft.".to_string(),
            Some(_) if self.is_removed() => "This register was removed.".to_string(),
            Some(number) => format!("This is revision {number}, which is not in force."),
        };
        Some(format!(
            "{what} The register {}.",
            next_steps::sentence(self.state(), &self.history)
        ))
    }

    /// The act with this digest, unless it is void.
    pub(super) fn act(&self, digest: Digest) -> Option<&'a StoredAct> {
        let found = self
            .replay
            .entries
            .iter()
            .find(|entry| entry.stored.digest == digest)?;
        found.void.is_none().then_some(found.stored)
    }
}
