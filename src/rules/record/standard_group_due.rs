//! Rows for a group of standards after the last milestone.

use crate::date::When;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::register::RegisterChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "standard-group-due",
    severity: Severity::Warning,
    clause: "DSP4003 5.2 note 2",
    summary: "a row for a group is replaced by the time of the register's last milestone",
    explanation: "A row may represent a group of standards at first, and is replaced with one row \
                  for each discrete standard as it is identified. A row does not name its \
                  milestone, so the group may stay until the last milestone of the register that \
                  has a date. If the row is still there after that day, either the standards are \
                  known by now, or the milestone has to move.",
    bad: "WR_NOW=2027-10-01 wr check",
    good: "WR_NOW=2027-09-30 wr check",
    check: Check::Register(check),
};

fn check(checks: &RegisterChecks<'_>, findings: &mut Findings) {
    let in_force = checks
        .replay
        .and_then(|replay| replay.state.in_force.as_ref());
    let frozen =
        in_force.and_then(|in_force| checks.register_files.revisions.get(&in_force.revision));
    let Some(document) = frozen.or(checks.register_files.text.as_ref()) else {
        return;
    };
    let Some(text) = document.get() else { return };
    let dates = text
        .milestones
        .iter()
        .enumerate()
        .filter_map(|(at, milestone)| Some((at, milestone.due?)));
    let Some((last, due)) = dates.max_by_key(|(_, due)| When::last_day(*due)) else {
        return;
    };
    if due.last_day() >= checks.today {
        return;
    }
    for (at, row) in text
        .standards
        .iter()
        .enumerate()
        .filter(|(_, row)| row.group)
    {
        let message = format!(
            "the row `{}` still represents a group, but the last milestone was due {due}",
            row.ap_id
        );
        let place = SourcePlace::value(&document.file, format!("/standards/{at}/ap_id"));
        let related = SourcePlace::value(&document.file, format!("/milestones/{last}/due"))
            .label("the last milestone");
        let finding = RULE.found(message).at(place).related(related);
        findings.push(finding.help(
            "in register.yaml, give each standard of the group a row, and submit the update",
        ));
    }
}
