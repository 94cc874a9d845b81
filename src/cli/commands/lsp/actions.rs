//! The fixes of `wr check --fix`, one by one and together.

use std::collections::HashMap;

use lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionTriggerKind, Diagnostic, Range,
    TextEdit, Uri, WorkspaceEdit,
};
use similar::{ChangeTag, TextDiff};

use super::answer::{self, readable};
use super::documents::{OpenDocument, Place};
use super::lines::Lines;
use super::workspace::Workspace;
use crate::date::Day;
use crate::report::{Correction, Located};
use crate::source::SourceFile;

/// The action that fixes a whole file, for editors that run it before they save.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.wr");

/// The fixes of the findings in a range of an open file, as far as the editor wants them.
pub(super) fn one_by_one(
    document: &OpenDocument,
    place: &Place,
    located: &[Located<'_>],
    range: Range,
    wanted: &CodeActionContext,
) -> Vec<CodeAction> {
    if !wants(wanted, &CodeActionKind::QUICKFIX) {
        return Vec::new();
    }
    let fix = |found: &Located<'_>| {
        let diagnostic = answer::diagnostic(found, &place.top)?;
        let is_here = overlap(&diagnostic.range, &range);
        let fix = found.fix.as_ref().filter(|_| is_here)?;
        let edits = edits(document, &place.file, fix);
        Some(action(fix.title, document, edits, vec![diagnostic]))
    };
    located.iter().filter_map(fix).collect()
}

/// The action that fixes everything in an open file.
pub(super) fn together(
    document: &OpenDocument,
    place: &Place,
    workspace: &mut Workspace,
    open: &[std::sync::Arc<SourceFile>],
    today: Day,
) -> Option<CodeAction> {
    let fixed = workspace.fixed(open, &place.file, today)?;
    let edits = difference(document, &place.file, &fixed);
    if edits.is_empty() {
        return None;
    }
    let title = "Fix all findings in this file that `wr check --fix` fixes";
    let action = action(title, document, edits, Vec::new());
    Some(CodeAction {
        kind: Some(FIX_ALL),
        is_preferred: None,
        ..action
    })
}

/// Whether the editor wants the action that fixes everything. What it asks for while the cursor moves does not include it:
/// that takes several checks.
pub(super) fn wants_all(wanted: &CodeActionContext) -> bool {
    let is_automatic = wanted.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC);
    wants(wanted, &FIX_ALL) && (wanted.only.is_some() || !is_automatic)
}

/// Whether the kinds that the editor wants include a kind; `source` includes `source.fixAll.wr`.
fn wants(wanted: &CodeActionContext, kind: &CodeActionKind) -> bool {
    let includes = |only: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(only.as_str());
        rest.is_some_and(|rest| {
            only.as_str().is_empty() || rest.is_empty() || rest.starts_with('.')
        })
    };
    wanted
        .only
        .as_ref()
        .is_none_or(|only| only.iter().any(includes))
}

fn overlap(one: &Range, other: &Range) -> bool {
    one.start <= other.end && other.start <= one.end
}

fn action(
    title: &str,
    document: &OpenDocument,
    edits: Vec<TextEdit>,
    diagnostics: Vec<Diagnostic>,
) -> CodeAction {
    CodeAction {
        title: title.to_string(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: (!diagnostics.is_empty()).then_some(diagnostics),
        edit: Some(WorkspaceEdit {
            changes: Some(changes(document.uri.clone(), edits)),
            ..WorkspaceEdit::default()
        }),
        is_preferred: Some(true),
        ..CodeAction::default()
    }
}

#[allow(
    clippy::mutable_key_type,
    reason = "the type of the protocol; its address caches what it has parsed"
)]
fn changes(uri: Uri, edits: Vec<TextEdit>) -> HashMap<Uri, Vec<TextEdit>> {
    HashMap::from([(uri, edits)])
}

fn edits(document: &OpenDocument, file: &SourceFile, fix: &Correction<'_>) -> Vec<TextEdit> {
    let lines = Lines::of(readable(file));
    let edit = |(extent, text): &(crate::report::FileRegion, String)| {
        TextEdit::new(lines.range(&extent.span), of_editor(document, text))
    };
    fix.edits.iter().map(edit).collect()
}

/// The edits that make one file of another, line by line.
fn difference(document: &OpenDocument, old: &SourceFile, new: &SourceFile) -> Vec<TextEdit> {
    let (before, after) = (readable(old), readable(new));
    let lines = Lines::of(before);
    let mut edits: Vec<TextEdit> = Vec::new();
    let diff = TextDiff::from_lines(before, after);
    let mut at = 0;
    for operation in diff.ops() {
        let (mut removed, mut inserted) = (0, String::new());
        for change in diff.iter_changes(operation) {
            match change.tag() {
                ChangeTag::Equal => at += change.value().len(),
                ChangeTag::Delete => removed += change.value().len(),
                ChangeTag::Insert => inserted.push_str(change.value()),
            }
        }
        if removed > 0 || !inserted.is_empty() {
            let range = lines.range(&(at..at + removed));
            edits.push(TextEdit::new(range, of_editor(document, &inserted)));
        }
        at += removed;
    }
    edits
}

/// A text with the line ends that the editor's text has.
fn of_editor(document: &OpenDocument, text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\n', document.line_end())
}
