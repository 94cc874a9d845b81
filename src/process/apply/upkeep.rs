//! Applies reviews and the progress of milestones to a register in force (DSP4003 4). They need no approval.

use super::context::{ActContext, RegisterAct};
use crate::act::{MilestoneProgress, Progress, Review};
use crate::process::stage::Transition;
use crate::process::{Completed, Refusal, State};
use crate::suggest::did_you_mean;
use crate::text::{is_blank, says_something};

impl RegisterAct for Review {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Review)
    }

    /// A review without changes by the owner. It restarts the review period.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        const CLAUSE: &str = Transition::Review.clause();
        ctx.expect(Transition::Review)?;
        ctx.in_person(CLAUSE)?;
        ctx.authorize(Transition::Review.task(), None, CLAUSE)?;
        let in_force = ctx.in_force(CLAUSE)?;
        if is_blank(&self.note) {
            let needs = "--because: what was reviewed, and why it stays unchanged";
            return Err(Refusal::new("a review needs a note", needs, CLAUSE));
        }
        if ctx.act.on < in_force.reviewed {
            let state = format!(
                "the review is dated {}, before the last one on {}",
                ctx.act.on, in_force.reviewed
            );
            return Err(Refusal::new(
                state,
                "a day from the last review or acceptance on",
                CLAUSE,
            ));
        }
        let mut next = ctx.state.clone();
        if let Some(in_force) = &mut next.in_force {
            in_force.reviewed = ctx.act.on;
        }
        Ok(next)
    }
}

impl RegisterAct for MilestoneProgress {
    fn step(&self, _: &ActContext<'_>) -> Option<Transition> {
        Some(Transition::Milestone)
    }

    /// Records that a milestone is completed or open again. That is no review.
    fn apply(&self, ctx: &ActContext<'_>) -> Result<State, Refusal> {
        const CLAUSE: &str = Transition::Milestone.clause();
        ctx.expect(Transition::Milestone)?;
        ctx.in_person(CLAUSE)?;
        ctx.authorize(Transition::Milestone.task(), None, CLAUSE)?;
        let in_force = ctx.in_force(CLAUSE)?;
        let (id, revision) = (&self.milestone, in_force.revision);
        let refuse = |state: String, needs: String| Err(Refusal::new(state, needs, CLAUSE));
        let text = ctx.history.text(revision);
        let known: Vec<&str> = text
            .iter()
            .flat_map(|text| &text.milestones)
            .map(|m| m.id.as_str())
            .collect();
        if !known.contains(&id.as_str()) {
            let needs = match known.as_slice() {
                [] => "a milestone of the text in force, which has none".to_string(),
                known => format!("a milestone of the text in force: {}", known.join(", ")),
            };
            let near = did_you_mean(id.as_str(), &known);
            return refuse(
                format!("revision {revision} has no milestone `{id}`{near}"),
                needs,
            );
        }
        let mut next = ctx.state.clone();
        match (self.status, ctx.state.completed.get(id)) {
            (Progress::Completed, Some(before)) => {
                let needs = format!(
                    "a milestone that is not completed; to correct a mistake: `wr milestone reopen {} {id} --because TEXT`",
                    ctx.act.register
                );
                return refuse(format!("`{id}` was completed on {}", before.on), needs);
            }
            (Progress::Reopened, None) => {
                return refuse(
                    format!("`{id}` is not completed"),
                    "a completed milestone".to_string(),
                );
            }
            (Progress::Reopened, Some(_)) if !says_something(&self.note) => {
                let needs = "`--because TEXT`: why it is open again".to_string();
                return refuse(format!("reopening `{id}` needs a reason"), needs);
            }
            (Progress::Reopened, Some(_)) => {
                next.completed.remove(id);
            }
            (Progress::Completed, None) if self.note.as_deref().is_some_and(is_blank) => {
                return refuse(
                    format!("the note about `{id}` is empty"),
                    "a text, or no `--note`".to_string(),
                );
            }
            (Progress::Completed, None) => {
                let (on, note) = (ctx.act.on, self.note.clone());
                next.completed.insert(
                    id.clone(),
                    Completed {
                        on,
                        note,
                        act: ctx.stored.digest,
                    },
                );
            }
        }
        Ok(next)
    }
}
