//! Frozen texts that were edited.

use std::collections::BTreeMap;

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "revision-digest",
    severity: Severity::Error,
    clause: "docs/files.md",
    summary: "a frozen text has the digest that the acts name",
    explanation: "Every submission, ballot, vote, resolution and acceptance names the digest of \
                  its text. A frozen text with another digest was edited, and is no longer the \
                  text that was approved.",
    bad: "sed -i s/routers/switches/ registers/xyz/revisions/1.yaml",
    good: "# nothing was done to the store",
    check: Check::Register(check),
};

/// How many acts a finding shows; a text may have hundreds of votes.
const SHOWN: usize = 3;

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    let digests: BTreeMap<u32, _> = checks
        .register_files
        .revisions
        .iter()
        .map(|(number, text)| (*number, text.file.digest()))
        .collect();
    let mut others: BTreeMap<u32, Vec<SourcePlace>> = BTreeMap::new();
    for (file, stored) in checks.acts.in_place() {
        let (Some(number), Some(named)) = (stored.act.revision, stored.act.digest) else {
            continue;
        };
        if digests.get(&number).is_some_and(|digest| *digest != named) {
            let place = SourcePlace::value(file, "/digest").label("names another text");
            others.entry(number).or_default().push(place);
        }
    }
    for (number, places) in others {
        let Some(text) = checks.register_files.revisions.get(&number) else {
            continue;
        };
        let count = places.len();
        let message = format!(
            "revision {number} is not the text that was submitted: {count} acts name another digest"
        );
        let help = "frozen texts are never edited; restore the file from git's history, and edit register.yaml";
        let finding = RULE
            .found(message)
            .at(SourcePlace::file(&text.file))
            .help(help);
        findings.push(
            places
                .into_iter()
                .take(SHOWN)
                .fold(finding, |finding, place| finding.related(place)),
        );
    }
}
