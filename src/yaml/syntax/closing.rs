//! Quotation marks and brackets that are not closed, or closed too early.

use super::candidate::RepairCandidate;
use super::lines::{LineEntry, SourceLines};
use crate::source::Span;

/// The repairs of the quotation marks and brackets in a line.
pub(super) fn candidates(lines: &SourceLines<'_>, at: usize, found: &mut Vec<RepairCandidate>) {
    let Some(entry) = lines.all[at].entry() else {
        return;
    };
    let rest = entry.value.start..lines.all[at].trimmed_end();
    let Some(text) = lines.text.get(rest.clone()) else {
        return;
    };
    match text.chars().next() {
        Some(mark @ ('"' | '\'')) => match close(&text[1..], mark) {
            None => found.extend(open_quote(lines, at, &entry, mark)),
            Some(end) => found.extend(text_after(text, rest.start, end + 1, mark)),
        },
        Some('[' | '{') => brackets(lines, at, &entry, text, found),
        _ => {}
    }
}

/// Reads signs one by one, and tells those outside of quotation marks.
struct QuoteScanner {
    quote: Option<char>,
    before: char,
}

impl QuoteScanner {
    const fn new() -> QuoteScanner {
        QuoteScanner {
            quote: None,
            before: ' ',
        }
    }

    /// The sign before this one, and this one; none if it is in quotation marks or begins or ends them.
    fn outside(&mut self, sign: char) -> Option<(char, char)> {
        let before = std::mem::replace(&mut self.before, sign);
        match (self.quote, sign) {
            (Some(mark), sign) => {
                self.quote = Some(mark).filter(|mark| *mark != sign);
                None
            }
            (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',') => {
                self.quote = Some(sign);
                None
            }
            (None, sign) => Some((before, sign)),
        }
    }
}

/// Whether a line opens something that it does not close.
pub(super) fn is_open(text: &str) -> bool {
    let mut depth = 0_i32;
    let mut scanner = QuoteScanner::new();
    for sign in text.chars() {
        match scanner.outside(sign) {
            Some((_, '[' | '{')) => depth += 1,
            Some((_, ']' | '}')) => depth -= 1,
            Some((' ', '#')) => return depth > 0,
            Some(_) | None => {}
        }
    }
    scanner.quote.is_some() || depth > 0
}

/// The closing mark of a text in quotation marks, of which the first is left out.
pub(super) fn close(text: &str, mark: char) -> Option<usize> {
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if sign == '\\' && mark == '"' {
            signs.next();
        } else if sign == mark {
            match signs.peek() {
                Some((_, next)) if mark == '\'' && *next == mark => drop(signs.next()),
                _ => return Some(at),
            }
        }
    }
    None
}

fn open_quote(
    lines: &SourceLines<'_>,
    at: usize,
    entry: &LineEntry,
    mark: char,
) -> Option<RepairCandidate> {
    let last = lines.end_of(at, entry.column) - 1;
    let line = &lines.all[last];
    let message = format!("a text begins with {mark} here, but no {mark} ends it");
    let end = match last == at {
        // A comment can follow the text.
        true => entry.value.end,
        false => line.trimmed_end(),
    };
    let is_certain = end == line.trimmed_end() || last != at;
    let start = entry.value.start;
    let candidate = RepairCandidate::new(message, start..start + 1).edit(end..end, mark);
    if is_certain {
        Some(candidate)
    } else {
        Some(candidate.doubtful())
    }
}

/// A text that goes on after its closing mark: the inner marks are apostrophes, or all of it is the text.
pub(super) fn text_after(
    text: &str,
    start: usize,
    end: usize,
    mark: char,
) -> Option<RepairCandidate> {
    let rest = text[end + 1..].trim_start();
    if rest.is_empty() || rest.starts_with('#') {
        return None;
    }
    let message = format!("the text goes on after its closing quotation mark {mark}");
    let candidate = RepairCandidate::new(message, start + end..start + end + 1);
    let inner = text.strip_prefix(mark)?.strip_suffix(mark);
    let span = start..start + text.len();
    if let Some(inner) = inner.filter(|inner| is_nested(inner, mark)) {
        let new = match mark {
            '\'' => format!("'{}'", inner.replace('\'', "''")),
            _ => format!("\"{}\"", inner.replace('"', "\\\"")),
        };
        return Some(candidate.edit(span, new).sure());
    }
    let other = if mark == '"' { '\'' } else { '"' };
    let new = match other {
        '\'' => format!("'{}'", text.replace('\'', "''")),
        _ if text.contains(['"', '\\']) => return None,
        _ => format!("\"{text}\""),
    };
    Some(candidate.edit(span, new).sure())
}

/// Whether the marks in a text are apostrophes, or marks that open before they close.
fn is_nested(inner: &str, mark: char) -> bool {
    if inner.contains('\\') {
        return false;
    }
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let apostrophe = |at: usize| {
        is_letter(inner[..at].chars().next_back()) && is_letter(inner[at + 1..].chars().next())
    };
    let marks: Vec<usize> = inner.match_indices(mark).map(|(at, _)| at).collect();
    let opens = |at: usize| {
        inner[..at]
            .chars()
            .next_back()
            .is_none_or(|c| c == ' ' || c == '(')
    };
    marks.iter().all(|at| apostrophe(*at))
        || marks.len().is_multiple_of(2) && marks.first().is_some_and(|at| opens(*at))
}

fn brackets(
    lines: &SourceLines<'_>,
    at: usize,
    entry: &LineEntry,
    text: &str,
    found: &mut Vec<RepairCandidate>,
) {
    let last = lines.end_of(at, entry.column) - 1;
    let end = lines.all[last].trimmed_end();
    let end = if last == at { entry.value.end } else { end };
    let Some(whole) = lines.text.get(entry.value.start..end) else {
        return;
    };
    found.extend(within(lines, at, entry));
    let open = unclosed(whole);
    let sign = text.chars().next().unwrap_or('[');
    let start = entry.value.start;
    if !open.is_empty() {
        let closers: String = open
            .iter()
            .rev()
            .map(|sign| if *sign == '[' { ']' } else { '}' })
            .collect();
        let message =
            format!("`{sign}` begins a list or a group of fields here, but no `{closers}` ends it");
        let candidate = RepairCandidate::new(message, start..start + 1);
        found.push(
            candidate
                .edit(end..end, closers)
                .help("for example `[technical, alliance]`"),
        );
    }
    if let Some(extra) = extra(text) {
        let span: Span = start + extra..start + text.len();
        let message = "this bracket closes nothing";
        found.push(RepairCandidate::new(message, span.start..span.start + 1).edit(span, ""));
    }
}

/// The lines within brackets that are not indented below their key.
fn within(lines: &SourceLines<'_>, at: usize, entry: &LineEntry) -> Option<RepairCandidate> {
    const LONGEST: usize = 50;
    let start = entry.value.start;
    let is_open = |end: usize| {
        let text = lines.text.get(start..lines.all[end].trimmed_end());
        text.is_some_and(|text| !unclosed(text).is_empty())
    };
    let last = (at..lines.all.len().min(at + LONGEST)).find(|end| !is_open(*end))?;
    let edits: Vec<(Span, String)> = lines
        .all
        .get(at + 1..=last)?
        .iter()
        .filter(|line| !line.is_blank() && line.indent() <= entry.column)
        .map(|line| {
            (
                line.start..line.start + line.indent(),
                " ".repeat(entry.column + 2),
            )
        })
        .collect();
    let first = lines.all.get(lines.at(edits.first()?.0.start))?;
    let message = "this line is within brackets, so it begins with more spaces than the key above";
    let place = first.start + first.indent()..first.trimmed_end();
    Some(RepairCandidate::new(message, place).edits(edits))
}

/// The brackets that are open at the end of a text.
fn unclosed(text: &str) -> Vec<char> {
    let mut open = Vec::new();
    let mut scanner = QuoteScanner::new();
    for sign in text.chars() {
        match scanner.outside(sign) {
            Some((_, '[' | '{')) => open.push(sign),
            Some((_, ']' | '}')) => drop(open.pop()),
            Some(_) | None => {}
        }
    }
    open
}

/// Where closing brackets follow the end of a collection, and nothing else does.
fn extra(text: &str) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, sign) in text.char_indices() {
        match sign {
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let rest = text[at + 1..].trim();
            let is_only = !rest.is_empty() && rest.chars().all(|sign| matches!(sign, ']' | '}'));
            return is_only.then_some(at + 1);
        }
    }
    None
}
