//! Loads a store.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::document::Document;
use super::folder::{Folder, Other};
use super::logos::Logos;
use super::register::RegisterFiles;
use super::request::RequestFiles;
use super::signatures::Checked;
use crate::act::{Action, StoredAct};
use crate::diagnostic::Diagnostic;
use crate::governance::{Chain, Consented, Introduced, Rosters};
use crate::id::Id;
use crate::path::{REGISTERS, Subject};
use crate::policy::Policy;
use crate::process::History;
use crate::roster::Roster;
use crate::roster::logo::path_fault;
use crate::schema::SCHEMAS;
use crate::signature::Verifier;
use crate::source::{Digest, SourceFile, Tree};

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
    /// The logos, if the loader read them.
    pub logos: Option<Logos>,
    /// Entries below `registers/` that are not regular files, with their kind; only the loader sees them.
    pub non_regular: Vec<(String, &'static str)>,
    /// Files whose bytes git may change, with the attributes in effect that let it, such as `text=auto`; only the loader
    /// sees them.
    pub changeable: Vec<(String, Vec<String>)>,
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
        let same = |a: &&Arc<SourceFile>, b: &&Arc<SourceFile>| top(a.path()) == top(b.path());
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
            Other::PolicyVersion(document) => {
                keep(&mut self.policies, &document);
                self.put_version(document);
            }
            Other::RosterVersion(document) => {
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

    /// Why a logo cannot be shown. Without the files of logos, only its path can be wrong.
    pub fn logo_fault(&self, path: &str) -> Option<String> {
        match &self.logos {
            None => path_fault(path),
            Some(logos) => logos.shown(path).err(),
        }
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
}

/// The folder or file directly below `registers/` that a path begins with.
fn top(path: &str) -> Option<&str> {
    path.split('/').nth(1)
}

fn keep<T: Clone>(versions: &mut BTreeMap<Digest, T>, document: &Document<T>) {
    if let Some(value) = document.get() {
        versions.insert(document.file.digest(), value.clone());
    }
}
