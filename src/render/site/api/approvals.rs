//! Who approved a text: the bodies, the board's resolution, the partner's acceptance.

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
    /// The body.
    body: String,
    /// The day, `unknown`, or nothing while it is not given.
    date: Option<String>,
    /// The earlier revision that it was given to, when it carries over.
    earlier_revision: Option<u32>,
    /// Whether it is known from earlier records only.
    from_earlier_records: bool,
    /// The counts, where they are public.
    ballot: Option<Ballot>,
}

/// The counts of a ballot or a meeting.
#[derive(Debug, Serialize, JsonSchema)]
struct Ballot {
    /// In favour.
    approve: u32,
    /// Against.
    oppose: u32,
    /// Neither.
    abstain: u32,
    /// Recused: they do not count.
    recuse: u32,
    /// Those who said nothing.
    did_not_vote: u32,
    /// Seats that nobody could vote for; they do not count.
    #[serde(default, skip_serializing_if = "is_zero")]
    vacant: u32,
    /// Who voted how, where that is public.
    seats: Vec<Seat>,
}

fn is_zero(seats: &u32) -> bool {
    *seats == 0
}

/// A seat and what it said.
#[derive(Debug, Serialize, JsonSchema)]
struct Seat {
    /// The organization, or the person where an individual holds the seat.
    holder: String,
    /// `approve`, `oppose`, `abstain`, `recuse`, `no vote` or `vacant`.
    choice: String,
}

/// The board's resolution.
#[derive(Debug, Serialize, JsonSchema)]
struct Resolution {
    /// Its number or title, where it is known.
    resolution: Option<String>,
    /// What the board asked for before the register was sent.
    conditions: Vec<String>,
    /// The day, or as much of it as is known.
    date: Option<String>,
    /// The earlier revision that it was about.
    earlier_revision: Option<u32>,
    /// Whether it is known from earlier records only.
    from_earlier_records: bool,
}

/// The partner's acceptance.
#[derive(Debug, Serialize, JsonSchema)]
struct Acceptance {
    /// The partner.
    partner: String,
    /// The day, or as much of it as is known.
    date: Option<String>,
    /// The earlier revision that was accepted.
    earlier_revision: Option<u32>,
    /// Whether it is known from earlier records only.
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
