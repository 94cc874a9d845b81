//! The liaison report of a partner, for the people who manage the partnership at home.

use serde::Serialize;

use super::context::LetterContext;
use super::error::NotWritten;
use super::message::Message;
use crate::act::Letter;
use crate::render::{self, LiaisonRequest};
use crate::roster::BodyKind;

#[derive(Debug, Serialize)]
struct LiaisonReportView {
    /// The report as Markdown, which is readable as plain text.
    report: String,
    on: String,
}

/// The report as a letter to the chair of the Alliance Committee and the VP of Alliances. It names people and their
/// overdue work, so the partner does not receive it.
pub(super) fn write(ctx: &LetterContext<'_>, letter: &Letter) -> Result<Vec<Message>, NotWritten> {
    let Some(partner) = ctx
        .state
        .partner()
        .and_then(|id| ctx.roster.organization(id))
    else {
        return Ok(Vec::new());
    };
    let asked = LiaisonRequest {
        partners: &[partner],
        since: None,
        now: ctx.now,
        words: ctx.words,
    };
    let report = render::report(&render::liaison(ctx.snapshot, &asked)?, ctx.pages)?;
    let mut to = Vec::new();
    if let Some(body) = ctx.roster.body_of_kind(BodyKind::AllianceCommittee) {
        to.push(ctx.chair(body)?.0);
    }
    if let Some(person) = ctx.vice_president() {
        to.push(ctx.person(person)?);
    }
    to.dedup();
    let on = ctx.now.day();
    let matter = ctx.matter(letter, on);
    let view = LiaisonReportView {
        report,
        on: on.in_words(),
    };
    to.iter()
        .map(|to| ctx.compose(letter, &matter, to, &view))
        .collect()
}
