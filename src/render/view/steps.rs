//! The steps by which a text came into force, for the strip at the top of a register's page.

use serde::Serialize;

use super::approvals::ApprovalsView;
use super::versions::VersionView;
use crate::act::Action;
use crate::date::Day;
use crate::render::selected_text::SelectedText;

#[derive(Debug, Serialize)]
pub(super) struct StepsView {
    /// The steps in their order.
    list: Vec<StepView>,
    /// The day on which the dates were entered, if they come from earlier records.
    entered: Option<String>,
}

#[derive(Debug, Serialize)]
struct StepView {
    /// Such as `Approved by the board`.
    what: String,
    state: StepState,
    /// The number or title of the board's resolution.
    resolution: Option<String>,
    /// The earlier revision that was approved, if the approval carries over.
    earlier: Option<u32>,
    /// The day, month, quarter or year, such as `2026-03-02`, `since 2026-03-02` or `date not recorded`.
    when: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum StepState {
    /// The step was taken.
    Done,
    /// The status of the register.
    Now,
    /// The register was removed.
    Ended,
    /// The step is still to come.
    Next,
}

/// An update of a register in force, where the policy makes it public.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct UpdateView {
    /// The stage in words, such as `approved by the board`.
    pub(crate) stage: String,
    pub(crate) since: Option<Day>,
}

const NOT_RECORDED: &str = "date not recorded";

/// The steps of a revision; `None` for a draft, whose approvals are not known yet.
pub(super) fn steps(
    selected: &SelectedText<'_>,
    approvals: Option<&ApprovalsView<'_>>,
    versions: &[VersionView<'_>],
    update: Option<&UpdateView>,
) -> Option<StepsView> {
    let revision = selected.revision?;
    let entered = entered(selected, revision);
    let mut list = Vec::new();
    if entered.is_none() {
        list.extend(selected.state().proposal.as_ref().map(proposed));
    }
    list.extend(committees(approvals));
    list.extend(board(approvals));
    list.push(acceptance(approvals));
    list.extend(status(selected, revision, versions));
    list.extend(update.map(under_way));
    Some(StepsView {
        list,
        entered: entered.map(|day| day.to_string()),
    })
}

fn step(what: impl Into<String>, state: StepState, when: Option<String>) -> StepView {
    StepView {
        what: what.into(),
        state,
        resolution: None,
        earlier: None,
        when,
    }
}

/// A step that was taken, on a day that the records may not give.
fn done(what: impl Into<String>, when: Option<String>) -> StepView {
    let when = when.unwrap_or_else(|| NOT_RECORDED.to_string());
    step(what, StepState::Done, Some(when))
}

fn proposed(proposal: &crate::process::Proposal) -> StepView {
    done("Proposed", Some(proposal.on.to_string()))
}

/// The committees' approvals as one step, which is taken when the last of them has approved.
fn committees(approvals: Option<&ApprovalsView<'_>>) -> Option<StepView> {
    let bodies = approvals.map_or(&[][..], |approvals| &approvals.bodies);
    let mut committees = bodies.iter().filter(|body| !body.is_board).peekable();
    committees.peek()?;
    let dates: Option<Vec<&str>> = committees.map(|body| body.date.as_deref()).collect();
    Some(match dates {
        None => step("Approval by the committees", StepState::Next, None),
        Some(dates) => {
            let many = dates.len();
            let last = dates.into_iter().max().filter(|date| known(date));
            let what = match many {
                1 => "Approved by the committee".to_string(),
                many => format!("Approved by {many} committees"),
            };
            done(what, last.map(str::to_string))
        }
    })
}

fn known(date: &str) -> bool {
    date.starts_with(|first: char| first.is_ascii_digit())
}

fn board(approvals: Option<&ApprovalsView<'_>>) -> Option<StepView> {
    let approvals = approvals?;
    if let Some(resolution) = &approvals.resolution {
        return Some(StepView {
            resolution: resolution.resolution.map(str::to_string),
            earlier: resolution.earlier,
            ..done("Approved by the board", resolution.date.clone())
        });
    }
    let board = approvals.bodies.iter().find(|body| body.is_board)?;
    Some(match &board.date {
        None => step("Approval by the board", StepState::Next, None),
        Some(date) => done(
            "Approved by the board",
            Some(date.clone()).filter(|date| known(date)),
        ),
    })
}

fn acceptance(approvals: Option<&ApprovalsView<'_>>) -> StepView {
    match approvals.and_then(|approvals| approvals.acceptance.as_ref()) {
        None => step("Acceptance by the partner", StepState::Next, None),
        Some(acceptance) => StepView {
            earlier: acceptance.earlier,
            ..done("Accepted by the partner", acceptance.date.clone())
        },
    }
}

/// In force since a day, in force until the removal, or not in force yet.
fn status(
    selected: &SelectedText<'_>,
    revision: u32,
    versions: &[VersionView<'_>],
) -> Vec<StepView> {
    let version = versions
        .iter()
        .find(|version| version.revision == revision)
        .filter(|_| selected.was_in_force());
    let Some(version) = version else {
        return vec![step("In force", StepState::Next, None)];
    };
    let since = Some(&version.since).filter(|since| known(since));
    if let Some(removed) = selected.removed() {
        let from = since.map_or("a day not recorded", String::as_str);
        let in_force = done("In force", Some(format!("{from} to {}", removed.on)));
        let removed = StepView {
            resolution: Some(removed.resolution.clone()),
            ..step("Removed", StepState::Ended, Some(removed.on.to_string()))
        };
        return vec![in_force, removed];
    }
    let since = since.map_or(NOT_RECORDED.to_string(), |since| format!("since {since}"));
    vec![step("In force", StepState::Now, Some(since))]
}

fn under_way(update: &UpdateView) -> StepView {
    let since = update.since.map(|since| format!(", since {since}"));
    let when = format!("{}{}", update.stage, since.unwrap_or_default());
    step("An update is under way", StepState::Next, Some(when))
}

/// The day on which the revision was entered from earlier records; `None` for any other revision.
fn entered(selected: &SelectedText<'_>, revision: u32) -> Option<Day> {
    let mut acts = selected.valid_acts().map(|stored| &stored.act);
    let backfill = acts
        .find(|act| act.revision == Some(revision) && matches!(act.action, Action::Backfill(_)))?;
    Some(backfill.on)
}
