//! Texts that need quotation marks, because YAML gives a character in them another meaning.

use super::candidate::RepairCandidate;
use super::lines::{LineEntry, SourceLines, quoted};
use crate::source::Span;

/// The repairs of the text in a line, and of the text that the line continues.
pub(super) fn candidates(lines: &SourceLines<'_>, at: usize, found: &mut Vec<RepairCandidate>) {
    let own = lines.all[at].entry();
    if let Some(entry) = &own {
        found.extend(quote(lines, at, entry));
        found.extend(list(lines.text, entry.value.clone()));
    }
    let owner = lines.owner(at);
    if let Some((owner, entry)) = owner.and_then(|owner| Some((owner, lines.all[owner].entry()?))) {
        found.extend(quote(lines, owner, &entry));
    }
}

fn quote(lines: &SourceLines<'_>, at: usize, entry: &LineEntry) -> Option<RepairCandidate> {
    let end = lines.end_of(at, entry.column);
    let (span, text) = match lines.text.get(entry.value.clone())? {
        // The text begins in the next line.
        "" if end > at + 1 => {
            let first = (at + 1..end).find(|at| !lines.all[*at].is_blank())?;
            let start = lines.all[first].start + lines.all[first].indent();
            if lines.all[first].content() > lines.all[first].indent() {
                return None;
            }
            whole(lines, start, end)?
        }
        _ if end > at + 1 => whole(lines, entry.value.start, end)?,
        text => (entry.value.clone(), text),
    };
    // Text in quotation marks or in complete brackets is something else.
    let is_closed = text.starts_with('{') && text.ends_with('}')
        || text.starts_with('[') && text.ends_with(']');
    if is_closed || text.starts_with(['"', '\'']) || text.starts_with('{') && text.contains(": ") {
        return None;
    }
    let (message, place) = reason(text, span.start)?;
    let candidate = RepairCandidate::new(message, place).edit(span, quoted(text));
    // With the sign alone in its line, the text below would be meant as it is.
    match text.starts_with(['|', '>']) {
        true => Some(candidate.doubtful().help(format!(
            "leave `{}` alone in its line and put the text in the next line, indented; or put the whole text in quotation marks",
            &text[..1]
        ))),
        false => Some(candidate),
    }
}

/// A list that begins in the line of its key.
pub(super) fn list(text: &str, value: Span) -> Option<RepairCandidate> {
    let item = text.get(value.clone())?.strip_prefix("- ")?.trim();
    let message =
        "a list in the line of its key is written in brackets, as in `[technical, alliance]`";
    let place = value.start..value.start + 1;
    Some(RepairCandidate::new(message, place).edit(value, format!("[{item}]")))
}

fn whole<'a>(lines: &SourceLines<'a>, start: usize, end: usize) -> Option<(Span, &'a str)> {
    let span = start..lines.all.get(end - 1)?.trimmed_end();
    Some((span.clone(), lines.text.get(span)?))
}

/// Why a text needs quotation marks, and where that shows.
pub(super) fn reason(text: &str, start: usize) -> Option<(String, Span)> {
    let first = text.chars().next()?;
    let second = text[first.len_utf8()..].chars().next();
    let starts = match first {
        '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' | '[' | '{' | ']' | '}' | ',' | '#' => true,
        '-' | '?' => second.is_none_or(char::is_whitespace),
        ':' => true,
        _ => false,
    };
    if starts {
        let message = format!(
            "a text that begins with `{first}` needs quotation marks, because YAML gives the sign another meaning there"
        );
        return Some((message, start..start + first.len_utf8()));
    }
    if let Some(at) = colon(text) {
        let message = "a text with `: ` in it needs quotation marks, because YAML reads what is before the colon as a key";
        return Some((message.to_string(), start + at..start + at + 1));
    }
    let at = text.find(" #").or_else(|| text.find("\n#"))?;
    let message = "a text with ` #` in it needs quotation marks, because YAML drops the rest of the line as a comment";
    Some((message.to_string(), start + at + 1..start + at + 2))
}

/// The first colon that is read as the end of a key.
fn colon(text: &str) -> Option<usize> {
    let ends = |at: usize| {
        let next = text[at + 1..].chars().next();
        next.is_none_or(char::is_whitespace)
    };
    text.match_indices(':')
        .map(|(at, _)| at)
        .find(|at| ends(*at))
}
