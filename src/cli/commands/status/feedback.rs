//! The open feedback and the answers of working groups in a status.

use super::published::{GroupAnswer, GroupJson, StatementJson};
use crate::cli::app::ui::{self, Tone};
use crate::process::feedback::{self, excerpt, open_objections, undisposed};
use crate::process::groups;
use crate::snapshot::RegisterContext;

/// Open objections, and comments whose disposition the board's approval waits for.
pub(super) fn open(register: &RegisterContext<'_>) -> Vec<StatementJson> {
    let (state, roster) = (&register.replay.state, register.roster);
    let voices = feedback::voices(state, &register.history);
    let view = |voice: &feedback::Statement<'_>, blocks: &'static str| StatementJson {
        act: voice.stored.digest.short(),
        kind: voice.word(),
        by: voice.stored.act.by.clone(),
        name: roster.person_name(&voice.stored.act.by),
        body: voice.body().cloned(),
        body_name: voice.body().map(|body| roster.body_name(body)),
        revision: voice.revision(),
        since: voice.stored.act.on.to_string(),
        text: voice.text().to_string(),
        blocks,
    };
    let objections = open_objections(&voices);
    let objections = objections
        .iter()
        .map(|voice| view(voice, "every approval, and sending"));
    let comments = undisposed(&voices, state, register.policy);
    let comments = comments
        .iter()
        .map(|voice| view(voice, "the board's approval"));
    objections.chain(comments).collect()
}

/// The working groups of the revision under way.
pub(super) fn answers(register: &RegisterContext<'_>) -> Vec<GroupJson> {
    let group = |group: groups::GroupAnswers<'_>| GroupJson {
        group: group.id.clone(),
        name: register.roster.body_name(group.id),
        milestones: group
            .milestones
            .iter()
            .map(|(milestone, answered)| GroupAnswer {
                milestone: milestone.id.clone(),
                answer: answered.map(|answered| answered.commitment.answer.to_string()),
                on: answered.map(|answered| answered.stored.act.on.to_string()),
                by: answered.map(|answered| answered.stored.act.by.clone()),
                revision: answered.and_then(|answered| answered.stored.act.revision),
                comment: answered.and_then(|answered| answered.commitment.comment.clone()),
            })
            .collect(),
    };
    groups::groups(&register.replay.state, &register.history)
        .into_iter()
        .map(group)
        .collect()
}

pub(super) fn text(open: &[StatementJson], groups: &[GroupJson]) -> String {
    let mut text = String::new();
    if !open.is_empty() {
        text += &format!("\n{}\n", ui::paint(Tone::Heading, "open feedback"));
        text += &ui::columns(open.iter().map(|voice| {
            let body = voice
                .body_name
                .as_ref()
                .map_or(String::new(), |body| format!(" for the {body}"));
            vec![
                format!("  {}", ui::paint(Tone::Id, &voice.act)),
                format!(
                    "{} of {}{body} on revision {}",
                    voice.kind, voice.name, voice.revision
                ),
                format!("since {}", voice.since),
                format!("blocks {}", voice.blocks),
                format!("\"{}\"", excerpt(&voice.text)),
            ]
        }));
        text += "\n";
    }
    if !groups.is_empty() {
        text += &format!("\n{}\n", ui::paint(Tone::Heading, "working groups"));
        text += &ui::columns(groups.iter().flat_map(rows));
        text += "\n";
    }
    text
}

fn rows(group: &GroupJson) -> impl Iterator<Item = Vec<String>> + '_ {
    group.milestones.iter().map(|milestone| {
        let answer = match (&milestone.answer, &milestone.on) {
            (Some(answer), Some(on)) => {
                let revision = milestone
                    .revision
                    .map_or(String::new(), |n| format!(", to revision {n}"));
                let comment = milestone.comment.as_ref();
                let comment =
                    comment.map_or(String::new(), |text| format!(": \"{}\"", excerpt(text)));
                format!("{answer} on {on}{revision}{comment}")
            }
            (_, _) => ui::state(Tone::Waiting, "no answer yet"),
        };
        vec![
            format!("  {}", group.name),
            milestone.milestone.to_string(),
            answer,
        ]
    })
}
