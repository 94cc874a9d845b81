//! Checks the acts of one register or change request.

use super::Checker;
use crate::date::Day;
use crate::diagnostic::Findings;
use crate::process::{History, Replay};
use crate::request;
use crate::rules::context::acts::ActChecks;
use crate::rules::context::register::RegisterChecks;
use crate::rules::context::request::RequestChecks;
use crate::rules::registry::ALL;
use crate::rules::rule::{Check, Rule};
use crate::rules::run::apply::{apply, refusals};
use crate::rules::run::replays::replayed_request;
use crate::snapshot::{Partnerships, RegisterFiles, RequestFiles};

impl Checker<'_> {
    /// Findings of the wanted rules in the record of one register: its acts, ballots, results and frozen texts.
    pub(crate) fn recorded<'c>(
        &'c self,
        register_files: &'c RegisterFiles,
        folded: Option<(&'c History<'c>, &'c Replay<'c>)>,
        today: Day,
        wanted: fn(&Rule) -> bool,
    ) -> Findings {
        let checks = RegisterChecks::of(self.snapshot, register_files, folded, today);
        let mut findings: Findings = register_files.all_acts().flat_map(refusals).collect();
        for rule in ALL.iter().filter(|rule| wanted(rule)) {
            if let Check::Register(check) = rule.check {
                apply(&mut findings, |findings| check(&checks, findings));
            } else if let Check::Acts(check) = rule.check {
                apply(&mut findings, |findings| check(&checks.acts, findings));
            }
        }
        findings
    }

    /// All findings in one change request.
    pub(crate) fn request(
        &self,
        request_files: &RequestFiles,
        partnerships: &Partnerships<'_>,
    ) -> Findings {
        let judged = replayed_request(self.snapshot, request_files, partnerships);
        let replay = judged.as_ref().map(|judged| &judged.replay);
        self.requested(request_files, replay, |_| true)
    }

    /// Findings of the wanted rules in one change request.
    pub(crate) fn requested(
        &self,
        request_files: &RequestFiles,
        replay: Option<&Replay<'_, request::RequestState>>,
        wanted: fn(&Rule) -> bool,
    ) -> Findings {
        let acts = ActChecks::of(request_files.acts.iter(), replay);
        let checks = replay.and_then(|replay| RequestChecks::open(&replay.state, &acts));
        let mut findings: Findings = request_files.acts.iter().flat_map(refusals).collect();
        for rule in ALL.iter().filter(|rule| wanted(rule)) {
            if let Check::Acts(check) = rule.check {
                apply(&mut findings, |findings| check(&acts, findings));
            } else if let (Check::Request(check), Some(checks)) = (rule.check, &checks) {
                apply(&mut findings, |findings| check(checks, findings));
            }
        }
        findings
    }
}
