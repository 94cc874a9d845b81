//! The approvals of a text, with their dates: bodies, the board's resolution, the partner's acceptance.

use serde::Serialize;

use super::assurance::{AssuranceView, Common};
use super::ballot::{BallotView, ballot, meeting};
use super::parties::full_name;
use crate::act::{Action, Approver, Backfill};
use crate::date::When;
use crate::process::{ApproverDecision, next_steps};
use crate::render::selected_text::SelectedText;
use crate::roster::BodyKind;

/// Shown if earlier records do not give the date of an approval.
pub(super) const UNKNOWN: &str = "unknown";

#[derive(Debug, Serialize)]
pub(crate) struct ApprovalsView<'a> {
    /// Committees first, the board last.
    pub(crate) bodies: Vec<ApprovalView>,
    pub(crate) resolution: Option<ResolutionView<'a>>,
    pub(crate) acceptance: Option<AcceptanceView>,
    /// The assurance of all approvals, in one sentence; approvals with another one have an `exception`.
    assurance: Option<String>,
    /// Whether all of them come from earlier records.
    records: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct ApprovalView {
    pub(crate) name: String,
    pub(crate) is_board: bool,
    /// The day, or `unknown`; `None` while the approval is missing.
    pub(crate) date: Option<String>,
    /// The earlier revision that the body approved, if the approval carries over.
    pub(crate) earlier: Option<u32>,
    pub(crate) records: bool,
    pub(crate) ballot: Option<BallotView>,
    /// The assurance of the act; `None` while the approval is missing.
    pub(crate) assurance: Option<AssuranceView>,
    /// The assurance, if it is not the one that the sentence about all approvals states.
    pub(super) exception: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ResolutionView<'a> {
    /// The number or title, if known.
    pub(crate) resolution: Option<&'a str>,
    /// The conditions of the board for sending the register.
    pub(crate) conditions: &'a [String],
    /// The day, month, quarter or year.
    pub(crate) date: Option<String>,
    /// The earlier revision that it approved, if it carries over.
    pub(crate) earlier: Option<u32>,
    /// Whether it comes from earlier records.
    pub(crate) records: bool,
    pub(crate) assurance: AssuranceView,
    /// As for a body.
    pub(super) exception: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(crate) struct AcceptanceView {
    pub(crate) name: String,
    /// The day, month, quarter or year.
    pub(crate) date: Option<String>,
    /// The earlier revision that the partner accepted, if the acceptance carries over.
    pub(crate) earlier: Option<u32>,
    /// Whether it comes from earlier records.
    pub(crate) records: bool,
    pub(crate) assurance: Option<AssuranceView>,
    /// As for a body.
    pub(super) exception: Option<&'static str>,
}

/// The approvals of a revision; `None` for a draft.
pub(crate) fn approvals<'a>(selected: &SelectedText<'a>) -> Option<ApprovalsView<'a>> {
    let revision = selected.revision?;
    let standing = selected.approvals(revision);
    let by_body = |approval: &&&ApproverDecision| approval.by != Approver::Partner;
    let mut bodies: Vec<_> = standing
        .iter()
        .filter(by_body)
        .map(|approval| {
            (
                order(selected, &approval.by),
                given(selected, approval, revision),
            )
        })
        .chain(missing(selected, revision, &standing))
        .collect();
    bodies.sort_by(|(a, _), (b, _)| a.cmp(b));
    let partner = standing
        .iter()
        .find(|approval| approval.by == Approver::Partner);
    let mut view = ApprovalsView {
        bodies: bodies.into_iter().map(|(_, view)| view).collect(),
        resolution: resolution(selected, revision),
        acceptance: partner.map(|approval| acceptance(selected, approval, revision)),
        assurance: None,
        records: false,
    };
    let empty = view.bodies.is_empty() && view.resolution.is_none() && view.acceptance.is_none();
    if empty {
        return None;
    }
    view.state_assurance();
    Some(view)
}

impl ApprovalsView<'_> {
    /// States the assurance of all approvals once, and marks those that differ.
    fn state_assurance(&mut self) {
        let votes = self.bodies.iter().filter_map(|body| body.ballot.as_ref());
        let (voted, signed) = votes.fold((0, 0), |(voted, signed), ballot| {
            (voted + ballot.voted, signed + ballot.signed.unwrap_or(0))
        });
        let given = self.bodies.iter().filter(|body| body.date.is_some());
        let records = given.map(|body| body.records);
        let records = records.chain(self.resolution.as_ref().map(|it| it.records));
        let records = records.chain(self.acceptance.as_ref().map(|it| it.records));
        self.records =
            records.fold(None, |all, one| Some(all.unwrap_or(true) && one)) == Some(true);
        let common = Common::of(self.each().map(|(assurance, _)| assurance.words));
        self.assurance = common.map(|common| common.sentence(voted, signed));
        if common == Some(Common::Mixed) {
            for (assurance, exception) in self.each() {
                *exception = assurance.exception();
            }
        }
    }

    /// The assurance of each approval that was given, with the place of its exception.
    fn each(&mut self) -> impl Iterator<Item = (&AssuranceView, &mut Option<&'static str>)> {
        let bodies = self.bodies.iter_mut();
        let bodies = bodies.map(|it| (it.assurance.as_ref(), &mut it.exception));
        let resolution = self.resolution.as_mut();
        let resolution = resolution.map(|it| (Some(&it.assurance), &mut it.exception));
        let acceptance = self.acceptance.as_mut();
        let acceptance = acceptance.map(|it| (it.assurance.as_ref(), &mut it.exception));
        let all = bodies.chain(resolution).chain(acceptance);
        all.filter_map(|(assurance, exception)| Some((assurance?, exception)))
    }
}

/// The approvals that a revision under way still needs.
fn missing(
    selected: &SelectedText<'_>,
    revision: u32,
    standing: &[&ApproverDecision],
) -> Vec<((bool, String), ApprovalView)> {
    let on_its_way = selected
        .state()
        .under_way
        .as_ref()
        .filter(|under_way| under_way.revision == revision);
    if on_its_way.is_none() {
        return Vec::new();
    }
    let needed = next_steps::needed(
        selected.state(),
        &selected.register.history,
        selected.governance.roster,
    );
    let view = |needed: next_steps::Needed<'_>| {
        let (is_board, by_name) = order(selected, needed.by);
        let view = ApprovalView {
            name: needed.name,
            is_board,
            date: None,
            earlier: None,
            records: false,
            ballot: None,
            assurance: None,
            exception: None,
        };
        ((is_board, by_name), view)
    };
    let is_given = |by: &Approver| standing.iter().any(|approval| approval.by == *by);
    // The view shows the partner's acceptance separately.
    let missing = needed
        .into_iter()
        .filter(|needed| *needed.by != Approver::Partner && !is_given(needed.by));
    missing.map(view).collect()
}

/// Committees by name, then the board.
fn order(selected: &SelectedText<'_>, by: &Approver) -> (bool, String) {
    let roster = selected.governance.roster;
    match by {
        Approver::Partner => (true, String::new()),
        Approver::Body(id) => {
            let is_board = roster
                .body(id)
                .is_some_and(|body| body.kind == BodyKind::Board);
            (is_board, roster.body_name(id))
        }
    }
}

fn given(selected: &SelectedText<'_>, approval: &ApproverDecision, revision: u32) -> ApprovalView {
    let (is_board, name) = order(selected, &approval.by);
    let date = match backfilled(selected, approval) {
        Some(backfill) => {
            let approved = backfill.approved.filter(|_| is_board);
            approved.map_or(UNKNOWN.to_string(), |when| when.to_string())
        }
        None => approval.on.to_string(),
    };
    let earlier = earlier(approval.revision, revision);
    let ballot = match selected.act(approval.act).map(|stored| &stored.act.action) {
        Some(Action::Approve(approve)) => match (approve.result, approve.meeting) {
            (Some(result), _) => ballot(selected, result),
            (None, Some(counts)) => meeting(selected, counts),
            (None, None) => None,
        },
        _ => ballot(selected, approval.act),
    };
    let assurance = selected
        .act(approval.act)
        .map(|stored| AssuranceView::of(selected, stored));
    ApprovalView {
        name,
        is_board,
        date: Some(date),
        earlier,
        records: approval.records.is_some(),
        ballot,
        assurance,
        exception: None,
    }
}

/// The last resolution of the board up to this revision, from an approval or from earlier records.
pub(crate) fn resolution<'a>(
    selected: &SelectedText<'a>,
    revision: u32,
) -> Option<ResolutionView<'a>> {
    selected.valid_acts().rev().find_map(|stored| {
        let act = &stored.act;
        let number = act.revision.filter(|number| *number <= revision)?;
        let (resolution, conditions, date, records) = if let Action::Approve(approve) = &act.action
        {
            let resolution = Some(approve.resolution.as_str());
            let conditions = approve.conditions.as_slice();
            (resolution, conditions, Some(act.on.to_string()), false)
        } else if let Action::Backfill(backfill) = &act.action {
            let date = backfill.approved.map(|when| when.to_string());
            (backfill.resolution.as_deref(), [].as_slice(), date, true)
        } else {
            return None;
        };
        Some(ResolutionView {
            resolution,
            conditions,
            date,
            earlier: earlier(number, revision),
            records,
            assurance: AssuranceView::of(selected, stored),
            exception: None,
        })
    })
}

fn acceptance(
    selected: &SelectedText<'_>,
    approval: &ApproverDecision,
    revision: u32,
) -> AcceptanceView {
    let name = full_name(
        selected.governance.roster,
        &selected.text.partner.organization,
    );
    let date = match backfilled(selected, approval) {
        Some(backfill) => backfill.accepted.map(|when| when.to_string()),
        None => Some(approval.on.to_string()),
    };
    let (earlier, records) = (
        earlier(approval.revision, revision),
        approval.records.is_some(),
    );
    let assurance = selected
        .act(approval.act)
        .map(|stored| AssuranceView::of(selected, stored));
    AcceptanceView {
        name,
        date,
        earlier,
        records,
        assurance,
        exception: None,
    }
}

/// The backfill act, if the approval comes from earlier records.
fn backfilled<'a>(
    selected: &SelectedText<'a>,
    approval: &ApproverDecision,
) -> Option<&'a Backfill> {
    approval.records?;
    let Action::Backfill(backfill) = &selected.act(approval.act)?.act.action else {
        return None;
    };
    Some(backfill)
}

/// For a backfilled revision, the day on which it came into force, if the earlier records give one.
pub(crate) fn backfilled_day(selected: &SelectedText<'_>, revision: u32) -> Option<Option<When>> {
    let acts = selected.valid_acts().map(|stored| &stored.act);
    let mut acts = acts.filter(|act| act.revision == Some(revision));
    acts.find_map(|act| {
        let Action::Backfill(backfill) = &act.action else {
            return None;
        };
        Some(backfill.accepted.or(backfill.approved))
    })
}

fn earlier(given: u32, shown: u32) -> Option<u32> {
    (given != shown).then_some(given)
}
