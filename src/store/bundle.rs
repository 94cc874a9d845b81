//! Writes git bundles with one reproducible commit: it depends on the files only.

use std::path::Path;

use chrono::{DateTime, Utc};
use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Repository, Signature, Time};

use super::path_state::check_path;
use super::{Commit, Store, StoreError};

/// The contents of a bundle.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// Files: path from the top, with `/`, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The commit message, without the trailer that marks a bundle.
    pub message: String,
    /// The date of the commit.
    pub at: DateTime<Utc>,
}

/// Whether a commit is that of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bundled {
    /// It is, so it has no history.
    Yes,
    /// It is not.
    No,
}

/// The last line of the message that marks the commit of a bundle.
const MARK: &str = "Wr-Bundle: 1";

impl Parcel {
    /// The bytes of the bundle; equal parcels give equal bytes.
    ///
    /// libgit2 cannot write bundles, but a bundle is a pack after a few lines of text (gitformat-bundle).
    pub fn bytes(&self) -> Result<Vec<u8>, StoreError> {
        let room = tempfile::tempdir()
            .map_err(|error| StoreError::io(Path::new("temporary folder"), error))?;
        let repo = Repository::init_bare(room.path())?;
        let mut update = TreeUpdateBuilder::new();
        for (path, bytes) in &self.files {
            check_path(path)?;
            update.upsert(path.as_str(), repo.blob(bytes)?, FileMode::Blob);
        }
        let empty = repo.find_tree(repo.treebuilder(None)?.write()?)?;
        let tree = repo.find_tree(update.create_updated(&repo, &empty)?)?;
        // A fixed author, so that every user writes the same commit.
        let who = Signature::new(
            "wr bundle",
            "wr@localhost",
            &Time::new(self.at.timestamp(), 0),
        )?;
        let message = format!("{}\n\n{MARK}\n", self.message.trim());
        let commit = repo.commit(None, &who, &who, &message, &tree, &[])?;
        let mut pack = repo.packbuilder()?;
        // With several threads, the deltas in the pack would depend on their number.
        pack.set_threads(1);
        pack.insert_commit(commit)?;
        let mut bytes =
            format!("# v2 git bundle\n{commit} HEAD\n{commit} refs/heads/main\n\n").into_bytes();
        let mut packed = git2::Buf::new();
        pack.write_buf(&mut packed)?;
        bytes.extend_from_slice(&packed);
        Ok(bytes)
    }
}

impl Store {
    /// Whether a commit is that of a bundle: it has no parent, and its message has the mark. A forged mark gains
    /// nothing: reports say what a bundle lacks, and a clone with a history does not accept one without.
    pub fn bundled(&self, commit: Commit) -> Result<Bundled, StoreError> {
        let found = self.repo.find_commit(commit.0)?;
        let says = found
            .message_bytes()
            .trim_ascii_end()
            .ends_with(format!("\n\n{MARK}").as_bytes());
        Ok(if says && found.parent_count() == 0 {
            Bundled::Yes
        } else {
            Bundled::No
        })
    }
}
