//! Refuses a clone or record that cannot be verified: shallow, grafted, of an unknown format, or with unchecked
//! signatures.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::act::FORMAT;
use crate::cli::app::context::{Context, Recorded};
use crate::id::Id;
use crate::path::{HISTORY, POLICY, REGISTERS, REQUESTS, ROSTER, SIGNERS, StorePath, Subject};
use crate::snapshot::Snapshot;
use crate::source::Tree;
use crate::store::Store;

/// Refuses a shallow clone and a clone with grafts.
///
/// # Errors
/// Names the command that fixes the clone.
pub(crate) fn history_is_there(store: &Store) -> Result<()> {
    if store.is_shallow() {
        bail!(
            "this clone is shallow: without the whole history, lost acts cannot be detected; \
             run `git fetch --unshallow`"
        );
    }
    if store.is_grafted() {
        bail!(
            "this clone has grafts, so its history is not the recorded one; set them aside: \
             `mv .git/info/grafts .git/info/grafts.off`"
        );
    }
    Ok(())
}

/// Loads the record of the context's commit: all registers, or only `registers`.
///
/// # Errors
/// A register is missing, a format is unknown, or a signature cannot be checked.
pub(crate) fn load(context: &Context, registers: &[Id]) -> Result<Recorded> {
    let folders: Vec<String> = registers
        .iter()
        .map(|id| Subject::Register(id).prefix())
        .collect();
    let requests = format!("{REGISTERS}{REQUESTS}/");
    let mut under: Vec<&str> = vec![POLICY, ROSTER, HISTORY, SIGNERS, &requests];
    under.extend(folders.iter().map(String::as_str));
    let Recorded { tree, mut snapshot } = if registers.is_empty() {
        context.load_record()?
    } else {
        context.load_record_of(&under)?
    };
    if let Some(id) = registers
        .iter()
        .find(|id| !snapshot.registers.contains_key(*id))
    {
        return Err(context.unknown_register(id)?);
    }
    if !registers.is_empty() {
        let wanted: BTreeSet<&Id> = registers.iter().collect();
        snapshot
            .requests
            .retain(|_, request| request.registers().iter().any(|id| wanted.contains(id)));
    }
    formats_are_known(&snapshot, &tree)?;
    if let Some(open) = snapshot.unchecked(&tree).first() {
        bail!(
            "{} is by a key that only `ssh-keygen` can check, which is not installed or did not answer; install OpenSSH \
             and try again",
            open.signature.path()
        );
    }
    Ok(Recorded { tree, snapshot })
}

/// Refuses files in a later format, because they may have a different meaning.
fn formats_are_known(snapshot: &Snapshot, tree: &Tree) -> Result<()> {
    for file in tree.files() {
        // The first line of every act names its format, even if the rest cannot be parsed.
        let line = file
            .bytes()
            .split(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        let number = line
            .strip_prefix(b"format: ")
            .and_then(|rest| std::str::from_utf8(rest).ok());
        let number: Option<u64> = number.and_then(|number| number.trim().parse().ok());
        let Some(number) = number.filter(|number| *number != u64::from(FORMAT)) else {
            continue;
        };
        if matches!(
            StorePath::of(file.path()),
            Some(StorePath::Act(..) | StorePath::RequestAct(..))
        ) {
            bail!(
                "{} has the format {number}, but this `wr` supports {FORMAT}; install a newer version",
                file.path()
            );
        }
    }
    let policies = snapshot.policies.values().chain(snapshot.written_policy());
    let policies = policies.map(|policy| (policy.format, "policy"));
    let rosters = snapshot.rosters.values().chain(snapshot.written_roster());
    let rosters = rosters.map(|roster| (roster.format, "roster"));
    if let Some((format, what)) = policies.chain(rosters).find(|(format, _)| *format != 1) {
        bail!(
            "a {what} of this store has the format {format}, but this `wr` supports 1; install a newer version"
        );
    }
    Ok(())
}
