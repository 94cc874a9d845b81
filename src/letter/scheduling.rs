//! The committees' approval, to the executive committee, which schedules the board's approval (DSP4003 2.5).

use serde::Serialize;

use super::context::LetterContext;
use super::error::NotWritten;
use super::message::Message;
use crate::act::{Approver, Letter};
use crate::path::ROSTER;
use crate::process::next_steps;
use crate::roster::BodyKind;

#[derive(Debug, Serialize)]
struct SchedulingView {
    revision: u32,
    approvals: Vec<Given>,
}

#[derive(Debug, Serialize)]
struct Given {
    name: String,
    on: String,
}

pub(super) fn write(ctx: &LetterContext<'_>, letter: &Letter) -> Result<Vec<Message>, NotWritten> {
    let Some(under_way) = &ctx.state.under_way else {
        return Ok(Vec::new());
    };
    let missing = |what: &str| NotWritten::Missing {
        what: what.to_string(),
        needs: format!("a body of kind `executive-committee` with `members` in {ROSTER}"),
    };
    let body = ctx.roster.body_of_kind(BodyKind::ExecutiveCommittee);
    let body = body.ok_or_else(|| missing("the roster has no executive committee"))?;
    let members = ctx
        .roster
        .people
        .iter()
        .filter(|person| body.has(&person.id));
    let members: Vec<_> = members
        .filter(|person| person.acts_on(ctx.now.day()))
        .collect();
    if members.is_empty() {
        return Err(missing("the executive committee has no members"));
    }
    let approvals = next_steps::needed(ctx.state, ctx.history, ctx.roster)
        .into_iter()
        .filter_map(|needed| {
            let on = needed.given?.on.in_words();
            (*needed.by != Approver::Partner).then_some(Given {
                name: needed.name,
                on,
            })
        });
    let view = SchedulingView {
        revision: under_way.revision,
        approvals: approvals.collect(),
    };
    let attachments = ctx.attached(under_way.revision)?;
    let matter = ctx.matter(letter, under_way.digest);
    let message = |person| {
        let message = ctx.compose(letter, &matter, &ctx.person(person)?, &view)?;
        Ok(Message {
            attachments: attachments.clone(),
            ..message
        })
    };
    members.into_iter().map(message).collect()
}
