//! `wr remove recommend`.

use anyhow::Result;
use clap::Args;

use super::others;
use crate::act::{self, Action, Reason};
use crate::cli::acting::{ActOptions, Plan, Presence, RegisterContext, act, rehearse};
use crate::cli::answer::Rejected;
use crate::cli::context::{Context, Environment, WorkingTree, register_id};
use crate::cli::ui;
use crate::id::Id;
use crate::process::review::progress_within;

/// Recommend that a register in force, and all others of its partner, be removed
#[derive(Debug, Args)]
pub struct Recommend {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// disbanded, not-maintained, stagnant, complete or partner-withdrew
    #[arg(long)]
    reason: Reason,
    /// What is known of it
    #[arg(long, value_name = "TEXT")]
    because: String,
    /// This register alone; else all others of the same partner for which it holds
    #[arg(long)]
    only: bool,
    #[command(flatten)]
    acting: ActOptions,
}

impl Recommend {
    /// Runs the command. For each register its own record decides; one for which it does not hold is named, and stays.
    pub fn run(&self, around: &Environment) -> Result<()> {
        act(around, &self.id, Presence::Known, &self.acting, |desk| {
            if self.reason == Reason::Stagnant {
                ui::err(progress(desk));
            }
            Ok(self.plan(desk))
        })?;
        if self.only {
            return Ok(());
        }
        let snapshot = Context::open(around)?.whole(WorkingTree::Texts)?;
        for id in others(&snapshot, &self.id).in_force {
            let refused = rehearse(around, &id, &self.acting, |desk| Ok(self.plan(desk)));
            match refused.map_err(|why| why.downcast()) {
                Ok(()) => act(around, &id, Presence::Known, &self.acting, |desk| {
                    Ok(self.plan(desk))
                })?,
                Err(Ok(Rejected::ByProcess(why))) => {
                    ui::err(ui::visible(format!(
                        "`{id}` of the same partner is not recommended: {}",
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

    fn plan(&self, desk: &RegisterContext<'_>) -> Plan {
        let action = Action::Recommend(act::Recommend {
            reason: self.reason,
            because: self.because.clone(),
        });
        let subject = format!(
            "its removal is recommended, because {}: {}",
            self.reason, self.because
        );
        Plan::of(action, subject).about_what_is_in_force(desk)
    }
}

/// What completed or changed within the review period, for the judgement of who recommends.
fn progress(desk: &RegisterContext<'_>) -> String {
    let months = desk.policy.review_months;
    let found = progress_within(&desk.replay.state, desk.policy, desk.on);
    let found = if found.is_empty() {
        "nothing".to_string()
    } else {
        found.join("; ")
    };
    format!("completed or changed within the last {months} months: {found}")
}
