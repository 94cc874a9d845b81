//! Feedback on a revision, and what becomes of it (DSP4003 3.1: A3).

use super::ActContext;
use super::gate::who_may_resolve;
use crate::act::{Action, Disposition, Feedback, Matter, Resolve, StoredAct};
use crate::id::Id;
use crate::process::approvals::demand;
use crate::process::feedback::{Voice, authors, judge, task_of_judge};
use crate::process::stage::Transition;
use crate::process::{Objected, Refusal, State};
use crate::register::Register;
use crate::roster::authority::{Setting, Task};
use crate::source::Digest;
use crate::text::{is_blank, says_something};

const CLAUSE: &str = Transition::Feedback.clause();

/// Members of every body, the VP, the owner and the partner say what they have to say.
pub(super) fn add(case: &ActContext<'_>, feedback: &Feedback) -> Result<State, Refusal> {
    case.expect(Transition::Feedback)?;
    let text = submitted(case)?;
    if is_blank(&feedback.text) {
        return Err(Refusal::new("the feedback says nothing", "--text", CLAUSE));
    }
    relayed(case, text)?;
    if feedback.matter == Matter::Removal {
        return raise(case, feedback);
    }
    let bodies: Vec<Id> = case
        .roster
        .bodies
        .iter()
        .map(|body| body.id.clone())
        .collect();
    if let Some(other) = feedback.body.as_ref().filter(|body| !bodies.contains(body)) {
        let names: Vec<&str> = bodies.iter().map(|body| body.as_str()).collect();
        let state = format!("`{other}` is no body of the roster");
        return Err(Refusal::new(
            state,
            format!("one of: {}", names.join(", ")),
            CLAUSE,
        ));
    }
    let setting = Setting {
        concerned: &bodies,
        body: feedback.body.as_ref(),
        ..case.setting(None)
    };
    let task = if feedback.body.is_some() {
        Task::SpeakFor
    } else {
        Transition::Feedback.task()
    };
    let authorized = setting.authorize(task, &case.act.by, case.act.has_evidence());
    authorized.map_err(|why| {
        let needs = match feedback.body {
            Some(_) => "the chair of the body, or evidence that it said so",
            None => "a member of a committee, a working group, the board or the executive committee, the owner or a \
                     representative of the partner",
        };
        Refusal::new(why.to_string(), needs, CLAUSE).who(why.who)
    })?;
    let mut next = case.state.clone();
    next.feedback.push(case.filed.digest);
    match feedback.matter {
        Matter::Objection => Ok(no_longer_editorial(case, next, text)),
        Matter::Comment | Matter::Milestone | Matter::Removal => Ok(next),
    }
}

/// What another person said is recorded by the VP, the owner or the originating chair, with evidence.
fn relayed(case: &ActContext<'_>, text: &Register) -> Result<(), Refusal> {
    let Some(recorder) = &case.act.recorded_by else {
        return Ok(());
    };
    let setting = case.setting(Some(&text.originating_committee));
    setting
        .authorize(Task::Relay, recorder, case.act.has_evidence())
        .map(|_| ())
        .map_err(|why| {
            let needs = "the person's own act, or a record with `--evidence` by one of these";
            Refusal::new(why.to_string(), needs, CLAUSE).who(why.who)
        })
}

/// U7: every person of the roster may raise that the partner is gone; the VP or a member of the executive committee
/// answers.
fn raise(case: &ActContext<'_>, feedback: &Feedback) -> Result<State, Refusal> {
    const CLAUSE: &str = Transition::Recommend.clause();
    case.in_force(CLAUSE)?;
    if let Some(body) = &feedback.body {
        let state = format!(
            "a removal is raised for the {}",
            case.roster.body_name(body)
        );
        return Err(Refusal::new(
            state,
            "a person's own word, without `--for`",
            CLAUSE,
        ));
    }
    case.authorize(Task::Raise, None, CLAUSE)?;
    let mut next = case.state.clone();
    next.feedback.push(case.filed.digest);
    Ok(next)
}

/// The text that the act names, which must have been submitted.
fn submitted<'a>(case: &ActContext<'a>) -> Result<&'a Register, Refusal> {
    let last = case.state.last_revision;
    let frozen = case
        .act
        .revision
        .and_then(|number| Some((number, case.history.revisions.get(&number)?)));
    let fits =
        frozen.filter(|(number, frozen)| *number <= last && case.act.digest == Some(frozen.digest));
    if let Some(text) = fits.and_then(|(_, frozen)| frozen.register) {
        return Ok(text);
    }
    let state = match (case.act.revision, last) {
        (_, 0) => "no revision was submitted yet".to_string(),
        (None, _) => "nothing is on its way".to_string(),
        (Some(number), _) => format!("revision {number} with this text was never submitted"),
    };
    let needs = match last {
        0 => "a revision: `wr submit`".to_string(),
        _ => format!("a revision that was: `--revision N`, to {last}"),
    };
    Err(Refusal::new(state, needs, CLAUSE))
}

/// U4a: one member's objection makes an ordinary change of an editorial one, as if it had never been declared so.
fn no_longer_editorial(case: &ActContext<'_>, mut next: State, text: &Register) -> State {
    let Some(under_way) = &mut next.under_way else {
        return next;
    };
    if Some(under_way.revision) != case.act.revision {
        return next;
    }
    let Some(editorial) = under_way.editorial.take() else {
        return next;
    };
    let roster = case.history.roster_of(under_way).unwrap_or(case.roster);
    let demand = demand(case.state, case.history, text, roster);
    under_way.class = demand.classes.into_iter().collect();
    under_way.needs = demand.needs.into_iter().collect();
    under_way.objected = Some(Objected {
        act: case.filed.digest,
        editorial,
    });
    next.since = Some(case.act.on);
    super::text::settled(case, next)
}

/// Feedback, or the comment of a vote, gets its disposition, once.
pub(super) fn resolve(case: &ActContext<'_>, resolve: &Resolve) -> Result<State, Refusal> {
    case.expect(Transition::Resolve)?;
    case.in_person(CLAUSE)?;
    let Some(voice) = voice(case, resolve.of) else {
        let state = format!(
            "{} is no feedback on `{}`",
            resolve.of.short(),
            case.act.register
        );
        let needs = format!(
            "feedback, or a vote with a comment: `wr feedback list {}`",
            case.act.register
        );
        return Err(Refusal::new(state, needs, CLAUSE));
    };
    let of = &voice.filed.act;
    if (case.act.revision, case.act.digest) != (of.revision, of.digest) {
        let state = "the disposition names another text than what it disposes of";
        return Err(Refusal::new(
            state,
            format!("revision {}", voice.revision()),
            CLAUSE,
        ));
    }
    if let Some(earlier) = case
        .state
        .resolved
        .get(&resolve.of)
        .and_then(|act| case.history.act(*act))
    {
        let by = case.roster.person_name(&earlier.act.by);
        let what = if let Action::Resolve(earlier) = &earlier.act.action {
            earlier.disposition.to_string()
        } else {
            "resolved".to_string()
        };
        let state = format!(
            "{} was {what} by {by} on {}",
            voice.in_words(case.roster),
            earlier.act.on
        );
        return Err(Refusal::new(
            state,
            "new feedback, when there is more to say",
            CLAUSE,
        ));
    }
    may_resolve(case, resolve, &voice)?;
    let says_why = says_something(&resolve.because);
    if resolve.disposition == Disposition::Declined && !says_why {
        return Err(Refusal::new(
            "it is declined without a reason",
            "--because TEXT",
            CLAUSE,
        ));
    }
    let mut next = case.state.clone();
    next.resolved.insert(resolve.of, case.filed.digest);
    Ok(next)
}

/// What is taken back, its author takes back. Else the owner, the originating chair and the VP dispose of comments;
/// of an objection only the chair whom policy names.
fn may_resolve(case: &ActContext<'_>, resolve: &Resolve, voice: &Voice<'_>) -> Result<(), Refusal> {
    let by = &case.act.by;
    if resolve.disposition == Disposition::Withdrawn {
        if authors(voice, case.roster).contains(by) && case.setting(None).is_active(by) {
            return Ok(());
        }
        let state = format!(
            "{} cannot withdraw {}",
            case.roster.person_name(by),
            voice.in_words(case.roster)
        );
        return Err(
            Refusal::new(state, "its author, or another disposition", CLAUSE)
                .who(who_may_resolve(case, voice)),
        );
    }
    let (task, body) = match voice.is_objection() {
        true => {
            let body = judge(voice, case.history, case.policy, case.roster);
            (
                task_of_judge(voice, case.history, &case.setting(body)),
                body,
            )
        }
        false if voice.is_about_removal() => (Transition::Recommend.task(), None),
        false => (
            Transition::Resolve.task(),
            case.history
                .text(voice.revision())
                .map(|text| &text.originating_committee),
        ),
    };
    let own = task == Task::JudgeChair && !case.setting(body).first(task).contains(by);
    if own {
        let state = format!(
            "{} is an objection to what the chair did",
            voice.in_words(case.roster)
        );
        let needs = "the vice-chair, or the VP of Alliances where there is none; or its author (`withdrawn`)";
        return Err(Refusal::new(state, needs, CLAUSE).who(who_may_resolve(case, voice)));
    }
    case.setting(body)
        .authorize(task, by, case.act.has_evidence())
        .map(|_| ())
        .map_err(|why| {
            let needs = match voice.is_objection() {
                true => "its author (`withdrawn`), or the chair whom policy names (`objections`)",
                false => "one of those who may",
            };
            Refusal::new(why.to_string(), needs, CLAUSE).who(who_may_resolve(case, voice))
        })
}

/// What this digest says: feedback that was let be, or a vote with a comment in a ballot.
fn voice<'a>(case: &ActContext<'a>, of: Digest) -> Option<Voice<'a>> {
    if case.state.feedback.contains(&of) {
        return Voice::of(case.history.act(of)?);
    }
    let ballots = case.state.ballots.iter();
    let mut votes = ballots.filter_map(|(name, standing)| {
        let votes = case.history.votes.get(name.as_str())?;
        let filed: &'a StoredAct = votes.iter().copied().find(|vote| vote.digest == of)?;
        let ballot = case.history.act(standing.act)?;
        case.history.opened(ballot)?.admits(filed).ok()?;
        Some(filed)
    });
    Voice::of(votes.next()?)
}
