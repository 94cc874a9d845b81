//! The write path for acts on change requests.

use anyhow::{Context as _, Result};

use super::ActHeader;
use super::ActOptions;
use super::PendingCommit;
use super::Plan;
use super::Presence;
use super::StageChange;
use super::again;
use super::commit_act;
use super::in_force;
use super::is_new;
use super::set_clock;
use super::whole;
use crate::act::{StoredAct, Subject};
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment, policy, roster};
use crate::cli::app::judged::MainLine;
use crate::date::{Day, Moment};
use crate::id::Id;
use crate::policy::Policy;
use crate::process::head;
use crate::request::{self, RequestHistory, Stage, State, replay};
use crate::roster::{Person, Roster};
use crate::snapshot::{RequestFiles, Snapshot};

/// What a command that acts on a change request plans with.
pub(crate) struct RequestContext<'a> {
    /// The command's environment and store.
    pub context: &'a Context,
    /// The acts, with what they are judged by.
    pub history: &'a RequestHistory<'a>,
    /// The state after all acts.
    pub state: &'a State,
    /// The roster in force.
    pub roster: &'a Roster,
    /// The policy in force.
    pub policy: &'a Policy,
    /// The person who acts.
    pub actor: &'a Person,
    /// The day it happened.
    pub on: Day,
    /// When it is recorded.
    pub now: Moment,
}

/// A request, and the register that the command line names for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RequestTarget<'a> {
    /// The request's id.
    pub id: &'a Id,
    /// The register; none for an existing request, which names its own.
    pub register: Option<&'a Id>,
}

/// Plans an act on a request, decides on it, records it, and prints one line about it.
///
/// # Errors
/// `Rejected`, if the process or the actor's authority refuses the act; else the store cannot be read or written.
pub(crate) fn act_on_request(
    env: &Environment,
    named: RequestTarget<'_>,
    acting: &ActOptions,
    plan: impl Fn(&RequestContext<'_>) -> Result<Plan>,
) -> Result<()> {
    again(|| attempt(env, named, acting, &plan))
}

/// Decides on an act on a request without recording or printing it.
///
/// # Errors
/// Those of [`act_on_request`].
pub(crate) fn rehearse_on_request(
    env: &Environment,
    named: RequestTarget<'_>,
    acting: &ActOptions,
    plan: impl Fn(&RequestContext<'_>) -> Result<Plan>,
) -> Result<()> {
    let dry = ActOptions {
        dry_run: true,
        ..acting.clone()
    };
    attempt(env, named, &dry, &plan).map(|_| ())
}

fn attempt(
    env: &Environment,
    named: RequestTarget<'_>,
    acting: &ActOptions,
    plan: impl Fn(&RequestContext<'_>) -> Result<Plan>,
) -> Result<Option<String>> {
    let mut context = Context::open(env)?;
    let lock = if acting.dry_run {
        None
    } else {
        Some(context.begin_write()?)
    };
    let presence = if named.register.is_some() {
        Presence::New
    } else {
        Presence::Known
    };
    let mut snapshot = context.request(named.id, named.register, presence)?;
    snapshot
        .requests
        .entry(named.id.clone())
        .or_insert_with(|| RequestFiles::empty(named.id.clone()));
    in_force(&snapshot)?;
    let main = set_clock(&mut context, &snapshot, Subject::Request(named.id))?;
    let (plan, stored, moved) = decided(&context, &snapshot, named, acting, &main, plan)?;
    is_new(&snapshot, &stored)?;
    let mut entry = PendingCommit::new(plan, stored, roster(&snapshot)?);
    if lock.is_some() {
        let (roster, policy) = (roster(&snapshot)?, policy(&snapshot)?);
        let keys = roster.keys_of(entry.stored().act.recorder()).to_vec();
        entry.sign(&context, roster, policy, &keys)?;
        head::signed(entry.stored(), roster, policy).map_err(Rejected::ByProcess)?;
    }
    commit_act(&context, lock.as_ref(), &entry, &moved)
}

/// The planned act, if the process accepts it, and the stages before and after.
fn decided(
    context: &Context,
    snapshot: &Snapshot,
    named: RequestTarget<'_>,
    acting: &ActOptions,
    main: &MainLine,
    plan: impl Fn(&RequestContext<'_>) -> Result<Plan>,
) -> Result<(Plan, StoredAct, StageChange)> {
    let (roster, policy) = (roster(snapshot)?, policy(snapshot)?);
    let request_files = snapshot
        .requests
        .get(named.id)
        .context("the request was not loaded")?;
    let partnerships =
        snapshot.partnerships_of(request_files.registers().into_iter().chain(named.register));
    let history = snapshot
        .request_history(request_files, &partnerships)
        .context("the policy cannot be read")?;
    let replay = replay(&history);
    whole(
        Subject::Request(named.id),
        request_files.damage(),
        &replay.missing,
    )?;
    let actor = context.actor(roster)?;
    let on = acting.on.unwrap_or_else(|| context.env.today());
    let (history, state, now) = (&history, &replay.state, context.env.now);
    let ctx = RequestContext {
        context,
        history,
        state,
        roster,
        policy,
        actor,
        on,
        now,
    };
    let plan = plan(&ctx)?;
    let of_request = replay
        .state
        .received
        .as_ref()
        .map(|received| &received.register);
    let Some(register) = named.register.or(of_request) else {
        return Err(Rejected::Message(format!(
            "no valid act has entered the request `{}`",
            named.id
        ))
        .into());
    };
    let author = ActHeader {
        context,
        snapshot,
        policy,
        actor,
        on,
        register,
        subject: Subject::Request(named.id),
        heads: &replay.heads_by(context.env.now),
    };
    let stored = author.act(&plan, acting)?.stored();
    let next = request::apply(&replay.state, &stored, history).map_err(Rejected::ByProcess)?;
    main.refuse(history.clone(), replay.clone(), &[&stored], stored.digest)
        .map_err(Rejected::ByProcess)?;
    let stage = |state: &State| Stage::of(state).to_string();
    let moved = StageChange {
        before: stage(&replay.state),
        after: stage(&next),
    };
    Ok((plan, stored, moved))
}
