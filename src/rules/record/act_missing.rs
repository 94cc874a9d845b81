//! Acts that other acts name and that are missing.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::acts::ActChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "act-missing",
    severity: Severity::Error,
    clause: "docs/files.md",
    summary: "every act that another act follows exists",
    explanation: "Each act names the latest acts that its author had. If one of them is missing, \
                  its file was deleted, or never pushed.",
    bad: "rm registers/xyz/acts/*-assign-*.yaml",
    good: "# nothing was done to the store",
    check: Check::Acts(check),
};

fn check(acts: &ActChecks<'_>, findings: &mut Findings) {
    for missing in acts.missing {
        let after = &missing.named_by.act.after;
        let at = after
            .iter()
            .position(|digest| *digest == missing.digest)
            .unwrap_or_default();
        let message = format!(
            "the act {} came before this one, but is missing",
            missing.digest.short()
        );
        let place = acts
            .file(missing.named_by.digest)
            .map(|file| SourcePlace::value(file, format!("/after/{at}")));
        let finding = RULE
            .found(message)
            .at(place)
            .help("acts are never deleted; restore the file from git's history");
        // If the file exists but was edited, the edit is the cause.
        let own = acts.file(missing.named_by.digest).map(|file| file.path());
        let cause = acts
            .cause_of_gap(missing)
            .filter(|cause| Some(cause.as_str()) != own);
        findings.push(finding.follows(cause));
    }
}
