//! Builds the public data of a register for pages about several registers.

use super::public_register::{Deliverable, Event, Happening, PublicRegister, Standing, Status};
use crate::date::{Day, When};
use crate::process::review::review_due;
use crate::register::Milestone;
use crate::render::prose;
use crate::render::selected_text::SelectedText;
use crate::render::view::{backfilled_day, full_name, is_orphaned, since};
use crate::text::non_blank;

/// The length of the summary of the scope, in characters.
const SUMMARY: usize = 240;

impl PublicRegister {
    /// The entry of a register that is in force or was removed; `None` for other texts, which are not public.
    pub(crate) fn of(selected: &SelectedText<'_>, today: Day) -> Option<PublicRegister> {
        let (text, roster) = (selected.text, selected.governance.roster);
        let revision = selected.revision?;
        let entry = PublicRegister {
            id: selected.register.files.id.clone(),
            title: text.title.clone(),
            version: text.version.clone(),
            subject: non_blank(&text.subject).map(str::to_string),
            summary: non_blank(&text.scope).map(|scope| prose::beginning(scope, SUMMARY)),
            purpose: text.purpose,
            partner: text.partner.organization.clone(),
            partner_name: full_name(roster, &text.partner.organization),
            orphaned: is_orphaned(text, roster),
            addendum_to: text.addendum_to.clone(),
            revision,
            digest: selected.register.history.revisions.get(&revision)?.digest,
            standing: standing(selected)?,
            milestones: text
                .milestones
                .iter()
                .map(|milestone| deliverable(milestone, selected))
                .collect(),
            standards: text.standards.clone(),
            events: events(selected),
            status: Status::default(),
        };
        Some(entry.on(today))
    }
}

fn standing(selected: &SelectedText<'_>) -> Option<Standing> {
    let state = selected.state();
    if let Some(removed) = &state.removed {
        let (on, reason, resolution) = (removed.on, removed.reason, removed.resolution.clone());
        return Some(Standing::Removed {
            on,
            reason,
            resolution,
        });
    }
    let in_force = state.in_force.as_ref()?;
    let (since, records) = since(in_force);
    let review = review_due(in_force, selected.governance.policy);
    Some(Standing::InForce {
        since,
        records,
        review,
    })
}

fn deliverable(milestone: &Milestone, selected: &SelectedText<'_>) -> Deliverable {
    let roster = selected.governance.roster;
    let owners = milestone.committees.iter().chain(&milestone.working_groups);
    Deliverable {
        id: milestone.id.clone(),
        title: milestone.title.clone(),
        due: milestone.due,
        commitment: milestone.commitment,
        owners: owners.map(|id| roster.body_name(id)).collect(),
        completed: selected
            .state()
            .completed
            .get(&milestone.id)
            .map(|completed| completed.on),
        overdue: false,
    }
}

/// The revisions that came into force, and the removal. A backfilled revision has the date from the earlier records.
fn events(selected: &SelectedText<'_>) -> Vec<Event> {
    let state = selected.state();
    let mut events: Vec<Event> = Vec::new();
    for established in &state.established {
        let what = if events.is_empty() {
            Happening::Established
        } else {
            Happening::Updated
        };
        let on = backfilled_day(selected, established.revision)
            .unwrap_or(Some(When::Day(established.on)));
        events.push(Event {
            what,
            revision: established.revision,
            on,
            at: established.at,
        });
    }
    if let Some(removed) = &state.removed
        && let Some(act) = selected.act(removed.act)
    {
        let (revision, on) = (removed.revision, Some(When::Day(removed.on)));
        events.push(Event {
            what: Happening::Removed,
            revision,
            on,
            at: act.act.at,
        });
    }
    events
}
