//! Builds the site in memory: from the commit for the public, from the working tree for the committees.

use anyhow::{Result, bail};

use crate::cli::app::context::{Context, Environment, WorkingTree};
use crate::cli::commands::site::rendered::render_site;
use crate::diagnostic::{Diagnostic, Findings};
use crate::render::{Audience, Pages};
use crate::report::{self, Colour, ReportStyle};
use crate::snapshot::{Document, Snapshot};

/// Builds the site.
///
/// # Errors
/// A message with the file and the position of the error, for the terminal and the preview.
pub(super) fn make(env: &Environment, audience: Audience) -> Result<Pages, String> {
    made(env, audience).map_err(|error| format!("{error:#}"))
}

fn made(env: &Environment, audience: Audience) -> Result<Pages> {
    let env = env.later()?;
    let context = Context::open(&env)?;
    let snapshot = match audience {
        Audience::Public => context.load_record()?.snapshot,
        Audience::Committees => context.whole(WorkingTree::Drafts)?,
    };
    refuse_unreadable(&snapshot, audience)?;
    Ok(render_site(&context, &env, &snapshot, audience)?.pages)
}

/// Requires a valid policy and roster, and valid drafts for the committees. A build only reports the invalid file; the
/// preview is for authors, so it reports the positions.
fn refuse_unreadable(snapshot: &Snapshot, audience: Audience) -> Result<()> {
    let mut findings = Findings::default();
    let mut told: Vec<&[Diagnostic]> = Vec::new();
    told.extend(snapshot.policy.as_ref().map(Document::refusals));
    told.extend(snapshot.roster.as_ref().map(Document::refusals));
    if audience == Audience::Committees {
        for register_files in snapshot.registers.values() {
            told.extend(register_files.text.as_ref().map(Document::refusals));
            told.extend(register_files.contacts.as_ref().map(Document::refusals));
        }
    }
    told.into_iter()
        .flatten()
        .for_each(|found| findings.push(found.clone()));
    if findings.is_empty() {
        return Ok(());
    }
    bail!(
        "{}",
        report::write(&findings, ReportStyle::Text, Colour::Plain).trim_end()
    )
}
