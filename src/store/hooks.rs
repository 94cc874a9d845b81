//! Where git looks for the hooks of a repository.

use std::path::{Path, PathBuf};

use super::{Store, StoreError};

/// The folder of a repository's hooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hooks {
    /// The folder; it may not be there yet.
    pub folder: PathBuf,
    /// Whose it is.
    pub reach: Reach,
}

/// Whose hooks lie in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// This repository's alone.
    Repository,
    /// `core.hooksPath` names a folder outside: other repositories may run what lies there.
    Outside,
}

impl Store {
    /// Where git looks for hooks: `core.hooksPath`, else `hooks` in git's own folder.
    pub fn hooks(&self) -> Result<Hooks, StoreError> {
        let own = self.repo.commondir().join("hooks");
        let config = self.repo.config()?.snapshot()?;
        let Ok(given) = config.get_path("core.hooksPath") else {
            return Ok(Hooks {
                folder: own,
                reach: Reach::Repository,
            });
        };
        // A relative path begins where hooks run: at the top of the working tree.
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

/// A path without links and dots, also when its end is not there yet.
fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        // What ends in dots and is not there is nowhere, so it is not inside.
        (_, _) => PathBuf::new(),
    }
}
