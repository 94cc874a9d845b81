//! Loads a change request with the registers that its acts name.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, bail};

use super::opened::Context;
use crate::id::Id;
use crate::path::{HISTORY, POLICY, REGISTERS, REQUESTS, ROSTER, SIGNERS, Subject};
use crate::snapshot::{RequestFiles, Snapshot};
use crate::source::Tree;

impl Context {
    /// Loads one request with the registers that its acts name.
    ///
    /// # Errors
    /// The request does not exist.
    pub(crate) fn request(&self, id: &Id) -> Result<Snapshot> {
        self.alone(&self.request_files(id)?)
    }

    /// Loads one request to act on, with the registers that its acts name. `register` is that of a new request.
    ///
    /// # Errors
    /// No register is named, and the request does not exist.
    pub(crate) fn request_to_act_on(&self, id: &Id, register: Option<&Id>) -> Result<Snapshot> {
        let mut snapshot = self.alone(&self.files_of_request(id, register)?)?;
        snapshot.ensure_request(id);
        Ok(snapshot)
    }

    /// The files of one request and of its registers, with policy, roster and history.
    ///
    /// # Errors
    /// The request does not exist.
    pub(crate) fn request_files(&self, id: &Id) -> Result<Tree> {
        self.files_of_request(id, None)
    }

    fn files_of_request(&self, id: &Id, register: Option<&Id>) -> Result<Tree> {
        let own = Subject::Request(id).prefix();
        let governance = [POLICY, ROSTER, HISTORY, SIGNERS];
        let mut tree = self.committed(&[&governance[..], &[own.as_str()]].concat())?;
        let alone = Snapshot::load(&tree);
        let request_files = alone.requests.get(id);
        if request_files.is_none() && register.is_none() {
            let known = self.known_requests()?;
            let known = if known.is_empty() {
                "none yet".to_string()
            } else {
                known.join(", ")
            };
            bail!(
                "there is no change request `{id}` in this store, which has: {known} (`wr request add` enters one)"
            );
        }
        let named: BTreeSet<&Id> = request_files
            .into_iter()
            .flat_map(RequestFiles::registers)
            .chain(register)
            .collect();
        let folders: Vec<String> = named
            .into_iter()
            .map(|id| Subject::Register(id).prefix())
            .collect();
        let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
        if !folders.is_empty() {
            self.committed_with_odd(&[&[POLICY][..], &folders].concat(), |_| false)?
                .tree
                .files()
                .for_each(|file| tree.insert(file.clone()));
        }
        Ok(tree)
    }

    fn known_requests(&self) -> Result<Vec<String>> {
        let Some(head) = self.head else {
            return Ok(Vec::new());
        };
        self.store
            .list_folders(head, &format!("{REGISTERS}{REQUESTS}"))
            .context("the requests cannot be listed")
    }
}

/// Parses the id of a change request from the command line.
///
/// # Errors
/// It is not an id.
pub(crate) fn request_id(text: &str) -> Result<Id, String> {
    super::parts::any_id(text)
}
