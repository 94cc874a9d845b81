//! Registers that are addenda to each other.

use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::text::TextContext;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "addendum-circular",
    severity: Severity::Error,
    clause: "practice",
    summary: "no register is an addendum to itself by way of others",
    explanation: "An addendum adds to a register that is complete without it. If two registers are \
                  addenda to each other, or several form a circle, none of them is complete. `wr \
                  check` finds this only when it checks the whole store.",
    bad: "\
sed -i s/partner:/addendum_to: xyz\\npartner:/ registers/abc/register.yaml
sed -i s/partner:/addendum_to: abc\\npartner:/ registers/xyz/register.yaml",
    good: "sed -i s/partner:/addendum_to: xyz\\npartner:/ registers/abc/register.yaml",
    check: Check::Text(check),
};

fn check(text: &TextContext<'_>, findings: &mut Findings) {
    let Some(circle) = text.cross_index.circle(text.id) else {
        return;
    };
    // A circle of one register is an addendum to itself, which `addendum-unknown` reports.
    let [_, next, ..] = circle.as_slice() else {
        return;
    };
    if *next == text.id || text.register.addendum_to.as_ref() != Some(*next) {
        return;
    }
    let way: Vec<String> = circle.iter().map(|id| format!("`{id}`")).collect();
    let is_whole = circle.last() == Some(&text.id);
    let end = if is_whole { "" } else { ", and so on" };
    let message = format!(
        "these registers are addenda to each other: {}{end}",
        way.join(" adds to ")
    );
    let finding = RULE
        .found(message)
        .at(SourcePlace::value(text.file, "/addendum_to"));
    let help =
        "decide which one is complete alone, and remove `addendum_to` from its register.yaml";
    findings.push(finding.help(help));
}
