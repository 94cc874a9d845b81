//! Finds the folder of a repository's hooks.

use std::path::{Path, PathBuf};

use super::{Store, StoreError};

/// The folder of a repository's hooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hooks {
    /// The folder, which may not exist yet.
    pub folder: PathBuf,
    /// Which repositories use it.
    pub reach: Reach,
}

/// Which repositories use a folder of hooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// This repository only.
    Repository,
    /// `core.hooksPath` names a folder outside of the repository, which others may use too.
    Outside,
}

impl Store {
    /// The folder that git runs hooks from: `core.hooksPath`, or else `hooks` in the git directory.
    pub fn hooks(&self) -> Result<Hooks, StoreError> {
        let own = self.repo.commondir().join("hooks");
        let config = self.repo.config()?.snapshot()?;
        let Ok(given) = config.get_path("core.hooksPath") else {
            return Ok(Hooks {
                folder: own,
                reach: Reach::Repository,
            });
        };
        // Git resolves a relative path from the top of the working tree, where hooks run.
        let folder = self.top().unwrap_or(self.repo.path()).join(given);
        let homes = [
            self.top(),
            Some(self.repo.commondir()),
            Some(self.repo.path()),
        ];
        let place = real(&folder);
        let inside = homes
            .into_iter()
            .flatten()
            .any(|home| place.starts_with(real(home)));
        Ok(Hooks {
            folder,
            reach: if inside {
                Reach::Repository
            } else {
                Reach::Outside
            },
        })
    }
}

/// The path without links and dots; its last parts may not exist.
fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        // A missing path that ends in dots cannot be resolved, so it counts as outside.
        (_, _) => PathBuf::new(),
    }
}
