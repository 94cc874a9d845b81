//! Decides on acts that follow each other, before the first of them is recorded.

use anyhow::Result;

use super::context::ActingContext;
use super::draft::draft;
use super::options::ActOptions;
use super::plan::Plan;
use crate::cli::app::answer::Rejected;
use crate::process::{self, State};
use crate::register::Register;
use crate::snapshot::{Document, RegisterContext};

/// The state of a register after acts that are not recorded.
pub(crate) struct Rehearsal<'a> {
    /// The register, with the revision that one of the acts freezes.
    pub register: RegisterContext<'a>,
    /// Its state.
    pub state: State,
}

impl<'a> Rehearsal<'a> {
    /// The register before the acts, with the revision that they are about.
    pub(crate) fn new(
        ctx: &ActingContext<'a>,
        number: u32,
        document: &'a Document<Register>,
    ) -> Rehearsal<'a> {
        Rehearsal {
            register: ctx.subject.clone().with_revision(number, document),
            state: ctx.subject.replay.state.clone(),
        }
    }

    /// Decides on the next act.
    ///
    /// # Errors
    /// `Rejected`, if the process refuses it.
    pub(crate) fn apply(
        &mut self,
        ctx: &ActingContext<'_>,
        plan: &Plan,
        options: &ActOptions,
    ) -> Result<()> {
        let stored = draft(ctx, &ctx.subject.files.id, plan, options)?;
        let next = process::apply(&self.state, &stored, &self.register.history);
        self.state = next.map_err(Rejected::ByProcess)?;
        Ok(())
    }
}
