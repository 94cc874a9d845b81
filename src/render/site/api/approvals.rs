//! The approvals of a text: the bodies, the board's resolution, the partner's acceptance.

use schemars::JsonSchema;
use serde::Serialize;

use crate::render::choice::Choice;
use crate::render::view::{self, AcceptanceView, ApprovalView, BallotView, ResolutionView};

/// The approvals of a text.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Approvals {
    /// The bodies: committees first, the board last.
    bodies: Vec<Approval>,
    /// The board's last resolution.
    resolution: Option<Resolution>,
    /// The partner's acceptance.
    acceptance: Option<Acceptance>,
}

/// A body's approval.
#[derive(Debug, Serialize, JsonSchema)]
struct Approval {
    /// The name of the body.
    body: String,
    /// The day, or `unknown`; null while the approval is missing.
    date: Option<String>,
    /// The earlier revision that the body approved, if the approval carries over.
    earlier_revision: Option<u32>,
    /// Whether it comes from earlier records.
    from_earlier_records: bool,
    /// The counts, if they are public.
    ballot: Option<Ballot>,
}

/// The counts of a ballot or a meeting.
#[derive(Debug, Serialize, JsonSchema)]
struct Ballot {
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
    seats: Vec<Seat>,
}

fn is_zero(seats: &u32) -> bool {
    *seats == 0
}

/// A seat and its vote.
#[derive(Debug, Serialize, JsonSchema)]
struct Seat {
    /// The organization, or the person if an individual holds the seat.
    holder: String,
    /// `approve`, `oppose`, `abstain`, `recuse`, `no vote` or `vacant`.
    choice: String,
}

/// The board's resolution.
#[derive(Debug, Serialize, JsonSchema)]
struct Resolution {
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
struct Acceptance {
    /// The name of the partner.
    partner: String,
    /// The day, month, quarter or year, if known.
    date: Option<String>,
    /// The earlier revision that the partner accepted, if the acceptance carries over.
    earlier_revision: Option<u32>,
    /// Whether it comes from earlier records.
    from_earlier_records: bool,
}

pub(super) fn approvals(choice: &Choice<'_>) -> Option<Approvals> {
    let view = view::approvals(choice)?;
    Some(Approvals {
        bodies: view.bodies.into_iter().map(approval).collect(),
        resolution: view.resolution.map(resolution),
        acceptance: view.acceptance.map(acceptance),
    })
}

fn approval(view: ApprovalView) -> Approval {
    Approval {
        body: view.name,
        date: view.date,
        earlier_revision: view.earlier,
        from_earlier_records: view.records,
        ballot: view.ballot.map(ballot),
    }
}

fn ballot(view: BallotView) -> Ballot {
    let seats = view.seats.into_iter().map(|seat| Seat {
        holder: seat.holder,
        choice: seat.choice,
    });
    Ballot {
        approve: view.approve,
        oppose: view.oppose,
        abstain: view.abstain,
        recuse: view.recuse,
        did_not_vote: view.did_not_vote,
        vacant: view.vacant,
        seats: seats.collect(),
    }
}

fn resolution(view: ResolutionView<'_>) -> Resolution {
    Resolution {
        resolution: view.resolution.map(str::to_string),
        conditions: view.conditions.to_vec(),
        date: view.date,
        earlier_revision: view.earlier,
        from_earlier_records: view.records,
    }
}

fn acceptance(view: AcceptanceView) -> Acceptance {
    Acceptance {
        partner: view.name,
        date: view.date,
        earlier_revision: view.earlier,
        from_earlier_records: view.records,
    }
}
