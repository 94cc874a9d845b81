//! Remembers the verified commit: a history without it was rewritten.
//!
//! A force-push that drops the newest acts leaves no trace in the pushed history. Only a clone that has seen these acts
//! can detect the loss, so each clone remembers the commit in its git configuration.

use anyhow::{Result, bail};

use crate::act::canonical;
use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::context::Context;
use crate::cli::app::ui;
use crate::describe::describe;
use crate::judge;
use crate::path::{HISTORY, POLICY, REGISTERS, ROSTER, SIGNATURE};
use crate::roster::Roster;
use crate::rules;
use crate::snapshot::Snapshot;
use crate::source::SourceFile;
use crate::store::Commit;

/// The git setting with the verified commit.
const VERIFIED: &str = "wr.verified";

/// The git setting with the version of the judge that verified it.
const JUDGE: &str = "wr.judge";

/// The most lost acts listed.
const MOST: usize = 50;

/// The history that counts as verified and is skipped.
#[derive(Debug, Default)]
pub(super) struct Trusted {
    /// The newest commits of that history.
    pub since: Vec<Commit>,
    /// The same as text.
    pub told: Vec<String>,
    /// Whether the commit is older than the one that this clone verified.
    pub age: Age,
}

/// The age of a commit, compared with the one that this clone verified.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    /// It descends from that commit, or no commit was verified.
    #[default]
    Newer,
    /// It is an ancestor, and was named by its id, which cannot move.
    Older,
}

/// What to do about a history that lost the verified commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LossHandling {
    /// Refuse it.
    Refused,
    /// Accept it, because of `--forget`.
    Taken,
}

/// Compares a commit with the one that this clone verified. `named` is the revision that the user gave.
pub(super) fn compare(
    context: &Context,
    at: Commit,
    named: Option<&str>,
    loss: LossHandling,
) -> Result<Trusted> {
    let store = &context.store;
    let Some(id) = store.config(VERIFIED)? else {
        return Ok(Trusted::default());
    };
    let before = store.commit_with_id(&id);
    let tip = store.told(at)?;
    if let Some(before) = before {
        if store.is_before(before, at)? {
            let told = format!(
                "the history up to {} was verified here before",
                store.told(before)?
            );
            if store.config(JUDGE)? != Some(judge::VERSION.to_string()) {
                let told = format!("{told}, by another version of wr, and is verified again");
                return Ok(Trusted {
                    since: Vec::new(),
                    told: vec![told],
                    age: Age::Newer,
                });
            }
            return Ok(Trusted {
                since: vec![before],
                told: vec![told],
                age: Age::Newer,
            });
        }
        // A branch or a tag can move, but an id cannot.
        let is_id =
            named.is_some_and(|named| named.len() >= 7 && at.to_string().starts_with(named));
        if is_id && store.is_before(at, before)? {
            let told = format!(
                "this is older than {}, which was verified here before",
                store.told(before)?
            );
            return Ok(Trusted {
                since: Vec::new(),
                told: vec![told],
                age: Age::Older,
            });
        }
    }
    let (what, lost) = match before {
        Some(before) => (store.told(before)?, lost(context, before, at)?),
        None => (
            id,
            vec!["unknown: this clone no longer has the commit".to_string()],
        ),
    };
    let why = format!(
        "this clone verified {what} before, but the history of {tip} does not contain it: history was rewritten, or \
         this is another branch\n  lost:   {}",
        lost.join("\n          ")
    );
    match loss {
        LossHandling::Refused => Err(Rejected::Message(format!(
            "{why}\n  needs:  a history that contains it (`git fetch`, and ask who pushed); or `wr verify --forget`, \
             which accepts this history"
        ))
        .into()),
        LossHandling::Taken => {
            ui::err(ui::visible(format!("forgotten: {why}")));
            Ok(Trusted::default())
        }
    }
}

/// Counts the history up to the commit of `--base` as verified.
pub(super) fn base(context: &Context, rev: &str, at: Commit) -> Result<Trusted> {
    let store = &context.store;
    let Some(base) = store.commit_named(rev)? else {
        bail!("this clone has no commit `{rev}`; fetch it first, with `git fetch`")
    };
    if !store.is_before(base, at)? {
        let lost = lost(context, base, at)?.join("\n          ");
        let (base, tip) = (store.told(base)?, store.told(at)?);
        let why =
            format!("the history of {tip} does not contain {base} (`{rev}`)\n  lost:   {lost}");
        reject!("{why}\n  needs:  a descendant of `{rev}`");
    }
    let told = format!(
        "the history up to {} was skipped (--base)",
        store.told(base)?
    );
    Ok(Trusted {
        since: vec![base],
        told: vec![told],
        age: Age::Newer,
    })
}

/// Remembers the newest verified commit that is shared. The author of a commit that is not shared may still rewrite it.
pub(super) fn remember(context: &Context, at: Commit) {
    let done = || -> Result<()> {
        let store = &context.store;
        let Some(shared) = store.seen()? else {
            return Ok(());
        };
        let version = judge::VERSION.to_string();
        if store.config(JUDGE)?.as_ref() != Some(&version) {
            store.set_config(JUDGE, &version)?;
        }
        if let Some(known) = store
            .config(VERIFIED)?
            .and_then(|id| store.commit_with_id(&id))
            && store.is_before(shared, known)?
            && store.is_before(known, at)?
        {
            return Ok(());
        }
        Ok(store.set_config(VERIFIED, &shared.to_string())?)
    };
    if let Err(why) = done() {
        ui::err(ui::visible(format!(
            "note: the verified commit could not be remembered in this clone: {why:#}"
        )));
    }
}

/// The recorded files of `before` that are missing or changed in `at`, one line each.
fn lost(context: &Context, before: Commit, at: Commit) -> Result<Vec<String>> {
    let store = &context.store;
    let folder = REGISTERS.trim_end_matches('/');
    let changed = store.changed(Some(store.version(before)?), store.version(at)?, folder)?;
    let is_told = |path: &&String| rules::is_of_record(path) && !path.ends_with(SIGNATURE);
    let paths: Vec<&str> = changed
        .earlier
        .iter()
        .filter(is_told)
        .map(String::as_str)
        .collect();
    if paths.is_empty() {
        return Ok(vec!["no recorded files, only commits".to_string()]);
    }
    let governance = Snapshot::load(&store.read(before, &[POLICY, ROSTER, HISTORY])?.tree);
    let more = paths.len().saturating_sub(MOST);
    let there = store.read(before, &paths[..paths.len() - more])?.tree;
    let mut lines: Vec<String> = there
        .files()
        .map(|file| line(file, governance.roster()))
        .collect();
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    Ok(lines)
}

/// A recorded file in one line, with what its act did if it can be read.
fn line(file: &std::sync::Arc<SourceFile>, roster: Option<&Roster>) -> String {
    let path = file.path();
    let Some((roster, stored)) = roster.zip(canonical::read(file).ok().map(|act| act.stored()))
    else {
        return path.to_string();
    };
    let (on, by) = (stored.act.on, roster.person_name(&stored.act.by));
    format!("{on} {by} {} ({path})", describe(&stored, roster))
}
