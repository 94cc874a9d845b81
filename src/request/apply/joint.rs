//! Joint meetings about a request (DSP4003 5.3.2): everybody is told of the IP policy at the outset, everybody whose
//! company is no member acknowledges it aloud or leaves, and where somebody does neither, the meeting is over.

use std::collections::BTreeSet;

use super::RequestActContext;
use crate::act::{JointMeeting, Participant, Response};
use crate::casefold::casefold;
use crate::id::Id;
use crate::process::Refusal;
use crate::process::attendance::{called, company, fault};
use crate::request::State;
use crate::request::ip_policy::{IpPolicyDuty, standing, stopped};
use crate::request::stage::RequestTransition;
use crate::roster::authority::Task;
use crate::text::is_blank;

/// A meeting changes nothing about where the request stands.
pub(super) fn meet(ctx: &RequestActContext<'_>, meeting: &JointMeeting) -> Result<State, Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    ctx.expect(RequestTransition::Meet, CLAUSE)?;
    ctx.known_body(&meeting.host, CLAUSE)?;
    ctx.authorize(Task::Host, Some(&meeting.host), CLAUSE)?;
    advised(ctx, meeting)?;
    if meeting.participants.is_empty() {
        let state = "nobody is listed who took part";
        return Err(Refusal::new(
            state,
            "everybody who was there, observers too: --attendee",
            CLAUSE,
        ));
    }
    each_once(ctx, meeting)?;
    joint(ctx, meeting)?;
    meeting
        .participants
        .iter()
        .try_for_each(|participant| acknowledged(ctx, participant))?;
    decided_in_time(ctx, meeting)?;
    let mut next = ctx.state.clone();
    next.meetings.push(ctx.stored.digest);
    Ok(next)
}

/// Each attendee is listed once, and the one who advised the others is among them.
fn each_once(ctx: &RequestActContext<'_>, meeting: &JointMeeting) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    let mut seen = BTreeSet::new();
    for participant in &meeting.participants {
        let name = called(ctx.roster, &participant.who);
        if !seen.insert(casefold(&name)) {
            let state = format!("{name} is listed twice among those who took part");
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
        "{} advised the participants and is not listed among them",
        ctx.roster.person_name(adviser)
    );
    Err(Refusal::new(
        state,
        format!("the one who advised, too: `--attendee {adviser}`"),
        CLAUSE,
    ))
}

/// A meeting is joint when the partner takes part.
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
    let state = format!("nobody of {name} is listed: the meeting is not a joint one");
    Err(Refusal::new(
        state,
        format!("somebody of {name} among the attendees"),
        CLAUSE,
    ))
}

/// The chair of the hosting body advises everybody at the outset.
fn advised(ctx: &RequestActContext<'_>, meeting: &JointMeeting) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    let host = ctx.roster.body_name(&meeting.host);
    let setting = ctx.setting(Some(&meeting.host));
    let needs = format!("the advice of the chair of the {host} at the outset: --advised-by PERSON");
    let Some(adviser) = &meeting.advised_by else {
        let state = "nobody advised the participants of the IP policy at the outset of the meeting";
        return Err(Refusal::new(state, needs, CLAUSE).who(setting.who(Task::Advise)));
    };
    setting
        .authorize(Task::Advise, adviser, ctx.act.has_evidence())
        .map(|_| ())
        .map_err(|why| {
            let state = format!(
                "{} advised the participants, and does not chair the {host}",
                why.person
            );
            Refusal::new(state, needs, CLAUSE).who(why.who)
        })
}

/// What somebody whose company is no member did is on record; observers are asked like everybody.
fn acknowledged(ctx: &RequestActContext<'_>, participant: &Participant) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    if let Some(fault) = fault(ctx.roster, &participant.who) {
        return Err(Refusal::new(
            fault,
            "a person of the roster, or a name with a company",
            CLAUSE,
        ));
    }
    let name = called(ctx.roster, &participant.who);
    let (standing, on) = (standing(ctx.roster, participant, ctx.act.on), ctx.act.on);
    let (state, needs) = match (standing, participant.response) {
        (IpPolicyDuty::Outsider, Some(_)) | (IpPolicyDuty::Member, None) => return Ok(()),
        // It does no harm when members acknowledge as well, or go home early.
        (IpPolicyDuty::Member, Some(Response::Acknowledged | Response::Left)) => return Ok(()),
        (IpPolicyDuty::Member, Some(Response::Stayed)) => (
            format!(
                "{name} is said to have stayed without acknowledging the IP policy, and is of a member company"
            ),
            "no response: only those whose company is no member are asked",
        ),
        (IpPolicyDuty::Outsider, None) => {
            let why = match (
                company(ctx.roster, &participant.who, on),
                &participant.who.person,
            ) {
                (Some(company), _) => format!("{} was no member on {on}", company.name),
                (None, Some(_)) => format!("the roster knows no company that it was for on {on}"),
                (None, None) => "the roster knows no member company of that name".to_string(),
            };
            (
                format!(
                    "it is not said whether {name} acknowledged the IP policy aloud, and {why}"
                ),
                "what happened when asked, as `--attendee \"WHO; acknowledged\"`, or left, or stayed",
            )
        }
    };
    Err(Refusal::new(state, needs, CLAUSE))
}

/// What came before somebody stayed who did not acknowledge stands, and nothing after it.
fn decided_in_time(ctx: &RequestActContext<'_>, meeting: &JointMeeting) -> Result<(), Refusal> {
    const CLAUSE: &str = "DSP4003 5.3.2";
    if meeting
        .decisions
        .iter()
        .any(|decision| is_blank(&decision.text))
    {
        return Err(Refusal::new(
            "a decision says nothing",
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
        "the meeting was stopped {}, when {} stayed without acknowledging the IP policy; the decision of {} came after",
        stop.time(),
        stop.because_of,
        decision.made
    );
    Err(Refusal::new(
        state,
        "the decisions from before; the others in another meeting",
        CLAUSE,
    ))
}
