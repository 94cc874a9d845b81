//! The act that an answer becomes.

use std::cell::RefCell;

use anyhow::{Result, bail};

use super::read::Mail;
use crate::act::{Choice, EmailEvidence, Matter};
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, act, rehearse};
use crate::cli::app::context::Environment;
use crate::cli::commands::accept::unchanged;
use crate::cli::commands::ballot::vote::Cast;
use crate::cli::commands::decline::refusal;
use crate::cli::commands::feedback::add::FeedbackAddCommand;
use crate::date::Day;
use crate::id::Id;

/// An answer to record.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) mail: Mail,
    pub(super) register: Id,
    pub(super) by: Id,
    pub(super) on: Day,
    pub(super) evidence: EmailEvidence,
    pub(super) what: What,
    /// What else the sender wrote, besides the answer and below it.
    pub(super) more: Option<String>,
}

/// What an answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Vote {
        ballot: String,
        seat: Id,
        choice: Choice,
        comment: Option<String>,
    },
    Accept,
    Decline {
        because: String,
    },
    Feedback {
        revision: u32,
        matter: Matter,
        text: String,
    },
}

impl Record {
    /// The lines about the mail that it comes from.
    pub(super) fn source(&self) -> String {
        let more = self.more.as_ref().map_or(String::new(), |more| {
            format!("\n    the mail says more: \"{}\"", more.replace('\n', " "))
        });
        format!("    {}{more}", self.mail.line())
    }

    fn options(&self) -> ActOptions {
        ActOptions {
            on: Some(self.on),
            evidence: Some(self.evidence.to_string()),
            // The command asks once for all.
            yes: true,
            ..ActOptions::default()
        }
    }

    fn plan(&self, ctx: &ActingContext<'_>) -> Result<Plan> {
        let mut plan = match &self.what {
            What::Vote {
                ballot,
                seat,
                choice,
                comment,
            } => {
                let counted = ctx.subject.history.count(&ctx.subject.replay.state, ballot);
                let Some((opened, _)) = counted else {
                    bail!(
                        "the ballot {ballot} cannot be read; `wr check {}` says why",
                        self.register
                    );
                };
                let Some(seat) = opened.ballot.seat(seat) else {
                    bail!("the ballot {ballot} has no seat `{seat}`");
                };
                let cast = Cast {
                    opened,
                    seat,
                    by: &self.by,
                    choice: *choice,
                    comment: comment.clone(),
                };
                cast.plan(ctx)
            }
            What::Accept => unchanged(ctx),
            What::Decline { because } => refusal(ctx, because),
            What::Feedback {
                revision,
                matter,
                text,
            } => FeedbackAddCommand::of_person(&self.register, &self.by, *revision, *matter, text)
                .plan(ctx)?,
        };
        plan.by = Some(self.by.clone());
        Ok(plan)
    }
}

/// Decides on the act of an answer, and returns one line about it.
///
/// # Errors
/// The process refuses it.
pub(super) fn judge(env: &Environment, record: &Record) -> Result<String> {
    let subject = RefCell::new(String::new());
    let options = ActOptions {
        dry_run: true,
        ..record.options()
    };
    rehearse(env, &record.register, &options, |ctx| {
        let plan = record.plan(ctx)?;
        subject.replace(format!(
            "{} {}: {}",
            plan.action.kind(),
            record.register,
            plan.subject
        ));
        Ok(plan)
    })?;
    Ok(subject.into_inner())
}

/// Records the answer.
///
/// # Errors
/// Those of [`judge`], or the store cannot be written.
pub(super) fn record(env: &Environment, record: &Record) -> Result<()> {
    act(env, &record.register, &record.options(), |ctx| {
        record.plan(ctx)
    })
}
