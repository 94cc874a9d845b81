//! Decides which roots must consent to a version, and whether they did.

use super::consent::Consented;
use super::pending::{Pending, Unfit};
use super::version::{NumberedVersion, Versions};
use crate::id::Id;
use crate::path::VersionKind;
use crate::policy::Policy;
use crate::roster::{Roots, Roster};
use crate::signature::Key;
use crate::source::Digest;

/// The roots who decide on a version, and the roster with their keys.
pub(super) struct DecidingRoster<'a> {
    pub(super) roster: &'a Roster,
    pub(super) roots: &'a Roots,
}

/// The versions in force while the chain is built.
pub(super) struct VersionsInForce<'a> {
    pub(super) roster: (u32, NumberedVersion<'a, Roster>),
    pub(super) policy: (u32, NumberedVersion<'a, Policy>),
}

/// The roots who decide on the version after `old`: those of the old roster, else those that the new one names.
pub(super) fn deciding<'a>(
    old: Option<&'a Roster>,
    new: Option<&'a Roster>,
) -> Option<DecidingRoster<'a>> {
    let of = |roster: &'a Roster| {
        Some(DecidingRoster {
            roster,
            roots: roster.roots.as_ref()?,
        })
    };
    old.and_then(of).or_else(|| new.and_then(of))
}

pub(super) fn roots(roster: Option<&Roster>) -> Option<&Roots> {
    roster.and_then(|roster| roster.roots.as_ref())
}

pub(super) fn keys(roster: &Roster) -> impl Iterator<Item = (&Id, &Key)> {
    roster
        .people
        .iter()
        .flat_map(|person| person.keys.read().iter().map(move |key| (&person.id, key)))
}

/// Refuses a threshold of 0, and roots who cannot reach theirs: roster and policy could never change again.
pub(super) fn unfit_roots(deciding: &DecidingRoster<'_>) -> Option<Unfit> {
    let able = able(deciding).count();
    let threshold = deciding.roots.threshold;
    let is_fit = threshold > 0 && u64::from(threshold) <= able as u64;
    (!is_fit).then_some(Unfit::Roots { threshold, able })
}

/// The roots who have a key, each once.
fn able<'a>(deciding: &DecidingRoster<'a>) -> impl Iterator<Item = &'a Id> {
    let (roster, people) = (deciding.roster, &deciding.roots.people);
    let is_first = |(at, id): &(usize, &Id)| !people[..*at].contains(id);
    people
        .iter()
        .enumerate()
        .filter(is_first)
        .map(|(_, id)| id)
        .filter(|id| !roster.keys_of(id).is_empty())
}

/// Why the content of a policy does not allow it to follow the one in force.
pub(super) fn unfit_policy(
    now: &VersionsInForce<'_>,
    version: &NumberedVersion<'_, Policy>,
) -> Option<Unfit> {
    let Some(policy) = version.1 else {
        return Some(Unfit::Unreadable);
    };
    let is_ours = now.policy.1.1.is_none_or(|old| old.store == policy.store);
    (!is_ours).then_some(Unfit::Store)
}

/// The fields that a consent must name to count for a version.
pub(super) struct Ask {
    pub(super) kind: VersionKind,
    pub(super) number: u32,
    pub(super) digest: Digest,
    /// The roster in force before; none for the first.
    pub(super) roster: Option<Digest>,
}

impl Ask {
    /// The fields of a consent under the versions in force now.
    pub(super) fn after(
        now: &VersionsInForce<'_>,
        kind: VersionKind,
        number: u32,
        digest: Digest,
    ) -> Ask {
        Ask {
            kind,
            number,
            digest,
            roster: Some(now.roster.1.0),
        }
    }

    pub(super) fn is_granted(
        &self,
        versions: &Versions<'_>,
        now: &VersionsInForce<'_>,
        deciding: &DecidingRoster<'_>,
    ) -> bool {
        self.given(versions, now, deciding).len() as u64 >= u64::from(deciding.roots.threshold)
    }

    pub(super) fn pending(
        &self,
        versions: &Versions<'_>,
        now: &VersionsInForce<'_>,
        deciding: Option<DecidingRoster<'_>>,
        unfit: Option<Unfit>,
    ) -> Pending {
        let given = deciding
            .as_ref()
            .map(|deciding| self.given(versions, now, deciding))
            .unwrap_or_default();
        let open = deciding
            .iter()
            .flat_map(able)
            .filter(|id| !given.contains(id))
            .cloned()
            .collect();
        let threshold = deciding
            .as_ref()
            .map_or(0, |deciding| deciding.roots.threshold);
        let Ask {
            kind,
            number,
            digest,
            ..
        } = *self;
        Pending {
            kind,
            number,
            digest,
            given,
            open,
            threshold,
            unfit,
        }
    }

    /// The roots who consented. A person with two keys counts once.
    fn given(
        &self,
        versions: &Versions<'_>,
        now: &VersionsInForce<'_>,
        deciding: &DecidingRoster<'_>,
    ) -> Vec<Id> {
        let Some(policy) = now.policy.1.1 else {
            return Vec::new();
        };
        let mut given: Vec<Id> = Vec::new();
        for it in &versions.consents {
            let consent = &it.consent;
            let is_for_it = (consent.to, consent.version, consent.digest)
                == (self.kind, self.number, self.digest)
                && consent.roster == self.roster
                && consent.policy == now.policy.1.0
                && consent.store == policy.store;
            let is_root = deciding.roots.people.contains(&consent.by);
            if is_for_it
                && is_root
                && !given.contains(&consent.by)
                && signed(it, deciding, policy).is_ok()
            {
                given.push(consent.by.clone());
            }
        }
        given.sort();
        given
    }
}

/// Checks that the person who consents signed the consent.
fn signed(it: &Consented, deciding: &DecidingRoster<'_>, policy: &Policy) -> Result<(), String> {
    let keys = deciding.roster.keys_of(&it.consent.by);
    match it
        .signature
        .signer(&it.consent.namespace(&policy.signing_domain), keys)
    {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err("it is not signed".to_string()),
        Err(why) => Err(format!("its signature is not valid: {why}")),
    }
}

/// Checks a consent against the versions that it names; the error is the reason why it can never count.
pub(super) fn verdict(versions: &Versions<'_>, it: &Consented) -> Result<(), String> {
    let consent = &it.consent;
    let digest = match consent.to {
        VersionKind::Roster => versions
            .rosters
            .get(&consent.version)
            .map(|version| version.0),
        VersionKind::Policy => versions
            .policies
            .get(&consent.version)
            .map(|version| version.0),
    };
    let there =
        digest.ok_or_else(|| format!("{} {} does not exist", consent.to, consent.version))?;
    if there != consent.digest {
        return Err(format!(
            "it is for a different text of {} {}",
            consent.to, consent.version
        ));
    }
    let policy = versions
        .policies
        .values()
        .find(|version| version.0 == consent.policy);
    let policy = policy
        .and_then(|version| version.1)
        .ok_or("it names an unknown policy")?;
    if policy.store != consent.store {
        return Err("it was given for another store".to_string());
    }
    let old = match consent.roster {
        None => None,
        Some(named) => {
            let found = versions.rosters.values().find(|version| version.0 == named);
            found.ok_or("it names an unknown roster")?.1
        }
    };
    let new = match consent.to {
        VersionKind::Roster => versions
            .rosters
            .get(&consent.version)
            .and_then(|version| version.1),
        VersionKind::Policy => None,
    };
    let deciding = deciding(old, new).ok_or("the roster that it names has no roots")?;
    if !deciding.roots.people.contains(&consent.by) {
        return Err(format!(
            "{} is not a root in the roster that it names",
            consent.by
        ));
    }
    signed(it, &deciding, policy)
}
