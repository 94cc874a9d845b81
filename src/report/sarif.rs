//! SARIF 2.1.0, for code scanning: as much of it as `wr` has to say. Its shape is OASIS's.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::fingerprint::{fingerprints, path};
use super::{Correction, Extent, Located, LocatedPlace, RuleText, json};
use crate::diagnostic::Severity;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to: the top of the repository, wherever it was checked out.
const ROOT: &str = "%SRCROOT%";

/// The file.
#[derive(Debug, Serialize)]
pub struct Log<'a> {
    /// Where the format is described.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of the format.
    pub version: &'static str,
    /// One: this one.
    pub runs: [Run<'a>; 1],
}

/// What one run of a tool found.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Run<'a> {
    /// The tool.
    pub tool: Tool<'a>,
    /// What a column counts: `unicodeCodePoints`.
    pub column_kind: &'static str,
    /// The findings.
    pub results: Vec<Outcome<'a>>,
}

/// A tool; `wr` is all driver.
#[derive(Debug, Serialize)]
pub struct Tool<'a> {
    /// The program.
    pub driver: Driver<'a>,
}

/// A program, and its rules.
#[derive(Debug, Serialize)]
pub struct Driver<'a> {
    /// `wr`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The rules that occur, by name.
    pub rules: Vec<Descriptor<'a>>,
}

/// A rule.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor<'a> {
    /// Its stable name.
    pub id: &'a str,
    /// What it asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_description: Option<Text>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_description: Option<Text>,
    /// Why, where it comes from, and where to read more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// How much its findings usually matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_configuration: Option<Configuration>,
}

/// How much a rule matters.
#[derive(Debug, Serialize)]
pub struct Configuration {
    /// `error`, `warning` or `note`.
    pub level: &'static str,
}

/// Plain text.
#[derive(Debug, Serialize)]
pub struct Text {
    /// The text.
    pub text: String,
}

/// A finding; SARIF's own word, result, means something else here.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome<'a> {
    /// The rule's name.
    pub rule_id: &'a str,
    /// Where the rule stands in the driver's list.
    pub rule_index: usize,
    /// `error`, `warning` or `note`.
    pub level: &'static str,
    /// What was found and what is allowed; then, on a line of its own, what to do.
    pub message: Text,
    /// Where: one place.
    pub locations: [Location; 1],
    /// Other places that explain it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<Location>,
    /// What would certainly be right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<Fix>,
    /// Why it is no alert: one entry where the register's text allows it. All results of a log have a list, or
    /// none has (SARIF 3.27.23).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppressions: Option<Vec<Suppression<'a>>>,
    /// What makes it the same finding in two runs.
    pub partial_fingerprints: BTreeMap<&'static str, String>,
}

/// What makes a finding no alert.
#[derive(Debug, Serialize)]
pub struct Suppression<'a> {
    /// `inSource`: it stands in the file itself.
    pub kind: &'static str,
    /// `accepted`.
    pub status: &'static str,
    /// Why, in the words of the file.
    pub justification: &'a str,
}

/// A correction.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    /// What it does.
    pub description: Text,
    /// The one file that it changes.
    pub artifact_changes: [ArtifactChange; 1],
}

/// The changes of a file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArtifactChange {
    /// The file.
    pub artifact_location: Artifact,
    /// What goes, and what comes.
    pub replacements: Vec<Replacement>,
}

/// A stretch of a file that is replaced.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Replacement {
    /// What goes.
    pub deleted_region: Region,
    /// What comes in its place.
    pub inserted_content: Text,
}

/// A place, and what it explains.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Location {
    /// The place.
    pub physical_location: Physical,
    /// What it explains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Text>,
}

/// A stretch of a file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Physical {
    /// The file.
    pub artifact_location: Artifact,
    /// The stretch.
    pub region: Region,
}

/// A file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Artifact {
    /// Its path from the repository's top, percent-encoded.
    pub uri: String,
    /// `%SRCROOT%`.
    pub uri_base_id: &'static str,
}

/// Lines and columns, both from 1; the end column is the one after the last character.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    /// The line it begins on.
    pub start_line: usize,
    /// The column it begins at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_column: Option<usize>,
    /// The line it ends on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<usize>,
    /// The column after its last character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<usize>,
}

/// The report as JSON, indented by two spaces, with a newline at its end.
pub fn write(located: &[Located<'_>], silenced: &[Located<'_>], rules: &[RuleText]) -> String {
    let names: BTreeSet<&str> = located
        .iter()
        .chain(silenced)
        .map(|found| found.diagnostic.rule)
        .collect();
    let names: Vec<&str> = names.into_iter().collect();
    // Two that are alike, of which one is silenced, are still two.
    let all: Vec<Located<'_>> = located.iter().chain(silenced).cloned().collect();
    let results = all
        .iter()
        .zip(fingerprints(&all))
        .map(|(found, fingerprint)| Outcome {
            suppressions: (!silenced.is_empty()).then(|| suppression(found).into_iter().collect()),
            ..outcome(found, &names, fingerprint)
        });
    let results = results.collect();
    let rules = names.iter().map(|name| descriptor(name, rules)).collect();
    let driver = Driver {
        name: "wr",
        version: env!("CARGO_PKG_VERSION"),
        rules,
    };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        results,
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [run],
    };
    // Text, numbers and lists of them: there is nothing in it that JSON cannot say.
    json::escape(&serde_json::to_string_pretty(&log).unwrap_or_default()) + "\n"
}

fn descriptor<'a>(name: &'a str, rules: &[RuleText]) -> Descriptor<'a> {
    let known = rules.iter().find(|rule| rule.name == name);
    let help = |rule: &RuleText| {
        let RuleText {
            explanation,
            clause,
            name,
            ..
        } = rule;
        format!("{explanation}\n\nClause: {clause}. `wr explain {name}` has examples.")
    };
    Descriptor {
        id: name,
        short_description: known.map(|rule| Text {
            text: rule.summary.to_string(),
        }),
        full_description: known.map(|rule| Text {
            text: rule.explanation.to_string(),
        }),
        help: known.map(|rule| Text { text: help(rule) }),
        default_configuration: known.map(|rule| Configuration {
            level: level(rule.severity),
        }),
    }
}

fn outcome<'a>(found: &Located<'a>, names: &[&str], fingerprint: String) -> Outcome<'a> {
    let diagnostic = found.diagnostic;
    let mut text = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        text += &format!("\nhelp: {help}");
    }
    if let Some(clause) = diagnostic.clause {
        text += &format!("\nclause: {clause}");
    }
    Outcome {
        rule_id: diagnostic.rule,
        rule_index: names.binary_search(&diagnostic.rule).unwrap_or_default(),
        level: level(diagnostic.severity),
        message: message(&text),
        locations: [location(path(found), found.place.as_ref())],
        related_locations: found
            .related
            .iter()
            .map(|spot| location(spot.file.path(), Some(spot)))
            .collect(),
        fixes: found
            .fix
            .iter()
            .map(|correction| fix(path(found), correction))
            .collect(),
        suppressions: None,
        partial_fingerprints: BTreeMap::from([("wrFinding/v1", fingerprint)]),
    }
}

fn suppression<'a>(found: &Located<'a>) -> Option<Suppression<'a>> {
    let justification = found.because?;
    Some(Suppression {
        kind: "inSource",
        status: "accepted",
        justification,
    })
}

fn fix(path: &str, correction: &Correction<'_>) -> Fix {
    let replacement = |(extent, text): &(Extent, String)| Replacement {
        deleted_region: region(Some(extent)),
        inserted_content: Text { text: text.clone() },
    };
    let replacements = correction.edits.iter().map(replacement).collect();
    let artifact_location = Artifact {
        uri: uri(path),
        uri_base_id: ROOT,
    };
    let change = ArtifactChange {
        artifact_location,
        replacements,
    };
    Fix {
        description: message(correction.title),
        artifact_changes: [change],
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A message in which nothing is a placeholder (SARIF 3.11.5) or a link (3.11.6): both could come from a file.
fn message(text: &str) -> Text {
    Text {
        text: text
            .replace('{', "{{")
            .replace('}', "}}")
            .replace("](", "] ("),
    }
}

fn location(path: &str, spot: Option<&LocatedPlace<'_>>) -> Location {
    let label = spot
        .map(|spot| spot.label)
        .filter(|label| !label.is_empty());
    let artifact_location = Artifact {
        uri: uri(path),
        uri_base_id: ROOT,
    };
    let region = region(spot.and_then(|spot| spot.extent.as_ref()));
    Location {
        physical_location: Physical {
            artifact_location,
            region,
        },
        message: label.map(message),
    }
}

/// Where the file as a whole is meant it is the first line: code scanning shows nothing without one.
fn region(extent: Option<&Extent>) -> Region {
    Region {
        start_line: extent.map_or(1, |extent| extent.start.line),
        start_column: extent.map(|extent| extent.start.column),
        end_line: extent.map(|extent| extent.end.line),
        end_column: extent.map(|extent| extent.end.column),
    }
}

/// A path as a relative URI: a colon in its first part would make that a scheme.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let encoded = |byte| {
        if plain(byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    path.bytes().map(encoded).collect()
}
