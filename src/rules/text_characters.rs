//! Characters that nobody sees, or that make a text look like another.

use super::subject::{Manuscript, strings};
use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Edit, Findings, Fix, Place, Severity};

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
    let raw = file.file.text().unwrap_or_default();
    for (at, character) in raw.char_indices() {
        // YAML ends lines with either; what a file's layout uses tabs for is the reader's business.
        if let Some(what) = hazard(character).filter(|_| !matches!(character, '\t' | '\r')) {
            let span = at..at + character.len_utf8();
            let found = RULE.found(message(what, character)).at(Place::span(file.file, span.clone()));
            findings.push(offer(found, file, character, Edit::Strike { span }));
        }
    }
    let Some(value) = &file.value else { return };
    for (pointer, text) in strings(value) {
        // An escape such as `\u202E` is invisible in the file and not in the text.
        let is_new = |c: &char| matches!(c, '\t' | '\r') || !raw.contains(*c);
        let found = text.chars().find_map(|c| hazard(c).filter(|_| is_new(&c)).map(|what| (what, c)));
        if let Some((what, character)) = found {
            let found = RULE.found(message(what, character)).at(Place::value(file.file, pointer.as_str()));
            let text = if character == '\t' { " " } else { "" };
            findings.push(offer(found, file, character, Edit::Replace { pointer, character, text }));
        }
    }
}

/// The finding with what to do about it, where that is certain: what nobody sees goes, and a tab is a space. What
/// an unusual line end stands for, or a sign that steers a terminal, has to be looked at.
fn offer(found: Diagnostic, file: &Manuscript<'_>, character: char, edit: Edit) -> Diagnostic {
    let title = match character {
        '\t' => "write a space".to_string(),
        '\u{2028}' | '\u{2029}' => return found,
        other if other.is_control() => return found,
        other => format!("take out U+{:04X}", u32::from(other)),
    };
    // In a file that cannot be read nobody knows what else would change.
    if file.value.is_some() { found.fix(Fix::one(title, edit)) } else { found }
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
    use super::{Manuscript, check, hazard};
    use crate::diagnostic::{Findings, Place};
    use crate::source::SourceFile;

    #[test]
    fn letters_of_every_script_are_allowed() {
        assert!("Zürich, 東京, العربية, é\n".chars().all(|character| hazard(character).is_none()));
    }

    #[test]
    fn a_comment_is_read_as_well_and_a_hazard_is_found_once() {
        let file = SourceFile::new("a.yaml", "a: x\u{200b}y # \u{202e}b\n");
        let value = Some(serde_json::json!({ "a": "x\u{200b}y" }));
        let mut findings = Findings::default();
        check(&Manuscript { file: &file, value }, &mut findings);
        let places: Vec<_> = findings.iter().filter_map(|found| found.place.clone()).collect();
        assert_eq!(places, [Place::span(&file, 4..7), Place::span(&file, 11..14)]);
    }
}
