//! Policy and roster are what was saved.

use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::governance::VersionKind;
use crate::snapshot::Snapshot;
use crate::snapshot::{HISTORY, POLICY, ROSTER};

/// `governance-unsaved`.
pub(super) static RULE: Rule = Rule {
    name: "governance-unsaved",
    severity: Severity::Warning,
    clause: "design (store)",
    summary: "policy and roster are the newest saved versions",
    explanation: "Acts name the roster and the policy that they were decided under, for ever. So every version \
                  is kept, numbered, in `registers/history`, and the newest one that was saved is in force. A file that \
                  says something else was edited and not saved: it decides nothing, and everybody goes on under the \
                  version in force. A pull request or a push that brings such an edit is refused.",
    bad: "sed -i s/Platform Committee/Platforms Committee/ registers/roster.yaml",
    good: "# nothing was done to the store",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let policy = snapshot
        .policy
        .as_ref()
        .map(|it| (&it.file, it.get().is_some(), POLICY, VersionKind::Policy));
    let roster = snapshot
        .roster
        .as_ref()
        .map(|it| (&it.file, it.get().is_some(), ROSTER, VersionKind::Roster));
    for (file, is_readable, path, kind) in [policy, roster].into_iter().flatten() {
        let newest = snapshot.chain.number_in_force(kind);
        // A file that cannot be read is told of with the way back to the version in force.
        if !snapshot.is_unsaved(kind) || !is_readable && newest.is_some() {
            continue;
        }
        let saved = snapshot
            .numbered(kind)
            .into_iter()
            .find(|(_, saved)| saved.bytes() == file.bytes());
        let message = match (newest, &saved) {
            (Some(number), None) => {
                format!(
                    "{path} was edited without `wr save {kind}`; {kind}-{number}.yaml is in force"
                )
            }
            (Some(number), Some((same, _))) => {
                format!("{path} is version {same}, and {kind}-{number}.yaml is in force")
            }
            (None, _) => format!("{path} has no saved version in {HISTORY}"),
        };
        let help = match (newest, saved) {
            (None, _) => format!("run `wr save {kind}`"),
            (Some(number), Some(_)) => {
                format!(
                    "`wr save {kind} --restore` puts version {number} back; a version that waits comes in force by `wr consent {kind}`"
                )
            }
            (Some(number), None) => format!(
                "if the change is meant: `wr save {kind}`, which shows the difference; if not: `wr save {kind} --restore` \
                 puts version {number} back"
            ),
        };
        findings.push(RULE.found(message).at(SourcePlace::file(file)).help(help));
    }
}
