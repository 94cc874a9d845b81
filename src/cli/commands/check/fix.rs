//! `wr check --fix`: makes the corrections that are certain, in the files that people write. Nothing is
//! committed: what changed is to be looked at, and saved or submitted like any other edit.

use std::sync::Arc;

use anyhow::{Result, bail};

use super::CheckCommand;
use super::CheckScope;
use crate::autofix::{Amendment, apply_fixes};
use crate::cli::app::answer::Rejected;
use crate::cli::app::context::{Context, Environment};
use crate::cli::app::difference::unified;
use crate::cli::app::format::ReportFormat;
use crate::cli::app::ui;
use crate::diagnostic::Findings;
use crate::report;
use crate::source::{SourceFile, Tree};
use crate::store::{StoreError, WriteLock};

/// What corrections come to.
#[derive(Default)]
struct FixPlan {
    /// What is done, in order.
    amendments: Vec<Amendment>,
    /// The files before and after.
    files: Vec<(Arc<SourceFile>, Arc<SourceFile>)>,
    /// What is found when all of it is done.
    left: Findings,
}

impl CheckCommand {
    /// Corrects the files, then checks them as they are on disk.
    pub(super) fn fix(&self, env: &Environment) -> Result<()> {
        let mut context = Context::open(env)?;
        context.top()?;
        if self.dry_run {
            return self.show(&self.plan(&context, env)?);
        }
        let lock = context.begin_write()?;
        let plan = self.plan(&context, env)?;
        let left_alone = self.write(&context, &lock, &plan)?;
        drop(lock);
        let verdict = self.report(&self.findings(&context, env)?, None);
        if !left_alone.is_empty() {
            bail!(
                "{}; nothing in it was fixed, run `wr check --fix` again",
                left_alone.join("; ")
            );
        }
        verdict
    }

    fn plan(&self, context: &Context, env: &Environment) -> Result<FixPlan> {
        let mut plan = FixPlan::default();
        for scope in self.scopes()? {
            let read = scope.read(context)?;
            let check = |tree: &Tree| scope.judge(context, tree, &read.non_regular, env.today());
            let mut tree = read.tree.clone();
            let (amendments, left) = apply_fixes(&mut tree, |path| scope.has(path), check)?;
            let changed = tree.files().filter_map(|new| {
                let old = read
                    .tree
                    .get(new.path())
                    .filter(|old| old.bytes() != new.bytes())?;
                Some((old.clone(), new.clone()))
            });
            plan.files.extend(changed);
            plan.amendments.extend(amendments);
            plan.left.join(left);
        }
        Ok(plan)
    }

    /// Writes each file, or leaves it alone as a whole. Gives what was left alone, and why.
    fn write(&self, context: &Context, lock: &WriteLock, plan: &FixPlan) -> Result<Vec<String>> {
        let mut left_alone = Vec::new();
        for (old, new) in &plan.files {
            match context
                .store
                .replace(lock, old.path(), old.bytes(), new.bytes())
            {
                Ok(()) => {
                    for done in plan
                        .amendments
                        .iter()
                        .filter(|done| done.path == old.path())
                    {
                        self.say(format!("fixed {}:{}: {}", done.path, done.line, done.title));
                    }
                }
                Err(why @ StoreError::LeftAlone { .. }) => left_alone.push(why.to_string()),
                Err(why) => return Err(why.into()),
            }
        }
        Ok(left_alone)
    }

    /// What was done is a result for people, and beside the result for programs.
    fn say(&self, line: String) {
        match self.format {
            ReportFormat::Text => ui::out(ui::visible(line)),
            ReportFormat::Json
            | ReportFormat::Sarif
            | ReportFormat::Github
            | ReportFormat::Gitlab
            | ReportFormat::Markdown => ui::err(ui::visible(line)),
        }
    }

    /// Prints what would change, and how it would end.
    fn show(&self, plan: &FixPlan) -> Result<()> {
        for (old, new) in &plan.files {
            ui::out(ui::visible(unified(old, new)));
        }
        let left = report::summary(&plan.left);
        ui::err(match plan.amendments.len() {
            0 => format!("nothing to fix; {left}"),
            count => format!("would fix {count}, which leaves: {left}"),
        });
        if self.is_bad(&plan.left) {
            Err(Rejected::AlreadyPrinted.into())
        } else {
            Ok(())
        }
    }
}

impl CheckScope {
    /// Whether a file is one that may be changed.
    fn has(&self, path: &str) -> bool {
        match self {
            CheckScope::Whole => true,
            // Nobody writes the files of a request by hand.
            CheckScope::Request(_) => false,
            CheckScope::Register(id) => {
                path.starts_with(&format!("{}{id}/", crate::snapshot::REGISTERS))
            }
        }
    }
}
