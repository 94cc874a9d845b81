//! The process document that registers are approved under.

use crate::date::Day;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;
use crate::text::is_blank;

pub(crate) static RULE: Rule = Rule {
    name: "policy-process",
    severity: Severity::Error,
    clause: "DSP4003 Notice",
    summary: "policy names the process document, its version, and its release date",
    explanation: "DSP4003 may be revised from time to time, so its version and release date are \
                  always noted: every page of the public site shows them, and each revision keeps \
                  the version it was approved under. A document without a version, or with a \
                  release date in the future, cannot have been followed.",
    bad: "process: { document: DSP4003, version: '', date: 2008-06-26 }",
    good: "process: { document: DSP4003, version: '1.3', date: 2008-06-26 }",
    check: Check::Dated(check),
};

fn check(snapshot: &Snapshot, today: Day, findings: &mut Findings) {
    let Some(document) = &snapshot.policy else {
        return;
    };
    let Some(policy) = document.partial() else {
        return;
    };
    let process = &policy.process;
    let fields = [
        (
            "document",
            &process.document,
            "names the process document, such as `DSP4003`",
        ),
        (
            "version",
            &process.version,
            "names the version of the process, such as `1.3`",
        ),
    ];
    for (field, _, what) in fields.into_iter().filter(|(_, text, _)| is_blank(text)) {
        let place = SourcePlace::value(&document.file, format!("/process/{field}"));
        findings.push(
            RULE.found(format!("`{field}` is blank; it {what}"))
                .at(place),
        );
    }
    if process.date > today {
        let message = format!(
            "the release date of the process, {}, is in the future; today is {today}",
            process.date
        );
        findings.push(
            RULE.found(message)
                .at(SourcePlace::value(&document.file, "/process/date")),
        );
    }
}
