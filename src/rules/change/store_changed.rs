//! Changes of the store's id.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::change::ProposedChange;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "store-changed",
    severity: Severity::Error,
    clause: "docs/files.md",
    summary: "the store's id in the policy never changes",
    explanation: "Every act names its store, so that no act of one store counts in another. With \
                  another id in the policy, every act of this store would belong to another one.",
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
        "the store's id is {}, but this is {}; it never changes",
        old.store, new.store
    );
    let place = SourcePlace::value(&document.file, "/store");
    findings.push(
        RULE.found(message)
            .at(place)
            .help("restore the old id; another store is another repository"),
    );
}
