//! What a store has of what an argument can name.

use anyhow::Result;

use super::given::GivenArguments;
use super::named::ArgumentKind;
use crate::act::RollSeat;
use crate::ballot::Opened;
use crate::cli::app::ask::ListEntry;
use crate::cli::app::context::{Context, Environment, WorkingTree, register_id, roster};
use crate::process::Stage;
use crate::process::feedback::{excerpt, voices};
use crate::request::RequestStage;
use crate::roster::{Body, Organization, OrganizationStatus, Person, Roster};
use crate::rules;
use crate::snapshot::RegisterContext;

/// The values that an argument can have, with what they mean; the most likely come first.
///
/// # Errors
/// The store cannot be read.
pub(in crate::cli) fn known(
    named: ArgumentKind,
    env: &Environment,
    given: &GivenArguments,
) -> Result<Vec<ListEntry>> {
    if named == ArgumentKind::Rule {
        let rules = rules::ALL.iter();
        return Ok(rules
            .map(|rule| candidate(rule.name, rule.summary))
            .collect());
    }
    let context = Context::open(env)?;
    match named {
        ArgumentKind::Rule | ArgumentKind::Command => Ok(Vec::new()),
        ArgumentKind::Person => of_roster(&context, people),
        ArgumentKind::Body => of_roster(&context, bodies),
        ArgumentKind::Organization => {
            of_roster(&context, |roster, _| organizations(roster, |_| true))
        }
        ArgumentKind::Partner => of_roster(&context, |roster, _| {
            organizations(roster, |it| it.membership.is_none() && it.id != roster.home)
        }),
        ArgumentKind::Register if is_joint(given) => requests(&context),
        ArgumentKind::Register => registers(&context, given),
        ArgumentKind::Text => {
            let mut found = registers(&context, given)?;
            found.push(candidate("roster", "people, organizations and bodies"));
            found.push(candidate("policy", "the rules of the process"));
            Ok(found)
        }
        ArgumentKind::Request => requests(&context),
        ArgumentKind::Seat => of_registers(&context, given, seats),
        ArgumentKind::Ballot => of_registers(&context, given, |it| ballots(it, &context, given)),
        ArgumentKind::Milestone => of_registers(&context, given, |it| milestones(it, given)),
        ArgumentKind::Feedback => of_registers(&context, given, feedback),
        ArgumentKind::Standard => of_registers(&context, given, standards),
    }
}

/// Whether the line is about a joint meeting, and so about a change request.
fn is_joint(given: &GivenArguments) -> bool {
    let kind = given.text("kind");
    given.name == "wr meeting add" && kind.is_some_and(|kind| kind != "call")
}

fn candidate(value: impl ToString, about: impl Into<String>) -> ListEntry {
    ListEntry {
        value: value.to_string(),
        about: about.into(),
    }
}

/// What the register that the line names has, or all registers.
fn of_registers(
    context: &Context,
    given: &GivenArguments,
    list: impl Fn(&RegisterContext<'_>) -> Vec<ListEntry>,
) -> Result<Vec<ListEntry>> {
    let named = given.text("id").or(given.text("register"));
    let snapshot = match named.and_then(|text| register_id(&text).ok()) {
        Some(id) => context.register(&id)?,
        None => context.whole(WorkingTree::Drafts)?,
    };
    let registers = snapshot.register_contexts(context.env.now)?;
    Ok(registers.iter().flat_map(list).collect())
}

fn of_roster(
    context: &Context,
    list: impl Fn(&Roster, &Context) -> Vec<ListEntry>,
) -> Result<Vec<ListEntry>> {
    let snapshot = context.governance()?;
    Ok(list(roster(&snapshot)?, context))
}

fn people(roster: &Roster, context: &Context) -> Vec<ListEntry> {
    let today = context.env.today();
    let people = roster.people.iter().filter(|it| it.acts_on(today));
    let row = |person: &Person| {
        let organization = person.organization.as_ref();
        let of = organization.map(|id| format!(", {}", roster.organization_name(id)));
        candidate(&person.id, person.name.clone() + &of.unwrap_or_default())
    };
    people.map(row).collect()
}

/// The bodies, first those that the actor chairs.
fn bodies(roster: &Roster, context: &Context) -> Vec<ListEntry> {
    let actor = context.actor(roster).ok().map(|person| &person.id);
    let is_chair = |body: &&Body| actor.is_some() && body.acting_chair() == actor;
    let (own, others): (Vec<&Body>, Vec<&Body>) = roster.bodies.iter().partition(is_chair);
    let all = own.into_iter().chain(others);
    all.map(|it| candidate(&it.id, &*it.name)).collect()
}

fn organizations(roster: &Roster, fits: impl Fn(&Organization) -> bool) -> Vec<ListEntry> {
    let active = |it: &&Organization| it.status == OrganizationStatus::Active && fits(it);
    let all = roster.organizations.iter().filter(active);
    all.map(|it| candidate(&it.id, &*it.name)).collect()
}

fn registers(context: &Context, given: &GivenArguments) -> Result<Vec<ListEntry>> {
    let snapshot = context.whole(WorkingTree::Drafts)?;
    let found = snapshot.registers.values().filter_map(|files| {
        let register = snapshot.register_context(&files.id, context.env.now).ok();
        let may_vote = |it: &RegisterContext<'_>| {
            open(it).any(|(_, opened)| has_seat(&opened, it.roster, context, given))
        };
        if given.is_vote() && !register.as_ref().is_some_and(may_vote) {
            return None;
        }
        let text = files.text.as_ref().and_then(|document| document.get());
        let title = text.map_or(String::new(), |text| text.title.clone());
        let stage = register.map_or(String::new(), |register| {
            let (state, history) = (&register.replay.state, &register.history);
            format!("{}: ", Stage::of(state, history).told(state, history))
        });
        Some(candidate(&files.id, stage + &title))
    });
    Ok(found.collect())
}

/// Whether the actor, or the company or person that the line speaks for, may vote in the ballot.
fn has_seat(
    opened: &Opened<'_>,
    roster: &Roster,
    context: &Context,
    given: &GivenArguments,
) -> bool {
    let actor = context.actor(roster).ok();
    let is_own =
        |seat: &RollSeat| actor.is_some_and(|actor| seat.voters().any(|voter| *voter == actor.id));
    given.has("behalf") || opened.ballot.roll.iter().any(is_own)
}

fn open<'a>(register: &'a RegisterContext<'_>) -> impl Iterator<Item = (&'a String, Opened<'a>)> {
    register
        .replay
        .state
        .open_ballots()
        .filter_map(|(name, _)| {
            let (opened, _) = register.history.count(&register.replay.state, name)?;
            Some((name, opened))
        })
}

fn ballots(
    register: &RegisterContext<'_>,
    context: &Context,
    given: &GivenArguments,
) -> Vec<ListEntry> {
    let fitting = open(register).filter(|(_, opened)| {
        !given.is_vote() || has_seat(opened, register.roster, context, given)
    });
    let all = fitting.map(|(name, opened)| {
        let body = register.roster.body_name(&opened.ballot.body);
        let id = &register.files.id;
        candidate(name, format!("{id}: {body}, until {}", opened.closes))
    });
    all.collect()
}

fn seats(register: &RegisterContext<'_>) -> Vec<ListEntry> {
    let roster: &Roster = register.roster;
    let mut found: Vec<ListEntry> = Vec::new();
    for (_, opened) in open(register) {
        for seat in &opened.ballot.roll {
            let voters: Vec<String> = seat.voters().map(|id| roster.person_name(id)).collect();
            let seat = candidate(&seat.id, voters.join(", "));
            if !found.contains(&seat) {
                found.push(seat);
            }
        }
    }
    found
}

/// The milestones of the draft, without those to which the command cannot apply.
fn milestones(register: &RegisterContext<'_>, given: &GivenArguments) -> Vec<ListEntry> {
    let text = register.files.text.as_ref().and_then(|text| text.get());
    let milestones = text.map_or([].as_slice(), |text| text.milestones.as_slice());
    let completed = &register.replay.state.completed;
    let fits = |id| match given.name.as_str() {
        "wr milestone reopen" | "wr letter" => completed.contains_key(id),
        "wr milestone complete" | "wr milestone move" | "wr milestone drop" => {
            !completed.contains_key(id)
        }
        _ => true,
    };
    let fitting = milestones.iter().filter(|milestone| fits(&milestone.id));
    let row = fitting.map(|milestone| {
        let due = milestone.due.map(|due| format!(", due {due}"));
        candidate(
            &milestone.id,
            milestone.title.clone() + &due.unwrap_or_default(),
        )
    });
    row.collect()
}

/// The comments, the open ones first.
fn feedback(register: &RegisterContext<'_>) -> Vec<ListEntry> {
    let voices = voices(&register.replay.state, &register.history);
    let row = |(at, voice): (usize, &crate::process::feedback::Statement<'_>)| {
        let by = register.roster.person_name(&voice.stored.act.by);
        let about = format!("{} of {by}: {}", voice.word(), excerpt(voice.text()));
        (voice.resolved.is_some(), candidate(at + 1, about))
    };
    let mut rows: Vec<(bool, ListEntry)> = voices.iter().enumerate().map(row).collect();
    rows.sort_by_key(|(is_resolved, _)| *is_resolved);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn standards(register: &RegisterContext<'_>) -> Vec<ListEntry> {
    let text = register.files.text.as_ref().and_then(|text| text.get());
    let rows = text.map_or([].as_slice(), |text| text.standards.as_slice());
    let row = |row: &crate::register::Standard| candidate(&row.ap_id, &*row.description);
    rows.iter().map(row).collect()
}

fn requests(context: &Context) -> Result<Vec<ListEntry>> {
    let snapshot = context.whole(WorkingTree::Drafts)?;
    let partnerships = snapshot.partnerships();
    let requests = snapshot.request_contexts(&partnerships, context.env.now)?;
    let row = |request: &crate::snapshot::RequestContext<'_>| {
        let state = &request.replay.state;
        (
            state.closed.is_some(),
            candidate(&request.files.id, RequestStage::of(state).to_string()),
        )
    };
    let mut rows: Vec<(bool, ListEntry)> = requests.iter().map(row).collect();
    rows.sort_by_key(|(is_closed, _)| *is_closed);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}
