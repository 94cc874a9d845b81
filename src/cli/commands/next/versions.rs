//! Versions of the roster and the policy that wait for somebody's consent.

use anyhow::Result;

use super::About;
use crate::cli::app::context::Context;
use crate::cli::commands::save::version::deciding;
use crate::date::{Day, Moment};
use crate::governance::Pending;
use crate::id::Id;
use crate::process::worklist::{Item, Whom};
use crate::snapshot::{Document, HISTORY, Snapshot};

/// The versions that wait for the consent of a person, who is one of the roots and has not given it.
pub(super) fn waiting(
    context: &Context,
    snapshot: &Snapshot,
    whom: Whom<'_>,
) -> Result<Vec<(About<'static>, Item)>> {
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
            About::Version(pending.kind, pending.number),
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
        [] => "nobody has consented yet".to_string(),
        given => format!(
            "{} consented",
            given.iter().map(name).collect::<Vec<_>>().join(", ")
        ),
    };
    Item {
        what: format!("consent to it, or leave it: {threshold} of the roots must, and {given}"),
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
        clause: "design (roster as root of trust)",
    }
}

/// The day of the first consent to it, which whoever proposes it gives along with it when he or she is a root.
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

/// The day of the commit that brought it, where nobody has consented to it.
fn proposed(context: &Context, pending: &Pending) -> Result<Option<Day>> {
    let path = format!("{HISTORY}{}-{}.yaml", pending.kind, pending.number);
    let since = context.store.there_since(context.some_head()?, &path)?;
    Ok(since.map(|time| Moment::new(time).day()))
}
