//! Finds what a command needs in a snapshot, with an error for the user.

use anyhow::Result;

use crate::id::{Id, NotAnId};
use crate::path;
use crate::policy::Policy;
use crate::roster::Roster;
use crate::snapshot::{NoContext, RegisterFiles, Snapshot};

/// The roster in force.
///
/// # Errors
/// It cannot be read.
pub(crate) fn roster(snapshot: &Snapshot) -> Result<&Roster> {
    Ok(snapshot.roster().ok_or(NoContext::Roster)?)
}

/// The policy in force.
///
/// # Errors
/// It cannot be read.
pub(crate) fn policy(snapshot: &Snapshot) -> Result<&Policy> {
    Ok(snapshot.policy().ok_or(NoContext::Policy)?)
}

/// The files of a register.
///
/// # Errors
/// The snapshot does not have the register.
pub(crate) fn register_files<'a>(snapshot: &'a Snapshot, id: &Id) -> Result<&'a RegisterFiles> {
    let files = snapshot.registers.get(id);
    Ok(files.ok_or_else(|| NoContext::Register(id.clone()))?)
}

/// Parses an id from the command line, in any case.
///
/// # Errors
/// It is not an id.
pub(crate) fn any_id(text: &str) -> Result<Id, String> {
    let lower = text.trim().to_lowercase();
    lower.parse().map_err(|why: NotAnId| {
        if text.contains(' ') {
            format!("`{text}` is a name, and an id is needed here, for example `snia`")
        } else {
            format!("{why}")
        }
    })
}

/// Parses the id of a register from the command line, in any case.
///
/// # Errors
/// It is not an id, or the store uses the name for something else.
pub(crate) fn register_id(text: &str) -> Result<Id, String> {
    let id = any_id(text)?;
    path::register_id(id.as_str()).ok_or_else(|| {
        format!("`{id}` cannot be the id of a register: a store uses that name for something else")
    })
}
