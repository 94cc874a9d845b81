//! Text before meaning: a file's bytes, the digest that names them, and places inside them.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// One file of a store: its path from the store's top (always with `/`) and its bytes as git keeps them.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    path: String,
    bytes: Vec<u8>,
}

/// A stretch of a file, in bytes.
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
    /// Holds `bytes` under `path`.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Arc<SourceFile> {
        Arc::new(SourceFile { path: path.into(), bytes: bytes.into() })
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
        Digest::of(&self.bytes)
    }

    /// Where the byte at `offset` stands; an offset past the end is the end.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let before = &self.bytes[..offset.min(self.bytes.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
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

    /// The first twelve hexadecimal digits: what file names and people use.
    pub fn short(&self) -> String {
        self.hex()[..12].to_string()
    }

    fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", self.hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a digest must look like.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a digest: it must be `sha256:` and 64 lowercase hexadecimal digits")]
pub struct NotADigest(String);

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Digest, NotADigest> {
        let refuse = || NotADigest(text.to_string());
        let hex = text.strip_prefix("sha256:").ok_or_else(refuse)?;
        if hex.len() != 64 || !hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(refuse());
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).map_err(|_| refuse())?;
        }
        Ok(Digest(bytes))
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Files by path, as one commit or one working tree has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<String, Arc<SourceFile>>,
}

impl Tree {
    /// Puts a file in, in place of one with the same path.
    pub fn insert(&mut self, file: Arc<SourceFile>) {
        self.files.insert(file.path().to_string(), file);
    }

    /// Takes the file with this path out.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
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
        let from_here = self.files.range(prefix.to_string()..);
        from_here.take_while(move |(path, _)| path.starts_with(prefix)).map(|(_, file)| file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_begin_at_one() {
        let file = SourceFile::new("a.yaml", "å: 1\nbé: x\n".as_bytes());
        assert_eq!(file.line_column(0), LineColumn { line: 1, column: 1 });
        assert_eq!(file.line_column("å: 1\nbé".len()), LineColumn { line: 2, column: 3 });
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
        let paths: Vec<_> = tree.under("a/").map(|file| file.path().to_string()).collect();
        assert_eq!(paths, ["a/1", "a/2"]);
    }
}
