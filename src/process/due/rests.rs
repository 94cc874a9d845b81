//! The duties of registers without progress: the board's date has passed (DSP4003 2.5), or a stage lasts longer than
//! the policy allows (DSP4003 2.2, 2.7).

use super::duty::{DueContext, Duty, Mark};
use crate::id::Id;
use crate::process::Stage;
use crate::roster::BodyKind;
use crate::roster::authority::Task;

impl DueContext<'_> {
    /// The board's date passed without a ballot or a resolution.
    pub(super) fn board_date(&self) -> Option<Duty> {
        let date = self.state.under_way.as_ref()?.board_on?;
        if Stage::of(self.state, self.history) != Stage::CommitteeApproved || date >= self.today() {
            return None;
        }
        let id = self.history.id;
        let what = "the board's date has passed without a ballot or a resolution".to_string();
        let command = format!("wr schedule {id} DATE");
        let duty = self.duty(
            what,
            (Some(date), Mark::Due),
            (Task::Schedule, None),
            command,
        );
        Some(duty.under("DSP4003 2.5"))
    }

    /// A stage that lasts longer than the policy allows. `partner_waited_for` handles the partner's answer.
    pub(super) fn rests(&self) -> Option<Duty> {
        let (id, rest) = (self.history.id, &self.policy.rest_days);
        let stage = Stage::of(self.state, self.history);
        let text = self
            .state
            .under_way
            .as_ref()
            .and_then(|under_way| self.history.text(under_way.revision));
        let originating = text.map(|text| &text.originating_committee);
        let board = self
            .roster
            .body_of_kind(BodyKind::Board)
            .map(|board| &board.id);
        let editorial = self
            .state
            .under_way
            .as_ref()
            .is_some_and(|under_way| under_way.editorial.is_some());
        let (days, what, task, command) = match stage {
            Stage::Draft => (
                rest.draft,
                "the draft is not submitted",
                (Task::Own, None),
                format!("wr submit {id}"),
            ),
            Stage::Review if !editorial => (
                rest.review,
                "the submitted revision has no committee ballot",
                (Task::RunBallot, originating),
                format!("wr ballot open {id} --body COMMITTEE"),
            ),
            Stage::CommitteeApproved => (
                rest.committee_approved,
                "the committees have approved, and the board's ballot is not open",
                (Task::RunBallot, board),
                format!(
                    "wr ballot open {id} --body {}",
                    board.map_or("board", Id::as_str)
                ),
            ),
            Stage::Review
            | Stage::Unproposed
            | Stage::CommitteeBallot
            | Stage::BoardBallot
            | Stage::BoardApproved
            | Stage::Sent
            | Stage::Established
            | Stage::Removed
            | Stage::Ended => return None,
        };
        let since =
            self.state
                .since
                .or(self.state.proposal.as_ref().map(|proposal| proposal.on))?;
        if since.days_until(self.today()) <= i64::from(days) {
            return None;
        }
        let what = format!("{what}; waiting for more than {days} days");
        let duty = self.duty(what, (Some(since), Mark::Since), task, command);
        Some(duty.under("DSP4003 2.2, 2.7"))
    }
}
