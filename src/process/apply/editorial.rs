//! Applies editorial changes: one person declares them, the partner and the members receive them, and another person
//! confirms them.

use super::context::{ActContext, RegisterAct};
use super::gate;
use super::settle::settled;
use crate::act::{Confirm, Submit};
use crate::process::Editorial;
use crate::process::class::Demand;
use crate::process::editorial::{self, TooMuch, confirmer};
use crate::process::stage::Transition;
use crate::process::{Corrected, Ground, InForce, Refusal, State};
use crate::register::Register;
use crate::text::says_something;

const CLAUSE: &str = Transition::Confirm.clause();

/// The approvals that a declared editorial change needs.
pub(super) fn demand(
    ctx: &ActContext<'_>,
    submit: &Submit,
    text: &Register,
) -> Result<Demand, Refusal> {
    if !says_something(&submit.editorial) {
        let state = "an editorial change needs a reason";
        return Err(Refusal::new(state, "--editorial REASON", CLAUSE));
    }
    editorial::demand(ctx.state, ctx.history, text, ctx.roster).map_err(|why| {
        let needs = match why {
            TooMuch::Words { .. } => {
                "at most two changed letters in a word of four or more, a doubled word removed, or white space; \
                 otherwise submit without `--editorial`"
            }
            TooMuch::Field(_) => {
                "corrections in the title, the prose sections, titles of milestones or descriptions of rows only; \
                 otherwise submit without `--editorial`"
            }
            TooMuch::OfPartner(_) => "a ballot of the originating committee: submit it without `--editorial`",
            TooMuch::NothingBefore | TooMuch::NoDifference(_) => "a submission without `--editorial`",
        };
        Refusal::new(why.to_string(), needs, CLAUSE)
    })
}

/// The declaration as the state keeps it.
pub(super) fn declared(ctx: &ActContext<'_>, submit: &Submit) -> Option<Editorial> {
    Some(Editorial {
        because: submit.editorial.clone()?,
        by: ctx.act.by.clone(),
        mends: editorial::mends(ctx.state)?,
        confirm_from: None,
    })
}

impl RegisterAct for Confirm {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Confirm)
    }

    /// Confirms an editorial change after the waiting period. The revision comes into force; before the adoption, the
    /// approvals of the previous revision carry over to it.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        ctx.expect(Transition::Confirm)?;
        ctx.in_person(CLAUSE)?;
        let under_way = ctx.under_way(CLAUSE)?;
        // An objection that the confirming person could not know of does not void the confirmation.
        let unknown = under_way
            .objected
            .as_ref()
            .filter(|objected| !gate::knows(ctx, objected.act));
        let declared = under_way
            .editorial
            .as_ref()
            .or(unknown.map(|objected| &objected.editorial));
        let Some(declared) = declared else {
            let state = match &under_way.objected {
                None => format!("revision {} was not declared editorial", under_way.revision),
                Some(_) => {
                    format!(
                        "revision {} is no longer editorial: an objection was raised",
                        under_way.revision
                    )
                }
            };
            return Err(Refusal::new(state, "the approvals that it needs", CLAUSE));
        };
        by_another(ctx, under_way.revision, declared)?;
        waited(ctx, under_way.revision, declared)?;
        gate::no_new_objection(ctx)?;
        let mut next = ctx.moved_on();
        next.mended.push(Corrected {
            from: declared.mends,
            to: under_way.revision,
        });
        let Some(in_force) = &ctx.state.in_force else {
            if let Some(under_way) = &mut next.under_way {
                under_way.editorial = None;
                under_way.objected = None;
            }
            return Ok(settled(ctx, next));
        };
        next.under_way = None;
        let by = Ground::Confirmed {
            by: ctx.act.by.clone(),
        };
        // An editorial change does not restart the review period.
        let reviewed = in_force.reviewed;
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

/// Refuses everyone but the confirmer, who is never the person who declared the change.
fn by_another(ctx: &ActContext<'_>, revision: u32, declared: &Editorial) -> Result<(), Refusal> {
    let originating = ctx
        .history
        .text(revision)
        .map(|text| &text.originating_committee);
    let setting = ctx.setting(originating);
    let confirmer = confirmer(&setting, &declared.by);
    if confirmer
        .as_ref()
        .is_some_and(|(who, _)| **who == ctx.act.by)
    {
        return Ok(());
    }
    let (by, roster) = (&ctx.act.by, ctx.roster);
    let state = match *by == declared.by {
        true => format!("{} declared the change editorial", roster.person_name(by)),
        false => format!(
            "{} is not authorized to confirm this change",
            roster.person_name(by)
        ),
    };
    let who = confirmer.map(|(who, office)| format!("{} ({office})", roster.person_name(who)));
    let needs = match who {
        Some(_) => "the confirmation of another person",
        None => {
            "a chair, vice-chair or VP of Alliances who did not declare it; the roster has none"
        }
    };
    Err(Refusal::new(state, needs, CLAUSE).who(who.into_iter().collect()))
}

/// Refuses a confirmation within the waiting period, which begins when the letters are recorded as sent.
fn waited(ctx: &ActContext<'_>, revision: u32, declared: &Editorial) -> Result<(), Refusal> {
    let id = &ctx.act.register;
    let Some(from) = declared.confirm_from else {
        let state = format!(
            "the letters about the editorial change of revision {revision} to the partner and the members are not \
             recorded as sent"
        );
        let needs = format!(
            "the letters: `wr letter editorial-change {id}`, then the same with `--record`"
        );
        let who = ctx.setting(None).who(Transition::Write.task());
        return Err(Refusal::new(state, needs, CLAUSE).who(who));
    };
    if ctx.act.at.day() < from || ctx.act.on < from {
        let state = format!("the partner and the members may object until {from}");
        return Err(Refusal::new(
            state,
            format!("`wr confirm {id}` on {from} or later"),
            CLAUSE,
        ));
    }
    Ok(())
}
