//! What this clone verified before: a history that no longer has it was rewritten.
//!
//! The loss of the newest acts in a force-push leaves no trace in what is pushed. Only who remembers that they were
//! there can see it, so each clone remembers for itself, in its own configuration.

use anyhow::{Result, bail};

use crate::act::canonical;
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::Context;
use crate::cli::app::ui;
use crate::describe::describe;
use crate::judge;
use crate::roster::Roster;
use crate::rules;
use crate::snapshot::{HISTORY, POLICY, REGISTERS, ROSTER, SIGNATURE, Snapshot};
use crate::source::SourceFile;
use crate::store::Commit;

/// Where the clone remembers the commit.
const VERIFIED: &str = "wr.verified";

/// Where it remembers the version of the judge that was asked.
const JUDGE: &str = "wr.judge";

/// How many lost acts are listed: who lost more has seen enough.
const MOST: usize = 50;

/// What is taken as verified, and is not walked again.
#[derive(Debug, Default)]
pub struct Trusted {
    /// The commits whose histories are.
    pub since: Vec<Commit>,
    /// That, in words.
    pub told: Vec<String>,
    /// Whether what is verified comes before what was verified here.
    pub age: Age,
}

/// How what is verified stands to what was verified here before.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// It has it, or nothing was.
    #[default]
    Newer,
    /// It is older, and was named by its id, which nobody can move.
    Older,
}

/// What to do about a history that lost what was verified before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// It is refused.
    Refused,
    /// It is taken knowingly.
    Taken,
}

/// Compares what is to be verified with what this clone remembers. `named` is how the commit was asked for.
pub fn compare(context: &Context, at: Commit, named: Option<&str>, loss: Loss) -> Result<Trusted> {
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
                let told = format!("{told}, by another version of wr, and is judged again");
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
        // A name can be moved, and an id cannot.
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
            vec!["nobody can say what: the commit itself is gone from this clone".to_string()],
        ),
    };
    let why = format!(
        "this clone verified {what} before, and the history of {tip} does not have it: history was rewritten, or this \
         is another branch\n  lost:   {}",
        lost.join("\n          ")
    );
    match loss {
        Loss::Refused => Err(Rejected::Message(format!(
            "{why}\n  needs:  a history that has it (`git fetch`, and ask who pushed); or `wr verify --forget`, which \
             takes this history for what it is"
        ))
        .into()),
        Loss::Taken => {
            ui::err(ui::visible(format!("forgotten: {why}")));
            Ok(Trusted::default())
        }
    }
}

/// Takes the history up to a commit that the user names as verified.
pub fn base(context: &Context, rev: &str, at: Commit) -> Result<Trusted> {
    let store = &context.store;
    let Some(base) = store.commit_named(rev)? else {
        bail!("this clone has no commit `{rev}`; fetch it first, with `git fetch`")
    };
    if !store.is_before(base, at)? {
        let lost = lost(context, base, at)?.join("\n          ");
        let (base, tip) = (store.told(base)?, store.told(at)?);
        let why = format!("the history of {tip} does not have {base} (`{rev}`)\n  lost:   {lost}");
        return Err(Rejected::Message(format!(
            "{why}\n  needs:  a commit that follows on `{rev}`"
        ))
        .into());
    }
    let told = format!(
        "the history up to {} was not looked at (--base)",
        store.told(base)?
    );
    Ok(Trusted {
        since: vec![base],
        told: vec![told],
        age: Age::Newer,
    })
}

/// Remembers what was verified: of the commits up to it the newest that others have too. What nobody else has its author
/// may still write anew.
pub fn remember(context: &Context, at: Commit) {
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
            "note: this clone could not remember what was verified: {why:#}"
        )));
    }
}

/// What is recorded in one commit and not, or not as it was, in another; each in a line.
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
        return Ok(vec!["nothing that is recorded, only commits".to_string()]);
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

/// A recorded file in a line: what was done, where that can be read.
fn line(file: &std::sync::Arc<SourceFile>, roster: Option<&Roster>) -> String {
    let path = file.path();
    let Some((roster, stored)) = roster.zip(canonical::read(file).ok().map(|act| act.stored()))
    else {
        return path.to_string();
    };
    let (on, by) = (stored.act.on, roster.person_name(&stored.act.by));
    format!("{on} {by} {} ({path})", describe(&stored, roster))
}
