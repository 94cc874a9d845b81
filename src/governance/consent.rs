//! One root's consent to one version of the roster or the policy.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::VersionKind;
use crate::act::canonical;
use crate::date::Moment;
use crate::diagnostic::{Diagnostic, SourcePlace};
use crate::id::Id;
use crate::policy::StoreId;
use crate::policy::assurance::Domain;
use crate::signature::SignatureStatus;
use crate::source::{Digest, SourceFile};

/// The version of this format.
const FORMAT: u32 = 1;

/// One root's consent: a file beside the version, in the form of acts, with the signature beside it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Consent {
    /// Always 1.
    pub format: u32,
    /// The store it was given for.
    pub store: StoreId,
    /// Who consents.
    pub by: Id,
    /// When, by the clock of who consents; nothing is decided by it.
    pub at: Moment,
    /// What the version is of.
    pub to: VersionKind,
    /// Its number.
    pub version: u32,
    /// Its digest.
    pub digest: Digest,
    /// The roster in force; none for the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roster: Option<Digest>,
    /// The policy in force.
    pub policy: Digest,
}

/// A consent with the digest of its bytes and what vouches for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consented {
    /// What it says.
    pub consent: Consent,
    /// The digest of its bytes.
    pub digest: Digest,
    /// What vouches for its bytes.
    pub signature: SignatureStatus,
}

impl Consent {
    /// The number of the format of new ones.
    pub const FORMAT: u32 = FORMAT;

    /// Its bytes, in the form of acts.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// Reads one.
    ///
    /// # Errors
    /// The bytes are not exactly those that [`Consent::to_bytes`] would write, or of another format.
    pub fn read(file: &Arc<SourceFile>) -> Result<Consent, Box<Diagnostic>> {
        let consent: Option<Consent> = canonical::from_bytes(file);
        consent.filter(|consent| consent.format == FORMAT).ok_or_else(|| {
            let message = "this is no consent in the form that `wr` writes".to_string();
            let help = "consents are written by `wr save` and `wr consent`, and never edited; restore the file from git's history";
            Box::new(Diagnostic::error("consent-malformed", message).at(SourcePlace::file(file)).help(help))
        })
    }

    /// What its signature names: `roster@wr.dmtf.org`.
    pub fn namespace(&self, domain: &Domain) -> String {
        domain.namespace(self.to.as_str())
    }

    /// The name of its file, in the folder of the version.
    pub fn file_name(&self) -> String {
        format!("{}-{}.yaml", self.by, Digest::of(&self.to_bytes()).short())
    }
}
