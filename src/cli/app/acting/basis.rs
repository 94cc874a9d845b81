//! Checks the basis of an act: the versions in force, the commit that its author has, and the clock.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};

use super::subject::ActSubject;
use crate::cli::app::answer::reject;
use crate::cli::app::context::Context;
use crate::cli::app::judged::MainLine;
use crate::cli::app::ui;
use crate::judge;
use crate::path::VersionKind;
use crate::snapshot::Snapshot;
use crate::store::{BRANCH, Extent, TargetBranch};

/// The newest commit of the main line that the actor's clone has, in hexadecimal; `none` without a commit.
///
/// # Errors
/// `Rejected`, if the main branch of the remote is not known.
pub(super) fn seen(context: &Context) -> Result<String> {
    if let TargetBranch::Unknown { remote } = context.store.target()? {
        reject!(
            "this clone does not know the main branch of `{remote}`, so an act cannot name the commit that you have \
             seen\n  needs:  `git remote set-head {remote} --auto`, or `git config {BRANCH} BRANCH`"
        );
    }
    Ok(context
        .seen()?
        .map_or("none".to_string(), |commit| commit.to_string()))
}

/// Moves the command's time forward to the newest act or commit that its act follows, if this machine's clock is
/// slightly behind. Returns the main line that the act enters.
///
/// # Errors
/// `Rejected`, if the clock is behind by more than the tolerance.
pub(super) fn set_clock<'a>(
    context: &mut Context,
    snapshot: &Snapshot,
    subject: &impl ActSubject<'a>,
    seen: &str,
) -> Result<MainLine> {
    let now = context.env.now;
    let latest = now.plus_minutes(judge::TOLERANCE);
    let mut main = MainLine::acting(context, snapshot, seen, Extent::Needed)?;
    let recorded = subject.replay().entries.iter().map(|entry| entry.stored);
    let Some(bound) =
        judge::latest_bound(recorded, seen, main.next(), &main).filter(|it| *it > now)
    else {
        return Ok(main);
    };
    if bound > latest {
        reject!(
            "the clock of this machine says {now}, but an earlier step was recorded at {bound}\n  needs:  a correct \
             clock on this machine, then the same command again\n  clause: practice"
        );
    }
    ui::err(format!(
        "note: the clock of this machine says {now}, but an earlier step was recorded at {bound}; this is recorded at \
         that time; correct the clock"
    ));
    context.env.now = bound;
    main.now = bound;
    Ok(main)
}

/// Refuses to act before a roster and a policy are saved. Unsaved edits only print a note, because the act is recorded
/// under the newest saved version.
///
/// # Errors
/// No version of the roster or the policy is in force.
pub(crate) fn check_versions(snapshot: &Snapshot) -> Result<()> {
    for kind in VersionKind::ALL {
        let Some(number) = snapshot.chain.number_in_force(kind) else {
            bail!("no version of the {kind} is in force yet; run `wr save roster policy`")
        };
        if snapshot.is_unsaved(kind) && first_time(kind) {
            ui::err(format!(
                "note: registers/{kind}.yaml has unsaved changes; this is recorded under {kind} {number}, which is in force \
                 (`wr check` says more)"
            ));
        }
    }
    Ok(())
}

/// Whether this is the first call in this run, because a command that decides several times prints the note once.
fn first_time(kind: VersionKind) -> bool {
    static TOLD: [AtomicBool; 2] = [AtomicBool::new(false), AtomicBool::new(false)];
    let told = match kind {
        VersionKind::Roster => &TOLD[0],
        VersionKind::Policy => &TOLD[1],
    };
    !told.swap(true, Ordering::Relaxed)
}
