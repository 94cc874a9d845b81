//! The logos of a store, and whether the site can show them.

use std::collections::BTreeMap;
use std::sync::Arc;

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

    /// The logo at this path, which the site can show.
    ///
    /// # Errors
    /// A sentence on why it cannot.
    pub fn shown(&self, path: &str) -> Result<&Arc<SourceFile>, String> {
        if let Some(why) = path_fault(path) {
            return Err(why);
        }
        let folder = LOGOS.trim_end_matches('/');
        let there = [path, folder]
            .into_iter()
            .find_map(|path| Some((path, self.0.get(path)?)));
        match there {
            None => Err(format!(
                "there is no file `{path}`: put the logo there; `wr save roster` and `wr save policy` commit it"
            )),
            Some((there, Err(what))) => Err(format!(
                "`{there}` is {what}; a logo is a regular file in the folder `logos`"
            )),
            Some((_, Ok(file))) => match content_fault(path, file.bytes()) {
                None => Ok(file),
                Some(why) => Err(format!(
                    "`{path}` {why}; save it as a plain SVG without scripts, links and pictures, or as a PNG"
                )),
            },
        }
    }
}
