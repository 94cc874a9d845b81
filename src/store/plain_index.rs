//! Git's index for libgit2, which reads neither split nor sparse ones: git writes a plain copy of those.

use std::fs;
use std::path::{Path, PathBuf};

use git2::{Error, ErrorClass, ErrorCode, Index};

use super::{Store, StoreError};

/// The settings with which git writes a plain index.
const PLAIN: [&str; 6] = [
    "-c",
    "index.sparse=false",
    "-c",
    "core.splitIndex=false",
    "-c",
    "core.fsmonitor=false",
];

impl Store {
    /// What is in git's index. The status of files is compared with the same.
    pub(super) fn index(&self) -> Result<Index, StoreError> {
        match self.own_index() {
            Err(error) if error.class() == ErrorClass::Index => {
                let mut plain = self.plain_index()?;
                self.repo.set_index(&mut plain)?;
                Ok(plain)
            }
            own => Ok(own?),
        }
    }

    /// Git's own index, to be written.
    ///
    /// # Errors
    /// An error of the class `Index`, if only git can read it.
    pub(super) fn own_index(&self) -> Result<Index, Error> {
        let mut index = self.repo.index()?;
        if index.path() != Some(&*self.index_path()) {
            return Err(Error::new(
                ErrorCode::GenericError,
                ErrorClass::Index,
                "a plain copy of the index is in use",
            ));
        }
        index.read(false)?;
        Ok(index)
    }

    fn plain_index(&self) -> Result<Index, StoreError> {
        let failed = |error| StoreError::io(&self.index_path(), error);
        let room = tempfile::tempdir().map_err(failed)?;
        let copy = room.path().join("index");
        fs::copy(self.index_path(), &copy).map_err(failed)?;
        let rewrite = ["update-index", "--no-split-index", "--force-write-index"];
        let mut git = self.git(&[&PLAIN[..], &rewrite].concat());
        let output = git.env("GIT_INDEX_FILE", &copy).output();
        let output = output.map_err(|error| StoreError::io(Path::new("git"), error))?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr).trim().to_string();
            return Err(StoreError::Git(words));
        }
        Ok(Index::open_ext(&copy, self.repo.object_format())?)
    }

    fn index_path(&self) -> PathBuf {
        self.repo.path().join("index")
    }
}
