//! Nothing is recorded before it happens.

use super::change::Change;
use super::{Check, Rule};
use crate::date::Moment;
use crate::diagnostic::{Diagnostic, Findings, Place, Severity};

/// `act-future`.
pub(super) static RULE: Rule = Rule {
    name: "act-future",
    severity: Severity::Error,
    clause: "design (every act)",
    summary: "a new act was recorded before now",
    explanation: "An act says when it was recorded. Clocks differ by minutes, and a day is let be. What is \
                  further ahead comes from a clock that is wrong, or from somebody who wants to be last.",
    bad: "\
git checkout -b vote
wr vote abc adopt-1-alliance-1 approve --seat globex --as bob
WR_NOW=2026-07-04 wr check --base main",
    good: "\
git checkout -b vote
wr vote abc adopt-1-alliance-1 approve --seat globex --as bob",
    check: Check::Change(check),
};

/// How far clocks may differ, in days.
const TOLERANCE: u32 = 1;

/// A commit that is dated later than now, as `at` tells.
pub fn commit_ahead(told: &str, at: Moment, now: Moment) -> Diagnostic {
    RULE.found(format!("{told} is dated {at}, and it is {now} now")).help(
        "the right time on the machine that made it, then the commit made again: `git commit --amend --date=now`",
    )
}

fn check(change: &Change, findings: &mut Findings) {
    let Some(branch) = &change.branch else { return };
    for (file, filed) in change.new_acts() {
        if filed.act.at > branch.now.plus_days(TOLERANCE) {
            let message = format!(
                "this act says that it was recorded at {}, and it is {} now",
                filed.act.at, branch.now
            );
            let help = "set the clock, and decide again";
            findings.push(RULE.found(message).at(Place::value(file, "/at")).help(help));
        }
    }
}
