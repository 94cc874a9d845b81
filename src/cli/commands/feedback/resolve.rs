//! `wr feedback resolve`: records the disposition of feedback or of an opposing vote.

use anyhow::{Result, bail};
use clap::Args;

use crate::act::{self, Action, Disposition, StoredAct};
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::words::{DISPOSITIONS, words};
use crate::id::Id;
use crate::process::feedback::{Statement, voices};

/// Record the disposition of feedback, or of the comment of a vote to oppose
#[derive(Debug, Args)]
pub(crate) struct FeedbackResolveCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The feedback: its number in `wr feedback list`, or the first digits of its digest
    #[arg(value_name = "DIGEST|NUMBER")]
    of: String,
    /// accepted, changed, declined or withdrawn; only its author can withdraw it
    #[arg(value_parser = words::<Disposition>(&DISPOSITIONS), hide_possible_values = true)]
    disposition: Disposition,
    /// The reason; `declined` needs one
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    #[command(flatten)]
    acting: ActOptions,
}

/// The fewest digits of a digest to accept; a shorter number is a number of the list.
const FEWEST: usize = 4;

impl FeedbackResolveCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        act(env, &self.id, &self.acting, |ctx| self.plan(ctx))
    }

    fn plan(&self, ctx: &ActingContext<'_>) -> Result<Plan> {
        let of = self.meant(ctx)?;
        let resolve = act::Resolve {
            of: of.digest,
            disposition: self.disposition,
            because: self.because.clone(),
        };
        let what = Statement::of(of).map_or(of.digest.short(), |voice| {
            voice.in_words(ctx.subject.roster)
        });
        let subject = format!("{}: {what}", self.disposition);
        let mut plan = Plan::of(Action::Resolve(resolve), subject);
        plan.text = of.act.revision.zip(of.act.digest);
        Ok(plan)
    }

    /// The act that the argument names. The process decides whether it can be resolved.
    fn meant<'a>(&self, ctx: &ActingContext<'a>) -> Result<&'a StoredAct> {
        let voices = voices(&ctx.subject.replay.state, &ctx.subject.history);
        if self.of.len() < FEWEST
            && let Ok(number) = self.of.parse::<usize>()
        {
            let found = number.checked_sub(1).and_then(|at| voices.get(at));
            return match found {
                Some(voice) => Ok(voice.stored),
                None => bail!(
                    "`{}` has no feedback {number}; the list has {}: `wr feedback list {}`",
                    self.id,
                    voices.len(),
                    self.id
                ),
            };
        }
        let digits = self
            .of
            .strip_prefix("sha256:")
            .unwrap_or(&self.of)
            .to_lowercase();
        if digits.len() < FEWEST || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            bail!(
                "`{}` is neither a number of `wr feedback list {}` nor the first digits of a digest, {FEWEST} or more",
                self.of,
                self.id
            );
        }
        let begins = |stored: &&StoredAct| {
            let digest = stored.digest.to_string();
            digest
                .strip_prefix("sha256:")
                .is_some_and(|hex| hex.starts_with(&digits))
        };
        let is_said = |stored: &&StoredAct| {
            matches!(stored.act.action, Action::Feedback(_) | Action::Vote(_))
        };
        let acts = ctx
            .subject
            .history
            .acts
            .iter()
            .copied()
            .chain(ctx.subject.history.votes.values().flatten().copied());
        let found: Vec<&'a StoredAct> = acts.filter(is_said).filter(begins).collect();
        match found.as_slice() {
            [one] => Ok(*one),
            [] => bail!(
                "`{}` has no feedback {}; `wr feedback list {}` lists all",
                self.id,
                self.of,
                self.id
            ),
            several => {
                let digests: Vec<String> =
                    several.iter().map(|stored| stored.digest.short()).collect();
                bail!(
                    "`{}` matches {}; give more digits",
                    self.of,
                    digests.join(", ")
                );
            }
        }
    }
}
