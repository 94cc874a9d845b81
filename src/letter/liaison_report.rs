//! The liaison report of a partner: where all its registers stand, what is done, what awaits whom.
//!
//! [`report`] is a view of its own, so that the same report can be shown in other forms.

use serde::Serialize;

use super::{Desk, Message, NotWritten};
use crate::act::Letter;
use crate::date::Moment;
use crate::id::Id;
use crate::process::duties::{Duty, duties};
use crate::process::milestones::milestones;
use crate::process::{Record, Stage, State, fold, outlook};
use crate::roster::BodyKind;
use crate::snapshot::{Dossier, Snapshot};

/// A partner and its registers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The partner's id.
    pub partner: Id,
    /// Its name.
    pub name: String,
    /// Whether it still exists under this name, in a word.
    pub status: String,
    /// The day of the report.
    pub on: String,
    /// Its registers, by id.
    pub registers: Vec<Standing>,
}

/// Where one register stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Its id.
    pub register: Id,
    /// Its title.
    pub title: String,
    /// The state in a sentence without its subject.
    pub state: String,
    /// The owner's name.
    pub owner: Option<String>,
    /// The revision in force, and since when.
    pub in_force: Option<(u32, String)>,
    /// The approvals that the revision on its way needs, each with its day.
    pub approvals: Vec<Given>,
    /// The milestones that are completed, with the day.
    pub completed: Vec<Milestone>,
    /// The milestones that are open, with the day they are due.
    pub open: Vec<Milestone>,
    /// What can be done next, and by whom.
    pub awaited: Vec<Awaited>,
    /// What is due, overdue or waited for.
    pub due: Vec<Awaited>,
}

/// An approval; without a day it is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Given {
    /// Whose.
    pub name: String,
    /// The day.
    pub on: Option<String>,
}

/// A milestone with its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Milestone {
    /// Its title.
    pub title: String,
    /// The day it was completed, or when it is due.
    pub day: Option<String>,
    /// Whether that is over, and it is not completed.
    pub is_late: bool,
}

/// Something that somebody is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Awaited {
    /// What.
    pub what: String,
    /// Since when it waits, or when it was due.
    pub day: Option<String>,
    /// Who, by name and office.
    pub who: Vec<String>,
}

/// What the letter says beside what all say.
#[derive(Debug, Serialize)]
struct View<'r> {
    report: &'r Report,
}

/// The report of a partner; nothing where policy or roster cannot be read. All registers must be loaded.
pub fn report(snapshot: &Snapshot, partner: &Id, now: Moment) -> Option<Report> {
    let roster = snapshot.roster()?;
    let organisation = roster.organisation(partner);
    let registers =
        snapshot.registers.values().filter_map(|dossier| standing(snapshot, dossier, partner, now));
    Some(Report {
        partner: partner.clone(),
        name: organisation.map_or_else(|| partner.to_string(), |organisation| organisation.name.clone()),
        status: organisation.map_or(String::new(), |organisation| organisation.status.to_string()),
        on: now.day().to_string(),
        registers: registers.collect(),
    })
}

fn standing(snapshot: &Snapshot, dossier: &Dossier, partner: &Id, now: Moment) -> Option<Standing> {
    let (roster, policy) = (snapshot.roster()?, snapshot.policy()?);
    let record = snapshot.record(dossier)?;
    let state = fold(&record).state;
    if state.partner() != Some(partner) {
        return None;
    }
    let duties = duties(&state, &record, roster, policy, now);
    let next = outlook::next(&state, &record, roster, now);
    let is_over = matches!(Stage::of(&state, &record), Stage::Established | Stage::Former | Stage::Ended);
    let (completed, open) = deliverables(&state, &record, now);
    let text = record.revisions.values().next_back().and_then(|frozen| frozen.register);
    let text = text.or(dossier.text.as_ref().and_then(|document| document.get()));
    Some(Standing {
        register: dossier.id.clone(),
        title: text.map_or_else(|| dossier.id.to_string(), |text| text.title.clone()),
        state: outlook::sentence(&state, &record),
        owner: state.owner.as_ref().map(|(owner, _)| roster.person_name(owner)),
        in_force: state.in_force.as_ref().map(|in_force| (in_force.revision, in_force.on.to_string())),
        approvals: outlook::needed(&state, &record, roster)
            .into_iter()
            .map(|needed| Given { name: needed.name, on: needed.given.map(|given| given.on.to_string()) })
            .collect(),
        completed,
        open,
        // What is in force can always be edited: that awaits nobody.
        awaited: match is_over {
            true => Vec::new(),
            false => {
                next.into_iter().map(|next| Awaited { what: next.what, day: None, who: next.who }).collect()
            }
        },
        due: duties.into_iter().map(waited_for).collect(),
    })
}

fn waited_for(duty: Duty) -> Awaited {
    Awaited { what: duty.what, day: duty.day.map(|day| day.to_string()), who: duty.who }
}

/// The milestones of the text in force: completed, and open.
fn deliverables(state: &State, record: &Record<'_>, now: Moment) -> (Vec<Milestone>, Vec<Milestone>) {
    let (mut done, mut open) = (Vec::new(), Vec::new());
    for course in milestones(state, record) {
        let title = course.milestone.title.clone();
        match (course.completed, course.milestone.due) {
            (Some(completed), _) => {
                done.push(Milestone { title, day: Some(completed.on.to_string()), is_late: false });
            }
            (None, due) => {
                let is_late = due.is_some_and(|due| due.last_day() < now.day());
                open.push(Milestone { title, day: due.map(|due| due.to_string()), is_late });
            }
        }
    }
    (done, open)
}

/// The report as a letter, to those who look after the partnership at home: the chair of the Alliance Committee
/// and the VP of Alliances. It names people and what they have not done, so it does not go to the partner.
pub(super) fn write(desk: &Desk<'_>, letter: &Letter) -> Result<Vec<Message>, NotWritten> {
    let Some(report) = desk.state.partner().and_then(|partner| report(desk.snapshot, partner, desk.now))
    else {
        return Ok(Vec::new());
    };
    let mut to = Vec::new();
    if let Some(body) = desk.roster.body_of_kind(BodyKind::AllianceCommittee) {
        to.push(desk.chair(body)?.0);
    }
    if let Some(person) = desk.vice_president() {
        to.push(desk.person(person)?);
    }
    to.dedup();
    let matter = desk.matter(letter, desk.now.day());
    let view = View { report: &report };
    to.iter().map(|to| desk.compose(letter, &matter, to, &view)).collect()
}
