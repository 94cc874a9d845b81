//! Words of a text that YAML takes for a comment or for a name.

use crate::diagnostic::{Diagnostic, Findings, Fix, Severity, SourcePlace, TextEdit};
use crate::rules::context::text::{TextContext, wordings};
use crate::rules::rule::{Check, Rule};
use crate::source::Span;
use crate::yaml::{Spans, quoted};

pub(crate) static RULE: Rule = Rule {
    name: "text-cut",
    severity: Severity::Error,
    clause: "practice (text)",
    summary: "no words of a text are dropped as a comment",
    explanation: "In YAML, a ` #` in a text without quotation marks begins a comment, so `Exhibit A \
                  #1 to #5` is read as `Exhibit A`, and that is what would be balloted and \
                  published. A text that begins with `&` loses its first word in the same way. Put \
                  such a text in quotation marks. A `#` with a space after it is a comment. In a \
                  draft, this is a warning.",
    bad: "scope: Models for routers, see Exhibit A #1 to #5",
    good: "scope: 'Models for routers, see Exhibit A #1 to #5' # as agreed",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Ok(raw) = text.file.text() else { return };
    // Most files have neither.
    if text.is_frozen() || !raw.contains('&') && glued(raw).next().is_none() {
        return;
    }
    let spans = Spans::of(text.file);
    let mut pointers: Vec<String> = wordings(text.register)
        .into_iter()
        .map(|(pointer, _)| pointer)
        .collect();
    pointers.extend(others(text));
    for pointer in pointers {
        let Some(span) = spans.value(&pointer) else {
            continue;
        };
        let column = spans.key(&pointer).map(|key| column(raw, key.start));
        let cut = after(raw, &span, column).or_else(|| before(raw, &spans, &pointer, &span));
        findings.extend(cut.map(|cut| found(text, raw, &cut)));
    }
    for cut in whole(raw) {
        findings.push(found(text, raw, &cut));
    }
}

/// Fields that people write freely, besides the free texts.
fn others(text: &TextContext<'_>) -> Vec<String> {
    let sections = text.register.sections.keys();
    let columns = ["ap_id", "domain", "lead"];
    let rows = text
        .rows()
        .flat_map(|(row, _)| columns.map(|column| format!("{row}/{column}")));
    sections
        .map(|id| format!("/sections/{id}"))
        .chain(rows)
        .collect()
}

/// A text with what YAML drops of it.
struct Cut {
    /// The text and the dropped words.
    whole: Span,
    /// The dropped words.
    dropped: Span,
}

fn found(text: &TextContext<'_>, raw: &str, cut: &Cut) -> Diagnostic {
    let dropped = &raw[cut.dropped.clone()];
    let why = if dropped.starts_with('&') {
        "YAML takes it for a name"
    } else {
        "YAML takes it for a comment"
    };
    let message = format!(
        "`{}` is not part of the text, because {why}",
        short(dropped)
    );
    let finding = RULE
        .finding(text.stand.gap(), message)
        .at(SourcePlace::span(text.file, cut.dropped.clone()));
    let source = &raw[cut.whole.clone()];
    let written = quoted(source);
    // `#1` is a number; `#word` may be a comment.
    let is_certain = !dropped[1..].starts_with(char::is_alphabetic) || dropped.starts_with('&');
    if !is_certain || source.starts_with(['"', '\'']) {
        return finding.help(format!(
            "for a text, write `{}`; for a comment, write a space after the `#`",
            short(&written)
        ));
    }
    let title = format!("write `{}`", short(&written));
    finding.fix(Fix::one(
        title,
        TextEdit::Rewrite {
            span: cut.whole.clone(),
            text: written,
        },
    ))
}

/// The beginning of a text.
fn short(text: &str) -> String {
    const LONGEST: usize = 70;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line.to_string(),
    }
}

/// The places of each `#` that begins a comment without a space after it.
fn glued(raw: &str) -> impl Iterator<Item = usize> {
    raw.match_indices('#').map(|(at, _)| at).filter(|at| {
        let begins = raw[..*at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace);
        let next = raw[at + 1..].chars().next();
        begins
            && next
                .is_some_and(|next| !next.is_whitespace() && !matches!(next, '#' | '!' | '-' | '='))
    })
}

/// What is dropped after a text, in its line or in the next one.
fn after(raw: &str, span: &Span, column: Option<usize>) -> Option<Cut> {
    if raw[span.clone()].starts_with(['"', '\'', '|', '>', '[', '{']) || span.is_empty() {
        return None;
    }
    let rest = &raw[span.end..];
    let blank = rest.len() - rest.trim_start().len();
    let at = span.end + blank;
    let begin = raw[..at].rfind('\n').map_or(0, |newline| newline + 1);
    // A comment in a line of its own belongs to the text if it is indented like one.
    let is_next = begin > span.end;
    if is_next
        && (column.is_none_or(|column| at - begin <= column)
            || rest[..blank].matches('\n').count() > 1)
    {
        return None;
    }
    if !raw[at..].starts_with('#') || glued(&raw[at..]).next() != Some(0) {
        return None;
    }
    let line = raw[at..].lines().next().unwrap_or_default();
    let dropped = at..at + line.trim_end().len();
    Some(Cut {
        whole: span.start..dropped.end,
        dropped,
    })
}

/// The name before a text, as in `&D budget`, if nothing refers to it.
fn before(raw: &str, spans: &Spans, pointer: &str, span: &Span) -> Option<Cut> {
    let key = spans.key(pointer)?;
    let between = raw.get(key.end..span.start)?;
    let start = key.end + between.find('&')?;
    let name = raw[start + 1..].split_whitespace().next()?;
    let is_used = raw.contains(&format!("*{name}"));
    (!is_used && start < span.start).then(|| Cut {
        whole: start..span.end,
        dropped: start..start + 1 + name.len(),
    })
}

/// Texts of which everything is dropped: `subject: #1 in networks`.
fn whole(raw: &str) -> Vec<Cut> {
    const FIELDS: [&str; 6] = [
        "title",
        "subject",
        "scope",
        "benefits",
        "justification",
        "work_area",
    ];
    let cut = |at: usize| {
        let begin = raw[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let key = raw[begin..at]
            .trim()
            .trim_start_matches("- ")
            .strip_suffix(':')?;
        let line = raw[at..].lines().next().unwrap_or_default();
        let next = raw[at..].lines().nth(1).unwrap_or_default();
        let dropped = at..at + line.trim_end().len();
        // A text in the lines below makes it a comment.
        let is_below =
            next.len() - next.trim_start().len() > at - begin - raw[begin..at].trim_start().len();
        (FIELDS.contains(&key.trim()) && !is_below).then(|| Cut {
            whole: dropped.clone(),
            dropped,
        })
    };
    glued(raw).filter_map(cut).collect()
}

fn column(raw: &str, at: usize) -> usize {
    at - raw[..at].rfind('\n').map_or(0, |newline| newline + 1)
}
