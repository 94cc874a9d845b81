//! Reads and writes a person's statement about a new key, signed with an earlier key of that person.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::act::canonical;
use crate::date::Moment;
use crate::diagnostic::{Diagnostic, SourcePlace};
use crate::id::Id;
use crate::path::StorePath;
use crate::policy::StoreId;
use crate::policy::assurance::SigningDomain;
use crate::signature::{Key, SignatureStatus};
use crate::source::{Digest, SourceFile};

const FORMAT: u32 = 1;

/// The part of a statement's signature namespace before the `@`.
pub const KEY: &str = "key";

/// The statement: a file in the canonical form of acts, with the signature of an earlier key next to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Introduction {
    /// Always 1.
    pub format: u32,
    /// The store.
    pub store: StoreId,
    /// The person whose key it is.
    pub by: Id,
    /// When, by that person's clock; it decides nothing.
    pub at: Moment,
    /// The new key, as OpenSSH writes public keys, without a comment.
    pub key: String,
}

/// A statement with the digest and the signature of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduced {
    /// The statement.
    pub introduction: Introduction,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The signature of its bytes.
    pub signature: SignatureStatus,
}

/// A signed statement: one key introduces another of the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyIntroduction {
    /// The person who has both keys.
    pub person: Id,
    /// The introduced key.
    pub key: Key,
    /// The key that signed the statement.
    pub by: Key,
}

impl Introduction {
    /// The format of new statements.
    pub const FORMAT: u32 = FORMAT;

    /// Its bytes, in the canonical form of acts.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// Reads a statement.
    ///
    /// # Errors
    /// The bytes differ from those that [`Introduction::to_bytes`] writes, or have another format.
    pub fn read(file: &Arc<SourceFile>) -> Result<Introduction, Box<Diagnostic>> {
        let read: Option<Introduction> = canonical::from_bytes(file);
        read.filter(|it| it.format == FORMAT).ok_or_else(|| {
            let message = "this is not a statement about a key in the form that `wr` writes".to_string();
            let help = "`wr key add` writes these statements, and they are never edited; restore the file from git's history";
            Box::new(Diagnostic::error("key-statement-malformed", message).at(SourcePlace::file(file)).help(help))
        })
    }

    /// The namespace of its signature, for example `key@wr.dmtf.org`.
    pub fn namespace(domain: &SigningDomain) -> String {
        domain.namespace(KEY)
    }

    /// Its path in a store.
    pub fn path(&self) -> String {
        let digest = Digest::of(&self.to_bytes());
        StorePath::KeyStatement(format!("{}-{}.yaml", self.by, digest.short())).to_string()
    }
}

impl Introduced {
    /// The link between the two keys, for a store whose policies have these domains.
    ///
    /// # Errors
    /// The reason why the statement is not valid.
    pub fn link(
        &self,
        store: &StoreId,
        domains: &[&SigningDomain],
    ) -> Result<KeyIntroduction, String> {
        let it = &self.introduction;
        if it.store != *store {
            return Err(format!("it was made for the store {}", it.store));
        }
        let key: Key = it
            .key
            .parse()
            .map_err(|why| format!("the key that it names cannot be used: {why}"))?;
        let SignatureStatus::Made(made) = &self.signature else {
            return Err("it is not signed".to_string());
        };
        if made.key == key {
            return Err("it is signed with the key that it introduces".to_string());
        }
        let own = std::slice::from_ref(&made.key);
        let namespaces = domains.iter().map(|domain| Introduction::namespace(domain));
        let mut why = "no policy is in force".to_string();
        for namespace in namespaces {
            match self.signature.signer(&namespace, own) {
                Ok(_) => {
                    return Ok(KeyIntroduction {
                        person: it.by.clone(),
                        key,
                        by: made.key.clone(),
                    });
                }
                Err(refused) => why = refused.to_string(),
            }
        }
        Err(why)
    }
}
