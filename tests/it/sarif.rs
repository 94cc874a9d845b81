//! The SARIF output is valid, has all findings, and no text of a file can change its structure.

use serde_json::{Value, json};

use wr::diagnostic::{Diagnostic, Findings, Fix, Severity, SourcePlace};
use wr::report::{Colour, ReportStyle, RuleText, write};
use wr::source::SourceFile;

const RULES: &[RuleText] = &[
    RuleText {
        name: "never-seen",
        severity: Severity::Note,
        clause: "none",
        summary: "nothing",
        explanation: "Nothing.",
    },
    RuleText {
        name: "date-invalid",
        severity: Severity::Warning,
        clause: "DSP4003 5.2",
        summary: "a date is a date",
        explanation: "Calendars have days.",
    },
];

fn sarif(diagnostics: Vec<Diagnostic>) -> Value {
    let findings: Findings = diagnostics.into_iter().collect();
    let written = write(&findings, ReportStyle::Sarif(RULES), Colour::Ansi);
    assert!(
        !written
            .chars()
            .any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')),
        "{written}"
    );
    let value = serde_json::from_str(&written).unwrap();
    assert_valid(&value);
    value
}

/// Holds a log against OASIS's schema.
pub(crate) fn assert_valid(log: &Value) {
    let schema = include_str!("../schemas/sarif-2.1.0.json");
    // Its pattern for languages, of which `wr` names none, has a bracket too many, and is no pattern then.
    let schema: Value = serde_json::from_str(&schema.replace("{2}]?$", "{2}$")).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let told =
        |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
    let errors: Vec<String> = validator.iter_errors(log).map(told).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// A schema that everything passes would prove nothing.
#[test]
#[should_panic(expected = "startLine")]
fn a_log_with_a_line_0_is_not_valid() {
    let file = SourceFile::new("a.yaml", "id: xyz");
    let mut log = sarif(vec![
        Diagnostic::error("r", "x").at(SourcePlace::value(&file, "/id")),
    ]);
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] =
        json!(0);
    assert_valid(&log);
}

#[test]
fn a_log_is_valid_and_complete() {
    let file = SourceFile::new("registers/xyz/register.yaml", "id: xyz\ndue: 2026-14-01\n");
    let log = sarif(vec![
        Diagnostic::error("date-invalid", "`2026-14-01` is not a date")
            .at(SourcePlace::value(&file, "/due"))
            .related(SourcePlace::key(&file, "/id").label("of this register"))
            .help("write YYYY-MM-DD")
            .clause("DSP4003 5.2"),
        Diagnostic::warning("unheard-of", "the store is old"),
        Diagnostic::note("date-invalid", "no dates").at(SourcePlace::file(&file)),
    ]);
    let run = &log["runs"][0];
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["tool"]["driver"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(
        run["tool"]["driver"]["rules"],
        json!([
            {
                "id": "date-invalid",
                "shortDescription": { "text": "a date is a date" },
                "fullDescription": { "text": "Calendars have days." },
                "help": { "text":
                    "Calendars have days.\n\nClause: DSP4003 5.2. `wr explain date-invalid` has examples." },
                "defaultConfiguration": { "level": "warning" },
            },
            { "id": "unheard-of" },
        ]),
        "the rules that occur, and no others"
    );
    let at = |line: usize, column: usize, end: usize| {
        json!({
            "artifactLocation": { "uri": "registers/xyz/register.yaml", "uriBaseId": "%SRCROOT%" },
            "region": { "startLine": line, "startColumn": column, "endLine": line, "endColumn": end },
        })
    };
    let mut found = run["results"][0].clone();
    let prints = found
        .as_object_mut()
        .unwrap()
        .remove("partialFingerprints")
        .unwrap();
    assert_eq!(prints["wrFinding/v1"].as_str().unwrap().len(), 64);
    assert_eq!(
        found,
        json!({
            "ruleId": "date-invalid",
            "ruleIndex": 0,
            "level": "error",
            "message": { "text": "`2026-14-01` is not a date\nhelp: write YYYY-MM-DD\nclause: DSP4003 5.2" },
            "locations": [{ "physicalLocation": at(2, 6, 16) }],
            "relatedLocations": [
                { "physicalLocation": at(1, 1, 3), "message": { "text": "of this register" } },
            ],
        })
    );
    let (store, whole) = (&run["results"][1], &run["results"][2]);
    assert_eq!(
        (&store["ruleIndex"], &store["level"]),
        (&json!(1), &json!("warning"))
    );
    let place = |result: &Value| result["locations"][0]["physicalLocation"].clone();
    assert_eq!(
        place(store)["artifactLocation"]["uri"],
        "registers/policy.yaml"
    );
    assert_eq!(place(whole)["region"], json!({ "startLine": 1 }));
}

#[test]
fn what_is_silenced_is_suppressed_with_its_reason() {
    let file = SourceFile::new("registers/xyz/register.yaml", "id: xyz\n");
    let mut findings: Findings =
        [Diagnostic::note("date-invalid", "x").at(SourcePlace::file(&file))]
            .into_iter()
            .collect();
    findings.silence(
        Diagnostic::error("unheard-of", "y").at(SourcePlace::value(&file, "/id")),
        "agreed \u{202e}",
    );
    let written = write(&findings, ReportStyle::Sarif(RULES), Colour::Plain);
    assert!(!written.contains('\u{202e}'), "{written}");
    let log: Value = serde_json::from_str(&written).unwrap();
    assert_valid(&log);
    let results = &log["runs"][0]["results"];
    // Either all results have the list, or none (SARIF 3.27.23).
    assert_eq!(results[0]["suppressions"], json!([]));
    assert_eq!(
        (&results[1]["ruleId"], &results[1]["ruleIndex"]),
        (&json!("unheard-of"), &json!(1))
    );
    let suppression =
        json!({ "kind": "inSource", "status": "accepted", "justification": "agreed \u{202e}" });
    assert_eq!(results[1]["suppressions"], json!([suppression]));
}

#[test]
fn a_fix_is_what_goes_and_what_comes() {
    let file = SourceFile::new("registers/xyz/register.yaml", "# é\nscop: x\n");
    let found =
        Diagnostic::error("field-unknown", "no `scop`").at(SourcePlace::key(&file, "/scop"));
    let log = sarif(vec![
        found.clone().fix(Fix::rename("/scop", "scope")),
        found,
    ]);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let fixed = results
        .iter()
        .find(|result| !result["fixes"].is_null())
        .unwrap();
    assert_eq!(
        fixed["fixes"],
        json!([{
            "description": { "text": "write `scope`" },
            "artifactChanges": [{
                "artifactLocation": { "uri": "registers/xyz/register.yaml", "uriBaseId": "%SRCROOT%" },
                "replacements": [{
                    "deletedRegion": { "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 5 },
                    "insertedContent": { "text": "scope" },
                }],
            }],
        }])
    );
    assert_eq!(
        results
            .iter()
            .filter(|result| result["fixes"].is_null())
            .count(),
        1
    );
}

#[test]
fn nothing_found_is_a_valid_log_too() {
    assert_eq!(sarif(vec![])["runs"][0]["results"], json!([]));
}

#[test]
fn hostile_text_is_neither_placeholder_nor_link() {
    let hostile = "{0} [x](javascript:alert(1))\n\u{1b}[2J \u{202e} | :: \"";
    let file = SourceFile::new("registers/a:b c%é\n.yaml", "id: xyz");
    let log = sarif(vec![
        Diagnostic::error("r", hostile)
            .at(SourcePlace::file(&file).label(hostile))
            .help(hostile),
    ]);
    let result = &log["runs"][0]["results"][0];
    for text in [
        &result["message"]["text"],
        &result["locations"][0]["message"]["text"],
    ] {
        let text = text.as_str().unwrap();
        assert!(text.contains("{{0}}") && !text.contains("]("), "{text}");
    }
    let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(place["uri"], "registers/a%3Ab%20c%25%C3%A9%0A.yaml");
}
