//! Names and addresses of people in a text that is widely distributed.

use crate::id::Id;
use crate::policy::Policy;
use crate::policy::site::ContactsVisibility;
use crate::roster::Roster;
use crate::text::on_one_line;
use crate::text::personal::removed;

/// Names of people, as far as the policy makes those of contacts public.
pub(super) struct PublicNames<'a> {
    roster: &'a Roster,
    shown: ContactsVisibility,
}

impl<'a> PublicNames<'a> {
    pub(super) fn of(roster: &'a Roster, policy: &Policy) -> PublicNames<'a> {
        PublicNames {
            roster,
            shown: policy.site.contacts,
        }
    }

    /// The name of a person, or that of the organization for which the person acts.
    pub(super) fn person(&self, id: &Id) -> String {
        if self.shown == ContactsVisibility::Names {
            return self.roster.person_name(id);
        }
        let person = self.roster.person(id);
        let organization = person.and_then(|person| person.organization.as_ref());
        self.roster
            .organization_name(organization.unwrap_or(&self.roster.home))
    }

    /// A text without addresses, and without the names that are not public.
    pub(super) fn text(&self, text: &str) -> String {
        let mut text = removed(&on_one_line(text)).into_owned();
        if self.shown != ContactsVisibility::Names {
            for person in &self.roster.people {
                text = text.replace(&person.name, HIDDEN);
            }
        }
        text
    }

    /// A person with an office, such as `Olga Owens (work register owner)`, or the office alone.
    pub(super) fn office(&self, text: &str) -> String {
        let text = self.text(text);
        let office = text
            .strip_prefix(HIDDEN)
            .and_then(|rest| rest.strip_prefix(" (")?.strip_suffix(')'));
        office.map_or(text.clone(), str::to_string)
    }
}

/// What a text has instead of a name that is not public.
const HIDDEN: &str = "[name]";
