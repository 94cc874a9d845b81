//! Policy and roster files that differ from the version in force.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::path::{HISTORY, POLICY, ROSTER, VersionKind};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;

pub(crate) static RULE: Rule = Rule {
    name: "governance-unsaved",
    severity: Severity::Warning,
    clause: "docs/files.md",
    summary: "policy and roster are the newest saved versions",
    explanation: "Every act names, permanently, the roster and the policy that it was decided \
                  under. So every version is kept, numbered, in `registers/history`, and the \
                  newest saved version is in force. A file that differs was edited and not saved: \
                  it decides nothing, and the version in force continues to apply. A pull request \
                  or a push that adds such an edit is refused.",
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
        // For an unreadable file, `governance-missing` names the way back to the version in force.
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
                format!("{path} is version {same}, but {kind}-{number}.yaml is in force")
            }
            (None, _) => format!("{path} has no saved version in {HISTORY}"),
        };
        let help = match (newest, saved) {
            (None, _) => format!("run `wr save {kind}`"),
            (Some(number), Some(_)) => {
                format!(
                    "`wr save {kind} --restore` restores version {number}; `wr consent {kind}` consents to a version that waits"
                )
            }
            (Some(number), None) => format!(
                "to keep the change, run `wr save {kind}`, which shows the difference; to undo it, \
                 `wr save {kind} --restore` restores version {number}"
            ),
        };
        findings.push(RULE.found(message).at(SourcePlace::file(file)).help(help));
    }
}
