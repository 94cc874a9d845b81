//! `wr remove recommend`: recommends the removal of a register, and of all others of its partner.

use anyhow::Result;
use clap::Args;

use super::others::others;
use crate::act::{self, Action, Reason};
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, act, rehearse};
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment, WorkingTree, register_id};
use crate::cli::app::ui;
use crate::cli::app::words::{REASONS, words};
use crate::id::Id;
use crate::process::review::progress_within;

/// Recommend that a register in force, and all others of its partner, be removed
#[derive(Debug, Args)]
pub(crate) struct RemoveRecommendCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// disbanded, not-maintained, stagnant, complete or partner-withdrew
    #[arg(long, value_parser = words::<Reason>(&REASONS), hide_possible_values = true)]
    reason: Reason,
    /// The facts behind the reason
    #[arg(long, value_name = "TEXT")]
    because: String,
    /// Recommend only this register; by default, also all others of the same partner to which the reason applies
    #[arg(long)]
    only: bool,
    #[command(flatten)]
    acting: ActOptions,
}

impl RemoveRecommendCommand {
    /// Runs the command. Each register is decided on by its own acts; if the reason does not apply, a message says so.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, &self.acting, |ctx| {
            if self.reason == Reason::Stagnant {
                ui::err(progress(ctx));
            }
            Ok(self.plan(ctx))
        })?;
        if self.only {
            return Ok(());
        }
        let snapshot = Context::open(env)?.whole(WorkingTree::Drafts)?;
        let registers = snapshot.register_contexts(env.now)?;
        for id in others(&registers, &self.id).in_force {
            let refused = rehearse(env, &id, &self.acting, |ctx| Ok(self.plan(ctx)));
            match refused.map_err(|why| why.downcast()) {
                Ok(()) => act(env, &id, &self.acting, |ctx| Ok(self.plan(ctx)))?,
                Err(Ok(Rejected::ByProcess(why))) => {
                    ui::err(ui::visible(format!(
                        "`{id}` of the same partner is not recommended for removal: {}",
                        why.state
                    )));
                }
                Err(Ok(no @ (Rejected::Message(_) | Rejected::AlreadyPrinted))) => {
                    return Err(no.into());
                }
                Err(Err(other)) => return Err(other),
            }
        }
        Ok(())
    }

    fn plan(&self, ctx: &ActingContext<'_>) -> Plan {
        let action = Action::Recommend(act::Recommend {
            reason: self.reason,
            because: self.because.clone(),
        });
        let subject = format!(
            "its removal is recommended, because {}: {}",
            self.reason, self.because
        );
        Plan::of(action, subject).about_what_is_in_force(&ctx.subject)
    }
}

/// What was completed or changed within the review period, to help the person who recommends.
fn progress(ctx: &ActingContext<'_>) -> String {
    let months = ctx.subject.policy.review_months;
    let found = progress_within(&ctx.subject.replay.state, ctx.subject.policy, ctx.on);
    let found = if found.is_empty() {
        "nothing".to_string()
    } else {
        found.join("; ")
    };
    format!("completed or changed within the last {months} months: {found}")
}
