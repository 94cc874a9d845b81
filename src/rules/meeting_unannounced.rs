//! The announcement of a joint meeting carries the IP policy.

use super::request_checks::RequestChecks;
use super::{Check, Rule};
use crate::act::Action;
use crate::diagnostic::{Findings, Severity, SourcePlace};

/// `meeting-unannounced`.
pub(super) static RULE: Rule = Rule {
    name: "meeting-unannounced",
    severity: Severity::Warning,
    clause: "DSP4003 5.3.2",
    summary: "the announcement of a joint meeting has the IP policy, or a link to it",
    explanation: "Joint meetings are governed by the IP policy, and who comes should know it before. DSP4003 asks that \
                  the policy, or a link to a public declaration of it, is in the message or on the page that announces \
                  the meeting. The next announcement can have it.",
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
                    "nothing says that the joint meeting of {} was announced with the IP policy",
                    act.on
                )
            }
        };
        findings.push(RULE.found(message).at(SourcePlace::value(file, "/kind")));
    }
}
