//! Policy and roster that acts may be decided under.

use std::sync::Arc;

use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};
use crate::snapshot::Snapshot;
use crate::snapshot::{HISTORY, POLICY, ROSTER};
use crate::source::SourceFile;

/// `governance-unsaved`.
pub(super) static RULE: Rule = Rule {
    name: "governance-unsaved",
    severity: Severity::Warning,
    clause: "design (store)",
    summary: "policy and roster are the newest saved versions",
    explanation: "Acts name the roster and the policy that they were decided under, for ever. So every version \
                  is kept, numbered, in `registers/history`. A change that was committed without being saved \
                  there is not among them.",
    bad: "sed -i s/Platform Committee/Platforms Committee/ registers/roster.yaml",
    good: "# nothing was done to the store",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let policy = snapshot.policy.as_ref().map(|policy| (&policy.file, POLICY, "policy"));
    let roster = snapshot.roster.as_ref().map(|roster| (&roster.file, ROSTER, "roster"));
    for (file, path, kind) in [policy, roster].into_iter().flatten() {
        let newest = versions(snapshot, kind).last().cloned();
        let message = match newest {
            Some((_, saved)) if saved.bytes() == file.bytes() => continue,
            Some((number, _)) => {
                format!("{path} is not its newest saved version, which is {kind}-{number}.yaml")
            }
            None => format!("{path} has no saved version in {HISTORY}"),
        };
        let finding = RULE.found(message).at(Place::file(file));
        findings.push(finding.help(format!("run `wr save {kind}`")));
    }
}

/// The numbered versions of the `kind`, by number.
pub(super) fn versions<'a>(snapshot: &'a Snapshot, kind: &str) -> Vec<(u32, &'a Arc<SourceFile>)> {
    let number = |path: &str| -> Option<u32> {
        let name = path.strip_prefix(HISTORY)?.strip_prefix(kind)?;
        name.strip_prefix('-')?.strip_suffix(".yaml")?.parse().ok()
    };
    let mut found: Vec<_> =
        snapshot.history.iter().filter_map(|(path, file)| Some((number(path)?, file))).collect();
    found.sort_by_key(|(number, _)| *number);
    found
}
