//! Lists committed files that the working tree changes, as `git status` does.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use git2::{IndexEntry, IndexEntryExtendedFlag, Status, StatusOptions};

use super::hooks::is_executable;
use super::path_state::without_cr;
use super::{Store, StoreError};
use crate::source::OnDisk;

impl Store {
    /// The committed files that are edited or deleted in the working tree, in order of paths; none in a bare repository.
    /// Compares only `paths`, which are files and folders; without paths, there are no files. New files are not
    /// included.
    pub fn touched_on_disk<P: AsRef<str>>(
        &self,
        paths: &[P],
    ) -> Result<Vec<(String, OnDisk)>, StoreError> {
        if self.top().is_none() || paths.is_empty() {
            return Ok(Vec::new());
        }
        // The status is compared with the index that this sets.
        self.index()?;
        let mut options = StatusOptions::new();
        for path in paths {
            options.pathspec(path.as_ref());
        }
        options.disable_pathspec_match(true);
        options
            .include_untracked(false)
            .include_ignored(false)
            .exclude_submodules(true);
        let statuses = self.repo.statuses(Some(&mut options))?;
        let left_out = self.left_out()?;
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
            if status.intersects(deleted) && left_out.contains(path) {
                continue;
            }
            if status.intersects(deleted) {
                touched.push((path.to_string(), OnDisk::Deleted));
            } else if status.intersects(edited) {
                touched.push((path.to_string(), self.difference(path)?));
            }
        }
        touched.sort();
        touched.dedup();
        Ok(touched)
    }

    /// How a file that git calls modified differs from the checked-out commit.
    fn difference(&self, path: &str) -> Result<OnDisk, StoreError> {
        let head = self.head_reference()?.1;
        let place = self.top().map(|top| top.join(path));
        let is_plain = |place: &PathBuf| place.symlink_metadata().is_ok_and(|it| it.is_file());
        let place = place.filter(is_plain);
        let (Some(place), Some(old)) = (place, self.bytes_at(head, path)?) else {
            return Ok(OnDisk::Edited);
        };
        let new = fs::read(&place).map_err(|error| StoreError::io(&place, error))?;
        Ok(if new == old && is_executable(&place) {
            OnDisk::Mode
        } else if new != old && without_cr(&new) == without_cr(&old) {
            OnDisk::LineEnds
        } else {
            OnDisk::Edited
        })
    }

    /// Leaves a folder in the working tree out of git, in this clone only, unless git ignores or has it already. Returns
    /// whether it did.
    pub fn exclude(&self, folder: &Path) -> Result<bool, StoreError> {
        let top = self.top().and_then(|top| top.canonicalize().ok());
        let folder = folder.canonicalize().ok();
        let inside = top.zip(folder).and_then(|(top, folder)| {
            let inside = folder.strip_prefix(&top).ok()?.to_str()?;
            Some(inside.replace('\\', "/")).filter(|inside| !inside.is_empty())
        });
        let Some(inside) = inside else {
            return Ok(false);
        };
        let below = format!("{inside}/");
        let is_tracked = self
            .index()?
            .iter()
            .any(|entry| entry.path.starts_with(below.as_bytes()));
        if is_tracked || self.repo.is_path_ignored(&below)? {
            return Ok(false);
        }
        let path = self.repo.commondir().join("info/exclude");
        let failed = |error| StoreError::io(&path, error);
        fs::create_dir_all(self.repo.commondir().join("info")).map_err(failed)?;
        let before = fs::read_to_string(&path).unwrap_or_default();
        let line_end = if before.is_empty() || before.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        fs::write(&path, format!("{before}{line_end}/{below}\n")).map_err(failed)?;
        Ok(true)
    }

    /// The committed files that a sparse checkout leaves out of the working tree.
    pub fn left_out(&self) -> Result<BTreeSet<String>, StoreError> {
        if !self.is_set("core.sparseCheckout") || self.top().is_none() {
            return Ok(BTreeSet::new());
        }
        let is_left_out = |entry: &IndexEntry| {
            let flags = IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended);
            flags.is_skip_worktree()
        };
        let path = |entry: IndexEntry| String::from_utf8(entry.path).ok();
        let index = self.index()?;
        Ok(index.iter().filter(is_left_out).filter_map(path).collect())
    }
}
