//! The next steps of a register: the command, who may run it, since when it waits, and the clause.

mod board;
mod editorial;
mod feedback;
mod partner;
mod removal;
mod words;

pub use self::feedback::blocking;
pub use self::partner::{PartnerSide, partner_side};
pub use self::words::sentence;
use super::approvals::{conditions, given};
use super::class::Demand;
use super::{Decision, History, Stage, State};
use crate::act::{Approver, Records};
use crate::date::{Day, Moment};
use crate::id::Id;
use crate::register::Register;
use crate::roster::authority::{Setting, Task};
use crate::roster::{BodyKind, Roster};

/// A step that is possible now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The description.
    pub what: String,
    /// The command; words in capitals are placeholders for the user's values.
    pub command: String,
    /// The people who may run it, by name and office.
    pub who: Vec<String>,
    /// The ids of the people who are responsible.
    pub first: Vec<Id>,
    /// The ids of the people who may act in their place.
    pub others: Vec<Id>,
    /// The body that it concerns.
    pub body: Option<Id>,
    /// The last day for it, where one is set.
    pub by: Option<Day>,
    /// The day since which it waits.
    pub since: Option<Day>,
    /// The clause.
    pub clause: &'static str,
}

/// An approval that the revision under way, or the one in force, needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed<'s> {
    /// The approver.
    pub by: &'s Approver,
    /// The approver's name.
    pub name: String,
    /// The approval that counts, of this revision or carried over from an earlier one.
    pub given: Option<&'s Decision>,
    /// Whether it is the originating committee.
    pub originates: bool,
    /// The clause that requires it.
    pub clause: &'static str,
}

/// The approvals that the revision under way needs, with those that were given.
pub fn needed<'s>(state: &'s State, history: &History<'_>, roster: &Roster) -> Vec<Needed<'s>> {
    let Some(under_way) = state
        .under_way
        .as_ref()
        .filter(|under_way| under_way.rejected.is_none())
    else {
        return Vec::new();
    };
    let text = history.text(under_way.revision);
    let line = |by: &'s Approver| {
        let (name, clause) = named(by, state.partner(), text, roster);
        let originates = text.is_some_and(|text| is_originating(by, text));
        Needed {
            by,
            name,
            given: given(state, history, by),
            originates,
            clause,
        }
    };
    let mut lines: Vec<Needed<'s>> = under_way.needs.iter().map(line).collect();
    lines.sort_by_key(|needed| turn(needed.by, roster));
    lines
}

/// The approvers that a text would need on submission, each with name and clause.
pub fn asked<'d>(
    demand: &'d Demand,
    text: &Register,
    roster: &Roster,
) -> Vec<(&'d Approver, String, &'static str)> {
    let mut asked: Vec<&Approver> = demand.needs.iter().collect();
    asked.sort_by_key(|by| turn(by, roster));
    let partner = Some(&text.partner.organization);
    let named = |by: &'d Approver| {
        let (name, clause) = named(by, partner, Some(text), roster);
        (by, name, clause)
    };
    asked.into_iter().map(named).collect()
}

/// Committees, then the board, then the partner: the order of the process.
fn turn(by: &Approver, roster: &Roster) -> usize {
    match by {
        Approver::Partner => 2,
        Approver::Body(id) => usize::from(
            roster
                .body(id)
                .is_some_and(|body| body.kind == BodyKind::Board),
        ),
    }
}

/// The missing approvals of the revision under way, as the end of a sentence; empty where none is missing.
pub fn missing(state: &State, history: &History<'_>, roster: &Roster) -> String {
    let needed = needed(state, history, roster);
    let is_committee = |needed: &&Needed<'_>| match needed.by {
        Approver::Body(id) => roster
            .body(id)
            .is_none_or(|body| body.kind != BodyKind::Board),
        Approver::Partner => false,
    };
    // The board and the partner act after the committees.
    let missing: Vec<&Needed<'_>> = needed
        .iter()
        .filter(|needed| needed.given.is_none())
        .collect();
    let committees = missing.iter().copied().filter(is_committee).count();
    let names: Vec<&str> = missing.iter().map(|needed| needed.name.as_str()).collect();
    let names = if committees > 0 {
        &names[..committees]
    } else {
        &names
    };
    if names.is_empty() {
        String::new()
    } else {
        format!("; not approved yet by: {}", names.join(", "))
    }
}

fn named(
    by: &Approver,
    partner: Option<&Id>,
    text: Option<&Register>,
    roster: &Roster,
) -> (String, &'static str) {
    let Approver::Body(id) = by else {
        let partner = partner.map_or("the partner".to_string(), |id| roster.organization_name(id));
        return (partner, "DSP4003 3.2");
    };
    let is_board = roster
        .body(id)
        .is_some_and(|body| body.kind == BodyKind::Board);
    let clause = match text.is_some_and(|text| is_originating(by, text)) {
        _ if is_board => "DSP4003 2.6, 3.2",
        true => "DSP4003 2.3, 3.2",
        false => "DSP4003 2.3",
    };
    (roster.body_name(id), clause)
}

fn is_originating(by: &Approver, text: &Register) -> bool {
    matches!(by, Approver::Body(id) if *id == text.originating_committee)
}

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
    let on_its_way = match (Stage::of(state, history), &state.under_way) {
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
            let command = format!("wr assign {id} --owner PERSON");
            vec![view.next(
                "assign an owner",
                command,
                Task::Assign,
                None,
                "DSP4003 3.1",
            )]
        }
        (Stage::Draft, _) => owner(
            "finish the draft and submit it",
            format!("wr submit {id}"),
            "DSP4003 3.1",
        ),
        (Stage::Established, _) | (_, None) => owner(
            "edit the text and submit the update when something changes",
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
    steps.extend(on_its_way);
    steps
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

/// The people whom the next steps name, each once, in order.
pub fn who(next: &[NextStep]) -> Vec<String> {
    let mut who: Vec<String> = Vec::new();
    for name in next.iter().flat_map(|step| &step.who) {
        if !who.contains(name) {
            who.push(name.clone());
        }
    }
    // A person who may take one step without evidence is not repeated for a step with evidence.
    let plain = who.clone();
    who.retain(|name| {
        let without = name
            .strip_suffix(", with --evidence)")
            .map(|name| format!("{name})"));
        without.is_none_or(|name| !plain.contains(&name))
    });
    who
}

struct NextStepsContext<'a> {
    state: &'a State,
    history: &'a History<'a>,
    roster: &'a Roster,
    now: Moment,
}

impl NextStepsContext<'_> {
    fn next(
        &self,
        what: &str,
        command: String,
        task: Task,
        body: Option<&Id>,
        clause: &'static str,
    ) -> NextStep {
        let setting = self.setting(body);
        let first = setting.first(task);
        let others = setting
            .ids(task)
            .into_iter()
            .filter(|id| !first.contains(id))
            .collect();
        NextStep {
            what: what.to_string(),
            command,
            who: setting.who(task),
            first,
            others,
            body: body.cloned(),
            by: None,
            since: self.state.since,
            clause,
        }
    }

    fn setting<'b>(&'b self, body: Option<&'b Id>) -> Setting<'b> {
        let proposal = self.state.proposal.as_ref();
        Setting {
            roster: self.roster,
            on: self.now.day(),
            owner: self.state.owner.as_ref().map(|(owner, _)| owner),
            proposer: proposal.map(|proposal| &proposal.proposed_by),
            partner: proposal.map(|proposal| &proposal.partner),
            body,
            concerned: &[],
        }
    }

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
