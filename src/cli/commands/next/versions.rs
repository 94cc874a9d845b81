//! Tasks to consent to versions of the roster and the policy.

use anyhow::Result;

use super::about::TaskSubject;
use crate::cli::app::context::Context;
use crate::cli::commands::save::version::deciding;
use crate::date::{Day, Moment};
use crate::governance::Pending;
use crate::id::Id;
use crate::path::StorePath;
use crate::process::worklist::{Item, Whom};
use crate::snapshot::{Document, Snapshot};

/// The versions that wait for the consent of this person, as one of the roots.
pub(super) fn waiting(
    context: &Context,
    snapshot: &Snapshot,
    whom: Whom<'_>,
) -> Result<Vec<(TaskSubject<'static>, Item)>> {
    let Whom::Person(person) = whom else {
        return Ok(Vec::new());
    };
    let is_asked =
        |pending: &&Pending| pending.unfit.is_none() && pending.open.contains(&person.id);
    let asked = snapshot.chain.pending().iter().filter(is_asked);
    let told = |pending: &Pending| {
        let since = match consented(snapshot, pending) {
            Some(day) => Some(day),
            None => proposed(context, pending)?,
        };
        Ok((
            TaskSubject::Version(pending.kind, pending.number),
            item(snapshot, pending, since),
        ))
    };
    asked.map(told).collect()
}

fn item(snapshot: &Snapshot, pending: &Pending, since: Option<Day>) -> Item {
    let Pending {
        kind,
        number,
        given,
        open,
        threshold,
        ..
    } = pending;
    let roster = deciding(snapshot, pending).ok();
    let name = |id: &Id| {
        roster
            .as_ref()
            .map_or_else(|| id.to_string(), |roster| roster.person_name(id))
    };
    let given = match given.as_slice() {
        [] => "none has consented yet".to_string(),
        given => format!(
            "{} consented",
            given.iter().map(name).collect::<Vec<_>>().join(", ")
        ),
    };
    Item {
        what: format!("decide whether to consent: {threshold} of the roots must consent, {given}"),
        seats: Vec::new(),
        command: format!("wr consent {kind} --version {number}"),
        who: open
            .iter()
            .map(|id| format!("{} (root)", name(id)))
            .collect(),
        first: open.clone(),
        others: Vec::new(),
        bodies: Vec::new(),
        companies: Vec::new(),
        by: None,
        closes: None,
        since,
        clause: "docs/signatures.md",
    }
}

/// The day of the first consent. A root who proposes a version consents to it in the same commit.
fn consented(snapshot: &Snapshot, pending: &Pending) -> Option<Day> {
    let all = snapshot
        .consents
        .iter()
        .filter_map(Document::get)
        .map(|it| &it.consent);
    let own = all.filter(|it| {
        (it.to, it.version, it.digest) == (pending.kind, pending.number, pending.digest)
    });
    own.map(|it| it.at.day()).min()
}

/// The day of the commit that added the version, which may have no consent yet.
fn proposed(context: &Context, pending: &Pending) -> Result<Option<Day>> {
    let path = StorePath::Version(pending.kind, pending.number).to_string();
    let since = context.store.there_since(context.some_head()?, &path)?;
    Ok(since.map(|time| Moment::new(time).day()))
}
