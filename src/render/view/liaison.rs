//! The liaison report of a partner, for a plenary: the status of its registers, the changes, and the next steps. The
//! template renders this data, and `wr report --format json` prints it. It has no field for an address.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::names::PublicNames;
use super::parties::{ContactsView, contacts, full_name};
use crate::act::{Action, StoredAct};
use crate::date::{Day, Moment, When};
use crate::id::Id;
use crate::policy::Policy;
use crate::process::feedback::{Statement, open_objections, undisposed, voices};
use crate::process::milestones::milestones;
use crate::process::worklist::{Item, agenda, together};
use crate::process::{History, Replay, State, milestones, next_steps};
use crate::render::governance::Governance;
use crate::roster::{Organization, OrganizationStatus, Roster};
use crate::snapshot::{Document, RegisterContext};

/// A liaison report. As JSON it is an object with `format`, `on`, `since`, `organization` and `partners`.
#[derive(Debug, Serialize)]
pub struct LiaisonReport {
    /// The version of this format: 1.
    pub(crate) format: u32,
    /// The day of the report.
    pub(crate) on: String,
    /// The first day of the listed changes; without it, all changes are listed.
    pub(crate) since: Option<String>,
    /// The organization that keeps the registers.
    pub(crate) organization: String,
    /// The mark of a report that says what is not public: about drafts, ballots or comments.
    pub(crate) confidential: Option<String>,
    pub(crate) partners: Vec<ReportedPartnerView>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ReportedPartnerView {
    pub(crate) id: Id,
    pub(crate) name: String,
    /// Its status, such as `closed`; absent while it is active.
    pub(crate) status: Option<String>,
    pub(crate) registers: Vec<ReportedRegisterView>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ReportedRegisterView {
    pub(crate) register: Id,
    pub(crate) title: String,
    /// The state, as the predicate of a sentence.
    pub(crate) state: String,
    /// The revision in force, and the day on which it came into force.
    pub(crate) revision: Option<u32>,
    pub(crate) in_force_since: Option<String>,
    pub(crate) owner: Option<String>,
    pub(crate) milestones: Vec<ReportedMilestoneView>,
    /// The numbers of milestones that are completed, overdue and otherwise open.
    pub(crate) completed: usize,
    pub(crate) overdue: usize,
    pub(crate) open: usize,
    /// Whether any act or vote of the register is signed; if not, the report states it once.
    pub(crate) has_signed: bool,
    /// The acts since the first day of the report, in order.
    pub(crate) changes: Vec<ReportedActView>,
    /// The next steps, in order of their deadlines.
    pub(crate) next: Vec<NextStepView>,
    /// Open objections, and comments without a disposition.
    pub(crate) feedback: Vec<OpenFeedbackView>,
    pub(crate) contacts: Option<ContactsView>,
    /// Whether any of this is not public.
    #[serde(skip)]
    pub(crate) is_unpublished: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct ReportedMilestoneView {
    pub(crate) id: Id,
    pub(crate) title: String,
    /// `completed`, `overdue` or `open`.
    pub(crate) status: &'static str,
    pub(crate) due: Option<String>,
    pub(crate) completed: Option<String>,
    /// Its earlier due dates, the oldest first.
    pub(crate) moved: Vec<MovedDateView>,
}

#[derive(Debug, Serialize)]
pub(crate) struct MovedDateView {
    pub(crate) due: Option<String>,
    /// The first revision in force with this date.
    pub(crate) revision: u32,
}

#[derive(Debug, Serialize)]
pub(crate) struct ReportedActView {
    pub(crate) on: String,
    pub(crate) by: String,
    /// A description of the act.
    pub(crate) what: String,
    /// `signed` or `recorded`.
    pub(crate) assurance: &'static str,
}

#[derive(Debug, Serialize)]
pub(crate) struct NextStepView {
    pub(crate) what: String,
    pub(crate) who: Vec<String>,
    pub(crate) by: Option<String>,
    pub(crate) overdue: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct OpenFeedbackView {
    pub(crate) kind: &'static str,
    pub(crate) by: String,
    pub(crate) body: Option<String>,
    pub(crate) revision: u32,
    pub(crate) since: String,
    pub(crate) text: String,
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
        let confidential = |partners: &[ReportedPartnerView]| {
            let mut registers = partners.iter().flat_map(|partner| &partner.registers);
            let home = governance.roster.organization_name(&governance.roster.home);
            let mark = format!("Confidential: for {home} and its members' use");
            registers
                .any(|register| register.is_unpublished)
                .then_some(mark)
        };
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
        let partners: Vec<ReportedPartnerView> =
            asked.partners.iter().filter_map(partner).collect();
        LiaisonReport {
            format: 1,
            on: asked.now.day().to_string(),
            since: asked.since.map(|day| day.to_string()),
            organization: full_name(governance.roster, &governance.roster.home),
            confidential: confidential(&partners),
            partners,
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
    let names = PublicNames::of(roster, policy);
    let said = voices(state, history);
    let mut open = open_objections(&said);
    open.extend(undisposed(&said, state, policy));
    let new_acts = new_acts(replay, asked.since);
    let register = ReportedRegisterView {
        register: register_files.id.clone(),
        title: text.map_or(String::new(), |text| text.title.clone()),
        state: names.text(&next_steps::sentence(state, history)),
        revision: state.in_force.as_ref().map(|in_force| in_force.revision),
        in_force_since: state
            .in_force
            .as_ref()
            .map(|in_force| in_force.on.to_string()),
        owner: state.owner.as_ref().map(|(owner, _)| names.person(owner)),
        completed: count(COMPLETED),
        overdue: count(OVERDUE),
        open: count(OPEN),
        milestones,
        has_signed: history.has_signed(),
        changes: new_acts
            .iter()
            .map(|stored| change(stored, history, asked, &names))
            .collect(),
        next: items
            .into_iter()
            .map(|item| todo(item, now.day(), &names))
            .collect(),
        feedback: open
            .iter()
            .map(|voice| heard(voice, roster, &names))
            .collect(),
        contacts: contact.and_then(|found| contacts(found, policy.site.contacts)),
        is_unpublished: is_unpublished(state, policy, &new_acts) || !open.is_empty(),
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
    // Nothing of a removed register is overdue.
    let is_removed = replay.state.removed.is_some();
    let line = |replay: &milestones::MilestoneHistory<'_>| {
        let due = replay.milestone.due;
        let status = match (replay.completed, due) {
            (Some(_), _) => COMPLETED,
            (None, Some(due)) if due.last_day() < today && !is_removed => OVERDUE,
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
fn new_acts<'a>(replay: &Replay<'a>, since: Option<Day>) -> Vec<&'a StoredAct> {
    let is_new = |stored: &&StoredAct| {
        since.is_none_or(|since| stored.act.on >= since || stored.act.at.day() >= since)
    };
    let valid = replay
        .entries
        .iter()
        .filter(|entry| entry.void.is_none())
        .map(|entry| entry.stored);
    let mut acts: Vec<&StoredAct> = valid.filter(is_new).collect();
    acts.sort_by_key(|stored| stored.act.on);
    acts
}

fn change<W: Fn(&StoredAct) -> String>(
    stored: &StoredAct,
    history: &History<'_>,
    asked: &LiaisonRequest<'_, W>,
    names: &PublicNames<'_>,
) -> ReportedActView {
    ReportedActView {
        on: stored.act.on.to_string(),
        by: names.person(&stored.act.by),
        what: names.text(&(asked.words)(stored)),
        assurance: if history.signer(stored).is_some() {
            "signed"
        } else {
            "recorded"
        },
    }
}

/// Whether the report says about a register what the public site does not: about drafts, ballots or comments.
fn is_unpublished(state: &State, policy: &Policy, acts: &[&StoredAct]) -> bool {
    let was_in_force = !state.established.is_empty();
    let is_public = |stored: &&StoredAct| is_public(stored, state, policy);
    !was_in_force || state.under_way.is_some() || !acts.iter().all(is_public)
}

/// Whether the public site shows an act.
#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "what is not listed as public is not public"
)]
fn is_public(stored: &StoredAct, state: &State, policy: &Policy) -> bool {
    let act = &stored.act;
    let is_of_version = |revision: u32| {
        let mut versions = state.established.iter();
        versions.any(|version| version.revision == revision)
    };
    match &act.action {
        Action::Submit(_)
        | Action::Approve(_)
        | Action::Send(_)
        | Action::Accept(_)
        | Action::Confirm(_)
        | Action::Backfill(_) => act.revision.is_some_and(is_of_version),
        Action::Result(counted) => {
            policy.site.ballots.shows(counted.outcome) && act.revision.is_some_and(is_of_version)
        }
        Action::Review(_) | Action::Milestone(_) | Action::Remove(_) => true,
        _ => false,
    }
}

fn todo(item: Item, today: Day, names: &PublicNames<'_>) -> NextStepView {
    let seats = if item.seats.is_empty() {
        String::new()
    } else {
        format!(", for {}", item.seats.join(", "))
    };
    NextStepView {
        what: names.text(&format!("{}{seats}", item.what)),
        who: item.who.iter().map(|who| names.office(who)).collect(),
        by: item.by.map(|by| by.to_string()),
        overdue: item.by.is_some_and(|by| by < today),
    }
}

fn heard(voice: &Statement<'_>, roster: &Roster, names: &PublicNames<'_>) -> OpenFeedbackView {
    OpenFeedbackView {
        kind: voice.word(),
        by: names.person(&voice.stored.act.by),
        body: voice.body().map(|body| roster.body_name(body)),
        revision: voice.revision(),
        since: voice.stored.act.on.to_string(),
        text: names.text(voice.text()),
    }
}
