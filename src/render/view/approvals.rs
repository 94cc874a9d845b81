//! The approvals of a text, with their dates: bodies, the board's resolution, the partner's acceptance.

use serde::Serialize;

use super::assurance::AssuranceView;
use super::ballot::{BallotView, ballot, meeting};
use super::parties::full_name;
use crate::act::{Action, Approver, Backfill};
use crate::date::When;
use crate::process::approvals::standing;
use crate::process::{Decision, next_steps};
use crate::render::choice::Choice;
use crate::roster::BodyKind;

/// Shown if earlier records do not give the date of an approval.
const UNKNOWN: &str = "unknown";

#[derive(Debug, Serialize)]
pub(in crate::render) struct ApprovalsView<'a> {
    /// Committees first, the board last.
    pub(in crate::render) bodies: Vec<ApprovalView>,
    pub(in crate::render) resolution: Option<ResolutionView<'a>>,
    pub(in crate::render) acceptance: Option<AcceptanceView>,
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct ApprovalView {
    pub(in crate::render) name: String,
    /// The day, or `unknown`; `None` while the approval is missing.
    pub(in crate::render) date: Option<String>,
    /// The earlier revision that the body approved, if the approval carries over.
    pub(in crate::render) earlier: Option<u32>,
    pub(in crate::render) records: bool,
    pub(in crate::render) ballot: Option<BallotView>,
    /// The assurance of the act; `None` while the approval is missing.
    pub(in crate::render) assurance: Option<AssuranceView>,
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct ResolutionView<'a> {
    /// The number or title, if known.
    pub(in crate::render) resolution: Option<&'a str>,
    /// The conditions of the board for sending the register.
    pub(in crate::render) conditions: &'a [String],
    /// The day, month, quarter or year.
    pub(in crate::render) date: Option<String>,
    /// The earlier revision that it approved, if it carries over.
    pub(in crate::render) earlier: Option<u32>,
    /// Whether it comes from earlier records.
    pub(in crate::render) records: bool,
    pub(in crate::render) assurance: AssuranceView,
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct AcceptanceView {
    pub(in crate::render) name: String,
    /// The day, month, quarter or year.
    pub(in crate::render) date: Option<String>,
    /// The earlier revision that the partner accepted, if the acceptance carries over.
    pub(in crate::render) earlier: Option<u32>,
    /// Whether it comes from earlier records.
    pub(in crate::render) records: bool,
    pub(in crate::render) assurance: Option<AssuranceView>,
}

/// The approvals of a revision; `None` for a draft.
pub(in crate::render) fn approvals<'a>(choice: &Choice<'a>) -> Option<ApprovalsView<'a>> {
    let revision = choice.revision?;
    let roster = choice.governance.roster;
    let standing = standing(
        choice.state(),
        &choice.history,
        (revision, choice.text),
        roster,
    );
    let by_body = |approval: &&&Decision| approval.by != Approver::Partner;
    let mut bodies: Vec<_> = standing
        .iter()
        .filter(by_body)
        .map(|approval| {
            (
                order(choice, &approval.by),
                given(choice, approval, revision),
            )
        })
        .chain(missing(choice, revision, &standing))
        .collect();
    bodies.sort_by(|(a, _), (b, _)| a.cmp(b));
    let partner = standing
        .iter()
        .find(|approval| approval.by == Approver::Partner);
    let view = ApprovalsView {
        bodies: bodies.into_iter().map(|(_, view)| view).collect(),
        resolution: resolution(choice, revision),
        acceptance: partner.map(|approval| acceptance(choice, approval, revision)),
    };
    let empty = view.bodies.is_empty() && view.resolution.is_none() && view.acceptance.is_none();
    (!empty).then_some(view)
}

/// The approvals that a revision under way still needs.
fn missing(
    choice: &Choice<'_>,
    revision: u32,
    standing: &[&Decision],
) -> Vec<((bool, String), ApprovalView)> {
    let on_its_way = choice
        .state()
        .under_way
        .as_ref()
        .filter(|under_way| under_way.revision == revision);
    if on_its_way.is_none() {
        return Vec::new();
    }
    let needed = next_steps::needed(choice.state(), &choice.history, choice.governance.roster);
    let view = |needed: next_steps::Needed<'_>| {
        let name = needed.name;
        let view = ApprovalView {
            name,
            date: None,
            earlier: None,
            records: false,
            ballot: None,
            assurance: None,
        };
        (order(choice, needed.by), view)
    };
    let is_given = |by: &Approver| standing.iter().any(|approval| approval.by == *by);
    // The view shows the partner's acceptance separately.
    let missing = needed
        .into_iter()
        .filter(|needed| *needed.by != Approver::Partner && !is_given(needed.by));
    missing.map(view).collect()
}

/// Committees by name, then the board.
fn order(choice: &Choice<'_>, by: &Approver) -> (bool, String) {
    let roster = choice.governance.roster;
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

fn given(choice: &Choice<'_>, approval: &Decision, revision: u32) -> ApprovalView {
    let (is_board, name) = order(choice, &approval.by);
    let date = match backfilled(choice, approval) {
        Some(backfill) => {
            known(backfill.approved.filter(|_| is_board)).unwrap_or(UNKNOWN.to_string())
        }
        None => approval.on.to_string(),
    };
    let earlier = earlier(approval.revision, revision);
    let ballot = match choice.act(approval.act).map(|stored| &stored.act.action) {
        Some(Action::Approve(approve)) => match (approve.result, approve.meeting) {
            (Some(result), _) => ballot(choice, result),
            (None, Some(counts)) => meeting(choice, counts),
            (None, None) => None,
        },
        _ => ballot(choice, approval.act),
    };
    let assurance = choice
        .act(approval.act)
        .map(|stored| AssuranceView::of(choice, stored));
    ApprovalView {
        name,
        date: Some(date),
        earlier,
        records: approval.records.is_some(),
        ballot,
        assurance,
    }
}

/// The last resolution of the board up to this revision, from an approval or from earlier records.
pub(super) fn resolution<'a>(choice: &Choice<'a>, revision: u32) -> Option<ResolutionView<'a>> {
    let mut legal = choice
        .replay
        .entries
        .iter()
        .rev()
        .filter(|entry| entry.void.is_none());
    legal.find_map(|entry| {
        let act = &entry.stored.act;
        let number = act.revision.filter(|number| *number <= revision)?;
        let earlier = earlier(number, revision);
        if let Action::Approve(approve) = &act.action {
            let (resolution, date) = (Some(approve.resolution.as_str()), Some(act.on.to_string()));
            let assurance = AssuranceView::of(choice, entry.stored);
            let conditions = approve.conditions.as_slice();
            return Some(ResolutionView {
                resolution,
                conditions,
                date,
                earlier,
                records: false,
                assurance,
            });
        }
        let Action::Backfill(backfill) = &act.action else {
            return None;
        };
        let (resolution, date) = (backfill.resolution.as_deref(), known(backfill.approved));
        let assurance = AssuranceView::of(choice, entry.stored);
        Some(ResolutionView {
            resolution,
            conditions: &[],
            date,
            earlier,
            records: true,
            assurance,
        })
    })
}

fn acceptance(choice: &Choice<'_>, approval: &Decision, revision: u32) -> AcceptanceView {
    let name = full_name(choice.governance.roster, &choice.text.partner.organization);
    let date = match backfilled(choice, approval) {
        Some(backfill) => known(backfill.accepted),
        None => Some(approval.on.to_string()),
    };
    let (earlier, records) = (
        earlier(approval.revision, revision),
        approval.records.is_some(),
    );
    let assurance = choice
        .act(approval.act)
        .map(|stored| AssuranceView::of(choice, stored));
    AcceptanceView {
        name,
        date,
        earlier,
        records,
        assurance,
    }
}

/// The backfill act, if the approval comes from earlier records.
fn backfilled<'a>(choice: &Choice<'a>, approval: &Decision) -> Option<&'a Backfill> {
    approval.records?;
    let Action::Backfill(backfill) = &choice.act(approval.act)?.act.action else {
        return None;
    };
    Some(backfill)
}

/// For a backfilled revision, the day on which it came into force, if the earlier records give one.
pub(in crate::render) fn backfilled_day(
    choice: &Choice<'_>,
    revision: u32,
) -> Option<Option<When>> {
    let legal = choice
        .replay
        .entries
        .iter()
        .filter(|entry| entry.void.is_none());
    let mut acts = legal
        .map(|entry| &entry.stored.act)
        .filter(|act| act.revision == Some(revision));
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

pub(super) fn known(when: Option<When>) -> Option<String> {
    when.map(|when| when.to_string())
}
