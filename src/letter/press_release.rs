//! A press release, after both sides have approved and for milestones as they complete (DSP4003 3.2). The VP
//! coordinates it with the Marketing Committee, so it is a draft, and everything in it is public already.

use serde::Serialize;

use super::context::LetterContext;
use super::error::NotWritten;
use super::message::Message;
use crate::act::Letter;
use crate::id::Id;
use crate::path::ROSTER;
use crate::roster::{Body, BodyKind};

#[derive(Debug, Serialize)]
struct PressReleaseView {
    revision: u32,
    accepted: String,
    /// The body whose chair receives it; `None` in the message to the press address.
    committee: Option<String>,
    subject_matter: Option<String>,
    scope: Option<String>,
    benefits: Option<String>,
    milestone: Option<CompletedView>,
    /// The open milestones, with their dates.
    milestones: Vec<PlannedView>,
}

#[derive(Debug, Serialize)]
struct CompletedView {
    title: String,
    on: String,
}

#[derive(Debug, Serialize)]
struct PlannedView {
    title: String,
    due: Option<String>,
}

pub(super) fn write(
    ctx: &LetterContext<'_>,
    letter: &mut Letter,
) -> Result<Vec<Message>, NotWritten> {
    let Some(in_force) = &ctx.state.in_force else {
        return Ok(Vec::new());
    };
    let body = committee(ctx, letter)?;
    letter.bodies = vec![body.id.clone()];
    let text = ctx.history.text(in_force.revision);
    let open = text.iter().flat_map(|text| &text.milestones);
    let open = open.filter(|milestone| !ctx.state.completed.contains_key(&milestone.id));
    let title = |id: &Id| {
        let found =
            text.and_then(|text| text.milestones.iter().find(|milestone| milestone.id == *id));
        found.map_or_else(|| id.to_string(), |milestone| milestone.title.clone())
    };
    let view = PressReleaseView {
        revision: in_force.revision,
        accepted: in_force.on.in_words(),
        committee: Some(body.name.clone()),
        subject_matter: text.and_then(|text| text.subject.clone()),
        scope: text.and_then(|text| text.scope.clone()),
        benefits: text.and_then(|text| text.benefits.clone()),
        milestone: letter.milestone.as_ref().and_then(|id| {
            let done = ctx.state.completed.get(id)?;
            Some(CompletedView {
                title: title(id),
                on: done.on.in_words(),
            })
        }),
        milestones: open
            .map(|milestone| PlannedView {
                title: milestone.title.clone(),
                due: milestone.due.map(|due| due.in_words()),
            })
            .collect(),
    };
    let matter = ctx.matter(letter, format!("revision {}", in_force.revision));
    let (chair, _) = ctx.chair(body)?;
    let press = ctx.office("press", &ctx.policy.addresses.press)?;
    let to_chair = ctx.compose(letter, &matter, &chair, &view)?;
    let to_press = ctx.compose(
        letter,
        &matter,
        &press,
        &PressReleaseView {
            committee: None,
            ..view
        },
    )?;
    Ok(vec![to_chair, to_press])
}

/// The body that coordinates announcements: the one that the letter names, or else the Marketing Committee.
fn committee<'a>(ctx: &LetterContext<'a>, letter: &Letter) -> Result<&'a Body, NotWritten> {
    let is_marketing = |body: &&Body| {
        body.kind == BodyKind::Committee
            && (body.id.as_str() == "marketing" || body.name.to_lowercase().contains("marketing"))
    };
    let named = letter.bodies.first().and_then(|id| ctx.roster.body(id));
    let found = named.or_else(|| ctx.roster.bodies.iter().find(is_marketing));
    found.ok_or_else(|| NotWritten::Missing {
        what: "the roster has no Marketing Committee to coordinate announcements with".to_string(),
        needs: format!("--body BODY, or a committee with the id `marketing` in {ROSTER}"),
    })
}
