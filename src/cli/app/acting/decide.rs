//! Asks the process and the judge whether an act may be recorded.

use anyhow::Result;

use super::context::ActingContext;
use super::entry::StageChange;
use super::subject::ActSubject;
use crate::act::{Action, StoredAct};
use crate::cli::app::answer::{Rejected, reject};
use crate::cli::app::judged::MainLine;
use crate::path::Subject;
use crate::process;
use crate::snapshot::Snapshot;
use crate::store::Extent;

/// Refuses to act on a record that was edited or has lost an act.
///
/// # Errors
/// `Rejected`, with the first damage.
pub(crate) fn check_damage<'a>(subject: &impl ActSubject<'a>) -> Result<()> {
    let missing = subject.replay().missing.iter().map(|gap| {
        format!(
            "the act {} is missing, but {} names it",
            gap.digest.short(),
            gap.named_by.path()
        )
    });
    let Some(first) = subject.damage().into_iter().chain(missing).next() else {
        return Ok(());
    };
    let checked = match subject.subject() {
        Subject::Register(id) => id.to_string(),
        request @ Subject::Request(_) => request.folder(),
    };
    reject!(
        "{first}\n  needs:  the original files from git's history; `wr check {checked}` lists all errors"
    )
}

/// Decides on an act; returns the stages before and after it.
///
/// # Errors
/// `Rejected`, if the process refuses the act.
pub(crate) fn decide<'a>(subject: &impl ActSubject<'a>, stored: &StoredAct) -> Result<StageChange> {
    let state = &subject.replay().state;
    let next = process::apply(state, stored, subject.ledger()).map_err(Rejected::ByProcess)?;
    Ok(StageChange {
        before: subject.stage(state),
        after: subject.stage(&next),
    })
}

/// Asks the judge whether the act may enter the main line, as `wr verify` does for acts that have entered it.
///
/// # Errors
/// `Rejected`, if the judge refuses the act.
pub(super) fn judge<'a>(
    subject: &impl ActSubject<'a>,
    stored: &'a StoredAct,
    main: &'a MainLine,
) -> Result<()> {
    let (ledger, replay) = (subject.ledger().clone(), subject.replay().clone());
    main.refuse(ledger, replay, &[stored], stored.digest)
        .map_err(|refusal| Rejected::ByProcess(refusal).into())
}

/// Extends the main line for acts that depend on the step of each vote.
pub(super) fn extend_line<S>(
    ctx: &ActingContext<'_, S>,
    stored: &StoredAct,
    main: MainLine,
) -> Result<MainLine> {
    if !matches!(stored.act.action, Action::Result(_)) {
        return Ok(main);
    }
    MainLine::acting(ctx.command, ctx.snapshot, &stored.act.seen, Extent::Whole)
}

/// Refuses to replace an act.
///
/// # Errors
/// `Rejected`, if the act exists.
pub(super) fn check_is_new(snapshot: &Snapshot, stored: &StoredAct) -> Result<()> {
    if !snapshot.has_act(stored) {
        return Ok(());
    }
    reject!(
        "{} already exists, and acts are never replaced",
        stored.path()
    )
}
