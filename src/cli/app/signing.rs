//! Chooses the actor's key and signs with it.
//!
//! Keys are searched for where git searches, and no private key is written to a file. Private keys stay with
//! `ssh-keygen`, which supports agents, hardware tokens and passphrases; plain ed25519 files are read here only if it
//! is not installed.

mod find;
mod pen;
mod sign;

pub(crate) use self::find::{FoundKey, found};
pub(crate) use self::sign::{Signed, check_key, sign, sign_as, sign_with};
