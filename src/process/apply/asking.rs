//! Opens ballots: the order of the bodies and the terms (DSP4003 2.3, 3.2).

use super::ballots::NORMAL;
use super::context::{ActContext, RegisterAct};
use super::{gate, removal};
use crate::act::{Approver, Ballot, Question, Records};
use crate::ballot::opening::{self, Choices};
use crate::process::approvals::given;
use crate::process::count::{last_round, rounds};
use crate::process::stage::Transition;
use crate::process::{BallotStanding, BallotStatus, Refusal, State, UnderWay};
use crate::roster::authority::Task;
use crate::roster::{Body, BodyKind};

impl RegisterAct for Ballot {
    fn step(&self, ctx: &ActContext<'_>) -> Option<Transition> {
        Some(match self.question {
            Question::Remove => Transition::AskRemoval,
            Question::Adopt if ctx.is_board(&self.body) => Transition::AskBoard,
            Question::Adopt => Transition::AskCommittee,
        })
    }

    /// Opens a ballot. Every frozen field must follow from the roster and the policy of the act.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        let Some(body) = ctx.roster.body(&self.body) else {
            let state = format!("the roster has no body `{}`", self.body);
            return Err(Refusal::new(state, "a body that the roster lists", NORMAL));
        };
        if self.question == Question::Remove {
            return open_removal(ctx, self, body);
        }
        let is_board = body.kind == BodyKind::Board;
        is_needed(ctx, body)?;
        let step = if is_board {
            Transition::AskBoard
        } else {
            Transition::AskCommittee
        };
        ctx.expect(step)?;
        ctx.in_person(NORMAL)?;
        ctx.authorize(step.task(), Some(&body.id), NORMAL)?;
        let under_way = ctx.under_way(NORMAL)?;
        may_be_asked(ctx, body, under_way)?;
        if is_board {
            gate::board_may_be_asked(ctx)?;
        } else {
            in_turn(ctx, self, body, under_way)?;
        }
        terms_hold(ctx, self, body)?;
        Ok(asked(ctx, ctx.moved_on(), self, under_way.revision))
    }
}

/// Only the board ballots the removal of the register in force.
fn open_removal(ctx: &ActContext<'_>, ballot: &Ballot, body: &Body) -> Result<State, Refusal> {
    let revision = removal::may_be_asked(ctx, ballot, body)?;
    terms_hold(ctx, ballot, body)?;
    // The revision under way is unaffected, so this is not progress.
    let mut next = asked(ctx, ctx.state.clone(), ballot, revision);
    next.removal_ballots.push(ballot.name(revision));
    Ok(next)
}

fn asked(ctx: &ActContext<'_>, mut next: State, ballot: &Ballot, revision: u32) -> State {
    let standing = BallotStanding {
        act: ctx.stored.digest,
        question: ballot.question,
        body: ballot.body.clone(),
        revision,
        round: ballot.round,
        closes: ballot.closes,
        status: BallotStatus::Open,
    };
    next.ballots.insert(ballot.name(revision), standing);
    next
}

/// Refuses the ballot of a body whose approval the change does not need.
fn is_needed(ctx: &ActContext<'_>, body: &Body) -> Result<(), Refusal> {
    let Some(under_way) = &ctx.state.under_way else {
        return Ok(());
    };
    if under_way.needs.contains(&Approver::Body(body.id.clone())) {
        return Ok(());
    }
    let asked: Vec<String> = under_way.needs.iter().map(Approver::to_string).collect();
    let state = format!(
        "revision {} does not need the approval of the {}",
        under_way.revision, body.name
    );
    let needs = match asked.is_empty() {
        true => "no ballot: no body has to approve it".to_string(),
        false => format!("a body that must approve it: {}", asked.join(", ")),
    };
    Err(Refusal::new(state, needs, "DSP4003 2.3, 4"))
}

fn may_be_asked(ctx: &ActContext<'_>, body: &Body, under_way: &UnderWay) -> Result<(), Refusal> {
    let approver = Approver::Body(body.id.clone());
    let refuse = |state: String, needs: &str| Err(Refusal::new(state, needs, "DSP4003 2.3"));
    if under_way.records == Some(Records::Earlier) {
        let state = "this revision was submitted from earlier records".to_string();
        return refuse(
            state,
            "`wr backfill`, or a submission without `--from-records`",
        );
    }
    if let Some(approval) = given(ctx.state, ctx.history, &approver) {
        let state = format!(
            "the {} approved revision {} on {}",
            body.name, approval.revision, approval.on
        );
        return refuse(state, "a body whose approval is still missing");
    }
    if let Some((open, _)) = ctx.state.open_ballot(&body.id, Question::Adopt) {
        return refuse(
            format!("the ballot {open} is open"),
            "close or withdraw it first: `wr ballot close` or `wr ballot withdraw`",
        );
    }
    Ok(())
}

/// Other committees vote after the originating committee, or in parallel where their chair decides so.
fn in_turn(
    ctx: &ActContext<'_>,
    ballot: &Ballot,
    body: &Body,
    under_way: &UnderWay,
) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 3.2";
    if let Some(chair) = &ballot.parallel {
        let is_chair = body.acting_chair() == Some(chair);
        if is_chair && (ctx.act.by == *chair || ctx.act.has_evidence()) {
            return Ok(());
        }
        let state = format!(
            "the record does not show that `{chair}` chose a parallel ballot in the {}",
            body.name
        );
        return Err(Refusal::new(
            state,
            "the act of the chair of that committee, or evidence of the choice",
            CLAUSE,
        )
        .who(ctx.setting(Some(&body.id)).who(Task::RunBallot)));
    }
    let Some(text) = ctx.history.text(under_way.revision) else {
        return Ok(());
    };
    let first = Approver::Body(text.originating_committee.clone());
    let originates = text.originating_committee == body.id;
    let waits = under_way.needs.contains(&first) && given(ctx.state, ctx.history, &first).is_none();
    if originates || !waits {
        return Ok(());
    }
    let originating = ctx.roster.body_name(&text.originating_committee);
    let state = format!(
        "the originating committee, the {originating}, has not approved revision {}",
        under_way.revision
    );
    let needs = format!(
        "its approval first, or `--parallel` by the chair of the {}",
        body.name
    );
    let mut who = ctx
        .setting(Some(&text.originating_committee))
        .who(Task::RunBallot);
    who.extend(ctx.setting(Some(&body.id)).who(Task::RunBallot));
    who.dedup();
    Err(Refusal::new(state, needs, CLAUSE).who(who))
}

/// Checks that the frozen terms are those of the roster and the policy at the opening.
fn terms_hold(ctx: &ActContext<'_>, ballot: &Ballot, body: &Body) -> Result<(), Refusal> {
    let refuse = |state: String, needs: String| Err(Refusal::new(state, needs, NORMAL));
    if ballot.roll.is_empty() {
        let needs = "seats in the roster: `seats` of the body".to_string();
        return refuse(
            format!("the {} has no seats, so no votes are possible", body.name),
            needs,
        );
    }
    let (question, revision) = (ballot.question, ctx.act.revision.unwrap_or(0));
    // Rounds rise by one, skipping those whose folder belongs to a void ballot.
    let after = last_round(ctx.state, &body.id, question, revision) + 1;
    let is_next = ballot.round == after || {
        let taken = rounds(ctx.history, &body.id, question, revision);
        ballot.round > after && (after..ballot.round).all(|round| taken.contains(&round))
    };
    let choices = Choices {
        question: ballot.question,
        round: if is_next { ballot.round } else { after },
        parallel: ballot.parallel.clone(),
        opens: ctx.act.at,
        closes: ballot.closes,
    };
    let (round, terms) = (choices.round, ctx.policy.terms(&body.id));
    if *ballot != opening::ballot(body, ctx.roster, ctx.policy, choices) {
        let state =
            "the ballot's roll, rule or times do not follow from roster and policy".to_string();
        return refuse(
            state,
            format!("the seats of the roster, the rule of the policy, round {round}"),
        );
    }
    if ballot.closes < ballot.earliest {
        let state = format!(
            "a ballot from {} to {} is too short",
            ballot.opens, ballot.closes
        );
        return refuse(
            state,
            format!("at least {} days (policy)", terms.minimum_days),
        );
    }
    let latest = ballot.opens.plus_days(terms.most_days);
    if ballot.closes > latest {
        let state = format!(
            "a ballot from {} to {} is too long",
            ballot.opens, ballot.closes
        );
        return refuse(
            state,
            format!("at most {} days (policy, `most_days`)", terms.most_days),
        );
    }
    let shortest = ballot.opens.plus_days(terms.minimum_days.max(1));
    if ballot.closes < shortest {
        let state = format!(
            "a ballot from {} to {} is too short",
            ballot.opens, ballot.closes
        );
        return refuse(state, "at least 1 day".to_string());
    }
    if let Some(fault) = terms.approvals_fault(ballot.roll.len()) {
        return refuse(
            format!(
                "the policy's terms for the {} cannot be met: {fault}",
                body.name
            ),
            "other terms: change `ballots` in registers/policy.yaml, then `wr save policy`"
                .to_string(),
        );
    }
    Ok(())
}
