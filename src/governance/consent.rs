//! Reads and writes a root's consent to a version of the roster or the policy.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::act::canonical;
use crate::date::Moment;
use crate::diagnostic::{Diagnostic, SourcePlace};
use crate::id::Id;
use crate::path::{StorePath, VersionKind};
use crate::policy::StoreId;
use crate::policy::assurance::SigningDomain;
use crate::signature::SignatureStatus;
use crate::source::{Digest, SourceFile};

const FORMAT: u32 = 1;

/// One root's consent: a file next to the version, in the canonical form of acts, with its signature next to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Consent {
    /// Always 1.
    pub format: u32,
    /// The store.
    pub store: StoreId,
    /// The root who consents.
    pub by: Id,
    /// When, by that person's clock; it decides nothing.
    pub at: Moment,
    /// Roster or policy.
    pub to: VersionKind,
    /// The number of the version.
    pub version: u32,
    /// The digest of the version.
    pub digest: Digest,
    /// The roster in force; absent for the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roster: Option<Digest>,
    /// The policy in force.
    pub policy: Digest,
}

/// A consent with the digest and the signature of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consented {
    /// The consent.
    pub consent: Consent,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The signature of its bytes.
    pub signature: SignatureStatus,
}

impl Consent {
    /// The format of new consents.
    pub const FORMAT: u32 = FORMAT;

    /// Its bytes, in the canonical form of acts.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// Reads a consent.
    ///
    /// # Errors
    /// The bytes differ from those that [`Consent::to_bytes`] writes, or have another format.
    pub fn read(file: &Arc<SourceFile>) -> Result<Consent, Box<Diagnostic>> {
        let consent: Option<Consent> = canonical::from_bytes(file);
        consent.filter(|consent| consent.format == FORMAT).ok_or_else(|| {
            let message = "this is not a consent in the form that `wr` writes".to_string();
            let help = "`wr save` and `wr consent` write consents, and they are never edited; restore the file from git's history";
            Box::new(Diagnostic::error("consent-malformed", message).at(SourcePlace::file(file)).help(help))
        })
    }

    /// The namespace of its signature, for example `roster@wr.dmtf.org`.
    pub fn namespace(&self, domain: &SigningDomain) -> String {
        domain.namespace(self.to.as_str())
    }

    /// Its path in a store.
    pub fn path(&self) -> String {
        let name = format!("{}-{}.yaml", self.by, Digest::of(&self.to_bytes()).short());
        StorePath::Consent(self.to, self.version, name).to_string()
    }
}
