//! `wr feedback list`: prints feedback with its dispositions.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use crate::act::{EmailEvidence, recorded_by};
use crate::cli::app::context::{Context, Environment, WorkingTree, register_id};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui::{self, Tone};
use crate::id::Id;
use crate::process::feedback::{Statement, voices};
use crate::roster::Roster;

/// List feedback with its dispositions
#[derive(Debug, Args)]
pub(crate) struct FeedbackListCommand {
    /// The register, by default all
    #[arg(value_parser = register_id)]
    id: Option<Id>,
    /// Only feedback without a disposition
    #[arg(long)]
    open: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct FeedbackListJson {
    /// The version of this format: 1.
    format: u32,
    feedback: Vec<FeedbackJson>,
}

#[derive(Debug, Serialize)]
struct FeedbackJson {
    register: Id,
    number: usize,
    act: String,
    kind: &'static str,
    revision: u32,
    on: String,
    by: Id,
    by_name: String,
    /// The person who recorded it, where that was another.
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_by: Option<String>,
    /// What the record rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_name: Option<String>,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    disposition: Option<DispositionJson>,
}

#[derive(Debug, Serialize)]
struct DispositionJson {
    disposition: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    by: Id,
    by_name: String,
    on: String,
}

impl FeedbackListCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = match &self.id {
            Some(id) => context.register(id)?,
            None => context.whole(WorkingTree::Drafts)?,
        };
        let mut feedback = Vec::new();
        for register in snapshot.register_contexts(env.now)? {
            let voices = voices(&register.replay.state, &register.history);
            let numbered = voices
                .iter()
                .enumerate()
                .map(|(at, voice)| line(&register.files.id, at + 1, voice, register.roster));
            feedback.extend(numbered.filter(|line| !self.open || line.disposition.is_none()));
        }
        let all = FeedbackListJson {
            format: 1,
            feedback,
        };
        self.format
            .print(&context, &all, |all| View::Text(self.text(all)))
    }

    fn text(&self, all: &FeedbackListJson) -> String {
        if all.feedback.is_empty() {
            let what = if self.open {
                "all feedback has a disposition"
            } else {
                "there is no feedback yet"
            };
            return what.to_string();
        }
        let mut text = String::new();
        for line in &all.feedback {
            let body = line
                .body_name
                .as_ref()
                .map_or(String::new(), |body| format!(" for the {body}"));
            text += &format!(
                "{} {}  {}  {} of {}{body} on revision {}, {}{}\n",
                ui::paint(Tone::Id, line.register.as_str()),
                line.number,
                ui::paint(Tone::Id, &line.act),
                line.kind,
                line.by_name,
                line.revision,
                line.on,
                line.email()
            );
            text += &indented(&line.text);
            text += &match &line.disposition {
                None => format!(
                    "    -> {}\n",
                    ui::state(Tone::Waiting, "no disposition yet")
                ),
                Some(d) => {
                    let because = d
                        .because
                        .as_ref()
                        .map_or(String::new(), |because| format!(": {because}"));
                    format!(
                        "    -> {} by {} on {}{because}\n",
                        d.disposition, d.by_name, d.on
                    )
                }
            };
        }
        ui::visible(text)
    }
}

impl FeedbackJson {
    /// Who recorded it from an e-mail, as the end of a line.
    fn email(&self) -> String {
        let is_email = self.evidence.as_deref().and_then(EmailEvidence::of);
        match (is_email, &self.recorded_by) {
            (Some(_), Some(by)) => format!(", {}", recorded_by(self.evidence.as_deref(), by)),
            (Some(_) | None, _) => String::new(),
        }
    }
}

/// Indents every line, so that a text of several lines is recognizable as one.
fn indented(text: &str) -> String {
    text.trim()
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect()
}

fn line(register: &Id, number: usize, voice: &Statement<'_>, roster: &Roster) -> FeedbackJson {
    let act = &voice.stored.act;
    let disposition = voice
        .resolved
        .zip(voice.disposition())
        .map(|(stored, resolve)| DispositionJson {
            disposition: resolve.disposition.to_string(),
            because: resolve.because.clone(),
            by: stored.act.by.clone(),
            by_name: roster.person_name(&stored.act.by),
            on: stored.act.on.to_string(),
        });
    FeedbackJson {
        register: register.clone(),
        number,
        act: voice.stored.digest.short(),
        kind: voice.word(),
        revision: voice.revision(),
        on: act.on.to_string(),
        by: act.by.clone(),
        by_name: roster.person_name(&act.by),
        recorded_by: act.recorded_by.as_ref().map(|id| roster.person_name(id)),
        evidence: act.evidence.clone(),
        body: voice.body().cloned(),
        body_name: voice.body().map(|body| roster.body_name(body)),
        text: voice.text().to_string(),
        disposition,
    }
}
