//! Registers in force without a recent update.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::process::review::review_due;
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "review-overdue",
    severity: Severity::Warning,
    clause: "DSP4003 4",
    summary: "a register in force is updated at least once every 24 months",
    explanation: "Work registers should be updated at regular intervals, at least once every 24 \
                  months, or as policy says. The interval starts when the partner accepts, or when \
                  an update comes into force. This is a reminder: the register stays in force.",
    bad: "WR_NOW=2029-06-01 wr check",
    good: "WR_NOW=2028-06-01 wr check",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    let in_force = checks
        .replay
        .and_then(|replay| replay.state.in_force.as_ref());
    let (Some(in_force), Some(policy)) = (in_force, checks.snapshot.policy()) else {
        return;
    };
    let due = review_due(in_force, policy);
    if due >= checks.today {
        return;
    }
    let message = format!(
        "revision {} has had no update for more than {} months: overdue since {due}",
        in_force.revision, policy.review_months
    );
    let help = format!(
        "edit the text, and submit the update: `wr submit {}`",
        checks.register_files.id
    );
    let revision = checks.register_files.revisions.get(&in_force.revision);
    let place = revision.map(|text| SourcePlace::file(&text.file));
    findings.push(RULE.found(message).at(place).help(help));
}
