//! The signatures that only `ssh-keygen` can check.

use std::sync::Arc;

use super::load::Snapshot;
use crate::governance::KEY;
use crate::path::SIGNATURE;
use crate::signature::{SignatureStatus, Verification};
use crate::source::{SourceFile, Tree};

/// A signature by a kind of key that this process cannot check.
#[derive(Debug, Clone)]
pub struct Unchecked {
    /// The signature.
    pub signature: Arc<SourceFile>,
    /// The act that it belongs to.
    pub act: Arc<SourceFile>,
    /// The namespace that it names.
    pub namespace: String,
}

impl Snapshot {
    /// The signatures that only `ssh-keygen` can check. One for a namespace of no policy is left out; it is refused
    /// anyway.
    pub fn unchecked(&self, tree: &Tree) -> Vec<Unchecked> {
        let acts = self.acts().filter_map(|document| {
            let stored = document.get()?;
            Some((&document.file, &stored.signature, stored.act.action.kind()))
        });
        let consents = self.consents.iter().filter_map(|document| {
            let it = document.get()?;
            Some((&document.file, &it.signature, it.consent.to.as_str()))
        });
        let statements = self.introductions.iter().filter_map(|document| {
            let it = document.get()?;
            Some((&document.file, &it.signature, KEY))
        });
        let signed = acts
            .chain(consents)
            .chain(statements)
            .filter_map(|(act, signature, kind)| {
                let SignatureStatus::Made(made) = signature else {
                    return None;
                };
                if made.verification != Verification::Unknown {
                    return None;
                }
                let is_ours = self
                    .policies
                    .values()
                    .any(|it| it.signing_domain.namespace(kind) == made.namespace);
                let signature = tree.get(&format!("{}{SIGNATURE}", act.path()))?.clone();
                let namespace = made.namespace.clone();
                is_ours.then(|| Unchecked {
                    signature,
                    act: act.clone(),
                    namespace,
                })
            });
        signed.collect()
    }
}
