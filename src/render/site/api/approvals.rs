//! The approvals of a text: the bodies, the board's resolution, the partner's acceptance.

use schemars::JsonSchema;
use serde::Serialize;

use crate::render::selected_text::SelectedText;
use crate::render::view::{self, AcceptanceView, ApprovalView, BallotView, ResolutionView};

/// The approvals of a text.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Approvals")]
pub(super) struct ApprovalsJson {
    /// The bodies: committees first, the board last.
    bodies: Vec<ApprovalJson>,
    /// The board's last resolution.
    resolution: Option<ResolutionJson>,
    /// The partner's acceptance.
    acceptance: Option<AcceptanceJson>,
}

/// A body's approval.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Approval")]
struct ApprovalJson {
    /// The name of the body.
    body: String,
    /// The day, or `unknown`; null while the approval is missing.
    date: Option<String>,
    /// The earlier revision that the body approved, if the approval carries over.
    earlier_revision: Option<u32>,
    /// Whether it comes from earlier records.
    from_earlier_records: bool,
    /// The counts, if they are public.
    ballot: Option<BallotJson>,
}

/// The counts of a ballot or a meeting.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Ballot")]
struct BallotJson {
    /// Votes to approve.
    approve: u32,
    /// Votes to oppose.
    oppose: u32,
    /// Abstentions.
    abstain: u32,
    /// Recused seats, which do not count.
    recuse: u32,
    /// Seats that did not vote.
    did_not_vote: u32,
    /// Vacant seats, which do not count.
    #[serde(default, skip_serializing_if = "is_zero")]
    vacant: u32,
    /// The votes of the seats, if they are public.
    seats: Vec<SeatJson>,
}

fn is_zero(seats: &u32) -> bool {
    *seats == 0
}

/// A seat and its vote.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Seat")]
struct SeatJson {
    /// The organization, or the person if an individual holds the seat.
    holder: String,
    /// `approve`, `oppose`, `abstain`, `recuse`, `no vote` or `vacant`.
    choice: String,
    /// The reason of an opposing vote, if public.
    reason: Option<String>,
}

/// The board's resolution.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Resolution")]
struct ResolutionJson {
    /// The number or title, if known.
    resolution: Option<String>,
    /// The conditions of the board for sending the register.
    conditions: Vec<String>,
    /// The day, month, quarter or year, if known.
    date: Option<String>,
    /// The earlier revision that it approved, if it carries over.
    earlier_revision: Option<u32>,
    /// Whether it comes from earlier records.
    from_earlier_records: bool,
}

/// The partner's acceptance.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Acceptance")]
struct AcceptanceJson {
    /// The name of the partner.
    partner: String,
    /// The day, month, quarter or year, if known.
    date: Option<String>,
    /// The earlier revision that the partner accepted, if the acceptance carries over.
    earlier_revision: Option<u32>,
    /// Whether it comes from earlier records.
    from_earlier_records: bool,
}

pub(super) fn approvals(selected: &SelectedText<'_>) -> Option<ApprovalsJson> {
    let view = view::approvals(selected)?;
    Some(ApprovalsJson {
        bodies: view.bodies.into_iter().map(approval).collect(),
        resolution: view.resolution.map(resolution),
        acceptance: view.acceptance.map(acceptance),
    })
}

fn approval(view: ApprovalView) -> ApprovalJson {
    ApprovalJson {
        body: view.name,
        date: view.date,
        earlier_revision: view.earlier,
        from_earlier_records: view.records,
        ballot: view.ballot.map(ballot),
    }
}

fn ballot(view: BallotView) -> BallotJson {
    let seats = view.seats.into_iter().map(|seat| SeatJson {
        holder: seat.holder,
        choice: seat.choice,
        reason: seat.reason,
    });
    BallotJson {
        approve: view.approve,
        oppose: view.oppose,
        abstain: view.abstain,
        recuse: view.recuse,
        did_not_vote: view.did_not_vote,
        vacant: view.vacant,
        seats: seats.collect(),
    }
}

fn resolution(view: ResolutionView<'_>) -> ResolutionJson {
    ResolutionJson {
        resolution: view.resolution.map(str::to_string),
        conditions: view.conditions.to_vec(),
        date: view.date,
        earlier_revision: view.earlier,
        from_earlier_records: view.records,
    }
}

fn acceptance(view: AcceptanceView) -> AcceptanceJson {
    AcceptanceJson {
        partner: view.name,
        date: view.date,
        earlier_revision: view.earlier,
        from_earlier_records: view.records,
    }
}
