//! Drafts the act that a plan describes.

use anyhow::{Context as _, Result};

use super::context::ActingContext;
use super::options::ActOptions;
use super::plan::Plan;
use super::subject::ActSubject;
use crate::act::{Act, FORMAT, StoredAct};
use crate::id::Id;
use crate::path::{Subject, VersionKind};

/// Drafts the act, not yet decided on and not yet signed.
///
/// # Errors
/// The roster or the policy is missing.
pub(super) fn draft<'a, S: ActSubject<'a>>(
    ctx: &ActingContext<'a, S>,
    register: &Id,
    plan: &Plan,
    options: &ActOptions,
) -> Result<StoredAct> {
    let named = |kind| {
        ctx.snapshot
            .named(kind)
            .context("policy or roster is missing")
    };
    let (actor, now) = (&ctx.actor.id, ctx.command.env.now);
    let recorder = plan.by.as_ref().filter(|by| *by != actor).map(|_| actor);
    let request = match ctx.subject.subject() {
        Subject::Register(_) => None,
        Subject::Request(id) => Some(id.clone()),
    };
    let act = Act {
        format: FORMAT,
        store: ctx.subject.policy().store.clone(),
        register: register.clone(),
        request,
        by: plan.by.as_ref().unwrap_or(actor).clone(),
        recorded_by: recorder.cloned(),
        evidence: options.evidence.clone(),
        on: ctx.on,
        at: now,
        seen: ctx.seen.clone(),
        roster: named(VersionKind::Roster)?,
        policy: named(VersionKind::Policy)?,
        revision: plan.text.map(|(revision, _)| revision),
        digest: plan.text.map(|(_, digest)| digest),
        after: match plan.action.names_acts() {
            true => ctx.subject.replay().heads_by(now),
            false => Vec::new(),
        },
        action: plan.action.clone(),
    };
    Ok(act.stored())
}
