//! Checks when an act was recorded: after the commit that its author had, before the commit that adds it, and not in
//! the future.

use super::line::{Before, CommitHistory, Position, short};
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
            "this act says that it was recorded at {}, but it is now {}",
            act.at,
            commits.now()
        );
        return refuse(
            state,
            "an act that is not in the future; check the clock of its author",
        );
    }
    let added = commits.date(step);
    if act.at > added.plus_minutes(TOLERANCE) {
        let state = format!(
            "this act says that it was recorded at {}, after the commit that adds it was made at {added}",
            act.at
        );
        return refuse(
            state,
            "a commit that is not older than the act; check both clocks",
        );
    }
    let Before::Store(_) = before else {
        return Ok(());
    };
    let Some(bound) = commits.date_of(&act.seen, step) else {
        let branch = "a clone with a known main branch: `git remote set-head origin --auto`, or the git setting wr.branch; \
                      then record the act again";
        if act.seen == "none" {
            return refuse(
                "this act does not name the commit of the main branch that its author had"
                    .to_string(),
                branch,
            );
        }
        let state = format!(
            "this act names the commit {} as `seen`, which is not on the main branch",
            short(&act.seen)
        );
        return refuse(
            state,
            &format!("`wr sync`, if that commit is new; otherwise {branch}"),
        );
    };
    if act.at < bound {
        let state = format!(
            "this act says that it was recorded at {}, but its author had a commit of {bound}",
            act.at
        );
        return refuse(
            state,
            "the time at which it was recorded; check the clock of its author",
        );
    }
    Ok(())
}

/// The earliest possible moment of an act whose author had these acts and this commit.
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
