//! Schemas for editors that another version of `wr` wrote.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::rule::{Check, Rule};
use crate::schema::{SCHEMAS, SchemaKind};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "schema-outdated",
    severity: Severity::Note,
    clause: "practice (editors)",
    summary: "the schemas for editors are those of this version",
    explanation: "Editors complete and explain a register with the schemas in `templates/schema`. \
                  A schema of another version of `wr` knows other fields, so an editor would warn \
                  where `wr` does not. `wr schema --write` updates the schemas. A store without \
                  schemas needs none.",
    bad: "echo {} > templates/schema/register.json",
    good: "# nothing was done to the store",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for file in &snapshot.schemas {
        let Some(kind) = SchemaKind::ALL
            .into_iter()
            .find(|kind| kind.path() == file.path())
        else {
            let names = SchemaKind::ALL
                .map(|kind| format!("{}.json", kind.name()))
                .join(", ");
            let message = format!("this schema is not used; {SCHEMAS} contains {names}");
            findings.push(RULE.found(message).at(SourcePlace::file(file)));
            continue;
        };
        // Compared as JSON, since a formatter may have changed the layout.
        let there = file
            .text()
            .ok()
            .and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
        if there.as_ref() != Some(&kind.schema()) {
            let message = "this schema is not from this version of `wr`";
            findings.push(
                RULE.found(message)
                    .at(SourcePlace::file(file))
                    .help("`wr schema --write` updates it"),
            );
        }
    }
}
