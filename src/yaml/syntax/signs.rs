//! Characters that look like those of YAML: no-break spaces, full-width colons, dashes, bullets and tabs.

use super::candidate::RepairCandidate;
use super::lines::{SourceLine, SourceLines};
use crate::source::Span;

/// The repairs of the signs in a line.
pub(super) fn candidates(lines: &SourceLines<'_>, at: usize, found: &mut Vec<RepairCandidate>) {
    let line = &lines.all[at];
    found.extend(spaces(lines, at));
    found.extend(full_colon(line));
    found.extend(decorated(line));
    found.extend(fence(line));
    marker(lines, at, found);
}

pub(super) fn is_odd_space(sign: char) -> bool {
    sign.is_whitespace() && !matches!(sign, ' ' | '\t' | '\n' | '\r')
}

/// Odd spaces in the indentation, after the sign of a list item or after the colon of a key.
fn spaces(lines: &SourceLines<'_>, at: usize) -> Option<RepairCandidate> {
    let first = odd_spaces(&lines.all[at]).into_iter().next()?;
    // The lines that follow usually came out of the same editor.
    let edits = lines.all[at..].iter().flat_map(odd_spaces);
    let edits = edits.map(|span| {
        let width = lines
            .text
            .get(span.clone())
            .map_or(1, |text| text.chars().count());
        (span, " ".repeat(width))
    });
    let code = lines
        .text
        .get(first.clone())?
        .chars()
        .next()
        .map_or(0, u32::from);
    let message = match code {
        0xa0 => {
            "a no-break space (U+00A0) is in the layout, where YAML allows only ordinary spaces"
                .to_string()
        }
        code => format!(
            "an unusual space (U+{code:04X}) is in the layout, where YAML allows only ordinary spaces"
        ),
    };
    Some(
        RepairCandidate::new(message, first)
            .edits(edits.collect())
            .sure(),
    )
}

fn odd_spaces(line: &SourceLine<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut run: Option<usize> = None;
    let mut is_layout = true;
    for (at, sign) in line.text.char_indices() {
        let odd = is_odd_space(sign);
        match (odd, run) {
            (true, None) if is_layout => run = Some(at),
            (false, Some(start)) => {
                found.push(line.start + start..line.start + at);
                run = None;
            }
            _ => {}
        }
        let key = &line.text[..at];
        let is_key = sign == ':' && !key.contains(':') && !key.contains(['"', '\'']);
        is_layout = is_key
            || is_layout
                && (odd || matches!(sign, ' ' | '-' | '\u{2013}' | '\u{2014}' | '\u{2022}'));
    }
    found.extend(run.map(|start| line.start + start..line.end()));
    found
}

/// A colon of another script after a key.
fn full_colon(line: &SourceLine<'_>) -> Option<RepairCandidate> {
    let from = line.content();
    let rest = &line.text[from..];
    let is_colon = |sign: char| {
        matches!(
            sign,
            '\u{ff1a}' | '\u{fe55}' | '\u{a789}' | '\u{2236}' | '\u{fe13}'
        )
    };
    let (at, sign) = rest
        .char_indices()
        .find(|(_, sign)| is_colon(*sign) || *sign == ':')?;
    let key = rest[..at].trim();
    let is_key = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
    if sign == ':' || !is_key {
        return None;
    }
    let after = &rest[at + sign.len_utf8()..];
    let blank = after.len() - after.trim_start().len();
    let start = line.start + from + at;
    let end = start + sign.len_utf8();
    let message = format!(
        "`{sign}` (U+{:04X}) is not the colon of YAML; write `: `",
        u32::from(sign)
    );
    Some(
        RepairCandidate::new(message, start..end)
            .edit(start..end + blank, ": ")
            .sure(),
    )
}

/// A key with marks of Markdown or unbalanced quotation marks around it.
fn decorated(line: &SourceLine<'_>) -> Option<RepairCandidate> {
    let is_mark = |c: char| matches!(c, '*' | '_' | '`' | '"' | '\'' | '\u{201c}' | '\u{201d}');
    let from = line.content();
    let rest = &line.text[from..];
    let length = rest.len() - rest.trim_start_matches(is_mark).len();
    let word = rest[length..].find(|c: char| !c.is_alphanumeric() && c != '_')?;
    let key = rest[length..length + word].trim_end_matches('_');
    let after = rest[length + key.len()..].trim_start_matches(is_mark);
    if length == 0 || key.is_empty() || !after.starts_with(':') {
        return None;
    }
    // `**scope:** text` has its last marks after the colon.
    let text = after[1..].trim_start_matches(is_mark);
    let (start, end) = (line.start + from, line.start + line.text.len() - text.len());
    let message = format!("a key is written without marks around it, as in `{key}: text`");
    let text_begins = if text.starts_with(' ') || text.is_empty() {
        ":"
    } else {
        ": "
    };
    Some(
        RepairCandidate::new(message, start..start + length)
            .edit(start..end, format!("{key}{text_begins}"))
            .sure(),
    )
}

/// The fence of a code block, as in a chat or in Markdown.
fn fence(line: &SourceLine<'_>) -> Option<RepairCandidate> {
    line.text.starts_with("```").then(|| {
        let span = line.start..line.trimmed_end();
        let message = "a line with ``` is a mark of Markdown, not of YAML";
        RepairCandidate::new(message, span.clone())
            .edit(span, "")
            .doubtful()
            .help("delete the line")
    })
}

/// A dash or a bullet in place of the `-` of a list item.
fn marker(lines: &SourceLines<'_>, at: usize, found: &mut Vec<RepairCandidate>) {
    let Some(sign) = bullet(&lines.all[at]) else {
        return;
    };
    let indent = lines.all[at].indent();
    // All items of the list, of which this is one.
    let is_item = |line: &&SourceLine<'_>| {
        line.indent() == indent && bullet(line).is_some_and(|other| is_like(other, sign))
    };
    let items = lines
        .all
        .iter()
        .skip(at)
        .take_while(|line| line.is_blank() || line.indent() >= indent);
    let edits = items.filter(is_item).map(|line| {
        let start = line.start + indent;
        let length = bullet(line).map_or(0, str::len);
        let rest = &line.text[indent + length..];
        let blank = rest.len() - rest.trim_start().len();
        // The fields of an item are below the first one.
        let below = lines.all.get(lines.at(line.start) + 1);
        let width = below.map_or(0, |below| below.indent().saturating_sub(indent));
        let dash = format!("{:<1$}", "-", width.clamp(2, 8));
        (start..start + length + blank, dash)
    });
    let start = lines.all[at].start + indent;
    let message = format!("a list item begins with `{sign}`, but YAML needs `- ` there");
    let place = start..start + sign.len();
    let candidate = RepairCandidate::new(message, place.clone()).edits(edits.collect());
    let above = lines.all[..at]
        .iter()
        .rev()
        .find(|line| !line.is_blank() && line.indent() <= indent);
    let is_item_above =
        above.is_some_and(|line| line.indent() == indent && line.content() > indent);
    found.push(if is_item_above {
        candidate.sure()
    } else {
        candidate
    });
    // A list within a text keeps its bullets in a text of several lines.
    if let Some(owner) = lines.owner(at).map(|owner| &lines.all[owner])
        && owner.text.trim_end().ends_with(':')
    {
        let end = owner.trimmed_end();
        let message =
            format!("a text of several lines with `{sign}` in it needs a `|` after its key");
        found.push(
            RepairCandidate::new(message, place)
                .edit(end..end, " |")
                .sure(),
        );
    }
}

/// The bullet or the number with which a line begins, as word processors write items of a list.
fn bullet<'a>(line: &SourceLine<'a>) -> Option<&'a str> {
    let rest = line.text.trim_start_matches(' ');
    let sign = rest.chars().next()?;
    let after = rest[sign.len_utf8()..].chars().next();
    if sign.is_ascii_digit() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let is_number = digits <= 2 && rest[digits..].starts_with(['.', ')']);
        return rest
            .get(..=digits)
            .filter(|_| is_number && rest[digits + 1..].starts_with(' '));
    }
    let is_bullet = match sign {
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{2022}'
        | '\u{2023}'
        | '\u{25e6}'
        | '\u{25cf}'
        | '\u{25aa}'
        | '\u{b7}'
        | '\u{25a0}'
        | '\u{2043}' => true,
        '*' | '+' => after.is_some_and(char::is_whitespace),
        _ => false,
    };
    is_bullet.then_some(&rest[..sign.len_utf8()])
}

/// Whether two items can be of one list.
fn is_like(one: &str, other: &str) -> bool {
    let is_number = |sign: &str| sign.starts_with(|c: char| c.is_ascii_digit());
    one == other || is_number(one) && is_number(other)
}

/// Tabs in the indentation, as two, four or eight spaces.
pub(super) fn tabs(lines: &SourceLines<'_>, first: &Span) -> Vec<RepairCandidate> {
    let message = "a tab is used for indentation, but YAML allows only spaces there";
    let at = lines.at(first.start);
    let widths = [2, 4, 8].into_iter();
    let candidate = |width: usize| {
        let edits = lines.all[at..].iter().filter_map(|line| {
            let blank =
                &line.text[..line.text.len() - line.text.trim_start_matches([' ', '\t']).len()];
            let tab = blank.find('\t')?;
            let spaces = blank[tab..]
                .chars()
                .map(|sign| if sign == '\t' { width } else { 1 });
            let span = line.start + tab..line.start + blank.len();
            Some((span, " ".repeat(spaces.sum())))
        });
        RepairCandidate::new(message, first.clone())
            .edits(edits.collect())
            .help("put spaces in place of each tab")
    };
    widths.map(candidate).collect()
}
