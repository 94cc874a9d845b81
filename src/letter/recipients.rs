//! The people whom the letters go to.

use super::address::{Mailbox, NotAnAddress};
use super::context::LetterContext;
use super::error::NotWritten;
use super::message::Recipient;
use crate::contacts::Contact;
use crate::path::{POLICY, ROSTER, StorePath};
use crate::roster::authority::{Office, Setting};
use crate::roster::{Body, Person};

impl<'a> LetterContext<'a> {
    /// A recipient from the roster.
    pub(super) fn person(&self, person: &Person) -> Result<Recipient, NotWritten> {
        Ok(Recipient {
            mailbox: Mailbox::of(person)?,
            label: person.id.to_string(),
        })
    }

    /// A recipient from the policy's addresses; `field` is the name of the address there.
    pub(super) fn office(&self, field: &str, address: &str) -> Result<Recipient, NotWritten> {
        let mailbox = Mailbox::new("", address).map_err(|why| NotWritten::Missing {
            what: format!("the policy's `addresses: {{{field}: ...}}` {why}"),
            needs: format!("an address as `{field}` under `addresses` in {POLICY}"),
        })?;
        Ok(Recipient {
            mailbox,
            label: field.to_string(),
        })
    }

    /// The address of a contact, for the text of a letter; `None` if it has none.
    pub(super) fn told(&self, contact: &Contact) -> Result<Option<String>, NotWritten> {
        let Some(email) = &contact.email else {
            return Ok(None);
        };
        let name = contact.name.as_deref().unwrap_or(&contact.role);
        match Mailbox::new("", email) {
            Ok(mailbox) => Ok(Some(mailbox.address)),
            Err(NotAnAddress::None) => Ok(None),
            Err(why) => Err(NotWritten::Missing {
                what: format!("the contact {name} {why}"),
                needs: format!(
                    "another `email` in {}",
                    StorePath::Contacts(self.register_files.id.clone())
                ),
            }),
        }
    }

    /// The work register owner and the partner's representatives.
    pub(super) fn parties(&self) -> Result<Vec<Recipient>, NotWritten> {
        let partner = self
            .state
            .partner()
            .and_then(|id| self.roster.organization(id));
        let people = partner
            .into_iter()
            .flat_map(|partner| &partner.representatives);
        let people = people.filter_map(|id| self.roster.person(id));
        let people = people.filter(|person| person.acts_on(self.now.day()));
        self.owner()
            .into_iter()
            .chain(people)
            .map(|person| self.person(person))
            .collect()
    }

    /// The person who acts as the chair of a body today: the chair, the vice-chair, or else the VP of Alliances.
    pub(super) fn chair(
        &self,
        body: &Body,
    ) -> Result<(Recipient, Option<&'static str>), NotWritten> {
        let setting = Setting {
            roster: self.roster,
            on: self.now.day(),
            owner: None,
            proposer: None,
            partner: None,
            body: Some(&body.id),
            concerned: &[],
        };
        let holder = setting.holders(Office::Chair).into_iter().next();
        if let Some(person) = holder.and_then(|id| self.roster.person(id)) {
            let instead = (body.chair.as_ref() != Some(&person.id)).then_some("vice-chair");
            return Ok((self.person(person)?, instead));
        }
        match self.vice_president() {
            Some(person) => Ok((self.person(person)?, Some("VP of Alliances"))),
            None => Err(NotWritten::Missing {
                what: format!(
                    "the {} has no chair, and there is no VP of Alliances",
                    body.name
                ),
                needs: format!(
                    "a `chair` for `{}`, or `vp_alliances` under `officers`, in {ROSTER}",
                    body.id
                ),
            }),
        }
    }

    /// The VP of Alliances, if there is an active one.
    pub(super) fn vice_president(&self) -> Option<&'a Person> {
        let found = self
            .roster
            .person(self.roster.officers.vp_alliances.as_ref()?)?;
        found.acts_on(self.now.day()).then_some(found)
    }

    /// The work register owner, if active; otherwise the VP of Alliances.
    pub(super) fn owner(&self) -> Option<&'a Person> {
        let owner = self
            .state
            .owner
            .as_ref()
            .and_then(|(owner, _)| self.roster.person(owner));
        owner
            .filter(|owner| owner.acts_on(self.now.day()))
            .or_else(|| self.vice_president())
    }
}
