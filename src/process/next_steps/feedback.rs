//! The next steps of feedback and working groups: resolve objections, record dispositions, record answers.

use super::context::{NextStep, NextStepsContext};
use crate::act::Question;
use crate::date::{Day, Moment};
use crate::path::StorePath;
use crate::policy::Policy;
use crate::policy::feedback::Commitments;
use crate::process::feedback::{
    Statement, authors, judge, open_objections, promised, task_of_judge, undisposed, voices,
};
use crate::process::groups::groups;
use crate::process::{BallotStatus, History, Stage, State};
use crate::roster::Roster;
use crate::roster::authority::{Setting, Task};

/// The steps that the revision under way cannot proceed without.
pub fn blocking(
    state: &State,
    history: &History<'_>,
    roster: &Roster,
    policy: &Policy,
    now: Moment,
) -> Vec<NextStep> {
    let view = NextStepsContext {
        state,
        history,
        roster,
        now,
    };
    // In the other stages open feedback waits for the next revision.
    let (objections, comments, answers) = match Stage::of(state, history) {
        Stage::Review | Stage::CommitteeBallot => (true, true, true),
        Stage::CommitteeApproved | Stage::BoardBallot => (true, true, false),
        Stage::BoardApproved => (true, false, false),
        Stage::Unproposed
        | Stage::Draft
        | Stage::Sent
        | Stage::Established
        | Stage::Removed
        | Stage::Ended => (false, false, false),
    };
    let voices = voices(state, history);
    let mut steps = Vec::new();
    if objections {
        steps.extend(
            open_objections(&voices)
                .iter()
                .map(|voice| objection(&view, voice, policy)),
        );
    }
    if comments {
        steps.extend(
            undisposed(&voices, state, policy)
                .iter()
                .map(|voice| comment(&view, voice)),
        );
    }
    if comments {
        steps.extend(revised(&view, &promised(&voices, state)));
    }
    if answers && policy.commitments == Commitments::Required {
        let missing = groups(state, history)
            .into_iter()
            .filter(|group| group.unanswered().next().is_some());
        steps.extend(missing.map(|group| {
            let what = format!(
                "record whether the {} commits to its milestones",
                roster.body_name(group.id)
            );
            let command = format!("wr commitment {} ANSWER --body {}", history.id, group.id);
            let next = view.next(
                &what,
                command,
                Task::Commit,
                Some(group.id),
                "DSP4003 2.4, 3.2",
            );
            NextStep {
                by: first_end(state),
                ..next
            }
        }));
    }
    steps
}

/// Accepted feedback requires a new revision before any ballot.
fn revised(view: &NextStepsContext<'_>, promised: &[Statement<'_>]) -> Option<NextStep> {
    let (first, id) = (promised.first()?, view.history.id);
    let more = if promised.len() > 1 {
        format!(" and {} more", promised.len() - 1)
    } else {
        String::new()
    };
    let disposition = first
        .disposition()
        .map_or("accepted".to_string(), |it| it.disposition.to_string());
    let what = format!(
        "edit {} and submit a new revision before any ballot: {} is {disposition}{more}",
        StorePath::Text(id.clone()),
        first.in_words(view.roster)
    );
    let command = format!("wr submit {id} --withdraw");
    let next = view.next(&what, command, Task::Own, None, "DSP4003 3.1");
    Some(NextStep {
        since: first.resolved.map(|resolved| resolved.act.on),
        ..next
    })
}

/// The day on which the first open ballot closes: it cannot be closed as approved without the answers.
fn first_end(state: &State) -> Option<Day> {
    let open = state
        .ballots
        .values()
        .filter(|ballot| ballot.status == BallotStatus::Open);
    open.filter(|ballot| ballot.asks(Question::Adopt))
        .map(|ballot| ballot.closes.day())
        .min()
}

fn objection(view: &NextStepsContext<'_>, voice: &Statement<'_>, policy: &Policy) -> NextStep {
    let what = format!(
        "resolve {}: it blocks every approval",
        voice.in_words(view.roster)
    );
    let judge = judge(voice, view.history, policy, view.roster);
    let setting = Setting::of(view.roster, view.now.day(), judge);
    let task = task_of_judge(voice, view.history, &setting);
    let next = view.next(&what, command(view, voice), task, judge, "practice");
    with_authors(view, voice, next)
}

fn comment(view: &NextStepsContext<'_>, voice: &Statement<'_>) -> NextStep {
    let what = format!(
        "record the disposition of {} before the board's ballot",
        voice.in_words(view.roster)
    );
    let originating = view
        .history
        .text(voice.revision())
        .map(|text| &text.originating_committee);
    let next = view.next(
        &what,
        command(view, voice),
        Task::Dispose,
        originating,
        "DSP4003 3.1",
    );
    let board_on = view
        .state
        .under_way
        .as_ref()
        .and_then(|under_way| under_way.board_on);
    with_authors(
        view,
        voice,
        NextStep {
            by: board_on,
            ..next
        },
    )
}

fn command(view: &NextStepsContext<'_>, voice: &Statement<'_>) -> String {
    format!(
        "wr feedback resolve {} {} DISPOSITION",
        view.history.id,
        voice.stored.digest.short()
    )
}

/// Adds the authors, who may withdraw their statement.
fn with_authors(
    view: &NextStepsContext<'_>,
    voice: &Statement<'_>,
    mut next: NextStep,
) -> NextStep {
    let authors = authors(voice, view.roster);
    let names = authors
        .iter()
        .map(|id| format!("{} (may withdraw it)", view.roster.person_name(id)));
    next.who.splice(0..0, names);
    next.others.extend(
        authors
            .iter()
            .filter(|id| !next.first.contains(id))
            .cloned(),
    );
    next.since = Some(voice.stored.act.on);
    next
}
