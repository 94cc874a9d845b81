//! Columns 6 to 9 of Table 1: more holders than policy allows.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::policy::JointHolders;
use crate::register::Holder;
use crate::rules::context::text::{TextContext, call, holders};
use crate::rules::example::row;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "standard-joint",
    severity: Severity::Error,
    clause: "DSP4003 5.2 notes 6-9",
    summary: "a column names one holder, unless policy allows both sides",
    explanation: "DSP4003 has one organization in each of columns 6 to 9. If a standard is held \
                  jointly, as some white papers are, policy must allow it with `joint_holders: \
                  allowed`; then the column names both sides, each once.",
    bad: concat!("standards:", row!(developer = "[DMTF, XYZ]")),
    good: concat!("standards:", row!()),
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(policy) = text.policy else { return };
    let sides = text
        .sides()
        .map_or("the two sides".to_string(), |[home, partner]| {
            format!("{} and {}", call(home), call(partner))
        });
    for (pointer, row) in text.rows() {
        for (field, column, holder) in holders(row) {
            let Holder::Joint(names) = holder else {
                continue;
            };
            let twice = matches!(names.as_slice(), [one, other] if one.to_lowercase() == other.to_lowercase());
            let message = match (policy.joint_holders, names.len()) {
                (_, 0) => format!("{column} names no organization; one is required"),
                (_, 1) => continue,
                (JointHolders::Refused, count) => {
                    format!(
                        "{column} names {count} holders; policy allows one (`joint_holders: refused`)"
                    )
                }
                (JointHolders::Allowed, 2) if !twice => continue,
                (JointHolders::Allowed, _) => {
                    format!("{column} names joint holders; allowed are {sides}, each once")
                }
            };
            findings.push(
                RULE.found(message)
                    .at(SourcePlace::value(text.file, format!("{pointer}/{field}"))),
            );
        }
    }
}
