//! The files of one register.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::acts::{damage as damage_of, in_its_place};
use super::document::Document;
use crate::act::{Action, StoredAct};
use crate::contacts::Contacts;
use crate::governance::Rosters;
use crate::id::Id;
use crate::path::{ActPath, StorePath};
use crate::policy::{Policy, StoreId};
use crate::process::letters::Reports;
use crate::process::{History, Revision};
use crate::register::Register;
use crate::source::{Digest, SourceFile};
use crate::yaml::Reading;

/// The files of one register.
#[derive(Debug, Clone)]
pub struct RegisterFiles {
    /// Its id, which is the name of its folder.
    pub id: Id,
    /// The draft of the next revision.
    pub text: Option<Document<Register>>,
    /// The contacts.
    pub contacts: Option<Document<Contacts>>,
    /// The frozen texts.
    pub revisions: BTreeMap<u32, Document<Register>>,
    /// The acts other than votes, by path.
    pub acts: Vec<Document<StoredAct>>,
    /// The votes, by the ballot of their folder.
    pub votes: BTreeMap<String, Vec<Document<StoredAct>>>,
    /// The files with the signatures of these acts.
    pub signatures: Vec<Arc<SourceFile>>,
}

impl RegisterFiles {
    /// A register without files.
    pub fn empty(id: Id) -> RegisterFiles {
        RegisterFiles {
            id,
            text: None,
            contacts: None,
            revisions: BTreeMap::new(),
            acts: Vec::new(),
            votes: BTreeMap::new(),
            signatures: Vec::new(),
        }
    }

    /// Between submissions the draft equals the newest revision, byte for byte; then it is read once.
    pub(super) fn put_revision(&mut self, number: u32, file: &Arc<SourceFile>) {
        let same = self
            .text
            .as_ref()
            .filter(|text| text.file.bytes() == file.bytes());
        let document = match same.and_then(Document::get) {
            Some(register) => Document::new(file, Reading::Complete(register.clone())),
            None => Document::read(file),
        };
        self.revisions.insert(number, document);
    }

    pub(super) fn put_act(&mut self, path: ActPath, document: Document<StoredAct>) {
        match path {
            ActPath::Vote { ballot, .. } => self.votes.entry(ballot).or_default().push(document),
            ActPath::Named(_) | ActPath::Ballot(_) | ActPath::Result(..) => {
                self.acts.push(document);
            }
        }
    }

    /// The digests of its contacts, for the letters that report them.
    pub fn reports(&self) -> Reports {
        Reports::of(self.contacts.as_ref().and_then(Document::get))
    }

    /// What its acts are judged by. A file that is not an act, or is at the path of another act, is left out: it is
    /// reported, and has no effect.
    pub fn history<'a>(
        &'a self,
        store: &'a StoreId,
        rosters: &'a Rosters,
        policies: &'a BTreeMap<Digest, Policy>,
    ) -> History<'a> {
        let revision = |document: &'a Document<Register>| Revision {
            digest: document.file.digest(),
            register: document.get(),
        };
        let revisions = self
            .revisions
            .iter()
            .map(|(number, document)| (*number, revision(document)))
            .collect();
        let acts = self
            .acts
            .iter()
            .filter_map(in_its_place)
            .filter(|stored| !is_vote(stored))
            .collect();
        let votes = self.votes.iter().map(|(ballot, votes)| {
            (
                ballot.as_str(),
                votes
                    .iter()
                    .filter_map(in_its_place)
                    .filter(|stored| is_vote(stored))
                    .collect(),
            )
        });
        History {
            store,
            id: &self.id,
            rosters,
            policies,
            revisions,
            acts,
            votes: votes.collect(),
        }
    }
}

impl RegisterFiles {
    /// Every act and vote, readable or not.
    pub fn all_acts(&self) -> impl Iterator<Item = &Document<StoredAct>> {
        self.acts.iter().chain(self.votes.values().flatten())
    }

    /// The files of the record that differ from what `wr` wrote: unreadable, moved or edited acts, and frozen texts
    /// that acts name by another digest. Each with its problem; no decision is based on such a record.
    pub fn damage(&self) -> Vec<String> {
        let mut damage: Vec<String> = self.all_acts().filter_map(damage_of).collect();
        damage.extend(
            self.all_acts()
                .filter_map(in_its_place)
                .filter_map(|stored| self.text_damage(stored)),
        );
        damage.sort();
        damage.dedup();
        damage
    }

    fn text_damage(&self, stored: &StoredAct) -> Option<String> {
        let (revision, digest) = stored.act.revision.zip(stored.act.digest)?;
        match self.revisions.get(&revision) {
            Some(document) if document.file.digest() == digest => None,
            Some(document) => Some(format!(
                "{} is not the text that was submitted",
                document.file.path()
            )),
            None => {
                let path = StorePath::Revision(self.id.clone(), revision);
                Some(format!("{path} is missing"))
            }
        }
    }
}

fn is_vote(stored: &StoredAct) -> bool {
    matches!(stored.act.action, Action::Vote(_))
}
