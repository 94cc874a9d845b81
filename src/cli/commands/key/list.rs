//! `wr key list`: lists the keys of the roster and of older rosters.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use crate::cli::app::context::roster;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui::{self, Tone};
use crate::governance::stolen;
use crate::id::Id;

/// List the current and the retired keys
#[derive(Debug, Args)]
pub(crate) struct KeyListCommand {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct KeysJson {
    /// The version of this format: 1.
    format: u32,
    keys: Vec<KeyLine>,
}

#[derive(Debug, Serialize)]
struct KeyLine {
    person: Id,
    name: String,
    fingerprint: String,
    kind: String,
    /// `current`, `retired` (in an older roster only), or `stolen`.
    status: &'static str,
}

impl KeyListCommand {
    pub(super) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.governance()?;
        let now = roster(&snapshot)?;
        let mut keys: Vec<KeyLine> = Vec::new();
        let stolen = stolen(now);
        let older = snapshot.rosters.values().filter(|roster| *roster != now);
        for (roster, status) in [(now, "current")]
            .into_iter()
            .chain(older.map(|roster| (roster, "retired")))
        {
            for person in &roster.people {
                for key in roster.keys_of(&person.id) {
                    let fingerprint = key.fingerprint().to_string();
                    if !keys
                        .iter()
                        .any(|line| line.person == person.id && line.fingerprint == fingerprint)
                    {
                        let (person, name, kind) =
                            (person.id.clone(), now.person_name(&person.id), key.kind());
                        let status = if stolen.contains(key) {
                            "stolen"
                        } else {
                            status
                        };
                        keys.push(KeyLine {
                            person,
                            name,
                            fingerprint,
                            kind,
                            status,
                        });
                    }
                }
            }
        }
        keys.sort_by(|a, b| {
            (&a.person, a.status, &a.fingerprint).cmp(&(&b.person, b.status, &b.fingerprint))
        });
        let listed = KeysJson { format: 1, keys };
        self.format
            .print(&context, &listed, |listed| match listed.keys.is_empty() {
                true => View::Text("the roster has no keys; `wr key add FILE.pub` adds one".into()),
                false => View::Table(listed.keys.iter().map(row).collect()),
            })
    }
}

fn row(line: &KeyLine) -> Vec<String> {
    vec![
        ui::paint(Tone::Id, line.person.as_str()),
        line.name.clone(),
        line.fingerprint.clone(),
        line.kind.to_string(),
        match line.status {
            "current" => ui::state(Tone::Good, line.status),
            "stolen" => ui::state(Tone::Bad, line.status),
            _ => line.status.to_string(),
        },
    ]
}
