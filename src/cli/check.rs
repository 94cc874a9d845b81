//! `wr check`: every finding in the store, or in some of its registers.

use anyhow::{Result, bail};
use clap::Args;

use super::answer::No;
use super::context::{Context, Edits, Surroundings, dossier, register_id};
use super::ui;
use crate::diagnostic::{Findings, Severity};
use crate::report;
use crate::rules;

/// Check the store: texts, references, acts, ballots, results
#[derive(Debug, Args)]
pub struct Check {
    /// Registers to check; all, and policy and roster, when none is named
    #[arg(value_name = "ID|PATH")]
    registers: Vec<String>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    format: super::format::Format,
    /// Take warnings as errors
    #[arg(long)]
    strict: bool,
}

impl Check {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        let context = Context::open(around)?;
        let findings = if self.registers.is_empty() {
            rules::check(&context.whole(Edits::All)?, around.today())
        } else {
            self.some(&context, around)?
        };
        let format = match self.format {
            super::format::Format::Text => report::Format::Text,
            super::format::Format::Json => report::Format::Json,
        };
        let colour = ui::colour();
        ui::raw(report::write(&findings, format, colour).as_bytes());
        if format == report::Format::Text {
            ui::err(report::summary(&findings));
        }
        let bad = findings.has_errors() || self.strict && findings.count(Severity::Warning) > 0;
        if bad { Err(No::Shown.into()) } else { Ok(()) }
    }

    fn some(&self, context: &Context, around: &Surroundings) -> Result<Findings> {
        let mut findings = Findings::default();
        for given in &self.registers {
            let Some(id) = named(given) else {
                bail!("`{given}` is neither a register's id nor a path below registers/");
            };
            let snapshot = context.register(&id)?;
            findings.extend(rules::check_register(&snapshot, dossier(&snapshot, &id)?, around.today()));
        }
        Ok(findings)
    }
}

/// The register that an id or a path of one of its files means.
fn named(given: &str) -> Option<crate::id::Id> {
    if let Ok(id) = register_id(given) {
        return Some(id);
    }
    let path = given.replace('\\', "/");
    let rest = path.split_once("registers/").map_or(path.as_str(), |(_, rest)| rest);
    crate::snapshot::register_id(rest.split('/').next()?)
}
