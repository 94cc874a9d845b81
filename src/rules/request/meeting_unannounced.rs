//! Announcements of joint meetings without the IP policy.

use crate::act::Action;
use crate::diagnostic::{Findings, Severity, SourcePlace};
use crate::rules::context::request::RequestChecks;
use crate::rules::rule::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "meeting-unannounced",
    severity: Severity::Warning,
    clause: "DSP4003 5.3.2",
    summary: "the announcement of a joint meeting includes the IP policy, or a link to it",
    explanation: "Joint meetings are governed by the IP policy, and participants should know it \
                  before they come. DSP4003 asks for the policy, or a link to a public declaration \
                  of it, in the message or on the page that announces the meeting. Include it in \
                  the next announcement.",
    bad: "\
wr request add cr-1 --cr-template
wr meeting add --for cr-1 --announcement mail",
    good: "\
wr request add cr-1 --cr-template
wr meeting add --for cr-1 --announcement mail --ip-policy https://www.dmtf.org/ipr",
    check: Check::Request(check),
};

fn check(checks: &RequestChecks<'_>, findings: &mut Findings) {
    let meetings = checks
        .state
        .meetings
        .iter()
        .filter_map(|digest| checks.act(*digest));
    for (file, act) in meetings {
        let Action::JointMeeting(meeting) = &act.action else {
            continue;
        };
        if meeting.is_announced_with_policy() {
            continue;
        }
        let message = match &meeting.announcement {
            Some(_) => {
                format!(
                    "the joint meeting of {} was announced without the IP policy or a link to it",
                    act.on
                )
            }
            None => {
                format!(
                    "the joint meeting of {} has no announcement with the IP policy on record",
                    act.on
                )
            }
        };
        findings.push(RULE.found(message).at(SourcePlace::value(file, "/kind")));
    }
}
