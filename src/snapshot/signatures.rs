//! Acts with the signatures next to them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::document::Document;
use crate::act::{Act, StoredAct, canonical};
use crate::governance::{Consent, Consented, Introduced, Introduction};
use crate::path::SIGNATURE;
use crate::signature::{SignatureStatus, Verification, Verifier};
use crate::source::SourceFile;

/// The verdicts of `ssh-keygen` on signatures, by path; only those that it was called for.
pub type Checked = BTreeMap<String, Verification>;

/// The signatures of one folder.
pub(super) struct FolderSignatures<'a> {
    by_act: HashMap<&'a str, &'a Arc<SourceFile>>,
    acts: HashSet<&'a str>,
    checked: &'a Checked,
    verifier: &'a Verifier,
}

impl<'a> FolderSignatures<'a> {
    pub(super) fn of(
        files: &[&'a Arc<SourceFile>],
        checked: &'a Checked,
        verifier: &'a Verifier,
    ) -> FolderSignatures<'a> {
        let signed =
            |file: &&'a Arc<SourceFile>| Some((file.path().strip_suffix(SIGNATURE)?, *file));
        let by_act: HashMap<&str, &Arc<SourceFile>> = files.iter().filter_map(signed).collect();
        let acts = files
            .iter()
            .map(|file| file.path())
            .filter(|path| by_act.contains_key(path))
            .collect();
        FolderSignatures {
            by_act,
            acts,
            checked,
            verifier,
        }
    }

    /// Whether the act of a signature exists.
    pub(super) fn has_act(&self, signature: &SourceFile) -> bool {
        signature
            .path()
            .strip_suffix(SIGNATURE)
            .is_some_and(|act| self.acts.contains(act))
    }

    /// Reads an act with the status of its signature, which is checked here once.
    pub(super) fn act(&self, file: &Arc<SourceFile>) -> Document<StoredAct> {
        let stored = |act: Act| StoredAct {
            act,
            digest: file.digest(),
            signature: self.signature(file),
        };
        Document::new(file, canonical::read(file).map(stored))
    }

    /// Reads a consent with the status of its signature.
    pub(super) fn consent(&self, file: &Arc<SourceFile>) -> Document<Consented> {
        let consented = |consent: Consent| Consented {
            consent,
            digest: file.digest(),
            signature: self.signature(file),
        };
        Document::new(file, Consent::read(file).map(consented))
    }

    /// Reads a statement about a key with the status of its signature.
    pub(super) fn introduction(&self, file: &Arc<SourceFile>) -> Document<Introduced> {
        let introduced = |introduction: Introduction| Introduced {
            introduction,
            digest: file.digest(),
            signature: self.signature(file),
        };
        Document::new(file, Introduction::read(file).map(introduced))
    }

    fn signature(&self, file: &SourceFile) -> SignatureStatus {
        match self.by_act.get(file.path()) {
            None => SignatureStatus::Missing,
            Some(signature) => {
                let elsewhere = self.checked.get(signature.path()).copied();
                SignatureStatus::by(self.verifier, signature.bytes(), file.bytes(), elsewhere)
            }
        }
    }
}
