//! Selects the text of a register that a page shows, with the replayed state of the register.

use super::error::RenderError;
use super::governance::Governance;
use crate::act::StoredAct;
use crate::id::Id;
use crate::process::approvals::standing;
use crate::process::{ApproverDecision, Completed, InForce, Removed, State, next_steps};
use crate::register::Register;
use crate::snapshot::{Document, RegisterContext};
use crate::source::Digest;

/// Selects one text of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selector {
    /// The revision in force.
    InForce,
    /// The revision that was in force when the register was removed.
    Removed,
    /// The revision with this number, in any state.
    Revision(u32),
    /// The current draft of the next revision.
    Draft,
}

/// A register, its state, and one of its texts.
#[derive(Debug)]
pub(crate) struct SelectedText<'a> {
    pub(crate) governance: Governance<'a>,
    pub(crate) register: &'a RegisterContext<'a>,
    /// The number of the revision; `None` for a draft.
    pub(crate) revision: Option<u32>,
    pub(crate) text: &'a Register,
}

impl<'a> SelectedText<'a> {
    /// The public text: the revision in force, or for a removed register the last one that was in force.
    pub(crate) fn public(
        governance: Governance<'a>,
        register: &'a RegisterContext<'a>,
    ) -> Option<SelectedText<'a>> {
        let selector = if register.replay.state.removed.is_some() {
            Selector::Removed
        } else {
            Selector::InForce
        };
        SelectedText::of(governance, register, selector).ok()
    }

    pub(crate) fn of(
        governance: Governance<'a>,
        register: &'a RegisterContext<'a>,
        selector: Selector,
    ) -> Result<SelectedText<'a>, RenderError> {
        let state = &register.replay.state;
        let (revision, what) = match selector {
            Selector::InForce => (
                state.in_force.as_ref().map(|found| found.revision),
                "revision in force".to_string(),
            ),
            Selector::Removed => (
                state.removed.as_ref().map(|removed| removed.revision),
                "revision that was in force".to_string(),
            ),
            Selector::Revision(number) => (Some(number), format!("revision {number}")),
            Selector::Draft => (None, "draft".to_string()),
        };
        let text = match revision {
            Some(number) => register.history.text(number),
            None if selector == Selector::Draft => {
                register.files.text.as_ref().and_then(Document::get)
            }
            None => None,
        };
        let text = text.ok_or_else(|| RenderError::NoText {
            id: register.files.id.clone(),
            what,
        })?;
        Ok(SelectedText {
            governance,
            register,
            revision,
            text,
        })
    }

    pub(crate) fn state(&self) -> &State {
        &self.register.replay.state
    }

    /// What is in force, if it is this text.
    pub(crate) fn in_force(&self) -> Option<&InForce> {
        let in_force = self.state().in_force.as_ref();
        in_force.filter(|found| self.revision == Some(found.revision))
    }

    /// Whether this text is in force.
    pub(crate) fn is_in_force(&self) -> bool {
        self.in_force().is_some()
    }

    /// The removal of the register, if this text was in force until then.
    pub(crate) fn removed(&self) -> Option<&Removed> {
        let removed = self.state().removed.as_ref();
        removed.filter(|removed| self.revision == Some(removed.revision))
    }

    /// Whether this text is or was in force.
    pub(crate) fn was_in_force(&self) -> bool {
        self.is_in_force() || self.removed().is_some()
    }

    /// The completion of a milestone; shown only for texts that are or were in force.
    pub(crate) fn completed(&self, milestone: &Id) -> Option<&Completed> {
        let completed = self.state().completed.get(milestone);
        completed.filter(|_| self.was_in_force())
    }

    /// The approvals of this text, which is `revision`, or of an earlier text that carry over.
    pub(crate) fn approvals(&self, revision: u32) -> Vec<&ApproverDecision> {
        let roster = self.governance.roster;
        standing(
            self.state(),
            &self.register.history,
            (revision, self.text),
            roster,
        )
    }

    /// The acts that are not void, in order.
    pub(crate) fn valid_acts(&self) -> impl DoubleEndedIterator<Item = &'a StoredAct> {
        let entries = self.register.replay.entries.iter();
        let valid = entries.filter(|entry| entry.void.is_none());
        valid.map(|entry| entry.stored)
    }

    /// The notice at the top of a text that is not in force.
    pub(crate) fn banner(&self) -> Option<String> {
        if self.is_in_force() {
            return None;
        }
        let what = match self.revision {
            None => "This is a draft.".to_string(),
            Some(_) if self.removed().is_some() => "This register was removed.".to_string(),
            Some(number) => format!("This is revision {number}, which is not in force."),
        };
        Some(format!(
            "{what} The register {}.",
            next_steps::sentence(self.state(), &self.register.history)
        ))
    }

    /// The act with this digest, unless it is void.
    pub(crate) fn act(&self, digest: Digest) -> Option<&'a StoredAct> {
        let found = self
            .register
            .replay
            .entries
            .iter()
            .find(|entry| entry.stored.digest == digest)?;
        found.void.is_none().then_some(found.stored)
    }
}
