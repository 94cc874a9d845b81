//! The versions of roster and policy of a store.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::document::Document;
use super::load::Snapshot;
use crate::governance::{Chain, Introduced, KeyIntroduction, NumberedVersion, Versions};
use crate::path::{StorePath, VersionKind};
use crate::policy::Policy;
use crate::policy::assurance::SigningDomain;
use crate::roster::Roster;
use crate::source::{Digest, SourceFile};

impl Snapshot {
    /// The policy in force: the newest saved version, whatever the file has. If none is saved, the file.
    pub fn policy(&self) -> Option<&Policy> {
        match self.chain.in_force(VersionKind::Policy) {
            Some(digest) => self.policies.get(&digest),
            None => self.policy.as_ref().and_then(Document::get),
        }
    }

    /// The roster in force: the newest saved version, whatever the file has. If none is saved, the file.
    pub fn roster(&self) -> Option<&Roster> {
        match self.chain.in_force(VersionKind::Roster) {
            Some(digest) => self.rosters.get(&digest),
            None => self.roster.as_ref().and_then(Document::get),
        }
    }

    /// The policy in the file, even if it is not saved; if the file cannot be read, the one in force.
    pub fn written_policy(&self) -> Option<&Policy> {
        self.policy
            .as_ref()
            .and_then(Document::get)
            .or_else(|| self.policy())
    }

    /// The roster in the file, even if it is not saved; if the file cannot be read, the one in force.
    pub fn written_roster(&self) -> Option<&Roster> {
        self.roster
            .as_ref()
            .and_then(Document::get)
            .or_else(|| self.roster())
    }

    /// The digest of the roster or the policy that new acts name.
    pub fn named(&self, kind: VersionKind) -> Option<Digest> {
        self.chain.in_force(kind).or_else(|| self.file_digest(kind))
    }

    /// Whether the file differs from the version in force.
    pub fn is_unsaved(&self, kind: VersionKind) -> bool {
        self.file_digest(kind) != self.chain.in_force(kind)
    }

    /// The digest of `roster.yaml` or `policy.yaml`.
    fn file_digest(&self, kind: VersionKind) -> Option<Digest> {
        let file = match kind {
            VersionKind::Roster => &self.roster.as_ref()?.file,
            VersionKind::Policy => &self.policy.as_ref()?.file,
        };
        Some(file.digest())
    }

    /// The file of the version in force of the roster or the policy.
    pub fn in_force(&self, kind: VersionKind) -> Option<&Arc<SourceFile>> {
        let digest = self.chain.in_force(kind)?;
        self.history.values().find(|file| file.digest() == digest)
    }

    /// Determines which versions of roster and policy are in force. A version without the consent of the roots, or
    /// edited by hand, has no effect.
    pub(super) fn link(&mut self) {
        let chain = Chain::of(&self.versions());
        if chain.is_rooted() || chain.in_force(VersionKind::Roster).is_some() {
            self.rosters
                .retain(|digest, _| chain.all(VersionKind::Roster).contains(digest));
            self.policies
                .retain(|digest, _| chain.all(VersionKind::Policy).contains(digest));
        }
        self.rosters.order = chain.all(VersionKind::Roster).to_vec();
        self.chain = chain;
        let introduced = self.introductions.iter().filter_map(Document::get);
        let links = introduced.filter_map(|it| self.key_link(it).ok()).collect();
        self.rosters.links = links;
    }

    /// What a statement about a key proves in this store.
    ///
    /// # Errors
    /// The reason why it proves nothing.
    pub fn key_link(&self, introduced: &Introduced) -> Result<KeyIntroduction, String> {
        let store = self
            .policy()
            .map(|policy| &policy.store)
            .ok_or("no policy is in force")?;
        let domains: Vec<&SigningDomain> = self
            .policies
            .values()
            .map(|policy| &policy.signing_domain)
            .collect();
        introduced.link(store, &domains)
    }

    /// The numbered versions of roster and policy, with the consents to them.
    fn versions(&self) -> Versions<'_> {
        fn of<'a, T>(
            numbered: Vec<(u32, &'a Arc<SourceFile>)>,
            known: &'a BTreeMap<Digest, T>,
        ) -> BTreeMap<u32, NumberedVersion<'a, T>> {
            let version = |(number, file): (u32, &Arc<SourceFile>)| {
                (number, (file.digest(), known.get(&file.digest())))
            };
            numbered.into_iter().map(version).collect()
        }
        Versions {
            rosters: of(self.numbered(VersionKind::Roster), &self.rosters),
            policies: of(self.numbered(VersionKind::Policy), &self.policies),
            consents: self.consents.iter().filter_map(Document::get).collect(),
        }
    }

    /// The files of the numbered versions of roster or policy, by number.
    pub fn numbered(&self, kind: VersionKind) -> Vec<(u32, &Arc<SourceFile>)> {
        let number = |path: &str| {
            let Some(StorePath::Version(of, number)) = StorePath::of(path) else {
                return None;
            };
            (of == kind).then_some(number)
        };
        let numbered = self
            .history
            .iter()
            .filter_map(|(path, file)| Some((number(path)?, file)));
        let mut numbered: Vec<_> = numbered.collect();
        numbered.sort_by_key(|(number, _)| *number);
        numbered
    }
}
