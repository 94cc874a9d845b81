//! Git's attributes: which files git may change when it checks them out or adds them. Git itself says which are in
//! effect, because libgit2 looks at the files of attributes again for each path.

use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};
use std::thread;

use super::{Store, StoreError};

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
        let told = String::from_utf8_lossy(&output.stdout);
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        let parts: Vec<&str> = told.split('\0').collect();
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
