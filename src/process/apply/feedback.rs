//! Applies feedback on a revision and its dispositions (DSP4003 3.1).

use super::context::{ActContext, RegisterAct};
use super::gate::who_may_resolve;
use super::settle::settled;
use crate::act::{Action, Disposition, Feedback, Matter, Resolve, StoredAct};
use crate::id::Id;
use crate::process::approvals::demand;
use crate::process::feedback::{Statement, authors, judge, task_of_judge};
use crate::process::stage::Transition;
use crate::process::{Objected, Refusal, State};
use crate::register::Register;
use crate::roster::authority::{Setting, Task};
use crate::source::Digest;
use crate::text::{is_blank, says_something};

const CLAUSE: &str = Transition::Feedback.clause();

impl RegisterAct for Feedback {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Feedback)
    }

    /// Members of every body, the VP, the owner and the partner may give feedback.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        ctx.expect(Transition::Feedback)?;
        let text = submitted(ctx)?;
        if is_blank(&self.text) {
            return Err(Refusal::new("the feedback is empty", "--text", CLAUSE));
        }
        relayed(ctx, text)?;
        if self.matter == Matter::Removal {
            return raise(ctx, self);
        }
        let bodies: Vec<Id> = ctx
            .roster
            .bodies
            .iter()
            .map(|body| body.id.clone())
            .collect();
        if let Some(other) = self.body.as_ref().filter(|body| !bodies.contains(body)) {
            let names: Vec<&str> = bodies.iter().map(|body| body.as_str()).collect();
            let state = format!("the roster has no body `{other}`");
            return Err(Refusal::new(
                state,
                format!("one of: {}", names.join(", ")),
                CLAUSE,
            ));
        }
        let setting = Setting {
            concerned: &bodies,
            body: self.body.as_ref(),
            ..ctx.setting(None)
        };
        let task = if self.body.is_some() {
            Task::SpeakFor
        } else {
            Transition::Feedback.task()
        };
        let authorized = setting.authorize(task, &ctx.act.by, ctx.act.has_evidence());
        authorized.map_err(|why| {
        let needs = match self.body {
            Some(_) => "the chair of the body, or evidence of its statement",
            None => "a member of a committee, a working group, the board or the executive committee, the owner or a \
                     representative of the partner",
        };
        Refusal::new(why.to_string(), needs, CLAUSE).who(why.who)
    })?;
        let mut next = ctx.state.clone();
        next.feedback.push(ctx.stored.digest);
        match self.matter {
            Matter::Objection => Ok(no_longer_editorial(ctx, next, text)),
            Matter::Comment | Matter::Milestone | Matter::Removal => Ok(next),
        }
    }
}

/// The VP, the owner or the originating chair records another person's feedback, with evidence.
fn relayed(ctx: &ActContext<'_>, text: &Register) -> Result<(), Refusal> {
    let Some(recorder) = &ctx.act.recorded_by else {
        return Ok(());
    };
    let setting = ctx.setting(Some(&text.originating_committee));
    setting
        .authorize(Task::Relay, recorder, ctx.act.has_evidence())
        .map(|_| ())
        .map_err(|why| {
            let needs =
                "the person's own act, or a record with `--evidence` by an authorized person";
            Refusal::new(why.to_string(), needs, CLAUSE).who(why.who)
        })
}

/// Every person in the roster may suggest a removal. The VP or a member of the executive committee answers.
fn raise(ctx: &ActContext<'_>, feedback: &Feedback) -> Result<State, Refusal> {
    const CLAUSE: &str = Transition::Recommend.clause();
    ctx.in_force(CLAUSE)?;
    if let Some(body) = &feedback.body {
        let state = format!(
            "the {} cannot suggest a removal",
            ctx.roster.body_name(body)
        );
        return Err(Refusal::new(
            state,
            "a person's own feedback, without `--for`",
            CLAUSE,
        ));
    }
    ctx.authorize(Task::Raise, None, CLAUSE)?;
    let mut next = ctx.state.clone();
    next.feedback.push(ctx.stored.digest);
    Ok(next)
}

/// The submitted text that the act names.
fn submitted<'a>(ctx: &ActContext<'a>) -> Result<&'a Register, Refusal> {
    let last = ctx.state.last_revision;
    let frozen = ctx
        .act
        .revision
        .and_then(|number| Some((number, ctx.history.revisions.get(&number)?)));
    let fits =
        frozen.filter(|(number, frozen)| *number <= last && ctx.act.digest == Some(frozen.digest));
    if let Some(text) = fits.and_then(|(_, frozen)| frozen.register) {
        return Ok(text);
    }
    let state = match (ctx.act.revision, last) {
        (_, 0) => "no revision was submitted yet".to_string(),
        (None, _) => "no revision is under way".to_string(),
        (Some(number), _) => format!("revision {number} with this text was not submitted"),
    };
    let needs = match last {
        0 => "a revision: `wr submit`".to_string(),
        _ => format!("a submitted revision: `--revision N`, at most {last}"),
    };
    Err(Refusal::new(state, needs, CLAUSE))
}

/// An objection turns a declared editorial change into an ordinary one, with the approvals that it needs.
fn no_longer_editorial(ctx: &ActContext<'_>, mut next: State, text: &Register) -> State {
    let Some(under_way) = &mut next.under_way else {
        return next;
    };
    if Some(under_way.revision) != ctx.act.revision {
        return next;
    }
    let Some(editorial) = under_way.editorial.take() else {
        return next;
    };
    let roster = ctx.history.roster_of(under_way).unwrap_or(ctx.roster);
    let demand = demand(ctx.state, ctx.history, text, roster);
    under_way.class = demand.classes.into_iter().collect();
    under_way.needs = demand.needs.into_iter().collect();
    under_way.objected = Some(Objected {
        act: ctx.stored.digest,
        editorial,
    });
    next.since = Some(ctx.act.on);
    settled(ctx, next)
}

impl RegisterAct for Resolve {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Resolve)
    }

    /// Records the only disposition of feedback or of the comment of a vote.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        ctx.expect(Transition::Resolve)?;
        ctx.in_person(CLAUSE)?;
        let Some(voice) = voice(ctx, self.of) else {
            let state = format!(
                "{} is not feedback on `{}`",
                self.of.short(),
                ctx.act.register
            );
            let needs = format!(
                "feedback, or a vote with a comment: `wr feedback list {}`",
                ctx.act.register
            );
            return Err(Refusal::new(state, needs, CLAUSE));
        };
        let of = &voice.stored.act;
        if (ctx.act.revision, ctx.act.digest) != (of.revision, of.digest) {
            let state = "the disposition and the feedback name different texts";
            return Err(Refusal::new(
                state,
                format!("revision {}", voice.revision()),
                CLAUSE,
            ));
        }
        if let Some(earlier) = ctx
            .state
            .resolved
            .get(&self.of)
            .and_then(|act| ctx.history.act(*act))
        {
            let by = ctx.roster.person_name(&earlier.act.by);
            let what = if let Action::Resolve(earlier) = &earlier.act.action {
                earlier.disposition.to_string()
            } else {
                "resolved".to_string()
            };
            let state = format!(
                "{} was {what} by {by} on {}",
                voice.in_words(ctx.roster),
                earlier.act.on
            );
            return Err(Refusal::new(
                state,
                "new feedback: `wr feedback add`",
                CLAUSE,
            ));
        }
        may_resolve(ctx, self, &voice)?;
        let says_why = says_something(&self.because);
        if self.disposition == Disposition::Declined && !says_why {
            return Err(Refusal::new(
                "declining feedback needs a reason",
                "--because TEXT",
                CLAUSE,
            ));
        }
        let mut next = ctx.state.clone();
        next.resolved.insert(self.of, ctx.stored.digest);
        Ok(next)
    }
}

/// The author withdraws a statement. Otherwise the owner, the originating chair or the VP resolves a comment, and only
/// the chair that policy names resolves an objection.
fn may_resolve(
    ctx: &ActContext<'_>,
    resolve: &Resolve,
    voice: &Statement<'_>,
) -> Result<(), Refusal> {
    let by = &ctx.act.by;
    if resolve.disposition == Disposition::Withdrawn {
        if authors(voice, ctx.roster).contains(by) && ctx.setting(None).is_active(by) {
            return Ok(());
        }
        let state = format!(
            "{} cannot withdraw {}",
            ctx.roster.person_name(by),
            voice.in_words(ctx.roster)
        );
        return Err(
            Refusal::new(state, "its author, or another disposition", CLAUSE)
                .who(who_may_resolve(ctx, voice)),
        );
    }
    let (task, body) = match voice.is_objection() {
        true => {
            let body = judge(voice, ctx.history, ctx.policy, ctx.roster);
            (task_of_judge(voice, ctx.history, &ctx.setting(body)), body)
        }
        false if voice.is_about_removal() => (Transition::Recommend.task(), None),
        false => (
            Transition::Resolve.task(),
            ctx.history
                .text(voice.revision())
                .map(|text| &text.originating_committee),
        ),
    };
    let own = task == Task::JudgeChair && !ctx.setting(body).first(task).contains(by);
    if own {
        let state = format!(
            "{} is an objection to an act of the chair",
            voice.in_words(ctx.roster)
        );
        let needs = "the vice-chair, else the VP of Alliances; or its author (`withdrawn`)";
        return Err(Refusal::new(state, needs, CLAUSE).who(who_may_resolve(ctx, voice)));
    }
    ctx.setting(body)
        .authorize(task, by, ctx.act.has_evidence())
        .map(|_| ())
        .map_err(|why| {
            let needs = match voice.is_objection() {
                true => "its author (`withdrawn`), or the chair that policy names (`objections`)",
                false => "an authorized person",
            };
            Refusal::new(why.to_string(), needs, CLAUSE).who(who_may_resolve(ctx, voice))
        })
}

/// The statement with this digest: legal feedback, or a vote with a comment.
fn voice<'a>(ctx: &ActContext<'a>, of: Digest) -> Option<Statement<'a>> {
    if ctx.state.feedback.contains(&of) {
        return Statement::of(ctx.history.act(of)?);
    }
    let ballots = ctx.state.ballots.iter();
    let mut votes = ballots.filter_map(|(name, standing)| {
        let votes = ctx.history.votes.get(name.as_str())?;
        let stored: &'a StoredAct = votes.iter().copied().find(|vote| vote.digest == of)?;
        let ballot = ctx.history.act(standing.act)?;
        ctx.history.opened(ballot)?.admits(stored).ok()?;
        Some(stored)
    });
    Statement::of(votes.next()?)
}
