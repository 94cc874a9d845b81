//! The approved register, to the partner, with the board's resolution and its date (DSP4003 3.2).

use serde::Serialize;

use super::context::LetterContext;
use super::error::NotWritten;
use super::message::Message;
use super::reference::Reference;
use crate::act::Letter;
use crate::path::ROSTER;

#[derive(Debug, Serialize)]
struct ApprovedRegisterView {
    revision: u32,
    digest: String,
    resolution: Option<String>,
    resolved_on: Option<String>,
    /// The conditions that the board set for sending the register.
    conditions: Vec<String>,
    /// The earlier revision that the resolution is about.
    resolution_of: Option<u32>,
    /// Whether the partner wrote the text, so that sending it puts it in force.
    is_own: bool,
}

pub(super) fn write(ctx: &LetterContext<'_>, letter: &Letter) -> Result<Vec<Message>, NotWritten> {
    let Some(under_way) = &ctx.state.under_way else {
        return Ok(Vec::new());
    };
    let partner = ctx
        .state
        .partner()
        .and_then(|id| ctx.roster.organization(id));
    let people = partner
        .into_iter()
        .flat_map(|partner| &partner.representatives);
    let people = people.filter_map(|id| ctx.roster.person(id));
    let people: Vec<_> = people
        .filter(|person| person.acts_on(ctx.now.day()))
        .collect();
    if people.is_empty() {
        let name = partner.map_or("the partner", |partner| partner.name.as_str());
        return Err(NotWritten::Missing {
            what: format!("{name} has no representative who may accept"),
            needs: format!("`representatives` of {name}, and those people, in {ROSTER}"),
        });
    }
    let resolution = ctx.state.resolutions.last();
    let of = resolution
        .map(|resolution| resolution.revision)
        .filter(|of| *of != under_way.revision);
    let view = ApprovedRegisterView {
        revision: under_way.revision,
        digest: under_way.digest.to_string(),
        resolution: resolution.map(|resolution| resolution.approve.resolution.clone()),
        resolved_on: resolution.map(|resolution| resolution.on.in_words()),
        conditions: resolution.map_or(Vec::new(), |resolution| {
            resolution.approve.conditions.clone()
        }),
        resolution_of: of,
        is_own: ctx.state.of_partner.contains(&under_way.revision),
    };
    let attachments = ctx.attached(under_way.revision)?;
    let id = &ctx.register_files.id;
    let question = Reference::of_acceptance(&ctx.policy.store, id, under_way.digest);
    let matter = ctx.matter(letter, under_way.digest);
    let matter = match view.is_own {
        true => matter,
        false => matter.asks(question),
    };
    let message = |person| {
        let message = ctx.compose(letter, &matter, &ctx.person(person)?, &view)?;
        Ok(Message {
            attachments: attachments.clone(),
            ..message
        })
    };
    people.into_iter().map(message).collect()
}
