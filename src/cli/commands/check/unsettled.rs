//! What a draft still needs before it can be submitted.

use anyhow::Result;

use super::{CheckCommand, CheckScope};
use crate::cli::app::context::{Context, register_files};
use crate::cli::app::ui;
use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace, Target};
use crate::id::Id;
use crate::rules;
use crate::yaml::Spans;

/// The most things that are listed.
const MOST: usize = 10;

impl CheckCommand {
    /// Lists what `wr submit` would refuse in the drafts that were named, besides the errors that were reported. Many errors
    /// come first.
    pub(super) fn list_unsettled(&self, context: &Context, reported: &Findings) -> Result<()> {
        if reported.count(Severity::Error) > MOST {
            return Ok(());
        }
        let is_reported = |open: &Diagnostic| {
            let mut errors = reported
                .iter()
                .filter(|found| found.severity == Severity::Error);
            errors.any(|found| found.rule == open.rule && found.place == open.place)
        };
        for scope in self.scopes()? {
            if let CheckScope::Register(id) = scope {
                let open = unsettled(context, &id)?;
                if !open.iter().all(is_reported) {
                    ui::err(ui::visible(summary(&id, &open)));
                }
            }
        }
        Ok(())
    }
}

/// The findings that would keep the draft from being submitted; none if it is the newest revision.
fn unsettled(context: &Context, id: &Id) -> Result<Vec<Diagnostic>> {
    let tree = context.register_files(id)?;
    let snapshot = context.alone(&tree)?;
    let files = register_files(&snapshot, id)?;
    let newest = files.revisions.values().next_back();
    let is_draft = files
        .text
        .as_ref()
        .is_some_and(|text| newest.is_none_or(|newest| newest.file.bytes() != text.file.bytes()));
    if !is_draft {
        return Ok(Vec::new());
    }
    let findings = rules::submission(&snapshot, files).by_cause();
    let refused = findings
        .into_iter()
        .filter(|found| found.severity == Severity::Error);
    Ok(refused.collect())
}

fn summary(id: &Id, open: &[Diagnostic]) -> String {
    let things = match open.len() {
        1 => "1 thing".to_string(),
        count => format!("{count} things"),
    };
    let line = |found: &Diagnostic| match found.place.as_ref().and_then(line) {
        Some((path, line)) => format!("\n  {path}:{line}: {}", found.message),
        None => format!("\n  {}", found.message),
    };
    let lines: String = open.iter().take(MOST).map(line).collect();
    let more = match open.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!("\n  and {more} more"),
    };
    format!("{things} to settle before `wr submit {id}`:{lines}{more}")
}

/// The file and the line of a place.
fn line(place: &SourcePlace) -> Option<(&str, usize)> {
    let span = match &place.target {
        Target::File => return None,
        Target::Span(span) => span.clone(),
        Target::Value(pointer) | Target::Key(pointer) => Spans::of(&place.file).nearest(pointer)?,
    };
    Some((place.file.path(), place.file.line_column(span.start).line))
}
