//! GitLab's code quality report, in the format that GitLab defines.

use serde::Serialize;

use super::fingerprint::{fingerprints, path};
use super::{Located, clean, json};
use crate::diagnostic::Severity;

/// One finding.
#[derive(Debug, Serialize)]
pub struct Issue<'a> {
    /// The message with help and clause, for which GitLab has no fields.
    pub description: String,
    /// The stable name of the rule.
    pub check_name: &'a str,
    /// Identifies the same finding in two reports: the digest of path, rule and message.
    pub fingerprint: String,
    /// `major` for an error, `minor` for a warning, `info` for a note.
    pub severity: &'static str,
    /// The place of the finding.
    pub location: GitlabLocation<'a>,
}

/// A place. GitLab requires a file and a line.
#[derive(Debug, Serialize)]
pub struct GitlabLocation<'a> {
    /// The path from the repository's top.
    pub path: &'a str,
    /// Its lines.
    pub lines: GitlabLines,
}

/// The lines of a place.
#[derive(Debug, Serialize)]
pub struct GitlabLines {
    /// The first, from 1.
    pub begin: usize,
}

/// The report as JSON, indented by two spaces, with a newline at its end.
pub fn write(located: &[Located<'_>]) -> String {
    let issues: Vec<Issue<'_>> = located
        .iter()
        .zip(fingerprints(located))
        .map(|(found, fingerprint)| issue(found, fingerprint))
        .collect();
    // The report has only text, numbers and lists, which JSON can always express.
    json::escape(&serde_json::to_string_pretty(&issues).unwrap_or_default()) + "\n"
}

fn issue<'a>(found: &Located<'a>, fingerprint: String) -> Issue<'a> {
    let extent = found.place.as_ref().and_then(|spot| spot.extent.as_ref());
    Issue {
        description: description(found),
        check_name: found.diagnostic.rule,
        fingerprint,
        severity: match found.diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: GitlabLocation {
            path: path(found),
            lines: GitlabLines {
                begin: extent.map_or(1, |extent| extent.start.line),
            },
        },
    }
}

fn description(found: &Located<'_>) -> String {
    let diagnostic = found.diagnostic;
    let mut text = clean(&diagnostic.message);
    if let Some(help) = &diagnostic.help {
        text += &format!("; help: {}", clean(help));
    }
    if let Some(fix) = &found.fix {
        text += &format!("; fix: {}", clean(fix.title));
    }
    if let Some(clause) = diagnostic.clause {
        text += &format!(" [{}]", clean(clause));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::{Colour, ReportStyle, write};
    use crate::diagnostic::{Diagnostic, Findings, SourcePlace};
    use crate::source::{Digest, SourceFile};

    fn gitlab(diagnostics: Vec<Diagnostic>) -> String {
        write(
            &diagnostics.into_iter().collect::<Findings>(),
            ReportStyle::Gitlab,
            Colour::Ansi,
        )
    }

    #[test]
    fn the_format_is_gitlabs() {
        let file = SourceFile::new("registers/xyz/register.yaml", "id: xyz\ndue: 2026-14-01\n");
        let written = gitlab(vec![
            Diagnostic::error("date-invalid", "`2026-14-01` is not a date")
                .at(SourcePlace::value(&file, "/due"))
                .help("write YYYY-MM-DD")
                .clause("DSP4003 5.2"),
            Diagnostic::warning("store-old", "the store is old"),
            Diagnostic::note("file-old", "the file is old").at(SourcePlace::file(&file)),
        ]);
        let value: serde_json::Value = serde_json::from_str(&written).unwrap();
        let digest =
            Digest::of(b"registers/xyz/register.yaml\0date-invalid\0`2026-14-01` is not a date")
                .to_string();
        assert_eq!(
            value[0],
            serde_json::json!({
                "description": "`2026-14-01` is not a date; help: write YYYY-MM-DD [DSP4003 5.2]",
                "check_name": "date-invalid",
                "fingerprint": digest.strip_prefix("sha256:").unwrap(),
                "severity": "major",
                "location": { "path": "registers/xyz/register.yaml", "lines": { "begin": 2 } },
            })
        );
        assert_eq!(
            (&value[1]["severity"], &value[2]["severity"]),
            (&"minor".into(), &"info".into())
        );
        assert_eq!(
            value[1]["location"]["path"], "registers/policy.yaml",
            "GitLab needs a file"
        );
        assert_eq!(gitlab(vec![]), "[]\n");
    }

    #[test]
    fn hostile_text_stays_text() {
        let hostile = "a\n\"}]\u{1b}[31m\u{202e}<img src=x>";
        let file = SourceFile::new("registers/\u{202e}\".yaml", "id: xyz");
        let written = gitlab(vec![
            Diagnostic::error("r", hostile)
                .at(SourcePlace::file(&file))
                .help(hostile),
        ]);
        assert!(
            !written
                .chars()
                .any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')),
            "{written}"
        );
        let value: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert_eq!(value.as_array().unwrap().len(), 1);
        assert_eq!(value[0]["location"]["path"], "registers/\u{202e}\".yaml");
    }
}
