//! Applies a local act to the upstream history: unchanged, recorded again, or not at all.

use anyhow::{Context as _, Result};

use super::context::SyncContext;
use super::parts::Carried;
use super::reissue::{Reissued, reissue};
use super::renames::Renames;
use crate::act::{Act, Action};
use crate::cli::app::answer::Rejected;
use crate::cli::app::brought::{Arrival, Verdict};
use crate::cli::app::context::Context;
use crate::cli::app::judged::MainLine;
use crate::id::Id;
use crate::path::{SIGNATURE, Subject};
use crate::snapshot::Snapshot;

/// The outcome for an act.
pub(super) enum Reapplied {
    /// Upstream has the act already.
    There,
    /// The act keeps its bytes and its signature.
    AsItIs(Vec<(String, Vec<u8>)>),
    /// Its author recorded the act again.
    Anew {
        /// The subject of the commit.
        subject: String,
        /// The files to commit: path and bytes.
        files: Vec<(String, Vec<u8>)>,
        /// A change that the user has to confirm.
        doubt: Option<String>,
        /// The new names of what the act defines.
        renames: Renames,
    },
    /// The act is no longer valid, for this reason.
    Left(String),
}

/// Applies an act unchanged if it is still valid; else records it again if the actor is its author.
pub(super) fn reapply(
    ctx: &SyncContext<'_>,
    carried: &Carried,
    renames: &Renames,
) -> Result<Reapplied> {
    let before = ctx.files(&carried.stored.act)?;
    if before
        .get(&carried.path)
        .is_some_and(|there| there.bytes() == carried.bytes)
    {
        return Ok(Reapplied::There);
    }
    let renamed = renames.apply(&carried.stored.act)?;
    let frozen_is_taken = carried
        .frozen
        .as_ref()
        .is_some_and(|(path, _)| before.get(path).is_some());
    let is_taken = before.get(&carried.path).is_some() || frozen_is_taken;
    let mut why = String::new();
    if renamed.is_none() && !is_taken {
        let mut files = vec![(carried.path.clone(), carried.bytes.clone())];
        let sealed = carried.signature.clone();
        files.extend(sealed.map(|bytes| (format!("{}{SIGNATURE}", carried.path), bytes)));
        files.extend(carried.frozen.clone());
        match verdict(ctx, carried, &files)? {
            Verdict::Fits => return Ok(Reapplied::AsItIs(files)),
            Verdict::Outdated(reason) => why = reason,
            Verdict::Illegal(refusal) => why = refusal.to_string(),
        }
    }
    let snapshot = ctx.command.alone(&before)?;
    let act = renamed.unwrap_or_else(|| carried.stored.act.clone());
    if let Some(why) = opened_already(&snapshot, &act)? {
        return Ok(Reapplied::Left(why));
    }
    if actor(ctx.command, &snapshot).as_ref() != Some(act.recorder()) {
        let names = "it names something that was recorded again";
        let why = if why.is_empty() { names } else { &why };
        return Ok(Reapplied::Left(format!(
            "{why}\nonly {} can record it again",
            act.recorder()
        )));
    }
    match reissue(ctx, carried, &act, before) {
        Ok(Reissued {
            subject,
            files,
            doubt,
            renames,
        }) => Ok(Reapplied::Anew {
            subject,
            files,
            doubt,
            renames,
        }),
        Err(error) => match error.downcast::<Rejected>() {
            Ok(Rejected::ByProcess(refusal)) => Ok(Reapplied::Left(refusal.to_string())),
            Ok(Rejected::Message(reason)) => Ok(Reapplied::Left(reason)),
            Ok(Rejected::AlreadyPrinted) => {
                Ok(Reapplied::Left("its text is not ready".to_string()))
            }
            Err(error) => Err(error),
        },
    }
}

/// Why an act that opens a ballot is not needed: the ballot is open already. The reason names the person who opened it.
fn opened_already(snapshot: &Snapshot, act: &Act) -> Result<Option<String>> {
    let (Action::Ballot(ballot), Subject::Register(id)) = (&act.action, act.subject()) else {
        return Ok(None);
    };
    let Ok(register) = snapshot.register_context(id, act.at) else {
        return Ok(None);
    };
    let state = &register.replay.state;
    let Some((_, standing)) = state.open_ballot(&ballot.body, ballot.question) else {
        return Ok(None);
    };
    let Some(first) = register.history.act(standing.act) else {
        return Ok(None);
    };
    if first.act.revision != act.revision {
        return Ok(None);
    }
    Ok(Some(format!(
        "{} opened this ballot at {}; yours is not needed",
        register.roster.person_name(&first.act.by),
        first.act.at
    )))
}

/// The person of the roster who runs the command.
fn actor(context: &Context, snapshot: &Snapshot) -> Option<Id> {
    let roster = snapshot.roster()?;
    context.actor(roster).ok().map(|person| person.id.clone())
}

/// The judge's verdict on an act at its new place.
fn verdict(
    ctx: &SyncContext<'_>,
    carried: &Carried,
    files: &[(String, Vec<u8>)],
) -> Result<Verdict> {
    let act = &carried.stored.act;
    let (before, after) = (ctx.files(act)?, ctx.files_with(act, files)?);
    let (mut before, after) = (ctx.command.alone(&before)?, ctx.command.alone(&after)?);
    let main = &MainLine::before(ctx.command, ctx.tip, &[&carried.stored])?;
    let found = after
        .acts()
        .filter(|document| document.file.path() == carried.path)
        .find_map(|it| it.get());
    let found =
        found.with_context(|| format!("{} cannot be read at its new place", carried.path))?;
    match act.subject() {
        Subject::Register(id) => {
            before.ensure_register(id);
            let (before, after) = (
                before.register_context(id, main.now)?,
                after.register_context(id, main.now)?,
            );
            Ok(Arrival {
                before,
                after,
                main,
            }
            .judge(found))
        }
        Subject::Request(id) => {
            before.ensure_request(id);
            let (old, new) = (before.partnerships(), after.partnerships());
            let (before, after) = (
                before.request_context(id, &old, main.now)?,
                after.request_context(id, &new, main.now)?,
            );
            Ok(Arrival {
                before,
                after,
                main,
            }
            .judge(found))
        }
    }
}
