//! Schemas for editors that this version of the program would write otherwise.

use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::schema::{SCHEMAS, SchemaKind};
use crate::snapshot::Snapshot;

/// `schema-outdated`.
pub(super) static RULE: Rule = Rule {
    name: "schema-outdated",
    severity: Severity::Note,
    clause: "practice (editors)",
    summary: "the schemas for editors are those of this version",
    explanation: "Editors complete and explain a register with the schemas in `templates/schema`. A schema of \
                  another version of `wr` knows other fields, so that an editor would warn where `wr` does \
                  not. `wr schema --write` writes them anew. A store without schemas needs none.",
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
            let message = format!("{SCHEMAS} holds {names}, and no other schema is used");
            findings.push(RULE.found(message).at(SourcePlace::file(file)));
            continue;
        };
        // By what they say: a formatter may have been at them.
        let there = file
            .text()
            .ok()
            .and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
        if there.as_ref() != Some(&kind.schema()) {
            let message = "this schema is not the one of this version of `wr`";
            findings.push(
                RULE.found(message)
                    .at(SourcePlace::file(file))
                    .help("`wr schema --write` writes it anew"),
            );
        }
    }
}
