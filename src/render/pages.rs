//! The files of a site in memory.

use std::collections::BTreeMap;

/// The path of a file from the top of the site, and its bytes.
pub(crate) type PageFile = (String, Vec<u8>);

/// The bytes of pages by path (separated by `/`), in order of path; equal input gives equal bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages(pub(super) BTreeMap<String, Vec<u8>>);

impl Pages {
    /// The bytes of the page at `path`, a path from the top of the site.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// All pages with their paths, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The number of pages.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no pages.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
