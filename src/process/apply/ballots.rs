//! Applies votes, results and withdrawals to ballots (DSP4003 3.2).

use super::context::{ActContext, RegisterAct};
use super::settle::settled;
use super::{gate, removal};
use crate::act::{Approver, Choice, Counted, Question, StoredAct, Vote, Withdraw};
use crate::ballot::Opened;
use crate::ballot::tally::{SeatVote, Tally};
use crate::id::Id;
use crate::policy::rule::Outcome;
use crate::process::count::ends;
use crate::process::stage::Transition;
use crate::process::{ApproverDecision, BallotStatus, Refusal, ReturnedToDraft, State};
use crate::roster::BodyKind;
use crate::roster::authority::Task;
use crate::text::{is_blank, says_something};

pub(super) const NORMAL: &str = Transition::Close.clause();

impl RegisterAct for Vote {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        None
    }

    /// Accepts a vote that counts in its open ballot.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        let opened = opened(ctx, &self.of, "a vote")?;
        if !ctx.setting(None).is_active(&ctx.act.by) {
            let state = format!("`{}` has left (roster, `until`)", ctx.act.by);
            return Err(Refusal::new(
                state,
                "the voter or alternate of a seat",
                NORMAL,
            ));
        }
        in_time(ctx, opened, self)?;
        says_why(ctx, self)?;
        let before = Tally::count(opened, votes(ctx, &self.of));
        let said = before
            .seats
            .iter()
            .find(|(seat, _)| *seat == self.seat)
            .map(|(_, said)| said);
        if let Some(SeatVote::Voted {
            by, recorded_by, ..
        }) = said
        {
            goes_before(ctx, opened, self, by, recorded_by.is_none())?;
        }
        let tally = Tally::count(opened, votes(ctx, &self.of).chain([ctx.stored]));
        match tally
            .void
            .into_iter()
            .find(|(digest, _)| *digest == ctx.stored.digest)
        {
            None => Ok(ctx.state.clone()),
            Some((_, why)) => {
                let state = format!("the vote in {} does not count: {why}", self.of);
                Err(Refusal::new(
                    state,
                    "a vote of a seat on the roll, in time",
                    "DSP4003 3.2",
                )
                .who(who_votes(ctx, opened)))
            }
        }
    }
}

fn in_time(ctx: &ActContext<'_>, opened: Opened<'_>, vote: &Vote) -> Result<(), Refusal> {
    if ctx.act.at <= opened.closes {
        return Ok(());
    }
    let closes = opened.closes;
    let state = format!(
        "the vote is too late for {}: it closed at {closes}",
        vote.of
    );
    let needs = format!(
        "a vote by then. To count the ballot: `wr ballot close {} --ballot {}`; without an approval the body may \
         vote again in a new ballot",
        ctx.act.register, vote.of
    );
    let who = ctx
        .setting(Some(&opened.ballot.body))
        .who(Task::CloseBallot);
    Err(Refusal::new(state, needs, "DSP4003 3.2").who(who))
}

fn says_why(ctx: &ActContext<'_>, vote: &Vote) -> Result<(), Refusal> {
    if vote.choice != Choice::Oppose || says_something(&vote.comment) {
        return Ok(());
    }
    let of_whom = ctx.roster.person_name(&ctx.act.by);
    let state = format!("the vote of {of_whom} to oppose has no reason");
    Err(Refusal::new(
        state,
        "a vote to oppose needs a reason: add `--comment TEXT`",
        "DSP4003 3.2",
    ))
}

/// Refuses a vote that cannot replace the seat's earlier one: the chair's record of a vote does not replace the seat's
/// own, and the alternate's vote does not replace the voter's.
fn goes_before(
    ctx: &ActContext<'_>,
    opened: Opened<'_>,
    vote: &Vote,
    by: &Id,
    is_own: bool,
) -> Result<(), Refusal> {
    let voter = opened
        .ballot
        .seat(&vote.seat)
        .and_then(|seat| seat.voter.as_ref());
    if is_own && ctx.act.recorded_by.is_some() {
        let state = format!(
            "the seat `{}` has voted itself, and the chair's record does not replace that vote",
            vote.seat
        );
        return Err(Refusal::new(
            state,
            "a new vote by that member, if it changed its mind",
            NORMAL,
        ));
    }
    if Some(by) != voter || ctx.act.by == *by {
        return Ok(());
    }
    let name = ctx.roster.person_name(by);
    let state = format!("{name}, the voter of the seat `{}`, has voted", vote.seat);
    let needs = "the voter's own new vote: an alternate votes only where the voter has not";
    Err(Refusal::new(state, needs, "DSP4003 3.2")
        .who(vec![format!("{name} (votes for `{}`)", vote.seat)]))
}

/// The people whose votes a ballot takes: each seat's voters, or the chair where only the chair records votes.
fn who_votes(ctx: &ActContext<'_>, opened: Opened<'_>) -> Vec<String> {
    if let Some(chair) = opened.recorder() {
        let body = ctx.roster.body_name(&opened.ballot.body);
        return vec![format!(
            "{} (chair of the {body}), with evidence",
            ctx.roster.person_name(chair)
        )];
    }
    let seats = opened
        .ballot
        .roll
        .iter()
        .filter(|seat| !seat.is_vacant())
        .map(|seat| {
            let names: Vec<String> = seat.voters().map(|id| ctx.roster.person_name(id)).collect();
            format!("{} ({})", names.join(" or "), seat.id)
        });
    seats.collect()
}

impl RegisterAct for Counted {
    fn step(&self, ctx: &ActContext<'_>) -> Option<Transition> {
        Some(of_ballot(ctx, &self.of, Transition::Close))
    }

    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        let opened = opened(ctx, &self.of, "a result")?;
        ctx.in_person(NORMAL)?;
        ctx.authorize(Transition::Close.task(), Some(&opened.ballot.body), NORMAL)?;
        ctx.expect(of_ballot(ctx, &self.of, Transition::Close))?;
        if self.ballot != opened.stored.digest {
            return Err(Refusal::new(
                "the result is of another ballot",
                "the digest of this one",
                NORMAL,
            ));
        }
        let there: Vec<&StoredAct> = votes(ctx, &self.of)
            .filter(|stored| self.votes.binary_search(&stored.digest).is_ok())
            .collect();
        let tally = Tally::count(opened, there);
        if let Some(lost) = self
            .votes
            .iter()
            .find(|digest| tally.votes.binary_search(digest).is_err())
        {
            let state = format!(
                "the result counts the vote {}, which does not exist",
                lost.short()
            );
            return Err(Refusal::new(state, "every vote that it counts", NORMAL));
        }
        is_next(ctx, &self.of, self.number)?;
        let (without, because, number) = (self.without.clone(), self.because.clone(), self.number);
        if (Counted {
            without,
            because,
            number,
            ..tally.result(opened)
        }) != *self
        {
            let state = "the result does not match its votes".to_string();
            let needs = format!(
                "{}, {} for and {} against",
                tally.outcome, tally.counts.approve, tally.counts.oppose
            );
            return Err(Refusal::new(state, needs, NORMAL));
        }
        let (earliest, closes) = (opened.ballot.earliest, opened.closes);
        let silent = tally.did_not_vote().count();
        let in_time = ctx.act.at > closes || silent == 0 && ctx.act.at >= earliest;
        if !in_time {
            let state =
                format!("the ballot is open until {closes}; seats that have not voted: {silent}");
            let needs = match silent {
                0 => format!("{earliest} (the policy's minimum): every seat has voted"),
                _ => format!("its end; or every vote, from {earliest} on (the policy's minimum)"),
            };
            return Err(Refusal::new(state, needs, NORMAL));
        }
        let body = ctx.roster.body(&opened.ballot.body);
        let is_board = body.is_some_and(|body| body.kind == BodyKind::Board);
        if self.outcome == Outcome::Approved && !is_board {
            gate::no_objection(ctx)?;
            gate::all_answered(ctx, &opened.ballot.body, self)?;
        } else if !self.without.is_empty() || self.because.is_some() {
            let state =
                "the result names working groups that did not answer, but is no committee approval";
            return Err(Refusal::new(
                state,
                "no `--without` and no `--because`",
                "DSP4003 2.4, 3.2",
            ));
        }
        Ok(counted_in(ctx, self, opened))
    }
}

/// The step that ends a ballot: one on a removal can end in every stage.
fn of_ballot(ctx: &ActContext<'_>, name: &str, on_adoption: Transition) -> Transition {
    let question = ctx.state.ballots.get(name).map(|ballot| ballot.question);
    match question {
        Some(Question::Remove) => Transition::EndRemovalBallot,
        Some(Question::Adopt) | None => on_adoption,
    }
}

fn counted_in(ctx: &ActContext<'_>, counted: &Counted, opened: Opened<'_>) -> State {
    let mut next = match opened.ballot.question {
        Question::Adopt => ctx.moved_on(),
        Question::Remove => ctx.state.clone(),
    };
    let status = BallotStatus::Closed {
        result: ctx.stored.digest,
        outcome: counted.outcome,
        on: ctx.act.on,
    };
    let revision = opened.stored.act.revision.unwrap_or(0);
    if let Some(ballot) = next.ballots.get_mut(&counted.of) {
        ballot.status = status;
    }
    if opened.ballot.question == Question::Remove {
        return removal::counted(next, counted.outcome);
    }
    // Nothing is decided without a quorum. The board approves by a resolution that names this result; its other
    // outcomes are decisions at once.
    let body = ctx.roster.body(&opened.ballot.body);
    let is_board = body.is_some_and(|body| body.kind == BodyKind::Board);
    let waits_for_resolution = is_board && counted.outcome == Outcome::Approved;
    if counted.outcome != Outcome::NoQuorum && !waits_for_resolution {
        next.decisions.push(ApproverDecision {
            by: Approver::Body(opened.ballot.body.clone()),
            revision,
            outcome: counted.outcome,
            on: ctx.act.on,
            act: ctx.stored.digest,
            records: None,
        });
    }
    if counted.outcome == Outcome::Approved {
        return if is_board { next } else { settled(ctx, next) };
    }
    if counted.outcome == Outcome::Rejected
        && let Some(under_way) = &mut next.under_way
    {
        under_way.rejected = Some(ReturnedToDraft::InBallot(counted.of.clone()));
        for ballot in next
            .ballots
            .values_mut()
            .filter(|ballot| ballot.asks(Question::Adopt) && ballot.revision == revision)
        {
            if ballot.status == BallotStatus::Open {
                let because = format!("revision {revision} was rejected in {}", counted.of);
                ballot.status = BallotStatus::Withdrawn { because };
            }
        }
    }
    next
}

impl RegisterAct for Withdraw {
    fn step(&self, ctx: &ActContext<'_>) -> Option<Transition> {
        Some(of_ballot(ctx, &self.of, Transition::WithdrawBallot))
    }

    /// Withdraws a ballot. The revision and other approvals are unaffected.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        let opened = opened(ctx, &self.of, "a withdrawal")?;
        ctx.in_person(NORMAL)?;
        ctx.authorize(
            Transition::WithdrawBallot.task(),
            Some(&opened.ballot.body),
            NORMAL,
        )?;
        ctx.expect(of_ballot(ctx, &self.of, Transition::WithdrawBallot))?;
        if self.ballot != opened.stored.digest {
            return Err(Refusal::new(
                "the withdrawal is of another ballot",
                "the digest of this one",
                NORMAL,
            ));
        }
        if is_blank(&self.because) {
            return Err(Refusal::new(
                "a withdrawal needs a reason",
                "--because",
                "practice",
            ));
        }
        is_next(ctx, &self.of, self.number)?;
        let mut next = match opened.ballot.question {
            Question::Adopt => ctx.moved_on(),
            Question::Remove => ctx.state.clone(),
        };
        if let Some(ballot) = next.ballots.get_mut(&self.of) {
            ballot.status = BallotStatus::Withdrawn {
                because: self.because.clone(),
            };
        }
        Ok(next)
    }
}

/// Checks the number of a result or a withdrawal: the first, or the lowest free one. The earlier ones are void, because
/// the ballot is open.
fn is_next(ctx: &ActContext<'_>, of: &str, number: Option<u32>) -> Result<(), Refusal> {
    let follows = |number: u32| {
        let taken = ends(ctx.history, of);
        number > 1 && (1..number).all(|before| taken.contains(&before))
    };
    let fits = number.is_none_or(follows);
    if fits {
        return Ok(());
    }
    let state = format!(
        "the result has number {}, and an earlier number is free",
        number.unwrap_or(1)
    );
    Err(Refusal::new(state, "the lowest free number", NORMAL))
}

/// The open ballot with this name.
pub(super) fn opened<'a>(
    ctx: &ActContext<'a>,
    name: &str,
    what: &str,
) -> Result<Opened<'a>, Refusal> {
    let standing = ctx.state.ballots.get(name);
    let stored = standing.and_then(|standing| ctx.history.act(standing.act));
    let (Some(standing), Some(stored)) = (standing, stored) else {
        let known: Vec<&str> = ctx.state.ballots.keys().map(String::as_str).collect();
        let needs = match known.as_slice() {
            [] => "a ballot: `wr ballot open` opens one".to_string(),
            known => format!("an existing ballot: {}", known.join(", ")),
        };
        let state = format!("`{}` has no ballot {name}", ctx.act.register);
        return Err(Refusal::new(state, needs, NORMAL));
    };
    let ended = match &standing.status {
        BallotStatus::Open => None,
        BallotStatus::Closed { outcome, on, .. } => {
            Some((format!("was closed on {on}: {outcome}"), *outcome))
        }
        BallotStatus::Withdrawn { because } => {
            Some((format!("was withdrawn: {because}"), Outcome::NotApproved))
        }
    };
    if let Some((ended, outcome)) = ended {
        let state = format!("the ballot {name} {ended}");
        // After an approval a new round is not possible.
        let who = ctx.setting(Some(&standing.body)).who(Task::RunBallot);
        let needs = match outcome {
            Outcome::Approved => {
                format!("an open ballot for {what}; this result is final")
            }
            Outcome::Rejected | Outcome::NotApproved | Outcome::NoQuorum | Outcome::Tied => {
                format!("an open ballot for {what}: a new round, `wr ballot open`")
            }
        };
        return Err(Refusal::new(state, needs, "DSP4003 3.2").who(who));
    }
    ctx.history
        .opened(stored)
        .map(|opened| opened.until(standing.closes))
        .ok_or_else(|| Refusal::new(format!("{name} is not a ballot"), "a ballot", NORMAL))
}

fn votes<'a>(ctx: &ActContext<'a>, name: &str) -> impl Iterator<Item = &'a StoredAct> + use<'a> {
    let votes: Vec<&'a StoredAct> = ctx.history.votes.get(name).cloned().unwrap_or_default();
    votes.into_iter()
}
