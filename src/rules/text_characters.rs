//! Characters that nobody sees, or that make a text look like another.

use std::collections::BTreeSet;

use super::subject::Manuscript;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};

/// `text-characters`.
pub(super) static RULE: Rule = Rule {
    name: "text-characters",
    severity: Severity::Error,
    clause: "practice (text)",
    summary: "no invisible, direction-changing or control characters, and no tabs in texts",
    explanation: "Some characters are invisible, turn the direction of the text around, or steer a terminal. \
                  With them a text can look like another than the one that is balloted, so they are never \
                  allowed: not in texts, not in names, not in comments. Tabs in texts become spaces, since \
                  programs show them in different widths.",
    bad: r#"scope: "Models \u202Efor networks""#,
    good: r#"scope: "Models for networks""#,
    check: Check::File(check),
};

fn check(file: &Manuscript<'_>, findings: &mut Findings) {
    // Nearly every file is plain, which is quickly seen.
    let is_plain = |byte: u8| matches!(byte, b'\n' | b'\r' | b' '..=b'~');
    if !file.can_hold(|bytes| !bytes.iter().copied().all(is_plain)) {
        return;
    }
    let raw = file.file.text().unwrap_or_default();
    let mut line_end = 0;
    let mut shown = BTreeSet::new();
    for (at, character) in raw.char_indices() {
        // YAML ends lines with either; what a file's layout uses tabs for is the reader's business.
        // A byte order mark is `yaml-utf8`'s.
        let is_mark = at == 0 && character == '\u{feff}';
        let is_layout = matches!(character, '\t' | '\r') || is_mark;
        let Some(what) = hazard(character).filter(|_| !is_layout) else { continue };
        shown.insert(character);
        // The first of a line stands for all of them: whoever mends it looks at the line.
        if at >= line_end {
            let place = Place::span(file.file, at..at + character.len_utf8());
            findings.push(RULE.found(message(what, character)).at(place));
            line_end = raw[at..].find('\n').map_or(raw.len(), |length| at + length);
        }
    }
    for (pointer, text) in file.texts() {
        // An escape such as `\u202E` is invisible in the file and not in the text.
        let is_new = |c: &char| matches!(c, '\t' | '\r') || !shown.contains(c);
        let found = text.chars().find_map(|c| hazard(c).filter(|_| is_new(&c)).map(|what| (what, c)));
        if let Some((what, character)) = found {
            findings.push(RULE.found(message(what, character)).at(Place::value(file.file, pointer)));
        }
    }
}

fn message(what: &str, character: char) -> String {
    format!(
        "{what} (U+{:04X}) is in the text; visible characters, spaces and line ends are allowed",
        u32::from(character)
    )
}

/// What kind of hazard a character is, if it is one.
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
        '\u{2028}' | '\u{2029}' => Some("a line end that most programs do not know"),
        '\u{e0000}'..='\u{e007f}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => {
            Some("an invisible character")
        }
        other => other.is_control().then_some("a control character"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Manuscript, check, hazard};
    use crate::diagnostic::{Findings, Place};
    use crate::snapshot::Document;
    use crate::source::SourceFile;

    #[test]
    fn letters_of_every_script_are_allowed() {
        assert!("Zürich, 東京, العربية, é\n".chars().all(|character| hazard(character).is_none()));
    }

    #[test]
    fn a_comment_is_read_as_well_and_a_line_is_named_once() {
        let file = SourceFile::new("a.yaml", "a: x\u{200b}y\n# \u{202e}b \u{202e}\n");
        let document: Document<BTreeMap<String, String>> = Document::read(&file);
        let mut findings = Findings::default();
        check(&Manuscript::of(&document), &mut findings);
        let places: Vec<_> = findings.iter().filter_map(|found| found.place.clone()).collect();
        assert_eq!(places, [Place::span(&file, 4..7), Place::span(&file, 11..14)]);
    }
}
