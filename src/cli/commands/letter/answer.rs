//! Writes the answer to a change request as a letter.

use std::cell::RefCell;

use anyhow::Result;

use super::LetterCommand;
use super::Mailer;
use super::bytes;
use super::not_written;
use super::out;
use super::sent;
use super::what;
use crate::act::{self, Action, LetterKind};
use crate::cli::app::acting::{
    Plan, RequestContext, RequestTarget, act_on_request, rehearse_on_request,
};
use crate::cli::app::context::{Context, Environment, WorkingTree, roster};
use crate::cli::app::templates;
use crate::id::Id;
use crate::letter::{AnswerDesk, WrittenLetter};
use crate::request::replay;
use crate::roster::authority::{Setting, Task};

impl LetterCommand {
    /// Writes the answer, and sends or records it if an option says so. The letter speaks for the body, so only an
    /// authorized person writes it: the act is decided on first, even if it is not recorded.
    pub(super) fn answer(&self, env: &Environment, id: &Id, layout: out::Layout) -> Result<()> {
        let named = RequestTarget { id, register: None };
        let written: RefCell<Option<WrittenLetter>> = RefCell::new(None);
        let plan = |ctx: &RequestContext<'_>| {
            let found = write(ctx)?;
            // Without an answer, the process refuses the act and says what is missing.
            let letter = match &found {
                None => act::Letter::of(LetterKind::RequestAnswer),
                Some(found) => sent(found, &bytes(found, env)),
            };
            written.replace(found);
            Ok(Plan::of(Action::Letter(letter.clone()), what(&letter)))
        };
        rehearse_on_request(env, named, &self.acting, plan)?;
        let Some(found) = written.borrow().clone() else {
            return Ok(());
        };
        let messages = bytes(&found, env);
        if !self.send && !self.record {
            return layout.put(&messages);
        }
        let mailer = if self.send {
            Some(Mailer::of(self.sendmail.as_deref())?)
        } else {
            None
        };
        self.deliver(&layout, mailer.as_ref(), &found, &messages)?;
        act_on_request(env, named, &self.acting, plan)
    }
}

fn write(ctx: &RequestContext<'_>) -> Result<Option<WrittenLetter>> {
    let letters = templates::of_store(ctx.context.store.top())?.letters()?;
    let answer = AnswerDesk {
        history: ctx.history,
        state: ctx.state,
        roster: ctx.roster,
        policy: ctx.policy,
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
    let owed = snapshot.requests.values().filter(|request_files| {
        let state = snapshot
            .request_history(request_files, &partnerships)
            .map(|history| replay(&history).state);
        state.is_some_and(|state| {
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
        })
    });
    Ok(owed.map(|request_files| request_files.id.clone()).collect())
}
