//! Characters that are invisible, or that make a text look like another one.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Findings, Fix, Severity, SourcePlace, TextEdit};
use crate::rules::context::source_doc::SourceDoc;
use crate::rules::rule::{Check, Rule};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    name: "text-characters",
    severity: Severity::Error,
    clause: "practice (text)",
    summary: "no invisible, direction-changing or control characters, and no tabs in texts",
    explanation: "Some characters are invisible, change the direction of the text, or control a \
                  terminal. With them, a text can look different from the one that is balloted, so \
                  they are never allowed: not in texts, not in names, not in comments. Tabs in \
                  texts become spaces, since programs show them in different widths.",
    bad: r#"scope: "Models \u202Efor networks""#,
    good: r#"scope: "Models for networks""#,
    check: Check::File(check),
};

fn check(file: &SourceDoc<'_>, findings: &mut Findings) {
    // An escape can stand for any character; nearly every file is plain ASCII without one.
    let is_plain = |byte: &u8| matches!(byte, b'\n' | b'\r' | b' '..=b'[' | b']'..=b'~');
    if file.file.bytes().iter().all(is_plain) {
        return;
    }
    let raw = file.file.text().unwrap_or_default();
    let mut shown = BTreeSet::new();
    let mut start = 0;
    let mut budget = AT_ONCE;
    for line in raw.split_inclusive('\n') {
        let hidden: Vec<Hidden> = hidden(line, start).collect();
        shown.extend(hidden.iter().map(|it| it.character));
        start += line.len();
        // One finding per line is enough: its reader looks at the whole line. Characters that can be removed and those
        // that cannot have separate findings.
        let (certain, others): (Vec<Hidden>, Vec<Hidden>) =
            hidden.into_iter().partition(|it| is_certain(it.character));
        if let Some(first) = certain.first() {
            let found = first.found(file);
            let fix = (certain.len() <= budget).then(|| strike(&certain));
            budget = budget.saturating_sub(certain.len());
            findings.push(offer(found, file, fix));
        }
        findings.extend(others.first().map(|first| first.found(file)));
    }
    for (pointer, text) in file.texts() {
        // An escape such as `\u202E` is visible in the file, but not in the text.
        let is_new = |c: &char| matches!(c, '\t' | '\r') || !shown.contains(c);
        let found = text
            .chars()
            .find_map(|c| hazard(c).filter(|_| is_new(&c)).map(|what| (what, c)));
        if let Some((what, character)) = found {
            let found = RULE
                .found(message(what, character))
                .at(SourcePlace::value(file.file, pointer));
            findings.push(offer(found, file, replace(pointer, character)));
        }
    }
}

/// The most characters of one file that are offered for removal at once. Editors and mail programs do not insert more;
/// if one did, the rest is offered once the others are gone.
const AT_ONCE: usize = 10_000;

/// A character that is not allowed, with its first byte in the file.
struct Hidden {
    at: usize,
    character: char,
    what: &'static str,
}

impl Hidden {
    fn span(&self) -> Span {
        self.at..self.at + self.character.len_utf8()
    }

    fn found(&self, file: &SourceDoc<'_>) -> Diagnostic {
        RULE.found(message(self.what, self.character))
            .at(SourcePlace::span(file.file, self.span()))
    }
}

/// The characters that are not allowed in a line that begins at the byte `start`. YAML allows both line ends, the
/// reader checks tabs in the layout, and `yaml-utf8` reports a byte order mark.
fn hidden(line: &str, start: usize) -> impl Iterator<Item = Hidden> {
    line.char_indices().filter_map(move |(at, character)| {
        let at = start + at;
        let is_layout = matches!(character, '\t' | '\r') || (at == 0 && character == '\u{feff}');
        hazard(character).filter(|_| !is_layout).map(|what| Hidden {
            at,
            character,
            what,
        })
    })
}

fn strike(hidden: &[Hidden]) -> Fix {
    let kinds: BTreeSet<char> = hidden.iter().map(|it| it.character).collect();
    let names: Vec<String> = kinds.iter().map(|character| name(*character)).collect();
    let title = match names.as_slice() {
        [one] => format!("remove {one}"),
        [one, other] => format!("remove {one} and {other}"),
        _ => format!("remove {} invisible characters", hidden.len()),
    };
    let edits = hidden
        .iter()
        .map(|it| TextEdit::Strike { span: it.span() })
        .collect();
    Fix { title, edits }
}

/// The same for a character that is written as an escape; a tab becomes a space.
fn replace(pointer: &str, character: char) -> Option<Fix> {
    let (title, text) = match character {
        '\t' => ("write a space".to_string(), " "),
        other if is_certain(other) => (format!("remove {}", name(other)), ""),
        _ => return None,
    };
    Some(Fix::one(
        title,
        TextEdit::Replace {
            pointer: pointer.to_string(),
            character,
            text,
        },
    ))
}

/// Whether a character can be removed without loss. Unusual line ends and control characters need a person's decision.
fn is_certain(character: char) -> bool {
    !matches!(character, '\u{2028}' | '\u{2029}') && !character.is_control()
}

/// Offers the fix only in a readable file; in any other, its effect is unknown.
fn offer(found: Diagnostic, file: &SourceDoc<'_>, fix: Option<Fix>) -> Diagnostic {
    match fix.filter(|_| file.is_legible()) {
        Some(fix) => found.fix(fix),
        None => found,
    }
}

fn name(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

fn message(what: &str, character: char) -> String {
    format!(
        "{what} ({}) is in the text; only visible characters, spaces and line ends are allowed",
        name(character)
    )
}

/// Why a character is not allowed; `None` if it is.
fn hazard(character: char) -> Option<&'static str> {
    match character {
        '\n' => None,
        '\t' => Some("a tab"),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some("a character that changes the direction of text")
        }
        '\u{ad}'
        | '\u{34f}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{feff}' => Some("an invisible character"),
        '\u{2028}' | '\u{2029}' => Some("a line end that most programs do not support"),
        '\u{e0000}'..='\u{e007f}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => {
            Some("an invisible character")
        }
        other => other.is_control().then_some("a control character"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::{AT_ONCE, SourceDoc, check, hazard};
    use crate::diagnostic::{Findings, SourcePlace};
    use crate::snapshot::Document;
    use crate::source::SourceFile;

    #[test]
    fn letters_of_every_script_are_allowed() {
        assert!(
            "Zürich, 東京, العربية, é\n"
                .chars()
                .all(|character| hazard(character).is_none())
        );
    }

    #[test]
    fn a_comment_is_read_as_well_and_a_line_is_named_once() {
        let (file, findings) = checked("a: x\u{200b}y\n# \u{202e}b \u{202e}\n");
        let places: Vec<_> = findings
            .iter()
            .filter_map(|found| found.place.clone())
            .collect();
        assert_eq!(
            places,
            [
                SourcePlace::span(&file, 4..7),
                SourcePlace::span(&file, 11..14)
            ]
        );
    }

    #[test]
    fn all_that_nobody_sees_in_a_line_is_one_correction() {
        let (_, findings) = checked(
            "a: \u{200b}x\u{2028}y\u{202e} # \u{200b}\n\u{ad}b: \u{2029}\u{200c}\u{200b}\n",
        );
        let fix = |at: usize| findings.iter().nth(at).and_then(|found| found.fix.as_ref());
        let told = |at| fix(at).map(|fix| (fix.title.as_str(), fix.edits.len()));
        let three = "remove 3 invisible characters";
        assert_eq!(
            [0, 1, 2, 3].map(told),
            [
                Some(("remove U+200B and U+202E", 3)),
                None,
                Some((three, 3)),
                None
            ]
        );
    }

    #[test]
    fn more_than_a_slip_is_not_struck_out_at_once() {
        let line = |count| format!("# {}\n", "\u{200b}".repeat(count));
        let offers = |text: &str| {
            checked(&format!("a: x\n{text}"))
                .1
                .iter()
                .map(|found| found.fix.is_some())
                .collect::<Vec<_>>()
        };
        let text = line(AT_ONCE - 1) + &line(1) + &line(1);
        assert_eq!(offers(&text), [true, true, false]);
        assert_eq!(offers(&line(AT_ONCE + 1)), [false]);
    }

    #[test]
    fn in_a_file_that_cannot_be_read_nothing_is_offered() {
        let (_, findings) = checked("a: [\u{200b}\n");
        assert!(findings.len() == 1 && findings.iter().all(|found| found.fix.is_none()));
    }

    fn checked(text: &str) -> (Arc<SourceFile>, Findings) {
        let file = SourceFile::new("a.yaml", text);
        let document: Document<BTreeMap<String, String>> = Document::read(&file);
        let mut findings = Findings::default();
        check(&SourceDoc::of(&document), &mut findings);
        (file, findings)
    }
}
