//! Compares the day of an act with the days of the events that it depends on, and its moment with that of earlier acts.

use super::context::ActContext;
use crate::act::{Act, Action, Approver, LetterKind, Progress, Resolve};
use crate::date::{Day, Moment, When};
use crate::process::approvals::given;
use crate::process::head::TIME;
use crate::process::stage::{Basis, Transition};
use crate::process::{BallotStatus, Established, Refusal, State};
use crate::register::Register;
use crate::source::Digest;

const KNOWN: &str = "practice";

/// Refuses a day before an event that the act depends on. A vote takes no step.
pub(super) fn check_day(ctx: &ActContext<'_>, step: Option<Transition>) -> Result<(), Refusal> {
    let bases = step.map_or(&[Basis::Opening][..], Transition::rests_on);
    for basis in bases {
        let Some(day) = days(ctx, *basis).into_iter().max() else {
            continue;
        };
        if ctx.act.on < day {
            let state = format!("this is dated {}, before {basis} on {day}", ctx.act.on);
            return Err(
                Refusal::new(state, format!("a day from {day} on: `--on`"), TIME).violation(),
            );
        }
    }
    Ok(())
}

/// Refuses an act that was recorded before one that its author knew of.
pub(super) fn check_moment(ctx: &ActContext<'_>) -> Result<(), Refusal> {
    let known = ctx
        .act
        .after
        .iter()
        .filter_map(|digest| ctx.history.act(*digest));
    let latest = known.map(|stored| stored.act.at).max();
    match latest.max(lower_bound(ctx)) {
        Some(bound) if ctx.act.at < bound => {
            let state = format!(
                "this was recorded at {}, before an act that it follows, at {bound}",
                ctx.act.at
            );
            let needs = format!("a time from {bound} on; check the clock of this machine");
            Err(Refusal::new(state, needs, KNOWN).violation())
        }
        _ => Ok(()),
    }
}

/// The earliest moment of an act that names no acts in `after`.
fn lower_bound(ctx: &ActContext<'_>) -> Option<Moment> {
    if let Action::Vote(vote) = &ctx.act.action {
        return Some(ctx.history.act(vote.ballot)?.act.at);
    }
    let is_feedback = matches!(&ctx.act.action, Action::Feedback(_));
    is_feedback
        .then(|| submission(ctx))
        .flatten()
        .map(|act| act.at)
}

/// The days of an event that an act depends on; empty where the register has no such event.
fn days(ctx: &ActContext<'_>, basis: Basis) -> Vec<Day> {
    let state = ctx.state;
    let day_of = |digest: Digest| ctx.history.act(digest).map(|stored| stored.act.on);
    let one = |day: Option<Day>| day.into_iter().collect();
    match basis {
        Basis::Proposal => one(state.proposal.as_ref().map(|proposal| proposal.on)),
        Basis::Submission if matches!(&ctx.act.action, Action::Feedback(_)) => {
            one(submission(ctx).map(|act| act.on))
        }
        Basis::Submission => one(state.under_way.as_ref().map(|under_way| under_way.on)),
        Basis::Opening => one(ballot_of(&ctx.act.action).and_then(day_of)),
        Basis::CommitteeApprovals => approval_days(ctx, |by| !is_board(ctx, by)),
        Basis::Approvals => approval_days(ctx, |_| true),
        Basis::BoardResult => one(board_result(&ctx.act.action).and_then(day_of)),
        Basis::Sending => one(state
            .under_way
            .as_ref()
            .and_then(|it| it.sent.as_ref())
            .map(|sent| sent.on)),
        Basis::InForce => one(state.in_force.as_ref().map(|in_force| in_force.on)),
        Basis::LastReview => one(state.in_force.as_ref().map(|in_force| in_force.reviewed)),
        Basis::Work => one(work_begun(ctx)),
        Basis::Completion => one(completed_on(ctx)),
        Basis::Feedback => one(said_on(ctx)),
        Basis::Recommendation => state
            .recommended
            .iter()
            .map(|it| it.on)
            .min()
            .into_iter()
            .collect(),
        Basis::Reported => reported(ctx),
    }
}

fn ballot_of(action: &Action) -> Option<Digest> {
    if let Action::Vote(vote) = action {
        return Some(vote.ballot);
    }
    if let Action::Result(counted) = action {
        return Some(counted.ballot);
    }
    if let Action::Withdraw(withdraw) = action {
        return Some(withdraw.ballot);
    }
    if let Action::Extend(extend) = action {
        Some(extend.ballot)
    } else {
        None
    }
}

/// The result of the board's ballot that a resolution names.
fn board_result(action: &Action) -> Option<Digest> {
    if let Action::Approve(approve) = action {
        return approve.result;
    }
    if let Action::Remove(remove) = action {
        remove.result
    } else {
        None
    }
}

/// For a reopened milestone, the day on which it was completed.
fn completed_on(ctx: &ActContext<'_>) -> Option<Day> {
    let Action::Milestone(it) = &ctx.act.action else {
        return None;
    };
    let completed = ctx
        .state
        .completed
        .get(&it.milestone)
        .filter(|_| it.status == Progress::Reopened)?;
    Some(completed.on)
}

/// The act that froze the text that an act names.
fn submission<'a>(ctx: &ActContext<'a>) -> Option<&'a Act> {
    let freezes = |act: &&Act| {
        act.action.freezes().is_some()
            && (act.revision, act.digest) == (ctx.act.revision, ctx.act.digest)
    };
    ctx.history
        .acts
        .iter()
        .map(|stored| &stored.act)
        .filter(freezes)
        .min_by_key(|act| act.at)
}

fn is_board(ctx: &ActContext<'_>, by: &Approver) -> bool {
    matches!(by, Approver::Body(id) if ctx.is_board(id))
}

/// The days of the approvals that count for the revision under way.
fn approval_days(ctx: &ActContext<'_>, is_wanted: impl Fn(&Approver) -> bool) -> Vec<Day> {
    let needs = ctx
        .state
        .under_way
        .iter()
        .flat_map(|under_way| &under_way.needs);
    let wanted = needs.filter(|by| **by != Approver::Partner && is_wanted(by));
    wanted
        .filter_map(|by| given(ctx.state, ctx.history, by))
        .map(|approval| approval.on)
        .collect()
}

/// The earliest possible day of work under the register.
fn work_begun(ctx: &ActContext<'_>) -> Option<Day> {
    let proposed = ctx.state.proposal.as_ref().map(|proposal| proposal.on);
    let text: Option<&Register> = ctx.history.text_in_force(ctx.state);
    let initiated = text.and_then(|text| text.initiated).map(When::first_day);
    proposed.into_iter().chain(initiated).min()
}

/// The day of the feedback or vote that the act resolves.
fn said_on(ctx: &ActContext<'_>) -> Option<Day> {
    let Action::Resolve(Resolve { of, .. }) = &ctx.act.action else {
        return None;
    };
    let voted = || {
        ctx.history
            .votes
            .values()
            .flatten()
            .copied()
            .find(|vote| vote.digest == *of)
    };
    ctx.history
        .act(*of)
        .or_else(voted)
        .map(|stored| stored.act.on)
}

/// The days of the events that a letter reports.
fn reported(ctx: &ActContext<'_>) -> Vec<Day> {
    let Action::Letter(letter) = &ctx.act.action else {
        return Vec::new();
    };
    let state = ctx.state;
    let day_of = |digest: Digest| ctx.history.act(digest).map(|stored| stored.act.on);
    let ballot = letter
        .ballot
        .as_ref()
        .and_then(|name| state.ballots.get(name));
    let day = match letter.letter {
        LetterKind::Socialization | LetterKind::EditorialChange => {
            state.under_way.as_ref().map(|it| it.on)
        }
        LetterKind::BallotOpened | LetterKind::BallotClosing => {
            ballot.and_then(|it| day_of(it.act))
        }
        LetterKind::BallotResult => ballot.and_then(|it| match &it.status {
            BallotStatus::Closed { on, .. } => Some(*on),
            BallotStatus::Open | BallotStatus::Withdrawn { .. } => day_of(it.act),
        }),
        LetterKind::Scheduling => return approval_days(ctx, |by| !is_board(ctx, by)),
        LetterKind::ApprovedRegister => return approval_days(ctx, |_| true),
        LetterKind::Contacts | LetterKind::PressContact => accepted_first(state),
        LetterKind::PressRelease => match &letter.milestone {
            Some(id) => state.completed.get(id).map(|completed| completed.on),
            None => accepted_first(state),
        },
        LetterKind::LiaisonReport | LetterKind::RequestAnswer => None,
        LetterKind::ContactsOff => state.removed.as_ref().map(|removed| removed.on),
    };
    day.into_iter().collect()
}

fn accepted_first(state: &State) -> Option<Day> {
    state.established.first().map(|Established { on, .. }| *on)
}
