//! The one way in which commands change the store: load, decide, write as one, and again if it moved.

mod basis;
mod changes;
mod entry;
mod mailed;
mod plan;
mod repeated;
mod request;

use anyhow::{Context as _, Result, bail};
use clap::Args;

pub use self::basis::{in_force, judged, seen, set_clock};
pub use self::changes::Changes;
use self::entry::PendingCommit;
pub use self::entry::StageChange;
pub use self::mailed::OutOption;
pub use self::plan::Plan;
pub use self::request::{RequestContext, RequestTarget, act_on_request, rehearse_on_request};
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

/// What every command that acts takes.
#[derive(Debug, Clone, Default, Args)]
pub struct ActOptions {
    /// The day it happened, when that was not today
    #[arg(long, value_name = "DATE")]
    pub on: Option<Day>,
    /// Where it can be looked up: minutes, a letter, a message
    #[arg(long, value_name = "TEXT")]
    pub evidence: Option<String>,
    /// Print the act and what it would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What an act is planned on: the register as it is, and who acts.
pub struct RegisterContext<'a> {
    /// The command's surroundings and its store.
    pub context: &'a Context,
    /// The register with policy and roster.
    pub snapshot: &'a Snapshot,
    /// The register's files.
    pub register_files: &'a RegisterFiles,
    /// What its acts are judged by.
    pub history: &'a History<'a>,
    /// Its course.
    pub replay: &'a Replay<'a>,
    /// The roster in force.
    pub roster: &'a Roster,
    /// The policy in force.
    pub policy: &'a Policy,
    /// Who acts.
    pub actor: &'a Person,
    /// The day it happened.
    pub on: Day,
}

impl RegisterContext<'_> {
    /// The number of the next revision: the lowest after the last one that is free. A frozen text that lies there,
    /// whoever put it there, is never replaced.
    pub fn next_revision(&self) -> u32 {
        let after = self.replay.state.last_revision + 1;
        (after..)
            .find(|number| !self.register_files.revisions.contains_key(number))
            .unwrap_or(after)
    }
}

/// Whether a register must already be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must be there.
    Known,
    /// It must not.
    New,
}

/// How often a branch may move under us before we give up.
const ATTEMPTS: usize = 20;

/// Plans an act, decides on it, and records it. Prints one line that says what was recorded.
pub fn act(
    env: &Environment,
    id: &Id,
    presence: Presence,
    acting: &ActOptions,
    plan: impl Fn(&RegisterContext<'_>) -> Result<Plan>,
) -> Result<()> {
    again(|| attempt(env, id, presence, acting, &plan))
}

/// Tries until the branch stands still, and prints what was recorded.
pub fn again(attempt: impl Fn() -> Result<Option<String>>) -> Result<()> {
    for _ in 0..ATTEMPTS {
        match attempt()? {
            Some(line) => {
                ui::out(line);
                return Ok(());
            }
            // The branch moved: what is true now decides, so everything is read and decided again.
            None => continue,
        }
    }
    bail!(
        "the branch moved {ATTEMPTS} times while this was recorded; nothing was changed, try again"
    );
}

/// Decides on an act without recording or printing it: where several belong together, each is asked about first.
pub fn rehearse(
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
        // Nobody is asked for a passphrase before it is known that the act is let be; and what was signed is judged
        // again, as every reader will.
        let (roster, policy, keys) = terms(&snapshot, id, entry.stored())?;
        entry.sign(&context, roster, policy, &keys)?;
        decided(&snapshot, id, entry.stored())?;
    }
    commit_act(&context, lock.as_ref(), &entry, &moved)
}

/// Refuses to write an act over another.
fn is_new(snapshot: &Snapshot, stored: &StoredAct) -> Result<()> {
    if !snapshot.has_act(stored) {
        return Ok(());
    }
    Err(Rejected::Message(format!(
        "{} is there already, and acts are never replaced",
        stored.path()
    ))
    .into())
}

/// Commits an act, or shows what would be committed; nothing when the branch moved meanwhile.
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
                    "warning: recorded, but the working tree could not follow: {why}"
                ));
            }
            entry.notes();
            Ok(Some(entry.line(moved)))
        }
        Err(CommitError::Moved) => Ok(None),
        Err(CommitError::Store(why)) => Err(why.into()),
    }
}

/// The act as the actor means it, on the register as it is.
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

/// The stages before and after the act, if the process lets it be.
pub fn decided(snapshot: &Snapshot, id: &Id, stored: &StoredAct) -> Result<StageChange> {
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

/// The roster and the policy that say who signs an act, and the keys that may: a vote's are those of its ballot, and
/// those that were introduced since.
pub fn terms<'a>(
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

/// Nothing is decided on a record that was edited, or that has lost an act.
pub fn whole(subject: Subject<'_>, damage: Vec<String>, missing: &[Missing<'_>]) -> Result<()> {
    let checked = match subject {
        Subject::Register(id) => id.to_string(),
        Subject::Request(_) => subject.folder(),
    };
    let gaps = missing.iter().map(|gap| {
        format!(
            "the act {} is missing, and {} names it",
            gap.digest.short(),
            gap.named_by.path()
        )
    });
    let Some(first) = damage.into_iter().chain(gaps).next() else {
        return Ok(());
    };
    Err(Rejected::Message(format!(
        "{first}\n  needs:  the files as they were written, from git's history; `wr check {checked}` lists all that is wrong"
    ))
    .into())
}

/// What the head of an act is made from: who acts on what, and what is known.
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
    /// The act with what every act says about itself.
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
