//! Applies the record of a joint meeting about a request (DSP4003 5.3.2). The chair advises all attendees of the IP
//! policy at the outset. An attendee of a non-member company acknowledges it aloud or leaves; else the meeting stops.

use std::collections::BTreeSet;

use super::context::{RequestAct, RequestActContext};
use crate::act::{JointMeeting, Participant, Response};
use crate::casefold::casefold;
use crate::id::Id;
use crate::process::Refusal;
use crate::process::attendance::{called, company, fault};
use crate::request::ip_policy::{IpPolicyDuty, standing, stopped};
use crate::request::stage::RequestTransition;
use crate::request::state::RequestState;
use crate::roster::authority::Task;
use crate::text::is_blank;

impl RequestAct for JointMeeting {
    /// A meeting does not change the stage.
    fn apply(&self, ctx: &RequestActContext<'_>) -> Result<RequestState, Refusal> {
        const CLAUSE: &str = "DSP4003 5.3.2";
        ctx.expect(RequestTransition::Meet, CLAUSE)?;
        ctx.known_body(&self.host, CLAUSE)?;
        ctx.authorize(Task::Host, Some(&self.host), CLAUSE)?;
        advised(ctx, self)?;
        if self.participants.is_empty() {
            let state = "the meeting lists no attendees";
            return Err(Refusal::new(
                state,
                "every attendee, observers included: --attendee",
                CLAUSE,
            ));
        }
        each_once(ctx, self)?;
        joint(ctx, self)?;
        self.participants
            .iter()
            .try_for_each(|participant| acknowledged(ctx, participant))?;
        decided_in_time(ctx, self)?;
        let mut next = ctx.state.clone();
        next.meetings.push(ctx.stored.digest);
        Ok(next)
    }
}

/// Checks that each attendee is listed once, and that the person who advised the others is among them.
fn each_once(ctx: &RequestActContext<'_>, meeting: &JointMeeting) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    let mut seen = BTreeSet::new();
    for participant in &meeting.participants {
        let name = called(ctx.roster, &participant.who);
        if !seen.insert(casefold(&name)) {
            let state = format!("{name} is listed twice as an attendee");
            return Err(Refusal::new(state, "each attendee once", CLAUSE));
        }
    }
    let Some(adviser) = &meeting.advised_by else {
        return Ok(());
    };
    if meeting
        .participants
        .iter()
        .any(|participant| participant.who.person.as_ref() == Some(adviser))
    {
        return Ok(());
    }
    let state = format!(
        "{} advised the attendees but is not listed as one",
        ctx.roster.person_name(adviser)
    );
    Err(Refusal::new(
        state,
        format!("the adviser as an attendee: `--attendee {adviser}`"),
        CLAUSE,
    ))
}

/// Checks that the partner takes part, which makes the meeting a joint one.
fn joint(ctx: &RequestActContext<'_>, meeting: &JointMeeting) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    let partner = ctx
        .partnership()
        .and_then(|partnership| partnership.partner.as_ref());
    let Some(partner) = partner else {
        return Ok(());
    };
    let represents = |person: &Id| {
        ctx.roster
            .organization(partner)
            .is_some_and(|partner| partner.representatives.contains(person))
    };
    let is_of_partner = |participant: &Participant| {
        participant.who.person.as_ref().is_some_and(represents)
            || company(ctx.roster, &participant.who, ctx.act.on).is_some_and(|of| of.id == *partner)
    };
    if meeting.participants.iter().any(is_of_partner) {
        return Ok(());
    }
    let name = ctx.roster.organization_name(partner);
    let state = format!("no attendee is from {name}, so this is not a joint meeting");
    Err(Refusal::new(
        state,
        format!("an attendee from {name}"),
        CLAUSE,
    ))
}

/// Checks that the chair of the hosting body advised the attendees at the outset.
fn advised(ctx: &RequestActContext<'_>, meeting: &JointMeeting) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    let host = ctx.roster.body_name(&meeting.host);
    let setting = ctx.setting(Some(&meeting.host));
    let needs = format!("the advice of the chair of the {host} at the outset: --advised-by PERSON");
    let Some(adviser) = &meeting.advised_by else {
        let state = "the attendees were not advised of the IP policy at the outset of the meeting";
        return Err(Refusal::new(state, needs, CLAUSE).who(setting.who(Task::Advise)));
    };
    setting
        .authorize(Task::Advise, adviser, ctx.act.has_evidence())
        .map(|_| ())
        .map_err(|why| {
            let state = format!(
                "{} advised the attendees but does not chair the {host}",
                why.person
            );
            Refusal::new(state, needs, CLAUSE).who(why.who)
        })
}

/// Checks that the response of an attendee of a non-member company is recorded; observers included.
fn acknowledged(ctx: &RequestActContext<'_>, participant: &Participant) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    if let Some(fault) = fault(ctx.roster, &participant.who) {
        return Err(Refusal::new(
            fault,
            "a person in the roster, or a name with a company",
            CLAUSE,
        ));
    }
    let name = called(ctx.roster, &participant.who);
    let (standing, on) = (standing(ctx.roster, participant, ctx.act.on), ctx.act.on);
    let (state, needs) = match (standing, participant.response) {
        (IpPolicyDuty::Outsider, Some(_)) | (IpPolicyDuty::Member, None) => return Ok(()),
        // A member may acknowledge as well, or leave early.
        (IpPolicyDuty::Member, Some(Response::Acknowledged | Response::Left)) => return Ok(()),
        (IpPolicyDuty::Member, Some(Response::Stayed)) => (
            format!("{name} has the response `stayed`, but is from a member company"),
            "no response: only attendees of non-member companies acknowledge",
        ),
        (IpPolicyDuty::Outsider, None) => {
            let why = match (
                company(ctx.roster, &participant.who, on),
                &participant.who.person,
            ) {
                (Some(company), _) => format!("{} was not a member on {on}", company.name),
                (None, Some(_)) => format!("the roster has no company for this person on {on}"),
                (None, None) => "the roster has no member company with that name".to_string(),
            };
            (
                format!("the response of {name} to the IP policy is missing, and {why}"),
                "the response: `--attendee \"WHO; acknowledged\"`, or `left`, or `stayed`",
            )
        }
    };
    Err(Refusal::new(state, needs, CLAUSE))
}

/// Refuses decisions from after the point at which the meeting had to stop.
fn decided_in_time(ctx: &RequestActContext<'_>, meeting: &JointMeeting) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    if meeting
        .decisions
        .iter()
        .any(|decision| is_blank(&decision.text))
    {
        return Err(Refusal::new(
            "a decision is empty",
            "--decision \"HH:MM TEXT\"",
            CLAUSE,
        ));
    }
    let Some(stop) = stopped(meeting, ctx.roster, ctx.act.on) else {
        return Ok(());
    };
    let late = meeting
        .decisions
        .iter()
        .find(|decision| stop.is_over_at(decision.made));
    let Some(decision) = late else { return Ok(()) };
    let state = format!(
        "the meeting had to stop {}, when {} stayed without acknowledging the IP policy; the decision of {} is later",
        stop.time(),
        stop.because_of,
        decision.made
    );
    Err(Refusal::new(
        state,
        "only the earlier decisions; the others in another meeting",
        CLAUSE,
    ))
}
