//! Finds the folder of a repository's hooks.

use std::fs;
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

/// The hooks that git runs around a commit.
const OF_COMMITS: [&str; 4] = [
    "pre-commit",
    "prepare-commit-msg",
    "commit-msg",
    "post-commit",
];

/// Marks a hook that `wr` wrote.
pub const WRITTEN_BY_WR: &str = "# Written by `wr hook install`;";

/// Whether a hook has the mark of `wr`.
pub fn is_written_by_wr(text: &str) -> bool {
    text.lines().any(|line| line.starts_with(WRITTEN_BY_WR))
}

impl Hooks {
    /// The hooks around a commit that are in the folder and that `wr` did not write.
    pub fn of_commits(&self) -> Vec<&'static str> {
        let is_foreign = |name: &&str| {
            let path = self.folder.join(name);
            let text = fs::read(&path);
            let text = text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            is_executable(&path) && text.is_ok_and(|text| !is_written_by_wr(&text))
        };
        OF_COMMITS.into_iter().filter(is_foreign).collect()
    }
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
        let Some(given) = self.path_setting("core.hooksPath") else {
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

/// Whether git runs a hook: on Unix, its permissions decide.
pub(super) fn is_executable(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        path.metadata()
            .is_ok_and(|it| it.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    {
        path.exists()
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
