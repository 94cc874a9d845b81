//! Findings, explanations and names in the protocol's terms.

use std::path::Path;

use lsp_types::{
    CodeDescription, CompletionItem, CompletionItemKind, CompletionTextEdit, Diagnostic,
    DiagnosticRelatedInformation, DiagnosticSeverity, Documentation, HoverContents, Location,
    MarkupContent, MarkupKind, NumberOrString, Range, TextEdit,
};

use super::lines::Lines;
use super::location;
use crate::diagnostic::Severity;
use crate::editor::{Candidate, CandidateKind, Hover};
use crate::report::{Located, LocatedPlace};
use crate::source::SourceFile;

/// Where the process document is published.
const PROCESS: &str = "https://www.dmtf.org/dsp/DSP4003";

/// A finding at its place, which is in the store at `top`.
pub(super) fn diagnostic(found: &Located<'_>, top: &Path) -> Option<Diagnostic> {
    let diagnostic = found.diagnostic;
    let clause = diagnostic
        .clause
        .filter(|clause| clause.starts_with("DSP4003"));
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        message += &format!("\nhelp: {help}");
    }
    if let Some(clause) = diagnostic.clause {
        message += &format!("\nclause: {clause}");
    }
    let related: Vec<DiagnosticRelatedInformation> = found
        .related
        .iter()
        .filter_map(|place| related(place, top))
        .collect();
    Some(Diagnostic {
        range: range(found.place.as_ref()?),
        severity: Some(match diagnostic.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Note => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(diagnostic.rule.to_string())),
        code_description: clause.and_then(|_| {
            let href = PROCESS.parse().ok()?;
            Some(CodeDescription { href })
        }),
        source: Some("wr".to_string()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        ..Diagnostic::default()
    })
}

fn related(place: &LocatedPlace<'_>, top: &Path) -> Option<DiagnosticRelatedInformation> {
    let uri = location::uri(top, place.file.path())?;
    let message = match place.label {
        "" => place.file.path().to_string(),
        label => label.to_string(),
    };
    Some(DiagnosticRelatedInformation {
        location: Location::new(uri, range(place)),
        message,
    })
}

/// The range of a place; of a whole file, its first line.
pub(super) fn range(place: &LocatedPlace<'_>) -> Range {
    let lines = Lines::of(readable(place.file));
    match &place.extent {
        Some(extent) => lines.range(&extent.span),
        None => lines.first(),
    }
}

/// The text of a file, as far as it is text.
pub(super) fn readable(file: &SourceFile) -> &str {
    match file.text() {
        Ok(text) => text,
        Err(bad) => std::str::from_utf8(&file.bytes()[..bad.start]).unwrap_or_default(),
    }
}

pub(super) fn hover(hover: Hover, lines: &Lines<'_>) -> lsp_types::Hover {
    lsp_types::Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value: hover.text,
        }),
        range: Some(lines.range(&hover.span)),
    }
}

pub(super) fn completion((at, candidate): (usize, Candidate), lines: &Lines<'_>) -> CompletionItem {
    let about = Some(candidate.about).filter(|about| !about.is_empty());
    // One line distinguishes names; a field needs more than a line.
    let (detail, documentation) = match candidate.kind {
        CandidateKind::Name => (about, None),
        CandidateKind::Field | CandidateKind::Choice => (None, about.map(Documentation::String)),
    };
    CompletionItem {
        label: candidate.label,
        kind: Some(match candidate.kind {
            CandidateKind::Field => CompletionItemKind::FIELD,
            CandidateKind::Choice => CompletionItemKind::ENUM_MEMBER,
            CandidateKind::Name => CompletionItemKind::REFERENCE,
        }),
        detail,
        documentation,
        // The order of the roster, of the template and of the policy.
        sort_text: Some(format!("{at:05}")),
        filter_text: Some(candidate.words),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit {
            range: lines.range(&candidate.span),
            new_text: candidate.text,
        })),
        ..CompletionItem::default()
    }
}
