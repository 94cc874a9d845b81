//! `wr report`: writes the liaison report of a partner, for a plenary.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow, bail};
use clap::builder::ArgPredicate;
use clap::{Args, ValueEnum};

use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment, WorkingTree, roster};
use crate::cli::app::dates::day;
use crate::cli::app::documents::{DocumentExample, DocumentFormat, DocumentOptions};
use crate::cli::app::templates;
use crate::cli::app::ui;
use crate::date::{Day, Moment};
use crate::describe::describe;
use crate::render::{self, LiaisonReport, LiaisonRequest};
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
    /// The output format, by default that of the file's name, else Markdown
    #[arg(
        long,
        value_enum,
        default_value = "markdown",
        default_value_if("out", ArgPredicate::IsPresent, None),
        hide_default_value = true
    )]
    format: Option<LiaisonFormat>,
    #[command(flatten)]
    to: DocumentOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LiaisonFormat {
    /// For people.
    #[value(alias = "md")]
    Markdown,
    /// For programs; the field `format` has the version of the format.
    Json,
    /// One page for browsers and for printing, without other files.
    #[value(alias = "htm")]
    Html,
    /// A Word file.
    Docx,
    /// Printed by Chromium, Chrome, Edge or WeasyPrint.
    Pdf,
}

impl ReportCommand {
    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        let context = Context::open(env)?;
        if let Some(since) = self.since.filter(|since| *since > env.today()) {
            bail!(
                "`--since` is {since}, which is later than today, {}",
                env.today()
            );
        }
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
        self.write(&context, &report)
    }

    fn write(&self, context: &Context, report: &LiaisonReport) -> Result<()> {
        let pages = || templates::of_store(context.store.top())?.pages();
        let as_what = match self.format() {
            LiaisonFormat::Json => {
                let text = render::report_json(report);
                return self
                    .to
                    .print(&context.env, "json", &text, |text| ui::raw(text.as_bytes()));
            }
            LiaisonFormat::Markdown => {
                let text = render::report(report, &pages()?)?;
                return self.to.print(&context.env, "md", &text, ui::document);
            }
            LiaisonFormat::Html => DocumentFormat::Html,
            LiaisonFormat::Docx => DocumentFormat::Docx,
            LiaisonFormat::Pdf => DocumentFormat::Pdf,
        };
        let given = self
            .partner
            .as_ref()
            .map(|partner| format!("\"{partner}\""));
        let example = DocumentExample {
            command: format!("wr report {}", given.unwrap_or("--all".to_string())),
            name: "report".to_string(),
        };
        let document = render::report_document(report);
        self.to
            .produce(context, &document, as_what, &pages()?, &example)
    }

    fn format(&self) -> LiaisonFormat {
        self.format
            .or_else(|| self.to.format_of_name())
            .unwrap_or(LiaisonFormat::Markdown)
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
