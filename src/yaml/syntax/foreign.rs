//! Habits of other formats: the commas of JSON, and backslashes in quotation marks.

use super::candidate::RepairCandidate;
use super::closing::close;
use super::lines::SourceLine;
use crate::source::Span;

/// The repairs of a line that is written as another format has it.
pub(super) fn candidates(line: &SourceLine<'_>, found: &mut Vec<RepairCandidate>) {
    found.extend(separator(line));
    found.extend(backslash(line));
}

/// A comma or a semicolon after a text in quotation marks, as in JSON.
fn separator(line: &SourceLine<'_>) -> Option<RepairCandidate> {
    let (start, text) = quoted_value(line)?;
    let bare = text.strip_suffix([',', ';'])?;
    let sign = &text[bare.len()..];
    let mark = text.chars().next()?;
    let end = close(&text[1..], mark)? + 2;
    if end != bare.trim_end().len() {
        return None;
    }
    let message = format!("`{sign}` ends the line, but in YAML each field ends with its line");
    let place = line.start + start + bare.len()..line.start + start + text.len();
    let gone = line.start + start + end..place.end;
    Some(RepairCandidate::new(message, place).edit(gone, "").sure())
}

/// A backslash in `"`, which begins an escape there, as in a path of Windows.
fn backslash(line: &SourceLine<'_>) -> Option<RepairCandidate> {
    const ESCAPES: &str = "0abtnvfre \"/\\N_LPxuU\t";
    let (start, text) = quoted_value(line)?;
    if !text.starts_with('"') || close(&text[1..], '"')? + 2 != text.len() {
        return None;
    }
    let mut edits: Vec<(Span, String)> = Vec::new();
    let mut wrong = None;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if sign != '\\' {
            continue;
        }
        let next = signs.peek().map(|(_, next)| *next)?;
        if !ESCAPES.contains(next) {
            wrong = wrong.or(Some((at, next)));
        }
        match next {
            '"' | '\\' => drop(signs.next()),
            _ => {
                let after = line.start + start + at + 1;
                edits.push((after..after, "\\".to_string()));
            }
        }
    }
    let (at, next) = wrong?;
    let message = format!(
        "`\\{next}` means nothing in quotation marks; a backslash is written twice there: `\\\\`"
    );
    let place = line.start + start + at..line.start + start + at + 1 + next.len_utf8();
    Some(RepairCandidate::new(message, place).edits(edits).sure())
}

/// The text of a line from its first quotation mark after the key on, which may be in quotation marks too.
fn quoted_value<'a>(line: &SourceLine<'a>) -> Option<(usize, &'a str)> {
    let content = line.content();
    let rest = line.text.get(content..)?;
    let key = match rest.chars().next()? {
        mark @ ('"' | '\'') => close(&rest[1..], mark)? + 2,
        _ => rest.find(':')?,
    };
    let after = rest.get(key..)?;
    let value = match after.trim_start().strip_prefix(':') {
        Some(value) => value,
        // An item of a list.
        None if key > 1 => rest,
        None => return None,
    };
    let start = content + rest.len() - value.trim_start().len();
    let text = line.text.get(start..)?.trim_end();
    text.starts_with(['"', '\'']).then_some((start, text))
}
