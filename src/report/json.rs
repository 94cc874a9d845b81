//! The report for programs. These types are a published format and change only on purpose.

use serde::Serialize;

use super::{ChangeReport, Correction, FileRegion, Located, LocatedPlace, count, is_hidden};
use crate::diagnostic::Severity;

/// The whole report.
#[derive(Debug, Serialize)]
pub struct ReportJson<'a> {
    /// The version of this format: 1. It increases when a field changes its meaning or is removed; fields may be
    /// added.
    pub format: u32,
    /// All findings, by path, position, rule and message; those without a place first.
    pub findings: Vec<Finding<'a>>,
    /// How many findings have the severity `error`.
    pub errors: usize,
    /// How many findings have the severity `warning`.
    pub warnings: usize,
    /// How many findings have the severity `note`.
    pub notes: usize,
    /// What the pull request changes (`--base`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<&'a ChangeReport>,
    /// The suppressed findings, which a register's text allows, in the same order; they are not counted above. Absent
    /// if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub silenced: Vec<Finding<'a>>,
}

/// One finding. A field that does not apply is absent.
#[derive(Debug, Serialize)]
pub struct Finding<'a> {
    /// The stable name of the rule.
    pub rule: &'a str,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// What was found and what is allowed, in one line.
    pub message: &'a str,
    /// The place of the finding.
    #[serde(flatten)]
    pub position: PositionJson<'a>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'a str>,
    /// The automatic fix; `wr check --fix` applies it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<FixJson<'a>>,
    /// The clause that the rule enforces, such as `DSP4003 5.2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<&'a str>,
    /// Other places that explain it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related<'a>>,
    /// Why it is allowed; only suppressed findings have this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<&'a str>,
}

/// A fix of the finding's file.
#[derive(Debug, Serialize)]
pub struct FixJson<'a> {
    /// What it does, in a few words.
    pub title: &'a str,
    /// The edits, in order; all are made, or none.
    pub edits: Vec<EditJson<'a>>,
}

/// Bytes to remove and the text to insert in their place.
#[derive(Debug, Serialize)]
pub struct EditJson<'a> {
    /// The first byte, from 0.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The line it begins on, from 1.
    pub line: usize,
    /// The column it begins at, in characters (Unicode scalar values), from 1.
    pub column: usize,
    /// The line it ends on.
    pub end_line: usize,
    /// The column after its last character.
    pub end_column: usize,
    /// The text to insert; may be empty.
    pub replacement: &'a str,
}

/// A place that explains a finding.
#[derive(Debug, Serialize)]
pub struct Related<'a> {
    /// The place.
    #[serde(flatten)]
    pub position: PositionJson<'a>,
    /// The explanation.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub message: &'a str,
}

/// A place. Without a line it is the whole file; without a path, the store.
#[derive(Debug, Default, Serialize)]
pub struct PositionJson<'a> {
    /// The path from the store's top, with `/` on every platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<&'a str>,
    /// The line it begins on, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column it begins at, in characters (Unicode scalar values), from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// The line it ends on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<usize>,
    /// The column after its last character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<usize>,
}

/// The report as JSON, indented by two spaces, with a newline at its end.
pub fn write(
    located: &[Located<'_>],
    silenced: &[Located<'_>],
    changes: Option<&ChangeReport>,
) -> String {
    let report = ReportJson {
        format: 1,
        findings: located.iter().map(finding).collect(),
        errors: count(located, Severity::Error),
        warnings: count(located, Severity::Warning),
        notes: count(located, Severity::Note),
        changes,
        silenced: silenced.iter().map(finding).collect(),
    };
    // The report has only text, numbers and lists, which JSON can always express.
    pretty(&report).unwrap_or_default() + "\n"
}

/// Findings for another report in JSON.
pub fn findings<'a>(located: &'a [Located<'a>]) -> Vec<Finding<'a>> {
    located.iter().map(finding).collect()
}

/// Any JSON, indented by two spaces, with characters escaped that reorder text in a terminal.
pub fn pretty(report: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(report).map(|json| escape(&json))
}

fn finding<'a>(found: &'a Located<'a>) -> Finding<'a> {
    let diagnostic = found.diagnostic;
    let related = |spot: &LocatedPlace<'a>| Related {
        position: position(spot),
        message: spot.label,
    };
    Finding {
        rule: diagnostic.rule,
        severity: diagnostic.severity.to_string(),
        message: &diagnostic.message,
        position: found.place.as_ref().map(position).unwrap_or_default(),
        help: diagnostic.help.as_deref(),
        fix: found.fix.as_ref().map(fix),
        clause: diagnostic.clause,
        related: found.related.iter().map(related).collect(),
        because: found.because,
    }
}

fn fix<'a>(fix: &'a Correction<'a>) -> FixJson<'a> {
    let edit = |(extent, replacement): &'a (FileRegion, String)| EditJson {
        start: extent.span.start,
        end: extent.span.end,
        line: extent.start.line,
        column: extent.start.column,
        end_line: extent.end.line,
        end_column: extent.end.column,
        replacement,
    };
    FixJson {
        title: fix.title,
        edits: fix.edits.iter().map(edit).collect(),
    }
}

fn position<'a>(spot: &LocatedPlace<'a>) -> PositionJson<'a> {
    let extent = spot.extent.as_ref();
    PositionJson {
        path: Some(spot.file.path()),
        line: extent.map(|extent| extent.start.line),
        column: extent.map(|extent| extent.start.column),
        end_line: extent.map(|extent| extent.end.line),
        end_column: extent.map(|extent| extent.end.column),
    }
}

/// The same JSON with characters that reorder text in a terminal written as `\u202e`. They occur only inside strings.
pub(crate) fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if character == '\u{7f}' || is_hidden(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::{Colour, ReportStyle, write};
    use crate::diagnostic::{Diagnostic, Findings, Fix, SourcePlace};
    use crate::source::SourceFile;

    #[test]
    fn the_format_is_what_was_published() {
        let file = SourceFile::new("registers/xyz/register.yaml", "id: xyz\ndue: 2026-14-01\n");
        let findings: Findings = [
            Diagnostic::error("date-invalid", "`2026-14-01` is not a date")
                .at(SourcePlace::value(&file, "/due"))
                .related(SourcePlace::key(&file, "/id").label("of this register"))
                .help("write YYYY-MM-DD")
                .clause("DSP4003 5.2"),
            Diagnostic::warning("store-old", "the store is old"),
        ]
        .into_iter()
        .collect();
        let expected = r#"{
  "format": 1,
  "findings": [
    {
      "rule": "date-invalid",
      "severity": "error",
      "message": "`2026-14-01` is not a date",
      "path": "registers/xyz/register.yaml",
      "line": 2,
      "column": 6,
      "end_line": 2,
      "end_column": 16,
      "help": "write YYYY-MM-DD",
      "clause": "DSP4003 5.2",
      "related": [
        {
          "path": "registers/xyz/register.yaml",
          "line": 1,
          "column": 1,
          "end_line": 1,
          "end_column": 3,
          "message": "of this register"
        }
      ]
    },
    {
      "rule": "store-old",
      "severity": "warning",
      "message": "the store is old"
    }
  ],
  "errors": 1,
  "warnings": 1,
  "notes": 0
}
"#;
        assert_eq!(write(&findings, ReportStyle::Json, Colour::Plain), expected);
    }

    #[test]
    fn what_is_silenced_stands_apart_with_its_reason() {
        let mut findings = Findings::default();
        findings.silence(Diagnostic::error("r", "x"), "agreed");
        let json = write(&findings, ReportStyle::Json, Colour::Plain);
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(
            (&value["findings"], &value["errors"]),
            (&serde_json::json!([]), &serde_json::json!(0))
        );
        let silenced = serde_json::json!([
            { "rule": "r", "severity": "error", "message": "x", "because": "agreed" }
        ]);
        assert_eq!(value["silenced"], silenced);
    }

    #[test]
    fn a_fix_says_which_bytes_become_what() {
        let file = SourceFile::new("a.yaml", "# é\nä: Goal\n");
        let found = Diagnostic::error("r", "m")
            .at(SourcePlace::value(&file, "/ä"))
            .fix(Fix::write("/ä", "goal"));
        let json = write(
            &[found].into_iter().collect(),
            ReportStyle::Json,
            Colour::Plain,
        );
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let edit = serde_json::json!({
            "start": 9, "end": 13, "line": 2, "column": 4, "end_line": 2, "end_column": 8, "replacement": "goal",
        });
        let expected = serde_json::json!({ "title": "write `goal`", "edits": [edit] });
        assert_eq!(value["findings"][0]["fix"], expected);
    }

    #[test]
    fn json_carries_no_raw_control_or_direction_character() {
        let message = "\u{1b}[31m \u{9b}2J \u{202e} \u{7f} \0 \u{e0041} é";
        let findings: Findings = [Diagnostic::note("n", message)].into_iter().collect();
        let json = write(&findings, ReportStyle::Json, Colour::Ansi);
        assert!(
            json.chars()
                .all(|c| c == '\n' || !(c.is_control() || super::is_hidden(c))),
            "{json}"
        );
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["findings"][0]["message"], message);
    }
}
