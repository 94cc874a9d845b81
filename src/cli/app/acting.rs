//! The write path of commands: load, decide, sign and commit one act, and retry if the branch moved.

mod basis;
mod changes;
mod entry;
mod mailed;
mod plan;
mod repeated;
mod request;

use anyhow::{Context as _, Result, bail};
use clap::Args;

pub(crate) use self::basis::{in_force, judged, seen, set_clock};
pub(crate) use self::changes::Changes;
use self::entry::PendingCommit;
pub(crate) use self::entry::StageChange;
pub(crate) use self::mailed::OutOption;
pub(crate) use self::plan::Plan;
pub(crate) use self::request::{
    RequestContext, RequestTarget, act_on_request, rehearse_on_request,
};
use crate::act::{Act, Action, FORMAT, StoredAct, Subject};
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment, policy, register_files, roster};
use crate::cli::app::ui;
use crate::date::Day;
use crate::governance::VersionKind;
use crate::id::Id;
use crate::policy::Policy;
use crate::process::{self, History, Missing, Replay, Stage, replay};
use crate::roster::{Person, Roster};
use crate::signature::Key;
use crate::snapshot::{Document, RegisterFiles, Snapshot};
use crate::source::Digest;
use crate::store::{CommitError, WriteLock};

/// The options of every command that records an act.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ActOptions {
    /// The day it happened, if that was not today
    #[arg(long, value_name = "DATE")]
    pub on: Option<Day>,
    /// Where it is documented: minutes, a letter, a message
    #[arg(long, value_name = "TEXT")]
    pub evidence: Option<String>,
    /// Print the act and its changes without recording anything
    #[arg(long)]
    pub dry_run: bool,
}

/// What a command that acts on a register plans with.
pub(crate) struct RegisterContext<'a> {
    /// The command's environment and store.
    pub context: &'a Context,
    /// The files of the register, with policy and roster.
    pub snapshot: &'a Snapshot,
    /// The register's files.
    pub register_files: &'a RegisterFiles,
    /// The acts, with what they are judged by.
    pub history: &'a History<'a>,
    /// The state after all acts, with the verdict on each.
    pub replay: &'a Replay<'a>,
    /// The roster in force.
    pub roster: &'a Roster,
    /// The policy in force.
    pub policy: &'a Policy,
    /// The person who acts.
    pub actor: &'a Person,
    /// The day it happened.
    pub on: Day,
}

impl RegisterContext<'_> {
    /// The number of the next revision: the lowest free one after the last. A revision file is never replaced, even if
    /// no act submitted it.
    pub(crate) fn next_revision(&self) -> u32 {
        let after = self.replay.state.last_revision + 1;
        (after..)
            .find(|number| !self.register_files.revisions.contains_key(number))
            .unwrap_or(after)
    }
}

/// Whether a register must exist already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It must exist.
    Known,
    /// It may be new.
    New,
}

/// How often a command retries when the branch moves.
const ATTEMPTS: usize = 20;

/// Plans an act, decides on it, records it, and prints one line about it.
///
/// # Errors
/// `Rejected`, if the process or the actor's authority refuses the act; else the store cannot be read or written.
pub(crate) fn act(
    env: &Environment,
    id: &Id,
    presence: Presence,
    acting: &ActOptions,
    plan: impl Fn(&RegisterContext<'_>) -> Result<Plan>,
) -> Result<()> {
    again(|| attempt(env, id, presence, acting, &plan))
}

/// Retries until the branch does not move during the attempt, and prints the line that the attempt returns.
///
/// # Errors
/// Those of the attempt, or the branch moved too often.
pub(crate) fn again(attempt: impl Fn() -> Result<Option<String>>) -> Result<()> {
    for _ in 0..ATTEMPTS {
        match attempt()? {
            Some(line) => {
                ui::out(line);
                return Ok(());
            }
            // The branch moved, so the decision may differ: read and decide again.
            None => continue,
        }
    }
    bail!("the branch moved {ATTEMPTS} times during this command; nothing was changed; try again");
}

/// Decides on an act without recording or printing it, so that a command with several acts checks all of them first.
///
/// # Errors
/// Those of [`act`].
pub(crate) fn rehearse(
    env: &Environment,
    id: &Id,
    acting: &ActOptions,
    plan: impl Fn(&RegisterContext<'_>) -> Result<Plan>,
) -> Result<()> {
    let dry = ActOptions {
        dry_run: true,
        ..acting.clone()
    };
    attempt(env, id, Presence::Known, &dry, &plan).map(|_| ())
}

fn attempt(
    env: &Environment,
    id: &Id,
    presence: Presence,
    acting: &ActOptions,
    plan: impl Fn(&RegisterContext<'_>) -> Result<Plan>,
) -> Result<Option<String>> {
    let mut context = Context::open(env)?;
    let lock = if acting.dry_run {
        None
    } else {
        Some(context.begin_write()?)
    };
    let mut snapshot = match presence {
        Presence::Known => context.register(id)?,
        Presence::New => context.one(id)?,
    };
    snapshot
        .registers
        .entry(id.clone())
        .or_insert_with(|| RegisterFiles::empty(id.clone()));
    in_force(&snapshot)?;
    let main = set_clock(&mut context, &snapshot, Subject::Register(id))?;
    let (plan, stored) = planned(&context, &snapshot, id, acting, plan)?;
    if let (Some((number, document)), Some(register_files)) =
        (&plan.freezes, snapshot.registers.get_mut(id))
    {
        register_files.revisions.insert(*number, document.clone());
    }
    let moved = decided(&snapshot, id, &stored)?;
    judged(&context, &snapshot, id, &stored, main)?;
    if let Some(line) = repeated::said_already(&snapshot, id, &stored)? {
        return Ok(Some(line));
    }
    is_new(&snapshot, &stored)?;
    let mut entry = PendingCommit::new(plan, stored, roster(&snapshot)?);
    if lock.is_some() {
        // Sign only after the act is accepted, so that no passphrase is requested in vain. The signed act is decided on
        // again, as every reader will do.
        let (roster, policy, keys) = terms(&snapshot, id, entry.stored())?;
        entry.sign(&context, roster, policy, &keys)?;
        decided(&snapshot, id, entry.stored())?;
    }
    commit_act(&context, lock.as_ref(), &entry, &moved)
}

fn is_new(snapshot: &Snapshot, stored: &StoredAct) -> Result<()> {
    if !snapshot.has_act(stored) {
        return Ok(());
    }
    Err(Rejected::Message(format!(
        "{} already exists, and acts are never replaced",
        stored.path()
    ))
    .into())
}

/// Commits the act and returns the line about it, or the preview without a lock; none if the branch moved meanwhile.
fn commit_act(
    context: &Context,
    lock: Option<&WriteLock>,
    entry: &PendingCommit,
    moved: &StageChange,
) -> Result<Option<String>> {
    let Some(lock) = lock else {
        entry.notes();
        return Ok(Some(entry.preview(moved)));
    };
    match context
        .store
        .commit(lock, &entry.change(context)?, context.head)
    {
        Ok(committed) => {
            if let Some(why) = committed.behind {
                ui::err(format!(
                    "warning: recorded, but the working tree could not be updated: {why}"
                ));
            }
            entry.notes();
            Ok(Some(entry.line(moved)))
        }
        Err(CommitError::Moved) => Ok(None),
        Err(CommitError::Store(why)) => Err(why.into()),
    }
}

/// The planned act, not yet decided on.
fn planned(
    context: &Context,
    snapshot: &Snapshot,
    id: &Id,
    acting: &ActOptions,
    plan: impl Fn(&RegisterContext<'_>) -> Result<Plan>,
) -> Result<(Plan, StoredAct)> {
    let (roster, policy) = (roster(snapshot)?, policy(snapshot)?);
    let register_files = register_files(snapshot, id)?;
    let history = register_files.history(&policy.store, &snapshot.rosters, &snapshot.policies);
    let replay = replay(&history);
    whole(
        Subject::Register(id),
        register_files.damage(),
        &replay.missing,
    )?;
    let ctx = RegisterContext {
        context,
        snapshot,
        register_files,
        history: &history,
        replay: &replay,
        roster,
        policy,
        actor: context.actor(roster)?,
        on: acting.on.unwrap_or_else(|| context.env.today()),
    };
    let plan = plan(&ctx)?;
    let author = ActHeader {
        context,
        snapshot,
        policy,
        actor: ctx.actor,
        on: ctx.on,
        register: id,
        subject: Subject::Register(id),
        heads: &replay.heads_by(context.env.now),
    };
    let stored = author.act(&plan, acting)?.stored();
    Ok((plan, stored))
}

/// Decides on an act; returns the stages before and after it.
///
/// # Errors
/// `Rejected`, if the process refuses the act.
pub(crate) fn decided(snapshot: &Snapshot, id: &Id, stored: &StoredAct) -> Result<StageChange> {
    let policy = policy(snapshot)?;
    let history =
        register_files(snapshot, id)?.history(&policy.store, &snapshot.rosters, &snapshot.policies);
    let replay = replay(&history);
    let next = process::apply(&replay.state, stored, &history).map_err(Rejected::ByProcess)?;
    let stage = |state: &process::State| Stage::of(state, &history).told(state, &history);
    Ok(StageChange {
        before: stage(&replay.state),
        after: stage(&next),
    })
}

/// The roster and the policy that decide who signs an act, and the keys that may sign it. The keys of a vote are those
/// of its ballot and those introduced since.
///
/// # Errors
/// The store does not have the versions that the act names.
pub(crate) fn terms<'a>(
    snapshot: &'a Snapshot,
    id: &Id,
    stored: &StoredAct,
) -> Result<(&'a Roster, &'a Policy, Vec<Key>)> {
    let missing = "the roster or the policy that the act names is missing";
    if let Action::Vote(vote) = &stored.act.action {
        let register_files = register_files(snapshot, id)?;
        let mut acts = register_files.acts.iter().filter_map(Document::get);
        let ballot = acts.find(|act| act.digest == vote.ballot);
        let history = snapshot.history(register_files);
        if let Some(opened) = history
            .as_ref()
            .zip(ballot)
            .and_then(|(history, ballot)| history.opened(ballot))
            && let Some((roster, policy)) = opened.under
        {
            let stolen = snapshot.rosters.stolen();
            let keys = opened
                .without(&stolen)
                .keys_of(stored.act.recorder())
                .into_iter()
                .cloned()
                .collect();
            return Ok((roster, policy, keys));
        }
    }
    let (roster, policy) = (
        snapshot.rosters.get(&stored.act.roster),
        snapshot.policies.get(&stored.act.policy),
    );
    let (roster, policy) = roster.zip(policy).context(missing)?;
    Ok((
        roster,
        policy,
        roster.keys_of(stored.act.recorder()).to_vec(),
    ))
}

/// Refuses to act on a record that was edited or has lost an act.
///
/// # Errors
/// `Rejected`, with the first damage.
pub(crate) fn whole(
    subject: Subject<'_>,
    damage: Vec<String>,
    missing: &[Missing<'_>],
) -> Result<()> {
    let checked = match subject {
        Subject::Register(id) => id.to_string(),
        Subject::Request(_) => subject.folder(),
    };
    let gaps = missing.iter().map(|gap| {
        format!(
            "the act {} is missing, but {} names it",
            gap.digest.short(),
            gap.named_by.path()
        )
    });
    let Some(first) = damage.into_iter().chain(gaps).next() else {
        return Ok(());
    };
    Err(Rejected::Message(format!(
        "{first}\n  needs:  the original files from git's history; `wr check {checked}` lists all errors"
    ))
    .into())
}

/// The fields that every act has.
struct ActHeader<'a> {
    context: &'a Context,
    snapshot: &'a Snapshot,
    policy: &'a Policy,
    actor: &'a Person,
    on: Day,
    register: &'a Id,
    subject: Subject<'a>,
    heads: &'a [Digest],
}

impl ActHeader<'_> {
    fn act(&self, plan: &Plan, acting: &ActOptions) -> Result<Act> {
        let named = |kind| {
            self.snapshot
                .named(kind)
                .context("policy or roster is missing")
        };
        let recorded_by = plan
            .by
            .as_ref()
            .filter(|by| **by != self.actor.id)
            .map(|_| self.actor.id.clone());
        let names_acts = !matches!(plan.action, Action::Vote(_) | Action::Feedback(_));
        let after = if names_acts {
            self.heads.to_vec()
        } else {
            Vec::new()
        };
        let seen = seen(self.context)?;
        let request = match self.subject {
            Subject::Register(_) => None,
            Subject::Request(id) => Some(id.clone()),
        };
        Ok(Act {
            format: FORMAT,
            store: self.policy.store.clone(),
            register: self.register.clone(),
            request,
            by: plan.by.clone().unwrap_or_else(|| self.actor.id.clone()),
            recorded_by,
            evidence: acting.evidence.clone(),
            on: self.on,
            at: self.context.env.now,
            seen,
            roster: named(VersionKind::Roster)?,
            policy: named(VersionKind::Policy)?,
            revision: plan.text.map(|(revision, _)| revision),
            digest: plan.text.map(|(_, digest)| digest),
            after,
            action: plan.action.clone(),
        })
    }
}
