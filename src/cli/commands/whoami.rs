//! `wr whoami`: prints the actor, the offices, and the key that would sign.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use crate::cli::app::context::{Context, Environment, policy, roster};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::signing;
use crate::cli::app::ui::{self, Tone};
use crate::id::Id;
use crate::policy::assurance::Assurance;
use crate::roster::offices::held;

/// Show your identity in the roster, your offices, and the key that would sign
#[derive(Debug, Args)]
pub(crate) struct WhoamiCommand {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct WhoamiJson {
    /// The version of this format: 1.
    format: u32,
    id: Id,
    name: String,
    email: String,
    /// Offices and seats, as text.
    offices: Vec<String>,
    /// Whether unsigned acts count here.
    assurance: Assurance,
    /// The key that would sign; absent if acts would stay unsigned.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// Where that key was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    key_from: Option<String>,
    /// The keys that the roster has for this person.
    roster_keys: Vec<String>,
    /// Keys on this machine that the roster does not have for this person.
    other_keys: Vec<String>,
}

impl WhoamiCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.governance()?;
        let (roster, policy) = (roster(&snapshot)?, policy(&snapshot)?);
        let actor = context.actor(roster)?;
        let keys = roster.keys_of(&actor.id);
        let found = signing::found(&context, keys)?;
        let signs = found.iter().find(|found| keys.contains(&found.key));
        let others = found.iter().filter(|found| !keys.contains(&found.key));
        let published = WhoamiJson {
            format: 1,
            id: actor.id.clone(),
            name: actor.name.clone(),
            email: context.identity()?.email,
            offices: held(roster, &actor.id)
                .into_iter()
                .map(|office| office.what)
                .collect(),
            assurance: policy.assurance,
            key: signs.map(|found| found.key.fingerprint().to_string()),
            key_from: signs.map(|found| found.place.clone()),
            roster_keys: keys
                .iter()
                .map(|key| key.fingerprint().to_string())
                .collect(),
            other_keys: others
                .map(|found| format!("{} ({})", found.key.fingerprint(), found.place))
                .collect(),
        };
        self.format.print(&context, &published, |one| {
            View::Text(ui::visible(text(one)))
        })
    }
}

fn text(one: &WhoamiJson) -> String {
    let id = ui::paint(Tone::Id, one.id.as_str());
    let mut text = format!("{id}  {} <{}>\n", one.name, one.email);
    let offices = if one.offices.is_empty() {
        "none".to_string()
    } else {
        one.offices.join("; ")
    };
    text += &format!("  offices  {offices}\n");
    let signs = match (&one.key, &one.key_from, one.assurance) {
        (Some(key), Some(place), _) => {
            format!("{} ({place})", ui::state(Tone::Good, format!("{key} signs")))
        }
        (_, _, Assurance::Recorded) if one.roster_keys.is_empty() => {
            "none in the roster: your acts are recorded, not signed; add one with `wr key add FILE.pub`"
                .to_string()
        }
        (_, _, Assurance::Recorded) => {
            format!(
                "none on this machine: your acts are recorded, not signed; the roster has {}",
                one.roster_keys.join(", ")
            )
        }
        (_, _, Assurance::Signed) if one.roster_keys.is_empty() => {
            "none in the roster, but acts must be signed: `wr key add FILE.pub`, `wr save roster`"
                .to_string()
        }
        (_, _, Assurance::Signed) => {
            format!(
                "none on this machine, but acts must be signed; the roster has {}",
                one.roster_keys.join(", ")
            )
        }
    };
    text += &format!("  key      {signs}\n");
    for other in &one.other_keys {
        text += &format!("  unknown  {other}: the roster does not have it for you\n");
    }
    text
}
