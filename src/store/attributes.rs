//! Git's attributes: which files git may change when it checks them out or adds them. Git itself says which are in
//! effect, because libgit2 looks at the files of attributes again for each path.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;

use git2::Oid;

use super::disk::Staged;
use super::{Store, StoreError, Version, WriteLock};
use crate::path::{ATTRIBUTES, REGISTERS};

impl Store {
    /// The files among these whose bytes git may change, with the attributes in effect that let it, such as `text=auto`, or
    /// `!text` if none says anything about line ends.
    ///
    /// # Errors
    /// `git check-attr` fails.
    pub fn changeable<'p>(
        &self,
        paths: impl Iterator<Item = &'p str>,
    ) -> Result<Vec<(String, Vec<String>)>, StoreError> {
        // A bare repository has the attributes of its commit only.
        let head = match self.top() {
            None => self.head()?.commit,
            Some(_) => None,
        };
        match head {
            Some(head) => self.changeable_in(self.version(head)?, paths),
            None => Ok(changing_among(&check(self.git(&CHECK), paths)?)),
        }
    }

    /// Like [`Self::changeable`], by the files of attributes that a version has.
    ///
    /// # Errors
    /// `git read-tree` or `git check-attr` fails.
    pub fn changeable_in<'p>(
        &self,
        version: Version,
        paths: impl Iterator<Item = &'p str>,
    ) -> Result<Vec<(String, Vec<String>)>, StoreError> {
        // An index of its own, because git before 2.40 takes attributes from no commit.
        let failed = |error| StoreError::io(Path::new("git"), error);
        let room = tempfile::tempdir().map_err(failed)?;
        let index = room.path().join("index");
        let mut read = self.git(&["read-tree", &version.0.to_string()]);
        let read = read.env("GIT_INDEX_FILE", &index).output();
        successful(read.map_err(failed)?)?;
        let mut git = self.git(&[&CHECK[..], &["--cached"]].concat());
        git.env("GIT_INDEX_FILE", &index);
        Ok(changing_among(&check(git, paths)?))
    }

    /// Whether a file of attributes for the registers differs between two versions.
    ///
    /// # Errors
    /// A tree cannot be read.
    pub fn attributes_differ(
        &self,
        before: Option<Version>,
        after: Version,
    ) -> Result<bool, StoreError> {
        let at_top = |version: Version| -> Result<Option<Oid>, StoreError> {
            let top = self.repo.find_tree(version.0)?;
            Ok(top.get_name(ATTRIBUTES).map(|entry| entry.id()))
        };
        let old = before.map(at_top).transpose()?.flatten();
        if old != at_top(after)? {
            return Ok(true);
        }
        let changed = self.changed(before, after, REGISTERS.trim_end_matches('/'))?;
        let name = |path: &String| path.rsplit('/').next() == Some(ATTRIBUTES);
        Ok(changed.paths.iter().any(name))
    }

    /// Adds a line at the end of git's attributes, and returns its number. Where git may change bytes of these files all
    /// the same, because another file of attributes has the last word, nothing is changed: `None`.
    ///
    /// # Errors
    /// The file is not a regular file, is read-only, cannot be written, or `git check-attr` fails.
    pub fn add_attributes<'p>(
        &self,
        lock: &WriteLock,
        line: &str,
        paths: impl Iterator<Item = &'p str>,
    ) -> Result<Option<usize>, StoreError> {
        let Some(top) = self.top() else {
            return Ok(None);
        };
        let place = top.join(ATTRIBUTES);
        let failed = |error| StoreError::io(&place, error);
        let old = match fs::read(&place) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        let new = with_line(old.clone().unwrap_or_default(), line);
        match &old {
            Some(old) => self.replace(lock, ATTRIBUTES, old, &new)?,
            None => Staged::write(top, ATTRIBUTES, &new)?.put()?,
        }
        if self.changeable(paths)?.is_empty() {
            return Ok(Some(new.split(|byte| *byte == b'\n').count() - 1));
        }
        match &old {
            Some(old) => self.replace(lock, ATTRIBUTES, &new, old)?,
            None => fs::remove_file(&place).map_err(failed)?,
        }
        Ok(None)
    }
}

/// The command that lists the attributes of paths, which it reads.
const CHECK: [&str; 7] = [
    "check-attr",
    "--stdin",
    "-z",
    "text",
    "filter",
    "working-tree-encoding",
    "ident",
];

/// What `git check-attr` prints about these paths.
fn check<'p>(mut git: Command, paths: impl Iterator<Item = &'p str>) -> Result<String, StoreError> {
    let input: Vec<u8> = paths.flat_map(|path| path.bytes().chain([0])).collect();
    git.stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut run = || -> std::io::Result<Output> {
        let mut child = git.spawn()?;
        let stdin = child.stdin.take();
        thread::scope(|scope| {
            // Git answers while it reads. It may end early, and says why.
            scope.spawn(|| stdin.map(|mut stdin| stdin.write_all(&input)));
            child.wait_with_output()
        })
    };
    let output = run().map_err(|error| StoreError::io(Path::new("git"), error))?;
    successful(output)
}

/// What git printed, or why it failed.
fn successful(output: Output) -> Result<String, StoreError> {
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => {
            let words = String::from_utf8_lossy(&output.stderr).trim().to_string();
            Err(StoreError::Git(words))
        }
    }
}

/// The paths with attributes that make git change bytes.
fn changing_among(output: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let parts: Vec<&str> = output.split('\0').collect();
    for part in parts.chunks_exact(3) {
        let [path, name, value] = part else { continue };
        let Some(attribute) = changing(name, value) else {
            continue;
        };
        match found.last_mut().filter(|(last, _)| last == path) {
            Some((_, attributes)) => attributes.push(attribute),
            None => found.push((path.to_string(), vec![attribute])),
        }
    }
    found
}

/// A text with one more line.
pub fn with_line(mut text: Vec<u8>, line: &str) -> Vec<u8> {
    if text.last().is_some_and(|last| *last != b'\n') {
        text.push(b'\n');
    }
    text.extend_from_slice(format!("{line}\n").as_bytes());
    text
}

/// The attribute in git's notation, if it makes git change bytes.
fn changing(name: &str, value: &str) -> Option<String> {
    match value {
        "unset" => None,
        // Without the attribute `text`, the settings of each clone decide.
        "unspecified" => (name == "text").then(|| format!("!{name}")),
        "set" => Some(name.to_string()),
        value => Some(format!("{name}={value}")),
    }
}
