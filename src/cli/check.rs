//! `wr check`: every finding in the store, or in some of its registers.

mod fix;

use anyhow::{Result, bail};
use clap::Args;

use super::answer::No;
use super::context::{Context, Edits, Surroundings, dossier, register_id};
use super::format::ReportFormat;
use super::ui;
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::id::Id;
use crate::report::{self, RuleText};
use crate::rules::{self, Rule};
use crate::source::Tree;
use crate::store::Read;

/// Check the store: texts, references, acts, ballots, results
#[derive(Debug, Args)]
pub struct Check {
    /// Registers to check; all, and policy and roster, when none is named
    #[arg(value_name = "ID|PATH")]
    registers: Vec<String>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    /// Take warnings as errors
    #[arg(long)]
    strict: bool,
    /// Correct what is certain, in the files that people write; comments and layout stay, nothing is committed
    #[arg(long)]
    fix: bool,
    /// With --fix, print what would change, and change nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
}

/// What is looked at in one go.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Scope {
    /// Everything.
    Whole,
    /// One register, with the policy and roster that it is judged by.
    Register(Id),
}

impl Check {
    /// Runs the command.
    pub fn run(&self, around: &Surroundings) -> Result<()> {
        if self.fix {
            return self.fix(around);
        }
        let context = Context::open(around)?;
        self.tell(&self.findings(&context, around)?)
    }

    fn findings(&self, context: &Context, around: &Surroundings) -> Result<Findings> {
        let mut findings = Findings::default();
        for scope in self.scopes()? {
            let Read { tree, odd } = scope.read(context)?;
            findings.extend(scope.judge(context, &tree, &odd, around.today())?);
        }
        // In a bare repository there is no file to correct.
        Ok(match context.store.top() {
            Some(_) => findings,
            None => findings.into_iter().map(Diagnostic::by_hand).collect(),
        })
    }

    /// Prints the findings; what they come to is the answer.
    fn tell(&self, findings: &Findings) -> Result<()> {
        let rules: Vec<RuleText> = rules::ALL.iter().copied().map(rule_text).collect();
        let format = self.format.with(&rules);
        ui::raw(report::write(findings, format, ui::colour()).as_bytes());
        // A log of GitHub Actions is read by people too.
        if matches!(self.format, ReportFormat::Text | ReportFormat::Github) {
            ui::err(report::summary(findings));
        }
        if self.is_bad(findings) { Err(No::Shown.into()) } else { Ok(()) }
    }

    fn is_bad(&self, findings: &Findings) -> bool {
        findings.has_errors() || self.strict && findings.count(Severity::Warning) > 0
    }

    fn scopes(&self) -> Result<Vec<Scope>> {
        if self.registers.is_empty() {
            return Ok(vec![Scope::Whole]);
        }
        let register = |given: &String| match named(given) {
            Some(id) => Ok(Scope::Register(id)),
            None => bail!("`{given}` is neither a register's id nor a path below registers/"),
        };
        let mut scopes: Vec<Scope> = self.registers.iter().map(register).collect::<Result<_>>()?;
        scopes.sort();
        scopes.dedup();
        Ok(scopes)
    }
}

impl Scope {
    /// The files that are looked at.
    fn read(&self, context: &Context) -> Result<Read> {
        match self {
            Scope::Whole => context.files(Edits::All),
            Scope::Register(id) => Ok(Read { tree: context.register_files(id)?, odd: Vec::new() }),
        }
    }

    /// What there is to find in such files.
    fn judge(
        &self,
        context: &Context,
        tree: &Tree,
        odd: &[(String, &'static str)],
        today: Day,
    ) -> Result<Findings> {
        let snapshot = context.loaded(tree, odd)?;
        Ok(match self {
            Scope::Whole => rules::check(&snapshot, today),
            Scope::Register(id) => rules::check_register(&snapshot, dossier(&snapshot, id)?, today),
        })
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
