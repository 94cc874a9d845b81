//! Acts whose content does not match their path.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::acts::ActChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "act-misplaced",
    severity: Severity::Error,
    clause: "docs/files.md, Acts",
    summary: "every act is at the path that its content determines",
    explanation: "The name of an act's file is derived from its content. If the act is edited in \
                  place, or its file is moved, the two no longer agree, and the act has no effect.",
    bad: r#"sed -i s/by: "vic"/by: "ann"/ registers/xyz/acts/*-assign-*.yaml"#,
    good: "# nothing was done to the store",
    check: Check::Acts(check),
};

fn check(acts: &ActChecks<'_>, findings: &mut Findings) {
    // `register-copied` reports the folder.
    if acts.copied_from().is_some() {
        return;
    }
    for (file, stored) in &acts.readable {
        let path = stored.path();
        if path != file.path() {
            let message = format!("this act was edited or moved: its content belongs at {path}");
            let finding = RULE
                .found(message)
                .at(SourcePlace::file(file))
                .follows(Some(file.path()));
            findings.push(
                finding.help("acts are never edited or moved; restore the file from git's history"),
            );
        }
    }
}
