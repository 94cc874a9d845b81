//! Lists committed files that the working tree changes, as `git status` does.

use git2::{Status, StatusOptions};

use super::{Store, StoreError};
use crate::source::OnDisk;

impl Store {
    /// The committed files below `folder` that are edited or deleted in the working tree, in order of paths; none in a
    /// bare repository. New files are not included.
    pub fn touched_on_disk(&self, folder: &str) -> Result<Vec<(String, OnDisk)>, StoreError> {
        if self.top().is_none() {
            return Ok(Vec::new());
        }
        let mut options = StatusOptions::new();
        options.pathspec(folder).disable_pathspec_match(true);
        options
            .include_untracked(false)
            .include_ignored(false)
            .exclude_submodules(true);
        let statuses = self.repo.statuses(Some(&mut options))?;
        let edited = Status::WT_MODIFIED
            | Status::WT_TYPECHANGE
            | Status::INDEX_MODIFIED
            | Status::INDEX_TYPECHANGE;
        let deleted = Status::WT_DELETED | Status::INDEX_DELETED;
        let mut touched = Vec::new();
        for entry in statuses.iter() {
            let (status, Ok(path)) = (entry.status(), std::str::from_utf8(entry.path_bytes()))
            else {
                continue;
            };
            if status.intersects(deleted) {
                touched.push((path.to_string(), OnDisk::Deleted));
            } else if status.intersects(edited) {
                touched.push((path.to_string(), OnDisk::Edited));
            }
        }
        touched.sort();
        touched.dedup();
        Ok(touched)
    }
}
