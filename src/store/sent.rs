//! The messages that this clone handed over to a mail program. After a failure in the middle, the next run sends the rest.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;

use super::{Store, StoreError};
use crate::date::Moment;
use crate::source::Digest;

/// A message that was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentMessage {
    /// The digest of its bytes.
    pub digest: Digest,
    /// When it was handed over.
    pub at: Moment,
}

impl Store {
    /// The messages that were handed over, by Message-ID.
    ///
    /// # Errors
    /// The list cannot be read.
    pub fn sent_messages(&self) -> Result<BTreeMap<String, SentMessage>, StoreError> {
        let path = self.sent_path();
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(StoreError::io(&path, error)),
        };
        // A line that a crash cut short names no message.
        Ok(text.lines().filter_map(parse).collect())
    }

    /// Adds a message, before anything else can fail.
    ///
    /// # Errors
    /// The list cannot be written.
    pub fn add_sent_message(&self, id: &str, sent: SentMessage) -> Result<(), StoreError> {
        let path = self.sent_path();
        let write = || {
            let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
            file.write_all(format!("{id} {} {}\n", sent.digest, sent.at).as_bytes())?;
            file.sync_all()
        };
        write().map_err(|error| StoreError::io(&path, error))
    }

    fn sent_path(&self) -> PathBuf {
        self.repo.commondir().join("wr-sent")
    }
}

/// Reads a line: Message-ID, digest, moment.
fn parse(line: &str) -> Option<(String, SentMessage)> {
    let mut words = line.split(' ');
    let id = words.next()?.to_string();
    let digest = words.next()?.parse().ok()?;
    let at = words.next()?.parse().ok()?;
    Some((id, SentMessage { digest, at }))
}
