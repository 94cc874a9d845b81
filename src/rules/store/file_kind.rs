//! Files that are not regular files.

use crate::diagnostic::{Findings, Severity};
use crate::rules::rule::{Check, Rule};
use crate::snapshot::Snapshot;
use crate::text::shell_word;

pub(crate) static RULE: Rule = Rule {
    name: "file-kind",
    severity: Severity::Error,
    clause: "docs/files.md",
    summary: "a store contains only regular files",
    explanation: "A symbolic link can lead to another file on every machine, a submodule leads to \
                  another repository, and a name that is not UTF-8 cannot be printed. `wr` reads \
                  none of them, since what they lead to is not in the store.",
    bad: "ln -s ../xyz/register.yaml registers/abc/register.yaml",
    good: "cp registers/xyz/register.yaml registers/abc/register.yaml",
    check: Check::Governance(check),
};

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    for (path, what) in &snapshot.non_regular {
        let message = format!("{path} is {what}; a store contains only regular files");
        findings.push(RULE.found(message).help(plain_file(path, what)));
    }
}

/// How a path gets a plain file, or none, without a loss.
pub fn plain_file(path: &str, what: &str) -> String {
    let path = shell_word(path);
    if what.contains("executable") {
        return format!(
            "make it a plain file: `chmod -x {path}` and `git update-index --chmod=-x {path}`, then `git commit`"
        );
    }
    match what.contains("UTF-8") {
        true => "rename it with `git mv`, then `git commit`".to_string(),
        false => format!("move it out of registers: `git mv {path} .`, then `git commit`"),
    }
}
