//! What an act says that its author had seen is part of the branch.

use std::sync::Arc;

use super::change::Change;
use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Findings, Place, Severity};
use crate::source::SourceFile;

/// `act-seen-unknown`.
pub(super) static RULE: Rule = Rule {
    name: "act-seen-unknown",
    severity: Severity::Error,
    clause: "design (every act)",
    summary: "the commit that a new act names as seen is in the history of the branch that it enters",
    explanation: "An act names the newest commit of the shared branch that its author had. That tells what \
                  its author knew: for a result, which votes were there to be counted. A commit that the \
                  branch never had tells nothing. It comes from a clone without an upstream branch, from a \
                  history that was rewritten, or from somebody who hides what was known.",
    bad: "\
git checkout -b vote
git commit --allow-empty -m x # known to this clone alone, and taken for the shared branch
wr vote abc adopt-1-alliance-1 approve --seat globex --as bob",
    good: "\
git checkout -b vote
wr vote abc adopt-1-alliance-1 approve --seat globex --as bob",
    check: Check::Change(check),
};

fn check(change: &Change, findings: &mut Findings) {
    let Some(branch) = &change.branch else { return };
    for (file, filed) in change.new_acts() {
        if !branch.unknown.contains(&filed.act.seen) {
            continue;
        }
        findings.push(never(file, &filed.act.seen, "the branch it shall enter never had"));
    }
}

/// That an act names a commit as seen which is not where it must be.
pub(super) fn never(file: &Arc<SourceFile>, seen: &str, where_not: &str) -> Diagnostic {
    let message = format!("this act says that its author had seen `{seen}`, which {where_not}");
    let help = "take a clone whose branch has an upstream branch (`git branch --set-upstream-to \
                origin/main`), and decide again";
    RULE.found(message).at(Place::value(file, "/seen")).help(help)
}

/// That a history begins with an import: what the authors of those acts could see is in another history.
pub fn imported(acts: usize) -> Option<Diagnostic> {
    let message = match acts {
        0 => return None,
        1 => "this history begins with an import: 1 act names a commit that it does not have".to_string(),
        _ => format!("this history begins with an import: {acts} acts name commits that it does not have"),
    };
    let found =
        RULE.found(message).help("the repository that it was imported from has the rest of its history");
    Some(Diagnostic { severity: Severity::Note, ..found })
}
