//! Spaces, indentation, colons and line breaks that are missing or in the wrong place.

use super::candidate::RepairCandidate;
use super::lines::{SourceLine, SourceLines, quoted};
use super::quote::reason;
use crate::source::Span;

pub(in crate::yaml) const NO_SPACE: &str = "a space is missing after the colon; write `key: text`";

/// The repairs of the layout of a line.
pub(super) fn candidates(
    lines: &SourceLines<'_>,
    at: usize,
    fields: &[&str],
    found: &mut Vec<RepairCandidate>,
) {
    let line = &lines.all[at];
    found.extend(space_after_colon(line));
    found.extend(space_after_dash(line));
    found.extend(line_break(line, fields));
    found.extend(other_colon(line));
    found.extend(colon(line));
    found.extend(continuation(lines, at));
}

/// The colon of `key:text`, which has no space after it.
pub(in crate::yaml) fn glued_colon(text: &str) -> Option<usize> {
    let from = text.len() - text.trim_start().len();
    let length = text[from..].find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'))?;
    let at = from + length;
    let rest = text[at..].strip_prefix(':')?;
    let is_glued = length > 0 && rest.starts_with(|c: char| !c.is_whitespace() && c != ':');
    (is_glued && !rest.starts_with("//")).then_some(at)
}

fn space_after_colon(line: &SourceLine<'_>) -> Option<RepairCandidate> {
    let from = line.content();
    let at = line.start + from + glued_colon(&line.text[from..])?;
    Some(
        RepairCandidate::new(NO_SPACE, at..at + 1)
            .edit(at + 1..at + 1, " ")
            .sure(),
    )
}

fn space_after_dash(line: &SourceLine<'_>) -> Option<RepairCandidate> {
    let indent = line.indent();
    let rest = line.text[indent..].strip_prefix('-')?;
    if !rest.starts_with(|c: char| !c.is_whitespace() && c != '-') {
        return None;
    }
    let at = line.start + indent;
    let message = "a space is missing after the `-` of a list item; write `- item`";
    Some(
        RepairCandidate::new(message, at..at + 1)
            .edit(at + 1..at + 1, " ")
            .sure(),
    )
}

/// Moves a line, with the lines below it that are indented deeper, to the indentation of a line above.
pub(super) fn indentation(lines: &SourceLines<'_>, at: usize) -> Vec<RepairCandidate> {
    let line = &lines.all[at];
    let indent = line.indent();
    if line.is_blank() || line.entry().is_none() {
        return Vec::new();
    }
    let mut levels: Vec<usize> = Vec::new();
    for above in lines.all[..at]
        .iter()
        .rev()
        .filter(|line| !line.is_blank())
        .take(100)
    {
        for level in [above.indent(), above.content()] {
            if level != indent && !levels.contains(&level) {
                levels.push(level);
            }
        }
        if above.indent() == 0 {
            break;
        }
    }
    levels.sort_by_key(|level| level.abs_diff(indent));
    let move_to = |level: &usize| {
        let message = format!(
            "this line begins with {}, but the lines that it belongs to begin with {}",
            spaces(indent),
            spaces(*level)
        );
        let end = lines.end_of(at, indent);
        let edits = lines.all[at..end]
            .iter()
            .filter(|line| !line.text.trim().is_empty())
            .map(|moved| {
                let new = (moved.indent() + *level).saturating_sub(indent);
                (moved.start..moved.start + moved.indent(), " ".repeat(new))
            });
        let place = line.start + indent..line.trimmed_end();
        let help = "lines of one list or of one group of fields begin in the same column";
        let candidate = RepairCandidate::new(message, place)
            .edits(edits.collect())
            .help(help);
        match level.abs_diff(indent) {
            1 => candidate.sure(),
            _ => candidate,
        }
    };
    levels.iter().map(move_to).collect()
}

fn spaces(count: usize) -> String {
    match count {
        0 => "no space".to_string(),
        1 => "1 space".to_string(),
        _ => format!("{count} spaces"),
    }
}

/// Two fields in one line.
fn line_break(line: &SourceLine<'_>, fields: &[&str]) -> Vec<RepairCandidate> {
    let Some(entry) = line.entry().filter(|entry| !entry.key.is_empty()) else {
        return Vec::new();
    };
    let from = entry.value.start - line.start;
    let Some(text) = line.text.get(from..entry.value.end - line.start) else {
        return Vec::new();
    };
    let second = |(colon, _): (usize, &str)| {
        let space = text[..colon].rfind(' ')?;
        let key = entry.value.start + space + 1..entry.value.start + colon;
        // Without indentation, only a field of the document can be meant.
        if entry.column == 0 && !fields.is_empty() && !fields.contains(&&text[space + 1..colon]) {
            return None;
        }
        let end = entry.value.start + text[..space].trim_end().len();
        let message = "a second field begins in this line; each field needs a line of its own";
        let new = format!("\n{}", " ".repeat(entry.column));
        Some(RepairCandidate::new(message, key.clone()).edit(end..key.start, new))
    };
    text.match_indices(": ").filter_map(second).collect()
}

/// Lines of a text that are not indented below its key.
fn continuation(lines: &SourceLines<'_>, at: usize) -> Option<RepairCandidate> {
    let line = &lines.all[at];
    if line.is_blank() || line.entry().is_some() || line.text.trim_start().starts_with('-') {
        return None;
    }
    if has_field(line) {
        return None;
    }
    let above = (0..at)
        .rev()
        .find(|at| !lines.all[*at].is_blank() && lines.all[*at].entry().is_some())?;
    let column = lines.all[above].entry()?.column;
    if line.indent() > column {
        return None;
    }
    let texts = lines.all[at..]
        .iter()
        .take_while(|line| line.text.trim().is_empty() || !has_field(line));
    let edits = texts
        .filter(|line| !line.text.trim().is_empty() && line.indent() <= column)
        .map(|line| {
            (
                line.start..line.start + line.indent(),
                " ".repeat(column + 2),
            )
        });
    let message = "this line continues the text above, but is not indented below its key";
    let place = line.start + line.indent()..line.trimmed_end();
    let help = "begin each further line of a text with two spaces more than its key";
    let candidate = RepairCandidate::new(message, place).help(help);
    let edits: Vec<(Span, String)> = edits.collect();
    // A colon in the lines needs quotation marks besides.
    let end = edits
        .last()
        .map(|(span, _)| lines.all[lines.at(span.start)].trimmed_end())?;
    let start = lines.all[above].entry()?.value.start;
    let text = lines.text.get(start..end)?;
    let is_quoted = text.is_empty() || text.starts_with(['"', '\'', '|', '>']);
    if is_quoted || reason(text, start).is_none() {
        return Some(candidate.edits(edits));
    }
    let mut indented = String::new();
    let mut from = start;
    for (span, new) in edits {
        indented.push_str(lines.text.get(from..span.start)?);
        indented.push_str(&new);
        from = span.end;
    }
    indented.push_str(lines.text.get(from..end)?);
    Some(candidate.edit(start..end, quoted(&indented)))
}

/// Whether a line begins with what looks like a field, one word in lower case with a colon of any script, or is a list
/// item.
fn has_field(line: &SourceLine<'_>) -> bool {
    if line.text.trim_start().starts_with('-') {
        return true;
    }
    // Marks may be around the key.
    let bare = line.text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let length = bare.find(|c: char| !c.is_ascii_lowercase() && c != '_');
    let (_, after) = bare.split_at(length.unwrap_or(bare.len()));
    let after = after.trim_start_matches(['*', '_', '`', '"', '\'', ' ']);
    length.is_some_and(|length| length > 0) && after.starts_with([':', '\u{ff1a}', '\u{fe55}'])
}

/// Another sign in place of the colon after a key.
fn other_colon(line: &SourceLine<'_>) -> Option<RepairCandidate> {
    let from = line.content();
    let rest = &line.text[from..];
    let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    let after = rest[length..].trim_start_matches(' ');
    let sign = after
        .chars()
        .next()
        .filter(|c| matches!(c, '=' | ';' | '-' | '\u{2013}' | '\u{2014}'))?;
    let text = after[sign.len_utf8()..].trim_start_matches(' ');
    if length == 0 || text.is_empty() || text.len() == after.len() - sign.len_utf8() {
        return None;
    }
    let (key, at) = (
        line.start + from + length,
        line.start + from + rest.len() - after.len(),
    );
    let end = line.start + line.text.len() - text.len();
    let message = format!("`{sign}` is in place of the colon after the key; write `key: text`");
    let candidate = RepairCandidate::new(message, at..at + sign.len_utf8()).edit(key..end, ": ");
    if matches!(sign, '=' | ';') {
        Some(candidate.sure())
    } else {
        Some(candidate)
    }
}

/// The colon after a key is missing.
fn colon(line: &SourceLine<'_>) -> Option<RepairCandidate> {
    let from = line.content();
    let rest = &line.text[from..];
    let length = rest.find(' ').unwrap_or(rest.trim_end().len());
    let word = &rest[..length];
    let is_key = !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if !is_key || line.entry().is_some_and(|entry| !entry.key.is_empty()) {
        return None;
    }
    let start = line.start + from;
    let end = start + length;
    let message = format!("a colon is missing after `{word}`; write `{word}: text`");
    Some(RepairCandidate::new(message, start..end).edit(end..end, ":"))
}
