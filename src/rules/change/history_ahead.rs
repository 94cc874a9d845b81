//! New versions of policy and roster: the next number, with the contents of the file.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::path::VersionKind;
use crate::rules::context::change::ProposedChange;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "history-ahead",
    severity: Severity::Error,
    clause: "docs/files.md",
    summary: "a change adds at most one version of policy or roster: the next number, equal to the \
              file",
    explanation: "Acts may name any saved version, so versions that were never in force must not \
                  be among them. A change saves the number after the newest version, with the same \
                  bytes as the policy or roster file. If you saved twice, keep the last version, \
                  under the first number. A version that waits for the consent of the roots is not \
                  in force yet, and need not equal the file.",
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
        // A new store may begin with any versions.
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
                format!("this new version differs from registers/{kind}.yaml")
            } else if number != next {
                format!("this version is new, but the next number is {next}")
            } else {
                continue;
            };
            let help = format!("remove it, and run `wr save {kind}` on an up-to-date branch");
            findings.push(RULE.found(message).at(SourcePlace::file(file)).help(help));
        }
    }
}
