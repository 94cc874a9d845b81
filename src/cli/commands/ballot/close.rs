//! `wr ballot close`: counts the votes and records the result.

use anyhow::Result;
use clap::Args;

use super::find::{BallotChoice, find_opened, is_led};
use crate::act::{Action, Counted, Question};
use crate::ballot::tally::Tally;
use crate::cli::app::acting::{ActOptions, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::judged::counted;
use crate::id::Id;
use crate::process::count::next_end;
use crate::process::groups::declined;

/// Count the votes and close the ballot
#[derive(Debug, Args)]
pub(crate) struct BallotCloseCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    #[command(flatten)]
    ballot: BallotChoice,
    /// A working group whose answer the committee's chair does not wait for; may be given several times
    #[arg(long, value_name = "GROUP", requires = "because")]
    without: Vec<String>,
    /// Why the chair does not wait
    #[arg(long, value_name = "TEXT", requires = "without")]
    because: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
}

impl BallotCloseCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, &self.acting, |ctx| {
            let (name, opened) =
                find_opened(&ctx.subject, self.ballot.name(), |name| is_led(ctx, name))?;
            let votes = counted(
                ctx.command,
                ctx.snapshot,
                &ctx.subject.history,
                &opened,
                &ctx.seen,
            )?;
            let tally = Tally::count(opened, votes);
            let counts = tally.counts;
            let declined = declined(&ctx.subject.replay.state, &ctx.subject.history).into_iter();
            let declined: Vec<String> = declined
                .map(|id| ctx.subject.roster.body_name(id))
                .collect();
            let declined = match declined.is_empty() || opened.ballot.question == Question::Remove {
                true => String::new(),
                false => format!("; declined by: {}", declined.join(", ")),
            };
            let subject = format!(
                "{}: {} ({} for, {} against, {} abstain, {} recused, {} did not vote{}; base {}, needed {}; {}){declined}",
                name,
                tally.outcome,
                counts.approve,
                counts.oppose,
                counts.abstain,
                counts.recuse,
                counts.did_not_vote,
                counts.vacancies(),
                counts.base(),
                tally.needed,
                opened.ballot.applied(),
            );
            let without = self
                .without
                .iter()
                .map(|given| Ok(ctx.subject.roster.find_body(given)?.id.clone()));
            let without: Vec<Id> = without.collect::<Result<_>>()?;
            let because = self.because.clone();
            let number = next_end(&ctx.subject.history, &name);
            let result = Counted {
                without,
                because,
                number,
                ..tally.result(opened)
            };
            let mut plan = Plan::of(Action::Result(result), subject);
            plan.text = opened.stored.act.revision.zip(opened.stored.act.digest);
            Ok(plan)
        })
    }
}
