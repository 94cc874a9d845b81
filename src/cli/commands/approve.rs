//! `wr approve`: records the board's resolution and its date (DSP4003 2.6).

use anyhow::Result;
use clap::Args;

use crate::act::{self, Action};
use crate::cli::app::acting::{ActOptions, ActingContext, Changes, Plan, act};
use crate::cli::app::context::{Environment, register_id};
use crate::cli::app::counts::{Typed, typed};
use crate::id::Id;
use crate::policy::rule::Outcome;
use crate::process::approvals::demand;
use crate::process::{BallotStatus, State};
use crate::roster::BodyKind;
use crate::source::Digest;

/// Record the board's resolution; --on is the date of approval
#[derive(Debug, Args)]
pub(crate) struct ApproveCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// The resolution's number or title
    #[arg(value_name = "RESOLUTION", required_unless_present = "resolution")]
    number: Option<String>,
    /// The same as an option
    #[arg(long, value_name = "R", hide = true, conflicts_with = "number")]
    resolution: Option<String>,
    /// The counts of a meeting's vote, instead of a ballot: approve=7,oppose=1,abstain=0,recuse=0; the rest were absent
    #[arg(long, value_name = "COUNTS", value_parser = typed)]
    meeting: Option<Typed>,
    /// The text with the board's changes: it becomes the next revision, approved by the board
    #[arg(long, value_name = "FILE")]
    with_changes: Option<std::path::PathBuf>,
    /// A condition to meet before the register is sent; may be given several times
    #[arg(long = "condition", value_name = "TEXT")]
    conditions: Vec<String>,
    #[command(flatten)]
    acting: ActOptions,
}

impl ApproveCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let changes = Changes::read(env, self.with_changes.as_deref())?;
        act(env, &self.id, &self.acting, |ctx| {
            self.plan(ctx, changes.as_ref())
        })
    }

    /// The resolution's number or title; clap requires one of the two.
    fn resolution(&self) -> &str {
        let given = self.number.as_deref().or(self.resolution.as_deref());
        given.unwrap_or_default()
    }

    fn plan(&self, ctx: &ActingContext<'_>, changes: Option<&Changes>) -> Result<Plan> {
        let result = match self.meeting {
            Some(_) => None,
            None => board_result(ctx),
        };
        let approve = act::Approve {
            resolution: self.resolution().to_string(),
            result,
            meeting: self.meeting.map(|typed| typed.complete(ctx)),
            changed: None,
            conditions: self.conditions.clone(),
        };
        let Some(changes) = changes else {
            let revision = ctx
                .subject
                .replay
                .state
                .under_way
                .as_ref()
                .map_or(0, |under_way| under_way.revision);
            let subject = format!(
                "the board approves revision {revision} by resolution {} on {}",
                self.resolution(),
                ctx.on
            );
            return Ok(Plan::of(Action::Approve(approve), subject).about_revision(&ctx.subject));
        };
        self.plan_changed(ctx, approve, changes)
    }

    /// Freezes the board's text as the next revision, with the approvals that its changes need.
    fn plan_changed(
        &self,
        ctx: &ActingContext<'_>,
        mut approve: act::Approve,
        changes: &Changes,
    ) -> Result<Plan> {
        let frozen = changes.freeze(ctx, demand)?;
        approve.changed = Some(frozen.submit.clone());
        let subject = format!(
            "the board approves revision {}, with its changes, by resolution {} on {}",
            frozen.number,
            self.resolution(),
            ctx.on
        );
        Ok(frozen.plan(Action::Approve(approve), subject))
    }
}

/// The result of the board's ballot that approved the revision under way.
fn board_result(ctx: &ActingContext<'_>) -> Option<Digest> {
    let state: &State = &ctx.subject.replay.state;
    let board = ctx.subject.roster.body_of_kind(BodyKind::Board)?;
    let revision = state.under_way.as_ref()?.revision;
    state
        .ballots_of(revision)
        .find_map(|(_, ballot)| match &ballot.status {
            BallotStatus::Closed {
                result,
                outcome: Outcome::Approved,
                ..
            } if ballot.body == board.id => Some(*result),
            BallotStatus::Closed { .. } | BallotStatus::Open | BallotStatus::Withdrawn { .. } => {
                None
            }
        })
}
