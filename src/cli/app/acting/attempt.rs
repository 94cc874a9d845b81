//! Records an act: loads the store once, plans, decides, signs and commits.

use std::path::Path;

use anyhow::Result;

use super::basis::{check_versions, seen, set_clock};
use super::confirm::check_confirmed;
use super::context::ActingContext;
use super::decide::{check_damage, check_is_new, decide, extend_line, judge};
use super::draft::draft;
use super::entry::PendingCommit;
use super::files::write_files;
use super::options::ActOptions;
use super::plan::Plan;
use super::retry::ask_first;
use super::subject::ActSubject;
use super::words::check_words;
use crate::act::StoredAct;
use crate::cli::app::answer::reject;
use crate::cli::app::context::{Context, Environment, Presence};
use crate::cli::app::environment::Input;
use crate::cli::app::judged::MainLine;
use crate::cli::app::ui;
use crate::id::Id;
use crate::snapshot::RequestContext;
use crate::store::{CommitError, WriteLock};

/// Plans an act, decides on it, records it, and prints one line about it.
///
/// # Errors
/// `Rejected`, if the process or the actor's authority refuses the act; else the store cannot be read or written.
pub(crate) fn act(
    env: &Environment,
    id: &Id,
    options: &ActOptions,
    plan: impl Fn(&ActingContext<'_>) -> Result<Plan>,
) -> Result<()> {
    ask_first(env, options, |env, options| {
        attempt(env, id, Presence::Known, options, None, &plan)
    })
}

/// Like [`act`], for a register that may be new.
///
/// # Errors
/// Those of [`act`].
pub(crate) fn act_on_new(
    env: &Environment,
    id: &Id,
    options: &ActOptions,
    plan: impl Fn(&ActingContext<'_>) -> Result<Plan>,
) -> Result<()> {
    ask_first(env, options, |env, options| {
        attempt(env, id, Presence::New, options, None, &plan)
    })
}

/// Like [`act`], for a change request.
///
/// # Errors
/// Those of [`act`].
pub(crate) fn act_on_request(
    env: &Environment,
    id: &Id,
    options: &ActOptions,
    plan: impl Fn(&ActingContext<'_, RequestContext<'_>>) -> Result<Plan>,
) -> Result<()> {
    ask_first(env, options, |env, options| {
        attempt_on_request(env, id, None, options, &plan)
    })
}

/// Like [`act`], for a new change request under a register.
///
/// # Errors
/// Those of [`act`].
pub(crate) fn act_on_new_request(
    env: &Environment,
    id: &Id,
    register: &Id,
    options: &ActOptions,
    plan: impl Fn(&ActingContext<'_, RequestContext<'_>>) -> Result<Plan>,
) -> Result<()> {
    ask_first(env, options, |env, options| {
        attempt_on_request(env, id, Some(register), options, &plan)
    })
}

/// Decides on an act without recording or printing it, so that a command with several acts checks all of them first.
///
/// # Errors
/// Those of [`act`].
pub(crate) fn rehearse(
    env: &Environment,
    id: &Id,
    options: &ActOptions,
    plan: impl Fn(&ActingContext<'_>) -> Result<Plan>,
) -> Result<()> {
    attempt(env, id, Presence::Known, &options.dry(), None, &plan).map(|_| ())
}

/// Like [`rehearse`], for a register that may be new.
///
/// # Errors
/// Those of [`act`].
pub(crate) fn rehearse_on_new(
    env: &Environment,
    id: &Id,
    options: &ActOptions,
    plan: impl Fn(&ActingContext<'_>) -> Result<Plan>,
) -> Result<()> {
    attempt(env, id, Presence::New, &options.dry(), None, &plan).map(|_| ())
}

/// Like [`rehearse`], for a change request.
///
/// # Errors
/// Those of [`act`].
pub(crate) fn rehearse_on_request(
    env: &Environment,
    id: &Id,
    options: &ActOptions,
    plan: impl Fn(&ActingContext<'_, RequestContext<'_>>) -> Result<Plan>,
) -> Result<()> {
    attempt_on_request(env, id, None, &options.dry(), &plan).map(|_| ())
}

/// Where an accepted act goes; without a lock or a folder, it is only previewed.
enum Output<'a> {
    /// A commit on the branch.
    Branch(Option<WriteLock>),
    /// Files in a folder, to be mailed.
    Folder(Option<&'a Path>),
}

/// Loads the register and records one act on it. Returns the line for the user; none if the branch moved meanwhile.
pub(super) fn attempt(
    env: &Environment,
    id: &Id,
    presence: Presence,
    options: &ActOptions,
    folder: Option<&Path>,
    plan: impl Fn(&ActingContext<'_>) -> Result<Plan>,
) -> Result<Option<String>> {
    let mut command = Context::open(env)?;
    let output = Output::begin(&mut command, options, folder)?;
    let snapshot = command.register_to_act_on(id, presence)?;
    check_versions(&snapshot)?;
    let mut register = snapshot.register_context(id, command.env.now)?;
    check_damage(&register)?;
    let seen = seen(&command)?;
    let main = set_clock(&mut command, &snapshot, &register, &seen)?;
    register.now = main.now;
    let mut ctx = ActingContext::new(&command, &snapshot, register, seen, options)?;
    let mut plan = plan(&ctx)?;
    let stored = draft(&ctx, &ctx.subject.files.id, &plan, options)?;
    let frozen = plan.freezes.take();
    if let Some((number, document)) = &frozen {
        ctx.subject = ctx.subject.with_revision(*number, document);
    }
    let main = extend_line(&ctx, &stored, main)?;
    record(&ctx, plan, &stored, &main, output, options)
}

/// Loads the request and records one act on it, like [`attempt`]. `register` is that of a new request.
fn attempt_on_request(
    env: &Environment,
    id: &Id,
    register: Option<&Id>,
    options: &ActOptions,
    plan: impl Fn(&ActingContext<'_, RequestContext<'_>>) -> Result<Plan>,
) -> Result<Option<String>> {
    let mut command = Context::open(env)?;
    let output = Output::begin(&mut command, options, None)?;
    let snapshot = command.request_to_act_on(id, register)?;
    check_versions(&snapshot)?;
    let partnerships = snapshot.partnerships_of(snapshot.registers.keys());
    let mut request = snapshot.request_context(id, &partnerships, command.env.now)?;
    check_damage(&request)?;
    let seen = seen(&command)?;
    let main = set_clock(&mut command, &snapshot, &request, &seen)?;
    request.now = main.now;
    let ctx = ActingContext::new(&command, &snapshot, request, seen, options)?;
    let plan = plan(&ctx)?;
    let received = ctx.subject.replay.state.received.as_ref();
    let Some(register) = register.or(received.map(|it| &it.register)) else {
        reject!("no valid act has entered the request `{id}`");
    };
    let stored = draft(&ctx, register, &plan, options)?;
    record(&ctx, plan, &stored, &main, output, options)
}

/// Decides on the act, and commits it, writes it to files or previews it.
fn record<'a, S: ActSubject<'a>>(
    ctx: &ActingContext<'a, S>,
    plan: Plan,
    stored: &'a StoredAct,
    main: &'a MainLine,
    output: Output<'_>,
    options: &ActOptions,
) -> Result<Option<String>> {
    check_words(&stored.act.action)?;
    let moved = decide(&ctx.subject, stored)?;
    judge(&ctx.subject, stored, main)?;
    if let Output::Branch(_) = output
        && let Some(line) = ctx.subject.find_repeated(stored)
    {
        return Ok(Some(line));
    }
    check_is_new(ctx.snapshot, stored)?;
    let entry = PendingCommit::new(plan, stored.clone(), moved, ctx.subject.roster());
    match output {
        Output::Branch(Some(lock)) => {
            check_confirmed(
                &ctx.command.env,
                options,
                &stored.act.action,
                entry.subject(),
            )?;
            // A key may have a passphrase: other commands do not wait for a person. If the branch moves meanwhile, the
            // commit fails, and the next attempt decides again.
            let asks = ctx.command.env.input == Input::Terminal;
            let lock = (!asks).then_some(lock);
            let entry = sign(ctx, entry)?;
            let lock = lock.map_or_else(|| ctx.command.store.lock(), Ok)?;
            commit(ctx.command, &lock, &entry)
        }
        Output::Folder(Some(folder)) => {
            write_files(&ctx.command.env, folder, &sign(ctx, entry)?).map(Some)
        }
        Output::Branch(None) | Output::Folder(None) => {
            if options.is_rehearsal {
                let terms = ctx.subject.signing_terms(entry.stored())?;
                entry.check_key(ctx.command, &terms)?;
            }
            entry.notes();
            entry.collect(None);
            Ok(Some(entry.preview()))
        }
    }
}

/// Signs an accepted act, so that no passphrase is requested in vain, and decides on it again, as every reader will do.
fn sign<'a, S: ActSubject<'a>>(
    ctx: &ActingContext<'a, S>,
    entry: PendingCommit,
) -> Result<PendingCommit> {
    let terms = ctx.subject.signing_terms(entry.stored())?;
    let entry = entry.sign(ctx.command, &terms)?;
    decide(&ctx.subject, entry.stored())?;
    Ok(entry)
}

impl Output<'_> {
    /// Locks the store, if the act will be committed.
    fn begin<'a>(
        command: &mut Context,
        options: &ActOptions,
        folder: Option<&'a Path>,
    ) -> Result<Output<'a>> {
        Ok(match (folder, options.dry_run) {
            (Some(_), true) => Output::Folder(None),
            (Some(folder), false) => Output::Folder(Some(folder)),
            (None, true) => Output::Branch(None),
            (None, false) => Output::Branch(Some(command.begin_write()?)),
        })
    }
}

/// Commits the act and returns the line about it; none if the branch moved meanwhile.
fn commit(command: &Context, lock: &WriteLock, entry: &PendingCommit) -> Result<Option<String>> {
    match command
        .store
        .commit(lock, &entry.change(command)?, command.head)
    {
        Ok(committed) => {
            if let Some(why) = committed.behind {
                ui::err(format!(
                    "warning: recorded, but the working tree could not be updated: {why}"
                ));
            }
            entry.notes();
            entry.collect(Some(committed.commit.to_string()));
            Ok(Some(entry.line()))
        }
        Err(CommitError::Moved) => Ok(None),
        Err(CommitError::Store(why)) => Err(why.into()),
    }
}
