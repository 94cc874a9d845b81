//! `wr check`: reports the findings in the store, or in some of its registers.

mod fix;
mod unsettled;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::cli::app::answer::Rejected;
use crate::cli::app::change::{self, Fork};
use crate::cli::app::context::{Context, Environment, WorkingTree, register_files, register_id};
use crate::cli::app::format::ReportFormat;
use crate::cli::app::pull_request;
use crate::cli::app::ui::{self, ProgressLine, Waits};
use crate::cli::app::whole::history_is_there;
use crate::date::Day;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::id::Id;
use crate::path::{REGISTERS, REQUESTS, Subject};
use crate::report::{self, ChangeReport, RuleText};
use crate::rules::{self, Rule};
use crate::source::Tree;
use crate::store::Read;

/// Check the store: texts, references, acts, ballots, results
///
/// With --base, checks what a pull request changes: it compares HEAD with the newest commit that HEAD and REV have in
/// common. It reports the findings in changed files, the findings that the change adds in other files, and what no
/// change may do, such as editing a recorded file. It ignores uncommitted changes.
#[derive(Debug, Args)]
pub(crate) struct CheckCommand {
    /// The registers to check, by default all, with the policy and the roster
    #[arg(value_name = "ID|PATH")]
    registers: Vec<String>,
    /// Check what HEAD changes since it left this branch, for example origin/main
    #[arg(long, value_name = "REV", conflicts_with_all = ["registers", "fix"])]
    base: Option<String>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// Fix findings automatically in the files that people write; comments and layout stay, nothing is committed
    #[arg(long)]
    fix: bool,
    /// With --fix, print the changes without writing them
    #[arg(long, requires = "fix")]
    dry_run: bool,
}

/// What one pass checks.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum CheckScope {
    /// The whole store.
    Whole,
    /// One register, with the policy and the roster.
    Register(Id),
    /// One change request.
    Request(Id),
}

impl CheckCommand {
    /// The check of some registers, or of the whole store without any, as text.
    pub(crate) fn of(registers: Vec<String>) -> CheckCommand {
        CheckCommand {
            registers,
            base: None,
            format: ReportFormat::default(),
            strict: false,
            fix: false,
            dry_run: false,
        }
    }

    /// Reports the findings in one file, and how many there are elsewhere in the store.
    ///
    /// # Errors
    /// `Rejected`, if the file has errors.
    pub(crate) fn of_file(env: &Environment, path: &str) -> Result<()> {
        let whole = CheckCommand::of(Vec::new());
        let all = whole.findings(&Context::open(env)?, env)?.by_cause();
        let is_here = |found: &Diagnostic| {
            let place = found.place.as_ref();
            place.is_some_and(|place| place.file.path() == path)
        };
        let (here, elsewhere): (Vec<Diagnostic>, Vec<Diagnostic>) =
            all.into_iter().partition(is_here);
        let reported = whole.report(&here.into_iter().collect(), None);
        if !elsewhere.is_empty() {
            let count = report::summary(&elsewhere.into_iter().collect());
            ui::err(format!(
                "elsewhere in the store: {count}; `wr check` shows them"
            ));
        }
        reported
    }

    /// Runs the command.
    pub(crate) fn run(&self, env: &Environment) -> Result<()> {
        if self.fix {
            return self.fix(env);
        }
        let context = Context::open(env)?;
        match &self.base {
            Some(rev) => self.review(&context, rev),
            None => self.verdict(&context, env),
        }
    }

    /// Reports the findings, and what drafts still need.
    fn verdict(&self, context: &Context, env: &Environment) -> Result<()> {
        let findings = self.findings(context, env)?;
        let verdict = self.report(&findings, None);
        if matches!(self.format, ReportFormat::Text) {
            self.list_unsettled(context, &findings)?;
        }
        verdict
    }

    /// Reports what a change adds, for a review before the merge.
    fn review(&self, context: &Context, rev: &str) -> Result<()> {
        history_is_there(&context.store)?;
        let proposed = change::since(context, rev)?;
        if proposed.fork == Fork::Unknown {
            ui::err(format!(
                "note: HEAD and {rev} have no commit in common in this clone, so {rev} itself is the base"
            ));
        }
        let progress = ProgressLine::begin("checking the change", Waits::ForItself);
        let findings = within_reach(context, proposed.findings(context)?);
        drop(progress);
        self.report(
            &findings,
            Some(&pull_request::changes(&proposed, context.env.now)),
        )
    }

    /// Prints the findings, and fails if they include errors (with `--strict`, warnings).
    fn report(&self, findings: &Findings, changes: Option<&ChangeReport>) -> Result<()> {
        let findings = &findings.clone().by_cause();
        let rules: Vec<RuleText> = rules::ALL.iter().copied().map(rule_text).collect();
        let report = report::review(findings, changes, self.format.with(&rules), ui::look());
        match self.format {
            ReportFormat::Text => ui::report(&report),
            ReportFormat::Json
            | ReportFormat::Sarif
            | ReportFormat::Github
            | ReportFormat::Gitlab
            | ReportFormat::Markdown => ui::raw(report.as_bytes()),
        }
        // People read the log of GitHub Actions too.
        if matches!(self.format, ReportFormat::Text | ReportFormat::Github) {
            ui::err(report::summary(findings));
        }
        if self.is_bad(findings) {
            Err(Rejected::AlreadyPrinted.into())
        } else {
            Ok(())
        }
    }

    fn findings(&self, context: &Context, env: &Environment) -> Result<Findings> {
        let _progress = ProgressLine::begin("checking the store", Waits::ForItself);
        let mut findings = Findings::default();
        for scope in self.scopes()? {
            let read = scope.read(context)?;
            findings.join(scope.judge(context, &read, &read.tree, env.today())?);
            let path = |found: &Diagnostic| Some(found.place.as_ref()?.file.path().to_string());
            for found in on_disk(context, &scope, &read.tree)? {
                let is_known =
                    |other: &Diagnostic| other.rule == found.rule && path(other) == path(&found);
                if !findings.iter().any(is_known) {
                    findings.push(found);
                }
            }
        }
        Ok(within_reach(context, without_doubles(findings)))
    }

    fn is_bad(&self, findings: &Findings) -> bool {
        findings.has_errors() || self.strict && findings.count(Severity::Warning) > 0
    }

    fn scopes(&self) -> Result<Vec<CheckScope>> {
        if self.registers.is_empty() {
            return Ok(vec![CheckScope::Whole]);
        }
        let register = |given: &String| match named(given) {
            Some(scope) => Ok(scope),
            None => bail!("`{given}` is neither a register's id nor a path below registers/"),
        };
        let mut scopes: Vec<CheckScope> =
            self.registers.iter().map(register).collect::<Result<_>>()?;
        scopes.sort();
        scopes.dedup();
        Ok(scopes)
    }
}

/// The files of a scope, with what only git knows about them.
#[derive(Default)]
struct ScopeFiles {
    tree: Tree,
    non_regular: Vec<(String, &'static str)>,
    changeable: Vec<(String, Vec<String>)>,
}

impl CheckScope {
    fn read(&self, context: &Context) -> Result<ScopeFiles> {
        let tree = match self {
            CheckScope::Whole => {
                let Read { tree, non_regular } = context.files(WorkingTree::All)?;
                let paths = tree.under(REGISTERS).map(|file| file.path());
                return Ok(ScopeFiles {
                    changeable: context.store.changeable(paths)?,
                    tree,
                    non_regular,
                });
            }
            CheckScope::Register(id) => context.register_files(id)?,
            CheckScope::Request(id) => context.request_files(id)?,
        };
        Ok(ScopeFiles {
            tree,
            ..ScopeFiles::default()
        })
    }

    /// The findings in the files that were read, or with fixes in them.
    fn judge(
        &self,
        context: &Context,
        read: &ScopeFiles,
        tree: &Tree,
        today: Day,
    ) -> Result<Findings> {
        Ok(match self {
            CheckScope::Whole => {
                let mut snapshot = context.loaded(tree, &read.non_regular)?;
                snapshot.changeable = read.changeable.clone();
                let findings = rules::check(&snapshot, today);
                // It takes time to free a large store, and nothing waits for it.
                rayon::spawn(move || drop(snapshot));
                findings
            }
            CheckScope::Register(id) => {
                let snapshot = context.alone(tree)?;
                rules::check_register(&snapshot, register_files(&snapshot, id)?, today)
            }
            CheckScope::Request(id) => {
                let snapshot = context.alone(tree)?;
                let request_files = snapshot
                    .requests
                    .get(id)
                    .context("the request was not loaded")?;
                rules::check_request(&snapshot, request_files)
            }
        })
    }
}

/// Recorded files that the working tree has changed. Commands ignore these changes, and they must not be committed.
fn on_disk(context: &Context, scope: &CheckScope, tree: &Tree) -> Result<Vec<Diagnostic>> {
    let folder = match scope {
        CheckScope::Whole => REGISTERS.trim_end_matches('/').to_string(),
        CheckScope::Register(id) => Subject::Register(id).folder(),
        CheckScope::Request(id) => Subject::Request(id).folder(),
    };
    let touched = context.touched_records(tree, &format!("{folder}/"))?;
    let touched = rules::check_all_on_disk(&touched);
    // git need not know a file that people wrote under a wrong name.
    let misnamed = context.misnamed_on_disk(&folder);
    let misnamed = misnamed.iter().filter_map(rules::check_misnamed);
    Ok(touched.into_iter().chain(misnamed).collect())
}

/// A text under a wrong name is one mistake: that the text is missing follows from it.
fn without_doubles(findings: Findings) -> Findings {
    let path = |found: &Diagnostic| Some(found.place.as_ref()?.file.path().to_string());
    let misnamed: BTreeMap<String, String> = findings
        .iter()
        .filter(|found| found.rule == "stray-file")
        .filter_map(|found| {
            let path = path(found)?;
            Some((rules::meant_text(&path)?, path))
        })
        .collect();
    findings.each(|found| {
        let cause = found.follows.as_ref().and_then(|it| misnamed.get(it));
        match cause.cloned() {
            Some(cause) => found.follows(Some(cause)),
            None => found,
        }
    })
}

/// Removes the offered fixes in a bare repository, which has no files to fix.
fn within_reach(context: &Context, findings: Findings) -> Findings {
    match context.store.top() {
        Some(_) => findings,
        None => findings.each(Diagnostic::by_hand),
    }
}

fn rule_text(rule: &Rule) -> RuleText {
    let Rule {
        name,
        severity,
        clause,
        summary,
        explanation,
        ..
    } = *rule;
    RuleText {
        name,
        severity,
        clause,
        summary,
        explanation,
    }
}

/// The register with this id, or the register or change request that has a file at this path.
fn named(given: &str) -> Option<CheckScope> {
    if let Ok(id) = register_id(given) {
        return Some(CheckScope::Register(id));
    }
    let path = given.replace('\\', "/");
    let rest = path
        .split_once("registers/")
        .map_or(path.as_str(), |(_, rest)| rest);
    let mut parts = rest.split('/');
    match parts.next()? {
        REQUESTS => parts.next()?.parse().ok().map(CheckScope::Request),
        register => crate::path::register_id(register).map(CheckScope::Register),
    }
}
