//! The next steps of an editorial change.

use super::context::{NextStep, NextStepsContext};
use crate::process::UnderWay;
use crate::process::editorial::confirmer;
use crate::roster::authority::Task;

impl NextStepsContext<'_> {
    /// The letters that show the change, then the confirmation by another person.
    pub(super) fn editorial(&self, under_way: &UnderWay) -> Vec<NextStep> {
        const CLAUSE: &str = "practice";
        let (id, revision) = (self.history.id, under_way.revision);
        let Some(declared) = &under_way.editorial else {
            return Vec::new();
        };
        let Some(from) = declared.confirm_from else {
            let what = "send the editorial change to the partner and the members, and record it";
            let command = format!("wr letter editorial-change {id} --record");
            return vec![self.next(what, command, Task::Write, None, CLAUSE)];
        };
        let objection = format!("`wr feedback add {id} --objection --text TEXT`");
        let what = match self.now.day() < from {
            true => format!(
                "confirm on {from} or later that the change is editorial; its recipients may object until then: {objection}"
            ),
            false => format!(
                "confirm that the change is editorial; an objection makes it significant: {objection}"
            ),
        };
        let originating = self
            .history
            .text(revision)
            .map(|text| &text.originating_committee);
        let next = self.next(
            &what,
            format!("wr confirm {id}"),
            Task::Confirm,
            originating,
            CLAUSE,
        );
        let confirmer = confirmer(&self.setting(originating), &declared.by);
        let who = confirmer
            .iter()
            .map(|(who, office)| format!("{} ({office})", self.roster.person_name(who)));
        let first = confirmer.iter().map(|(who, _)| (*who).clone()).collect();
        vec![NextStep {
            who: who.collect(),
            first,
            others: Vec::new(),
            ..next
        }]
    }
}
