//! `calendar.ics`: milestones and reviews of the registers in force, and the ends of open ballots if the policy makes
//! them public, as an iCalendar file (RFC 5545). Each register and each partner has one as well.
//!
//! An event keeps its UID as long as the milestone keeps its id. Its timestamp is the time at which its last change was
//! recorded, so the same input gives the same bytes.

use std::collections::BTreeMap;
use std::fmt;

use rayon::prelude::*;

use super::address::{Address, page};
use super::context::SiteContext;
use super::public_register::{Deliverable, PublicRegister, Standing};
use super::under_way::{OpenBallotView, UnderWayView};
use crate::date::{Day, Moment};
use crate::register::DateCommitment;
use crate::render::calendar::{self as writer, CalendarEntry, Certainty, EntryTime};
use crate::render::pages::PageFile;
use crate::render::plain::one_line;
use crate::render::view::full_name;
use crate::source::Digest;

/// The path of the calendar of all registers, from the top of the site.
pub(crate) const CALENDAR: &str = "calendar.ics";

/// The path of the calendar of a register, from the top of the site.
pub(super) fn of_register(id: impl fmt::Display) -> String {
    format!("registers/{id}/{CALENDAR}")
}

/// The path of the calendar of a partner, from the top of the site.
pub(super) fn of_partner(id: impl fmt::Display) -> String {
    format!("partners/{id}/{CALENDAR}")
}

/// A calendar for each register and for each partner.
pub(super) fn calendars(context: &SiteContext<'_>) -> Vec<PageFile> {
    let address = Address::of(context);
    let registers = context.registers.public.par_iter().map(|entry| {
        let bytes = writer::calendar(&entry.title, with_removal(entry, address));
        (of_register(&entry.id), bytes)
    });
    let partners = context.registers.by_partner();
    let partners = partners.par_iter().map(|(id, (in_force, removed))| {
        let name = full_name(context.governance.roster, id);
        let entries = in_force.iter().chain(removed);
        let entries = entries.flat_map(|entry| with_removal(entry, address));
        let bytes = writer::calendar(&format!("Registers with {name}"), entries);
        (of_partner(id), bytes)
    });
    registers.chain(partners).collect()
}

/// The events of a register. A removed register has one, its removal: a calendar needs an event, and people who follow
/// the register see why the others are gone.
fn with_removal(entry: &PublicRegister, address: Address<'_>) -> Vec<CalendarEntry> {
    let Standing::Removed {
        on,
        reason,
        resolution,
    } = &entry.standing
    else {
        return events(entry, address);
    };
    let register = CalendarRegister::of(entry, address, *on);
    let line = format!("Reason: {reason}; resolution {}.", one_line(resolution));
    vec![CalendarEntry {
        summary: format!("Removed – {}", one_line(&entry.title)),
        ..register.item("removal", *on, vec![line], "Removal")
    }]
}

/// The calendar of milestones, next reviews and open ballots.
pub(crate) fn calendar(context: &SiteContext<'_>) -> Vec<u8> {
    let address = Address::of(context);
    let registers = context.registers.public.iter();
    let entries = registers.flat_map(|entry| events(entry, address));
    writer::calendar(
        &context.governance.policy.site.title,
        entries.chain(ballots(context, address)),
    )
}

/// The events of a register; none for a removed register.
fn events(entry: &PublicRegister, address: Address<'_>) -> Vec<CalendarEntry> {
    let Standing::InForce { review, .. } = entry.standing else {
        return Vec::new();
    };
    let register = CalendarRegister::of(entry, address, review);
    let milestones = entry
        .milestones
        .iter()
        .filter_map(|milestone| register.milestone(milestone));
    milestones.chain([register.review(review)]).collect()
}

/// The data that all events of a register share.
#[derive(Clone, Copy)]
struct CalendarRegister<'a> {
    entry: &'a PublicRegister,
    address: Address<'a>,
    stamp: Moment,
}

impl<'a> CalendarRegister<'a> {
    /// The timestamp is the last public event, or `otherwise`.
    fn of(entry: &'a PublicRegister, address: Address<'a>, otherwise: Day) -> Self {
        let last = entry.events.iter().map(|event| event.at).max();
        CalendarRegister {
            entry,
            address,
            stamp: last.unwrap_or(otherwise.midnight()),
        }
    }

    /// The event is on the last day of the due date, or on the day of completion if there is no due date. A milestone
    /// without either has no event.
    fn milestone(self, milestone: &Deliverable) -> Option<CalendarEntry> {
        let day = milestone
            .due
            .map(|due| due.last_day())
            .or(milestone.completed)?;
        let title = one_line(&milestone.title);
        let mut lines = Vec::new();
        lines.extend(milestone.due.map(|due| match milestone.commitment {
            Some(commitment) => format!("Due {due} ({commitment})."),
            None => format!("Due {due}."),
        }));
        lines.extend(
            milestone
                .completed
                .map(|day| format!("Completed on {day}.")),
        );
        if !milestone.owners.is_empty() {
            let owners: Vec<String> = milestone
                .owners
                .iter()
                .map(|owner| one_line(owner))
                .collect();
            lines.push(format!("Owned by {}.", owners.join(", ")));
        }
        let (summary, certainty) = match (milestone.completed, milestone.commitment) {
            (Some(_), _) => (format!("Completed: {title}"), Certainty::Fixed),
            (None, Some(DateCommitment::Committed)) => (title, Certainty::Fixed),
            (None, Some(DateCommitment::Goal) | None) => (title, Certainty::Tentative),
        };
        let stamp = milestone
            .completed
            .map_or(self.stamp, |day| self.stamp.max(day.midnight()));
        Some(CalendarEntry {
            summary: format!("{summary} – {}", one_line(&self.entry.title)),
            stamp,
            certainty,
            ..self.item(
                &format!("milestone.{}", milestone.id),
                day,
                lines,
                "Milestone",
            )
        })
    }

    fn review(self, due: Day) -> CalendarEntry {
        let line =
            "The register should be updated or reviewed by this day (DSP4003 4).".to_string();
        CalendarEntry {
            summary: format!("Review due – {}", one_line(&self.entry.title)),
            ..self.item("review", due, vec![line], "Review")
        }
    }

    /// An all-day entry without a title.
    fn item(
        self,
        name: &str,
        day: Day,
        mut lines: Vec<String>,
        category: &'static str,
    ) -> CalendarEntry {
        let PublicRegister {
            id, partner_name, ..
        } = self.entry;
        lines.push(format!(
            "Work register {id}, with {}.",
            one_line(partner_name)
        ));
        CalendarEntry {
            uid: self.address.name(&format!("{id}.{name}")),
            stamp: self.stamp,
            when: EntryTime::Day(day),
            summary: String::new(),
            lines,
            url: self.address.absolute(&page(id)),
            certainty: Certainty::Fixed,
            category,
        }
    }
}

/// The ends of open ballots. The register of a ballot is not public, so the UID is derived from the public data.
fn ballots(context: &SiteContext<'_>, address: Address<'_>) -> Vec<CalendarEntry> {
    let open = context
        .registers
        .under_way
        .iter()
        .flat_map(|on| on.ballots.iter().map(move |ballot| (on, ballot)));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let item = |(progress, ballot): (&UnderWayView, &OpenBallotView)| {
        let (partner, body) = (one_line(&progress.partner), one_line(&ballot.body));
        let known = format!("{partner}\n{body}\n{}", ballot.closes);
        let count = seen.entry(known.clone()).or_default();
        *count += 1;
        let digest = Digest::of(format!("{known}\n{count}").as_bytes()).short();
        let stamp = progress.since.map_or(ballot.closes, Day::midnight);
        CalendarEntry {
            uid: address.name(&format!("ballot.{digest}")),
            stamp,
            when: EntryTime::Moment(ballot.closes),
            summary: format!("Ballot ends: {body} – {partner}"),
            lines: Vec::new(),
            url: None,
            certainty: Certainty::Fixed,
            category: "Ballot",
        }
    };
    open.map(item).collect()
}
