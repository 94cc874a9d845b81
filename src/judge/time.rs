//! When an act was recorded: after what its author had seen, before the step that brings it, and never in the future.

use super::{Before, CommitHistory, Position, short};
use crate::act::StoredAct;
use crate::date::Moment;
use crate::process::Refusal;

const CLAUSE: &str = "practice";

/// How far clocks may differ, in minutes.
pub const TOLERANCE: i64 = 15;

/// Refuses an act whose moment contradicts the history.
pub(super) fn check(
    stored: &StoredAct,
    step: Position,
    before: &Before,
    commits: &dyn CommitHistory,
) -> Result<(), Refusal> {
    let act = &stored.act;
    let refuse = |state: String, needs: &str| Err(Refusal::new(state, needs, CLAUSE).violation());
    if act.at > commits.now().plus_minutes(TOLERANCE) {
        let state = format!(
            "this act says that it was recorded at {}, and it is {} now",
            act.at,
            commits.now()
        );
        return refuse(
            state,
            "an act that is not from the future; is the clock of its author right?",
        );
    }
    let added = commits.date(step);
    if act.at > added.plus_minutes(TOLERANCE) {
        let state = format!(
            "this act says that it was recorded at {}, and the commit that adds it was made before, at {added}",
            act.at
        );
        return refuse(
            state,
            "a commit that is not older than the act; are both clocks right?",
        );
    }
    let Before::Store(_) = before else {
        return Ok(());
    };
    let Some(bound) = commits.date_of(&act.seen, step) else {
        let branch = "a clone that knows the main branch: `git remote set-head origin --auto`, or git setting wr.branch; \
                      then record it again";
        if act.seen == "none" {
            return refuse(
                "this act does not say which commit of the main branch its author had".to_string(),
                branch,
            );
        }
        let state = format!(
            "this act says that its author had the commit {}, which the main branch does not have",
            short(&act.seen)
        );
        return refuse(
            state,
            &format!("`wr sync`, if that commit is new; otherwise {branch}"),
        );
    };
    if act.at < bound {
        let state = format!(
            "this act says that it was recorded at {}, and its author had a commit of {bound}",
            act.at
        );
        return refuse(
            state,
            "the moment at which it was recorded; is the clock of its author right?",
        );
    }
    Ok(())
}

/// The earliest moment at which an act can have been recorded whose author had these acts and this commit.
pub fn latest_bound<'a>(
    known: impl IntoIterator<Item = &'a StoredAct>,
    seen: &str,
    step: Position,
    commits: &dyn CommitHistory,
) -> Option<Moment> {
    known
        .into_iter()
        .map(|stored| stored.act.at)
        .chain(commits.date_of(seen, step))
        .max()
}
