//! Ballots: who is asked when (DSP4003 2.3, 3.2), and that a result is what its votes add up to.

use super::Case;
use super::text::settled;
use crate::act::{Approver, Ballot, Counted, Filed, Records, Vote, Withdraw};
use crate::ballot::Opened;
use crate::ballot::opening::{self, Choices};
use crate::ballot::tally::{Said, Tally};
use crate::policy::rule::Outcome;
use crate::process::approvals::given;
use crate::process::stage::Step;
use crate::process::{Approval, BallotStanding, BallotStatus, Refusal, State, UnderWay};
use crate::roster::authority::Task;
use crate::roster::{Body, BodyKind};

const NORMAL: &str = "DSP4003 3.2 (A4)";

/// Opens a ballot: every frozen field is what the roster and the policy of this act say.
pub(super) fn open(case: &Case<'_>, ballot: &Ballot) -> Result<State, Refusal> {
    let Some(body) = case.roster.body(&ballot.body) else {
        let state = format!("there is no body `{}` in the roster", ballot.body);
        return Err(Refusal::new(state, "a body that the roster lists", NORMAL));
    };
    let is_board = body.kind == BodyKind::Board;
    is_needed(case, body)?;
    case.expect(if is_board { Step::AskBoard } else { Step::AskCommittee })?;
    case.in_person(NORMAL)?;
    case.authorise(Task::RunBallot, Some(&body.id), NORMAL)?;
    let under_way = case.under_way(NORMAL)?;
    may_be_asked(case, body, under_way)?;
    if is_board {
        owners_known(case, under_way)?;
    } else {
        in_turn(case, ballot, body, under_way)?;
    }
    terms_hold(case, ballot, body)?;
    let mut next = case.moved_on();
    let standing = BallotStanding {
        act: case.filed.digest,
        body: body.id.clone(),
        revision: under_way.revision,
        round: ballot.round,
        status: BallotStatus::Open,
    };
    next.ballots.insert(ballot.name(under_way.revision), standing);
    Ok(next)
}

/// Only those are asked whose approval the change needs (R4, U0), whatever the stage.
fn is_needed(case: &Case<'_>, body: &Body) -> Result<(), Refusal> {
    let Some(under_way) = &case.state.under_way else { return Ok(()) };
    if under_way.needs.contains(&Approver::Body(body.id.clone())) {
        return Ok(());
    }
    let asked: Vec<String> = under_way.needs.iter().map(Approver::to_string).collect();
    let state = format!("the {} need not approve revision {}", body.name, under_way.revision);
    let needs = format!("one of those who must: {}", asked.join(", "));
    Err(Refusal::new(state, needs, "DSP4003 2.3, 4 (R4, U0)"))
}

fn may_be_asked(case: &Case<'_>, body: &Body, under_way: &UnderWay) -> Result<(), Refusal> {
    let approver = Approver::Body(body.id.clone());
    let refuse = |state: String, needs: &str| Err(Refusal::new(state, needs, "DSP4003 2.3 (R4)"));
    if under_way.records == Some(Records::Earlier) {
        let state = "this revision was submitted from earlier records".to_string();
        return refuse(state, "`wr adopt`, or a new submission without `--from-records`");
    }
    if let Some(approval) = given(case.state, case.record, &approver) {
        let state = format!("the {} approved revision {} on {}", body.name, approval.revision, approval.on);
        return refuse(state, "a body whose approval is still missing");
    }
    if let Some((open, _)) = case.state.open_ballot(&body.id) {
        return refuse(format!("the ballot {open} is open"), "its end: `wr ballot close` or `withdraw`");
    }
    Ok(())
}

/// D5: the board is not asked while the owner of a milestone is not known.
fn owners_known(case: &Case<'_>, under_way: &UnderWay) -> Result<(), Refusal> {
    let text = case.record.text(under_way.revision);
    let gaps: Vec<&str> = text
        .into_iter()
        .flat_map(|text| text.unowned_milestones().map(|milestone| milestone.id.as_str()).collect::<Vec<_>>())
        .collect();
    if gaps.is_empty() {
        return Ok(());
    }
    let state = format!("nobody owns the milestone {} yet", gaps.join(", "));
    Err(Refusal::new(state, "a committee for each milestone, in a new revision", "DSP4003 2.3 (D5)"))
}

/// A5: the others after the originating committee, or beside it at the discretion of their chair.
fn in_turn(case: &Case<'_>, ballot: &Ballot, body: &Body, under_way: &UnderWay) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 3.2 (A5)";
    if let Some(chair) = &ballot.parallel {
        let is_chair = body.acting_chair() == Some(chair);
        if is_chair && (case.act.by == *chair || super::has_evidence(case.act)) {
            return Ok(());
        }
        let state = format!("`{chair}` is not known to have chosen a parallel ballot in the {}", body.name);
        return Err(Refusal::new(state, "the chair of that committee, or evidence of the choice", CLAUSE)
            .who(case.setting(Some(&body.id)).who(Task::RunBallot)));
    }
    let Some(text) = case.record.text(under_way.revision) else { return Ok(()) };
    let first = Approver::Body(text.originating_committee.clone());
    let originates = text.originating_committee == body.id;
    let waits = under_way.needs.contains(&first) && given(case.state, case.record, &first).is_none();
    if originates || !waits {
        return Ok(());
    }
    let originating = case.roster.body_name(&text.originating_committee);
    let state =
        format!("the {originating}, which originates it, has not approved revision {}", under_way.revision);
    let needs = format!("its approval first, or `--parallel` by the chair of the {}", body.name);
    let mut who = case.setting(Some(&text.originating_committee)).who(Task::RunBallot);
    who.extend(case.setting(Some(&body.id)).who(Task::RunBallot));
    who.dedup();
    Err(Refusal::new(state, needs, CLAUSE).who(who))
}

/// What the ballot freezes is what holds when it opens.
fn terms_hold(case: &Case<'_>, ballot: &Ballot, body: &Body) -> Result<(), Refusal> {
    let refuse = |state: String, needs: String| Err(Refusal::new(state, needs, NORMAL));
    if ballot.roll.is_empty() {
        let needs = "seats in the roster: `seats` of the body".to_string();
        return refuse(format!("the {} has no seats, so nobody could vote", body.name), needs);
    }
    let asked =
        case.state.ballots.values().filter(|b| b.body == body.id && Some(b.revision) == case.act.revision);
    let choices = Choices {
        round: asked.count() as u32 + 1,
        parallel: ballot.parallel.clone(),
        opens: case.act.at,
        closes: ballot.closes,
    };
    let (round, terms) = (choices.round, case.policy.terms(&body.id));
    if *ballot != opening::ballot(body, case.roster, case.policy, choices) {
        let state = "the ballot's roll, rule or times are not those of roster and policy".to_string();
        return refuse(state, format!("the seats of the roster, the rule of the policy, round {round}"));
    }
    if ballot.closes < ballot.earliest {
        let state = format!("a ballot from {} to {} is too short", ballot.opens, ballot.closes);
        return refuse(state, format!("at least {} days (policy)", terms.minimum_days));
    }
    Ok(())
}

/// A vote is taken while its ballot is open, and only if it counts.
pub(super) fn vote(case: &Case<'_>, vote: &Vote) -> Result<State, Refusal> {
    let opened = opened(case, &vote.of, "a vote")?;
    if !case.setting(None).is_active(&case.act.by) {
        let state = format!("`{}` no longer acts for anybody (roster, `until`)", case.act.by);
        return Err(Refusal::new(state, "the voter or alternate of a seat", NORMAL));
    }
    let before = Tally::count(opened, votes(case, &vote.of));
    let own = before
        .seats
        .iter()
        .any(|(seat, said)| *seat == vote.seat && matches!(said, Said::Voted { recorded_by: None, .. }));
    if own && case.act.recorded_by.is_some() {
        let state =
            format!("the seat `{}` has voted itself, which goes before a record of the chair", vote.seat);
        return Err(Refusal::new(state, "a new vote of that member, if it has changed its mind", NORMAL));
    }
    let tally = Tally::count(opened, votes(case, &vote.of).chain([case.filed]));
    match tally.void.into_iter().find(|(digest, _)| *digest == case.filed.digest) {
        None => Ok(case.state.clone()),
        Some((_, why)) => {
            let state = format!("this is no vote in {}: {why}", vote.of);
            let seats = opened.ballot.roll.iter().map(|seat| {
                let voters = std::iter::once(&seat.voter).chain(&seat.alternate);
                let names: Vec<String> = voters.map(|id| case.roster.person_name(id)).collect();
                format!("{} ({})", names.join(" or "), seat.id)
            });
            Err(Refusal::new(state, "a vote of a seat on its roll, in time", "DSP4003 3.2 (A4)")
                .who(seats.collect()))
        }
    }
}

/// Closes a ballot with the counts of its votes.
pub(super) fn close(case: &Case<'_>, counted: &Counted) -> Result<State, Refusal> {
    let opened = opened(case, &counted.of, "a result")?;
    case.in_person(NORMAL)?;
    case.authorise(Task::RunBallot, Some(&opened.ballot.body), NORMAL)?;
    case.expect(Step::Close)?;
    if counted.ballot != opened.filed.digest {
        return Err(Refusal::new("the result is of another ballot", "the digest of this one", NORMAL));
    }
    let there: Vec<&Filed> =
        votes(case, &counted.of).filter(|filed| counted.votes.binary_search(&filed.digest).is_ok()).collect();
    let tally = Tally::count(opened, there);
    if let Some(lost) = counted.votes.iter().find(|digest| tally.votes.binary_search(digest).is_err()) {
        let state = format!("the result counts the vote {}, which is not there", lost.short());
        return Err(Refusal::new(state, "every vote that it counts", NORMAL));
    }
    if tally.result(opened) != *counted {
        let state = "the result is not what its votes add up to".to_string();
        let needs =
            format!("{}, {} for and {} against", tally.outcome, tally.counts.approve, tally.counts.oppose);
        return Err(Refusal::new(state, needs, NORMAL));
    }
    let (earliest, closes) = (opened.ballot.earliest, opened.ballot.closes);
    let silent = tally.silent().count();
    let in_time = case.act.at > closes || silent == 0 && case.act.at >= earliest;
    if !in_time {
        let state = format!("the ballot is open until {closes}, and {silent} seats have not voted");
        return Err(Refusal::new(
            state,
            format!("its end; or every vote, and {earliest} (the policy's minimum)"),
            NORMAL,
        ));
    }
    Ok(counted_in(case, counted, opened))
}

fn counted_in(case: &Case<'_>, counted: &Counted, opened: Opened<'_>) -> State {
    let mut next = case.moved_on();
    let status =
        BallotStatus::Closed { result: case.filed.digest, outcome: counted.outcome, on: case.act.on };
    let revision = opened.filed.act.revision.unwrap_or(0);
    if let Some(ballot) = next.ballots.get_mut(&counted.of) {
        ballot.status = status;
    }
    let body = case.roster.body(&opened.ballot.body);
    let is_board = body.is_some_and(|body| body.kind == BodyKind::Board);
    // The board approves by its resolution alone, which names this result (A6, R7).
    if counted.outcome == Outcome::Approved && !is_board {
        next.approvals.push(Approval {
            by: Approver::Body(opened.ballot.body.clone()),
            revision,
            on: case.act.on,
            act: case.filed.digest,
            records: None,
        });
        return settled(case, next);
    }
    if counted.outcome == Outcome::Rejected
        && let Some(under_way) = &mut next.under_way
    {
        under_way.rejected = Some(counted.of.clone());
        for ballot in next.ballots.values_mut().filter(|ballot| ballot.revision == revision) {
            if ballot.status == BallotStatus::Open {
                let because = format!("revision {revision} was rejected in {}", counted.of);
                ballot.status = BallotStatus::Withdrawn { because };
            }
        }
    }
    next
}

/// Calls a ballot off. Revision and other approvals stand.
pub(super) fn withdraw(case: &Case<'_>, withdraw: &Withdraw) -> Result<State, Refusal> {
    let opened = opened(case, &withdraw.of, "a withdrawal")?;
    case.in_person(NORMAL)?;
    case.authorise(Task::RunBallot, Some(&opened.ballot.body), NORMAL)?;
    case.expect(Step::WithdrawBallot)?;
    if withdraw.ballot != opened.filed.digest {
        return Err(Refusal::new("the withdrawal is of another ballot", "the digest of this one", NORMAL));
    }
    if withdraw.because.trim().is_empty() {
        return Err(Refusal::new("a ballot is withdrawn without a reason", "--because", "practice (U10)"));
    }
    let mut next = case.moved_on();
    if let Some(ballot) = next.ballots.get_mut(&withdraw.of) {
        ballot.status = BallotStatus::Withdrawn { because: withdraw.because.clone() };
    }
    Ok(next)
}

/// The open ballot of this name.
fn opened<'a>(case: &Case<'a>, name: &str, what: &str) -> Result<Opened<'a>, Refusal> {
    let standing = case.state.ballots.get(name);
    let filed = standing.and_then(|standing| case.record.act(standing.act));
    let (Some(standing), Some(filed)) = (standing, filed) else {
        let known: Vec<&str> = case.state.ballots.keys().map(String::as_str).collect();
        let known = if known.is_empty() { "none".to_string() } else { known.join(", ") };
        let state = format!("`{}` has no ballot {name}", case.act.register);
        return Err(Refusal::new(state, format!("a ballot there is: {known}"), NORMAL));
    };
    let ended = match &standing.status {
        BallotStatus::Open => None,
        BallotStatus::Closed { outcome, on, .. } => Some(format!("was closed on {on}: {outcome}")),
        BallotStatus::Withdrawn { because } => Some(format!("was withdrawn: {because}")),
    };
    if let Some(ended) = ended {
        let state = format!("the ballot {name} {ended}");
        return Err(Refusal::new(state, format!("an open ballot for {what}"), NORMAL));
    }
    let roster = case.record.rosters.get(&filed.act.roster);
    let body = roster.and_then(|roster| roster.body(&standing.body));
    Opened::of(filed, body.and_then(Body::acting_chair))
        .ok_or_else(|| Refusal::new(format!("{name} is no ballot"), "a ballot", NORMAL))
}

fn votes<'a>(case: &Case<'a>, name: &str) -> impl Iterator<Item = &'a Filed> + use<'a> {
    let votes: Vec<&'a Filed> = case.record.votes.get(name).cloned().unwrap_or_default();
    votes.into_iter()
}
