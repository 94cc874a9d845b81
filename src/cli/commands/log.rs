//! `wr log`: lists the acts of a register; a void act has the reason.

mod stead;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use crate::act::{StoredAct, recorded_by};
use crate::cli::app::context::{Context, Environment, register_id};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui::{self, Tone};
use crate::describe::describe;
use crate::id::Id;
use crate::process::History;
use crate::roster::Roster;

/// Show the history of a register, act by act
#[derive(Debug, Args)]
pub(crate) struct LogCommand {
    /// The register
    #[arg(value_parser = register_id)]
    id: Id,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct Acts {
    /// The version of this format: 1.
    format: u32,
    register: Id,
    acts: Vec<LogLine>,
}

#[derive(Debug, Serialize)]
struct LogLine {
    on: String,
    at: String,
    kind: &'static str,
    by: Id,
    by_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_by: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<u32>,
    what: String,
    /// The office of the person who acted in place of the chair, and the chair.
    #[serde(skip_serializing_if = "Option::is_none")]
    acting: Option<String>,
    act: String,
    path: String,
    /// The fingerprint of the key that signed it; absent for an unsigned act.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_with: Option<String>,
    /// Whether it is `signed` or only `recorded`.
    assurance: &'static str,
    /// Why the act has no effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    void: Option<String>,
}

impl LogCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.register(&self.id)?;
        let register = snapshot.register_context(&self.id, env.now)?;
        let (history, replay, roster) = (&register.history, &register.replay, register.roster);
        let ordered = replay.entries.iter().map(|entry| {
            let void = entry
                .void
                .as_ref()
                .map(|why| format!("{}; needs: {}", why.state, why.needs));
            let acting = stead::in_stead(entry.stored, history).filter(|_| void.is_none());
            LogLine {
                acting,
                ..line(entry.stored, history, roster, void)
            }
        });
        let mut acts: Vec<LogLine> = ordered.collect();
        acts.extend(
            history
                .votes
                .values()
                .flatten()
                .map(|vote| line(vote, history, roster, None)),
        );
        acts.sort_by(|a, b| a.at.cmp(&b.at));
        let acts = Acts {
            format: 1,
            register: self.id.clone(),
            acts,
        };
        self.format
            .print(&context, &acts, |acts| View::Text(text(&acts.acts)))
    }
}

fn text(acts: &[LogLine]) -> String {
    let has_signed = acts.iter().any(|line| line.signed_with.is_some());
    let rows = ui::columns(acts.iter().map(|line| row(line, has_signed)));
    match has_signed || acts.is_empty() {
        true => rows,
        false => format!("{UNSIGNED}\n{rows}"),
    }
}

/// Printed once if no act is signed, instead of a mark on every act.
pub(crate) const UNSIGNED: &str = "acts here are recorded, not signed";

fn row(line: &LogLine, has_signed: bool) -> Vec<String> {
    let recorded = line.recorded_by.as_ref().map_or(String::new(), |by| {
        format!(" ({})", recorded_by(line.evidence.as_deref(), by.as_str()))
    });
    let void = line.void.as_ref().map_or(String::new(), |why| {
        format!("  {}", ui::state(Tone::Bad, format!("VOID: {why}")))
    });
    let acting = line
        .acting
        .as_ref()
        .map_or(String::new(), |acting| format!(" ({acting})"));
    let signed = line
        .signed_with
        .as_ref()
        .map_or("unsigned", |key| key.get(..15).unwrap_or(key));
    let signed = if has_signed {
        vec![signed.to_string()]
    } else {
        Vec::new()
    };
    let mut row = vec![line.on.clone(), ui::paint(Tone::Id, &line.act)];
    row.extend(signed);
    row.extend([
        format!("{}{recorded}", line.by_name),
        format!("{}{acting}{void}", line.what),
    ]);
    row
}

fn line(
    stored: &StoredAct,
    history: &History<'_>,
    roster: &Roster,
    void: Option<String>,
) -> LogLine {
    let act = &stored.act;
    let signed_with = history
        .signer(stored)
        .map(|key| key.fingerprint().to_string());
    LogLine {
        on: act.on.to_string(),
        at: act.at.to_string(),
        kind: act.action.kind(),
        by: act.by.clone(),
        by_name: roster.person_name(&act.by),
        recorded_by: act.recorded_by.clone(),
        evidence: act.evidence.clone(),
        revision: act.revision,
        what: describe(stored, roster),
        acting: None,
        act: stored.digest.short(),
        path: stored.path(),
        assurance: if signed_with.is_some() {
            "signed"
        } else {
            "recorded"
        },
        signed_with,
        void,
    }
}
