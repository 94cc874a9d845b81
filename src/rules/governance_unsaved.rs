//! Policy and roster that acts may be decided under.

use super::{Check, Rule};
use crate::diagnostic::{Findings, Place, Severity};
use crate::governance::Kind;
use crate::snapshot::Snapshot;
use crate::snapshot::{HISTORY, POLICY, ROSTER};

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
    let policy = snapshot.policy.as_ref().map(|policy| (&policy.file, POLICY, Kind::Policy));
    let roster = snapshot.roster.as_ref().map(|roster| (&roster.file, ROSTER, Kind::Roster));
    for (file, path, kind) in [policy, roster].into_iter().flatten() {
        if snapshot.in_force(kind).is_some_and(|saved| saved.bytes() == file.bytes()) {
            continue;
        }
        let numbered = snapshot.numbered(kind);
        let saved = numbered.iter().find(|(_, saved)| saved.bytes() == file.bytes());
        let in_force = snapshot.in_force(kind).map(|file| file.digest());
        let newest = numbered.iter().find(|(_, saved)| Some(saved.digest()) == in_force);
        let message = match (newest, saved) {
            (Some((number, _)), None) => {
                format!("{path} is not its newest saved version, which is {kind}-{number}.yaml")
            }
            (Some((number, _)), Some((same, _))) => {
                format!("{path} is version {same}, and {kind}-{number}.yaml is in force")
            }
            (None, _) => format!("{path} has no saved version in {HISTORY}"),
        };
        let help = match saved {
            Some(_) => format!("restore it; `wr consent {kind}` is how the roots bring a version in force"),
            None => format!("run `wr save {kind}`"),
        };
        findings.push(RULE.found(message).at(Place::file(file)).help(help));
    }
}
