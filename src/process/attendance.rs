//! The attendees of a meeting and their companies.

use crate::act::Attendee;
use crate::date::Day;
use crate::roster::{Organization, Roster};
use crate::text::says_something;

/// What is wrong with an attendee's entry, if anything.
pub fn fault(roster: &Roster, attendee: &Attendee) -> Option<String> {
    match (&attendee.person, &attendee.name) {
        (Some(person), None) if attendee.company.is_none() => match roster.person(person) {
            Some(_) => None,
            None => Some(format!("`{person}` is not in the roster")),
        },
        (None, Some(name))
            if says_something(&attendee.name) && says_something(&attendee.company) =>
        {
            let known = roster.people.iter().any(|person| person.name == *name);
            known.then(|| format!("{name} is in the roster: use the id"))
        }
        _ => Some(
            "an attendee needs the id of a person in the roster, or a name and a company"
                .to_string(),
        ),
    }
}

/// The company that an attendee represented, if the roster has it. `None` for a person who left before that day, and
/// for a name that fits two companies.
pub fn company<'r>(roster: &'r Roster, attendee: &Attendee, on: Day) -> Option<&'r Organization> {
    match (&attendee.person, &attendee.company) {
        (Some(person), _) => {
            let person = roster.person(person).filter(|person| person.acts_on(on))?;
            roster.organization(person.organization.as_ref()?)
        }
        (None, Some(company)) => roster.organization_called(company),
        (None, None) => None,
    }
}

/// Whether an attendee's company is a member on a day. The home organization counts as one.
pub fn is_of_member(roster: &Roster, attendee: &Attendee, on: Day) -> bool {
    let company = company(roster, attendee, on);
    company.is_some_and(|company| company.id == roster.home || company.is_member_on(on))
}

/// An attendee with the company, for example `Pat Price (XYZ)`.
pub fn called(roster: &Roster, attendee: &Attendee) -> String {
    let known = attendee.person.as_ref().and_then(|id| roster.person(id));
    let name = match (&attendee.person, &attendee.name) {
        (Some(id), _) => roster.person_name(id),
        (None, Some(name)) => name.clone(),
        (None, None) => "an unnamed person".to_string(),
    };
    let organization = match known.and_then(|person| person.organization.as_ref()) {
        Some(id) => Some(roster.organization_name(id)),
        None => attendee.company.clone(),
    };
    organization.map_or(name.clone(), |organization| {
        format!("{name} ({organization})")
    })
}
