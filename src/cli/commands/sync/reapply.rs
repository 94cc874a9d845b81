//! Applies a local act to the upstream history: unchanged, recorded again, or not at all.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::parts::Carried;
use super::rebase::actor;
use super::reissue::{Reissued, SyncContext, reissue};
use crate::act::{Act, Action};
use crate::cli::app::answer::Rejected;
use crate::cli::app::brought::{Arrival, Verdict};
use crate::cli::app::judged::MainLine;
use crate::snapshot::SIGNATURE;

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

/// The new names of acts, texts and ballots that were recorded again, by their old names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Renames {
    /// Digests of acts and texts, and names of ballots.
    words: BTreeMap<String, String>,
    /// Numbers of revisions, by the register and the digest of the old text.
    numbers: BTreeMap<(String, String), u32>,
}

impl Renames {
    /// Whether nothing was renamed.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.numbers.is_empty()
    }

    /// Adds a new name, unless it equals the old one.
    pub(super) fn add(&mut self, old: impl Into<String>, new: impl Into<String>) {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.words.insert(old, new);
        }
    }

    /// Adds the new number of a revision.
    pub(super) fn number(&mut self, register: &str, old_text: String, new: u32) {
        self.numbers.insert((register.to_string(), old_text), new);
    }

    /// Adds all names of `other`.
    pub(super) fn join(&mut self, other: Renames) {
        self.words.extend(other.words);
        self.numbers.extend(other.numbers);
    }

    /// Replaces old names in a commit message.
    pub(super) fn in_words(&self, message: &str) -> String {
        self.words
            .iter()
            .fold(message.to_string(), |text, (old, new)| {
                text.replace(old, new)
            })
    }

    /// The act with the new names; none if it has no old name.
    fn apply(&self, act: &Act) -> Result<Option<Act>> {
        if self.is_empty() {
            return Ok(None);
        }
        let mut value = serde_json::to_value(act)?;
        let text = act
            .digest
            .map(|digest| digest.to_string())
            .unwrap_or_default();
        let number = self.numbers.get(&(act.register.to_string(), text));
        self.rename(&mut value);
        if let (Some(number), Some(fields)) = (number, value.as_object_mut()) {
            fields.insert("revision".to_string(), (*number).into());
        }
        let renamed: Act =
            serde_json::from_value(value).context("an act with new names could not be read")?;
        Ok((renamed != *act).then_some(renamed))
    }

    fn rename(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(new) = self.words.get(text) {
                    *text = new.clone();
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.rename(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.rename(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
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
    let snapshot = ctx.context.alone(&before)?;
    let act = renamed.unwrap_or_else(|| carried.stored.act.clone());
    if actor(ctx.context, &snapshot).as_ref() != Some(act.recorder()) {
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

/// The judge's verdict on an act at its new place.
fn verdict(
    ctx: &SyncContext<'_>,
    carried: &Carried,
    files: &[(String, Vec<u8>)],
) -> Result<Verdict> {
    let act = &carried.stored.act;
    let (before, after) = (ctx.files(act)?, ctx.files_with(act, files)?);
    let (before, after) = (ctx.context.alone(&before)?, ctx.context.alone(&after)?);
    let main = MainLine::before(ctx.context, ctx.tip, &[&carried.stored])?;
    let arrival = Arrival {
        before: &before,
        after: &after,
        main: &main,
    };
    let found = after
        .acts()
        .filter(|document| document.file.path() == carried.path)
        .find_map(|it| it.get());
    let found =
        found.with_context(|| format!("{} cannot be read at its new place", carried.path))?;
    arrival.judge(found)
}

/// Whether an act names the acts that it follows.
pub(super) fn has_order(act: &Act) -> bool {
    !matches!(act.action, Action::Vote(_) | Action::Feedback(_))
}
