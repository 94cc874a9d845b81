//! A store keeps its id.

use super::change::ProposedChange;
use super::{Check, Rule};
use crate::diagnostic::{Findings, Severity, SourcePlace};

/// `store-changed`.
pub(super) static RULE: Rule = Rule {
    name: "store-changed",
    severity: Severity::Error,
    clause: "design (store)",
    summary: "the store's id in the policy never changes",
    explanation: "Every act names the store that it was made for, so that no act of one store counts in \
                  another. With another id in the policy, every act of this store would be of another one.",
    bad: "\
git checkout -b new-id
sed -i s/store: 0123/store: 3210/ registers/policy.yaml",
    good: "\
git checkout -b longer-review
echo review_months: 36 >> registers/policy.yaml
cp registers/policy.yaml registers/history/policy-2.yaml",
    check: Check::Change(check),
};

fn check(change: &ProposedChange, findings: &mut Findings) {
    let (Some(old), Some(document)) = (
        change.before.snapshot.policy(),
        &change.after.snapshot.policy,
    ) else {
        return;
    };
    let Some(new) = document.partial().filter(|new| new.store != old.store) else {
        return;
    };
    let message = format!(
        "the store's id is {}, and this is {}; it never changes",
        old.store, new.store
    );
    let place = SourcePlace::value(&document.file, "/store");
    findings.push(
        RULE.found(message)
            .at(place)
            .help("put the old id back; another store is another repository"),
    );
}
