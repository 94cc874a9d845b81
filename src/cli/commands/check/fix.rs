//! `wr check --fix`: applies unambiguous fixes to the files that people write. It commits nothing: people review the
//! changes, then save or submit them like any other edit.

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
use crate::path::{ATTRIBUTES, Subject, keep_bytes};
use crate::report;
use crate::source::{SourceFile, Tree};
use crate::store::{StoreError, WriteLock};

/// The fixes, and their result.
#[derive(Default)]
struct FixPlan {
    /// In the order in which they are applied.
    amendments: Vec<Amendment>,
    /// Each changed file, before and after.
    files: Vec<(Arc<SourceFile>, Arc<SourceFile>)>,
    /// The line that keeps the bytes of these files, if git may change them.
    attributes: Option<(String, Vec<String>)>,
    /// The findings that remain.
    left: Findings,
}

impl CheckCommand {
    /// Fixes the files, then checks them again from disk.
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
        let verdict = self.verdict(&context, env);
        if !left_alone.is_empty() {
            bail!(
                "{}; none of its findings were fixed, run `wr check --fix` again",
                left_alone.join("; ")
            );
        }
        verdict
    }

    fn plan(&self, context: &Context, env: &Environment) -> Result<FixPlan> {
        let mut plan = FixPlan::default();
        for scope in self.scopes()? {
            let mut read = scope.read(context)?;
            let changeable = std::mem::take(&mut read.changeable);
            if !changeable.is_empty() {
                let (paths, all): (Vec<String>, Vec<Vec<String>>) = changeable.into_iter().unzip();
                let line = keep_bytes(all.iter().flatten().map(String::as_str));
                plan.attributes = Some((line, paths));
            }
            let check = |tree: &Tree| scope.judge(context, &read, tree, env.today());
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

    /// Writes each file completely or not at all. Returns the files that were not written, with the reason.
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
        if let Some((line, paths)) = &plan.attributes {
            let paths = paths.iter().map(String::as_str);
            match context.store.add_attributes(lock, line, paths) {
                Ok(Some(at)) => self.say(format!("fixed {ATTRIBUTES}:{at}: add `{line}`")),
                // The check that follows reports it.
                Ok(None) => {}
                Err(why @ StoreError::LeftAlone { .. }) => left_alone.push(why.to_string()),
                Err(why) => return Err(why.into()),
            }
        }
        Ok(left_alone)
    }

    /// Fixes go to stdout in the text format; in the other formats, stdout has the report alone.
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

    /// Prints the changes and the findings that would remain.
    fn show(&self, plan: &FixPlan) -> Result<()> {
        for (old, new) in &plan.files {
            ui::difference(unified(old, new));
        }
        if let Some((line, _)) = &plan.attributes {
            ui::out(format!(
                "{ATTRIBUTES}: add `{line}`, unless another file of attributes has the last word"
            ));
        }
        let left = report::summary(&plan.left);
        ui::err(
            match plan.amendments.len() + usize::from(plan.attributes.is_some()) {
                0 => format!("nothing to fix; {left}"),
                count => format!("would fix {count}, which leaves: {left}"),
            },
        );
        if self.is_bad(&plan.left) {
            Err(Rejected::AlreadyPrinted.into())
        } else {
            Ok(())
        }
    }
}

impl CheckScope {
    /// Whether a fix may change this file.
    fn has(&self, path: &str) -> bool {
        match self {
            CheckScope::Whole => true,
            // People do not write the files of a request.
            CheckScope::Request(_) => false,
            CheckScope::Register(id) => path.starts_with(&Subject::Register(id).prefix()),
        }
    }
}
