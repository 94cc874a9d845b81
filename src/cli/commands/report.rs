//! `wr report`: writes the liaison report of a partner, for a plenary.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context as _, Result, anyhow};
use clap::{Args, ValueEnum};

use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment, WorkingTree, roster};
use crate::cli::app::dates::day;
use crate::cli::app::templates;
use crate::cli::app::ui;
use crate::date::{Day, Moment};
use crate::describe::describe;
use crate::render::{self, LiaisonRequest};
use crate::roster::{Organization, Roster};
use crate::snapshot::{RegisterContext, Snapshot};

/// Write the liaison report of a partner: the state of its registers, what changed, and who has to do what
#[derive(Debug, Args)]
pub(crate) struct ReportCommand {
    /// The alliance partner, by id or name
    partner: Option<String>,
    /// Report on all partners that have a register
    #[arg(long, conflicts_with = "partner")]
    all: bool,
    /// Report what changed since this day, by default everything
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<Day>,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    format: LiaisonFormat,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum LiaisonFormat {
    /// For people.
    #[default]
    Markdown,
    /// For programs; the field `format` has the version of the format.
    Json,
}

impl ReportCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.whole(WorkingTree::Drafts)?;
        let roster = roster(&snapshot)?;
        if self.partner.is_none() && !self.all {
            return Err(without_partner(&snapshot, roster, env.now)?);
        }
        let mut partners: Vec<&Organization> = match &self.partner {
            Some(given) => vec![roster.find_organization(given)?],
            None => roster.organizations.iter().collect(),
        };
        partners.sort_by_key(|partner| partner.name.to_lowercase());
        let words = |stored: &_| describe(stored, roster);
        let asked = LiaisonRequest {
            partners: &partners,
            since: self.since,
            now: env.now,
            words,
        };
        let report = render::liaison(&snapshot, &asked)?;
        if report.is_empty() {
            let why = self.partner.as_ref().map_or(
                "there are no registers yet".to_string(),
                |given| {
                    format!(
                        "`{given}` is not the partner of a register; `wr list` lists the registers"
                    )
                },
            );
            return Err(Rejected::Message(why).into());
        }
        let text = match self.format {
            LiaisonFormat::Json => serde_json::to_string_pretty(&report)? + "\n",
            LiaisonFormat::Markdown => {
                let templates = templates::of_store(context.store.top())?.pages()?;
                render::report(&report, &templates)?
            }
        };
        let Some(path) = &self.out else {
            match self.format {
                LiaisonFormat::Json => ui::raw(text.as_bytes()),
                LiaisonFormat::Markdown => ui::document(&text),
            }
            return Ok(());
        };
        let path = env.dir.join(path);
        std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))
    }
}

/// The error without a partner: it names those that have a register.
fn without_partner(snapshot: &Snapshot, roster: &Roster, now: Moment) -> Result<anyhow::Error> {
    let registers = snapshot.register_contexts(now)?;
    let partner = |register: &RegisterContext<'_>| {
        let proposal = register.replay.state.proposal.as_ref()?;
        Some(roster.organization_name(&proposal.partner))
    };
    let partners: BTreeSet<String> = registers.iter().filter_map(partner).collect();
    let (example, known) = match partners.first() {
        None => return Ok(anyhow!("there are no registers to report on yet")),
        Some(first) => (
            first,
            partners.iter().cloned().collect::<Vec<_>>().join(", "),
        ),
    };
    Ok(anyhow!(
        "`wr report` needs a partner; these have a register: {known}\n  for example: `wr report \"{example}\"`, or `wr report --all` for all of \
         them"
    ))
}
