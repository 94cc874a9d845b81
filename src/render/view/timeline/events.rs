//! The events of a register: the steps of the approval, and the rows of the timeline's table.

use super::marks::{MOST, review_days};
use crate::act::{Act, Action, Approver, Question};
use crate::date::{Day, When};
use crate::process::review::review_due;
use crate::process::{BallotStanding, BallotStatus};
use crate::render::chart::{MarkShape, TrackEntry, Until, promised};
use crate::render::selected_text::SelectedText;
use crate::render::view::versions::{VersionView, versions};

/// A step of the approval.
pub(super) struct Event {
    /// The day of its place in the order.
    on: Day,
    /// The day, month, quarter or year.
    pub(super) day: String,
    /// The mark in the chart; `None` for the entry of earlier records, which happened later.
    pub(super) mark: Option<(MarkShape, Day, Until)>,
    entry: TrackEntry,
}

fn entry(what: impl Into<String>, when: impl Into<String>, note: impl Into<String>) -> TrackEntry {
    TrackEntry {
        what: what.into(),
        when: when.into(),
        note: note.into(),
        href: None,
        heading: false,
    }
}

fn event(what: impl Into<String>, on: Day, note: &str) -> Event {
    Event {
        on,
        day: on.to_string(),
        mark: Some((MarkShape::Step, on, Until::SameDay)),
        entry: entry(what, on.to_string(), note),
    }
}

/// The steps of the approval of a revision, in order.
pub(super) fn events(selected: &SelectedText<'_>, revision: u32) -> Vec<Event> {
    let state = selected.state();
    let first = state.established.first();
    let is_first = first.is_some_and(|first| first.revision == revision);
    let acts = selected.valid_acts().map(|stored| &stored.act);
    let acts: Vec<&Act> = acts.filter(|act| act.revision == Some(revision)).collect();
    let is_backfilled = acts
        .iter()
        .any(|act| matches!(act.action, Action::Backfill(_)));
    let proposal = state.proposal.as_ref();
    let proposal = proposal.filter(|_| is_first && !is_backfilled);
    let mut events: Vec<Event> = proposal
        .map(|proposal| event("proposed", proposal.on, ""))
        .into_iter()
        .collect();
    // The texts of earlier records were submitted long after their approval.
    let steps = acts.iter().flat_map(|act| step(act, revision));
    events.extend(steps.filter(|step| !is_backfilled || !step.entry.what.ends_with("submitted")));
    events.extend(ballots(selected, revision));
    // Steps of one day stay in the order in which they were recorded.
    events.sort_by_key(|event| event.on);
    events
}

/// The rows for an act about the revision; empty if the act is not a step toward its approval.
fn step(act: &Act, revision: u32) -> Vec<Event> {
    let on = |what: &str| vec![event(what, act.on, "")];
    let action = &act.action;
    if let Action::Approve(approve) = action {
        return vec![event(
            "resolution of the board",
            act.on,
            &approve.resolution,
        )];
    }
    if let Action::Backfill(backfill) = action {
        let known = |what: &str, when: Option<When>| when.map(|when| recorded(what, when));
        let of_old = [
            known("approved by the board", backfill.approved),
            known("accepted by the partner", backfill.accepted),
        ];
        let entered = Event {
            mark: None,
            ..event("entered from earlier records", act.on, "")
        };
        return of_old.into_iter().flatten().chain([entered]).collect();
    }
    if matches!(action, Action::Submit(_)) {
        return on(&format!("revision {revision} submitted"));
    }
    if matches!(action, Action::Send(_)) {
        return on("sent to the partner");
    }
    if matches!(action, Action::Accept(_)) {
        return on("accepted by the partner");
    }
    if matches!(action, Action::Confirm(_)) {
        return on("confirmed as an editorial change");
    }
    Vec::new()
}

/// A step from earlier records, which may give only a month or a year.
fn recorded(what: &str, when: When) -> Event {
    Event {
        day: when.to_string(),
        mark: Some(promised(when, MarkShape::Step)),
        entry: entry(what, when.to_string(), "from earlier records"),
        ..event(what, when.first_day(), "")
    }
}

/// The ballots that approved the revision, and its other ballots if the policy publishes more than the outcome.
fn ballots(selected: &SelectedText<'_>, revision: u32) -> Vec<Event> {
    let (state, roster) = (selected.state(), selected.governance.roster);
    let standing = selected.approvals(revision);
    let rests_on = |ballot: &BallotStanding| match &ballot.status {
        BallotStatus::Closed { result, .. } => standing.iter().any(|approval| {
            approval.act == *result
                || approval.by == Approver::Body(ballot.body.clone())
                    && approval.revision == ballot.revision
        }),
        BallotStatus::Open | BallotStatus::Withdrawn { .. } => false,
    };
    let all = state
        .ballots
        .values()
        .filter(|ballot| ballot.asks(Question::Adopt));
    let about = all.filter(|ballot| ballot.revision == revision || rests_on(ballot));
    let row = |ballot: &BallotStanding| {
        let BallotStatus::Closed { outcome, on, .. } = &ballot.status else {
            return None;
        };
        let is_public = selected.governance.policy.site.ballots.shows(*outcome);
        let opened = selected.act(ballot.act).filter(|_| is_public)?;
        let Action::Ballot(asked) = &opened.act.action else {
            return None;
        };
        let from = asked.opens.day().min(*on);
        let what = format!("ballot: {}", roster.body_name(&ballot.body));
        let note = format!("{outcome}, revision {}", ballot.revision);
        Some(Event {
            on: from,
            day: on.to_string(),
            mark: Some((MarkShape::Step, *on, Until::SameDay)),
            entry: entry(what, format!("{from} to {on}"), note),
        })
    };
    about.filter_map(row).collect()
}

/// The rows of the table: the approval, the revisions in force, the reviews, the next review and the removal. The
/// milestones have a table of their own.
pub(super) fn table(selected: &SelectedText<'_>, steps: Vec<Event>) -> Vec<TrackEntry> {
    let mut rows: Vec<TrackEntry> = steps.into_iter().map(|step| step.entry).collect();
    let versions = versions(selected);
    let skipped = versions.len().saturating_sub(MOST);
    rows.extend(versions.iter().skip(skipped).map(in_force));
    let reviewed = |day: Day| entry("reviewed, unchanged", day.to_string(), "");
    rows.extend(review_days(selected).into_iter().map(reviewed));
    let due = selected.in_force();
    let due = due.map(|in_force| review_due(in_force, selected.governance.policy));
    rows.extend(due.map(|day| entry("next review due", day.to_string(), "")));
    let removed = selected.state().removed.as_ref().map(|removed| {
        let (on, why) = (removed.on.to_string(), removed.reason.to_string());
        entry("removed by the board", on, why)
    });
    rows.extend(removed);
    rows
}

fn in_force(version: &VersionView<'_>) -> TrackEntry {
    let when = match &version.until {
        None => format!("since {}", version.since),
        Some(until) => format!("{} to {until}", version.since),
    };
    let label = version.label.map(|label| format!("version {label}"));
    let what = format!("revision {} in force", version.revision);
    entry(what, when, label.unwrap_or_default())
}
