//! Acts are decided under the roster and the policy of the branch that they enter.

use std::sync::Arc;

use super::change::Change;
use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Findings, Place, Severity};
use crate::source::SourceFile;

/// `act-outdated`.
pub(super) static RULE: Rule = Rule {
    name: "act-outdated",
    severity: Severity::Error,
    clause: "design (every act)",
    summary: "a new act was decided under the roster and the policy of the branch that it enters",
    explanation: "Who may do what, and by which rules, is what the branch says when an act enters it. An act \
                  that was decided under an older version knows nothing of the change since. One that was \
                  decided under a version that comes in the same pull request was decided by rules that \
                  nobody had agreed to. `wr verify` finds it in history: an act that a commit brings after the newer \
                  version was in force. What was made on a branch before that, and merged later, it lets be.",
    bad: "\
sed -i s/Bob Roe/Robert Roe/ registers/roster.yaml
cp registers/roster.yaml registers/history/roster-2.yaml
git checkout -b vote # that was cast before
wr vote abc adopt-1-alliance-1 approve --seat globex --as bob",
    good: "\
git checkout -b vote
wr vote abc adopt-1-alliance-1 approve --seat globex --as bob",
    check: Check::Change(check),
};

fn check(change: &Change, findings: &mut Findings) {
    let Some(branch) = &change.branch else { return };
    let after = &change.after.snapshot;
    let roster = after.roster.as_ref().map(|document| document.file.digest());
    let policy = after.policy.as_ref().map(|document| document.file.digest());
    for (file, filed) in change.new_acts() {
        for (name, named, theirs, ours) in [
            ("roster", filed.act.roster, branch.roster, roster),
            ("policy", filed.act.policy, branch.policy, policy),
        ] {
            if theirs.is_none_or(|theirs| theirs == named) {
                continue;
            }
            let (message, help) = match ours == Some(named) {
                true => (
                    format!(
                        "this act was decided under a {name} that comes with it, and that nobody agreed to yet"
                    ),
                    format!(
                        "first the {name}, in a pull request of its own; when that is merged, decide again"
                    ),
                ),
                false => (
                    format!(
                        "this act was decided under another {name} than that of the branch it shall enter"
                    ),
                    "bring your branch up to date, and decide again".to_string(),
                ),
            };
            findings.push(RULE.found(message).at(Place::value(file, format!("/{name}"))).help(help));
        }
    }
}

/// That a commit brought an act which was decided under a `name` that was not in force any more in the commit before.
pub fn outdated(file: &Arc<SourceFile>, name: &str, commit: &str) -> Diagnostic {
    let message = format!(
        "in {commit}: this act was decided under an older {name} than the one in force when it was committed"
    );
    let help = "find out who committed it: whoever has a key that was taken out of the roster acts like this; an act of good \
                faith is decided again, and this one stays in the record as what it is";
    RULE.found(message).at(Place::value(file, format!("/{name}"))).help(help)
}
