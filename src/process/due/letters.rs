//! The duties of letters that are not recorded as sent: to the chairs, the contact list, the press contact, and the
//! removal of contacts.

use super::duty::{DueContext, Duty, Mark};
use crate::act::LetterKind;
use crate::date::Moment;
use crate::policy::Policy;
use crate::process::letters::{Outstanding, Reports, outstanding};
use crate::process::{History, State};
use crate::roster::Roster;
use crate::roster::authority::Task;

/// The duties of letters, from the record and the current contacts.
pub fn letters(
    state: &State,
    history: &History<'_>,
    roster: &Roster,
    policy: &Policy,
    reports: &Reports,
    now: Moment,
) -> Vec<Duty> {
    let ctx = DueContext {
        state,
        history,
        roster,
        policy,
        now,
    };
    let found = outstanding(state, history, roster, reports);
    found
        .iter()
        .map(|outstanding| duty(&ctx, outstanding))
        .collect()
}

fn duty(ctx: &DueContext<'_>, outstanding: &Outstanding) -> Duty {
    let Outstanding {
        letter,
        since,
        outdated,
    } = outstanding;
    let partner = ctx
        .state
        .partner()
        .map_or(String::new(), |id| ctx.roster.organization_name(id));
    let told = |thing: &str, to: &str| match outdated {
        None => format!("{thing} is not recorded as sent to {to}"),
        Some(day) => format!("{thing} has changed since it was sent to {to} on {day}"),
    };
    let addresses = &ctx.policy.addresses;
    let what = if letter.letter == LetterKind::Socialization {
        let names: Vec<String> = letter
            .bodies
            .iter()
            .map(|id| ctx.roster.body_name(id))
            .collect();
        let revision = ctx
            .state
            .under_way
            .as_ref()
            .map_or(0, |under_way| under_way.revision);
        format!(
            "revision {revision} is not recorded as sent for feedback to: {}",
            names.join(", ")
        )
    } else if letter.letter == LetterKind::EditorialChange {
        let revision = ctx
            .state
            .under_way
            .as_ref()
            .map_or(0, |under_way| under_way.revision);
        format!(
            "the corrections of revision {revision} are not recorded as sent to {partner} and the members"
        )
    } else if letter.letter == LetterKind::ContactsOff {
        format!(
            "the request to take off {partner}'s contacts is not recorded as sent to {}",
            addresses.contacts
        )
    } else if letter.letter == LetterKind::PressContact {
        told(&format!("the press contact of {partner}"), &addresses.press)
    } else {
        told(
            &format!("the list of {partner}'s contacts"),
            &addresses.contacts,
        )
    };
    let command = format!("wr letter {} {}", letter.letter, ctx.history.id);
    let mut duty = ctx.duty(what, (*since, Mark::Since), (Task::Write, None), command);
    duty.bodies.extend(letter.bodies.iter().cloned());
    duty.under(letter.letter.clause())
}
