//! Two charts of a register: the steps to the revision in force, and the versions, milestones and reviews since.
//!
//! The charts contain only revisions that are or were in force, and only the parts of ballots that the policy makes
//! public.

use serde::Serialize;

use super::approvals::backfilled_day;
use crate::act::{Act, Action, Approver, Question};
use crate::date::{Day, When};
use crate::policy::rule::Outcome;
use crate::policy::site::Disclosure;
use crate::process::milestones::milestones;
use crate::process::review::review_due;
use crate::process::{BallotStanding, BallotStatus, Established};
use crate::render::chart::{MarkShape, Track, TrackItem, Until, promised};
use crate::render::selected_text::SelectedText;

/// The most rows of each kind: the newest versions and reviews, the first milestones.
const MOST: usize = 24;
const COLUMNS: [&str; 3] = ["What", "When", "Note"];

#[derive(Debug, Serialize)]
pub(super) struct TimelineView {
    /// The steps by which the revision came into force.
    way: Option<Track>,
    /// The versions, milestones and reviews since the first revision came into force.
    life: Option<Track>,
}

/// The charts; `None` for a text that was never in force.
pub(super) fn timeline(selected: &SelectedText<'_>) -> Option<TimelineView> {
    let revision = selected.revision.filter(|_| selected.was_in_force())?;
    Some(TimelineView {
        way: way(selected, revision),
        life: life(selected),
    })
}

fn item(what: impl Into<String>, day: Day, mark: MarkShape) -> TrackItem {
    TrackItem {
        what: what.into(),
        state: None,
        day: day.to_string(),
        when: day.to_string(),
        note: String::new(),
        href: None,
        marks: vec![(mark, day, Until::SameDay)],
    }
}

fn way(selected: &SelectedText<'_>, revision: u32) -> Option<Track> {
    let mut steps: Vec<(Day, TrackItem)> = Vec::new();
    let is_first = selected
        .state()
        .established
        .first()
        .is_some_and(|first| first.revision == revision);
    let proposal = selected.state().proposal.as_ref().filter(|_| is_first);
    steps.extend(
        proposal.map(|proposal| (proposal.on, item("proposed", proposal.on, MarkShape::Step))),
    );
    let acts = selected.valid_acts().map(|stored| &stored.act);
    for act in acts.filter(|act| act.revision == Some(revision)) {
        steps.extend(step(act, revision).into_iter().map(|item| (act.on, item)));
    }
    steps.extend(ballots(selected, revision));
    // Steps of one day stay in the order in which they were recorded.
    steps.sort_by_key(|(day, _)| *day);
    let items: Vec<TrackItem> = steps.into_iter().map(|(_, item)| item).collect();
    let (first, last) = (items.first()?.day.clone(), items.last()?.day.clone());
    let text = match first == last {
        true => format!("All steps date from {first}."),
        false => format!("{} steps from {first} to {last}.", items.len()),
    };
    Track::of(
        "picture-way",
        format!("How revision {revision} came into force"),
        text,
        COLUMNS,
        &items,
    )
}

/// The rows for an act about the revision; empty if the act is not a step toward its approval.
fn step(act: &Act, revision: u32) -> Vec<TrackItem> {
    let on = |what: String| vec![item(what, act.on, MarkShape::Step)];
    let action = &act.action;
    if let Action::Approve(approve) = action {
        return vec![TrackItem {
            note: approve.resolution.clone(),
            ..item("resolution of the board", act.on, MarkShape::Step)
        }];
    }
    if let Action::Backfill(backfill) = action {
        let known = |what: &str, when: Option<When>| when.map(|when| recorded(what, when));
        let of_old = [
            known("approved by the board", backfill.approved),
            known("accepted by the partner", backfill.accepted),
        ];
        let taken_in = item("backfilled from earlier records", act.on, MarkShape::Step);
        return of_old.into_iter().flatten().chain([taken_in]).collect();
    }
    if matches!(action, Action::Submit(_)) {
        return on(format!("revision {revision} submitted"));
    }
    if matches!(action, Action::Send(_)) {
        return on("sent to the partner".to_string());
    }
    if matches!(action, Action::Accept(_)) {
        return on("accepted by the partner".to_string());
    }
    if matches!(action, Action::Confirm(_)) {
        return on("confirmed as an editorial change".to_string());
    }
    Vec::new()
}

/// A step from earlier records, which may give only a month or a year.
fn recorded(what: &str, when: When) -> TrackItem {
    TrackItem {
        when: when.to_string(),
        day: when.to_string(),
        note: "from earlier records".to_string(),
        marks: vec![promised(when, MarkShape::Step)],
        ..item(what, when.first_day(), MarkShape::Step)
    }
}

/// The ballots that approved the revision, and its other ballots if the policy publishes more than the outcome.
fn ballots(selected: &SelectedText<'_>, revision: u32) -> Vec<(Day, TrackItem)> {
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
        let is_public = match selected.governance.policy.site.ballots {
            Disclosure::Outcome => *outcome == Outcome::Approved,
            Disclosure::Tally | Disclosure::Names => true,
        };
        let opened = selected.act(ballot.act).filter(|_| is_public)?;
        let Action::Ballot(asked) = &opened.act.action else {
            return None;
        };
        let from = asked.opens.day().min(*on);
        Some((
            from,
            TrackItem {
                state: Some(outcome.to_string()),
                when: format!("{from} to {on}"),
                note: format!("{outcome}, revision {}", ballot.revision),
                day: on.to_string(),
                marks: vec![(MarkShape::Ballot, from, Until::Day(*on))],
                ..item(
                    format!("ballot: {}", roster.body_name(&ballot.body)),
                    *on,
                    MarkShape::Ballot,
                )
            },
        ))
    };
    about.filter_map(row).collect()
}

fn life(selected: &SelectedText<'_>) -> Option<Track> {
    let mut items = versions(selected);
    let versions = items.len();
    let deliverables = milestones(selected.state(), &selected.register.history);
    let total = deliverables.len();
    items.extend(deliverables.into_iter().take(MOST).map(|replay| {
        let (milestone, completed) = (
            replay.milestone,
            replay.completed.map(|completed| completed.on),
        );
        let due = milestone.due.map(|due| promised(due, MarkShape::Due));
        let said = milestone.due.map(|due| format!("due {due}"));
        let done = completed.map(|day| format!("completed {day}"));
        TrackItem {
            state: completed.map(|_| "completed".to_string()),
            day: completed
                .map(When::Day)
                .or(milestone.due)
                .map_or(String::new(), |when| when.to_string()),
            when: said.into_iter().chain(done).collect::<Vec<_>>().join(", "),
            note: format!("milestone {}", milestone.id),
            href: Some(format!("#milestone-{}", milestone.id)),
            marks: due
                .into_iter()
                .chain(completed.map(|day| (MarkShape::Done, day, Until::SameDay)))
                .collect(),
            what: milestone.title.clone(),
        }
    }));
    // The chart would show a row without marks as a heading.
    items.retain(|item| !item.marks.is_empty());
    let completed = items.iter().filter(|item| item.state.is_some()).count();
    items.extend(reviews(selected));
    let mut text = plural(versions, "version");
    if total > 0 {
        text += &format!(", {}, {completed} completed", plural(total, "milestone"));
    }
    text += ". Thick bar: version in force; hollow mark: due; circle with a check mark: completed; ring: review.";
    Track::of(
        "picture-life",
        "In force, milestones and reviews",
        text,
        COLUMNS,
        &items,
    )
}

fn plural(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}

/// The newest versions, each with the time it was in force.
fn versions(selected: &SelectedText<'_>) -> Vec<TrackItem> {
    let state = selected.state();
    let ends = |next: Option<&Established>| {
        next.map(|next| next.on)
            .or(state.removed.as_ref().map(|removed| removed.on))
    };
    let all = &state.established;
    let skipped = all.len().saturating_sub(MOST);
    let row = |(at, version): (usize, &Established)| {
        let earlier = backfilled_day(selected, version.revision).flatten();
        let from = earlier.map_or(version.on, When::first_day);
        let until = ends(all.get(at + 1));
        let (mark, end) = until.map_or((MarkShape::StillInForce, Until::Open), |day| {
            (MarkShape::InForce, Until::Day(day))
        });
        let since = earlier.map_or(version.on.to_string(), |when| when.to_string());
        let label = selected
            .register
            .history
            .text(version.revision)
            .and_then(|text| text.version.clone());
        TrackItem {
            when: until.map_or(format!("since {since}"), |day| format!("{since} to {day}")),
            day: since,
            note: label.map_or(String::new(), |label| format!("version {label}")),
            marks: vec![(mark, from, end)],
            ..item(
                format!("revision {} in force", version.revision),
                from,
                mark,
            )
        }
    };
    all.iter().enumerate().skip(skipped).map(row).collect()
}

/// The reviews without a change, the next review, and the removal.
fn reviews(selected: &SelectedText<'_>) -> Vec<TrackItem> {
    let state = selected.state();
    let acts = selected.valid_acts().map(|stored| &stored.act);
    let reviews = acts.filter(|act| matches!(act.action, Action::Review(_)));
    let days: Vec<Day> = reviews.map(|act| act.on).collect();
    let newest = days.iter().skip(days.len().saturating_sub(MOST));
    let mut items: Vec<TrackItem> = newest
        .map(|day| item("reviewed, unchanged", *day, MarkShape::Review))
        .collect();
    let due = state
        .in_force
        .as_ref()
        .map(|in_force| review_due(in_force, selected.governance.policy));
    items.extend(due.map(|day| item("next review due", day, MarkShape::ReviewDue)));
    items.extend(state.removed.as_ref().map(|removed| TrackItem {
        note: removed.reason.to_string(),
        ..item("removed by the board", removed.on, MarkShape::End)
    }));
    items
}
