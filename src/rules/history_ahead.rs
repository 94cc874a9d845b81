//! A new version of policy or roster is the next one, and the one that is in force from then on.

use super::change::ProposedChange;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::governance::VersionKind;

/// `history-ahead`.
pub(super) static RULE: Rule = Rule {
    name: "history-ahead",
    severity: Severity::Error,
    clause: "design (store)",
    summary: "a change brings one new version of policy or roster at most: the next one, which is the new file",
    explanation: "Acts may name every saved version, so a version that was never in force must not be among \
                  them. What a change saves is the number after the newest, and the same bytes as the policy \
                  or the roster beside it. Whoever saved twice keeps the last one, under the first number. A \
                  version that waits for the consent of roots is not in force yet, and comes without them.",
    bad: "\
git checkout -b rules
cp registers/roster.yaml registers/history/roster-2.yaml
sed -i s/voter: ann/voter: bob/ registers/history/roster-2.yaml",
    good: "\
git checkout -b rules
sed -i s/Bob Roe/Robert Roe/ registers/roster.yaml
cp registers/roster.yaml registers/history/roster-2.yaml",
    check: Check::Change(check),
};

fn check(change: &ProposedChange, findings: &mut Findings) {
    let (before, after) = (&change.before.snapshot, &change.after.snapshot);
    let policy = after.policy.as_ref().map(|document| &document.file);
    let roster = after.roster.as_ref().map(|document| &document.file);
    for (kind, newest) in [(VersionKind::Policy, policy), (VersionKind::Roster, roster)] {
        // What a store begins with is whatever it begins with.
        let Some((last, _)) = before.numbered(kind).last().cloned() else {
            continue;
        };
        let old = |number: u32| {
            before
                .numbered(kind)
                .iter()
                .any(|(there, _)| *there == number)
        };
        for (number, file) in after
            .numbered(kind)
            .into_iter()
            .filter(|(number, _)| !old(*number))
        {
            let next = last.saturating_add(1);
            let waits = after
                .chain
                .pending()
                .iter()
                .any(|it| it.digest == file.digest() && it.threshold > 0);
            let message = if !waits && newest.is_none_or(|newest| newest.bytes() != file.bytes()) {
                format!("this version is new, and is not what registers/{kind}.yaml says")
            } else if number != next {
                format!("this version is new, and its number is not {next}, which comes next")
            } else {
                continue;
            };
            let help = format!("take it out, and run `wr save {kind}` on an up-to-date branch");
            findings.push(RULE.found(message).at(SourcePlace::file(file)).help(help));
        }
    }
}
