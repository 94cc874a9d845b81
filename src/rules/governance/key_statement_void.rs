//! Statements about keys that have no effect.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::{Document, Snapshot};

pub(crate) static RULE: Rule = Rule {
    name: "key-statement-void",
    severity: Severity::Error,
    clause: "docs/verification.md",
    summary: "a statement that introduces a key is signed with an earlier key of the same person",
    explanation: "A person who changes keys introduces the new key with the old one; then the new \
                  key counts in ballots that are already open. A statement without such a \
                  signature has no effect, and neither has one about a person who never had the \
                  key that signed it.",
    bad: "\
wr key introduce xia --from xia --at 2026-07-06T10:00:00Z",
    good: "# nothing was done to the store",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for document in &snapshot.introductions {
        let Some(introduced) = Document::get(document) else {
            continue;
        };
        let it = &introduced.introduction;
        let link = snapshot.key_link(introduced);
        let why = match &link {
            Err(why) => Some(why.clone()),
            Ok(_) if document.file.path() != it.path() => {
                Some("it is not at the path that its content determines".to_string())
            }
            Ok(link) => {
                let had = snapshot
                    .rosters
                    .values()
                    .any(|roster| roster.keys_of(&it.by).contains(&link.by));
                (!had).then(|| {
                    format!(
                        "no roster ever had the key {} for {}",
                        link.by.fingerprint(),
                        it.by
                    )
                })
            }
        };
        let Some(why) = why else { continue };
        let message = format!(
            "this statement about a key of {} has no effect: {why}",
            it.by
        );
        let help = "remove it before you push; `wr key add FILE.pub` writes a signed one";
        findings.push(
            RULE.found(message)
                .at(SourcePlace::file(&document.file))
                .help(help),
        );
    }
}
