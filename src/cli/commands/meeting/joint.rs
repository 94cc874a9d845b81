//! `wr meeting add REQUEST --kind phone`: records joint meetings about a change request (DSP4003 5.3.2).

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

use crate::act::{Action, Attendee, Decision, JointMeeting, MeetingPlace, Participant, Response};
use crate::cli::app::acting::{ActOptions, ActingContext, Plan, act_on_request};
use crate::cli::app::context::{Environment, request_id};
use crate::cli::app::ui;
use crate::date::Daytime;
use crate::id::Id;
use crate::request::ip_policy::stopped;
use crate::roster::Roster;
use crate::snapshot::RequestContext;
use crate::text::says_something;

/// The options of joint meetings only.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Joint meetings about a change request")]
pub(super) struct MeetingJointCommand {
    /// The change request, as an option
    #[arg(long = "for", value_name = "REQUEST", value_parser = request_id, hide = true)]
    pub request: Option<Id>,
    /// Where it was announced: a message, a page
    #[arg(long, value_name = "TEXT")]
    announcement: Option<String>,
    /// How the announcement included the IP policy: a link, or a note that it had the text
    #[arg(long, value_name = "TEXT")]
    ip_policy: Option<String>,
    /// Who advised the participants of the IP policy at the start: the chair of the hosting body
    #[arg(long, value_name = "PERSON")]
    advised_by: Option<String>,
    /// A participant or observer: "PERSON" in the roster or "NAME; COMPANY"; if the company is not a member, add
    /// "; acknowledged", "; left" or "; stayed"; if the person came late, add "; HH:MM"; may be given several times
    #[arg(long = "attendee", value_name = "ATTENDEE")]
    present: Vec<String>,
    /// A file with attendees, one per line in the same form; lines that begin with # are ignored
    #[arg(long = "attendees", value_name = "FILE")]
    list: Option<PathBuf>,
    /// A decision with its time: "HH:MM TEXT"; may be given several times
    #[arg(long = "decision", value_name = "DECISION")]
    decisions: Vec<String>,
}

/// The options that calls and joint meetings share.
pub(super) struct MeetingTerms<'a> {
    /// In person or by phone; none for a call.
    pub place: Option<MeetingPlace>,
    /// The body that hosted it.
    pub host: Option<&'a str>,
    /// The outcome.
    pub note: Option<&'a String>,
}

impl MeetingJointCommand {
    /// Whether any of them is given.
    pub(super) fn is_given(&self) -> bool {
        let texts = [&self.announcement, &self.ip_policy, &self.advised_by];
        self.request.is_some()
            || self.list.is_some()
            || texts.iter().any(|text| text.is_some())
            || !(self.present.is_empty() && self.decisions.is_empty())
    }

    /// Records the meeting, and warns if the announcement did not include the IP policy.
    pub(super) fn record_meeting(
        &self,
        env: &Environment,
        request: &Id,
        shape: &MeetingTerms<'_>,
        acting: &ActOptions,
    ) -> Result<()> {
        let mut attendees = self.present.clone();
        if let Some(path) = self.list.as_ref().map(|path| env.dir.join(path)) {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("{} cannot be read", path.display()))?;
            let lines = text
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty() && !line.starts_with('#'));
            attendees.extend(lines.map(str::to_string));
        }
        act_on_request(env, request, acting, |ctx| {
            self.plan(ctx, &attendees, shape)
        })?;
        if !(says_something(&self.announcement) && says_something(&self.ip_policy)) {
            ui::err(
                "warning: the announcement should include the IP policy or a link to it (DSP4003 5.3.2)",
            );
        }
        Ok(())
    }

    fn plan(
        &self,
        ctx: &ActingContext<'_, RequestContext<'_>>,
        attendees: &[String],
        shape: &MeetingTerms<'_>,
    ) -> Result<Plan> {
        let Some(place) = shape.place else {
            bail!("give the kind of meeting: `--kind in-person` or `--kind phone`");
        };
        let Some(host) = shape.host else {
            bail!("name the body that hosted the meeting: `--host BODY`")
        };
        let participants: Result<Vec<Participant>> = attendees
            .iter()
            .map(|given| participant(ctx.subject.roster, given))
            .collect();
        let decisions: Result<Vec<Decision>> =
            self.decisions.iter().map(|given| decision(given)).collect();
        let adviser = self
            .advised_by
            .as_deref()
            .map(|given| ctx.subject.roster.find_person(given))
            .transpose()?;
        let host = ctx.subject.roster.find_body(host)?;
        let meeting = JointMeeting {
            place,
            host: host.id.clone(),
            announcement: self.announcement.clone(),
            ip_policy: self.ip_policy.clone(),
            advised_by: adviser.map(|person| person.id.clone()),
            participants: participants?,
            decisions: decisions?,
            note: shape.note.cloned(),
        };
        let stop = stopped(&meeting, ctx.subject.roster, ctx.on).map_or(String::new(), |stop| {
            format!(
                "; it was stopped {}, because {} stayed without acknowledging the IP policy",
                stop.time(),
                stop.because_of
            )
        });
        let people = match meeting.participants.len() {
            1 => "1 participant".to_string(),
            many => format!("{many} participants"),
        };
        let decided = match meeting.decisions.len() {
            0 => String::new(),
            1 => ", 1 decision".to_string(),
            many => format!(", {many} decisions"),
        };
        let subject = format!(
            "a joint meeting {place} on {}, hosted by the {}, {people}{decided}{stop}",
            ctx.on, host.name
        );
        Ok(Plan::of(Action::JointMeeting(meeting), subject))
    }
}

/// Parses `PERSON` or `NAME; COMPANY`, followed by a response and a time in any order.
fn participant(roster: &Roster, given: &str) -> Result<Participant> {
    let mut parts = given.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let (mut company, mut response, mut arrived) = (None, None, None);
    for part in parts {
        let taken = if let Ok(said) = part.parse::<Response>() {
            response.replace(said).is_some()
        } else if part.contains(':') {
            let time: Daytime = part.parse().with_context(|| format!("in `{given}`"))?;
            arrived.replace(time).is_some()
        } else {
            company.replace(part).is_some()
        };
        if taken {
            bail!(
                "`{given}` has too many parts: one company, one of acknowledged, left and stayed, and one time HH:MM"
            );
        }
    }
    Ok(Participant {
        who: attendee(roster, name, company)?,
        response,
        arrived,
    })
}

/// A person in the roster, or another person with a company.
fn attendee(roster: &Roster, name: &str, company: Option<&str>) -> Result<Attendee> {
    let Some(company) = company else {
        return match roster.find_person(name) {
            Ok(person) => Ok(Attendee {
                person: Some(person.id.clone()),
                name: None,
                company: None,
            }),
            Err(why) => {
                bail!(
                    "{why}; add the company of a person who is not in the roster: \"NAME; COMPANY\""
                )
            }
        };
    };
    let same = roster.person_called(name).filter(|person| {
        let named = roster
            .organization_called(company)
            .map(|organization| &organization.id);
        named.is_some() && named == person.organization.as_ref()
    });
    Ok(match same {
        Some(person) => Attendee {
            person: Some(person.id.clone()),
            name: None,
            company: None,
        },
        None => Attendee {
            person: None,
            name: Some(name.to_string()),
            company: Some(company.to_string()),
        },
    })
}

fn decision(given: &str) -> Result<Decision> {
    let (time, text) = given.trim().split_once(' ').unwrap_or((given, ""));
    let made = time
        .parse()
        .with_context(|| format!("the decision `{given}` does not begin with a time"))?;
    Ok(Decision {
        made,
        text: text.trim().to_string(),
    })
}

/// The values of `--kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MeetingForm {
    /// A conference call with the partner about a register
    Call,
    /// A joint meeting in person
    InPerson,
    /// A joint meeting by phone
    Phone,
}

impl MeetingForm {
    /// Where a joint meeting is held; none for a call.
    pub(super) fn place(self) -> Option<MeetingPlace> {
        match self {
            MeetingForm::Call => None,
            MeetingForm::InPerson => Some(MeetingPlace::InPerson),
            MeetingForm::Phone => Some(MeetingPlace::Phone),
        }
    }
}
