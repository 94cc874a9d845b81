//! What a command plans an act with.

use anyhow::Result;

use super::options::ActOptions;
use super::subject::ActSubject;
use crate::cli::app::context::Context;
use crate::date::Day;
use crate::roster::Person;
use crate::snapshot::{RegisterContext, Snapshot};

/// What a command plans an act with: the store, the register or the change request, and the actor.
pub(crate) struct ActingContext<'a, S = RegisterContext<'a>> {
    /// The command's environment and store.
    pub command: &'a Context,
    /// The loaded files, with policy and roster.
    pub snapshot: &'a Snapshot,
    /// The register or the change request that the act is about.
    pub subject: S,
    /// The newest commit of the main line that the actor has, in hexadecimal; `none` without a commit.
    pub seen: String,
    /// The person who acts.
    pub actor: &'a Person,
    /// The day it happened.
    pub on: Day,
}

impl<'a, S: ActSubject<'a>> ActingContext<'a, S> {
    /// # Errors
    /// `Rejected`, if the roster does not have the actor.
    pub(super) fn new(
        command: &'a Context,
        snapshot: &'a Snapshot,
        subject: S,
        seen: String,
        options: &ActOptions,
    ) -> Result<ActingContext<'a, S>> {
        Ok(ActingContext {
            command,
            snapshot,
            actor: command.actor(subject.roster())?,
            subject,
            seen,
            on: options.on.unwrap_or_else(|| command.env.today()),
        })
    }
}
