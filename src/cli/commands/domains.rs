//! `wr domains`: lists who works on the same information management domain across partners (DSP4003 5.2 note 4).

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use crate::cli::app::context::{Context, Environment, WorkingTree, roster};
use crate::cli::app::format::{OutputFormat, View};
use crate::cli::app::ui::{self, Tone};
use crate::id::Id;
use crate::process::domains::{Domain, RowStatus, Work, domains, works};
use crate::roster::Roster;
use crate::snapshot::{Document, RegisterContext};

/// Show who works on each domain of Table 1 across partners, shared domains first
#[derive(Debug, Args)]
pub(crate) struct DomainsCommand {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The JSON output.
#[derive(Debug, Serialize)]
struct DomainsJson {
    /// The version of this format: 1.
    format: u32,
    domains: Vec<DomainGroup>,
}

#[derive(Debug, Serialize)]
struct DomainGroup {
    domain: String,
    /// Other spellings of it.
    also: Vec<String>,
    /// Whether more than one partner works on it.
    shared: bool,
    /// The partners, by name.
    partners: Vec<String>,
    work: Vec<DomainLine>,
}

#[derive(Debug, Serialize)]
struct DomainLine {
    register: Id,
    partner: Id,
    ap_id: String,
    description: String,
    lead: String,
    /// `in force`, `on its way` or `draft`.
    state: &'static str,
    /// The revision under way that has this row.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<u32>,
}

impl DomainsCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        let snapshot = context.whole(WorkingTree::Drafts)?;
        let roster = roster(&snapshot)?;
        let registers = snapshot.register_contexts(env.now)?;
        let groups = domains(registers.iter().flat_map(of_register));
        let listed = DomainsJson {
            format: 1,
            domains: groups.iter().map(|domain| group(domain, roster)).collect(),
        };
        self.format.print(&context, &listed, |listed| {
            match listed.domains.is_empty() {
                true => View::Nothing("no register has a row in Table 1 yet".to_string()),
                false => View::Text(text(listed)),
            }
        })
    }
}

fn of_register<'a>(register: &RegisterContext<'a>) -> Vec<Work<'a>> {
    let draft = register.files.text.as_ref().and_then(Document::get);
    works(&register.replay.state, &register.history, draft)
}

fn group(domain: &Domain<'_>, roster: &Roster) -> DomainGroup {
    DomainGroup {
        domain: domain.name.clone(),
        also: domain.also.clone(),
        shared: domain.is_shared(),
        partners: domain
            .partners()
            .into_iter()
            .map(|id| roster.organization_name(id))
            .collect(),
        work: domain.works.iter().map(line).collect(),
    }
}

fn line(work: &Work<'_>) -> DomainLine {
    let (state, revision) = match work.standing {
        RowStatus::InForce => ("in force", None),
        RowStatus::OnItsWay(number) => ("on its way", Some(number)),
        RowStatus::Draft => ("draft", None),
    };
    DomainLine {
        register: work.register.clone(),
        partner: work.partner.clone(),
        ap_id: work.row.ap_id.clone(),
        description: work.row.description.clone(),
        lead: work.row.lead.clone(),
        state,
        revision,
    }
}

fn text(listed: &DomainsJson) -> String {
    let mut text = String::new();
    for group in &listed.domains {
        let also: Vec<String> = group
            .also
            .iter()
            .map(|other| format!("`{other}`"))
            .collect();
        let also = if also.is_empty() {
            String::new()
        } else {
            format!(", also written {}", also.join(", "))
        };
        let count = match group.partners.len() {
            1 => "1 partner".to_string(),
            count => format!("{count} partners"),
        };
        text += &ui::visible(format!(
            "{}{also}: {count}, {}\n",
            ui::paint(Tone::Heading, &group.domain),
            group.partners.join(", ")
        ));
        text += &ui::columns(group.work.iter().map(row));
        text += "\n";
    }
    text
}

fn row(line: &DomainLine) -> Vec<String> {
    let state = match line.revision {
        Some(number) => format!("{} (revision {number})", line.state),
        None => line.state.to_string(),
    };
    vec![
        format!("  {}", ui::paint(Tone::Id, line.register.as_str())),
        line.ap_id.clone(),
        line.description.clone(),
        format!("lead {}", line.lead),
        match line.state {
            "in force" => ui::state(Tone::Good, state),
            "draft" => state,
            _ => ui::state(Tone::Waiting, state),
        },
    ]
}
