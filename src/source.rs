//! Files as bytes, the digests that name them, and places in them.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Bound, Range};
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// One file of a store: its path from the store's top (always with `/`) and its bytes as git keeps them.
#[derive(Debug)]
pub struct SourceFile {
    path: Arc<str>,
    bytes: Box<[u8]>,
    /// Computed on first use: acts need it often, other files rarely.
    digest: OnceLock<Digest>,
}

/// Two files are equal if their paths and bytes are.
impl PartialEq for SourceFile {
    fn eq(&self, other: &SourceFile) -> bool {
        self.path == other.path && self.bytes == other.bytes
    }
}

impl Eq for SourceFile {}

/// A region of a file, in bytes.
pub type Span = Range<usize>;

/// A line and a column, both counted from 1; the column counts characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The character within the line, from 1.
    pub column: usize,
}

impl SourceFile {
    /// A file with these bytes at `path`.
    pub fn new(path: impl AsRef<str>, bytes: impl Into<Vec<u8>>) -> Arc<SourceFile> {
        let bytes: Vec<u8> = bytes.into();
        Arc::new(SourceFile {
            path: path.as_ref().into(),
            bytes: bytes.into(),
            digest: OnceLock::new(),
        })
    }

    /// The path from the store's top, with `/` on every platform.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The bytes, unchanged.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file as text, or the first span that is not UTF-8.
    pub fn text(&self) -> Result<&str, Span> {
        std::str::from_utf8(&self.bytes).map_err(|error| {
            let start = error.valid_up_to();
            start..(start + error.error_len().unwrap_or(1)).min(self.bytes.len())
        })
    }

    /// The digest of the bytes.
    pub fn digest(&self) -> Digest {
        *self.digest.get_or_init(|| Digest::of(&self.bytes))
    }

    /// The line and column of the byte at `offset`; an offset past the end is the end.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let before = &self.bytes[..offset.min(self.bytes.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |newline| newline + 1);
        let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
        LineColumn { line, column }
    }
}

/// The lowercase SHA-256 of a file's bytes, written `sha256:` and 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }

    /// The digest in Base64, as a Content-Security-Policy lists it.
    pub fn base64(&self) -> String {
        Base64::encode_string(&self.0)
    }

    /// The first twelve hexadecimal digits, for file names and people.
    pub fn short(&self) -> String {
        let mut short = String::with_capacity(12);
        push_hex(&mut short, &self.0[..6]);
        short
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut hex = String::with_capacity(64);
        push_hex(&mut hex, &self.0);
        f.write_str("sha256:")?;
        f.write_str(&hex)
    }
}

fn push_hex(out: &mut String, bytes: &[u8]) {
    let digit = |half: u8| {
        char::from(if half < 10 {
            b'0' + half
        } else {
            b'a' + half - 10
        })
    };
    out.extend(
        bytes
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]),
    );
}

/// The value of a lowercase hexadecimal digit.
fn value_of(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text that is not a digest.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a digest: it must be `sha256:` and 64 lowercase hexadecimal digits")]
pub struct NotADigest(String);

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Digest, NotADigest> {
        let refuse = || NotADigest(text.to_string());
        let hex = text.strip_prefix("sha256:").ok_or_else(refuse)?;
        let mut bytes = [0; 32];
        if hex.len() != 2 * bytes.len() {
            return Err(refuse());
        }
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            *byte = value_of(pair[0])
                .zip(value_of(pair[1]))
                .map(|(a, b)| a << 4 | b)
                .ok_or_else(refuse)?;
        }
        Ok(Digest(bytes))
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        if !deserializer.is_human_readable() {
            return <[u8; 32]>::deserialize(deserializer).map(Digest);
        }
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Files by path, as one commit or one working tree has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<Arc<str>, Arc<SourceFile>>,
}

impl Tree {
    /// Adds a file; replaces one with the same path.
    pub fn insert(&mut self, file: Arc<SourceFile>) {
        self.files.insert(Arc::clone(&file.path), file);
    }

    /// Removes the file with this path.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// Adds all files of another tree; replaces those with the same paths.
    pub fn join(&mut self, mut other: Tree) {
        self.files.append(&mut other.files);
    }

    /// The file with exactly this path.
    pub fn get(&self, path: &str) -> Option<&Arc<SourceFile>> {
        self.files.get(path)
    }

    /// All files, ordered by path.
    pub fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.values()
    }

    /// The files whose path begins with `prefix`, ordered by path.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Arc<SourceFile>> {
        let from_here = self
            .files
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        from_here
            .take_while(move |(path, _)| path.starts_with(prefix))
            .map(|(_, file)| file)
    }
}

/// Adds many files at once; of two with the same path the later remains.
impl FromIterator<Arc<SourceFile>> for Tree {
    fn from_iter<I: IntoIterator<Item = Arc<SourceFile>>>(files: I) -> Tree {
        Tree {
            files: files
                .into_iter()
                .map(|file| (Arc::clone(&file.path), file))
                .collect(),
        }
    }
}

/// How a committed file differs in the working tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OnDisk {
    /// Its content or its kind differs.
    Edited,
    /// Only its line ends differ, which is not an edit.
    LineEnds,
    /// Only its permission to be executed differs, which is not an edit.
    Mode,
    /// It does not exist.
    Deleted,
}

impl OnDisk {
    /// Whether there is something that a user wrote, or took away.
    pub fn is_edit(self) -> bool {
        matches!(self, OnDisk::Edited | OnDisk::Deleted)
    }

    /// The command that restores the committed file, and loses nothing.
    pub fn restore(self, path: &str) -> String {
        match self {
            OnDisk::Edited => {
                format!("`git stash push -- {path}` sets the edit aside and restores the file")
            }
            OnDisk::LineEnds | OnDisk::Deleted => {
                format!("`git restore --staged --worktree {path}` restores it")
            }
            OnDisk::Mode => format!("`chmod -x {path}` restores it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_begin_at_one() {
        let file = SourceFile::new("a.yaml", "å: 1\nbé: x\n".as_bytes());
        assert_eq!(file.line_column(0), LineColumn { line: 1, column: 1 });
        assert_eq!(
            file.line_column("å: 1\nbé".len()),
            LineColumn { line: 2, column: 3 }
        );
        assert_eq!(file.line_column(10_000), LineColumn { line: 3, column: 1 });
    }

    #[test]
    fn a_digest_is_read_back_only_in_its_one_form() {
        let digest = Digest::of(b"xyz\n");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert!(digest.to_string().to_uppercase().parse::<Digest>().is_err());
        assert!("sha256:12".parse::<Digest>().is_err());
    }

    #[test]
    fn files_under_a_folder_are_only_those() {
        let mut tree = Tree::default();
        for path in ["a/1", "a/2", "ab", "b/1"] {
            tree.insert(SourceFile::new(path, ""));
        }
        let paths: Vec<_> = tree
            .under("a/")
            .map(|file| file.path().to_string())
            .collect();
        assert_eq!(paths, ["a/1", "a/2"]);
    }
}
