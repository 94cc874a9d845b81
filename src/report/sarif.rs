//! SARIF 2.1.0 for code scanning: the part of OASIS's format that `wr` uses.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::fingerprint::{fingerprints, path};
use super::{Correction, FileRegion, Located, LocatedPlace, RuleText, json};
use crate::diagnostic::Severity;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The base of all paths: the top of the repository.
const ROOT: &str = "%SRCROOT%";

/// A SARIF file.
#[derive(Debug, Serialize)]
pub struct Log<'a> {
    /// The address of the JSON schema.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of SARIF.
    pub version: &'static str,
    /// The only run.
    pub runs: [Run<'a>; 1],
}

/// The findings of one run of a tool.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Run<'a> {
    /// The tool that ran.
    pub tool: Tool<'a>,
    /// The unit of a column: `unicodeCodePoints`.
    pub column_kind: &'static str,
    /// The findings, suppressed ones included.
    pub results: Vec<SarifResult<'a>>,
}

/// A tool; `wr` has a driver and no extensions.
#[derive(Debug, Serialize)]
pub struct Tool<'a> {
    /// The program of the tool.
    pub driver: Driver<'a>,
}

/// A program with its rules.
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
    /// What it requires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_description: Option<Text>,
    /// Why it exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_description: Option<Text>,
    /// Why it exists, its clause, and where to read more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// The usual severity of its findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_configuration: Option<Configuration>,
}

/// The usual severity of a rule.
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

/// A finding, which SARIF calls a result.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SarifResult<'a> {
    /// The rule's name.
    pub rule_id: &'a str,
    /// The index of the rule in the driver's list.
    pub rule_index: usize,
    /// `error`, `warning` or `note`.
    pub level: &'static str,
    /// What was found and what is allowed; then help and clause on further lines.
    pub message: Text,
    /// The place, exactly one.
    pub locations: [SarifLocation; 1],
    /// Other places that explain it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<SarifLocation>,
    /// The automatic fix, if there is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<SarifFix>,
    /// Why it is suppressed: one entry if the register's text allows it. All results of a log have a list, or none
    /// has (SARIF 3.27.23).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppressions: Option<Vec<SarifSuppression<'a>>>,
    /// Identifies the same finding in two runs.
    pub partial_fingerprints: BTreeMap<&'static str, String>,
}

/// Why a finding is suppressed.
#[derive(Debug, Serialize)]
pub struct SarifSuppression<'a> {
    /// `inSource`: the file itself allows the finding.
    pub kind: &'static str,
    /// `accepted`.
    pub status: &'static str,
    /// The reason that the file gives.
    pub justification: &'a str,
}

/// A fix.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SarifFix {
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
    /// The replacements, in order.
    pub replacements: Vec<SarifReplacement>,
}

/// A region of a file and the text that replaces it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SarifReplacement {
    /// The region to remove.
    pub deleted_region: Region,
    /// The text to insert.
    pub inserted_content: Text,
}

/// A place and its explanation.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SarifLocation {
    /// The file and the region in it.
    pub physical_location: Physical,
    /// The explanation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Text>,
}

/// A region of a file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Physical {
    /// The file.
    pub artifact_location: Artifact,
    /// The region in the file.
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
    // Two equal findings need different fingerprints even if one of them is suppressed.
    let all: Vec<Located<'_>> = located.iter().chain(silenced).cloned().collect();
    let results = all
        .iter()
        .zip(fingerprints(&all))
        .map(|(found, fingerprint)| SarifResult {
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
    // The log has only text, numbers and lists, which JSON can always express.
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

fn outcome<'a>(found: &Located<'a>, names: &[&str], fingerprint: String) -> SarifResult<'a> {
    let diagnostic = found.diagnostic;
    let mut text = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        text += &format!("\nhelp: {help}");
    }
    if let Some(clause) = diagnostic.clause {
        text += &format!("\nclause: {clause}");
    }
    SarifResult {
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

fn suppression<'a>(found: &Located<'a>) -> Option<SarifSuppression<'a>> {
    let justification = found.because?;
    Some(SarifSuppression {
        kind: "inSource",
        status: "accepted",
        justification,
    })
}

fn fix(path: &str, correction: &Correction<'_>) -> SarifFix {
    let replacement = |(extent, text): &(FileRegion, String)| SarifReplacement {
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
    SarifFix {
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

/// A message without placeholders (SARIF 3.11.5) and links (3.11.6), since both could come from a file.
fn message(text: &str) -> Text {
    Text {
        text: text
            .replace('{', "{{")
            .replace('}', "}}")
            .replace("](", "] ("),
    }
}

fn location(path: &str, spot: Option<&LocatedPlace<'_>>) -> SarifLocation {
    let label = spot
        .map(|spot| spot.label)
        .filter(|label| !label.is_empty());
    let artifact_location = Artifact {
        uri: uri(path),
        uri_base_id: ROOT,
    };
    let region = region(spot.and_then(|spot| spot.extent.as_ref()));
    SarifLocation {
        physical_location: Physical {
            artifact_location,
            region,
        },
        message: label.map(message),
    }
}

/// For a whole file the first line: code scanning shows nothing without a line.
fn region(extent: Option<&FileRegion>) -> Region {
    Region {
        start_line: extent.map_or(1, |extent| extent.start.line),
        start_column: extent.map(|extent| extent.start.column),
        end_line: extent.map(|extent| extent.end.line),
        end_column: extent.map(|extent| extent.end.column),
    }
}

/// A path as a relative URI; a colon in its first part would make that a scheme.
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
