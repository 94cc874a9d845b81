//! `wr remove approve`: records the board's resolution, which covers all registers of the partner without `--only`.

use anyhow::Result;
use clap::Args;

use super::others::{Others, others};
use crate::act::{Action, Reason, Remove};
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, act, confirm, rehearse};
use crate::cli::app::answer::reject;
use crate::cli::app::context::{Context, Environment, WorkingTree, register_id};
use crate::cli::app::counts::{Typed, typed, with_absent};
use crate::cli::app::ui;
use crate::cli::app::words::{REASONS, words};
use crate::id::Id;
use crate::policy::rule::Counts;
use crate::roster::BodyKind;
use crate::snapshot::RegisterContext;

/// Record the board's resolution on a removal; --on is its date
#[derive(Debug, Args)]
pub(crate) struct RemoveApproveCommand {
    /// The register that the board decided on
    #[arg(value_parser = register_id)]
    id: Id,
    /// The resolution's number or title
    #[arg(value_name = "RESOLUTION", required_unless_present = "resolution")]
    number: Option<String>,
    /// The same as an option
    #[arg(long, value_name = "R", hide = true, conflicts_with = "number")]
    resolution: Option<String>,
    /// The reason, if several were recommended
    #[arg(long, value_parser = words::<Reason>(&REASONS), hide_possible_values = true)]
    reason: Option<Reason>,
    /// The counts of a meeting's vote, instead of a ballot: approve=7,oppose=1,abstain=0,recuse=0; the rest were absent
    #[arg(long, value_name = "COUNTS", value_parser = typed)]
    meeting: Option<Typed>,
    /// Remove only this register; by default, all recommended registers of the same partner are removed with it
    #[arg(long)]
    only: bool,
    #[command(flatten)]
    acting: ActOptions,
}

/// The basis of the resolution, for the registers that are removed with this one.
struct Lead {
    reason: Reason,
    counts: Counts,
    evidence: String,
}

/// The other registers of the partner.
#[derive(Default)]
struct RemovalScope {
    /// Those in force whose removal is recommended as well.
    along: Vec<Id>,
    /// Those in force whose removal is not recommended.
    stay: Vec<Id>,
    /// Proposals that never came into force.
    proposed: Vec<Id>,
    /// The basis of the resolution; none if it will be refused.
    lead: Option<Lead>,
}

impl RemoveApproveCommand {
    /// Runs the command. It decides on every act before it records the first, and records the named register last, so
    /// that the same command continues after an interruption.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let RemovalScope {
            along: others,
            stay,
            proposed,
            lead,
        } = self.scope(env)?;
        let along: Vec<(&Id, ActOptions)> = match &lead {
            Some(lead) => others
                .iter()
                .map(|id| (id, self.acting_along(lead)))
                .collect(),
            None => Vec::new(),
        };
        rehearse(env, &self.id, &self.acting, |ctx| self.plan(ctx))?;
        for (id, acting) in &along {
            rehearse(env, id, acting, |ctx| self.plan_along(ctx, lead.as_ref()))?;
        }
        let all: Vec<String> = along.iter().map(|(id, _)| format!("`{id}`")).collect();
        if !all.is_empty() {
            let text = format!("remove `{}`, and with it {}", self.id, all.join(", "));
            confirm(env, &self.acting, &text)?;
        }
        for (id, acting) in &along {
            act(env, id, acting, |ctx| self.plan_along(ctx, lead.as_ref()))?;
        }
        let acting = ActOptions {
            yes: self.acting.yes || !along.is_empty(),
            ..self.acting.clone()
        };
        act(env, &self.id, &acting, |ctx| self.plan(ctx))?;
        for id in stay {
            ui::err(format!(
                "`{id}` of the same partner stays in force: its removal is not recommended for this reason"
            ));
        }
        for id in proposed {
            ui::err(format!(
                "`{id}` of the same partner was never in force, so it is not removed; `wr end {id} --because \
                 TEXT` ends it"
            ));
        }
        if !self.acting.dry_run {
            ui::err(format!(
                "have its contacts taken off the mailing list and the working group: `wr letter contacts-off {}` \
                 (DSP4003 4.1)",
                self.id
            ));
        }
        Ok(())
    }

    /// The resolution's number or title; clap requires one of the two.
    fn resolution(&self) -> &str {
        let given = self.number.as_deref().or(self.resolution.as_deref());
        given.unwrap_or_default()
    }

    /// The other registers of the partner, and the basis of the resolution.
    fn scope(&self, env: &Environment) -> Result<RemovalScope> {
        let context = Context::open(env)?;
        // Fails for an unknown register.
        context.register(&self.id)?;
        let snapshot = context.whole(WorkingTree::Drafts)?;
        if self.only {
            return Ok(RemovalScope::default());
        }
        let registers = snapshot.register_contexts(env.now)?;
        let Others { in_force, proposed } = others(&registers, &self.id);
        let find = |id: &Id| registers.iter().find(|register| register.files.id == *id);
        let lead = find(&self.id).and_then(|register| self.lead(register));
        let reason = lead.as_ref().map(|lead| lead.reason);
        let is_recommended = |id: &Id| {
            let recommended = find(id).map(|register| &register.replay.state.recommended);
            recommended.is_some_and(|all| all.iter().any(|it| Some(it.reason) == reason))
        };
        let (along, stay) = in_force.into_iter().partition(is_recommended);
        Ok(RemovalScope {
            along,
            stay,
            proposed,
            lead,
        })
    }

    /// The basis of the resolution on this register, which is also that for the others; none if it will be refused.
    fn lead(&self, register: &RegisterContext<'_>) -> Option<Lead> {
        let state = &register.replay.state;
        let board = register.roster.body_of_kind(BodyKind::Board)?;
        let reason = self
            .reason
            .or(state.recommended.last().map(|last| last.reason))?;
        if let Some(typed) = self.meeting {
            let evidence = self.acting.evidence.clone().unwrap_or_default();
            return Some(Lead {
                reason,
                counts: typed.named(),
                evidence,
            });
        }
        let result = register.history.act(state.removal_approved(&board.id)?)?;
        let Action::Result(counted) = &result.act.action else {
            return None;
        };
        let evidence = format!("result {} of {} on {}", result.digest, counted.of, self.id);
        Some(Lead {
            reason,
            counts: counted.counts,
            evidence,
        })
    }

    fn acting_along(&self, lead: &Lead) -> ActOptions {
        ActOptions {
            evidence: Some(lead.evidence.clone()),
            yes: true,
            ..self.acting.clone()
        }
    }

    fn plan(&self, ctx: &ActingContext<'_>) -> Result<Plan> {
        let state = &ctx.subject.replay.state;
        let result = match (
            self.meeting,
            ctx.subject.roster.body_of_kind(BodyKind::Board),
        ) {
            (None, Some(board)) => state.removal_approved(&board.id),
            (Some(_), _) | (None, None) => None,
        };
        // Without any recommendation the process refuses, whatever the reason.
        let recommended = state.recommended.last().map(|last| last.reason);
        let reason = self.reason.or(recommended).unwrap_or(Reason::NotMaintained);
        let meeting = self.meeting.map(|typed| typed.complete(ctx));
        let remove = Remove {
            reason,
            resolution: self.resolution().to_string(),
            result,
            meeting,
            along_with: None,
        };
        Ok(self.planned(ctx, remove, String::new()))
    }

    fn plan_along(&self, ctx: &ActingContext<'_>, lead: Option<&Lead>) -> Result<Plan> {
        let Some(lead) = lead else {
            reject!(
                "the board has not approved the removal: close its ballot, or give the counts of its meeting \
                 (`--meeting`)"
            );
        };
        let remove = Remove {
            reason: lead.reason,
            resolution: self.resolution().to_string(),
            result: None,
            meeting: Some(with_absent(ctx, lead.counts)),
            along_with: Some(self.id.clone()),
        };
        Ok(self.planned(ctx, remove, format!(", with `{}`", self.id)))
    }

    fn planned(&self, ctx: &ActingContext<'_>, remove: Remove, with: String) -> Plan {
        let subject = format!(
            "the board removes the register by resolution {} on {}{with}, because {}",
            self.resolution(),
            ctx.on,
            remove.reason
        );
        Plan::of(Action::Remove(remove), subject).about_what_is_in_force(&ctx.subject)
    }
}
