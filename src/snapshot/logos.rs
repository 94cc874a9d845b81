//! The logos of a store, and whether the site can show them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::load::Snapshot;
use crate::roster::logo::{LOGOS, content_fault, path_fault};
use crate::source::{SourceFile, Tree};

/// The entries of the folder `logos`: a file, or the kind of an entry that is none, such as `a symbolic link`.
#[derive(Debug, Clone, Default)]
pub struct Logos(BTreeMap<String, Result<Arc<SourceFile>, &'static str>>);

impl Logos {
    /// The logos among these files and other entries.
    pub fn of(tree: &Tree, non_regular: &[(String, &'static str)]) -> Logos {
        let files = tree.under(LOGOS);
        let files = files.map(|file| (file.path().to_string(), Ok(file.clone())));
        let others = non_regular
            .iter()
            .map(|(path, what)| (path.clone(), Err(*what)));
        Logos(files.chain(others).collect())
    }

    /// The file at this path.
    pub fn file(&self, path: &str) -> Option<&Arc<SourceFile>> {
        self.0.get(path)?.as_ref().ok()
    }
}

impl Snapshot {
    /// The logo at this path.
    ///
    /// # Errors
    /// A sentence on why it cannot be shown.
    pub fn logo(&self, path: &str) -> Result<&Arc<SourceFile>, String> {
        if let Some(why) = path_fault(path) {
            return Err(why);
        }
        let logos = self.logos.iter().flat_map(|logos| &logos.0);
        let folder = LOGOS.trim_end_matches('/');
        let mut found = logos.filter(|(there, _)| *there == path || *there == folder);
        match found.next() {
            None => Err(format!(
                "there is no file `{path}`: save the logo there, then `git add {path}` and `git commit`"
            )),
            Some((there, Err(what))) => {
                Err(format!("`{there}` is {what}; a logo is a regular file"))
            }
            Some((_, Ok(file))) => match content_fault(path, file.bytes()) {
                None => Ok(file),
                Some(why) => Err(format!(
                    "`{path}` {why}; save it as a plain SVG without scripts, links and pictures, or as a PNG"
                )),
            },
        }
    }

    /// Why a logo cannot be shown. `None` as well if the files of logos were not loaded and the path is right.
    pub fn logo_fault(&self, path: &str) -> Option<String> {
        match self.logos {
            None => path_fault(path),
            Some(_) => self.logo(path).err(),
        }
    }
}
