//! `wr check`: every finding in the store, or in some of its registers.

use anyhow::{Result, bail};
use clap::Args;

use super::answer::No;
use super::change::{self, Fork};
use super::context::{Context, Edits, Surroundings, dossier, register_id};
use super::format::ReportFormat;
use super::{review, ui};
use crate::diagnostic::{Findings, Severity};
use crate::report::{self, Changes, RuleText};
use crate::rules::{self, Rule};

/// Check the store: texts, references, acts, ballots, results
///
/// With --base, what a pull request changes: the commit that is checked out is compared with the newest commit
/// that it has in common with REV. Shown is what is found in files that differ, and what is not found without
/// the change; and what a change may not do, such as editing what is recorded. What is not committed yet does
/// not count.
#[derive(Debug, Args)]
pub struct Check {
    /// Registers to check; all, and policy and roster, when none is named
    #[arg(value_name = "ID|PATH")]
    registers: Vec<String>,
    /// Check what the commit that is checked out changes since it left this branch, for example origin/main
    #[arg(long, value_name = "REV", conflicts_with = "registers")]
    base: Option<String>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    /// Take warnings as errors
    #[arg(long)]
    strict: bool,
}

impl Check {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        let context = Context::open(around)?;
        if let Some(rev) = &self.base {
            let proposed = change::since(&context, rev)?;
            if proposed.fork == Fork::Unknown {
                ui::err(format!(
                    "note: this clone knows no commit that HEAD and {rev} have in common, so {rev} itself is the base"
                ));
            }
            let findings = rules::check_change(&proposed.change, around.today());
            return self.report(&findings, Some(&review::changes(&proposed)));
        }
        let findings = if self.registers.is_empty() {
            rules::check(&context.whole(Edits::All)?, around.today())
        } else {
            self.some(&context, around)?
        };
        self.report(&findings, None)
    }

    fn report(&self, findings: &Findings, changes: Option<&Changes>) -> Result<()> {
        let rules: Vec<RuleText> = rules::ALL.iter().copied().map(rule_text).collect();
        let report = report::review(findings, changes, self.format.with(&rules), ui::colour());
        ui::raw(report.as_bytes());
        // A log of GitHub Actions is read by people too.
        if matches!(self.format, ReportFormat::Text | ReportFormat::Github) {
            ui::err(report::summary(findings));
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
            findings.join(rules::check_register(&snapshot, dossier(&snapshot, &id)?, around.today()));
        }
        Ok(findings)
    }
}

/// What a report may tell of a rule.
fn rule_text(rule: &Rule) -> RuleText {
    let Rule { name, severity, clause, summary, explanation, .. } = *rule;
    RuleText { name, severity, clause, summary, explanation }
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
