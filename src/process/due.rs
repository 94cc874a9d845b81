//! The duties that result from the passing of time, with their days.

mod ballots;
mod duty;
mod letters;
mod rests;

use self::duty::DueContext;
pub use self::duty::{Duty, Mark};
pub use self::letters::letters;
use super::review::{review_due, stagnant_after};
use super::{History, Stage, State};
use crate::date::{Day, Moment};
use crate::policy::Policy;
use crate::roster::authority::Task;
use crate::roster::{BodyKind, OrganizationStatus, Roster};

/// The duties of one register, letters excluded, in no particular order. A removed or ended register has none.
pub fn duties(
    state: &State,
    history: &History<'_>,
    roster: &Roster,
    policy: &Policy,
    now: Moment,
) -> Vec<Duty> {
    let ctx = DueContext {
        state,
        history,
        roster,
        policy,
        now,
    };
    match Stage::of(state, history) {
        Stage::Unproposed | Stage::Removed | Stage::Ended => return Vec::new(),
        Stage::Draft
        | Stage::Review
        | Stage::CommitteeBallot
        | Stage::CommitteeApproved
        | Stage::BoardBallot
        | Stage::BoardApproved
        | Stage::Sent
        | Stage::Established => {}
    }
    let mut duties: Vec<Duty> = ballots::duties(&ctx);
    duties.extend(ctx.owner());
    duties.extend(ctx.partner_waited_for());
    duties.extend(ctx.board_date());
    duties.extend(ctx.rests());
    duties.extend(ctx.review());
    duties.extend(ctx.stagnant());
    duties.extend(ctx.milestones());
    duties.extend(ctx.groups());
    duties.extend(ctx.complete());
    duties.extend(ctx.removal());
    duties.extend(ctx.orphaned());
    duties
}

impl DueContext<'_> {
    fn owner(&self) -> Option<Duty> {
        let what = match &self.state.owner {
            None => "it has no owner".to_string(),
            Some((owner, _)) => {
                let person = self.roster.person(owner)?;
                if person.acts_on(self.today()) {
                    return None;
                }
                let since = person.until.map_or(String::new(), |until| {
                    format!(" since {}", until.plus_days(1))
                });
                format!(
                    "its owner {} has left: vacant{since}, and the VP of Alliances acts as owner",
                    person.name
                )
            }
        };
        let left = self
            .state
            .owner
            .as_ref()
            .and_then(|(owner, _)| self.roster.person(owner)?.until);
        let since = left.map(|until| until.plus_days(1)).or(self
            .state
            .proposal
            .as_ref()
            .map(|proposal| proposal.on));
        let command = format!("wr assign {} PERSON", self.history.id);
        let duty = self.duty(what, (since, Mark::Since), (Task::Assign, None), command);
        Some(duty.under("DSP4003 2.2, 3.1"))
    }

    fn partner_waited_for(&self) -> Option<Duty> {
        let under_way = self.state.under_way.as_ref()?;
        let sent = under_way.sent.as_ref()?;
        let partner = self
            .state
            .partner()
            .map_or(String::new(), |id| self.roster.organization_name(id));
        let days = self.policy.rest_days.sent;
        let late = sent.on.days_until(self.today()) > i64::from(days);
        let late = if late {
            format!(" for more than {days} days")
        } else {
            String::new()
        };
        let what = format!(
            "{partner} has not answered revision {}{late}",
            under_way.revision
        );
        let command = format!("wr accept {}", self.history.id);
        let duty = self.duty(
            what,
            (Some(sent.on), Mark::Since),
            (Task::Accept, None),
            command,
        );
        Some(duty.under("DSP4003 3.2"))
    }

    fn review(&self) -> Option<Duty> {
        let due = review_due(self.state.in_force.as_ref()?, self.policy);
        if due >= self.today() {
            return None;
        }
        let months = self.policy.review_months;
        let what = format!("no update or review for {months} months");
        let command = format!("wr review {} --unchanged --because TEXT", self.history.id);
        let duty = self.duty(what, (Some(due), Mark::Due), (Task::Own, None), command);
        Some(duty.under("DSP4003 4"))
    }

    fn stagnant(&self) -> Option<Duty> {
        let last = stagnant_after(self.state, self.policy)?;
        if last >= self.today() || !self.state.recommended.is_empty() {
            return None;
        }
        let what = "no progress on its milestones within the review period".to_string();
        let command = format!(
            "wr remove recommend {} --reason stagnant --because TEXT",
            self.history.id
        );
        let duty = self.duty(
            what,
            (Some(last), Mark::Since),
            (Task::Recommend, None),
            command,
        );
        Some(duty.under("DSP4003 4.1"))
    }

    fn milestones(&self) -> Vec<Duty> {
        let replays = super::milestones::milestones(self.state, self.history);
        let open = replays
            .into_iter()
            .filter(|replay| replay.completed.is_none());
        let late = open.filter_map(|replay| {
            let (id, due) = (&replay.milestone.id, replay.milestone.due?);
            if due.last_day() >= self.today() {
                return None;
            }
            let what = format!(
                "the milestone `{id}` is not completed: {}",
                replay.milestone.title
            );
            let command = format!("wr milestone complete {} {id}", self.history.id);
            let day = (Some(due.last_day()), Mark::Due);
            let mut duty = self
                .duty(what, day, (Task::Own, None), command)
                .under("DSP4003 4");
            duty.bodies
                .extend(replay.milestone.committees.iter().cloned());
            duty.bodies
                .extend(replay.milestone.working_groups.iter().cloned());
            Some(duty)
        });
        late.collect()
    }

    /// A row does not name its milestone, so a group row is late after the last milestone.
    fn groups(&self) -> Vec<Duty> {
        let text = self.history.text_in_force(self.state);
        let Some(text) = text else { return Vec::new() };
        let last = text
            .milestones
            .iter()
            .filter_map(|milestone| milestone.due?.last_day().into())
            .max();
        let Some(last) = last.filter(|last: &Day| *last < self.today()) else {
            return Vec::new();
        };
        let groups = text.standards.iter().filter(|row| row.group).map(|row| {
            let what = format!("the row `{}` of Table 1 is still a group", row.ap_id);
            let command = format!("wr submit {}", self.history.id);
            let duty = self.duty(what, (Some(last), Mark::Due), (Task::Own, None), command);
            duty.under("DSP4003 5.2 note 2")
        });
        groups.collect()
    }

    fn complete(&self) -> Option<Duty> {
        let replays = super::milestones::milestones(self.state, self.history);
        let days: Option<Vec<Day>> = replays
            .iter()
            .map(|c| c.completed.map(|done| done.on))
            .collect();
        let last = days?.into_iter().max()?;
        let in_force = self.state.in_force.as_ref()?;
        if !self.state.recommended.is_empty() {
            return None;
        }
        // An update may have dropped the last one that was open.
        let last = last.max(in_force.on);
        let what =
            "every milestone is completed: add new ones, or recommend the removal".to_string();
        let command = format!(
            "wr remove recommend {} --reason complete --because TEXT",
            self.history.id
        );
        let duty = self.duty(
            what,
            (Some(last), Mark::Since),
            (Task::Recommend, None),
            command,
        );
        Some(duty.under("DSP4003 4.1"))
    }

    /// A recommendation without a ballot of the board; `ballots` handles open ballots.
    fn removal(&self) -> Option<Duty> {
        const CLAUSE: &str = "DSP4003 4.1";
        let (first, id) = (self.state.recommended.first()?, self.history.id);
        let board = self.roster.body_of_kind(BodyKind::Board)?;
        let since = self.state.removal_since(self.history, &board.id);
        let day = (since, Mark::Since);
        if self.state.removal_approved(&board.id).is_some() {
            let what =
                "the board has approved the removal; its resolution is not recorded".to_string();
            let command = format!("wr remove approve {id} RESOLUTION");
            return Some(
                self.duty(what, day, (Task::Resolve, Some(&board.id)), command)
                    .under(CLAUSE),
            );
        }
        if self
            .state
            .open_ballot(&board.id, crate::act::Question::Remove)
            .is_some()
        {
            return None;
        }
        let what = format!(
            "its removal is recommended, because {}, and the board's ballot is not open",
            first.reason
        );
        let command = format!("wr ballot open {id} --remove");
        Some(
            self.duty(what, day, (Task::RunBallot, Some(&board.id)), command)
                .under(CLAUSE),
        )
    }

    fn orphaned(&self) -> Option<Duty> {
        let partner = self.roster.organization(self.state.partner()?)?;
        let successor = partner
            .successor
            .as_ref()
            .map(|id| self.roster.organization_name(id));
        let what = match (partner.status, successor) {
            (OrganizationStatus::Active, _) => return None,
            (OrganizationStatus::Closed, _) => "was closed".to_string(),
            (OrganizationStatus::Merged, Some(successor)) => format!("merged into {successor}"),
            (OrganizationStatus::Merged, None) => "merged into another organization".to_string(),
            (OrganizationStatus::Renamed, Some(successor)) => {
                format!("was renamed to {successor}")
            }
            (OrganizationStatus::Renamed, None) => "was renamed".to_string(),
        };
        let id = self.history.id;
        let (task, command) = match (&self.state.in_force, partner.status) {
            (None, _) => (Task::End, format!("wr end {id} --because TEXT")),
            (Some(_), _) if !self.state.recommended.is_empty() => return None,
            (Some(_), OrganizationStatus::Renamed) => (Task::Own, format!("wr submit {id}")),
            (
                Some(_),
                OrganizationStatus::Active
                | OrganizationStatus::Merged
                | OrganizationStatus::Closed,
            ) => (
                Task::Recommend,
                format!("wr remove recommend {id} --reason disbanded --because TEXT"),
            ),
        };
        let what = format!("its partner {} {what}", partner.name);
        let duty = self.duty(what, (partner.since, Mark::Since), (task, None), command);
        Some(duty.under("DSP4003 4.1"))
    }
}
