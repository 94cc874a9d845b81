//! A whole store at one moment, loaded once and borrowed by everything else. No I/O.

mod acts;
mod document;
mod folder;
mod place;
mod register;
mod request;
mod seals;
mod signers;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

pub use self::document::Document;
pub use self::folder::Folder;
use self::folder::Other;
pub use self::place::{RESERVED, SIGNATURE, StorePath, is_result, register_id};
pub use self::register::RegisterFiles;
pub use self::request::{Partnerships, RequestFiles};
pub use self::seals::{Checked, Unchecked};
pub use self::signers::SIGNERS;
use crate::act::{Action, StoredAct, Subject};
use crate::diagnostic::Diagnostic;
use crate::governance::{
    Chain, Consented, Introduced, KeyIntroduction, Rosters, Version, VersionKind, Versions,
};
use crate::id::Id;
use crate::policy::Policy;
use crate::policy::assurance::Domain;
use crate::process::{History, Replay, replay};
use crate::roster::Roster;
use crate::schema::SCHEMAS;
use crate::signature::Verifier;
use crate::source::{Digest, SourceFile, Tree};

/// The folder of the registers, from the store's top.
pub const REGISTERS: &str = "registers/";
/// The path of the policy.
pub const POLICY: &str = "registers/policy.yaml";
/// The path of the roster.
pub const ROSTER: &str = "registers/roster.yaml";
/// The folder with every version of roster and policy that acts were decided under.
pub const HISTORY: &str = "registers/history/";

/// A store: its governance and its registers.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// `policy.yaml`, as committed.
    pub policy: Option<Document<Policy>>,
    /// `roster.yaml`, as committed.
    pub roster: Option<Document<Roster>>,
    /// Every version of the roster that acts may name, by digest: those that are or were in force. If none is in
    /// force, those that can be read.
    pub rosters: Rosters,
    /// The same for the policy.
    pub policies: BTreeMap<Digest, Policy>,
    /// The files of the numbered versions, by path.
    pub history: BTreeMap<String, Arc<SourceFile>>,
    /// The consents of roots to numbered versions.
    pub consents: Vec<Document<Consented>>,
    /// The statements by which people introduced keys.
    pub introductions: Vec<Document<Introduced>>,
    /// Which versions are or were in force.
    pub chain: Chain,
    /// The list of all keys for `ssh-keygen`, as stored.
    pub signers: Option<Arc<SourceFile>>,
    /// The errors of versions that cannot be parsed.
    pub unreadable: Vec<Diagnostic>,
    /// The registers, by id.
    pub registers: BTreeMap<Id, RegisterFiles>,
    /// The change requests, by id.
    pub requests: BTreeMap<Id, RequestFiles>,
    /// Registers of the store that were not loaded. The loader fills it if a loaded register refers to another, see
    /// [`Snapshot::refers_elsewhere`].
    pub elsewhere: BTreeSet<Id>,
    /// Files that have no place in a store.
    pub strays: Vec<Arc<SourceFile>>,
    /// Schemas for editors.
    pub schemas: Vec<Arc<SourceFile>>,
    /// Entries below `registers/` that are not regular files, with their kind; only the loader sees them.
    pub non_regular: Vec<(String, &'static str)>,
    /// The paths of votes that a result does not list although the commit that it names as seen has them. Only the
    /// loader knows commits; [`Snapshot::unlisted_votes`] gives it the votes.
    pub seen_by_result: BTreeSet<String>,
}

impl Snapshot {
    /// Reads every file of `tree` below `registers/`: registers in parallel, each on one thread, so that nothing is
    /// moved afterwards.
    pub fn load(tree: &Tree) -> Snapshot {
        Snapshot::load_with(tree, &Checked::new())
    }

    /// Like [`Snapshot::load`], with the verdicts of `ssh-keygen` on the signatures of [`Snapshot::unchecked`].
    pub fn load_with(tree: &Tree, checked: &Checked) -> Snapshot {
        let files: Vec<&Arc<SourceFile>> = tree.under(REGISTERS).collect();
        let same = |a: &&Arc<SourceFile>, b: &&Arc<SourceFile>| {
            place::top(a.path()) == place::top(b.path())
        };
        let folders: Vec<_> = files.chunk_by(same).collect();
        let read = |verifier: &mut Verifier, files: &[&Arc<SourceFile>]| {
            Folder::read(files, checked, verifier)
        };
        let folders = folders
            .into_par_iter()
            .map_init(Verifier::default, read)
            .collect();
        Snapshot::of(folders, tree)
    }

    /// The store of these folders, which are those below `registers/` in `tree`, in order.
    pub fn of(folders: Vec<Folder>, tree: &Tree) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for folder in folders {
            snapshot.registers.extend(
                folder
                    .register
                    .map(|register_files| (register_files.id.clone(), register_files)),
            );
            snapshot.requests.extend(folder.requests);
            folder
                .others
                .into_iter()
                .for_each(|other| snapshot.put(other));
        }
        snapshot.schemas = tree.under(SCHEMAS).cloned().collect();
        snapshot.link();
        snapshot
    }

    /// Determines which versions of roster and policy are in force. A version without the consent of the roots, or
    /// edited by hand, has no effect.
    fn link(&mut self) {
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
        let domains: Vec<&Domain> = self
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
        ) -> BTreeMap<u32, Version<'a, T>> {
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
        let number = |path: &str| -> Option<u32> {
            let name = path.strip_prefix(HISTORY)?.strip_prefix(kind.as_str())?;
            name.strip_prefix('-')?.strip_suffix(".yaml")?.parse().ok()
        };
        let numbered = self
            .history
            .iter()
            .filter_map(|(path, file)| Some((number(path)?, file)));
        let mut numbered: Vec<_> = numbered.collect();
        numbered.sort_by_key(|(number, _)| *number);
        numbered
    }

    fn put(&mut self, other: Other) {
        match other {
            Other::Policy(document) => {
                keep(&mut self.policies, &document);
                self.policy = Some(document);
            }
            Other::Roster(document) => {
                keep(&mut self.rosters, &document);
                self.roster = Some(document);
            }
            Other::OldPolicy(document) => {
                keep(&mut self.policies, &document);
                self.put_version(document);
            }
            Other::OldRoster(document) => {
                keep(&mut self.rosters, &document);
                self.put_version(document);
            }
            Other::Consent(document) => {
                self.unreadable.extend_from_slice(document.refusals());
                self.consents.push(document);
            }
            Other::KeyStatement(document) => {
                self.unreadable.extend_from_slice(document.refusals());
                self.introductions.push(document);
            }
            Other::Signers(file) => self.signers = Some(file),
            Other::Stray(file) => self.strays.push(file),
        }
    }

    fn put_version<T>(&mut self, document: Document<T>) {
        self.unreadable.extend_from_slice(document.refusals());
        self.history
            .insert(document.file.path().to_string(), document.file);
    }

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
        let file = match kind {
            VersionKind::Roster => self.roster.as_ref().map(|document| &document.file),
            VersionKind::Policy => self.policy.as_ref().map(|document| &document.file),
        };
        self.chain
            .in_force(kind)
            .or_else(|| file.map(|file| file.digest()))
    }

    /// Whether the file differs from the version in force.
    pub fn is_unsaved(&self, kind: VersionKind) -> bool {
        let file = match kind {
            VersionKind::Roster => self.roster.as_ref().map(|document| document.file.digest()),
            VersionKind::Policy => self.policy.as_ref().map(|document| document.file.digest()),
        };
        file != self.chain.in_force(kind)
    }

    /// Whether a text refers to a register that was not loaded, or the reference cannot be read.
    pub fn refers_elsewhere(&self) -> bool {
        let mut texts = self
            .registers
            .values()
            .flat_map(|it| it.text.iter().chain(it.revisions.values()));
        texts.any(|text| {
            let named = text.partial().and_then(|text| text.addendum_to.as_ref());
            text.lacks("/addendum_to") || named.is_some_and(|id| !self.registers.contains_key(id))
        })
    }

    /// Whether a file exists at the path of this act.
    pub fn has_act(&self, stored: &StoredAct) -> bool {
        let path = stored.path();
        let is_there = |there: &Document<StoredAct>| there.file.path() == path;
        match stored.act.subject() {
            Subject::Register(id) => self
                .registers
                .get(id)
                .is_some_and(|register_files| register_files.all_acts().any(is_there)),
            Subject::Request(id) => self
                .requests
                .get(id)
                .is_some_and(|register_files| register_files.acts.iter().any(is_there)),
        }
    }

    /// Every act and vote of every register and every request, readable or not.
    pub fn acts(&self) -> impl Iterator<Item = &Document<StoredAct>> {
        let requests = self
            .requests
            .values()
            .flat_map(|register_files| &register_files.acts);
        self.registers
            .values()
            .flat_map(RegisterFiles::all_acts)
            .chain(requests)
    }

    /// The file of the version in force of the roster or the policy.
    pub fn in_force(&self, kind: VersionKind) -> Option<&Arc<SourceFile>> {
        let digest = self.chain.in_force(kind)?;
        self.history.values().find(|file| file.digest() == digest)
    }

    /// The votes in closed ballots that the result does not list, with the commit that the result names as seen: if
    /// that commit has the vote, it was left out; otherwise it came late.
    pub fn unlisted_votes(&self) -> Vec<(String, String)> {
        let mut unlisted = Vec::new();
        for register_files in self.registers.values() {
            for stored in register_files.acts.iter().filter_map(Document::get) {
                let Action::Result(result) = &stored.act.action else {
                    continue;
                };
                let votes = register_files.votes.get(&result.of).into_iter().flatten();
                let lacks = |vote: &&Document<StoredAct>| {
                    result.votes.binary_search(&vote.file.digest()).is_err()
                };
                unlisted.extend(
                    votes
                        .filter(lacks)
                        .map(|vote| (stored.act.seen.clone(), vote.file.path().to_string())),
                );
            }
        }
        unlisted
    }

    /// What the acts of a register are judged by. `None` without a policy, which holds the store's id.
    pub fn history<'a>(&'a self, register_files: &'a RegisterFiles) -> Option<History<'a>> {
        self.policy()
            .map(|policy| register_files.history(&policy.store, &self.rosters, &self.policies))
    }

    /// The replay of a register.
    pub fn replay<'a>(&'a self, register_files: &'a RegisterFiles) -> Option<Replay<'a>> {
        self.history(register_files).map(|history| replay(&history))
    }
}

fn keep<T: Clone>(versions: &mut BTreeMap<Digest, T>, document: &Document<T>) {
    if let Some(value) = document.get() {
        versions.insert(document.file.digest(), value.clone());
    }
}
