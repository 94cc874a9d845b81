//! A complete draft, to all committees through their chairs (DSP4003 3.1).

use serde::Serialize;

use super::context::LetterContext;
use super::error::NotWritten;
use super::message::{Message, Recipient};
use crate::act::Letter;
use crate::id::Id;
use crate::process::next_steps;
use crate::register::diff::changes;
use crate::roster::{Body, BodyKind, Person};

#[derive(Debug, Serialize)]
struct ChairsView {
    revision: u32,
    digest: String,
    /// The body that should give feedback; `None` for the owner and the partner's representatives.
    committee: Option<String>,
    /// The office of the recipient, if it is not the chair.
    instead: Option<&'static str>,
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
    let mut asked = Vec::new();
    for body in bodies {
        asked.extend(
            ctx.asked(body)?
                .into_iter()
                .map(|(to, instead)| (Some(body), to, instead)),
        );
    }
    if to_all {
        asked.extend(ctx.parties()?.into_iter().map(|to| (None, to, None)));
    }
    let mut messages = Vec::new();
    for (body, to, instead) in asked {
        let view = ChairsView {
            revision: under_way.revision,
            digest: under_way.digest.to_string(),
            committee: body.map(|body| body.name.clone()),
            instead,
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
        // One person may act for several committees, and gets a letter for each.
        let to_whom = body.map_or("", |body| body.id.as_str());
        let matter = ctx.matter(letter, format!("revision {} {to_whom}", under_way.digest));
        let mut message = ctx.compose(letter, &matter, &to, &view)?;
        let label = match body {
            Some(body) if body.kind == BodyKind::ExecutiveCommittee => {
                format!("{}-{}", body.id, to.label)
            }
            Some(body) => body.id.to_string(),
            None => to.label.clone(),
        };
        message.name = format!("{}-{}-{label}", letter.letter, ctx.register_files.id);
        message.attachments = attachments.clone();
        messages.push(message);
    }
    Ok(messages)
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
