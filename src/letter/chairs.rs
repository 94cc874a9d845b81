//! A complete draft, to all committees through their chairs (DSP4003 3.1).

use serde::Serialize;

use super::context::LetterContext;
use super::error::NotWritten;
use super::message::{Message, Recipient};
use super::reference::Reference;
use crate::act::Letter;
use crate::id::Id;
use crate::process::next_steps;
use crate::register::diff::changes;
use crate::roster::{Body, BodyKind, Person};

#[derive(Debug, Serialize)]
struct ChairsView {
    revision: u32,
    digest: String,
    /// The bodies that should give feedback; `None` for the owner and the partner's representatives.
    committee: Option<String>,
    /// The office of the recipient, if it is not the chair.
    instead: Option<String>,
    originating: String,
    originating_chair: String,
    vice_president: Option<String>,
    needs: Vec<String>,
    compared_with: Option<u32>,
    changes: Vec<String>,
}

pub(super) fn write(
    ctx: &LetterContext<'_>,
    letter: &mut Letter,
) -> Result<Vec<Message>, NotWritten> {
    let Some(under_way) = &ctx.state.under_way else {
        return Ok(Vec::new());
    };
    let to_all = letter.bodies.is_empty();
    let is_asked = |body: &&Body| to_all || letter.bodies.contains(&body.id);
    let bodies: Vec<&Body> = ctx.roster.bodies.iter().filter(is_asked).collect();
    letter.bodies = bodies.iter().map(|body| body.id.clone()).collect();
    let attachments = ctx.attached(under_way.revision)?;
    let text = ctx.history.text(under_way.revision);
    let originating = text.map_or(Id::ALLIANCE, |text| text.originating_committee.clone());
    let chair = ctx
        .roster
        .body(&originating)
        .map(|body| ctx.chair(body))
        .transpose()?;
    let before = ctx
        .state
        .in_force
        .as_ref()
        .map_or(under_way.revision - 1, |in_force| in_force.revision);
    let compared = ctx.history.text(before).zip(text);
    let needed = next_steps::needed(ctx.state, ctx.history, ctx.roster);
    let mut asked: Vec<Asked<'_>> = Vec::new();
    for body in bodies {
        for (to, instead) in ctx.asked(body)? {
            add(&mut asked, to, Some((body, instead)));
        }
    }
    if to_all {
        for to in ctx.parties()? {
            add(&mut asked, to, None);
        }
    }
    let id = &ctx.register_files.id;
    let question = Reference::of_feedback(&ctx.policy.store, id, under_way.digest);
    let mut messages = Vec::new();
    for Asked { to, bodies } in asked {
        let view = ChairsView {
            revision: under_way.revision,
            digest: under_way.digest.to_string(),
            committee: committees(&bodies),
            instead: instead(&bodies),
            originating: ctx.roster.body_name(&originating),
            originating_chair: chair
                .as_ref()
                .map_or(String::new(), |(chair, _)| chair.mailbox.name.clone()),
            vice_president: ctx.vice_president().map(|person| person.name.clone()),
            needs: needed.iter().map(|needed| needed.name.clone()).collect(),
            compared_with: compared.map(|_| before),
            changes: compared
                .map(|(old, new)| {
                    changes(old, new)
                        .into_iter()
                        .map(|change| change.what)
                        .collect()
                })
                .unwrap_or_default(),
        };
        let ids: Vec<&str> = bodies.iter().map(|(body, _)| body.id.as_str()).collect();
        let matter = ctx.matter(
            letter,
            format!("revision {} {}", under_way.digest, ids.join(" ")),
        );
        let mut message = ctx.compose(letter, &matter.asks(question.clone()), &to, &view)?;
        message.name = format!("{}-{id}-{}", letter.letter, label(&to, &bodies));
        message.attachments = attachments.clone();
        messages.push(message);
    }
    Ok(messages)
}

/// A recipient with the bodies whose feedback the letter asks for, and the office in which the recipient acts for each,
/// if not as its chair.
struct Asked<'a> {
    to: Recipient,
    bodies: Vec<(&'a Body, Option<&'static str>)>,
}

/// A person who acts for several bodies, such as the VP of Alliances, gets one letter for all of them.
fn add<'a>(
    asked: &mut Vec<Asked<'a>>,
    to: Recipient,
    body: Option<(&'a Body, Option<&'static str>)>,
) {
    match asked.iter_mut().find(|known| known.to.label == to.label) {
        Some(known) => known.bodies.extend(body),
        None => asked.push(Asked {
            to,
            bodies: body.into_iter().collect(),
        }),
    }
}

/// The names of the bodies, as the end of a sentence: `Alliance Committee and the Board of Directors`.
fn committees(bodies: &[(&Body, Option<&'static str>)]) -> Option<String> {
    let names: Vec<&str> = bodies.iter().map(|(body, _)| body.name.as_str()).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some((*one).to_string()),
        [most @ .., last] => Some(format!("{} and the {last}", most.join(", the "))),
    }
}

/// The office of the recipient where it is not that of the chair.
fn instead(bodies: &[(&Body, Option<&'static str>)]) -> Option<String> {
    let mut offices: Vec<String> = Vec::new();
    for (body, office) in bodies {
        let Some(office) = office else { continue };
        let said = match bodies.iter().all(|(_, other)| other == &Some(*office)) {
            true => (*office).to_string(),
            false => format!("{office} for the {}", body.name),
        };
        if !offices.contains(&said) {
            offices.push(said);
        }
    }
    (!offices.is_empty()).then(|| offices.join(" and as the "))
}

/// The word for the file: the bodies, or the person where others act for the same body.
fn label(to: &Recipient, bodies: &[(&Body, Option<&'static str>)]) -> String {
    let ids: Vec<&str> = bodies.iter().map(|(body, _)| body.id.as_str()).collect();
    let is_shared = |(body, _): &(&Body, Option<&'static str>)| {
        body.kind == BodyKind::ExecutiveCommittee && body.acting_chair().is_none()
    };
    match ids.is_empty() {
        true => to.label.clone(),
        false if bodies.iter().any(is_shared) => format!("{}-{}", ids.join("-"), to.label),
        false => ids.join("-"),
    }
}

impl LetterContext<'_> {
    /// The recipients for the feedback of a body: its chair; for a working group without one, the chair of its
    /// committee; for an executive committee without one, all its members.
    fn asked(&self, body: &Body) -> Result<Vec<(Recipient, Option<&'static str>)>, NotWritten> {
        if body.acting_chair().is_none() {
            if body.kind == BodyKind::ExecutiveCommittee {
                let members = self
                    .roster
                    .people
                    .iter()
                    .filter(|person| body.has(&person.id));
                let members: Vec<&Person> = members
                    .filter(|person| person.acts_on(self.now.day()))
                    .collect();
                if !members.is_empty() {
                    return members
                        .into_iter()
                        .map(|person| Ok((self.person(person)?, None)))
                        .collect();
                }
            }
            if let Some(parent) = body.parent.as_ref().and_then(|id| self.roster.body(id)) {
                let (to, _) = self.chair(parent)?;
                return Ok(vec![(to, Some("chair of its committee"))]);
            }
        }
        Ok(vec![self.chair(body)?])
    }
}
