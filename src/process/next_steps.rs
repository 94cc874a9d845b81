//! The next steps of a register: the command, who may run it, since when it waits, and the clause.

mod board;
mod context;
mod editorial;
mod feedback;
mod needed;
mod partner;
mod removal;
mod words;

use self::context::NextStepsContext;
pub use self::context::{NextStep, who};
pub use self::feedback::blocking;
pub use self::needed::{Needed, asked, missing, needed};
pub use self::partner::{PartnerSide, partner_side};
pub use self::words::sentence;
use super::approvals::conditions;
use super::feedback::{promised, voices};
use super::{History, Stage, State};
use crate::act::{Approver, Records};
use crate::date::Moment;
use crate::id::Id;
use crate::path::StorePath;
use crate::roster::authority::Task;
use crate::roster::{BodyKind, Roster};

/// The next steps from the current stage.
pub fn next(state: &State, history: &History<'_>, roster: &Roster, now: Moment) -> Vec<NextStep> {
    let view = NextStepsContext {
        state,
        history,
        roster,
        now,
    };
    let id = history.id;
    let owner = |what: &str, command: String, clause| {
        vec![view.next(what, command, Task::Own, None, clause)]
    };
    let mut steps = removal::next(&view);
    let mut on_its_way = match (Stage::of(state, history), &state.under_way) {
        (Stage::Removed | Stage::Ended, _) => Vec::new(),
        (Stage::Unproposed, _) => {
            vec![view.next(
                "propose it",
                format!("wr new {id} --partner NAME"),
                Task::Propose,
                None,
                "DSP4003 3.1",
            )]
        }
        (Stage::Draft, _) if state.owner.is_none() => {
            let command = format!("wr assign {id} PERSON");
            vec![view.next(
                "assign an owner",
                command,
                Task::Assign,
                None,
                "DSP4003 3.1",
            )]
        }
        (Stage::Draft, _) => owner(
            &format!("finish the draft, {}, and submit it", text(id)),
            format!("wr submit {id}"),
            "DSP4003 3.1",
        ),
        (Stage::Established, _) | (_, None) => owner(
            &format!(
                "to update it, edit {} (`wr edit {id}`), then submit it",
                text(id)
            ),
            format!("wr submit {id}"),
            "DSP4003 4",
        ),
        (Stage::Review, Some(u)) if u.records == Some(Records::Earlier) => {
            let command = format!("wr backfill {id} --resolution R --evidence TEXT");
            vec![view.next(
                "backfill it from earlier records",
                command,
                Task::Backfill,
                None,
                "practice (backfill)",
            )]
        }
        (Stage::Review, Some(u)) if u.editorial.is_some() => view.editorial(u),
        (Stage::Review | Stage::CommitteeBallot, Some(_)) => view.committees(),
        (Stage::CommitteeApproved | Stage::BoardBallot, Some(under_way)) => view.board(under_way),
        (Stage::BoardApproved, Some(u)) => {
            let open = conditions(state, history);
            let list: Vec<String> = open
                .iter()
                .map(|condition| format!("\"{condition}\""))
                .collect();
            let met = format!("when the board's conditions are met, {}, ", list.join(", "));
            let met = if open.is_empty() { "" } else { met.as_str() };
            let command = format!("wr send {id}{}", " --condition-met TEXT".repeat(open.len()));
            let own = "send the partner its approved text: sending it puts it in force";
            let (what, clause) = match state.of_partner.contains(&u.revision) {
                true => (own, "DSP4003 3.2"),
                false => ("send the approved register to the partner", "DSP4003 3.2"),
            };
            owner(&format!("{met}{what}"), command, clause)
        }
        (Stage::Sent, Some(_)) => {
            let command = format!("wr accept {id}");
            vec![view.next(
                "record the partner's answer: it accepts, also `--with-changes FILE`, or declines (`wr decline`)",
                command,
                Task::Accept,
                None,
                "DSP4003 3.2",
            )]
        }
    };
    // A promised change comes first: a ballot or a resolution on the present text would be refused.
    if !promised(&voices(state, history), state).is_empty() {
        on_its_way.retain(|step| {
            let asks = ["wr ballot open", "wr approve"];
            !asks.iter().any(|command| step.command.starts_with(command))
        });
    }
    steps.extend(on_its_way);
    steps
}

/// The path of the text that people edit.
fn text(id: &Id) -> String {
    StorePath::Text(id.clone()).to_string()
}

/// The steps that are awaited: for an established register, only those of a removal.
pub fn awaited(
    state: &State,
    history: &History<'_>,
    roster: &Roster,
    now: Moment,
) -> Vec<NextStep> {
    if Stage::of(state, history) == Stage::Established {
        return removal::next(&NextStepsContext {
            state,
            history,
            roster,
            now,
        });
    }
    next(state, history, roster, now)
}

impl NextStepsContext<'_> {
    fn committees(&self) -> Vec<NextStep> {
        let needed = needed(self.state, self.history, self.roster);
        let originating_waits = needed
            .iter()
            .any(|needed| needed.given.is_none() && needed.originates);
        let mut steps = Vec::new();
        for missing in needed.iter().filter(|needed| needed.given.is_none()) {
            let Approver::Body(id) = missing.by else {
                continue;
            };
            if self
                .roster
                .body(id)
                .is_some_and(|body| body.kind == BodyKind::Board)
            {
                continue;
            }
            let parallel = originating_waits && !missing.originates;
            steps.push(self.ask(
                id,
                &missing.name,
                if parallel { " --parallel" } else { "" },
                missing.clause,
            ));
        }
        steps
    }
}
