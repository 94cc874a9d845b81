//! What is at a place of a file: the field with its clause, the name, and the rules that findings there enforce.

use super::define::name_at;
use super::names::path;
use crate::date::Day;
use crate::rules;
use crate::schema::{explained_choices, shape};
use crate::snapshot::Snapshot;
use crate::source::{SourceFile, Span};
use crate::yaml::{self, AtByte, NodePart, Spans};

/// An explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// What it explains.
    pub span: Span,
    /// The explanation, as Markdown.
    pub text: String,
}

/// What is at a byte of a file. `found` are the rules of the findings there.
pub fn hover(
    snapshot: &Snapshot,
    file: &SourceFile,
    offset: usize,
    found: &[&str],
    today: Day,
) -> Option<Hover> {
    let at = Spans::of(file).at(offset);
    let mut parts = Vec::new();
    if let Some(at) = &at {
        let name = name_at(snapshot, file, at, today);
        parts.extend(name.map(|name| format!("`{}`: {}", name.value, plain(&name.about))));
        parts.extend(choice(file, at));
        parts.extend(field(file, at));
    }
    parts.extend(found.iter().filter_map(|rule| clause(rule)));
    if parts.is_empty() {
        return None;
    }
    Some(Hover {
        span: at.map_or(offset..offset, |at| at.span),
        text: parts.join("\n\n"),
    })
}

/// The title, the description and the clause of a field.
fn field(file: &SourceFile, at: &AtByte) -> Option<String> {
    let part = shape::at(
        shape::schema(shape::kind_of_path(file.path())?),
        &at.pointer,
    )?;
    let path = path(&at.pointer);
    let field = path.trim_end_matches("[]");
    let part = match part["description"].is_string() {
        true => part,
        // An item of a list of names is explained by its list.
        false => {
            let (list, _) = at.pointer.rsplit_once('/')?;
            shape::at(shape::schema(shape::kind_of_path(file.path())?), list)?
        }
    };
    let description = plain(part["description"].as_str()?);
    Some(match part["title"].as_str() {
        Some(title) => format!("**{}** (`{field}`)\n\n{description}", plain(title)),
        None => format!("`{field}`\n\n{description}"),
    })
}

/// What the chosen word means, in a field that has a few.
fn choice(file: &SourceFile, at: &AtByte) -> Option<String> {
    if at.part == NodePart::Key {
        return None;
    }
    let part = shape::at(
        shape::schema(shape::kind_of_path(file.path())?),
        &at.pointer,
    )?;
    let written = yaml::scalar(file.text().ok()?.get(at.span.clone())?)?;
    let one = explained_choices(part)
        .into_iter()
        .find(|(word, _)| *word == written)?;
    Some(format!("`{}`: {}", one.0, plain(one.1?)))
}

fn clause(rule: &str) -> Option<String> {
    let rule = rules::named(rule)?;
    Some(format!(
        "**{}** ({}): {}. {}",
        rule.name,
        rule.clause,
        plain(rule.summary),
        plain(rule.explanation)
    ))
}

/// A text without a meaning in Markdown; code in it stays code.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for (at, part) in text.split('`').enumerate() {
        if at > 0 {
            plain.push('`');
        }
        match at % 2 {
            0 => part.chars().for_each(|sign| {
                if "\\*_<>[]#|~&".contains(sign) {
                    plain.push('\\');
                }
                plain.push(sign);
            }),
            _ => plain.push_str(part),
        }
    }
    plain
}
