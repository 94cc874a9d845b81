//! Opens a file in the editor that git uses for messages.

use std::process::Command;

use super::{Store, StoreError};

/// Runs git's editor in git's shell, which is there on every platform. The status is 120 without an editor.
const ALIAS: &str = r#"alias.wr-editor=!f() { editor="$(git var GIT_EDITOR)" || exit 120; eval "$editor \"\$@\""; }; f"#;

/// How an editor ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditorExit {
    /// With success.
    Done,
    /// With an error.
    Failed,
    /// Git knows no editor for this terminal.
    NoEditor,
}

impl Store {
    /// Opens a file of the working tree in the editor that `git var GIT_EDITOR` names, and waits.
    ///
    /// # Errors
    /// Git cannot be started.
    pub fn open_editor(&self, path: &str) -> Result<EditorExit, StoreError> {
        let mut git = Command::new("git");
        git.current_dir(self.top().unwrap_or(self.repo.path()));
        let status = git
            .args(["-c", ALIAS, "wr-editor", path])
            .status()
            .map_err(StoreError::no_git)?;
        Ok(match status.code() {
            Some(0) => EditorExit::Done,
            Some(120) => EditorExit::NoEditor,
            Some(_) | None => EditorExit::Failed,
        })
    }
}
