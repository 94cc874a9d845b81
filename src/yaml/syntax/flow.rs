//! Texts in `{braces}` and `[brackets]`.

use super::candidate::RepairCandidate;
use super::lines::{SourceLines, quoted};
use super::quote::reason;
use crate::source::Span;

/// The repairs of the entries in braces or brackets in a line.
pub(super) fn candidates(lines: &SourceLines<'_>, at: usize, found: &mut Vec<RepairCandidate>) {
    let line = &lines.all[at];
    let Some(open) = line.text.find(['{', '[']) else {
        // A line of a collection over several lines.
        let pieces = pieces(line.text, line.indent(), line.start);
        found.extend(pieces.iter().filter_map(|piece| quote(lines, piece)));
        return;
    };
    let pieces = pieces(line.text, open + 1, line.start);
    for piece in &pieces {
        found.extend(comma(lines, piece));
        found.extend(quote(lines, piece));
        found.extend(value(lines, piece).and_then(|span| super::quote::list(lines.text, span)));
        found.extend(space(lines, piece));
    }
    found.extend(bracket(lines, &pieces));
}

/// The repairs of quotation marks in braces or brackets.
pub(super) fn closing(lines: &SourceLines<'_>, at: usize, found: &mut Vec<RepairCandidate>) {
    let line = &lines.all[at];
    let Some(open) = line.text.find(['{', '[']) else {
        return;
    };
    for piece in pieces(line.text, open + 1, line.start) {
        let Some(span) = value(lines, &piece) else {
            continue;
        };
        let text = lines.text.get(span.clone()).unwrap_or_default();
        let Some(mark) = text
            .chars()
            .next()
            .filter(|mark| matches!(mark, '"' | '\''))
        else {
            continue;
        };
        match super::closing::close(&text[1..], mark) {
            None => found.extend(open_quote(text, &span, mark)),
            Some(end) => found.extend(super::closing::text_after(text, span.start, end + 1, mark)),
        }
    }
}

/// A text without its closing mark ends before the next field, or before the last bracket.
fn open_quote(text: &str, span: &Span, mark: char) -> Option<RepairCandidate> {
    let is_field = |at: &usize| {
        let rest = text[*at + 1..].trim_start();
        let key = rest.find(": ").map_or("", |colon| &rest[..colon]);
        !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    };
    let commas = text.match_indices(',').map(|(at, _)| at);
    let end = commas.into_iter().find(is_field);
    let end = end.or_else(|| {
        text.trim_end()
            .ends_with(['}', ']'])
            .then(|| text.trim_end_matches(['}', ']']).len())
    })?;
    let message = format!("a text begins with {mark} here, but no {mark} ends it");
    let (start, end) = (span.start, span.start + text[..end].trim_end().len());
    Some(RepairCandidate::new(message, start..start + 1).edit(end..end, mark))
}

/// The `]` of a list is missing before the next field.
fn bracket(lines: &SourceLines<'_>, pieces: &[Span]) -> Option<RepairCandidate> {
    let at = pieces.windows(2).position(|pair| {
        let opens = lines.text.get(pair[0].end..pair[1].start) == Some("[");
        opens
            && !lines
                .text
                .get(pair[1].clone())
                .unwrap_or_default()
                .contains(": ")
    })?;
    let open = pieces[at].end;
    let is_item = |piece: &&Span| {
        let text = lines.text.get((*piece).clone()).unwrap_or_default();
        !text.trim().is_empty() && !text.contains(": ")
    };
    let last = pieces[at + 1..].iter().take_while(is_item).last()?;
    if lines.text.get(last.end..last.end + 1) != Some(",") {
        return None;
    }
    let end = last.start + lines.text.get(last.clone())?.trim_end().len();
    let message = "`[` begins a list here, but no `]` ends it";
    Some(RepairCandidate::new(message, open..open + 1).edit(end..end, "]"))
}

/// What is between two separators; commas in quotation marks separate nothing.
fn pieces(text: &str, from: usize, start: usize) -> Vec<Span> {
    let mut pieces = Vec::new();
    let (mut begin, mut quote) = (from, None);
    let mut at_start = true;
    for (at, sign) in text[from..]
        .char_indices()
        .map(|(at, sign)| (from + at, sign))
    {
        match (quote, sign) {
            (Some(mark), sign) if mark == sign => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if at_start => quote = Some(sign),
            (None, ',' | '{' | '}' | '[' | ']') => {
                pieces.push(start + begin..start + at);
                begin = at + 1;
                at_start = true;
                continue;
            }
            (None, _) => {}
        }
        at_start = sign == ':' || at_start && sign.is_whitespace() || at_start && quote.is_some();
        if sign == ' ' && text[..at].ends_with(':') {
            at_start = true;
        }
    }
    pieces.push(start + begin..start + text.len());
    pieces
}

/// The text of `key: text` in a piece, or the whole piece.
fn value(lines: &SourceLines<'_>, piece: &Span) -> Option<Span> {
    let text = lines.text.get(piece.clone())?;
    let from = text.find(": ").map_or(0, |colon| colon + 2);
    let value = &text[from..];
    let start = piece.start + from + value.len() - value.trim_start().len();
    let end = piece.start + text.trim_end().len();
    (start < end).then_some(start..end)
}

fn quote(lines: &SourceLines<'_>, piece: &Span) -> Option<RepairCandidate> {
    let span = value(lines, piece)?;
    let text = lines.text.get(span.clone())?;
    if text.starts_with(['"', '\'']) {
        return None;
    }
    let next = lines
        .text
        .get(piece.end..)
        .and_then(|rest| rest.chars().next());
    if text.ends_with(':') && matches!(next, Some('[' | '{')) {
        return None;
    }
    let (message, place) = reason(text, span.start)?;
    Some(RepairCandidate::new(message, place).edit(span, quoted(text)))
}

/// A comma is missing before the second key in a piece.
fn comma(lines: &SourceLines<'_>, piece: &Span) -> Option<RepairCandidate> {
    let span = value(lines, piece)?;
    let text = lines.text.get(span.clone())?;
    let colon = text
        .find(": ")
        .or_else(|| text.ends_with(':').then(|| text.len() - 1))?;
    let space = text[..colon].rfind(' ')?;
    let end = span.start + text[..space].trim_end().len();
    let key = span.start + space + 1..span.start + colon;
    let message = "a comma is missing before this field";
    // Some write a semicolon there.
    let from = if text[..space].trim_end().ends_with(';') {
        end - 1
    } else {
        end
    };
    Some(RepairCandidate::new(message, key).edit(from..end, ","))
}

/// A space is missing after the colon of a key.
fn space(lines: &SourceLines<'_>, piece: &Span) -> Option<RepairCandidate> {
    let text = lines.text.get(piece.clone())?;
    let at = super::layout::glued_colon(text)?;
    let place = piece.start + at..piece.start + at + 1;
    let after = place.end;
    Some(RepairCandidate::new(super::layout::NO_SPACE, place).edit(after..after, " "))
}
