//! Applies the partner's side: the approved register is sent, then accepted, changed or declined (DSP4003 3.2).

use super::context::{ActContext, RegisterAct};
use super::gate;
use super::text::freeze;
use crate::act::{Accept, Act, Action, Approver, Decline, Send};
use crate::policy::rule::Outcome;
use crate::process::approvals::{TextAuthor, baselines, conditions, given};
use crate::process::stage::Transition;
use crate::process::{
    ApproverDecision, Ground, InForce, Refusal, ReturnedToDraft, Sent, State, UnderWay,
};
use crate::roster::OrganizationStatus;
use crate::roster::authority::Setting;
use crate::source::Digest;
use crate::text::is_blank;

const CLAUSE: &str = Transition::Send.clause();
const CHANGES: &str = "DSP4003 3.2";

impl RegisterAct for Send {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Send)
    }

    /// The owner sends the approved register when every condition of the board is met. The partner has already accepted a
    /// text that it wrote, so sending that text puts it in force.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        ctx.expect(Transition::Send)?;
        ctx.in_person(CLAUSE)?;
        ctx.authorize(Transition::Send.task(), None, CLAUSE)?;
        let under_way = ctx.under_way(CLAUSE)?;
        gate::no_objection(ctx)?;
        // An approval that carries over keeps its conditions.
        let conditions = conditions(ctx.state, ctx.history);
        if conditions.len() != self.conditions_met.len()
            || self
                .conditions_met
                .iter()
                .any(|evidence| evidence.trim().is_empty())
        {
            let list: Vec<String> = conditions
                .iter()
                .map(|condition| format!("\"{condition}\""))
                .collect();
            let state = match list.is_empty() {
                true => "the board approved without conditions".to_string(),
                false => format!(
                    "the board approved on these conditions: {}",
                    list.join(", ")
                ),
            };
            let needs = match list.is_empty() {
                true => "`wr send` without `--condition-met`",
                false => "how each was met, in this order: `--condition-met TEXT`, once for each",
            };
            return Err(Refusal::new(state, needs, "DSP4003 2.6"));
        }
        if self.conditions_met.iter().any(|met| is_blank(met)) {
            let state = "the text about a met condition of the board is empty";
            return Err(Refusal::new(state, "`--condition-met TEXT`", "DSP4003 2.6"));
        }
        let own = given(ctx.state, ctx.history, &Approver::Partner)
            .and_then(|own| ctx.history.act(own.act));
        if let Some(own) = own {
            return Ok(established(
                ctx,
                ctx.moved_on(),
                under_way.revision,
                &own.act,
            ));
        }
        let sent = Sent {
            act: ctx.stored.digest,
            on: ctx.act.on,
        };
        Ok(ctx.changed(|under_way| under_way.sent = Some(sent)))
    }
}

impl RegisterAct for Accept {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Accept)
    }

    /// The partner's acceptance establishes the partnership. Silence never does.
    ///
    /// With changes, the partner accepts a text that it wrote and the home organization has not approved: the text goes
    /// back to the originating committee. In DSP4003 3.2 the partner acknowledges the register that is sent to it, with the
    /// board's resolution and date. So that text is sent after its approval, and the sending puts it in force, because the
    /// partner's acceptance of exactly this text is on record.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        ctx.expect(Transition::Accept)?;
        let Some(changed) = &self.changed else {
            let under_way = ctx.under_way(CLAUSE)?;
            answers(ctx, self.sent)?;
            let mut next = ctx.moved_on();
            next.decisions
                .push(decision(ctx, under_way.revision, Outcome::Approved));
            return Ok(established(ctx, next, under_way.revision, ctx.act));
        };
        let sent = answers(ctx, self.sent)?;
        if changed.withdraws != Some(sent.revision) {
            let state = "the acceptance does not change the revision that was sent";
            return Err(Refusal::new(
                state,
                format!("revision {}", sent.revision),
                CHANGES,
            ));
        }
        if ctx.act.digest == Some(sent.digest) {
            let state = format!(
                "the text is the same as revision {}, which was sent",
                sent.revision
            );
            return Err(Refusal::new(
                state,
                "an acceptance without `--with-changes`",
                CHANGES,
            ));
        }
        let mut next = freeze(ctx, changed, TextAuthor::Partner)?;
        let revision = next.last_revision;
        next.decisions
            .push(decision(ctx, revision, Outcome::Approved));
        next.of_partner.push(revision);
        Ok(next)
    }
}

impl RegisterAct for Decline {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Decline)
    }

    /// The partner declines, and the revision is a draft again, as after a rejection. The committees' approvals carry over
    /// where the next text allows it.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        ctx.expect(Transition::Decline)?;
        let revision = ctx.under_way(CLAUSE)?.revision;
        answers(ctx, self.sent)?;
        if is_blank(&self.because) {
            return Err(Refusal::new(
                "declining a register needs a reason",
                "--because",
                "practice",
            ));
        }
        let mut next = ctx.changed(|under_way| {
            under_way.rejected = Some(ReturnedToDraft::ByPartner(ctx.stored.digest))
        });
        next.decisions
            .push(decision(ctx, revision, Outcome::Rejected));
        Ok(next)
    }
}

/// The revision that was sent last, if the act is the partner's answer to it: by a representative, or by the owner
/// with the partner's letter.
fn answers<'a>(ctx: &ActContext<'a>, sent: Digest) -> Result<&'a UnderWay, Refusal> {
    if let Some(recorder) = &ctx.act.recorded_by {
        // The recorder's authority is that of the recording day; `on` is the day of the letter.
        let setting = Setting {
            on: ctx.act.at.day(),
            ..ctx.setting(None)
        };
        setting
            .authorize(Transition::Accept.task(), recorder, true)
            .map_err(|why| {
                let needs = "a record of the partner's letter by the owner or the VP of Alliances";
                Refusal::new(why.to_string(), needs, CLAUSE).who(why.who)
            })?;
    }
    ctx.authorize(Transition::Accept.task(), None, CLAUSE)?;
    if matches!(ctx.act.action, Action::Accept(_)) {
        still_there(ctx)?;
    }
    let under_way = ctx.state.under_way.as_ref();
    let is_last = |it: &&UnderWay| it.sent.as_ref().is_some_and(|last| last.act == sent);
    let Some(under_way) = under_way.filter(is_last) else {
        let state = format!(
            "the {} does not answer the register that was sent last",
            noun(ctx)
        );
        return Err(Refusal::new(
            state,
            "an answer to the register that was sent last and not withdrawn",
            CLAUSE,
        ));
    };
    Ok(under_way)
}

/// Refuses an acceptance in the name of a closed organization.
fn still_there(ctx: &ActContext<'_>) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 3.2, 4.1";
    let partner = ctx
        .state
        .partner()
        .and_then(|id| ctx.roster.organization(id));
    let Some(partner) = partner.filter(|partner| partner.status == OrganizationStatus::Closed)
    else {
        return Ok(());
    };
    if partner.since.is_some_and(|since| ctx.act.on < since) {
        return Ok(());
    }
    let since = partner
        .since
        .map_or(String::new(), |since| format!(" on {since}"));
    let state = format!("the partner {} was closed{since}", partner.name);
    let needs = format!(
        "the end of the proposal, or the removal: `wr end {0} --because TEXT`, `wr remove recommend {0} --reason REASON --because TEXT`",
        ctx.act.register
    );
    Err(Refusal::new(state, needs, CLAUSE))
}

fn noun(ctx: &ActContext<'_>) -> &'static str {
    if matches!(ctx.act.action, Action::Decline(_)) {
        "refusal"
    } else {
        "acceptance"
    }
}

fn decision(ctx: &ActContext<'_>, revision: u32, outcome: Outcome) -> ApproverDecision {
    let act = ctx.stored.digest;
    ApproverDecision {
        by: Approver::Partner,
        revision,
        outcome,
        on: ctx.act.on,
        act,
        records: None,
    }
}

/// Puts a revision in force from this act's day, on the ground of the partner's acceptance.
fn established(ctx: &ActContext<'_>, mut next: State, revision: u32, acceptance: &Act) -> State {
    next.baselines = baselines(&next, ctx.history);
    next.under_way = None;
    let by = Ground::Accepted {
        by: acceptance.by.clone(),
        recorded_by: acceptance.recorded_by.clone(),
        evidence: acceptance.evidence.clone(),
    };
    let on = ctx.act.on;
    next.establish(
        InForce {
            revision,
            on,
            by,
            reviewed: on,
        },
        ctx.act.at,
    );
    next
}
