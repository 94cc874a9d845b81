//! Change requests without the Change Request Template.

use crate::act::Action;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::request::RequestChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "request-template",
    severity: Severity::Note,
    clause: "DSP4003 5.3.1",
    summary: "a change request is written with the Change Request Template",
    explanation: "DSP4003 recommends the template for changes that an alliance partner requests. \
                  Without it, a request often lacks what the body needs to decide. While the \
                  request is open, its submitter can still provide it.",
    bad: "wr request add cr-1",
    good: "wr request add cr-1 --cr-template",
    check: Check::Request(check),
};

fn check(checks: &RequestChecks<'_>, findings: &mut Findings) {
    let Some((file, act)) = checks
        .state
        .received
        .as_ref()
        .and_then(|received| checks.act(received.act))
    else {
        return;
    };
    let Action::Request(request) = &act.action else {
        return;
    };
    if request.template.is_none() {
        let message = "this request does not use the Change Request Template, which is recommended";
        findings.push(RULE.found(message).at(SourcePlace::value(file, "/kind")));
    }
}
