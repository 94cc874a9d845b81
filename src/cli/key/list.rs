//! `wr key list`: the keys of the roster, and those of older ones.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use crate::cli::context::roster;
use crate::cli::context::{Context, Environment};
use crate::cli::format::Format;
use crate::cli::ui;
use crate::governance::stolen;
use crate::id::Id;

/// List the keys of the roster, and those that were retired
#[derive(Debug, Args)]
pub struct List {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The published form of the roster's keys.
#[derive(Debug, Serialize)]
struct Published {
    /// The version of this form: 1.
    format: u32,
    keys: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    person: Id,
    name: String,
    fingerprint: String,
    kind: String,
    /// `current`, `retired` (in an older roster only), or `stolen`.
    status: &'static str,
}

impl List {
    pub(super) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.governance()?;
        let now = roster(&snapshot)?;
        let mut keys: Vec<Line> = Vec::new();
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
                        keys.push(Line {
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
        match self.format {
            Format::Json => ui::out(serde_json::to_string_pretty(&Published {
                format: 1,
                keys,
            })?),
            Format::Text if keys.is_empty() => {
                ui::out("nobody has a key in the roster; `wr key add FILE.pub` enters one");
            }
            Format::Text => ui::out(ui::columns(keys.into_iter().map(|line| {
                vec![
                    line.person.to_string(),
                    line.name,
                    line.fingerprint,
                    line.kind,
                    line.status.to_string(),
                ]
            }))),
        }
        Ok(())
    }
}
