//! Bundles: one file that `git clone` opens, with one commit that follows from its files alone.

use std::path::Path;

use chrono::{DateTime, Utc};
use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Repository, Signature, Time};

use super::worktree::check_path;
use super::{Commit, Store, StoreError};

/// What goes into a bundle.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// Paths from the top, with `/`, and the bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What the commit says; the line that marks it as a bundle's follows.
    pub message: String,
    /// The time of the commit.
    pub at: DateTime<Utc>,
}

/// Whether a commit is the one of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bundled {
    /// It is: it has no history.
    Yes,
    /// It is not.
    No,
}

/// The last line of a bundle's commit, by which it is known.
const MARK: &str = "Wr-Bundle: 1";

impl Parcel {
    /// The bundle's bytes: equal parcels give equal bytes.
    ///
    /// libgit2 packs objects and writes no bundles; but a bundle is a pack after a few lines of text (gitformat-bundle).
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
        // Nobody's name: whoever writes the same bundle writes the same commit.
        let who = Signature::new(
            "wr bundle",
            "wr@localhost",
            &Time::new(self.at.timestamp(), 0),
        )?;
        let message = format!("{}\n\n{MARK}\n", self.message.trim());
        let commit = repo.commit(None, &who, &who, &message, &tree, &[])?;
        let mut pack = repo.packbuilder()?;
        // Which differences are stored must not depend on how many threads look for them.
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
    /// Whether a commit is the one of a bundle: it has no parent, and says so. Whoever pretends that gains nothing: what
    /// a bundle lacks is told of, and a clone that knew a history does not take one without.
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
