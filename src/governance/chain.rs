//! Builds the chain of versions that came into force one after the other, each with the required consents.

use std::collections::BTreeMap;

use super::consent::Consented;
use super::decide::{
    Ask, DecidingRoster, VersionsInForce, deciding, keys, roots, unfit_policy, unfit_roots, verdict,
};
use super::pending::{Pending, Unfit};
use super::succession::{breaks, revived};
use super::version::{NumberedVersion, Versions};
use crate::id::Id;
use crate::path::VersionKind;
use crate::policy::Policy;
use crate::roster::Roster;
use crate::signature::Key;
use crate::source::Digest;

/// The versions that are or were in force, in order, and the pending ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chain {
    rosters: Vec<Digest>,
    policies: Vec<Digest>,
    /// The numbers of the versions above: rosters, policies.
    numbers: [Vec<u32>; 2],
    is_rooted: bool,
    pending: Vec<Pending>,
    verdicts: BTreeMap<Digest, Result<(), String>>,
}

impl Chain {
    /// The chain of these versions.
    pub fn of(versions: &Versions<'_>) -> Chain {
        let mut chain = Chain::default();
        let Some(mut now) = chain.begin(versions) else {
            return chain;
        };
        while chain.next_roster(versions, &mut now) || chain.next_policy(versions, &mut now) {}
        chain.wait(versions, &now);
        chain
    }

    /// The first versions. Roots in the first roster consent to it under the first policy.
    fn begin<'a>(&mut self, versions: &Versions<'a>) -> Option<VersionsInForce<'a>> {
        let (roster, policy) = (
            versions.rosters.get_key_value(&1)?,
            versions.policies.get_key_value(&1)?,
        );
        let now = VersionsInForce {
            roster: (*roster.0, *roster.1),
            policy: (*policy.0, *policy.1),
        };
        if let Some(deciding) = deciding(now.roster.1.1, None) {
            self.is_rooted = true;
            let ask = Ask {
                kind: VersionKind::Roster,
                number: 1,
                digest: now.roster.1.0,
                roster: None,
            };
            let unfit = unfit_roots(&deciding);
            if unfit.is_some() || !ask.is_granted(versions, &now, &deciding) {
                self.pending
                    .push(ask.pending(versions, &now, Some(deciding), unfit));
                return None;
            }
        }
        self.push(VersionKind::Roster, 1, now.roster.1.0);
        self.push(VersionKind::Policy, 1, now.policy.1.0);
        Some(now)
    }

    /// Puts the next fitting roster in force, if there is one. A roster without roots follows another one freely, but
    /// not past a pending roster with roots: that one comes first, after the policy that its consents name.
    fn next_roster<'a>(&mut self, versions: &Versions<'a>, now: &mut VersionsInForce<'a>) -> bool {
        let later = versions.rosters.range(now.roster.0.saturating_add(1)..);
        for (number, version) in later {
            let Some(deciding) = deciding(now.roster.1.1, version.1) else {
                if self.unfit_roster(versions, now, version).is_none() {
                    now.roster = (*number, *version);
                    self.push(VersionKind::Roster, *number, version.0);
                    return true;
                }
                continue;
            };
            let ask = Ask::after(now, VersionKind::Roster, *number, version.0);
            if ask.is_granted(versions, now, &deciding)
                && self.unfit_roster(versions, now, version).is_none()
            {
                self.is_rooted =
                    self.is_rooted || version.1.is_some_and(|roster| roster.roots.is_some());
                now.roster = (*number, *version);
                self.push(VersionKind::Roster, *number, version.0);
                return true;
            }
            if roots(now.roster.1.1).is_none()
                && versions.policies.keys().next_back() > Some(&now.policy.0)
            {
                // Its consents may name a later policy.
                return false;
            }
        }
        false
    }

    fn next_policy<'a>(&mut self, versions: &Versions<'a>, now: &mut VersionsInForce<'a>) -> bool {
        let later = versions.policies.range(now.policy.0.saturating_add(1)..);
        for (number, version) in later {
            if self.unfit_policy(now, version).is_some() {
                continue;
            }
            let is_in_force = match deciding(now.roster.1.1, None) {
                None => true,
                Some(deciding) => Ask::after(now, VersionKind::Policy, *number, version.0)
                    .is_granted(versions, now, &deciding),
            };
            if is_in_force {
                now.policy = (*number, *version);
                self.push(VersionKind::Policy, *number, version.0);
                return true;
            }
        }
        false
    }

    /// Lists the pending versions, and judges every consent.
    fn wait(&mut self, versions: &Versions<'_>, now: &VersionsInForce<'_>) {
        for (number, version) in &versions.rosters {
            if self.numbers[0].contains(number) {
                continue;
            }
            let overtaken = (*number < now.roster.0).then_some(Unfit::Overtaken);
            let unfit = overtaken.or_else(|| self.unfit_roster(versions, now, version));
            let decides = deciding(now.roster.1.1, version.1);
            let ask = Ask::after(now, VersionKind::Roster, *number, version.0);
            self.pending
                .push(ask.pending(versions, now, decides, unfit));
        }
        for (number, version) in &versions.policies {
            if self.numbers[1].contains(number) {
                continue;
            }
            let overtaken = (*number < now.policy.0).then_some(Unfit::Overtaken);
            let unfit = overtaken.or_else(|| self.unfit_policy(now, version));
            let decides = deciding(now.roster.1.1, None);
            let ask = Ask::after(now, VersionKind::Policy, *number, version.0);
            self.pending
                .push(ask.pending(versions, now, decides, unfit));
        }
        for consented in &versions.consents {
            self.verdicts
                .insert(consented.digest, verdict(versions, consented));
        }
    }

    /// Why a roster cannot follow those that were in force.
    fn unfit_roster(
        &self,
        versions: &Versions<'_>,
        now: &VersionsInForce<'_>,
        version: &NumberedVersion<'_, Roster>,
    ) -> Option<Unfit> {
        let Some(roster) = version.1 else {
            return Some(Unfit::Unreadable);
        };
        if let Some(unfit) = self.returned(VersionKind::Roster, version.0) {
            return Some(unfit);
        }
        if let Some(broken) = now
            .roster
            .1
            .1
            .and_then(|old| breaks(old, roster).into_iter().next())
        {
            return Some(Unfit::Broken(broken));
        }
        let earlier = versions
            .rosters
            .values()
            .filter(|(digest, _)| self.rosters.contains(digest));
        let mut earlier = earlier.filter_map(|(_, earlier)| *earlier);
        if let Some(old) = now.roster.1.1
            && let Some(broken) = earlier.find_map(|earlier| revived(earlier, old, roster))
        {
            return Some(Unfit::Broken(broken));
        }
        if let Some(roots) = &roster.roots
            && let Some(unfit) = unfit_roots(&DecidingRoster { roster, roots })
        {
            return Some(unfit);
        }
        let before = versions
            .rosters
            .values()
            .filter(|(digest, _)| self.rosters.contains(digest));
        let known: Vec<(&Id, &Key)> = before.filter_map(|(_, old)| *old).flat_map(keys).collect();
        keys(roster).find_map(|(to, key)| {
            let of = known
                .iter()
                .find(|(of, there)| *there == key && *of != to)?
                .0;
            Some(Unfit::Key {
                of: of.clone(),
                to: to.clone(),
            })
        })
    }

    fn unfit_policy(
        &self,
        now: &VersionsInForce<'_>,
        version: &NumberedVersion<'_, Policy>,
    ) -> Option<Unfit> {
        unfit_policy(now, version).or_else(|| self.returned(VersionKind::Policy, version.0))
    }

    fn returned(&self, kind: VersionKind, digest: Digest) -> Option<Unfit> {
        let at = self.all(kind).iter().position(|it| *it == digest)?;
        Some(Unfit::Returned {
            number: *self.numbers[slot(kind)].get(at)?,
        })
    }

    fn push(&mut self, kind: VersionKind, number: u32, digest: Digest) {
        match kind {
            VersionKind::Roster => self.rosters.push(digest),
            VersionKind::Policy => self.policies.push(digest),
        }
        self.numbers[slot(kind)].push(number);
    }

    /// Checks that this chain begins with all versions in force in `earlier`.
    ///
    /// # Errors
    /// A version that was in force is missing or replaced; the text names it.
    pub fn follows(&self, earlier: &Chain) -> Result<(), String> {
        for kind in VersionKind::ALL {
            let Some(at) = self.parts(earlier, kind) else {
                continue;
            };
            let number = earlier.number_at(kind, at).unwrap_or_default();
            return Err(match self.number_at(kind, at) {
                Some(other) => {
                    format!("{kind} {number} was in force, and {kind} {other} would replace it")
                }
                None => format!("{kind} {number} was in force, and would no longer be"),
            });
        }
        Ok(())
    }

    /// The index of the first version at which this chain differs from an earlier one; `None` where it continues it.
    pub fn parts(&self, earlier: &Chain, kind: VersionKind) -> Option<usize> {
        let (old, new) = (earlier.all(kind), self.all(kind));
        let differs = old.iter().zip(new).position(|(old, new)| old != new);
        differs.or_else(|| (new.len() < old.len()).then_some(new.len()))
    }

    fn number_at(&self, kind: VersionKind, at: usize) -> Option<u32> {
        self.numbers[slot(kind)].get(at).copied()
    }

    /// The number of the version in force.
    pub fn number_in_force(&self, kind: VersionKind) -> Option<u32> {
        self.numbers[slot(kind)].last().copied()
    }

    /// The roster or the policy in force.
    pub fn in_force(&self, kind: VersionKind) -> Option<Digest> {
        self.all(kind).last().copied()
    }

    /// The versions that are or were in force, oldest first.
    pub fn all(&self, kind: VersionKind) -> &[Digest] {
        match kind {
            VersionKind::Roster => &self.rosters,
            VersionKind::Policy => &self.policies,
        }
    }

    /// Whether a roster in force names or ever named roots, so that new versions need their consent.
    pub fn is_rooted(&self) -> bool {
        self.is_rooted
    }

    /// The versions that are not in force and never were.
    pub fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// Why a consent can never count; `None` where it is valid.
    pub fn refused(&self, consented: &Consented) -> Option<&str> {
        self.verdicts
            .get(&consented.digest)?
            .as_ref()
            .err()
            .map(String::as_str)
    }
}

fn slot(kind: VersionKind) -> usize {
    match kind {
        VersionKind::Roster => 0,
        VersionKind::Policy => 1,
    }
}
