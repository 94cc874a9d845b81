//! Git's attributes: which files git may change when it checks them out or adds them. Git itself says which are in
//! effect, because libgit2 looks at the files of attributes again for each path.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Output, Stdio};
use std::thread;

use super::disk::Staged;
use super::{Store, StoreError, WriteLock};
use crate::path::ATTRIBUTES;

/// The attributes that make git change bytes.
const CHANGING: [&str; 4] = ["text", "filter", "working-tree-encoding", "ident"];

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
        let mut input = Vec::new();
        for path in paths {
            input.extend(path.bytes().chain([0]));
        }
        let output = self
            .check_attributes(&input)
            .map_err(|error| StoreError::io(Path::new("git"), error))?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr).trim().to_string();
            return Err(StoreError::Git(words));
        }
        let output_text = String::from_utf8_lossy(&output.stdout);
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        let parts: Vec<&str> = output_text.split('\0').collect();
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
        Ok(found)
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

    fn check_attributes(&self, paths: &[u8]) -> std::io::Result<Output> {
        // A bare repository has the attributes of its commit only.
        let is_begun = self
            .head_reference()
            .is_ok_and(|(_, commit)| commit.is_some());
        let source: &[&str] = match self.top() {
            None if is_begun => &["--source=HEAD"],
            Some(_) | None => &[],
        };
        let args = [&["check-attr", "--stdin", "-z"], source, &CHANGING].concat();
        let mut git = self.git(&args);
        git.stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = git.spawn()?;
        let stdin = child.stdin.take();
        thread::scope(|scope| {
            // Git answers while it reads. It may end early, and says why.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(paths)));
            child.wait_with_output()
        })
    }
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
