//! Placeholders that were never filled in.

use crate::diagnostic::{Diagnostic, Findings, Severity, SourcePlace, Target};
use crate::rules::context::phase::Phase;
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};
use crate::template::{Required, named};
use crate::text::on_one_line;
use crate::yaml::{self, Spans};

pub(crate) static RULE: Rule = Rule {
    name: "text-placeholder",
    severity: Severity::Error,
    clause: "DSP4003 1",
    summary: "no placeholder is left in a text",
    explanation: "Words such as TBD, or `<insert text>`, mark a text that is still to be written. \
                  They are easily overlooked: DSP4003 1.3 itself was released with `<insert text>` \
                  and a broken cross-reference in it. In a draft, they are a warning; a submitted \
                  text must not have any.",
    bad: "scope: Network management. Limits are TBD.",
    good: "scope: Network management, limited to routers.",
    check: Check::Text(check),
};

/// What a word processor writes for a cross-reference whose target was deleted.
const BROKEN_REFERENCE: &str = "error! reference source not found";

/// A part of every placeholder that need not be a whole text; without spaces, for which a file may have line ends.
const PARTS: [&str; 14] = [
    "tbd",
    "todo",
    "xxx",
    "<insert",
    "[insert",
    "lorem",
    "error!",
    "determined",
    "defined",
    "decided",
    "announced",
    "confirmed",
    "done",
    "known",
];

/// Placeholders that are words of other texts too, so they count only at the end of a text.
const PHRASES: [&str; 7] = [
    "to be determined",
    "to be defined",
    "to be decided",
    "to be announced",
    "to be confirmed",
    "to be done",
    "not yet known",
];

/// Placeholders that count only as a whole text.
const WHOLE: [&str; 10] = [
    "n/a", "na", "n.a.", "tba", "tbc", "-", "\u{2013}", "\u{2014}", "?", "???",
];

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    if !text.written.may_match(may_have_one) {
        return;
    }
    for (pointer, words) in text.written.texts() {
        let words = on_one_line(words);
        if let Some(found) = placeholder(&words) {
            let message = format!(
                "`{found}` is a placeholder; {}",
                advice(pointer, &words, found)
            );
            let place = SourcePlace::value(text.file, pointer);
            findings.push(RULE.finding(text.stand.gap(), message).at(place));
        }
    }
}

/// Whether a file of YAML may have a placeholder: most have none, and their texts are not collected.
fn may_have_one(raw: &str) -> bool {
    let lower = raw.to_ascii_lowercase();
    let has_whole = |line: &str| {
        // A hyphen before a space begins an item of a list.
        let mut words = line
            .trim_start()
            .trim_start_matches("- ")
            .split(|c: char| c.is_whitespace() || "\"',[]{}".contains(c));
        words.any(|word| WHOLE.contains(&word))
    };
    PARTS.iter().any(|part| lower.contains(part)) || lower.lines().any(has_whole)
}

/// What to do about a placeholder in a text.
fn advice(pointer: &str, words: &str, found: &str) -> String {
    let field = field(pointer);
    let name = field.rsplit('.').next().unwrap_or_default();
    match field.strip_prefix("standards[].") {
        Some("type" | "lead" | "ip_policy" | "owner" | "developer" | "maintainer") => {
            "leave the row out while it is not known".to_string()
        }
        None if words.trim() == found && is_optional(&field) => {
            format!("write the text, or leave `{name}` out while it is not known")
        }
        Some(_) | None => "write the text".to_string(),
    }
}

/// Whether a submitted text may lack a field.
fn is_optional(field: &str) -> bool {
    named(field)
        .is_some_and(|field| matches!(field.required, Required::Never | Required::Established))
}

/// Whether a draft may lack a field.
fn may_be_left_out(field: &str) -> bool {
    named(field).is_some_and(|field| field.required != Required::Draft)
}

/// The path of a field in the template: `milestones[].due` for `/milestones/0/due`.
fn field(pointer: &str) -> String {
    let mut path = String::new();
    for step in pointer.split('/').skip(1) {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            path.push_str("[]");
            continue;
        }
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(step);
    }
    path.trim_end_matches("[]").to_string()
}

/// Whether a value of Table 1 is a placeholder, which this rule reports.
pub(crate) fn is_gap(text: &TextContext<'_>, value: &str) -> bool {
    text.stand != Phase::Records && placeholder(value).is_some()
}

/// The finding about a placeholder in place of a date or of an id, which the reader refused; `None` if that is not
/// what it refused, or if the field cannot be left out.
pub(crate) fn refused(why: &Diagnostic, gap: Severity) -> Option<Diagnostic> {
    let place = why.place.as_ref().filter(|_| why.rule == "field-type")?;
    let Target::Value(pointer) = &place.target else {
        return None;
    };
    let path = field(pointer);
    let span = Spans::of(&place.file).value(pointer)?;
    let given = yaml::scalar(place.file.text().ok()?.get(span)?)?;
    let found = placeholder(&given).filter(|found| found.trim() == given.trim())?;
    if !may_be_left_out(&path) {
        return None;
    }
    let name = path.rsplit('.').next().unwrap_or_default();
    let message = format!("`{found}` is a placeholder; leave `{name}` out while it is not known");
    Some(RULE.finding(gap, message).at(place.clone()))
}

/// The first placeholder in a text, as it is written there.
pub(crate) fn placeholder(text: &str) -> Option<&str> {
    let is_one = |word: &&str| {
        word.eq_ignore_ascii_case("tbd")
            || word.eq_ignore_ascii_case("todo")
            || word.len() >= 3 && word.bytes().all(|b| b.eq_ignore_ascii_case(&b'x'))
    };
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    // Only ASCII is lowered, so that byte offsets in the copy are valid in the text.
    let lower = text.to_ascii_lowercase();
    let insert = || {
        let marks = [("<insert", '>'), ("[insert", ']')];
        marks.into_iter().find_map(|(mark, end)| {
            let start = lower.find(mark)?;
            let rest = text.get(start..)?;
            let follows = rest
                .get(mark.len()..)?
                .starts_with(|c: char| c == end || c.is_whitespace());
            let end = rest.find(end).filter(|_| follows)?;
            rest.get(..=end)
        })
    };
    let trimmed = text.trim();
    let whole = || {
        WHOLE
            .iter()
            .any(|word| trimmed.eq_ignore_ascii_case(word))
            .then_some(trimmed)
    };
    let phrase = || {
        let bare = lower.trim_end().trim_end_matches('.');
        let phrase = PHRASES.iter().find(|phrase| bare.ends_with(*phrase))?;
        text.get(bare.len() - phrase.len()..bare.len())
    };
    let fixed = || {
        let found = [BROKEN_REFERENCE, "lorem ipsum"].into_iter();
        let (start, length) = found
            .filter_map(|words| Some((lower.find(words)?, words.len())))
            .next()?;
        text.get(start..start + length)
    };
    words
        .into_iter()
        .find(is_one)
        .or_else(whole)
        .or_else(phrase)
        .or_else(insert)
        .or_else(fixed)
}

#[cfg(test)]
mod tests {
    use super::placeholder;

    #[test]
    fn placeholders_are_whole_words_in_any_case() {
        for (text, found) in [
            ("due: tbd.", "tbd"),
            ("Rules: <Insert text>; and", "<Insert text>"),
            (
                "see Error! Reference source not found. for",
                "Error! Reference source not found",
            ),
            ("(TODO)", "TODO"),
            ("DSP XXXX", "XXXX"),
            ("To be determined", "To be determined"),
            ("Limits are to be determined.", "to be determined"),
            ("N/A", "N/A"),
            (" - ", "-"),
            ("TBA", "TBA"),
            ("[insert benefits here]", "[insert benefits here]"),
            ("Lorem ipsum dolor sit amet", "Lorem ipsum"),
            ("The date is not yet known.", "not yet known"),
        ] {
            assert_eq!(placeholder(text), Some(found), "{text}");
        }
        for text in [
            "outbds",
            "method",
            "a < insert",
            "<inserted>",
            "[inserted by the editor]",
            "not yet known bugs",
            "Roman XX",
            "maxxx",
            "To be determined by the board",
            "Names - and more",
            "see n/a",
        ] {
            assert_eq!(placeholder(text), None, "{text}");
        }
    }
}
