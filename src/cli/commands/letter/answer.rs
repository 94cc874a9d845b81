//! Writes the answer to a change request as a letter.

use std::cell::RefCell;

use anyhow::Result;

use super::context::not_written;
use super::delivery::{DeliveryOptions, bytes, deliver, sent, what};
use super::out::Layout;
use crate::act::{self, Action, LetterKind};
use crate::cli::app::acting::{
    ActOptions, ActingContext, Plan, act_on_request, rehearse_on_request,
};
use crate::cli::app::context::{Context, Environment, WorkingTree, roster};
use crate::cli::app::templates;
use crate::id::Id;
use crate::letter::{AnswerDesk, WrittenLetter};
use crate::roster::authority::{Setting, Task};
use crate::snapshot::RequestContext;

/// Writes the answer, and sends or records it if an option says so. The letter speaks for the body, so only an authorized
/// person writes it: the act is decided on first, even if it is not recorded.
pub(super) fn answer(
    env: &Environment,
    id: &Id,
    delivery: &DeliveryOptions,
    options: &ActOptions,
    layout: &Layout,
) -> Result<()> {
    let written: RefCell<Option<WrittenLetter>> = RefCell::new(None);
    let earlier = delivery.earlier(env)?;
    let plan = |ctx: &ActingContext<'_, RequestContext<'_>>| {
        let found = write(ctx)?;
        // Without an answer, the process refuses the act and names the missing answer.
        let letter = match &found {
            None => act::Letter::of(LetterKind::RequestAnswer),
            Some(found) => sent(found, &bytes(found, env), &earlier),
        };
        written.replace(found);
        Ok(Plan::of(Action::Letter(letter.clone()), what(&letter)))
    };
    rehearse_on_request(env, id, options, plan)?;
    let Some(found) = written.borrow().clone() else {
        return Ok(());
    };
    let messages = bytes(&found, env);
    if !delivery.records() {
        return layout.put(&messages);
    }
    let mailer = delivery.mailer()?;
    if !options.dry_run {
        deliver(env, layout, mailer.as_ref(), &found, &messages, &earlier)?;
    }
    act_on_request(env, id, options, plan)
}

fn write(ctx: &ActingContext<'_, RequestContext<'_>>) -> Result<Option<WrittenLetter>> {
    let letters = templates::of_store(ctx.command.store.top())?.letters()?;
    let answer = AnswerDesk {
        history: &ctx.subject.history,
        state: &ctx.subject.replay.state,
        roster: ctx.subject.roster,
        policy: ctx.subject.policy,
        sender: ctx.actor,
        letters: &letters,
    };
    answer.write().map_err(not_written)
}

/// The requests with an answer that is not recorded as sent and that the actor has to send.
pub(super) fn owed(env: &Environment) -> Result<Vec<Id>> {
    let context = Context::open(env)?;
    let snapshot = context.whole(WorkingTree::Drafts)?;
    let roster = roster(&snapshot)?;
    let actor = context.actor(roster)?;
    let partnerships = snapshot.partnerships();
    let requests = snapshot.request_contexts(&partnerships, env.now)?;
    let owed = requests.iter().filter(|request| {
        let state = &request.replay.state;
        let setting = Setting {
            roster,
            on: env.today(),
            owner: None,
            proposer: None,
            partner: None,
            body: state.holder.as_ref().map(|(body, _)| body),
            concerned: &[],
        };
        state.untold().is_some() && setting.ids(Task::Request).contains(&actor.id)
    });
    Ok(owed.map(|request| request.files.id.clone()).collect())
}
