//! Findings about the shape of a file, with an example of the right one.

use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::SchemaKind;
use super::example::{choices, example, kind_of};
use crate::diagnostic::{Diagnostic, Fix, SourcePlace, Target, TextEdit};
use crate::path::{StorePath, VersionKind};
use crate::suggest::list;
use crate::yaml;

/// The finding of a reader about the shape of a file at `path`, with an example of what is allowed.
pub fn with_example(path: &str, mut finding: Diagnostic) -> Diagnostic {
    let _ = show(path, &mut finding);
    finding
}

/// Adds the example; `None` where the finding is about something else.
fn show(path: &str, finding: &mut Diagnostic) -> Option<()> {
    let place = finding.place.as_ref()?;
    let (Target::Value(pointer) | Target::Key(pointer)) = &place.target else {
        return None;
    };
    let schema = schema(kind_of_path(path)?);
    if finding.rule == "field-unknown" {
        let field = pointer.rsplit('/').next()?;
        let is_bare = finding.help.is_none() && finding.fix.is_none();
        let homes = homes_of(schema, field, None);
        if is_bare && !homes.is_empty() {
            let homes: Vec<&str> = homes.iter().map(String::as_str).collect();
            let homes = homes.join(" and of ");
            finding.help = Some(format!(
                "`{field}` is a field of {homes}: indent its line below that"
            ));
        }
        return Some(());
    }
    let part = at(schema, pointer)?;
    if let Some(fix) = as_list(place, pointer, part).filter(|_| is_scalar_for_list(finding)) {
        (finding.help, finding.fix) = (None, Some(fix));
        return Some(());
    }
    let has_advice = finding.help.is_some() || finding.fix.is_some();
    let last = pointer.rsplit('/').next()?;
    let is_item = last.parse::<usize>().is_ok();
    match finding.rule {
        "field-missing" if !has_advice => {
            let field = finding.message.split('`').nth(1)?;
            let example = yaml::flow(&example(part["properties"].get(field)?)?);
            finding.help = Some(format!("for example `{field}: {example}`"));
        }
        "field-type" if finding.message.starts_with("expected a mapping, found ") => {
            let name = pointer
                .split('/')
                .rfind(|step| step.parse::<usize>().is_err())?;
            let name = match (pointer.is_empty(), is_item) {
                (true, _) => "the file".to_string(),
                (false, true) => format!("an item of `{name}`"),
                (false, false) => format!("`{name}`"),
            };
            let example = example(part)?;
            let needs = match (part.get("required"), &example) {
                (Some(_), Value::Object(fields)) => format!("needs {}", words(fields)),
                _ => "is a mapping".to_string(),
            };
            let example = yaml::flow(&example);
            finding.message = format!("{name} {needs}, for example `{example}`");
        }
        "field-type" if finding.message.starts_with("expected text, or a mapping") => {
            let words = choices(part)?;
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            finding.message = format!("`{last}` is one word; allowed: {}", list(&words));
        }
        // The reader's advice to put a single word in brackets is for lists of words.
        "field-type"
            if (!has_advice || is_list_of_mappings(part)) && !is_explained(&finding.message) =>
        {
            let example = yaml::flow(&example(part)?);
            finding.help = Some(match is_item {
                true => format!("for example `{example}`"),
                false => format!("for example `{last}: {example}`"),
            });
        }
        _ => return None,
    }
    Some(())
}

/// The fields that have a field with this name below them.
fn homes_of(part: &Value, field: &str, name: Option<&str>) -> Vec<String> {
    let mut homes = Vec::new();
    let item = part.get("items");
    let fields = item.unwrap_or(part)["properties"].as_object();
    for (own, below) in fields.into_iter().flatten() {
        match name {
            Some(name) if own == field => homes.push(match item {
                Some(_) => format!("each item of `{name}`"),
                None => format!("`{name}`"),
            }),
            Some(_) | None => homes.extend(homes_of(below, field, Some(own))),
        }
    }
    homes
}

fn is_scalar_for_list(finding: &Diagnostic) -> bool {
    finding.rule == "field-type"
        && finding.fix.is_none()
        && finding.message.starts_with("expected a list, found `")
}

/// Writes a text with words between commas as the list of words that is due.
fn as_list(place: &SourcePlace, pointer: &str, part: &Value) -> Option<Fix> {
    if kind_of(&part["items"]) != Some("string") {
        return None;
    }
    let span = yaml::Spans::of(&place.file).value(pointer)?;
    let text = yaml::scalar(place.file.text().ok()?.get(span.clone())?)?;
    let is_id = |word: &str| {
        let is_sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !word.is_empty() && word.chars().all(is_sign)
    };
    let by_and: Vec<&str> = text.split(" and ").map(str::trim).collect();
    let items: Vec<&str> = match by_and.iter().all(|word| is_id(word)) {
        true => by_and,
        false => text.split([',', ';']).map(str::trim).collect(),
    };
    let is_plain = |word: &&str| {
        let is_sign = |c: char| c.is_alphanumeric() || " -_./()".contains(c);
        word.starts_with(char::is_alphanumeric) && word.chars().all(is_sign)
    };
    items.iter().all(is_plain).then(|| {
        let text = format!("[{}]", items.join(", "));
        Fix::one(format!("write `{text}`"), TextEdit::Rewrite { span, text })
    })
}

fn is_list_of_mappings(part: &Value) -> bool {
    part["items"]["type"] == "object"
}

/// Whether a message has an example, or lists what is allowed.
fn is_explained(message: &str) -> bool {
    ["allowed", "for example", "such as", "write "]
        .iter()
        .any(|words| message.contains(words))
}

/// The names of fields in a sentence: a name and a kind.
fn words(fields: &Map<String, Value>) -> String {
    let word = |(name, value): (&String, &Value)| {
        let article = match value.is_array() {
            true => "",
            false if name.starts_with(['a', 'e', 'i', 'o', 'u']) => "an ",
            false => "a ",
        };
        format!("{article}{}", name.replace('_', " "))
    };
    let all: Vec<String> = fields.iter().map(word).collect();
    match all.as_slice() {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => all.concat(),
    }
}

/// The part of a schema for the value at a JSON pointer.
pub fn at<'s>(schema: &'s Value, pointer: &str) -> Option<&'s Value> {
    pointer.split('/').skip(1).try_fold(schema, |part, step| {
        let field = part["properties"].get(step);
        let item = || part.get("items").filter(|_| step.parse::<usize>().is_ok());
        field
            .or_else(item)
            .or_else(|| part.get("additionalProperties"))
    })
}

/// The kind of the file at a path of a store.
pub fn kind_of_path(path: &str) -> Option<SchemaKind> {
    match StorePath::of(path)? {
        StorePath::Text(_) | StorePath::Revision(..) => Some(SchemaKind::Register),
        StorePath::Contacts(_) => Some(SchemaKind::Contacts),
        StorePath::Policy | StorePath::Version(VersionKind::Policy, _) => Some(SchemaKind::Policy),
        StorePath::Roster | StorePath::Version(VersionKind::Roster, _) => Some(SchemaKind::Roster),
        StorePath::Signers
        | StorePath::Consent(..)
        | StorePath::KeyStatement(_)
        | StorePath::Act(..)
        | StorePath::RequestAct(..)
        | StorePath::Signature(_) => None,
    }
}

/// The schema of a kind, generated once.
pub fn schema(kind: SchemaKind) -> &'static Value {
    static SCHEMAS: [OnceLock<Value>; 4] = [const { OnceLock::new() }; 4];
    SCHEMAS[kind as usize].get_or_init(|| kind.schema())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::Roster;
    use crate::source::SourceFile;

    fn told(fields: &str) -> Vec<String> {
        told_of(&format!("format: 1\nhome: dmtf\n{fields}\n"))
    }

    fn told_of(text: &str) -> Vec<String> {
        let file = SourceFile::new("registers/roster.yaml", text);
        let reading = yaml::read_all::<Roster>(&file);
        let findings = reading
            .with_refusals(|found| with_example(file.path(), found))
            .refusals()
            .to_vec();
        let told = |found: Diagnostic| match found.help {
            Some(help) => format!("{} ({help})", found.message),
            None => found.message,
        };
        findings.into_iter().map(told).collect()
    }

    #[test]
    fn a_wrong_shape_is_shown_the_right_one() {
        for (fields, expected) in [
            (
                "people: [Alice Adams]",
                "an item of `people` needs an id, a name and an email, for example `{id: alice-adams, name: Alice Adams, \
                 email: alice@acme.example}`",
            ),
            (
                "officers: vera",
                "`officers` is a mapping, for example `{vp_alliances: alice-adams}`",
            ),
            (
                "roots: all",
                "`roots` needs people and a threshold, for example `{people: [alice-adams], threshold: 1}`",
            ),
            (
                "people: {id: x}",
                "expected a list, found a mapping (for example `people: [{id: alice-adams, name: Alice Adams, email: \
                 alice@acme.example}]`)",
            ),
            (
                "people: [{id: x, name: X}]",
                "the field `email` is missing (for example `email: alice@acme.example`)",
            ),
        ] {
            assert_eq!(told(fields), [expected], "{fields}");
        }
        let whole = "the file needs a format and a home, for example `{format: 1, home: dmtf}`";
        assert_eq!(told_of("members\n"), [whole]);
    }
}
