//! What comes next: who holds a register, since when, what is missing, by which clause, which command.

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

/// Something that somebody can do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// What it is for, in words.
    pub what: String,
    /// The command, ready to be typed; capitals stand for what only the user knows.
    pub command: String,
    /// Who may, by name and office.
    pub who: Vec<String>,
    /// Those whose it is to do it, by id.
    pub first: Vec<Id>,
    /// Those who may do it in their place, by id.
    pub others: Vec<Id>,
    /// The body that it concerns.
    pub body: Option<Id>,
    /// The last day for it, where one is set.
    pub by: Option<Day>,
    /// Since when it waits.
    pub since: Option<Day>,
    /// The clause.
    pub clause: &'static str,
}

/// An approval that the revision on its way, or the one in force, needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed<'s> {
    /// Whose.
    pub by: &'s Approver,
    /// The name to show.
    pub name: String,
    /// The one that was given, perhaps to an earlier revision that says the same in what matters.
    pub given: Option<&'s Decision>,
    /// Whether it is the originating committee.
    pub originates: bool,
    /// The clause that asks for it.
    pub clause: &'static str,
}

/// The approvals that the revision on its way needs, with those that are given.
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

/// Whose approval a text would need if it were submitted, each by name with its clause.
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

/// Whose approval the revision on its way still lacks, as the end of a sentence; empty when nobody's.
pub fn missing(state: &State, history: &History<'_>, roster: &Roster) -> String {
    let needed = needed(state, history, roster);
    let is_committee = |needed: &&Needed<'_>| match needed.by {
        Approver::Body(id) => roster
            .body(id)
            .is_none_or(|body| body.kind != BodyKind::Board),
        Approver::Partner => false,
    };
    // The board and the partner are not late while a committee is.
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

/// The steps that lead on from here.
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
            let met = format!("once the board's conditions are met, {}, ", list.join(", "));
            let met = if open.is_empty() { "" } else { met.as_str() };
            let command = format!("wr send {id}{}", " --condition-met TEXT".repeat(open.len()));
            let own = "tell the partner that its own text is approved: sending it puts it in force";
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

/// The steps that something waits for: where a register is at rest, those of a removal at most.
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

/// Everybody whom the next steps name, each once, in order.
pub fn who(next: &[NextStep]) -> Vec<String> {
    let mut who: Vec<String> = Vec::new();
    for name in next.iter().flat_map(|step| &step.who) {
        if !who.contains(name) {
            who.push(name.clone());
        }
    }
    // Who may take one of the steps without evidence is not named a second time for another that takes evidence.
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
