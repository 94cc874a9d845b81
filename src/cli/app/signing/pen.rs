//! The means of signing with a key.

use std::path::PathBuf;

use anyhow::Result;

use crate::cli::app::context::Context;
use crate::cli::app::keygen;
use crate::signature::{Key, Secret, Signature};

/// The means of signing with a key.
#[derive(Debug, Clone)]
pub(crate) enum Pen {
    /// A key in memory, used by `wr demo`.
    Secret(Box<Secret>),
    /// A key file: the private key, or the public key of one that an agent holds.
    File(PathBuf),
    /// The public key of one that an agent holds.
    Agent(Key),
}

impl Pen {
    pub(super) fn sign(
        &self,
        context: &Context,
        namespace: &str,
        message: &[u8],
    ) -> Result<Signature> {
        match self {
            Pen::Secret(secret) => Ok(secret.sign(namespace, message)?),
            Pen::File(path) => keygen::sign(&context.store, path, namespace, message),
            Pen::Agent(key) => keygen::sign_by_agent(&context.store, key, namespace, message),
        }
    }
}
