//! Backfills registers that were approved before the store existed.

use super::context::{ActContext, RegisterAct};
use crate::act::{Approver, Backfill, Records};
use crate::date::When;
use crate::policy::rule::Outcome;
use crate::process::approvals::baselines;
use crate::process::review::backfill_clock;
use crate::process::stage::Transition;
use crate::process::{ApproverDecision, Ground, InForce, Refusal, State};

impl RegisterAct for Backfill {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Backfill)
    }

    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        const CLAUSE: &str = Transition::Backfill.clause();
        ctx.expect(Transition::Backfill)?;
        ctx.in_person(CLAUSE)?;
        ctx.authorize(Transition::Backfill.task(), None, CLAUSE)?;
        let under_way = ctx.under_way(CLAUSE)?;
        if under_way.records != Some(Records::Earlier) {
            let state = "this revision was submitted as a new text";
            return Err(Refusal::new(
                state,
                "a revision submitted with `--from-records`",
                CLAUSE,
            ));
        }
        let until = ctx.policy.backfill_until;
        if until.is_none_or(|until| ctx.act.at.day() > until) {
            let state = until.map_or("the policy has no `backfill_until`".to_string(), |until| {
                format!("registers could be backfilled until {until} (policy)")
            });
            return Err(Refusal::new(
                state,
                "the approvals from proposal to acceptance",
                CLAUSE,
            ));
        }
        in_order(ctx, self)?;
        let mut next = ctx.moved_on();
        let approval = |by: &Approver| ApproverDecision {
            by: by.clone(),
            revision: under_way.revision,
            outcome: Outcome::Approved,
            on: ctx.act.on,
            act: ctx.stored.digest,
            records: Some(Records::Earlier),
        };
        next.decisions.extend(under_way.needs.iter().map(approval));
        next.baselines = baselines(&next, ctx.history);
        next.under_way = None;
        let by = Ground::Backfilled(self.clone());
        let reviewed = backfill_clock(self, ctx.history.text(under_way.revision), ctx.act.on);
        next.establish(
            InForce {
                revision: under_way.revision,
                on: ctx.act.on,
                by,
                reviewed,
            },
            ctx.act.at,
        );
        Ok(next)
    }
}

/// Checks that the dates from earlier records are in order and before the register's first act in this store.
fn in_order(ctx: &ActContext<'_>, backfill: &Backfill) -> Result<(), Refusal> {
    const CLAUSE: &str = "practice";
    let text = ctx.history.text(ctx.act.revision.unwrap_or(0));
    let dates = [
        ("begun (`initiated`)", text.and_then(|text| text.initiated)),
        ("approved", backfill.approved),
        ("accepted", backfill.accepted),
    ];
    let known: Vec<(&str, When)> = dates
        .into_iter()
        .filter_map(|(what, when)| Some((what, when?)))
        .collect();
    // A date may be a year only: two dates pass if they can be in order.
    for pair in known.windows(2) {
        let [(what, before), (then, after)] = pair else {
            continue;
        };
        if before.first_day() > after.last_day() {
            let state =
                format!("the register was {what} in {before} and {then} earlier, in {after}");
            let needs = "dates in order: begun, then approved, then accepted";
            return Err(Refusal::new(state, needs, CLAUSE).violation());
        }
    }
    // The proposal is the first act of a register.
    let first = ctx.state.proposal.as_ref().map(|proposal| proposal.on);
    let claimed = known
        .iter()
        .filter(|(what, _)| *what != "begun (`initiated`)");
    for (what, when) in claimed {
        if first.is_some_and(|first| when.first_day() >= first) {
            let first = first.map_or(String::new(), |first| first.to_string());
            let state = format!(
                "the register was {what} in {when}, but this store has acts of it since {first}: later approvals are \
                 recorded as they happen"
            );
            let needs = format!("a date before {first}; or a submission without `--from-records`");
            return Err(Refusal::new(state, needs, CLAUSE).violation());
        }
    }
    Ok(())
}
