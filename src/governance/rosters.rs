//! The versions of the roster in order, and the statements by which people introduced new keys.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use super::introduction::KeyIntroduction;
use crate::id::Id;
use crate::roster::Roster;
use crate::signature::Key;
use crate::source::Digest;

/// Every version of the roster that acts may name, by digest, and the order in which they were in force.
#[derive(Debug, Clone, Default)]
pub struct Rosters {
    by_digest: BTreeMap<Digest, Roster>,
    /// The versions that are or were in force, oldest first.
    pub order: Vec<Digest>,
    /// The signed statements about keys.
    pub links: Vec<KeyIntroduction>,
}

impl Rosters {
    /// The version in force.
    pub fn in_force(&self) -> Option<&Roster> {
        self.by_digest.get(self.order.last()?)
    }

    /// The versions that came into force after this one, oldest first.
    pub fn after(&self, digest: Digest) -> impl Iterator<Item = &Roster> {
        let at = self.order.iter().position(|it| *it == digest);
        let later = at.map_or(&[][..], |at| &self.order[at + 1..]);
        later.iter().filter_map(|digest| self.by_digest.get(digest))
    }

    /// The keys with which a person may sign votes in a ballot that was opened under the roster `frozen` with the
    /// digest `under`: its keys, and keys in later rosters that one of them introduced. A stolen key neither counts
    /// nor introduces others.
    pub fn allowed_keys<'a>(
        &'a self,
        person: &Id,
        frozen: &'a Roster,
        under: Digest,
        stolen: &[Key],
    ) -> Vec<&'a Key> {
        let later: Vec<&Key> = self
            .after(under)
            .flat_map(|roster| roster.keys_of(person))
            .collect();
        allowed_keys(person, frozen.keys_of(person), &later, &self.links, stolen)
    }

    /// Whether a roster after `under` has this key for a person.
    pub fn has_later(&self, person: &Id, under: Digest, key: &Key) -> bool {
        self.after(under)
            .any(|roster| roster.keys_of(person).contains(key))
    }

    /// Every key that the version in force marks as stolen.
    pub fn stolen(&self) -> Vec<Key> {
        self.in_force().map(stolen).unwrap_or_default()
    }
}

/// Every key that a roster marks as stolen.
pub fn stolen(roster: &Roster) -> Vec<Key> {
    roster
        .people
        .iter()
        .flat_map(|person| person.stolen.read())
        .cloned()
        .collect()
}

/// The keys of a person that count: those in `frozen`, and those in `later` that a counting key introduced.
pub fn allowed_keys<'a>(
    person: &Id,
    frozen: &'a [Key],
    later: &[&'a Key],
    links: &[KeyIntroduction],
    stolen: &[Key],
) -> Vec<&'a Key> {
    let is_good = |key: &&Key| !stolen.contains(key);
    let mut allowed: Vec<&'a Key> = frozen.iter().filter(is_good).collect();
    let of_person: Vec<&KeyIntroduction> =
        links.iter().filter(|link| link.person == *person).collect();
    // Each round adds a key or returns, so the loop ends.
    loop {
        let is_introduced = |key: &Key| {
            of_person
                .iter()
                .any(|link| link.key == *key && allowed.contains(&&link.by))
        };
        let found = later
            .iter()
            .copied()
            .find(|key| !allowed.contains(key) && is_good(key) && is_introduced(key));
        match found {
            Some(key) => allowed.push(key),
            None => return allowed,
        }
    }
}

impl Deref for Rosters {
    type Target = BTreeMap<Digest, Roster>;

    fn deref(&self) -> &BTreeMap<Digest, Roster> {
        &self.by_digest
    }
}

impl DerefMut for Rosters {
    fn deref_mut(&mut self) -> &mut BTreeMap<Digest, Roster> {
        &mut self.by_digest
    }
}

impl From<BTreeMap<Digest, Roster>> for Rosters {
    fn from(by_digest: BTreeMap<Digest, Roster>) -> Rosters {
        Rosters {
            by_digest,
            ..Rosters::default()
        }
    }
}
