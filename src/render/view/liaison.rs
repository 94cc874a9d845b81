//! The liaison report of a partner, for a plenary: the status of its registers, the changes, and the next steps. The
//! template renders this data, and `wr report --format json` prints it. It has no field for an address.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::parties::{ContactsView, contacts, full_name};
use crate::act::StoredAct;
use crate::date::{Day, Moment, When};
use crate::id::Id;
use crate::policy::site::ContactsVisibility;
use crate::process::feedback::{Statement, open_objections, undisposed, voices};
use crate::process::milestones::milestones;
use crate::process::worklist::{Item, agenda, together};
use crate::process::{History, Replay, milestones, next_steps};
use crate::render::governance::Governance;
use crate::roster::{Organization, OrganizationStatus, Roster};
use crate::snapshot::{Document, RegisterContext};

/// A liaison report. As JSON it is an object with `format`, `on`, `since`, `organization` and `partners`.
#[derive(Debug, Serialize)]
pub struct LiaisonReport {
    /// The version of this format: 1.
    format: u32,
    /// The day of the report.
    on: String,
    /// The first day of the listed changes; without it, all changes are listed.
    since: Option<String>,
    /// The organization that keeps the registers.
    organization: String,
    partners: Vec<ReportedPartnerView>,
}

#[derive(Debug, Serialize)]
struct ReportedPartnerView {
    id: Id,
    name: String,
    /// Its status, such as `closed`; absent while it is active.
    status: Option<String>,
    registers: Vec<ReportedRegisterView>,
}

#[derive(Debug, Serialize)]
struct ReportedRegisterView {
    register: Id,
    title: String,
    /// The state, as the predicate of a sentence.
    state: String,
    /// The revision in force, and the day on which it came into force.
    revision: Option<u32>,
    in_force_since: Option<String>,
    owner: Option<String>,
    milestones: Vec<ReportedMilestoneView>,
    /// The numbers of milestones that are completed, overdue and otherwise open.
    completed: usize,
    overdue: usize,
    open: usize,
    /// Whether any act or vote of the register is signed; if not, the report states it once.
    has_signed: bool,
    /// The acts since the first day of the report, in order.
    changes: Vec<ReportedActView>,
    /// The next steps, in order of their deadlines.
    next: Vec<NextStepView>,
    /// Open objections, and comments without a disposition.
    feedback: Vec<OpenFeedbackView>,
    contacts: Option<ContactsView>,
}

#[derive(Debug, Serialize)]
struct ReportedMilestoneView {
    id: Id,
    title: String,
    /// `completed`, `overdue` or `open`.
    status: &'static str,
    due: Option<String>,
    completed: Option<String>,
    /// Its earlier due dates, the oldest first.
    moved: Vec<MovedDateView>,
}

#[derive(Debug, Serialize)]
struct MovedDateView {
    due: Option<String>,
    /// The first revision in force with this date.
    revision: u32,
}

#[derive(Debug, Serialize)]
struct ReportedActView {
    on: String,
    by: String,
    /// A description of the act.
    what: String,
    /// `signed` or `recorded`.
    assurance: &'static str,
}

#[derive(Debug, Serialize)]
struct NextStepView {
    what: String,
    who: Vec<String>,
    by: Option<String>,
    overdue: bool,
}

#[derive(Debug, Serialize)]
struct OpenFeedbackView {
    kind: &'static str,
    by: String,
    body: Option<String>,
    revision: u32,
    since: String,
    text: String,
}

/// The request for a liaison report.
pub struct LiaisonRequest<'a, W> {
    /// The partners; the report omits those without a register.
    pub partners: &'a [&'a Organization],
    /// The first day of the listed changes; `None` for all.
    pub since: Option<Day>,
    /// The current time, from which overdue milestones and steps follow.
    pub now: Moment,
    /// Describes an act as the predicate of a sentence.
    pub words: W,
}

impl LiaisonReport {
    pub(crate) fn of<W: Fn(&StoredAct) -> String + Sync>(
        governance: Governance<'_>,
        registers: &[RegisterContext<'_>],
        asked: &LiaisonRequest<'_, W>,
    ) -> LiaisonReport {
        let wanted: BTreeSet<&Id> = asked.partners.iter().map(|partner| &partner.id).collect();
        let read = registers
            .par_iter()
            .filter_map(|register| reported(register, asked, &wanted));
        let read: Vec<(Id, ReportedRegisterView)> = read.collect();
        let mut of_partner = BTreeMap::<Id, Vec<ReportedRegisterView>>::new();
        for (partner, register) in read {
            of_partner.entry(partner).or_default().push(register);
        }
        let partner = |organization: &&Organization| {
            let registers = of_partner.remove(&organization.id)?;
            Some(ReportedPartnerView {
                id: organization.id.clone(),
                name: full_name(governance.roster, &organization.id),
                status: (organization.status != OrganizationStatus::Active)
                    .then(|| organization.status.to_string()),
                registers,
            })
        };
        LiaisonReport {
            format: 1,
            on: asked.now.day().to_string(),
            since: asked.since.map(|day| day.to_string()),
            organization: full_name(governance.roster, &governance.roster.home),
            partners: asked.partners.iter().filter_map(partner).collect(),
        }
    }

    /// Whether none of the partners has a register.
    pub fn is_empty(&self) -> bool {
        self.partners.is_empty()
    }
}

/// The register with its partner, if that is one of the requested partners.
fn reported<W: Fn(&StoredAct) -> String>(
    register: &RegisterContext<'_>,
    asked: &LiaisonRequest<'_, W>,
    wanted: &BTreeSet<&Id>,
) -> Option<(Id, ReportedRegisterView)> {
    let RegisterContext {
        files: register_files,
        history,
        replay,
        roster,
        policy,
        now,
    } = register;
    let state = &replay.state;
    let newest = state
        .in_force
        .as_ref()
        .and_then(|in_force| history.text(in_force.revision));
    let text = newest.or(register_files.text.as_ref().and_then(Document::get));
    let partner = state
        .partner()
        .or(text.map(|text| &text.partner.organization))?;
    if !wanted.contains(partner) {
        return None;
    }
    let milestones = deliverables(history, replay, now.day());
    let count = |status: &str| {
        milestones
            .iter()
            .filter(|milestone| milestone.status == status)
            .count()
    };
    let contact = register_files.contacts.as_ref().and_then(Document::get);
    let reports = register_files.reports();
    let items = together(agenda(state, history, roster, policy, &reports, *now));
    let said = voices(state, history);
    let mut open = open_objections(&said);
    open.extend(undisposed(&said, state, policy));
    let register = ReportedRegisterView {
        register: register_files.id.clone(),
        title: text.map_or(String::new(), |text| text.title.clone()),
        state: without_addresses(&next_steps::sentence(state, history)),
        revision: state.in_force.as_ref().map(|in_force| in_force.revision),
        in_force_since: state
            .in_force
            .as_ref()
            .map(|in_force| in_force.on.to_string()),
        owner: state
            .owner
            .as_ref()
            .map(|(owner, _)| roster.person_name(owner)),
        completed: count(COMPLETED),
        overdue: count(OVERDUE),
        open: count(OPEN),
        milestones,
        has_signed: history.has_signed(),
        changes: changes(history, replay, asked, |id| roster.person_name(id)),
        next: items
            .into_iter()
            .map(|item| todo(item, now.day()))
            .collect(),
        feedback: open.iter().map(|voice| heard(voice, roster)).collect(),
        contacts: contact.and_then(|found| contacts(found, ContactsVisibility::Names)),
    };
    Some((partner.clone(), register))
}

const COMPLETED: &str = "completed";
const OVERDUE: &str = "overdue";
const OPEN: &str = "open";

fn deliverables(
    history: &History<'_>,
    replay: &Replay<'_>,
    today: Day,
) -> Vec<ReportedMilestoneView> {
    let said = |when: Option<When>| when.map(|when| when.to_string());
    let line = |replay: &milestones::MilestoneHistory<'_>| {
        let due = replay.milestone.due;
        let status = match (replay.completed, due) {
            (Some(_), _) => COMPLETED,
            (None, Some(due)) if due.last_day() < today => OVERDUE,
            (None, _) => OPEN,
        };
        let earlier = replay
            .dates
            .split_last()
            .map_or(&[][..], |(_, earlier)| earlier);
        ReportedMilestoneView {
            id: replay.milestone.id.clone(),
            title: replay.milestone.title.clone(),
            status,
            due: said(due),
            completed: replay.completed.map(|completed| completed.on.to_string()),
            moved: earlier
                .iter()
                .map(|(revision, due)| MovedDateView {
                    due: said(*due),
                    revision: *revision,
                })
                .collect(),
        }
    };
    milestones(&replay.state, history)
        .iter()
        .map(line)
        .collect()
}

/// The acts that are not void. An act counts as new if it happened or was recorded since the first day of the report.
fn changes<W: Fn(&StoredAct) -> String>(
    history: &History<'_>,
    replay: &Replay<'_>,
    asked: &LiaisonRequest<'_, W>,
    name: impl Fn(&Id) -> String,
) -> Vec<ReportedActView> {
    let is_new = |stored: &&StoredAct| {
        asked
            .since
            .is_none_or(|since| stored.act.on >= since || stored.act.at.day() >= since)
    };
    let valid = replay
        .entries
        .iter()
        .filter(|entry| entry.void.is_none())
        .map(|entry| entry.stored);
    let mut acts: Vec<&StoredAct> = valid.filter(is_new).collect();
    acts.sort_by_key(|stored| stored.act.on);
    let change = |stored: &StoredAct| ReportedActView {
        on: stored.act.on.to_string(),
        by: name(&stored.act.by),
        what: without_addresses(&(asked.words)(stored)),
        assurance: if history.signer(stored).is_some() {
            "signed"
        } else {
            "recorded"
        },
    };
    acts.into_iter().map(change).collect()
}

/// Replaces each e-mail address by a placeholder, because reports are widely distributed.
fn without_addresses(text: &str) -> String {
    let hidden = |word: &str| {
        let address = word.trim_matches(|c: char| !c.is_alphanumeric());
        if address.contains('@') {
            word.replacen(address, "[address]", 1)
        } else {
            word.to_string()
        }
    };
    text.split_whitespace()
        .map(hidden)
        .collect::<Vec<_>>()
        .join(" ")
}

fn todo(item: Item, today: Day) -> NextStepView {
    let seats = if item.seats.is_empty() {
        String::new()
    } else {
        format!(", for {}", item.seats.join(", "))
    };
    NextStepView {
        what: without_addresses(&format!("{}{seats}", item.what)),
        who: item.who,
        by: item.by.map(|by| by.to_string()),
        overdue: item.by.is_some_and(|by| by < today),
    }
}

fn heard(voice: &Statement<'_>, roster: &Roster) -> OpenFeedbackView {
    OpenFeedbackView {
        kind: voice.word(),
        by: roster.person_name(&voice.stored.act.by),
        body: voice.body().map(|body| roster.body_name(body)),
        revision: voice.revision(),
        since: voice.stored.act.on.to_string(),
        text: without_addresses(voice.text()),
    }
}

#[cfg(test)]
mod tests {
    use super::without_addresses;

    #[test]
    fn an_address_leaves_the_sentence_whole() {
        assert_eq!(
            without_addresses("ask \"a.b@c.example.\"  (or d@e)!"),
            "ask \"[address].\" (or [address])!"
        );
        assert_eq!(without_addresses("@ <mailto:a@b.example>"), "@ <[address]>");
    }
}
